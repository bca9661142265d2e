"""The one big thing that a visitor can do with a lesson."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec import Struct

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.plane.mixtures import write_centres
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.lesson import Lesson

inwards = 0.45  # of its way from the middle, where a moved target lies


class BigDeed(Struct, frozen=True):
    """words: on the button. hint: below it. outcome: said once it is done. moves: a target, or it all begins anew."""

    words: str
    hint: str
    outcome: str
    moves: bool


move_a_target = BigDeed(
    words="Move a target",
    hint="or drag one on the picture",
    outcome="A target has moved, and nobody tells the **blue** triangles. They only hear, again and again, how "
    "believable they look where they are.",
    moves=True,
)
begin_again = BigDeed(
    words="Begin again",
    hint="from other random numbers",
    outcome="Both networks have forgotten everything, the forger and the judge. They learn it all again.",
    moves=False,
)


def deed_of(lesson: Lesson) -> BigDeed:
    """What the big button of this lesson does."""
    experiment = lesson.experiment
    has_targets = experiment.stage == "plane" and _centres(experiment) is not None
    return move_a_target if has_targets else begin_again


def moved_target(experiment: Experiment, turn: int) -> Mapping[str, Any]:
    """The knobs that move the next target inwards, or where it was moved already, back to where it was."""
    home, now = _centres(experiment.with_knobs({"data.centres": ""})), _centres(experiment)
    if home is None or now is None or not len(now):
        return {}
    if len(now) != len(home):
        return {"data.centres": ""}
    index = (turn * 3) % len(home)  # one after the other, each of them far from the one before
    middle = home.mean(axis=0)
    away = np.allclose(now[index], home[index], atol=1e-3)
    now = now.copy()
    now[index] = middle + inwards * (home[index] - middle) if away else home[index]
    return {"data.centres": write_centres(now)}


def _centres(experiment: Experiment) -> np.ndarray | None:
    find = FAMILIES[experiment.data.kind].centres
    return find(experiment.data) if find is not None else None
