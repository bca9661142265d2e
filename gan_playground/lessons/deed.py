"""The format of a deed: what a page of a lesson asks a hand to do, beside its button. See docs/lessons.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment, find_knob

STAGES_TO_DRAW_ON, STAGES_TO_FOLLOW_ON = ("plane",), ("plane", "images", "colours")
"""Where real data can be drawn, and where a sample can be followed."""


class Deed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that the visitor does with their own hand; the page says when it is done.

    turn: knobs to bring somewhere, by path: to a value, or anywhere from the first of two numbers to the second. draw:
    real data, by hand. follow: press on a generated sample. then: what is said when it is done.
    """

    then: Annotated[str, msgspec.Meta(min_length=3)]
    turn: dict[str, Any] = {}
    draw: bool = False
    follow: bool = False

    def __post_init__(self) -> None:
        if sum(map(bool, (self.turn, self.draw, self.follow))) != 1:
            raise PlaygroundError("a deed is one thing: `turn`, `draw` or `follow`.")

    def is_turned(self, experiment: Experiment) -> bool:
        """Whether all of its knobs are where it wants them."""
        return all(_is_there(experiment.knob(path), where) for path, where in self.turn.items())


def check_deed(deed: Deed, experiment: Experiment) -> None:
    """Raise PlaygroundError where it cannot be done in this experiment, or is done already."""
    experiment.with_knobs({path: _one_of(where) for path, where in deed.turn.items()})
    if fixed := [path for path in deed.turn if not find_knob(path).live]:
        raise PlaygroundError(f"a hand that turns {fixed[0]} begins another run; a deed turns what is live.")
    if deed.turn and deed.is_turned(experiment):
        raise PlaygroundError(f"the deed {deed.then!r} is done before anybody does it.")
    for wanted, stages, what in (
        (deed.draw, STAGES_TO_DRAW_ON, "data are drawn"),
        (deed.follow, STAGES_TO_FOLLOW_ON, "a sample is followed"),
    ):
        if wanted and experiment.stage not in stages:
            raise PlaygroundError(f"{what} on the stage {' or '.join(stages)}, and this one is {experiment.stage}.")


def _one_of(where: Any) -> Any:
    """A value that will do; raises PlaygroundError for what is neither a value nor two numbers."""
    if not isinstance(where, Sequence) or isinstance(where, str):
        return where
    if len(where) != 2 or isinstance(where[0], str) or not where[0] < where[1]:
        raise PlaygroundError(f"a deed turns a knob to a value, or to [low, high]; not to {where!r}.")
    return where[0]


def _is_there(value: Any, where: Any) -> bool:
    if isinstance(where, Sequence) and not isinstance(where, str):
        return bool(where[0] <= value <= where[1])
    return bool(value == where)
