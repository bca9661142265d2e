"""The score as a pyqtgraph layout of items that paint in device pixels: what benchmarks/score.py measures beside it."""

from __future__ import annotations

import time

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from device_items import CurveItem, bare_plot
from gan_playground import Frame
from gan_playground.ui.theme.theme import DARK

RANGES = {
    ("loss.generator", "loss.discriminator"): (0.0, 2.0),
    ("d_real", "d_fake"): (0.0, 1.0),
    ("metric.wasserstein",): (0.0, 3.0),
    ("gradient.generator", "gradient.discriminator"): (0.0, 3.0),
}
"""What each plot shows, and its range."""


class ItemScore:
    """As many plots as there is room for, with axes and a line for each track of a run."""

    def __init__(self, size: tuple[int, int], last_step: int, plots: int) -> None:
        self.widget = pg.GraphicsLayoutWidget(size=size, show=True)
        self.widget.setBackground(DARK.surface)
        self._curves: dict[str, CurveItem] = {}
        for keys, (low, high) in list(RANGES.items())[:plots]:
            view = QRectF(0, low, last_step, high - low)
            plot = bare_plot(self.widget.addPlot(), view)
            for key, color, dashes in zip(keys, ("generated", "discriminator"), ((), (6, 3)), strict=False):
                self._curves[key] = CurveItem(DARK.color(color), view, 1.6, *dashes)
                plot.addItem(self._curves[key], ignoreBounds=True)

    def show_frame(self, frame: Frame) -> None:
        for key, curve in self._curves.items():
            track = frame.history.whole[key]
            curve.set_points(np.asarray(track.steps, float), track.values)

    def milliseconds(self, frames: list[Frame]) -> float:
        """Processor time of one frame, shown and painted."""
        began_s = time.thread_time()
        for frame in frames:
            self.show_frame(frame)
            self.widget.viewport().repaint()
        return 1000 * (time.thread_time() - began_s) / len(frames)
