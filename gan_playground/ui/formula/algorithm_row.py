"""One line of the algorithm, with what is measured of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.training.algorithm import AlgorithmLine
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme

indent_px, side_px, gap_px = 20, 8, 10
row_px, code_px = 24, 15
rule_px = 2.0
widest = {"loss": "loss −8.8·10⁻⁸", "norm": "norm 8.8·10⁻⁸"}
"""So that words do not change with every number."""
COLORS = {"discriminator": "discriminator", "generator": "generated"}
Align = Qt.AlignmentFlag


class AlgorithmRow(QWidget):
    """Its words at the left, the value at the right, and at its side a rule in the colour of who moves."""

    def __init__(self, line: AlgorithmLine, player: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self._player = line, player
        self._theme, self._value = DARK, ""
        self.is_present, self._shows_code = False, False
        self.setObjectName(f"algorithm.{line.id}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"{line.says}.\n{line.place}")
        self.setAccessibleDescription(f"{line.says}. {line.place}.")
        self._name()

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        """What is measured of it, in words; empty: nothing is."""
        if value != self._value:
            self._value = value
            self._name()
            self.update()

    def _name(self) -> None:
        now = "now: " if self.is_present else ""
        self.setAccessibleName(f"{now}{self.line.words[0]}{f', {self._value}' if self._value else ''}")

    def set_present(self, present: bool) -> None:
        """Whether this is what is done just now."""
        if present != self.is_present:
            self.is_present = present
            self._name()
            self.update()

    def show_code(self, shown: bool) -> None:
        """Whether it says where in the program it is done."""
        self._shows_code = shown
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, scaled(row_px + (code_px if self._shows_code else 0)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _font(self, size_px: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(size_px))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_rule(painter)
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(indent_px - side_px, 1, -1, -1)
        painter.setPen(QPen(self._theme.color("text"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised") if self.is_present else Qt.BrushStyle.NoBrush)
        if self.hasFocus() or self.is_present:
            painter.drawRoundedRect(ground, 7, 7)

    def _paint_rule(self, painter: QPainter) -> None:
        """Dashed for D, as everywhere."""
        pen = QPen(self._theme.color(COLORS[self._player], 1.0 if self.is_present else 0.6), rule_px)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._player == "discriminator":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(side_px, 0, side_px, self.height())

    def _paint_words(self, painter: QPainter) -> None:
        theme, font = self._theme, self._font(13)
        metrics = QFontMetricsF(font)
        box = QRectF(indent_px, 0, self.width() - indent_px - side_px, scaled(row_px))
        taken = max(map(metrics.horizontalAdvance, (self._value, widest.get(self.line.measure, ""))))
        room = box.width() - (taken + gap_px if self._value else 0)
        fitting = (words for words in self.line.words if metrics.horizontalAdvance(words) <= room)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(box, Align.AlignLeft | Align.AlignVCenter, next(fitting, self.line.words[-1]))
        painter.setPen(theme.color("text" if self.is_present else "muted"))
        painter.drawText(box, Align.AlignRight | Align.AlignVCenter, self._value)
        if self._shows_code:
            painter.setPen(theme.color("muted"))
            painter.setFont(self._font(11))
            box.translate(0, scaled(code_px) + 2)
            painter.drawText(box, Align.AlignLeft | Align.AlignVCenter, self.line.place)
