"""Snapshots: the weights of a run that has learned, small enough to ship, from which a run can begin.

In half precision and without the optimizers' memory: what goes on from here is a run of its own, not the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
import torch

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from gan_playground.gan.training.trainer import Trainer


def save_snapshot(path: Path, trainer: Trainer) -> None:
    """Write what both players have learned: of G its average, where there is one."""
    G, D = trainer.generator, trainer.discriminator
    arrays = {
        **_halved("generator.weights", G.average or G.network.values),
        **_halved("generator.buffers", G.network.buffers),
        **_halved("discriminator.weights", D.network.values),
        **_halved("discriminator.buffers", D.network.buffers),
    }
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, step=np.array(trainer.step), **arrays)


def load_snapshot(path: Path, trainer: Trainer) -> None:
    """Let both players begin with what is kept there, at the step at which it was.

    Raises PlaygroundError, and changes nothing, where the file is damaged or of other networks.
    """
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            kept = {name: file[name] for name in file.files}
    except (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile) as error:
        raise PlaygroundError(f"{path.name} is not a snapshot that can be read.") from error
    groups = _groups(trainer)
    wanted = {f"{group}.{i}": tensor for group, tensors in groups.items() for i, tensor in enumerate(tensors)}
    if kept.keys() - {"step"} != wanted.keys() or any(kept[name].shape != wanted[name].shape for name in wanted):
        raise PlaygroundError(f"{path.name} is of other networks than these; it fits its own lesson alone.")
    weights = {name: torch.from_numpy(kept[name].astype(np.float32)) for name in wanted}
    trainer.begin_with(weights, int(kept.get("step", 0)))


def _groups(trainer: Trainer) -> Mapping[str, list[Tensor]]:
    return {
        "generator.weights": trainer.generator.network.values,
        "generator.buffers": trainer.generator.network.buffers,
        "discriminator.weights": trainer.discriminator.network.values,
        "discriminator.buffers": trainer.discriminator.network.buffers,
    }


def _halved(group: str, tensors: list[Tensor]) -> dict[str, NDArray[np.float16]]:
    return {f"{group}.{i}": tensor.detach().cpu().numpy().astype(np.float16) for i, tensor in enumerate(tensors)}
