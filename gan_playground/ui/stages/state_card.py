"""What stands in the place of a run that is not there: what is on its way, or why it cannot be and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.theme.style import set_look

widest_px, bar_px = 460, 280
whole = 1000  # what the bar counts to


class StateCard(QWidget):
    """A few calm words in the middle, with a bar while something goes on, and up to three buttons.

    Signals: acted(), other_acted(), back_wanted(): the buttons.
    """

    acted = Signal()
    other_acted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stateCard")
        self.title = _label("stateTitle", "title", self)
        self.sentence = _label("stateSentence", "muted", self)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setFixedWidth(bar_px)
        self.bar.setAccessibleName("Progress")
        self.action = _button("stateAction", "primary", self)
        self.other = _button("stateOther", "", self)
        self.back = _button("stateBack", "", self)
        self.action.clicked.connect(self.acted)
        self.other.clicked.connect(self.other_acted)
        self.back.clicked.connect(self.back_wanted)
        self._lay_out()

    def show_going_on(self, title: str, words: str, share: float | None, cancel: str) -> None:
        """Something is on its way. share: from 0 to 1, None where nobody knows; cancel: the word on the way out."""
        self._say(title, words)
        self.bar.show()
        self.bar.setRange(0, 0 if share is None else whole)
        self.bar.setValue(round((share or 0.0) * whole))
        self._offer("", "", cancel)

    def show_refused(self, title: str, sentence: str, action: str, other: str, back: str) -> None:
        """It cannot be. action, other, back: the words on the buttons; empty where there is none."""
        self._say(title, sentence)
        self.bar.setRange(0, 1)  # a bar of unknown length keeps an animation running
        self.bar.hide()
        self._offer(action, other, back)

    def rest(self) -> None:
        """It is not seen any more."""
        self.bar.setRange(0, 1)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (self.action, self.other, self.back):
            set_look(button, "large", exhibit)

    def _say(self, title: str, sentence: str) -> None:
        is_new = title != self.title.text()
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}: {sentence}")
        if is_new:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _offer(self, action: str, other: str, back: str) -> None:
        for button, word in ((self.action, action), (self.other, other), (self.back, back)):
            button.setText(word)
            button.setVisible(bool(word))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout(spacing=12)
        buttons.addStretch(1)
        buttons.addWidget(self.action)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        column = QVBoxLayout(self, spacing=14)
        column.addStretch(2)
        for part in (self.title, self.sentence, self.bar):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(2)
        column.addLayout(buttons)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


def _label(name: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setFixedWidth(widest_px)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(name: str, variant: str, parent: QWidget) -> QPushButton:
    button = QPushButton(parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", variant)
    return button
