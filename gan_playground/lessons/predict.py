"""The format of a prediction: what a page of a lesson asks before it lets something happen. See docs/lessons.md."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.lessons.drawn_choice import DrawnChoice
from gan_playground.lessons.markup import plain

most_ask_words, most_why_words, most_steps = 20, 30, 100_000
fewest_choices, most_choices = 2, 4
fewest_shares, most_shares = 2, 10

KINDS_OF_KNOWN_CLASSES = ("digits", "mnist", "notes")

STAGES_OF_DRAWINGS = {"generated": ("line", "plane"), "shares": ("plane", "images")}
"""What can be drawn, and on which stages; a line of the score on all of them."""

PLOTS_OF_LINES = {
    "d_real": "opinions",
    "d_fake": "opinions",
    "accuracy": "accuracy",
    "value": "value",
    "distance": "",
}
"""The lines of the score that can be drawn, and which plot each is in, as `plots` of a lesson has it."""


class Predict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What will have come so many `steps` later: drawn on the stage, or chosen.

    ask: the question. why: what is said afterwards. draw: what the visitor draws, and with "score" which `line` of it;
    else choices: answers in words or as drawings, of which `right` (from 0) comes true. after: the step by which that
    has come of which the page speaks; the run is brought there first. turn: live knobs that are turned as it happens.
    twin: those of a second run, which goes on beside the first from where that stands.
    """

    ask: str
    why: str
    steps: Annotated[int, msgspec.Meta(ge=1, le=most_steps)]
    draw: Literal["", "generated", "score", "shares"] = ""
    line: Literal["", "d_real", "d_fake", "accuracy", "value", "distance"] = ""
    choices: tuple[str | DrawnChoice, ...] = ()
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
        if bool(self.line) != (self.draw == "score"):
            raise PlaygroundError(f'{self.ask!r} needs a `line` with `draw = "score"`, and only there.')
        for name, words, most in (("ask", self.ask, most_ask_words), ("why", self.why, most_why_words)):
            if not 1 <= len(plain(words).split()) <= most:
                raise PlaygroundError(f"the `{name}` of {self.ask!r} has at most {most} words, and at least one.")

    @property
    def answers(self) -> tuple[str, ...]:
        """The words of its choices."""
        return tuple(one if isinstance(one, str) else one.words for one in self.choices)


def check_predict(predict: Predict, experiment: Experiment) -> None:
    """Raise PlaygroundError where it cannot be asked of this experiment."""
    stages = STAGES_OF_DRAWINGS.get(predict.draw, (experiment.stage,))
    if experiment.stage not in stages:
        raise PlaygroundError(
            f"{predict.ask!r} cannot be drawn, since {predict.draw!r} is drawn on the stage {' or '.join(stages)}, and "
            f"this one is {experiment.stage}; give it `choices`."
        )
    if predict.draw == "shares" and not has_shares(experiment):
        raise PlaygroundError(f"{predict.ask!r} is about shares, and {experiment.data.kind!r} has no modes or classes.")
    if experiment.gives_scores and predict.line in ("d_real", "d_fake", "accuracy"):
        raise PlaygroundError(f"{predict.ask!r} is about probabilities, and this D gives scores; ask for its `value`.")
    for choice in predict.choices:
        if isinstance(choice, DrawnChoice) and choice.stage != experiment.stage:
            raise PlaygroundError(
                f"the answer {choice.words!r} is for the stage {choice.stage}, and this one is {experiment.stage}."
            )
    experiment.with_knobs(predict.turn).with_knobs(predict.twin)
    if fixed := [path for path in (*predict.turn, *predict.twin) if not find_knob(path).live]:
        raise PlaygroundError(
            f"what {predict.ask!r} is about goes on from where the run stands, and {fixed[0]} can only be set at the "
            "start of a run."
        )


def has_shares(experiment: Experiment) -> bool:
    """Whether what G makes can be counted by modes, or by classes that the network of the metrics knows."""
    data = experiment.data
    centres = FAMILIES[data.kind].centres
    is_of_modes = centres is not None and fewest_shares <= len(centres(data)) <= most_shares
    return is_of_modes or data.kind in KINDS_OF_KNOWN_CLASSES
