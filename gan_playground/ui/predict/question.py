"""What a page of the story asks, and how far it is answered."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from gan_playground.kept_lines import today
from gan_playground.ui.predict.kept import KeptPrediction, of_today

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.predict import Predict
    from gan_playground.ui.predict.answers.kind import AnswerKind
    from gan_playground.ui.predict.result import PredictionResult
    from gan_playground.ui.predict.today import TodaysPicture


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
    given: what was predicted, drawn or chosen, once it happens; None: nothing. was_playing: the run was, before it was
    held. has_twin: a second run goes on beside it. result: what came of it.
    """

    lesson: str
    page: int
    text: str
    asked: Predict
    experiment: Experiment
    standing: Standing = Standing.AWAY
    start: Frame | None = None
    given: Any = None
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
    def answer(self) -> AnswerKind:
        """How it is answered."""
        from gan_playground.ui.predict.answers.table import answer_to  # with what draws it, once somebody is asked

        return answer_to(self.asked, self.experiment.stage)

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
        assert self.start is not None
        return self.answer.judge(self.given, self.start, came)

    def to_keep(self, came: Frame, result: PredictionResult) -> KeptPrediction:
        """What is kept of what was predicted."""
        assert self.start is not None
        return KeptPrediction(
            lesson=self.lesson,
            page=self.page,
            day=today(),
            draw=self.asked.draw,
            line=self.asked.line,
            distance=result.distance,
            **self.answer.kept(self.given, self.start, came),
        )

    def today(self, came: Frame) -> tuple[str, TodaysPicture | None]:
        """All of today's in one sentence, empty without any, and over one another where they were drawn."""
        assert self.start is not None
        answer = self.answer
        kept = [one for one in of_today(self.lesson, self.page) if answer.is_alike(one)]
        if not kept:
            return "", None
        told, has_own = answer.sum_up(kept, self.start, came), self.given is not None
        return told, answer.picture(kept, self.start, came, has_own)
