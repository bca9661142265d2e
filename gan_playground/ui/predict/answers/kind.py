"""What is alike in all ways to answer a question: it is judged, kept, and summed up for today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gan_playground.ui.predict.kept import KeptPrediction
from gan_playground.ui.predict.result import PredictionResult

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.predict import Predict
    from gan_playground.ui.predict.today import TodaysPicture


class AnswerKind:
    """To what a page asks. What is given (None: nobody knew) is what a sketch has drawn, or the number of a choice.

    start: the run as it was held, came: as it is then.
    """

    def __init__(self, asked: Predict) -> None:
        self.asked = asked

    def judge(self, given: Any, start: Frame, came: Frame) -> PredictionResult:
        """How near it was."""
        raise NotImplementedError

    def kept(self, given: Any, start: Frame, came: Frame) -> dict[str, Any]:
        """The fields of a KeptPrediction that say what was drawn, and what came."""
        raise NotImplementedError

    def sum_up(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame) -> str:
        """All of today's in one sentence; there is one at least."""
        raise NotImplementedError

    def picture(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame, has_own: bool) -> TodaysPicture | None:
        """All of today's over one another; None: they are no drawings."""
        return None

    def is_alike(self, kept: KeptPrediction) -> bool:
        """Whether it was kept of the same question, and not of one that stood on this page before."""
        asked = self.asked
        return bool(kept.drawn) and (kept.draw, kept.line) == (asked.draw, asked.line)
