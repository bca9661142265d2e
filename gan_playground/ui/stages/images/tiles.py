"""Pictures in frames that say what D thinks of them: a whole grid in two calls of QPainter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap
from shiboken6 import wrapInstance

from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.stages.images.geometry import Array, Indices
from gan_playground.ui.stages.images.plan import Tile
from gan_playground.ui.theme.theme import Theme

Pictures = NDArray[np.uint8]

levels = 33  # of a verdict, from 0 to 1
unknown, plain = levels, levels + 1  # a verdict that is no number; no verdict shown


def verdict_color(theme: Theme, verdict: float) -> QColor:
    """From blue, fake, over the neutral colour of lines to orange, real."""
    opinion = 2 * verdict - 1
    role = "real" if opinion > 0 else "generated"
    return tint(theme, role, abs(opinion) ** 0.7, QColor(theme.outline))


def levels_of(verdicts: Array) -> Indices:
    """Which stamp says each verdict (N,)."""
    known = np.isfinite(verdicts)
    shares = np.clip(np.where(known, verdicts, 0.0), 0, 1)
    return np.where(known, np.round(shares * (levels - 1)), unknown).astype(np.int64)


@dataclass(frozen=True, slots=True)
class TileStyle:
    """How tiles are painted. ratio: the screen's pixels in one px."""

    tile: Tile
    theme: Theme
    ratio: float


class TilePainter:
    """Keeps what it sent to Qt last: a sheet of pictures for each name, and the frames."""

    def __init__(self) -> None:
        self._sheets: dict[str, tuple[Pictures, QPixmap]] = {}
        self._frames = QPixmap()
        self._frames_of: TileStyle | None = None

    def draw_pictures(
        self, painter: QPainter, name: str, pictures: Pictures, corners: Array, shown: Indices, manner: TileStyle
    ) -> None:
        """Pictures (N, H, W, C) with round corners, in cells with these upper left corners, (M, 2); shown: (M,) which
        picture is in each.
        """
        height, width = pictures.shape[1:3]
        tile = manner.tile
        sources = np.column_stack((np.ones(len(shown)), shown * (height + 2.0) + 1))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not tile.crisp)
        scale = (tile.width / width, tile.height / height)
        _draw_parts(painter, self._sheet(name, pictures), corners + tile.frame, sources, (width, height), scale)
        self._draw_frames(painter, corners, np.full(len(shown), plain), manner)

    def draw_verdicts(self, painter: QPainter, verdicts: Array, corners: Array, manner: TileStyle) -> None:
        """What D says, (M,), of the pictures in these cells: a frame's colour and a bar's length."""
        self._draw_frames(painter, corners, levels_of(verdicts), manner)

    def _draw_frames(self, painter: QPainter, corners: Array, chosen: Indices, manner: TileStyle) -> None:
        if manner != self._frames_of:
            self._frames_of, self._frames = manner, _make_frames(manner.tile, manner.theme, manner.ratio)
        size = self._frames.width(), self._frames.height() // (plain + 1)
        sources = np.column_stack((np.zeros(len(chosen)), chosen * float(size[1])))
        _draw_parts(painter, self._frames, corners, sources, size, (1 / manner.ratio, 1 / manner.ratio))

    def _sheet(self, name: str, pictures: Pictures) -> QPixmap:
        """The pictures in one column, each with its rim repeated around it, so that smoothing takes nothing from the
        neighbours.
        """
        kept = self._sheets.get(name)
        if kept is None or kept[0] is not pictures:
            self._sheets[name] = kept = pictures, QPixmap.fromImage(_image_of_column(pictures))
        return kept[1]


def to_image(picture: Pictures) -> QImage:
    """One picture (H, W, C) as Qt has it."""
    kept = np.ascontiguousarray(picture)
    height, width, channels = kept.shape
    grey = channels == 1
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    return QImage(kept.data, width, height, width * channels, form).convertToFormat(QImage.Format.Format_RGB32)


def _image_of_column(pictures: Pictures) -> QImage:
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1), (0, 0)), "edge")
    return to_image(padded.reshape(-1, *padded.shape[2:]))


def _draw_parts(
    painter: QPainter,
    pixmap: QPixmap,
    corners: Array,
    sources: Array,
    size: tuple[float, float],
    scale: tuple[float, float],
) -> None:
    """Parts of a pixmap, all of one size, with their upper left at corners (N, 2) in px."""
    # The layout of QPainter::PixmapFragment: x, y of the middle, source, its size, scale, rotation, opacity.
    fragments = np.zeros((len(corners), 10))
    fragments[:, :2] = corners + np.multiply(size, scale) / 2
    fragments[:, 2:4] = sources
    fragments[:, 4:6] = size
    fragments[:, 6:8] = scale
    fragments[:, 9] = 1
    first = cast(QPainter.PixmapFragment, wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment))
    painter.drawPixmapFragments(first, len(fragments), pixmap)


def _make_frames(tile: Tile, theme: Theme, ratio: float) -> QPixmap:
    """Every frame there can be, one below the other: it is empty where the picture shows through."""
    across, down = (round(side * ratio) for side in tile.cell)
    frames = QPixmap(max(1, across), max(1, down) * (plain + 1))
    frames.fill(Qt.GlobalColor.transparent)
    with QPainter(frames) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for level in range(plain + 1):
            painter.save()
            painter.translate(0, level * max(1, down))
            painter.scale(ratio, ratio)
            _paint_frame(painter, tile, theme, level)
            painter.restore()
    return frames


def _paint_frame(painter: QPainter, tile: Tile, theme: Theme, level: int) -> None:
    inside = QRectF(tile.frame, tile.frame, tile.width, tile.height)
    outside = inside.adjusted(-tile.frame, -tile.frame, tile.frame, tile.frame)
    radius = min(5.0, 0.13 * min(tile.width, tile.height))
    corners, hole = QPainterPath(), QPainterPath()
    corners.addRect(outside)
    hole.addRoundedRect(inside, radius, radius)
    painter.fillPath(corners.subtracted(hole), theme.color("surface"))
    if level == plain:
        return
    color = theme.color("muted") if level == unknown else verdict_color(theme, level / (levels - 1))
    style = Qt.PenStyle.DotLine if level == unknown else Qt.PenStyle.SolidLine
    painter.setPen(QPen(color, tile.frame, style))
    half = tile.frame / 2
    painter.drawRoundedRect(outside.adjusted(half, half, -half, -half), radius + half, radius + half)
    if level != unknown:
        _paint_bar(painter, tile, theme, level / (levels - 1))


def _paint_bar(painter: QPainter, tile: Tile, theme: Theme, verdict: float) -> None:
    """As long as D is sure that it is real, with a mark where one half would be: the verdict without its colour."""
    height = tile.bar / 2
    groove = QRectF(tile.frame, tile.cell[1] - height, tile.width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(groove, theme.color("raised"))
    role = "muted" if abs(verdict - 0.5) < 0.02 else "real" if verdict > 0.5 else "generated"
    painter.fillRect(QRectF(groove.center().x() - 0.5, groove.top(), 1, height), theme.color("muted", 0.6))
    painter.fillRect(QRectF(groove.left(), groove.top(), verdict * groove.width(), height), theme.color(role))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
