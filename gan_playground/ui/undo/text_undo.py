"""Ctrl+Z in a text field: the text first, and what the window undoes once there is nothing left in the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QWidget
from shiboken6 import isValid


class TextUndo(QObject):
    """Qt's fields keep the key for themselves, even empty-handed; this listens to the one that has the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = now if line_of(now) is not None else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        line = line_of(watched)
        if line is None or line.isUndoAvailable() or not event.matches(QKeySequence.StandardKey.Undo):
            return False
        event.ignore()
        return True


def line_of(widget: QObject | None) -> QLineEdit | None:
    """The line of text that is typed in where this has the keyboard; None: there is none."""
    if isinstance(widget, QComboBox | QSpinBox):
        return widget.lineEdit()
    return widget if isinstance(widget, QLineEdit) else None
