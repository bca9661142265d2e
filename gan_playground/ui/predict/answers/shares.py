"""Which shares modes, or classes of pictures, will have of what G makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from gan_playground.gan.metrics.distances import nearest_modes
from gan_playground.gan.observe.frame import Frame, ImagesPicture, PlanePicture
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.kept import KeptPrediction
from gan_playground.ui.predict.result import PredictionResult
from gan_playground.ui.predict.today import TodaysShares

near_total_variation = 0.25


class SharesAnswer(AnswerKind):
    """Shares (K,) that were drawn as bars: judged by how much of them would have to go to other bars."""

    def judge(self, given: Array | None, start: Frame, came: Frame) -> PredictionResult:
        names, now = names_of(came), shares_of(came)
        most = int(now.argmax())
        fullest = f"{names[most]} has most, {now[most]:.0%}"
        if given is None:
            return PredictionResult(f"{_capital(fullest)}.", None)
        away = float(np.abs(given - now).sum() / 2)
        own = int(given.argmax())
        wrong = f"**{away:.0%} of the height of your bars is in the wrong place.**"
        sentence = f"{wrong} You gave most to {names[own]}, {given[own]:.0%}; {fullest}."
        return PredictionResult(sentence, away <= near_total_variation, away)

    def kept(self, given: Array, start: Frame, came: Frame) -> dict[str, Any]:
        return {"drawn": tuple(np.round(given, 3).tolist()), "came": tuple(np.round(shares_of(came), 3).tolist())}

    def sum_up(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame) -> str:
        number, count = Counter(int(np.argmax(one.drawn)) for one in kept).most_common(1)[0]
        names = names_of(came)
        return f"{count} of {len(kept)} gave most to {names[number]}." if number < len(names) else ""

    def picture(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame, has_own: bool) -> TodaysShares | None:
        now = shares_of(came)
        drawn = [np.array(one.drawn) for one in kept if len(one.drawn) == len(now)]
        return TodaysShares(drawn, now, has_own) if drawn else None


def has_shares_now(frame: Frame) -> bool:
    """Whether anything can be counted in this frame."""
    picture = frame.picture
    if isinstance(picture, PlanePicture):
        return picture.centres is not None and len(picture.centres) > 1
    return isinstance(picture, ImagesPicture) and picture.class_shares is not None


def shares_of(frame: Frame) -> Array:
    """Of each mode, by which is nearest to each dot, or of each class, by the network that knows them: (K,)."""
    picture = frame.picture
    if isinstance(picture, ImagesPicture):
        assert picture.class_shares is not None
        return picture.class_shares
    assert isinstance(picture, PlanePicture)
    assert picture.centres is not None
    nearest, _ = nearest_modes(picture.generated, picture.centres, picture.sigma)
    counted: Array = np.bincount(nearest, minlength=len(picture.centres)) / len(nearest)
    return counted


def names_of(frame: Frame) -> list[str]:
    """What the bars are called in a sentence."""
    picture = frame.picture
    if isinstance(picture, ImagesPicture):
        return [f"“{name}”" for name in picture.classes]
    return [f"mode {number}" for number in range(1, len(shares_of(frame)) + 1)]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
