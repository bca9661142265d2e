"""While a key is held, all is dark but for what the pointer is at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

radius_share = 0.14  # of the window's height
darkness = 0.7
rim_px = 3.0
follow_ms = 16


class PointerLight(QWidget):
    """Over a window, where no press is for it, until the key that called it comes up."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, visible=False)
        self.setObjectName("spotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place = QPointF()
        self._follow = QTimer(self, interval=follow_ms)
        self._follow.timeout.connect(self._look)

    @Slot()
    def begin(self) -> None:
        """Be there as long as the key is down."""
        if self.isVisible():
            return
        QApplication.instance().installEventFilter(self)  # only meanwhile: it hears of everything
        self.setGeometry(self.parentWidget().rect())
        self._look()
        self.raise_()
        self.show()
        self._follow.start()

    @Slot()
    def end(self) -> None:
        self._follow.stop()
        QApplication.instance().removeEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        let_go = event.type() is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat()
        if let_go or event.type() is QEvent.Type.ApplicationDeactivate:
            self.end()
        return False

    @Slot()
    def _look(self) -> None:
        place = QPointF(self.mapFromGlobal(QCursor.pos()))
        if place != self._place:
            self._place = place
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        radius = radius_share * self.height()
        hole = QRectF(self._place.x() - radius, self._place.y() - radius, 2 * radius, 2 * radius)
        dark = QPainterPath()
        dark.addRect(QRectF(self.rect()))
        dark.addEllipse(hole)
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(darkness)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(dark, shade)
            painter.setPen(QPen(Qt.GlobalColor.white, rim_px))
            painter.drawEllipse(hole)
