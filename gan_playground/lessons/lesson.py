"""The format of a lesson: an experiment, and the words that go with it. Documented in docs/lessons.md."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.gan.experiment.experiment import KNOBS, Experiment, find_knob
from gan_playground.gan.metrics.words import MEASURES
from gan_playground.lessons.claim import SIZES, Claim, Wait, check_claim, check_measure
from gan_playground.lessons.deed import Deed, check_deed
from gan_playground.lessons.duel import Duel, check_duel
from gan_playground.lessons.markup import knobs_in
from gan_playground.lessons.predict import Predict, check_predict
from gan_playground.lessons.reading_time import check_speed
from gan_playground.resources import resource_path

most_latent, most_real, most_film_steps, most_speed = 100.0, 1e9, 10_000_000, 1e6

Action = Literal[
    "",
    "turn",
    "restart",
    "restart_paused",
    "begin_trained",
    "play",
    "pause",
    "train_discriminator",
    "step_discriminator",
    "step_generator",
    "step_both",
    "compare",
    "rewind",
    "slow_motion",
]
"""What a page of a lesson can ask for; the words are those of the transport, and `turn` turns the page's knobs."""

TRAINING = ("turn", "restart", "begin_trained", "play", "compare", "rewind")
"""Those after which it trains on."""

ROLES = ("real", "generated", "discriminator")
PANELS = ("flow", "stage", "score", "doctor", "time", "formula", "slope", "algorithm", "networks")
BUTTONS = ("playButton", "stepBackButton", "stepDiscriminatorButton", "stepGeneratorButton", "stepBothButton")
LAYERS = {
    "line": ("real", "generated", "decision", "best", "histograms", "arrows"),
    "plane": ("real", "generated", "heat", "half", "manifold", "forces", "densities", "modes"),
    "phase": ("path", "force", "energy", "average"),
    "images": ("real", "generated", "nearest", "verdicts", "saliency"),
    "colours": ("real", "generated", "histograms", "cloud"),
}
"""What a page can show or hide on each stage."""
LIGHTS = (*ROLES, *PANELS, *BUTTONS)
"""What a page can light: whose data, which panel, which button; and each knob by its path."""

PLOTS = ("losses", "value", "opinions", "accuracy", *MEASURES)
"""What the score can show: in its first plot, in its second, and in its third where it is measured."""


class LessonGroup(Enum):
    """Where a lesson stands in the gallery; the groups come in this order."""

    START_HERE = "start here"
    WRONG = "what goes wrong"
    LINE = "1-d"
    PLANE = "plane"
    PICTURES = "pictures"
    THEORY = "theory"
    OWN = "your own"

    @property
    def title(self) -> str:
        """As the gallery calls it."""
        return GROUP_TITLES[self]


GROUP_TITLES = {
    LessonGroup.START_HERE: "Start here",
    LessonGroup.WRONG: "What goes wrong",
    LessonGroup.LINE: "On a line (1-D)",
    LessonGroup.PLANE: "On the plane (2-D)",
    LessonGroup.PICTURES: "Pictures",
    LessonGroup.THEORY: "Theory",
    LessonGroup.OWN: "Your own",
}


STORY_TITLES = ("What you see", "Look at", "Try")
"""Of its three paragraphs, each a page."""


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Three short paragraphs: what is shown, what to look at, what to try."""

    shown: str
    look: str
    attempt: str = msgspec.field(name="try")


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One stop on a guided walk: what to press there (a step of the transport, by its name), and what it shows.

    knobs: by path; with `restart` and `restart_paused` the lesson begins anew with these in place of its own, with
    `compare` they are those of the second run, with any other action they are turned first. to: the step that `rewind`
    goes back to; the knobs are turned there, and what trains on is a branch. until: what it then trains for. predict:
    what is asked there, before it comes; a run that has other knobs begins anew with the page's then. deed: what a hand
    does there. duel: what is played there by hand, in a run of its own with the page's knobs. light: what is lit
    meanwhile, by the names of LIGHTS and knobs. layers: which of the stage's LAYERS are shown meanwhile, or hidden.
    side: the page of the right side that is opened.
    """

    title: str
    text: str
    action: Action = ""
    knobs: dict[str, Any] = {}
    to: Annotated[int, msgspec.Meta(ge=0, le=most_film_steps)] = 0
    until: Wait | None = None
    predict: Predict | None = None
    deed: Deed | None = None
    duel: Duel | None = None
    light: tuple[str, ...] = ()
    layers: dict[str, bool] = {}
    side: Literal["", "knobs", "formula", "networks"] = ""

    @property
    def words(self) -> str:
        """What is read before anything is done."""
        return self.text if self.predict is None else f"{self.text} {self.predict.ask}"


class LessonHead(msgspec.Struct, frozen=True, kw_only=True):
    """What the gallery says of a lesson. shows: one line on what can be seen. order: its place in its group."""

    id: str
    title: str
    tagline: str
    shows: str
    order: int
    group: LessonGroup = LessonGroup.OWN


class Lesson(LessonHead, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A demonstration: clicked once, it trains.

    example: latents whose images the stage spells out. real_example: real numbers that stand beside them, in the data's
    own units. film_steps: how many steps a film of it runs for. gradients: whether the stage shows how large both
    players' gradients are. speed: steps a second to begin with; 0 is as fast as it goes. ends: the step by which what
    its first pages tell has happened, which is read before that; 0 where nothing ends. plots: what the score begins
    with, by the names of PLOTS. claims: what its pages say of a run, to be tried.
    """

    story: Story
    experiment: Experiment = Experiment()
    phases: tuple[Phase, ...] = ()
    example: tuple[Annotated[float, msgspec.Meta(ge=-most_latent, le=most_latent)], ...] = ()
    real_example: tuple[Annotated[float, msgspec.Meta(ge=-most_real, le=most_real)], ...] = ()
    film_steps: Annotated[int, msgspec.Meta(ge=0, le=most_film_steps)] = 3000
    gradients: bool = False
    speed: Annotated[float, msgspec.Meta(ge=0, le=most_speed)] = 0.0
    ends: Annotated[int, msgspec.Meta(ge=0, le=most_film_steps)] = 0
    plots: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def snapshot(self) -> Path:
        """Where the trained players of this lesson ship, if they do."""
        return resource_path(f"snapshots/{self.id}.npz")

    def __post_init__(self) -> None:
        for name in self.plots:
            if name not in PLOTS:
                raise PlaygroundError(f"there is no plot {name!r} to begin with; there are: {', '.join(PLOTS)}.")
        for phase in self.phases:
            if phase.action == "begin_trained" and (phase.knobs or not self.snapshot.is_file()):
                raise PlaygroundError(
                    f"the page {phase.title!r} takes {self.snapshot.name} as it is, and it must ship."
                )
            if phase.to and phase.action != "rewind":
                raise PlaygroundError(f'the page {phase.title!r} has `to`, which goes with the action "rewind".')
            if phase.action in ("turn", "compare") and not phase.knobs:
                raise PlaygroundError(f"the page {phase.title!r} turns no knobs; it needs `knobs`.")
            after = self.experiment.with_knobs(phase.knobs)
            if phase.until is not None:
                _check_wait(phase, phase.until, after.stage)
            if phase.predict is not None:
                if phase.action:
                    raise PlaygroundError(f"the page {phase.title!r} asks for a prediction; it has no `action` beside.")
                check_predict(phase.predict, after)
            if phase.deed is not None:
                check_deed(phase.deed, after)
            if phase.duel is not None:
                if phase.action or phase.predict is not None:
                    raise PlaygroundError(
                        f"the page {phase.title!r} is played; it has no `action` or `predict` beside."
                    )
                check_duel(phase.duel, after)
            _check_lights(phase)
            for layer in phase.layers:
                if layer not in LAYERS[after.stage]:
                    raise PlaygroundError(f"there is no layer {layer!r} here; {nearest(layer, LAYERS[after.stage])}.")
        for path in knobs_in("\n".join(self.texts)):
            find_knob(path)
        check_speed(self.speed, self.ends, self.story.shown)
        for claim in self.claims:
            check_claim(claim, self.text_of(claim.page), self.experiment, self.snapshot.is_file())

    @property
    def texts(self) -> tuple[str, ...]:
        """What its pages say, with their marks."""
        story = self.story
        return (story.shown, story.look, story.attempt, *(phase.words for phase in self.phases))

    def text_of(self, page: int) -> str:
        """The words of a page: 0 is the story, 1 the first phase; raises PlaygroundError for one that is not there."""
        if page > len(self.phases):
            raise PlaygroundError(f"a claim is about page {page}, and the last one is {len(self.phases)}.")
        if page:
            phase = self.phases[page - 1]
            return phase.words if phase.predict is None else f"{phase.words} {phase.predict.why}"
        return "\n".join((self.story.shown, self.story.look, self.story.attempt))


def _check_wait(phase: Phase, wait: Wait, stage: str) -> None:
    """Raise PlaygroundError where a page waits for what cannot come."""
    check_measure(wait.measure, stage)
    if phase.action not in TRAINING:
        raise PlaygroundError(f"the page {phase.title!r} waits `until`, and its action lets nothing train.")
    if wait.measure in SIZES:
        raise PlaygroundError(f"the page {phase.title!r} waits for {wait.measure!r}, which no step changes.")


def _check_lights(phase: Phase) -> None:
    """Raise PlaygroundError for what cannot be lit."""
    for name in phase.light:
        if "." not in name and name not in (*LIGHTS, *KNOBS):
            raise PlaygroundError(f"there is no light {name!r}, and it is no knob; {nearest(name, LIGHTS)}.")
        if name not in LIGHTS:
            find_knob(name)
