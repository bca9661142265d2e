"""A line around a part of the window, which stays around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

line_px, corner_px, air_px = 2.0, 8.0, 5

MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class LineAround(QWidget):
    """Just outside the part, as far as its home reaches; no press is for it. It is seen where the part is."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part, visible=False)
        self.part = part
        self._between: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def begin(self) -> None:
        """Be seen."""
        home = self.home()
        self._between = [self.part]
        while (above := self._between[-1].parentWidget()) is not home and above is not None:
            self._between.append(above)
        for one in self._between:
            one.installEventFilter(self)  # only while it is seen
        self.setParent(home)
        self.raise_()
        self._fit()

    def end(self) -> None:
        for one in self._between:
            one.removeEventFilter(self)
        self.hide()

    def home(self) -> QWidget:
        """What it lies in, over all else that is there."""
        return self.part.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._fit()
        return False

    def _fit(self) -> None:
        home = self.parentWidget()
        self.setGeometry(self.around(home) & home.rect())
        self.setVisible(self.part.isVisibleTo(home) and not self.geometry().isEmpty())

    def around(self, home: QWidget) -> QRect:
        """Its place, px of its home."""
        place = QRect(self.part.mapTo(home, self.part.rect().topLeft()), self.part.size())
        return place.adjusted(-air_px, -air_px, air_px, air_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_line(painter)

    def paint_line(self, painter: QPainter) -> None:
        """In the colour of words."""
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), line_px))
        half_px = line_px / 2
        inside = QRectF(self.rect()).adjusted(half_px, half_px, -half_px, -half_px)
        painter.drawRoundedRect(inside, corner_px, corner_px)
