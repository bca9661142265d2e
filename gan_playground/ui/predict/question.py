"""What a page of the story asks, and how far it is answered."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.ui.predict.judgement import (
    PredictionResult,
    curve_of,
    judge_choice,
    judge_drawing,
    sum_of_choices,
    sum_of_drawings,
)
from gan_playground.ui.predict.kept import KeptPrediction, of_today, thinned
from gan_playground.ui.predict.today import TodaysLines

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.predict import Predict
    from gan_playground.ui.plot.pixels import Array


class Standing(Enum):
    """How far a question is."""

    AWAY = auto()
    APPROACHING = auto()
    ASKED = auto()
    HAPPENING = auto()
    TOLD = auto()


class Question(Struct):
    """Of the page with this number of a lesson, from 1.

    experiment: of the run that it is asked of. start: that run, held still. until: the step at which it has come.
    drawing, choice: what was predicted, once it happens; None: nothing. was_playing: the run was, before it was held.
    has_twin: a second run goes on beside it. result: what came of it.
    """

    lesson: str
    page: int
    text: str
    asked: Predict
    experiment: Experiment
    standing: Standing = Standing.AWAY
    start: Frame | None = None
    drawing: tuple[Array, Array] | None = None
    choice: int | None = None
    was_playing: bool = False
    has_twin: bool = False
    result: PredictionResult | None = None

    def anew(self, was_playing: bool) -> Question:
        """The same, of a run that is on its way."""
        return Question(
            self.lesson,
            self.page,
            self.text,
            self.asked,
            self.experiment,
            Standing.APPROACHING,
            was_playing=was_playing,
        )

    @property
    def first_step(self) -> int:
        """Where the run is held; the first step there is before that."""
        return 0 if self.start is None else self.start.step

    @property
    def until(self) -> int:
        """The step at which it has come."""
        return self.first_step + self.asked.steps

    def judge(self, came: Frame) -> PredictionResult:
        """How near it was."""
        if not self.asked.draw:
            return judge_choice(self.asked, self.choice)
        start = self.start.picture if self.start is not None else None
        assert isinstance(start, LinePicture)
        assert isinstance(came.picture, LinePicture)
        return judge_drawing(self.drawing, start, came.picture)

    def to_keep(self, came: Frame, result: PredictionResult) -> KeptPrediction:
        """What is kept of what was predicted."""
        day = date.today().isoformat()
        if self.drawing is None:
            choice = -1 if self.choice is None else self.choice
            return KeptPrediction(lesson=self.lesson, page=self.page, day=day, choice=choice, right=self.asked.right)
        assert isinstance(came.picture, LinePicture)
        x = self.drawing[0]
        return KeptPrediction(
            lesson=self.lesson,
            page=self.page,
            day=day,
            low=float(x[0]),
            high=float(x[-1]),
            drawn=thinned(*self.drawing),
            came=thinned(came.picture.x, came.picture.generated_density),
            distance=result.distance,
        )

    def today(self, came: Frame) -> tuple[str, TodaysLines | None]:
        """All of today's in one sentence, empty without any, and as lines where they were drawn."""
        kept = of_today(self.lesson, self.page)
        if not self.asked.draw:
            return sum_of_choices(kept, self.asked), None
        kept = [one for one in kept if one.drawn]
        start, picture = self.start.picture if self.start is not None else None, came.picture
        if not kept or not isinstance(start, LinePicture) or not isinstance(picture, LinePicture):
            return "", None
        lines = [curve_of(one) for one in kept]
        real, blue = (picture.x, picture.real_density), (picture.x, picture.generated_density)
        return sum_of_drawings(kept, start), TodaysLines(lines, real, blue, self.drawing is not None)
