"""The format of a prediction: what a page of a lesson asks before it lets something happen. See docs/lessons.md."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.lessons.markup import plain

most_ask_words, most_why_words, most_steps = 20, 30, 100_000
fewest_choices, most_choices = 2, 4

STAGES_OF_DRAWINGS = {"generated": "line"}
"""What can be drawn, and on which stage."""


class Predict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What will have come so many `steps` later: drawn on the stage, or chosen.

    ask: the question. why: what is said afterwards. draw: what the visitor draws; else choices: answers, of which
    `right` (from 0) comes true. after: the step by which that has come of which the page speaks; the run is brought
    there first. turn: live knobs that are turned as it happens. twin: those of a second run, which goes on beside the
    first from where that stands.
    """

    ask: str
    why: str
    steps: Annotated[int, msgspec.Meta(ge=1, le=most_steps)]
    draw: Literal["", "generated"] = ""
    choices: tuple[str, ...] = ()
    right: Annotated[int, msgspec.Meta(ge=0, lt=most_choices)] = 0
    after: Annotated[int, msgspec.Meta(ge=0, le=most_steps)] = 0
    turn: dict[str, Any] = {}
    twin: dict[str, Any] = {}

    def __post_init__(self) -> None:
        if bool(self.draw) == bool(self.choices):
            raise PlaygroundError(f"{self.ask!r} is answered by `draw` or by `choices`, one of them.")
        if self.choices and not fewest_choices <= len(self.choices) <= most_choices:
            raise PlaygroundError(f"{self.ask!r} has {fewest_choices} to {most_choices} `choices`.")
        if self.choices and self.right >= len(self.choices):
            raise PlaygroundError(f"{self.ask!r} has no answer {self.right}; `right` counts its choices from 0.")
        if self.draw and self.right:
            raise PlaygroundError(f"{self.ask!r} is drawn; `right` goes with `choices`.")
        for name, words, most in (("ask", self.ask, most_ask_words), ("why", self.why, most_why_words)):
            if not 1 <= len(plain(words).split()) <= most:
                raise PlaygroundError(f"the `{name}` of {self.ask!r} has at most {most} words, and at least one.")


def check_predict(predict: Predict, experiment: Experiment) -> None:
    """Raise PlaygroundError where it cannot be asked of this experiment."""
    stage = STAGES_OF_DRAWINGS.get(predict.draw, experiment.stage)
    if stage != experiment.stage:
        raise PlaygroundError(
            f"{predict.ask!r} cannot be drawn, since {predict.draw!r} is drawn on the stage {stage}, and this one is "
            f"{experiment.stage}; give it `choices`."
        )
    experiment.with_knobs(predict.turn).with_knobs(predict.twin)
    if fixed := [path for path in (*predict.turn, *predict.twin) if not find_knob(path).live]:
        raise PlaygroundError(
            f"what {predict.ask!r} is about goes on from where the run stands, and {fixed[0]} can only be set at the "
            "start of a run."
        )
