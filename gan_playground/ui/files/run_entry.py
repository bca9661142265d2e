"""One run in a menu: its picture, what it is, how far it came."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStyle,
    QStyleOptionMenuItem,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from gan_playground.ui.widgets.labels import ElidedLabel

picture_size = QSize(72, 45)
row_width_px = 400
corner_px = 6


class RunEntry(QWidgetAction):
    """Chosen like any other entry: the row only shows, and the menu keeps the mouse and the keys for itself."""

    def __init__(self, title: str, tip: str, menu: QMenu) -> None:
        super().__init__(menu)
        self.setText(title)
        self.setToolTip(tip)
        self._row = RunRow(self, menu)
        self.setDefaultWidget(self._row)

    def show_words(self, heading: str, age: str, details: str) -> None:
        """What names it, how long ago it was written, and a line of details."""
        self._row.heading.show_text(heading)
        self._row.age.setText(age)
        self._row.details.show_text(details)
        self.setText(", ".join(filter(None, (heading, details, age))))  # for who listens

    def show_picture(self, png: bytes) -> None:
        """What was seen of it last; a picture that cannot be read is none."""
        image = QImage.fromData(png)
        if not image.isNull():
            line = self._row.palette().text().color()
            line.setAlphaF(0.2)
            self._row.picture.setPixmap(framed(image, line, self._row.devicePixelRatioF()))


class RunRow(QWidget):
    """Lets the menu draw its ground, so that it lights up as the menu's other entries do."""

    def __init__(self, entry: RunEntry, menu: QMenu) -> None:
        super().__init__(menu)
        self._entry, self._menu = entry, menu
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(row_width_px)
        self.picture = QLabel(self)
        self.picture.setFixedSize(picture_size)
        self.heading, self.details, self.age = ElidedLabel(self), ElidedLabel(self), QLabel(self)
        self.heading.setProperty("role", "label")
        self.age.setProperty("role", "caption")
        title = QHBoxLayout(spacing=10)
        title.addWidget(self.heading, 1)
        title.addWidget(self.age)
        words = QVBoxLayout(spacing=2)
        words.addStretch(1)
        words.addLayout(title)
        words.addWidget(self.details)
        words.addStretch(1)
        row = QHBoxLayout(self, spacing=12)
        row.setContentsMargins(10, 5, 14, 5)
        row.addWidget(self.picture)
        row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionMenuItem()
        self._menu.initStyleOption(option, self._entry)
        option.rect = self.rect()
        option.text = ""
        if self._menu.activeAction() is not self._entry:
            option.state &= ~QStyle.StateFlag.State_Selected
        with QPainter(self) as painter:
            self._menu.style().drawControl(QStyle.ControlElement.CE_MenuItem, option, painter, self._menu)


def framed(image: QImage, line: QColor, ratio: float) -> QPixmap:
    """A picture with round corners and a hairline, as large as there is room for, in the middle."""
    pixmap = QPixmap(picture_size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    size = image.size().scaled(picture_size, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(QRect(QPoint(0, 0), picture_size).center())
    smooth = Qt.TransformationMode.SmoothTransformation
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), corner_px, corner_px)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(corners)
        painter.drawImage(place, image.scaled(size * ratio, mode=smooth))
        painter.setClipping(False)
        painter.strokePath(corners, line)
    return pixmap
