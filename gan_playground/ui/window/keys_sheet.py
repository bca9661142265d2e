"""Every key on one sheet, laid over the window until Esc, ? or a click sends it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from gan_playground.ui.theme.actions import ActionRow, hint
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.sheet import Sheet

sheet_width_px = 900
row_gap_px, close_row_gap_px, roomy_px = 10, 4, 760
closing_keys = (Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeysSheet(Sheet):
    """Signals: those of Sheet, and glossary_wanted(): the sheet of words in its place."""

    glossary_wanted = Signal()

    def __init__(self, rows: Sequence[ActionRow], theme: Theme, parent: QWidget) -> None:
        super().__init__("Keys", sheet_width_px, theme, parent)
        self.setObjectName("keysSheet")
        self.setAccessibleName("All the keys")
        self.close_button.setObjectName("keysClose")
        words = self.offer_instead("What the words mean", "keysGlossary", hint("glossary"))
        words.clicked.connect(self.glossary_wanted)
        self._caps: list[KeyCap] = []
        self._grid = self._columns(rows)
        self.body.addLayout(self._grid)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for cap in self._caps:
            cap.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.height() >= scaled(roomy_px)
        self._grid.setVerticalSpacing(row_gap_px if roomy else close_row_gap_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in closing_keys:
            self.close_sheet()

    def _columns(self, told: Sequence[ActionRow]) -> QGridLayout:
        """Keys and meanings, read down the left column first."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnMinimumWidth(2, 24)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(4, 6)
        rows = (len(told) + 1) // 2
        for place, action in enumerate(told):
            row, column = place % rows, 3 * (place // rows)
            grid.addLayout(self._caps_of(action.keys[0]), row, column)
            grid.addWidget(QLabel(action.words, self, wordWrap=True), row, column + 1)
        return grid

    def _caps_of(self, combination: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addStretch(1)
        for key in combination.split("+") if len(combination) > 1 else [combination]:
            cap = KeyCap(key, self._theme, self)
            self._caps.append(cap)
            line.addWidget(cap)
        return line


class KeyCap(QLabel):
    """One key, as it looks on a keyboard."""

    def __init__(self, key: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(key, parent)
        self._theme = theme
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "value")

    def sizeHint(self) -> QSize:
        return QSize(max(scaled(30), super().sizeHint().width() + 18), scaled(28))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        cap = QRectF(self.rect()).adjusted(0, 0, 0, -2)
        painter.setBrush(self._theme.color("muted", 0.45))
        painter.drawRoundedRect(cap.translated(0, 2), 6, 6)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(cap, 6, 6)
        painter.end()
        super().paintEvent(event)
