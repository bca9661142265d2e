"""Where the data of a plot lie, and what a hand can do with it: the same in every panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent

from gan_playground.ui.plot.pixels import ToPixels

Span = tuple[float, float]

most_magnified = 200.0
closeness = 1e-6  # of a span: two that differ by less are one


class PlotBox(pg.ViewBox):
    """The wheel magnifies about the pointer, a drag moves, a double click fits; never further than there is to see.

    `home` is what fits: (x from, to), (y from, to). setMouseEnabled() takes an axis out of the hand.

    Signals: moved_by_hand() when somebody moved, magnified or fitted it.
    """

    moved_by_hand = Signal()
    slack = 0.0
    """By which share of a span it may leave its limits."""

    def __init__(self, most: float = most_magnified, least: float = 1.0) -> None:
        """`most`, `least`: how much larger the data can be made than where they fit."""
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.disableAutoRange()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsFocusable, False)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, False)  # items of ours clip themselves
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)  # nothing of its own is ever seen
        self.borderRect.hide()
        self._most, self._least = most, least
        self._seen_of: tuple[object, ...] = ()
        self._seen = (QRectF(), (0.0, 0.0))
        self._pixels: tuple[object, QTransform, QTransform, ToPixels] | None = None
        self.home: tuple[Span, Span] = ((0.0, 1.0), (0.0, 1.0))
        self.sigRangeChangedManually.connect(self._on_moved)
        self.limit()

    def set_home(self, x: Span, y: Span) -> None:
        """What is to be seen when it fits. A box that fitted fits again; one that was moved by hand stays."""
        set_homes({self: (x, y)})

    @property
    def is_fitted(self) -> bool:
        """Whether all that is to be seen is seen, and no more."""
        return all(is_close(seen, home) for seen, home in zip(self.targetRange(), self.home, strict=True))

    def fit(self) -> None:
        """Show all that is to be seen."""
        self.setRange(xRange=self.home[0], yRange=self.home[1], padding=0)

    def fit_by_hand(self) -> None:
        """The same because somebody wants it."""
        self.fit()
        self.moved_by_hand.emit()

    def limit(self, free: bool = False) -> None:
        """Let nobody leave what there is to see; `free`: let everybody, for a moment."""
        limits: dict[str, float | None] = {}
        for axis, (low, high) in zip("xy", self.home, strict=True):
            middle, half = (low + high) / 2, (1 + self.slack) * (high - low) / 2 / self._least
            limits[f"{axis}Min"] = None if free else middle - half
            limits[f"{axis}Max"] = None if free else middle + half
            limits[f"min{axis.upper()}Range"] = None if free else (high - low) / self._most
            limits[f"max{axis.upper()}Range"] = None if free else 2 * half
        self.setLimits(**limits)

    def updateMatrix(self, changed: object = None) -> None:
        """As pyqtgraph does, for a box that may stand on its head, in a third of the time."""
        if not self._matrixNeedsUpdate:
            return  # every item asks, in every picture
        view, room = self.viewRect(), self.rect()
        if view.height() == 0 or view.width() == 0:
            return
        x, y = room.width() / view.width(), room.height() / view.height() * (1 if self.yInverted() else -1)
        centre, middle = room.center(), view.center()
        shift = centre.x() - x * middle.x(), centre.y() - y * middle.y()
        self.childGroup.setTransform(QTransform(x, 0, 0, y, *shift))
        self._matrixNeedsUpdate = False
        self.sigTransformChanged.emit(self)

    def to_pixels(self, from_data: QTransform, to_screen: QTransform) -> ToPixels:
        """Where the data lie: the same for all items of a frame, so it is worked out once."""
        span = self.state["viewRange"]  # another list after every change
        known = self._pixels
        if known is None or known[0] is not span or known[1] != from_data or known[2] != to_screen:
            known = self._pixels = (span, from_data, to_screen, ToPixels(from_data, self.viewRect(), to_screen))
        return known[3]

    def seen_with(self, margin_px: float) -> tuple[QRectF, tuple[float, float]]:
        """What is seen of the data, and so many px around it; and how wide and how high these are, in the data's units.

        Every item asks for it whenever another part of the data is seen, so it is worked out once.
        """
        key = (self.state["viewRange"], self.width(), self.height(), margin_px)
        if key != self._seen_of:
            view = self.viewRect()
            across, up = margin_px * view.width() / self.width(), margin_px * view.height() / self.height()
            self._seen_of, self._seen = key, (view.adjusted(-across, -up, across, up), (across, up))
        return self._seen

    @Slot(object)
    def _on_moved(self, axes: object) -> None:
        self.moved_by_hand.emit()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and any(self.mouseEnabled()):
            event.accept()
            self.fit_by_hand()
        else:
            event.ignore()

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() == Qt.MouseButton.RightButton or not any(self.mouseEnabled()):
            event.ignore()  # the right button is for menus
        else:
            self.updateMatrix()  # or what it is dragged by would be where it was painted last
            super().mouseDragEvent(event, axis)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        if event.orientation() == Qt.Orientation.Vertical:
            self.updateMatrix()
            super().wheelEvent(event, axis)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys are the window's


def set_homes(homes: Mapping[PlotBox, tuple[Span, Span]]) -> None:
    """The same for boxes that share an axis: all at once, or the limits of one would cut off another's."""
    if all(home == box.home for box, home in homes.items()):
        return
    fitted = [box for box in homes if box.is_fitted]
    for box, home in homes.items():
        box.home = home
        box.limit(free=bool(fitted))
    for box in fitted:
        box.fit()
    for box in homes:
        box.limit()


def is_close(seen: Any, wanted: Span) -> bool:
    """Whether two spans are one."""
    reach = closeness * (wanted[1] - wanted[0])
    return abs(seen[0] - wanted[0]) <= reach and abs(seen[1] - wanted[1]) <= reach
