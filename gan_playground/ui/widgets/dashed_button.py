"""The discriminator's button: its outline is dashed, as everything of the discriminator's is."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QWidget

dash_px, gap_px = 4.0, 3.0


class DashedButton(QPushButton):
    """A pill whose dashes are drawn here: a style sheet's own are dots at this width, and dots mean real data.

    The style sheet gives the colour, as the property `dash`.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("variant", "discriminator")
        self._dash = QColor(Qt.GlobalColor.transparent)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width_px = 2.0 if self.hasFocus() else 1.25
        color = self.palette().color(QPalette.ColorRole.ButtonText) if self.hasFocus() else self._dash
        pen = QPen(color, width_px, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([dash_px / width_px, gap_px / width_px])
        if not self.isEnabled():
            pen.setColor(QColor(self._dash.red(), self._dash.green(), self._dash.blue(), 90))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        inset = width_px / 2
        outline = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)

    def _get_dash(self) -> QColor:
        return self._dash

    def _set_dash(self, color: QColor) -> None:
        self._dash = QColor(color)
        self.update()

    dash = Property(QColor, _get_dash, _set_dash)
