"""What was just pressed, large, for who cannot see the hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from gan_playground.ui.theme.text_scale import scaled

seen_ms = 1600
above_px = 14


class PressCaption(QLabel):
    """Over the window's upper edge, for a moment, where no press is for it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, visible=False)
        self.setObjectName("pressCaption")
        self.setProperty("role", "pressed")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._away = QTimer(self, singleShot=True, interval=seen_ms)
        self._away.timeout.connect(self.hide)

    def begin(self, actions: list[QAction]) -> None:
        """Tell of every press of a button, and of these actions, from now on."""
        self._window.windowHandle().installEventFilter(self)  # it hears of the mouse, and not of every event there is
        self._actions = actions
        for action in actions:
            action.triggered.connect(self._on_action)

    def end(self) -> None:
        """Tell of nothing any more."""
        self._window.windowHandle().removeEventFilter(self)
        for action in self._actions:
            action.triggered.disconnect(self._on_action)
        self._away.stop()
        self.hide()

    def say(self, words: str) -> None:
        """These, for a moment."""
        self.setText(words)
        self.adjustSize()
        self.move((self._window.width() - self.width()) // 2, scaled(above_px))
        self.raise_()
        self.show()
        self._away.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            part = self._window.childAt(self._window.mapFromGlobal(event.globalPosition().toPoint()))
            while part is not None and not isinstance(part, QAbstractButton):
                part = part.parentWidget()
            if part is not None and part.isEnabled():
                self.say(_name_of(part))
        return False

    @Slot()
    def _on_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            self.say(f"{keys}   {action.text()}")


def _name_of(button: QAbstractButton) -> str:
    return " ".join((button.text() or button.accessibleName()).split())
