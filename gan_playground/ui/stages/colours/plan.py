"""Where the parts of the palette lie: the photograph, two fields of swatches, three histograms and the cube."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF

from gan_playground.ui.plot.unit import unit_of

shapes = ((20, 15), (15, 20), (25, 12), (12, 25), (30, 10))
"""Columns and rows that a field may have: all hold as many swatches."""
swatch_count = 300

title_px, gap_px = 24.0, 18.0
scale_px = 24.0
"""Below a histogram: its shades, and their numbers."""
name_px = 10.0  # above the gap over histograms, for the name of their axis
shares_px, marks_px, overhang_px = 36.0, 5.0, 12.0
"""At the left of histograms, for the shares, or for marks alone; by how much the numbers below them reach out."""
roomy_px = 340.0  # enough width for histograms beside one another to have an axis of shares
wide_aspect = 1.45
least_photo_px = 84.0


class FieldPlan(Struct, frozen=True):
    """Swatches, row by row, each `cell` px wide and high."""

    box: QRectF
    columns: int
    rows: int
    cell: float


class ColoursPlan(Struct, frozen=True):
    """Where everything lies, in px. fields: by "real" and "generated", those that are shown. histograms: the plots of
    red, green and blue, without what is below them; none where they are hidden; shares: how wide the axis is at the
    left of those that have one. cloud: where the cube has its place.
    """

    unit: float
    photo: QRectF
    fields: Mapping[str, FieldPlan]
    histograms: tuple[QRectF, ...]
    cloud: QRectF | None
    shares: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @classmethod
    def fit(cls, size: tuple[float, float], ratio: float, visible: frozenset[str], photo_aspect: float) -> ColoursPlan:
        """The parts that are visible, laid out in a rectangle; ratio: the screen's pixels in one px."""
        width, height = size
        unit = unit_of(width, height)
        layout = _Layout(unit, ratio, visible, min(1.6, max(0.7, photo_aspect)))
        return layout.wide(width, height) if width >= wide_aspect * height else layout.tall(width, height)


class _Layout(Struct, frozen=True):
    unit: float
    ratio: float
    visible: frozenset[str]
    photo_aspect: float

    @property
    def gap(self) -> float:
        return gap_px * self.unit

    def wide(self, width: float, height: float) -> ColoursPlan:
        """The cube at the right, as high as all; at its left the colours, and below them the histograms."""
        has_cloud, has_histograms = "cloud" in self.visible, "histograms" in self.visible
        cloud = QRectF()
        if has_cloud:
            side = min(0.38 * width, 0.95 * height)
            cloud = QRectF(width - side, 0, side, height)
        left = width - cloud.width() - (self.gap if has_cloud else 0)
        photo, fields, bottom = self._top_row(left, 0.6 * height if has_histograms else height)
        below = self._below(bottom, left, height)
        plots = self._beside_each_other(below) if has_histograms else ()
        shares = (self._shares_beside(below), 0.0, 0.0)
        return ColoursPlan(self.unit, photo, fields, plots, cloud if has_cloud else None, shares)

    def tall(self, width: float, height: float) -> ColoursPlan:
        """The colours over the whole width; below them the histograms, and the cube at their right."""
        has_cloud, has_histograms = "cloud" in self.visible, "histograms" in self.visible
        photo, fields, bottom = self._top_row(width, (0.5 if has_cloud or has_histograms else 1.0) * height)
        below = self._below(bottom, width, height)
        if has_cloud and has_histograms:
            share = 0.4 * width
            plots = self._over_each_other(QRectF(below.topLeft(), below.bottomLeft() + QPointF(share, 0)))
            axes = (shares_px * self.unit,) * 3
            return ColoursPlan(self.unit, photo, fields, plots, below.adjusted(share + self.gap, 0, 0, 0), axes)
        plots = self._beside_each_other(below) if has_histograms else ()
        shares = (self._shares_beside(below), 0.0, 0.0)
        return ColoursPlan(self.unit, photo, fields, plots, below if has_cloud else None, shares)

    def _below(self, top: float, width: float, height: float) -> QRectF:
        """What is left under the colours, with room for the name of an axis that begins there."""
        top += self.gap + (name_px * self.unit if "histograms" in self.visible else 0.0)
        return QRectF(0, top, width, max(0.0, height - top))

    def _top_row(self, width: float, height: float) -> tuple[QRectF, dict[str, FieldPlan], float]:
        """The photograph and the fields, as high as one another, and where they end."""
        names = [name for name in ("real", "generated") if name in self.visible]
        top = title_px * self.unit
        room, least = max(1.0, height - top), least_photo_px * self.unit
        (columns, rows), cell = self._best_shape(width, room, len(names))
        side = cell * rows if names else min(room, width / self.photo_aspect)
        photo = QRectF(0, top, max(self.photo_aspect * side, min(least, width / 4)), side)
        taken = photo.width() + len(names) * columns * cell
        between = min(2 * self.gap, max(2.0, (width - taken) / len(names))) if names else 0.0
        fields: dict[str, FieldPlan] = {}
        left = photo.right() + between
        for name in names:
            left = round(left * self.ratio) / self.ratio  # so that all swatches have sharp edges
            fields[name] = FieldPlan(QRectF(left, top, columns * cell, rows * cell), columns, rows, cell)
            left += columns * cell + between
        return photo, fields, top + side

    def _best_shape(self, width: float, height: float, count: int) -> tuple[tuple[int, int], float]:
        """Columns and rows, and the side of a swatch: as large as the room allows."""

        def cell(shape: tuple[int, int]) -> float:
            columns, rows = shape
            across = (width - count * self.gap) / (self.photo_aspect * rows + count * columns)
            with_least = (width - count * self.gap - least_photo_px * self.unit) / max(1, count * columns)
            side = min(height / rows, across, with_least) if count else height / rows
            return max(1.0, math.floor(side * self.ratio)) / self.ratio

        best = max(shapes, key=cell)
        return best, cell(best)

    def _beside_each_other(self, room: QRectF) -> tuple[QRectF, ...]:
        axis, out = self._shares_beside(room), overhang_px * self.unit
        gap = self.gap + out / 2
        width = max(1.0, (room.width() - axis - out - 2 * gap) / 3)
        height = max(1.0, room.height() - scale_px * self.unit)
        return tuple(QRectF(room.left() + axis + i * (width + gap), room.top(), width, height) for i in range(3))

    def _shares_beside(self, room: QRectF) -> float:
        """How wide the axis of shares is, which all three have in common."""
        return (shares_px if room.width() > roomy_px * self.unit else overhang_px / 2) * self.unit

    def _over_each_other(self, room: QRectF) -> tuple[QRectF, ...]:
        each, axis, out = room.height() / 3, shares_px * self.unit, overhang_px * self.unit
        height, width = max(1.0, each - (scale_px + 8) * self.unit), max(1.0, room.width() - axis - out)
        return tuple(QRectF(room.left() + axis, room.top() + i * each, width, height) for i in range(3))
