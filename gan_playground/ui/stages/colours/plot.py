"""The palette in the hand: the pointer and the keys turn the cube, and swatches under the pointer say what they are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gan_playground.ui.stages.colours.cube import Turn
from gan_playground.ui.stages.colours.figure import ColoursFigure

key_turn_deg = 10.0
keys = {
    Qt.Key.Key_Left: (-key_turn_deg, 0.0),
    Qt.Key.Key_Right: (key_turn_deg, 0.0),
    Qt.Key.Key_Up: (0.0, -key_turn_deg),
    Qt.Key.Key_Down: (0.0, key_turn_deg),
}


class ColoursPlot(ColoursFigure):
    """A figure that can be touched.

    Signals: those of the figure.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pointer_moved.connect(self._on_pointer_moved)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spoken.tell("Arrow keys turn the cube of colours; Home shows it as it was at first.")

    @Slot(object)
    def _on_pointer_moved(self, pointer: QPointF | None) -> None:
        self._pointer = pointer
        self._show_card()
        self._show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._show_cursor()

    def _show_cursor(self) -> None:
        """An open hand over what can be turned, a closed one while it is."""
        box, pointer = self.cloud.turning_box, self._pointer
        over = self.picture is not None and self.cloud.isVisible() and pointer is not None
        over = over and box.mapRectToScene(box.rect()).contains(pointer)
        free = Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor if box.is_held else free)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys turn the cube: it has a frame while they do."""
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.cloud.box.borderRect.setVisible(by_key)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.cloud.box.borderRect.hide()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Arrows belong to the cube before they belong to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._turns(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._turns(event):
            event.ignore()  # other keys are the window's
        elif event.key() == Qt.Key.Key_Home:
            self.set_turn(Turn())
        else:
            self.set_turn(self.turn.by(*keys[Qt.Key(event.key())]))

    def _turns(self, event: QKeyEvent) -> bool:
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return bare and "cloud" in self.visible_layers and (event.key() in keys or event.key() == Qt.Key.Key_Home)
