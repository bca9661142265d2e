"""What all items of a plot have in common: they map the data themselves, and paint in pixels.

QPainter draws a thick or dashed line slowly under a transformation, and quickly without one: so an item takes its
transformation off, maps its arrays with numpy, and hands QPainter one array of strokes. An item can be painted before
it has data; an exception inside of paint() would take the program down.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gan_playground.ui.plot.box import PlotBox
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.theme.theme import DARK, Theme

margin_px = 4.0
rim_px = 1.0
"""How far lines may reach out of the box of their plot: upwards half their width, sideways next to nothing."""


class PixelItem(pg.GraphicsObject):
    """A part of a plot, in its box or over its margins; `theme`, `unit` and `strength` are how it is drawn.

    A subclass keeps its data with `set_data`, which ends with `update()`, and draws them in `paint_px`.
    """

    clips_itself = False
    """Whether it says where it draws, with `clip`: smooth strokes take nearly twice as long where there is a clip, even
    one that cuts nothing off. Any other item is cut off at the edges of its box."""

    def __init__(self) -> None:
        super().__init__()
        self.theme, self.unit, self.strength = DARK, 1.0, 1.0
        self._shade = 1.0
        self._bounds = QRectF()
        self._box: PlotBox | None = None
        self._is_over = self._clipped = self.is_kept = False
        self._reach_px = (rim_px, margin_px)

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self.update()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small panel."""
        if unit != self.unit:
            self.unit = unit
            self.fit_bounds()
            self.update()

    def set_strength(self, strength: float) -> None:
        """How much of the surface it covers, from 0 to 1."""
        if strength != self.strength:
            self.strength = strength
            self.update()

    def set_shade(self, shade: float) -> None:
        """How much of it is seen while something else is pointed at, from 0 to 1."""
        if shade != self._shade:
            self._shade = shade
            self.update()

    def cut_off_sharply(self) -> None:
        """Let nothing reach out of the box, which has a frame."""
        self._reach_px = (0.0, 0.0)
        self.update()

    def keep_painted(self, kept: bool = True) -> None:
        """Let Qt keep its picture until it is told of a change: for what stands still."""
        if kept is not self.is_kept:
            mode = QGraphicsItem.CacheMode
            self.is_kept = kept
            self.setCacheMode(mode.DeviceCoordinateCache if kept else mode.NoCache)
            self.fit_bounds()

    def lie_over(self, box: PlotBox) -> None:
        """Be placed by the data of a box without being cut off at its edges: the parent is the plot of that box."""
        self._box, self._is_over = box, True
        box.sigRangeChanged.connect(self.viewRangeChanged)
        box.geometryChanged.connect(self.fit_bounds)  # an axis beside it can move it while all is seen as before
        self.fit_bounds()

    def renew(self) -> None:
        """The data are others: paint them."""
        if self.is_kept:
            self.fit_bounds()
        self.update()

    # What pyqtgraph and Qt ask.

    def boundingRect(self) -> QRectF:
        return self._bounds

    def viewChanged(self, view: object, before: object) -> None:
        if not self._is_over:
            self._box = view if isinstance(view, PlotBox) else None

    def viewRangeChanged(self) -> None:
        """An item in the box hears of its new transformation as well, which follows before it is painted."""
        if self._is_over:
            self.fit_bounds()

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.fit_bounds()

    def fit_bounds(self) -> None:
        """Reach over all of the box, or of the plot around it."""
        bounds = self._fitted_bounds()
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        if self._is_over:
            self.update()

    def _fitted_bounds(self) -> QRectF:
        if self._is_over:
            return self.parentItem().rect()
        box = self.getViewBox()
        if not isinstance(box, PlotBox) or not box.width() or not box.height():
            return QRectF()
        seen, (across, up) = box.seen_with(margin_px)
        extent = self.extent() if self.is_kept else None  # or data that move would leave it
        return seen if extent is None else seen & extent.adjusted(-across, -up, across, up)

    def extent(self) -> QRectF | None:
        """Where its data lie, in their units; None: anywhere. Less is faster where it is kept painted."""
        return None

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        box = self._box
        if box is None:
            return
        from_item = painter.transform()
        painter.resetTransform()
        self._clipped = False
        if self._is_over:
            from_data = self._from_box(box) * from_item
            at = ToPixels(from_data, box.viewRect(), painter.deviceTransform())
        else:
            at = box.to_pixels(from_item, painter.deviceTransform())
            if not self.clips_itself:
                self._cut_off(painter, at)
        whole = painter.opacity()
        painter.setOpacity(whole * self._shade)
        self.paint_px(painter, at)
        painter.setOpacity(whole)
        if self._clipped:
            painter.setClipping(False)
        painter.setTransform(from_item)

    def _from_box(self, box: PlotBox) -> QTransform:
        """From the data's units to px of the plot."""
        return box.childTransform() * QTransform.fromTranslate(box.x(), box.y())

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        """Draw it, in px; `at` says where the data lie."""
        raise NotImplementedError

    def written(self, at: ToPixels) -> Sequence[QRectF]:
        """Where its words stand, px, for others to keep clear of them."""
        return ()

    def clip(self, painter: QPainter, at: ToPixels, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Cut off what is drawn from x to x and y to y, px, at the edges of the box, if any of it lies outside."""
        across, up = self._reach_px
        inside = up > 0 and at.left - across <= x[0] and x[1] <= at.right + across  # the width of a line reaches out
        inside = inside and at.top - up <= y[0] and y[1] <= at.bottom + up
        if not inside and not self._is_over:
            self._cut_off(painter, at)

    def _cut_off(self, painter: QPainter, at: ToPixels) -> None:
        across, up = self._reach_px
        self._clipped = True
        painter.setClipRect(at.box.adjusted(-across, -up, across, up))


def reach(values: Array) -> tuple[float, float]:
    """The least and the greatest of them that is a number; of none, as far as can be."""
    if not values.size:
        return -np.inf, np.inf
    low, high = float(np.minimum.reduce(values, None)), float(np.maximum.reduce(values, None))
    if not isnan(low):
        return low, high
    return float(np.fmin.reduce(values, None)), float(np.fmax.reduce(values, None))  # not all of them are numbers


def extent_of(places: Array) -> QRectF | None:
    """Where the places (N, 2) that are numbers lie; None: nowhere, or anywhere."""
    x, y = reach(places[:, 0]), reach(places[:, 1])
    return QRectF(x[0], y[0], x[1] - x[0], y[1] - y[0]) if np.isfinite((*x, *y)).all() else None
