"""How a line of the score goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.history import Track
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.kept import Curve, KeptPrediction, curve_of, most_points
from gan_playground.ui.predict.result import PredictionResult, place
from gan_playground.ui.predict.today import TodaysTracks
from gan_playground.ui.score.charts import DISCRIMINATOR_TRACK, GENERATED_TRACK, REAL_TRACK
from gan_playground.ui.score.line_names import LINE_NAMES, key_of
from gan_playground.ui.theme.wording import percent

near_share = 0.1  # of all that it could be, or of what the line has been from then to now
few_points = 8  # of the whole run; of fewer the recent past knows each step, as noisy as it is
SHARES = ("d_real", "d_fake", "accuracy")


class ScoreAnswer(AnswerKind):
    """A line (steps, values) that was drawn: judged by how far it is away on average, over all the steps that came."""

    def judge(self, given: Curve | None, start: Frame, came: Frame) -> PredictionResult:
        track = self._came(start, came)
        end = self._write(float(track.values[-1]))
        began = self._write(self._at_start(start, track))
        name = LINE_NAMES[self.asked.line]
        if given is None:
            return PredictionResult(f"{name} went from {began} to {end}.", None)
        away = float(np.abs(np.interp(track.steps, *given) - track.values).mean())
        drawn_end = self._write(float(given[1][-1]))
        sentence = (
            f"**You were {self._write_distance(away)} away** on average: {name} went from {began} to {end}, and your "
            f"line ends at {drawn_end}."
        )
        return PredictionResult(sentence, away <= near_share * self._room(start, track), away)

    def kept(self, given: Curve, start: Frame, came: Frame) -> dict[str, Any]:
        track, low, high = self._came(start, came), float(start.step), float(came.step)
        places = np.linspace(low, high, most_points)
        return {
            "low": low,
            "high": high,
            "drawn": tuple(np.interp(places, *given).tolist()),
            "came": tuple(np.interp(places, track.steps, track.values).tolist()),
        }

    def sum_up(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame) -> str:
        track = self._came(start, came)
        began, room = self._at_start(start, track), self._room(start, track)
        expected, count = Counter(_expected(one.drawn[-1] - began, near_share * room) for one in kept).most_common(1)[0]
        return f"{count} of {len(kept)} expected it to {expected}."

    def picture(self, kept: Sequence[KeptPrediction], start: Frame, came: Frame, has_own: bool) -> TodaysTracks:
        track = self._came(start, came)
        lines = [(np.linspace(0, 1, len(one.drawn)), curve_of(one)[1]) for one in kept]
        shares: Array = (track.steps - start.step) / max(came.step - start.step, 1)
        return TodaysTracks(lines, (shares, track.values), STYLES[self.asked.line], self.asked.line in SHARES, has_own)

    def _came(self, start: Frame, came: Frame) -> Track:
        """The line from where the run was held."""
        key = key_of(self.asked.line, came)
        of_whole, of_recent = (_after(one.get(key), start.step) for one in (came.history.whole, came.history.recent))
        return of_whole if of_whole and len(of_whole.steps) >= few_points else of_recent or of_whole or NONE

    def _at_start(self, start: Frame, track: Track) -> float:
        known = start.history.whole.get(key_of(self.asked.line, start))
        return float(known.values[-1]) if known is not None and len(known.values) else float(track.values[0])

    def _room(self, start: Frame, track: Track) -> float:
        if self.asked.line in SHARES:
            return 1.0
        known = start.history.whole.get(key_of(self.asked.line, start), track)
        return float(np.ptp(np.concatenate((known.values, track.values, [0.0]))))

    def _write(self, value: float) -> str:
        return percent(value) if self.asked.line in SHARES else place(value)

    def _write_distance(self, value: float) -> str:
        return f"{100 * value:.0f} percentage points" if self.asked.line in SHARES else place(value)


ANY_DASHED = LineStyle("text", 1.6, 3, 3)  # so that it is not taken for one that was drawn
STYLES = {
    "d_real": REAL_TRACK,
    "d_fake": GENERATED_TRACK,
    "accuracy": DISCRIMINATOR_TRACK,
    "value": ANY_DASHED,
    "distance": ANY_DASHED,
}
NONE = Track(np.zeros(1), np.zeros(1))


def _after(track: Track | None, step: int) -> Track | None:
    """What of a track is later than a step; None: nothing is."""
    if track is None or not len(track.steps) or track.steps[-1] <= step:
        return None
    later = (track.steps > step) & np.isfinite(track.values)
    return Track(track.steps[later], track.values[later]) if later.any() else None


def _expected(change: float, little: float) -> str:
    if abs(change) <= little:
        return "stay as it was"
    return "rise" if change > 0 else "fall"
