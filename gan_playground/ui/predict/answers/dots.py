"""Where G's dots will be, on the plane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from gan_playground.gan.metrics.distances import nearest_modes
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Frame, PlanePicture
from gan_playground.lessons.measures import held_share
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.kept import KeptPrediction, grid_side
from gan_playground.ui.predict.result import PredictionResult
from gan_playground.ui.predict.today import TodaysDots

near_overlap = 0.5
blur_cells = 0.8
"""A painting is compared as it looks from a little further away: by so many cells no hand is exact."""


class DotsAnswer(AnswerKind):
    """Dots (N, 2) that were strewn: judged by what of them and of what came lies on one another, on a coarse grid."""

    def judge(self, given: Array | None, start: Frame, came: Frame) -> PredictionResult:
        now = of_plane(came)
        held = _found(came)
        if given is None:
            return PredictionResult(_what_came(of_plane(start), now, held), None)
        common = overlap(shares(given, now.view), shares(now.generated, now.view))
        sentence = f"**{common:.0%} of what you painted lies where blue came.**"
        if held is not None:
            assert now.centres is not None
            painted, total = modes_of(given, now), len(now.centres)
            sentence += f" You painted {painted} of the {total} modes, and blue has {held}."
        return PredictionResult(sentence, common >= near_overlap, 1 - common)

    def kept(self, given: Array, start: Frame, came: Frame) -> dict[str, Any]:
        now = of_plane(came)
        box, painted = now.view, modes_of(given, now)
        drawn, blue = (_thinned(shares(dots, box)) for dots in (given, now.generated))
        edges = {"low": box.left, "high": box.right, "bottom": box.bottom, "top": box.top}
        return {**edges, "drawn": drawn, "came": blue, "modes": -1 if painted is None else painted}

    def sum_up(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame) -> str:
        centres, painted = of_plane(came).centres, Counter(one.modes for one in kept if one.modes >= 0)
        if centres is None or not painted:
            nearest = max(1 - one.distance for one in kept)
            return f"The nearest of {len(kept)}: {nearest:.0%} of it lies where blue came."
        named, count = painted.most_common(1)[0]
        return f"{count} of {len(kept)} painted {named} of the {len(centres)} modes."

    def picture(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame, has_own: bool) -> TodaysDots:
        now = of_plane(came)
        grids = [np.array(one.drawn).reshape(grid_side, grid_side) for one in kept]
        boxes = [Box(one.low, one.bottom, one.high, one.top) for one in kept]
        return TodaysDots(list(zip(grids, boxes, strict=True)), now.real, now.generated, now.view, has_own)

    def is_alike(self, kept: KeptPrediction) -> bool:
        return super().is_alike(kept) and len(kept.drawn) == grid_side**2


def of_plane(frame: Frame) -> PlanePicture:
    """What is seen of the plane."""
    assert isinstance(frame.picture, PlanePicture)
    return frame.picture


def shares(dots: Array, box: Box) -> Array:
    """Which share of dots (N, 2) lies in each cell (R, C) of a box, looked at from a little further away; of area 1.

    A dot between the middles of cells counts in part for each, so that a clump on an edge is nearly that beside it.
    What is beyond the box counts at its edges.
    """
    known = dots[np.isfinite(dots).all(axis=1)]
    places = (known - (box.left, box.bottom)) / (box.width, box.height) * grid_side - 0.5
    across, up = (_blur() @ _parts(place) for place in np.clip(places, 0, grid_side - 1).T)
    counts: Array = up @ across.T
    return counts / max(len(known), 1)


def _parts(places: Array) -> Array:
    """How much of each place (N,) is of each cell in a row (cell, N): of the two between whose middles it lies."""
    parts: Array = np.maximum(1 - np.abs(np.arange(grid_side)[:, None] - places), 0.0)
    return parts


def _blur() -> Array:
    """What of each cell is seen in each other one (to, from): nothing is lost at the edges."""
    apart = np.subtract.outer(np.arange(grid_side), np.arange(grid_side)) / blur_cells
    weights = np.exp(-(apart**2) / 2)
    whole: Array = weights / weights.sum(axis=0)
    return whole


def overlap(one: Array, other: Array) -> float:
    """What is common to two distributions over cells: from 0, apart, to 1, the same."""
    return float(np.minimum(one, other).sum())


def modes_of(dots: Array, picture: PlanePicture) -> int | None:
    """How many modes get a fair share of dots (N, 2), or a fifth of one; None: there are no modes.

    A dot is of the mode that is nearest, if it is nearer to that than modes are to one another.
    """
    centres = picture.centres
    if centres is None or len(centres) < 2:
        return None
    between = np.hypot(*(centres[:, None] - centres[None]).T)
    reach = max(3 * picture.sigma, between[between > 0].min() / 2)
    nearest, near = nearest_modes(dots, centres, reach / 3)
    counts = np.bincount(nearest[near], minlength=len(centres))
    return int((counts >= held_share * len(dots) / len(centres)).sum())


def _found(frame: Frame) -> int | None:
    """How many modes blue has, as the stage counts them; None: there are none."""
    has_modes = of_plane(frame).centres is not None and "modes" in frame.metrics
    return int(frame.metrics["modes"].value) if has_modes else None


def _what_came(before: PlanePicture, now: PlanePicture, held: int | None) -> str:
    if held is not None:
        assert now.centres is not None
        return f"Blue has {held} of the {len(now.centres)} modes."
    stayed = overlap(shares(before.generated, now.view), shares(now.generated, now.view))
    return f"{stayed:.0%} of blue lies where it lay before."


def _thinned(cells: Array) -> tuple[float, ...]:
    """As it is kept: row by row, to a thousandth."""
    return tuple(np.round(cells.ravel(), 3).tolist())
