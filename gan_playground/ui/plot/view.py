"""A panel of plots: a pyqtgraph view in the program's theme, without anything of pyqtgraph's own look."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QMouseEvent, QPixmapCache, QResizeEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QSizePolicy, QWidget

from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.unit import unit_of
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.focus_line import FocusLine

kept_kib = 128 * 1024
"""For the pictures of what stands still: Qt's own 10 MiB are less than one panel on a 4K screen needs."""


class PlotView(pg.GraphicsView):
    """Shows plots on the theme's surface; `plots` are all of them.

    A subclass gives its plots their places in `arrange`, which is called whenever `unit` or the size has changed.

    Signals: pointer_moved(object): where the pointer is, px (QPointF); None when it has left.
    """

    pointer_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.theme, self.unit = DARK, 1.0
        self.is_pressed = False
        """Whether a hand holds a button of the mouse down here."""
        self.plots: list[Plot] = []
        self._focus_line = FocusLine(self)
        self.scene().contextMenu.clear()
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # of so few items a search is faster
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)  # items tidy up themselves
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), kept_kib))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or what is behind were painted too
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.centralLayout.setContentsMargins(0, 0, 0, 0)
        self.centralLayout.setSpacing(0)
        self.setBackgroundBrush(self.theme.color("surface"))

    def add_plot(self, plot: Plot, row: int = 0, column: int = 0) -> Plot:
        """Show a plot in the grid of plots."""
        self.centralLayout.addItem(plot, row, column)
        self.plots.append(plot)
        plot.set_theme(self.theme)
        plot.set_unit(self.unit)
        return plot

    def add_placed_plot(self, plot: Plot) -> Plot:
        """Show a plot that gets its place, px of the view, with `plot.setGeometry` in `arrange`."""
        self.scene().addItem(plot)
        self.plots.append(plot)
        plot.set_theme(self.theme)
        plot.set_unit(self.unit)
        return plot

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.setBackgroundBrush(theme.color("surface"))
        for plot in self.plots:
            plot.set_theme(theme)

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small panel text and lines are."""
        self.unit = unit
        for plot in self.plots:
            plot.set_unit(unit)

    def unit_for(self, width: float, height: float) -> float:
        """The unit of a panel of this size."""
        return unit_of(width, height)

    def arrange(self) -> None:
        """Give the plots their margins and axes their sizes."""

    def fit(self) -> None:
        """Show all that is to be seen in every plot."""
        for plot in self.plots:
            plot.box.fit()

    @Slot()
    def fit_by_hand(self) -> None:
        """The same because somebody wants it: the boxes tell."""
        for plot in self.plots:
            plot.box.fit_by_hand()

    @property
    def is_fitted(self) -> bool:
        return all(plot.box.is_fitted for plot in self.plots)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None and hasattr(self, "plots"):  # pyqtgraph calls this while it is being made
            self.set_unit(self.unit_for(self.width(), self.height()))
            self.arrange()
            self.centralLayout.activate()
            for plot in self.plots:
                plot.layout().activate()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_line.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_line.follow(event)

    def close(self) -> bool:
        """As any widget: pyqtgraph would take the scene apart, items that are still referred to among it, and crash."""
        return QGraphicsView.close(self)

    # What is pressed here is meant for what is seen here, and for nothing behind it.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_pressed = True
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.is_pressed = event.buttons() != Qt.MouseButton.NoButton
        super().mouseReleaseEvent(event)
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.is_pressed = False  # what is let go elsewhere is not told here

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        event.accept()
        self.pointer_moved.emit(QPointF(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer_moved.emit(None)

    def sizeHint(self) -> QSize:
        return QSize(900, 460)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, round(110 * text_scale.wanted**0.5))
