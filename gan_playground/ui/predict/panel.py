"""Below a page of the story that asks for a prediction: the answers, what can be done, and what was said today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.predict.today import DrawnToday, TodaysLines
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.wrapped_text import wrap_text

padding_px = 14


class PredictPanel(QWidget):
    """One of four faces at a time.

    Signals:
        begin_wanted(): ask, or ask again. let_happen(): what was drawn or chosen stands. again_wanted(): another
        drawing. nobody_knows(): let it happen without. chosen(int): an answer, by its number.
    """

    begin_wanted = Signal()
    let_happen = Signal()
    again_wanted = Signal()
    nobody_knows = Signal()
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictPanel")
        self._begin = _button("Predict", "predictBegin", "primary", self)
        self._happen = _button("Let it happen", "predictHappen", "primary", self)
        self._again = _button("Draw again", "predictAgain", "", self)
        self._unknown = _button("I don’t know", "predictUnknown", "", self)
        self._note, self._heading, self._sum = _label("muted", self), _label("caption", self), _label("muted", self)
        self._note.setObjectName("predictNote")
        self._sum.setObjectName("predictSum")
        self._today = DrawnToday(self)
        self._others = QBoxLayout(QBoxLayout.Direction.LeftToRight, spacing=6)
        self._answers, self._group = QVBoxLayout(spacing=6), QButtonGroup(self)
        self._group.idClicked.connect(self._on_chosen)
        self._begin.clicked.connect(self.begin_wanted)
        self._happen.clicked.connect(self.let_happen)
        self._again.clicked.connect(self.again_wanted)
        self._unknown.clicked.connect(self.nobody_knows)
        self._is_large = False
        self._words: dict[QPushButton, str] = {}
        self._again.setToolTip(hint("escape", "Take back what was drawn"))
        self._lay_out()

    def _lay_out(self) -> None:
        others = self._others
        others.addWidget(self._again)
        others.addWidget(self._unknown)
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._answers)
        for part in (self._note, self._heading, self._today, self._sum, self._begin, self._happen):
            layout.addWidget(part)
        layout.addLayout(others)

    # Its faces.

    def show_away(self) -> None:
        """The run is elsewhere: asked once somebody wants it."""
        self._show(self._begin)
        self._begin.setText("Predict")

    def show_note(self, words: str) -> None:
        """What is under way."""
        self._note.setText(words)
        self._show(self._note)

    def show_asking(self, choices: Sequence[str]) -> None:
        """The run stands still; without choices, for a hand that draws."""
        self._put_answers(choices)
        self._show(self._happen, self._unknown, *([] if choices else [self._again]))
        self.set_answered(False)

    def set_answered(self, answered: bool) -> None:
        """Whether there is anything to be tried."""
        self._happen.setEnabled(answered)
        self._again.setEnabled(answered)
        self._happen.setToolTip("" if answered else "Draw or choose first")

    def show_told(self, sum_of_today: str, lines: TodaysLines | None) -> None:
        """It has come. lines: what was drawn; None: nothing was."""
        self._sum.setText(sum_of_today)
        self._heading.setText("What was drawn here today" if lines is not None else "What was said here today")
        parts: list[QWidget] = [self._heading, self._sum] if sum_of_today else []
        if lines is not None:
            self._today.show_lines(lines)
            self._today.setAccessibleName(f"{self._heading.text()}: {sum_of_today}")
            parts.append(self._today)
        self._begin.setText("Predict again")
        self._show(*parts, self._begin)

    def _show(self, *shown: QWidget) -> None:
        if self._happen not in shown:
            self._put_answers(())
        parts = (self._note, self._heading, self._today, self._sum, self._begin, self._happen)
        for part in (*parts, self._again, self._unknown):
            part.setVisible(part in shown)

    def _put_answers(self, choices: Sequence[str]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._words = {}
        for number, words in enumerate(choices):
            button = _button(words, f"predictChoice{number}", "", self)
            button.setCheckable(True)
            button.setProperty("answer", True)
            set_look(button, "large", self._is_large)
            self._words[button] = words
            self._group.addButton(button, number)
            self._answers.addWidget(button)
        self._fit()

    def _fit(self) -> None:
        """Buttons say all that they have to say, beside one another where they can."""
        needed = sum(one.sizeHint().width() for one in (self._again, self._unknown)) + self._others.spacing()
        ways = QBoxLayout.Direction
        self._others.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)
        for button, words in self._words.items():
            wrap_text(button, words, self.width() - scaled(2 * padding_px) - 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        self.set_answered(True)
        self.chosen.emit(number)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._is_large = exhibit
        for button in (self._begin, self._happen, self._again, self._unknown, *self._group.buttons()):
            set_look(button, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._today.set_theme(theme)
        self._fit()


def _button(words: str, name: str, variant: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    if variant:
        button.setProperty("variant", variant)
    return button


def _label(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True)
    label.setProperty("role", role)
    return label
