"""What a part of the window shows, as pictures that follow each other, for much less than it takes to paint it all."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget


class MovingPiece(Struct, frozen=True):
    """A part of what is seen, and at every how many looks it is painted."""

    part: QWidget
    every: int = 1


class MovingPicture:
    """One image, of which at each look only those pieces are painted anew that may have changed by then.

    whole: what is seen. pieces: of it; what none of them covers is painted at the first look alone.
    """

    def __init__(self, whole: QWidget, pieces: Sequence[MovingPiece]) -> None:
        self._whole, self._pieces = whole, tuple(pieces)
        self._image = QImage()
        self._looks = 0

    @property
    def size_px(self) -> tuple[int, int]:
        """Of the pictures, in pixels of the screen; even, as films want it."""
        size = self._whole.size() * self._whole.devicePixelRatioF()
        return size.width() // 2 * 2, size.height() // 2 * 2

    def look(self) -> QImage:
        """What is seen now, for whoever wants to keep it."""
        size = QSize(*self.size_px)
        is_new = self._image.size() != size
        if is_new:
            self._image = QImage(size, QImage.Format.Format_RGB32)
            self._image.setDevicePixelRatio(self._whole.devicePixelRatioF())
        self._paint(QRegion(self._place_of(self._whole)) if is_new else self._changed())
        self._looks += 1
        return self._image.copy()

    def _changed(self) -> QRegion:
        """Pieces take turns, so that no look has to paint all of them."""
        due = QRegion()
        for place, piece in enumerate(self._pieces):
            if (self._looks + place) % piece.every == 0:
                due += self._place_of(piece.part)
        return due & self._place_of(self._whole)

    def _place_of(self, part: QWidget) -> QRect:
        """In the window."""
        return QRect(part.mapTo(self._whole.window(), QPoint()), part.size())

    def _paint(self, region: QRegion) -> None:
        """The window itself paints, with whatever lies over its parts."""
        if region.isEmpty():
            return
        offset = region.boundingRect().topLeft() - self._place_of(self._whole).topLeft()
        with QPainter(self._image) as painter:
            self._whole.window().render(painter, offset, region)


def fitted(image: QImage, size: tuple[int, int]) -> QImage:
    """An image of this size, with black beside what has another shape."""
    if (image.width(), image.height()) == size:
        return image
    whole = QImage(*size, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.black)
    aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    image.setDevicePixelRatio(1.0)
    scaled = image.scaled(*size, aspect, smooth)
    with QPainter(whole) as painter:
        painter.drawImage((size[0] - scaled.width()) // 2, (size[1] - scaled.height()) // 2, scaled)
    return whole
