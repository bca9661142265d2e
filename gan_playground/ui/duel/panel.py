"""Below a page of the story that is played: the board, what is said, and one large button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.duel.board import DuelBoard
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.dashed_button import DashedButton


class DuelPanel(QWidget):
    """Signals: go_wanted(): a round is to begin. swap_wanted(): D's other side is to be real. leave_wanted(): the match
    is to end.
    """

    go_wanted = Signal()
    swap_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duelPanel")
        self.board = DuelBoard(self)
        self._note = QLabel(self, wordWrap=True)
        self._note.setObjectName("duelNote")
        self._note.setProperty("role", "label")
        self._go = QPushButton(self, focusPolicy=Qt.FocusPolicy.StrongFocus)
        self._go.setObjectName("duelGo")
        self._go.setProperty("variant", "primary")
        self._go.setProperty("large", True)
        self._swap = DashedButton("Change D’s side", self)
        self._swap.setObjectName("duelSwap")
        self._swap.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._swap.pressed.connect(self.swap_wanted)  # at once, not when it is let go
        self._leave = QPushButton("Leave", self, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._leave.setObjectName("duelLeave")
        self._leave.setToolTip(hint("escape", "End the match: the run is as it was before"))
        self._go.clicked.connect(self.go_wanted)
        self._leave.clicked.connect(self.leave_wanted)
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.board, self._note, self._go, self._swap, self._leave):
            layout.addWidget(part)

    def say(self, note: str, go: str = "", leave: bool = True, swap: bool = False) -> None:
        """A sentence, and what the large button does; empty: there is nothing to begin.

        leave: there is a match. swap: D is played by hand just now.
        """
        had_keyboard = self._go.hasFocus() or self._leave.hasFocus()
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._go.setText(go)
        self._go.setVisible(bool(go))
        self._leave.setVisible(leave)
        self._swap.setVisible(swap)
        if go and had_keyboard:
            self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """So that Enter begins the next round."""
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (self._leave, self._swap):
            set_look(button, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        self.board.theme = theme
        self.board.updateGeometry()
        self.board.update()
