"""The legend: each entry shows a true sample of its line, and hides or shows it when clicked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gan_playground.ui.stages.layer import Layer
from gan_playground.ui.strokes import LineStyle, draw_sample
from gan_playground.ui.theme import DARK, Theme


class LayerChip(QAbstractButton):
    """Checked while its layer is shown.

    Signals: those of QAbstractButton.
    """

    def __init__(self, layer: Layer[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layer = layer
        self._theme = DARK
        self._unit = 1.0
        self.setText(layer.title)
        self.setObjectName(f"layer.{layer.id}")
        self.setAccessibleName(f"Show {layer.title}")
        self.setToolTip(f"{layer.tooltip}. Click to hide or show.")
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a click leaves no ring behind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_unit(1.0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small window."""
        self._unit = unit
        font = self.font()
        font.setPixelSize(round(12.5 * unit))
        self.setFont(font)
        self.updateGeometry()

    def width_of(self, text: str) -> int:
        """The width this needs with such a name."""
        return round(QFontMetricsF(self.font()).horizontalAdvance(text) + 46 * self._unit)

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(self.text()), round(26 * self._unit))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        unit, theme = self._unit, self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("text" if self.hasFocus() else "raised"), 1))
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        sample = QRectF(9 * unit, pill.center().y() - 6 * unit, 22 * unit, 12 * unit)
        painter.setOpacity(1.0 if self.isChecked() else 0.35)
        self._paint_sample(painter, sample)
        painter.setOpacity(1.0)
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.color("text" if self.isChecked() else "muted"))
        words = pill.adjusted(sample.right() + 6 * unit, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_sample(self, painter: QPainter, box: QRectF) -> None:
        sample = self.layer.sample
        if isinstance(sample, LineStyle):
            draw_sample(painter, box, sample, self._theme, self._unit)
        else:
            sample(painter, box, self._theme, self._unit)
