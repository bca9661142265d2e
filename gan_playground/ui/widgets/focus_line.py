"""The line around what has the keyboard, for a part that has no border of its own to show it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

ways_of_tab = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
line_px, corner_px, air_px = 2.0, 8.0, 5


class FocusLine(QWidget):
    """Just outside the part, as far as its parent reaches; no press is for it. The part tells it of its keyboard."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part, visible=False)
        self._part = part
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def follow(self, event: QFocusEvent) -> None:
        """The part has got the keyboard, or lost it; it shows where the tabulator has come to, and no press."""
        if event.gotFocus() and event.reason() in ways_of_tab:
            self._part.installEventFilter(self)  # only while it is seen
            self.setParent(self._part.parentWidget())
            self._fit()
            self.raise_()
            self.show()
        elif event.lostFocus():
            self._part.removeEventFilter(self)
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._fit()
        return False

    def _fit(self) -> None:
        around = self._part.geometry().adjusted(-air_px, -air_px, air_px, air_px)
        self.setGeometry(around & self._part.parentWidget().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), line_px))
            half_px = line_px / 2
            inside = QRectF(self.rect()).adjusted(half_px, half_px, -half_px, -half_px)
            painter.drawRoundedRect(inside, corner_px, corner_px)
