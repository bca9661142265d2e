"""What a frame of the figure costs, drawn by the program, by pyqtgraph, and by items of our own in a pyqtgraph plot:
python benchmarks/drawing.py

The same bars, curves and arrows of the same frames, fixed ranges, 1000x600 offscreen. Prints processor
milliseconds a frame, medians of interleaved rounds, hot (frame after frame) and paced (60 a second, as in the
window, where caches have gone cold), and the ratios to the program's own. The sketches draw a little less than the
program does: no heads of arrows, few words.
"""

import os
import statistics
import time
from collections.abc import Callable

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication, QWidget

from device_items import BarsItem, CurveItem, bare_plot
from gan_playground import Frame, Trainer, load_lesson
from gan_playground.app import make_application
from gan_playground.session.messages import RunInfo
from gan_playground.ui.plot.strokes import tint
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


class ItemFigure:
    """The figure as a pyqtgraph plot of items that paint in device pixels, with both its axes."""

    def __init__(self, view: tuple[float, float]) -> None:
        self.widget = pg.PlotWidget(background=DARK.surface)
        left, right = view
        seen = QRectF(left, -0.6, right - left, 1.6)
        plot = bare_plot(self.widget.getPlotItem(), seen)
        self._bars = [BarsItem(tint(DARK, who, 0.42), seen) for who in ("real", "generated")]
        patterns = {
            "generated": (2.2,),
            "discriminator": (2.2, 9, 5),
            "theory": (1.6, 1.6, 3.4),
        }
        self._curves = [CurveItem(DARK.color(role), seen, *pattern) for role, pattern in patterns.items()]
        self._real = CurveItem(DARK.color("real"), seen, 2.4, 2.6, 2.6)
        self._real.setCacheMode(self._real.CacheMode.DeviceCoordinateCache)  # it stands still
        self._real_density: object = None
        self._arrows = CurveItem(tint(DARK, "generated", 0.6), seen, 1.0, pairs=True)
        for item in (*self._bars, self._real, *self._curves, self._arrows):
            plot.addItem(item, ignoreBounds=True)

    def show_frame(self, frame: Frame) -> None:
        p = frame.picture
        if self._real_density is not p.real_density:
            self._real_density = p.real_density
            self._real.set_points(p.x, p.real_density)
        for bars, heights in zip(self._bars, (p.real_histogram, p.generated_histogram), strict=True):
            bars.set_bars(p.bin_edges, heights)
        for curve, y in zip(self._curves, (p.generated_density, p.decision, p.best_decision), strict=True):
            curve.set_points(p.x, y)
        ends = np.column_stack((p.latent, p.image)).ravel()
        self._arrows.set_points(ends, np.tile([-0.5, -0.2], len(p.image)))


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
    stage, graph, items = LineStage(), GraphedFigure(trainer.real.view), ItemFigure(trainer.real.view)
    stage.show_run(RunInfo.of(trainer), lesson)
    stage.switch.hide()
    for widget in (stage, graph.widget, items.widget):
        widget.resize(*size)
        widget.show()
    QApplication.processEvents()
    sides = {
        "ours": (stage.figure.show_frame, stage.figure),
        "pyqtgraph": (graph.show_frame, graph.widget.viewport()),
        "items": (items.show_frame, items.widget.viewport()),
    }
    for name, pause_s in (("hot", 0.0), ("paced", frame_s)):
        times: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(rounds):
            for side, (show, painted) in sides.items():
                times[side].append(milliseconds(show, painted, frames, pause_s))
        print(f"{name:6} " + ", ".join(told(side, times[side], times["ours"]) for side in sides))


def told(side: str, times: list[float], ours: list[float]) -> str:
    ratio = statistics.median(a / b for a, b in zip(times, ours, strict=True))
    return f"{side} {statistics.median(times):.2f} ms ({ratio:.2f})"


if __name__ == "__main__":
    main()
