"""A card in the middle of the darkened window, until Esc or a press beside it sends it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import escaped
from gan_playground.ui.widgets.labels import ElidedLabel
from gan_playground.ui.widgets.tab_stops import as_one_reads, go_on


class Sheet(QWidget):
    """Has the keyboard to itself while it is up; `body` is what to fill.

    Signals:
        closed(): the sheet has gone, and the keyboard is where it was before.
    """

    closed = Signal()

    cover = 0.82  # of what lies behind

    def __init__(self, title: str, width_px: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme = theme
        self._before: QWidget | None = None  # who had the keyboard
        self._card = QFrame(self)
        self._card.setProperty("card", True)
        self.width_px = width_px
        self.close_button = QPushButton(
            self._card, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=hint("escape", "Close")
        )
        self.close_button.setProperty("variant", "icon")
        self.close_button.setAccessibleName("Close")
        self.close_button.clicked.connect(self._on_close)
        self.body = QVBoxLayout(self._card, spacing=14)
        self._lay_out(title)
        self.hide()

    def _lay_out(self, title: str) -> None:
        self._heading = ElidedLabel(self._card, Qt.TextElideMode.ElideMiddle)
        self._heading.setProperty("role", "title")
        self.show_title(title)
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading, 1)
        self._head.addWidget(self.close_button)
        self.body.setContentsMargins(28, 18, 18, 24)
        self.body.addLayout(self._head)
        outside = QGridLayout(self)
        outside.addWidget(self._card, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def offer_instead(self, words: str, name: str, tip: str) -> QPushButton:
        """A button in the head that leads to another sheet; this one goes when it is pressed."""
        button = QPushButton(words, self._card, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=tip)
        button.setObjectName(name)
        button.clicked.connect(self._on_close)
        self._head.insertWidget(1, button)
        return button

    def show_title(self, title: str) -> None:
        """What stands at its head; as much of it as there is room for, and all in a tooltip."""
        self.title = title
        self._heading.show_text(title)
        self._heading.setToolTip(f"<p>{escaped(title)}</p>" if title else "")

    def fit_width(self, width_px: int) -> None:
        """Be so wide, or wider where the words are larger."""
        self.width_px = width_px
        self._card.setMinimumWidth(scaled(width_px))

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
        if self._before is not None and isValid(self._before) and self._before.isVisible():  # its stage may have gone
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.fit_width(self.width_px)
        draw_icon(self.close_button, "close", theme.muted, 16)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() is QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # the window's keys are not pressed while the sheet is up
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet, for what lies behind it cannot be seen, and goes as one reads."""
        go_on(as_one_reads(self), self.focusWidget(), forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("background", self.cover))

    @Slot()
    def _on_close(self) -> None:
        self.close_sheet()
