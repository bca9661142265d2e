"""Scores on the screen, and frames for them whose numbers are known."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from msgspec import structs
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gan_playground.app import make_application
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.frame import Frame, LinePicture, Losses, Measure, Pair, Scores
from gan_playground.gan.observe.history import History, Track
from gan_playground.gan.timeline.summary import BranchSummary, TimelineSummary
from gan_playground.gan.training.objectives import Balance
from gan_playground.session.messages import Option, Outcome, Outcomes, RunInfo
from gan_playground.ui.plot.items.end_labels_item import EndLabel
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.score import Score
from gan_playground.ui.theme.theme import DARK

KEYS = (
    *("loss.generator", "loss.discriminator", "d_real", "d_fake", "accuracy", "value"),
    *("distance", "metric.wasserstein", "metric.js", "gradient.generator", "gradient.discriminator"),
)
AT_BALANCE = {
    "minimax": Balance(-math.log(2), 2 * math.log(2)),
    "non-saturating": Balance(math.log(2), 2 * math.log(2)),
    "least-squares": Balance(1 / 8, 1 / 4),
    "wasserstein": Balance(0.0, 0.0),
    "hinge": Balance(0.0, 2.0),
    "relativistic": Balance(math.log(2), math.log(2)),
}
"""Worked out by hand, with D = 1/2 everywhere."""
EDITS = (Edit("generator.learning_rate", 0.002, 820, 1), Edit("discriminator.steps", 3, 300, 1))
RUN = RunInfo(1, Experiment(), 0, "cpu", 2, 100)


def make_history(points: int = 1000, **changed: Track) -> History:
    steps = np.arange(1.0, points + 1)
    level = {
        "loss.generator": 0.7,
        "loss.discriminator": 1.3,
        "d_real": 0.6,
        "d_fake": 0.4,
        "distance": 0.5,
        "value": -1.3,
    }
    whole = {key: Track(steps, level.get(key, 0.5) + 0.05 * np.sin(steps / 50)) for key in KEYS} | changed
    return History(whole, {key: Track(track.steps[-200:], track.values[-200:]) for key, track in whole.items()})


def make_frame(step: int = 1000, **changes: Any) -> Frame:
    nothing = np.empty(0)
    picture = LinePicture(*([nothing] * 2), True, *([nothing] * 7), (-1.0, 1.0), nothing, 0.0, None)
    frame = Frame(
        run=1,
        step=step,
        updates=Pair(step / 2, step / 2),
        losses=Losses(0.69, 1.39, -1.39),
        balance=AT_BALANCE["non-saturating"],
        scores=Scores(0.51, 0.49, 0.5),
        gradient_norms=Pair(0.1, 0.02),
        metrics={"wasserstein": Measure(0.09, 0.06, low=0.03, high=0.09), "js": Measure(0.012, 0.008)},
        distance="wasserstein",
        history=make_history(),
        edits=(),
        picture=picture,
    )
    return structs.replace(frame, **changes)


def shown_score(qtbot: QtBot, width: int = 1200, height: int = 180) -> Score:
    make_application()  # with the program's own typeface, whichever test ran before
    score = Score()
    qtbot.addWidget(score)
    score.resize(width, height)
    score.set_theme(DARK)
    score.show_run(RUN)
    score.show()
    qtbot.waitExposed(score)
    return score


def refreshed(score: Score, frame: Frame) -> Score:
    score.show_frame(frame)
    score.refresh()
    return score


def resized(score: Score, qtbot: QtBot, width: int, height: int) -> None:
    """Another size, and every card where it then belongs: hiding one lets the others move once events are handled."""
    score.resize(width, height)
    qtbot.wait(1)


def branch(number: int, parent: int | None, forked_at: int, last_step: int, **changes: Any) -> BranchSummary:
    """A branch whose losses are its number, so that its lines can be told from others."""
    level = Track(np.arange(1.0, last_step + 1), np.full(last_step, 0.2 * (number + 1)))
    history = History(dict.fromkeys(KEYS, level), dict.fromkeys(KEYS, level))
    made = BranchSummary(number, f"branch {number}", parent, forked_at, last_step, (), {}, history)
    return structs.replace(made, **changes)


def make_summary(*branches: BranchSummary, step: int, on: int, **changes: Any) -> TimelineSummary:
    summary = TimelineSummary(1, 0, step, on, branches, (), (), (), 0, 256_000_000)
    return structs.replace(summary, **changes)


def flat_frame(step: int, level: float = 0.5, **changes: Any) -> Frame:
    """A run whose every value is this one, up to a step."""
    flat = Track(np.arange(1.0, step + 1), np.full(step, level))
    return make_frame(step, history=make_history(**dict.fromkeys(KEYS, flat)), **changes)


def option(rate: float | None) -> Option:
    if rate is None:
        return Option({}, "as it is", "as it is")
    brief = "÷2" if rate < 0.001 else "×2"
    return Option({"generator.learning_rate": rate}, f"G rate {brief}", brief)


def make_outcomes(*values: float | None, from_step: int = 400, steps: int = 200) -> Outcomes:
    """What would come of rates; each future's values are its number in tenths. None: all as it is."""
    track = [
        Track(np.arange(1.0, from_step + steps + 1), np.full(from_step + steps, i / 10)) for i in range(len(values))
    ]
    histories = [History(dict.fromkeys(KEYS, each), dict.fromkeys(KEYS, each)) for each in track]
    outcomes = [
        Outcome(option(value), history, ("Mode collapse",) if i else ())
        for i, (value, history) in enumerate(zip(values, histories, strict=True))
    ]
    return Outcomes(1, from_step, steps, tuple(outcomes), 1.0)


class Places:
    """Where a plot draws, px; `span` and `bounds` are what it shows."""

    def __init__(self, plot: ScorePlot) -> None:
        self._plot = plot
        self.plot, self.unit = plot.box_px, plot.unit
        self.span, self.bounds = (tuple(seen) for seen in plot.box.viewRange())

    def x(self, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where steps are."""
        first, last = self.span
        return self.plot.left() + self.plot.width() * (steps - first) / (last - first)

    def y(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where values are."""
        low, high = self.bounds
        return self.plot.bottom() - self.plot.height() * (values - low) / (high - low)

    def step_at(self, pixel: float) -> float:
        first, last = self.span
        return first + (pixel - self.plot.left()) / self.plot.width() * (last - first)


def places(plot: ScorePlot) -> Places:
    return Places(plot)


def labels_at(plot: ScorePlot) -> list[tuple[EndLabel, QRectF]]:
    """The words at the ends of lines, and where they are drawn."""
    plot.grab()
    return plot.labels.boxes


class Paints(QObject):
    """Counts how often each plot is painted, by its name."""

    def __init__(self, score: Score) -> None:
        super().__init__(score)
        QApplication.processEvents()
        self.painted: list[str] = []
        self._names = {plot.viewport(): plot.accessibleName() for plot in score.plots}
        for viewport in self._names:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.painted.append(self._names[watched])
        return False

    def take(self) -> list[str]:
        """Who was painted since this was last asked for."""
        QApplication.processEvents()
        painted, self.painted = self.painted, []
        return painted
