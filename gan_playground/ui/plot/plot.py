"""One plot: a box of data with axes around it.

Not pyqtgraph's PlotItem: that one brings a button, a menu and a dozen hidden widgets of its own, which take 13 ms to
make and are dressed anew with every change of theme. What it puts around a ViewBox, a grid of axes, is this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsItem

from gan_playground.ui.plot.axes import PlotAxis, Side
from gan_playground.ui.plot.box import PlotBox
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.theme.theme import DARK, Theme

_cells: dict[str, tuple[int, int]] = {"left": (1, 0), "right": (1, 2), "top": (0, 1), "bottom": (2, 1)}


class Plot(pg.GraphicsWidget):
    """`box` holds the data; `axes`, by their sides, are at its edges."""

    def __init__(self, axes: Mapping[Side, PlotAxis] | None = None, box: PlotBox | None = None) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.theme, self.unit = DARK, 1.0
        self._is_shown = True
        self._cover: PixelItem | None = None
        self.box = box or PlotBox()
        self.axes = dict(axes or {})
        self._grid = QGraphicsGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addItem(self.box, 1, 1)
        self._grid.setRowStretchFactor(1, 1)
        self._grid.setColumnStretchFactor(1, 1)
        for side, axis in self.axes.items():
            axis.linkToView(self.box)
            axis.setZValue(1)
            self._grid.addItem(axis, *_cells[side])
        self.geometryChanged.connect(self._on_moved)

    def add(self, *items: pg.GraphicsObject) -> None:
        """Show items in the box, the first ones behind."""
        for item in items:
            self.box.addItem(item, ignoreBounds=True)
            self._dress(item)

    def add_over(self, *items: PixelItem) -> None:
        """Show items that are placed by the box's data and may reach over its edges into the margins."""
        for item in items:
            item.setParentItem(self)
            item.setZValue(2)
            item.lie_over(self.box)
            self._dress(item)

    def set_margins(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> None:
        """What is free around box and axes, px."""
        self._grid.setContentsMargins(round(left), round(top), round(right), round(bottom))

    def set_axis_sizes(self, **sizes_px: float) -> None:
        """How wide upright axes are, and how high level ones, by sides: `left=46`. Nothing else changes that."""
        for side, size_px in sizes_px.items():
            axis = self.axes[side]  # type: ignore[index]
            set_size = axis.setWidth if side in ("left", "right") else axis.setHeight
            set_size(round(size_px))

    def set_shown(self, shown: bool) -> None:
        """Whether it is seen; its room stays free."""
        if shown != self._is_shown:
            self._is_shown = shown
            self._show_parts_or_cover()

    def set_cover(self, cover: PixelItem | None) -> None:
        """Show one item over it in the place of all else; None: show all again."""
        if cover is self._cover:
            return
        self._cover = cover
        if cover is not None:
            self.add_over(cover)
            cover.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresParentOpacity)
        self._show_parts_or_cover()

    @property
    def is_covered(self) -> bool:
        """Whether something else is shown in its place."""
        return self._cover is not None

    def _show_parts_or_cover(self) -> None:
        self.setOpacity(1.0 if self._is_shown and self._cover is None else 0.0)
        if self._cover is not None:
            self._cover.setOpacity(1.0 if self._is_shown else 0.0)

    def written(self, at: ToPixels) -> Iterator[QRectF]:
        """Where words stand that can be seen, px."""
        for item in (*self.box.childGroup.childItems(), *self.childItems()):
            if isinstance(item, PixelItem) and item.isVisible() and item.opacity() > 0:
                yield from item.written(at)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._dress_all()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small panel."""
        self.unit = unit
        self._dress_all()

    def _dress_all(self) -> None:
        for item in (*self.axes.values(), *self.box.childGroup.childItems(), *self.childItems()):
            self._dress(item)

    def _dress(self, item: object) -> None:
        """Items of pyqtgraph's own have no theme."""
        if hasattr(item, "set_theme"):
            item.set_theme(self.theme)
            item.set_unit(self.unit)

    def _on_moved(self) -> None:
        for item in self.childItems():
            if isinstance(item, PixelItem):
                item.fit_bounds()
