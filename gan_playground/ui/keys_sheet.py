"""Every key on one sheet, laid over the window until Esc, ? or a click sends it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gan_playground.ui.icons import icon
from gan_playground.ui.theme import Theme

Keys = Sequence[tuple[str, str]]

sheet_width_px = 720
closing_keys = (Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeysSheet(QWidget):
    """A card in the middle of a darkened window.

    Signals:
        closed(): the sheet has gone, and the keyboard is where it was before.
    """

    closed = Signal()

    def __init__(self, keys: Keys, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keysSheet")
        self.setAccessibleName("All the keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._before: QWidget | None = None  # who had the keyboard
        self._caps: list[KeyCap] = []
        self._close = _close_button(self)
        self._card = QFrame(self)
        self._card.setProperty("card", True)
        self._close.clicked.connect(self._on_close)
        self._lay_out(keys)
        self.set_theme(theme)
        self.hide()

    def show_sheet(self) -> None:
        """Cover the parent, and take the keyboard."""
        self._before = QApplication.focusWidget()
        # Only while it is up: a filter in Python takes the interpreter from the trainer at every event.
        self.parentWidget().installEventFilter(self)
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self.setFocus()

    def close_sheet(self) -> None:
        """Go, and give the keyboard back."""
        if self.isHidden():
            return
        self.parentWidget().removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._close.setIcon(icon("close", theme.muted, 16))
        for cap in self._caps:
            cap.set_theme(theme)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() is QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # while the sheet is up, keys are read about, not pressed
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet: what lies behind it cannot be seen."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in closing_keys:
            self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("background", 0.82))

    @Slot()
    def _on_close(self) -> None:
        self.close_sheet()

    def _lay_out(self, keys: Keys) -> None:
        title = QLabel("Keys", self._card)
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._close)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(28, 18, 18, 28)
        inside.setSpacing(14)
        inside.addLayout(head)
        inside.addLayout(self._columns(keys))
        outside = QGridLayout(self)
        outside.addWidget(self._card, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self._card.setMinimumWidth(sheet_width_px)

    def _columns(self, keys: Keys) -> QGridLayout:
        """Keys and meanings, read down the left column first."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(2, 24)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        rows = (len(keys) + 1) // 2
        for place, (combination, what) in enumerate(keys):
            row, column = place % rows, 3 * (place // rows)
            grid.addLayout(self._caps_of(combination), row, column)
            grid.addWidget(QLabel(what, self._card), row, column + 1)
        return grid

    def _caps_of(self, combination: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addStretch(1)
        for key in combination.split("+") if len(combination) > 1 else [combination]:
            cap = KeyCap(key, self._theme, self._card)
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
        return QSize(max(30, super().sizeHint().width() + 18), 28)

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


def _close_button(parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setObjectName("keysClose")
    button.setProperty("variant", "icon")
    button.setIconSize(QSize(16, 16))
    button.setToolTip("Close  (Esc)")
    button.setAccessibleName("Close")
    return button
