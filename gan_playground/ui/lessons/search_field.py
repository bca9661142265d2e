"""The field in which one writes what a lesson is about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class SearchField(QLineEdit):
    """Hidden until somebody searches.

    Signals:
        ended(): Esc; or the keyboard went elsewhere, and there was nothing in it.
        taken(): Enter: the first that was found.
        left_down(): on into what was found.
    """

    ended = Signal()
    taken = Signal()
    left_down = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lessonSearch")
        self.setPlaceholderText("Search the lessons")
        self.setAccessibleName("Search the lessons")
        self.setAccessibleDescription("Enter begins the first that is found; Esc ends the search.")
        self._signal_of = {
            Qt.Key.Key_Escape: self.ended,
            Qt.Key.Key_Return: self.taken,
            Qt.Key.Key_Enter: self.taken,
            Qt.Key.Key_Down: self.left_down,
        }
        self.hide()

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if not is_asked or event.key() != Qt.Key.Key_Escape:
            return super().event(event)
        event.accept()  # it ends the search; the window's own Esc comes after it
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if signal := self._signal_of.get(event.key()):
            signal.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.text().strip() and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.ended.emit()
