"""The operator's pad: a number first, then what only an operator may do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.single_press import SinglePressButton

between_px, veil = 12, 0.96
tries, locked_s = 5, 60.0
most_digits = 8
log_lines = 12
away, wipe = "Close", "⌫"
rows = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), (away, "0", wipe))
leave, begin_again, show_log = "Leave the exhibit", "Restart it", "The log"


class OperatorPad(QWidget):
    """Covers the window.

    pin: what opens it. read_log: gives its newest lines. clock: seconds. Signals: leave_wanted(), restart_wanted(),
    closed().
    """

    leave_wanted = Signal()
    restart_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        pin: str,
        read_log: Callable[[int], Sequence[str]],
        theme: Theme,
        parent: QWidget,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._pin, self._read_log, self._theme, self._clock = pin, read_log, theme, clock
        self._typed, self._wrong, self._locked_until_s = "", 0, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head, self.lines = QLabel(self), QLabel(self)
        self.head.setProperty("exhibit", "title")
        self.lines.setProperty("exhibit", "note")
        self.lines.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setWordWrap(True)
        self.keys = {word: self._button(word) for row in rows for word in row}
        self.choices = {word: self._button(word) for word in (leave, begin_again, show_log)}
        self._lay_out()
        self.hide()

    def _button(self, word: str) -> QPushButton:
        button = SinglePressButton(word, self, focusPolicy=Qt.FocusPolicy.NoFocus)
        button.setProperty("variant", "exhibit-other")
        button.clicked.connect(self._on_pressed)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(spacing=between_px)
        for i, row in enumerate(rows):
            for k, word in enumerate(row):
                grid.addWidget(self.keys[word], i, k)
        column = QVBoxLayout(spacing=between_px)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(grid)
        for button in self.choices.values():
            column.addWidget(button)
        column.addWidget(self.lines)
        outside = QGridLayout(self)
        outside.setColumnStretch(0, 1)
        outside.setColumnStretch(1, 2)
        outside.setColumnStretch(2, 1)
        outside.addLayout(column, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    def ask(self) -> None:
        """Over everything, for the number."""
        self._typed = ""
        self._show_open(False)
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self.setFocus()

    def put_away(self) -> None:
        """Gone, whatever was typed."""
        self._typed = ""
        self.hide()

    def _show_open(self, is_open: bool) -> None:
        for word, button in self.keys.items():
            button.setVisible(not is_open or word == away)
        for button in self.choices.values():
            button.setVisible(is_open)
        self.lines.setText("")
        self._say("For the operator" if is_open else "PIN")

    def _say(self, words: str) -> None:
        self.head.setText(f"{words}  {'•' * len(self._typed)}".rstrip())

    @Slot()
    def _on_pressed(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        self.take(button.text())

    def take(self, word: str) -> None:
        """A key of the pad, or one of its choices."""
        if word == away:
            self.closed.emit()
        elif word == leave:
            self.leave_wanted.emit()
        elif word == begin_again:
            self.restart_wanted.emit()
        elif word == show_log:
            self.lines.setText("\n".join(self._read_log(log_lines)) or "Nothing is written there yet.")
        elif self._clock() < self._locked_until_s:
            self._say("Locked for a minute")
        else:
            self._typed = self._typed[:-1] if word == wipe else (self._typed + word)[:most_digits]
            self._look()

    def _look(self) -> None:
        """It opens as soon as the number is there; as many digits of another one are wrong."""
        self._say("PIN")
        if self._typed == self._pin:
            self._typed, self._wrong = "", 0
            self._show_open(True)
        elif len(self._typed) >= len(self._pin):
            self._typed, self._wrong = "", self._wrong + 1
            self._say("Another PIN")
            if self._wrong >= tries:
                self._wrong, self._locked_until_s = 0, self._clock() + locked_s
                self._say("Locked for a minute")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys["1"].isVisible():
            if event.text().isdecimal() and event.text().isascii():
                self.take(event.text())
            elif event.key() == Qt.Key.Key_Backspace:
                self.take(wipe)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("background", veil))
