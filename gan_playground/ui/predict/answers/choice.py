"""One of a few answers, in words or as small drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.result import PredictionResult

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.ui.predict.kept import KeptPrediction


class ChosenAnswer(AnswerKind):
    """By its number, from 0."""

    def judge(self, given: int | None, start: Frame, came: Frame) -> PredictionResult:
        answers = self.asked.answers
        right = answers[self.asked.right]
        if given is None:
            return PredictionResult(f"What comes is “{right}”.", None)
        if given == self.asked.right:
            return PredictionResult(f"You said “{right}”, and so it is.", is_near=True)
        return PredictionResult(f"You said “{answers[given]}”; what comes is “{right}”.", is_near=False)

    def kept(self, given: int, start: Frame, came: Frame) -> dict[str, Any]:
        return {"choice": given, "right": self.asked.right}

    def sum_up(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame) -> str:
        choice, count = Counter(one.choice for one in kept).most_common(1)[0]
        return f"{count} of {len(kept)} said “{self.asked.answers[choice]}”."

    def is_alike(self, kept: KeptPrediction) -> bool:
        return 0 <= kept.choice < len(self.asked.choices)
