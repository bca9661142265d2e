"""A frame that lights up around what was asked for, and fades; where nothing is to move, it stands, and is gone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.motion import motion
from gan_playground.ui.theme.theme import Theme

fade_ms = 1800
beside_px = 5
corner_px = 8


class Spotlight(QWidget):
    """Lies over its parent, and lets every hand through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("spotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._part: QWidget | None = None
        self._fade = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=fade_ms)
        self._fade.valueChanged.connect(self._follow)
        self._fade.finished.connect(self.hide)
        self.hide()

    def light(self, part: QWidget) -> None:
        """Once around a part of the parent."""
        self._part = part
        self._follow()
        self.raise_()
        self.show()
        self._fade.stop()
        self._fade.start()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    @Slot()
    def _follow(self) -> None:
        """Stay around it: other parts may come and go."""
        if self._part is not None:
            corner = self._part.mapTo(self.parentWidget(), self._part.rect().topLeft())
            around = self._part.rect().translated(corner)
            wide = around.adjusted(-beside_px, -beside_px, beside_px, beside_px)
            self.setGeometry(wide & self.parentWidget().rect())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        left = 1.0 if motion.is_reduced else float(self._fade.currentValue() or 0.0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("text", left), 2))
        painter.setBrush(self._theme.color("text", 0.12 * left))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner_px, corner_px)
