"""The board of a duel: the clock, and how 100 points are shared just now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK

height_px, clock_px, points_px, name_px = 108, 34, 24, 12.5
bar_px, bar_top_px = 10, 66
names_top_px, rounds_height_px, numbers_top_px = 82, 18, 20
hatch_px = 6


class DuelBoard(QWidget):
    """G at the left, blue and whole; D at the right, pink and hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duelBoard")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.theme = DARK
        self.clock, self.rounds, self.names = "1:00", "", ("G", "D")
        self.points: tuple[int, int] | None = None

    def show_round(self, left_s: float, rounds: str, points: tuple[int, int] | None) -> None:
        """What is left of it; rounds: which one it is, and who has won how many. points: None before any."""
        seconds = -int(-left_s // 1)
        shown = f"{seconds // 60}:{seconds % 60:02}", rounds, points
        if shown != (self.clock, self.rounds, self.points):
            self.clock, self.rounds, self.points = shown
            self.setAccessibleName(f"{rounds}. {self.said_points} {seconds} seconds left")
            self.update()

    @property
    def said_points(self) -> str:
        if self.points is None:
            return ""
        return ", ".join(f"{name} {number}" for name, number in zip(self.names, self.points, strict=True)) + "."

    def sizeHint(self) -> QSize:
        return QSize(150, scaled(height_px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._write(painter, 0, rounds_height_px, name_px, self.rounds, "muted", Qt.AlignmentFlag.AlignHCenter)
            self._write(painter, numbers_top_px, 42, clock_px, self.clock, "text", Qt.AlignmentFlag.AlignHCenter)
            self._paint_sides(painter)
            self._paint_bar(painter)

    def _paint_sides(self, painter: QPainter) -> None:
        sides = ("generated", Qt.AlignmentFlag.AlignLeft), ("discriminator", Qt.AlignmentFlag.AlignRight)
        for place, (role, side) in enumerate(sides):
            self._write(painter, names_top_px, 20, name_px, self.names[place], role, side)
            if self.points is not None:
                self._write(painter, numbers_top_px, 42, points_px, str(self.points[place]), role, side)

    def _paint_bar(self, painter: QPainter) -> None:
        """What G has is filled, what D has is hatched: not by colour alone."""
        whole = QRectF(0.5, scaled(bar_top_px), self.width() - 1, scaled(bar_px))
        share = 0.5 if self.points is None else self.points[0] / 100
        painter.setPen(Qt.PenStyle.NoPen)
        if self.points is None:
            painter.setBrush(self.theme.color("outline"))
            painter.drawRoundedRect(whole, scaled(4), scaled(4))
            return
        edge = whole.left() + share * whole.width()
        painter.setBrush(self.theme.color("generated"))
        painter.drawRect(QRectF(whole.left(), whole.top(), edge - whole.left(), whole.height()))
        painter.setPen(QPen(self.theme.color("discriminator"), scaled(2)))
        painter.setClipRect(QRectF(edge, whole.top(), whole.right() - edge, whole.height()))
        step, left = scaled(hatch_px), edge - whole.height()
        while left < whole.right():
            painter.drawLine(round(left), round(whole.bottom()), round(left + whole.height()), round(whole.top()))
            left += step
        painter.setClipping(False)
        painter.setPen(QPen(self.theme.color("text"), scaled(2)))  # half of 100
        middle = round(whole.center().x())
        painter.drawLine(middle, round(whole.top()) - 3, middle, round(whole.bottom()) + 3)

    def _write(
        self, painter: QPainter, top: float, height: float, size: float, text: str, role: str, side: Qt.AlignmentFlag
    ) -> None:
        font = QFont(self.font())
        font.setPixelSize(scaled(size))
        font.setWeight(QFont.Weight.Normal if size == name_px else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.color(role))
        painter.drawText(
            QRectF(0, scaled(top), self.width(), scaled(height)), side | Qt.AlignmentFlag.AlignVCenter, text
        )
