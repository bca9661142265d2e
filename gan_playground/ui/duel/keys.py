"""The keys of a duel: as long as a round is played they are its own, wherever in the window the keyboard is."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
heard = frozenset((QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease))


class DuelKeys(QObject):
    """Which of them are held down just now; several at once, as two people do. held: in no order."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._own = window, frozenset[Qt.Key]()
        self.held: set[Qt.Key] = set()

    def begin(self, keys: Collection[Qt.Key]) -> None:
        """Hear these."""
        self._own = frozenset(keys)
        QApplication.instance().installEventFilter(self)

    def end(self) -> None:
        """They do again what they do elsewhere."""
        QApplication.instance().removeEventFilter(self)
        self.held.clear()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate:
            self.held.clear()  # nobody would tell that they are let go
        if kind not in heard or not isinstance(event, QKeyEvent) or not self._is_own(event):
            return False
        event.accept()  # before the keys of the window
        if kind is QEvent.Type.KeyPress:
            self.held.add(Qt.Key(event.key()))
        elif kind is QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self.held.discard(Qt.Key(event.key()))
        return True

    def _is_own(self, event: QKeyEvent) -> bool:
        if event.key() not in self._own or event.modifiers() & others:
            return False
        return self._window.isActiveWindow() and not isinstance(QApplication.focusWidget(), QLineEdit)
