"""Which answers there are."""

from __future__ import annotations

from gan_playground.lessons.predict import Predict
from gan_playground.ui.predict.answers.choice import ChosenAnswer
from gan_playground.ui.predict.answers.curve import CurveAnswer
from gan_playground.ui.predict.answers.dots import DotsAnswer
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.answers.score_line import ScoreAnswer
from gan_playground.ui.predict.answers.shares import SharesAnswer

ANSWERS: dict[tuple[str, str], type[AnswerKind]] = {
    ("generated", "line"): CurveAnswer,
    ("generated", "plane"): DotsAnswer,
}
"""By what is drawn, and on which stage."""

ANYWHERE: dict[str, type[AnswerKind]] = {"": ChosenAnswer, "score": ScoreAnswer, "shares": SharesAnswer}


def answer_to(asked: Predict, stage: str) -> AnswerKind:
    """How this is answered on a stage."""
    kind = ANYWHERE.get(asked.draw) or ANSWERS[asked.draw, stage]
    return kind(asked)
