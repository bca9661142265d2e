"""Turns that are seen part by part, and what is kept of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from gan_playground.gan.observe.turn_observer import TurnObserver
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.trainer import Trainer


def slowly(trainer: Trainer) -> list[TurnPart]:
    """One step, seen at each of its parts."""
    observer = TurnObserver(trainer)
    seen = [observer.next_part()]
    while seen[-1].number < seen[-1].count:
        seen.append(observer.next_part())
    return seen


def kept(trainer: Trainer) -> dict[str, Any]:
    """All that is kept of a run, with its score."""
    checkpoint = trainer.checkpoint()
    trainer.flush()
    history = trainer.log.history
    tracks = {
        **{f"whole {k}": v for k, v in history.whole.items()},
        **{f"now {k}": v for k, v in history.recent.items()},
    }
    arrays = {name: torch.from_numpy(np.stack((track.steps, track.values)).copy()) for name, track in tracks.items()}
    finite = {name: array.nan_to_num(7.0) for name, array in arrays.items()}
    return {**trainer.state(), "numbers": checkpoint.numbers, "rng": checkpoint.random, **finite}


def by_kind(seen: list[TurnPart]) -> dict[str, TurnPart]:
    return {part.kind: part for part in seen}
