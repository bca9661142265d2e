"""A column of a table: its name, what it is made of, and how its numbers lie; a click takes it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gan_playground.gan.data.table import Kind
from gan_playground.gan.data.table.survey import ColumnSurvey
from gan_playground.ui.knobs.control import tooltip
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import short

card_height_px = 118
narrowest_px, widest_px = 150, 240
margin_px = 12
badge_px = 18
bars_top_px, bars_bottom_px = 54, 92
corner_px = 9


class ColumnCard(QAbstractButton):
    """Checked where the column is taken; `badge` says as what: a tick on the line, x or y on the plane."""

    def __init__(self, column: ColumnSurvey, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._theme = DARK
        self.column, self.badge = column, ""
        self.setEnabled(not column.obstacle)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Column {column.name}")
        self.setAccessibleDescription(self.words())
        self.setToolTip(tooltip(column.title, self.words()))
        self.setObjectName(f"tableColumn.{column.place + 1}")
        if not column.obstacle:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_theme(theme)

    def words(self) -> str:
        """All that the card shows, in a sentence."""
        column = self.column
        span = f", from {short(column.low)} to {short(column.high)}" if column.bars else ""
        why = f"; cannot be learned from: {column.obstacle}" if column.obstacle else ""
        return f"{_kind_words(column)}{span}{why}."

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_taken(self, badge: str) -> None:
        """As what the column is taken; empty where it is not."""
        self.badge = badge
        self.setChecked(bool(badge))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(narrowest_px, card_height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter)
            self._paint_head(painter)
            if self._shows_bars:
                self._paint_bars(painter)
            self._paint_foot(painter)

    @property
    def _shows_bars(self) -> bool:
        """Where the column cannot be taken, the reason stands in their place."""
        return bool(self.column.bars) and not self.column.obstacle

    @property
    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(margin_px, 10, -margin_px, -9)

    def _paint_frame(self, painter: QPainter) -> None:
        theme = self._theme
        shade = 0.6 if self.underMouse() and self.isEnabled() else 1.0
        painter.setBrush(theme.color("raised", shade) if self.isEnabled() else Qt.BrushStyle.NoBrush)
        # Of a chosen one that has the keyboard, the line is so thick that it stands out from that of a chosen one.
        line, width = ("text", 3) if self.hasFocus() else ("real", 2) if self.isChecked() else ("outline", 1)
        painter.setPen(QPen(theme.color(line), width))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), corner_px, corner_px)

    def _paint_head(self, painter: QPainter) -> None:
        inner, theme = self._inner, self._theme
        room = inner.width() - (badge_px + 6 if self.badge else 0)
        painter.setFont(self._font(13, QFont.Weight.DemiBold))
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        self._write(painter, QRectF(inner.left(), inner.top(), room, 18), self.column.title)
        painter.setFont(self._font(12))
        painter.setPen(theme.color("muted"))
        self._write(painter, QRectF(inner.left(), inner.top() + 20, inner.width(), 16), _kind_words(self.column))
        if self.badge:
            self._paint_badge(painter, QRectF(inner.right() - badge_px, inner.top(), badge_px, badge_px))

    def _paint_badge(self, painter: QPainter, disc: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("real"))
        painter.drawEllipse(disc)
        painter.setFont(self._font(12, QFont.Weight.Bold))
        painter.setPen(self._theme.color("surface"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.badge)

    def _paint_bars(self, painter: QPainter) -> None:
        inner, bars = self._inner, self.column.bars
        step, most = inner.width() / len(bars), max(bars)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("real" if self.isChecked() else "muted"))
        for place, count in enumerate(bars):
            height = max(1.0, (bars_bottom_px - bars_top_px) * count / most) if count else 0.0
            painter.drawRect(QRectF(inner.left() + place * step, bars_bottom_px - height, step - 1, height))

    def _paint_foot(self, painter: QPainter) -> None:
        """Between which numbers the column lies, or why it cannot be taken."""
        inner, column = self._inner, self.column
        painter.setFont(self._font(12))
        painter.setPen(self._theme.color("muted"))
        foot = QRectF(inner.left(), bars_bottom_px + 2, inner.width(), 16)
        if column.obstacle:
            room = QRectF(inner.left(), bars_top_px, inner.width(), card_height_px - bars_top_px - 6)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, _why(column))
            return
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, _brief(column.low))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, _brief(column.high))

    def _font(self, size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size_px)
        font.setWeight(weight)
        return font

    def _write(self, painter: QPainter, room: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _brief(value: float) -> str:
    """As many figures as there is room for, twice."""
    return short(float(f"{value:.4g}" if 1e-3 <= abs(value) < 1e6 else f"{value:.2g}"))


def _kind_words(column: ColumnSurvey) -> str:
    """As in "60 numbers, in cm"."""
    if column.kind is Kind.EMPTY:
        return "nothing in it"
    return f"{column.count:,} {column.kind.value}" + (f", in {column.unit}" if column.unit else "")


def _why(column: ColumnSurvey) -> str:
    return "no numbers to learn from" if column.kind is not Kind.NUMBERS else column.obstacle
