"""A text as a code that phones read: black on white, whatever the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

quiet_modules = 4  # of white around it, as the standard asks for


class QrCode(QWidget):
    """As large a square as it is told to be; nothing is between two of its modules and nothing in them is grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._modules = QImage()
        self._side_px = 0

    def show_text(self, text: str) -> bool:
        """Whether there is a code of so much text."""
        self._modules = modules_of(text)
        self.setVisible(not self._modules.isNull())
        self.updateGeometry()
        self.update()
        return not self._modules.isNull()

    def fit(self, side_px: int) -> None:
        """Be so large at most."""
        self._side_px = side_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Every module is as many pixels wide as any other."""
        count = max(1, self._modules.width())
        side_px = count * max(1, self._side_px // count)
        return QSize(side_px, side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawImage(QRectF(self.rect()), self._modules)


def modules_of(text: str) -> QImage:
    """One pixel a module, with the white around them; no image where the text is too long for any code."""
    import segno  # when a code is asked for first

    try:
        code = segno.make_qr(text, error="l")  # a screen has no scratches: few and large modules are seen from afar
    except segno.DataOverflowError:
        return QImage()
    rows = list(code.matrix_iter(border=quiet_modules))
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            image.setPixelColor(x, y, Qt.GlobalColor.black if is_dark else Qt.GlobalColor.white)
    return image
