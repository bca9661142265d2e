"""Where the blue curve will be, on a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gan_playground.gan.metrics.distances import mean_and_deviation, wasserstein_of_densities
from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.kept import KeptPrediction, curve_of, thinned
from gan_playground.ui.predict.result import PredictionResult, length, place
from gan_playground.ui.predict.today import TodaysLines

if TYPE_CHECKING:
    from gan_playground.ui.predict.kept import Curve

near_share = 0.25  # of how far blue went, or of twice the real data's deviation where that is more


class CurveAnswer(AnswerKind):
    """Densities that were drawn, x and the height there: judged by how far they are to be moved, on average."""

    def judge(self, given: Curve | None, start: Frame, came: Frame) -> PredictionResult:
        before, now = of_line(start), of_line(came)
        x, blue = now.x, now.generated_density
        moved = wasserstein_of_densities(x, before.generated_density, blue)
        mean, deviation = mean_and_deviation(x, blue)
        if given is None:
            came_to = f"a mean of {place(mean)} and a standard deviation of {length(deviation)}"
            return PredictionResult(f"Blue moved by {length(moved)}: it has {came_to} now.", None)
        heights = on_grid(x, given)
        away = wasserstein_of_densities(x, heights, blue)
        drawn_mean, drawn_deviation = mean_and_deviation(x, heights)
        sentence = (
            f"**You were {length(away)} away**, and blue moved by {length(moved)}: your mean is {place(drawn_mean)} "
            f"and your standard deviation {length(drawn_deviation)}, blue’s {place(mean)} and {length(deviation)}."
        )
        return PredictionResult(sentence, away <= near_share * max(moved, 2 * deviation_of_real(now)), away)

    def kept(self, given: Curve, start: Frame, came: Frame) -> dict[str, Any]:
        x, now = given[0], of_line(came)
        return {
            "low": float(x[0]),
            "high": float(x[-1]),
            "drawn": thinned(*given),
            "came": thinned(now.x, now.generated_density),
        }

    def sum_up(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame) -> str:
        """What most of these expected of blue, seen from where it was."""
        expected, count = Counter(_expected(one, of_line(start)) for one in kept).most_common(1)[0]
        return f"{count} of {len(kept)} expected it to {expected}."

    def picture(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame, has_own: bool) -> TodaysLines:
        now = of_line(came)
        real, blue = (now.x, now.real_density), (now.x, now.generated_density)
        return TodaysLines([curve_of(one) for one in kept], real, blue, has_own)


def of_line(frame: Frame) -> LinePicture:
    """What is seen of a line."""
    assert isinstance(frame.picture, LinePicture)
    return frame.picture


def on_grid(x: Array, drawn: Curve) -> Array:
    """A drawing at other places (N,), nil beyond its ends."""
    return np.interp(x, *drawn, left=0.0, right=0.0)


def deviation_of_real(picture: LinePicture) -> float:
    """Of the real data."""
    return mean_and_deviation(picture.x, picture.real_density)[1]


def _expected(kept: KeptPrediction, start: LinePicture) -> str:
    x, blue, real = start.x, start.generated_density, start.real_density
    drawn = on_grid(x, curve_of(kept))
    before, after = (wasserstein_of_densities(x, one, real) for one in (blue, drawn))
    if wasserstein_of_densities(x, drawn, blue) <= near_share * max(before, 2 * deviation_of_real(start)):
        return "stay where it was"
    return "come closer" if after < before else "go further away"
