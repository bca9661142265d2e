"""What a frame of the figure costs, drawn by items of our own and by pyqtgraph's: python benchmarks/drawing.py

The same bars, curves and arrows of the same frames, fixed ranges, 1000x600 offscreen. Prints processor
milliseconds a frame, medians of interleaved rounds, hot (frame after frame) and paced (60 a second, as in the
window, where caches have gone cold), and the ratio.
"""

import os
import statistics
import time
from collections.abc import Callable

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground import Frame, Trainer, load_lesson
from gan_playground.app import make_application
from gan_playground.session.messages import RunInfo
from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.theme.theme import DARK

size = (1000, 600)
rounds, frames_a_round, frame_s = 7, 40, 1 / 60


class GraphedFigure:
    """The figure as a pyqtgraph plot: items made once, updated after, nothing automatic."""

    def __init__(self, view: tuple[float, float]) -> None:
        self.widget = pg.PlotWidget(background=DARK.surface)
        plot = self.widget.getPlotItem()
        plot.hideAxis("left")
        plot.setRange(xRange=view, yRange=(-0.6, 1.0), padding=0, disableAutoRange=True)
        dot, dash = Qt.PenStyle.DotLine, Qt.PenStyle.DashLine
        self._bars = [
            pg.BarGraphItem(x=[0], height=[0], width=1, brush=DARK.color(who, 0.42), pen=None)
            for who in ("real", "generated")
        ]
        self._curves = [
            pg.PlotCurveItem(pen=pg.mkPen(DARK.color(role), width=2, style=style), antialias=True)
            for role, style in (("real", dot), ("generated", None), ("discriminator", dash), ("theory", dot))
        ]
        self._arrows = pg.PlotCurveItem(pen=pg.mkPen(DARK.color("generated", 0.6)), connect="pairs", antialias=True)
        for item in (*self._bars, *self._curves, self._arrows):
            plot.addItem(item)

    def show_frame(self, frame: Frame) -> None:
        p = frame.picture
        middles, width = (p.bin_edges[1:] + p.bin_edges[:-1]) / 2, float(p.bin_edges[1] - p.bin_edges[0])
        for bars, heights in zip(self._bars, (p.real_histogram, p.generated_histogram), strict=True):
            bars.setOpts(x=middles, height=heights, width=width)
        for curve, y in zip(
            self._curves, (p.real_density, p.generated_density, p.decision, np.nan_to_num(p.best_decision)), strict=True
        ):
            curve.setData(p.x, y)
        ends = np.column_stack((p.latent, p.image)).ravel()
        self._arrows.setData(ends, np.tile([-0.5, -0.2], len(p.image)))


def milliseconds(show: Callable[[Frame], None], painted: QWidget, frames: list[Frame], pause_s: float) -> float:
    """Processor time of one frame, shown and painted."""
    spent_s = 0.0
    for frame in frames:
        began_s = time.thread_time()
        show(frame)
        painted.repaint()
        spent_s += time.thread_time() - began_s
        time.sleep(pause_s)
    return 1000 * spent_s / len(frames)


def main() -> None:
    """Measure both, in turn."""
    make_application()
    lesson = load_lesson("textbook-curve")
    trainer = Trainer(lesson.experiment, 0)
    frames = []
    for _ in range(frames_a_round):
        trainer.advance(5)
        frames.append(trainer.observe())
    stage, graph = LineStage(), GraphedFigure(trainer.real.view)
    stage.show_run(RunInfo.of(trainer), lesson)
    stage.switch.hide()
    for widget in (stage, graph.widget):
        widget.resize(*size)
        widget.show()
    QApplication.processEvents()
    for name, pause_s in (("hot", 0.0), ("paced", frame_s)):
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(milliseconds(stage.figure.show_frame, stage.figure.viewport(), frames, pause_s))
            theirs.append(milliseconds(graph.show_frame, graph.widget.viewport(), frames, pause_s))
        ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"{name:6} ours {a:.2f} ms, pyqtgraph's {b:.2f} ms: {ratio:.1f}x")


if __name__ == "__main__":
    main()
