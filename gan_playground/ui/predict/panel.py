"""Below a page of the story that asks for a prediction: the answers, what can be done, and what was said today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.predict.answer_buttons import AnswerButtons
from gan_playground.ui.predict.bars_sketch import BarsSketch
from gan_playground.ui.predict.share_bars import ShareBars
from gan_playground.ui.predict.today import DrawnToday, TodaysPicture
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.predict import Predict


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
        self._answers, self._bars = AnswerButtons(self), ShareBars(self)
        self.bars = BarsSketch(self._bars)
        self._answers.chosen.connect(self._on_chosen)
        self._begin.clicked.connect(self.begin_wanted)
        self._happen.clicked.connect(self.let_happen)
        self._again.clicked.connect(self.again_wanted)
        self._unknown.clicked.connect(self.nobody_knows)
        self._again.setToolTip(hint("escape", "Take back what was drawn"))
        self._lay_out()

    def _lay_out(self) -> None:
        others = self._others
        others.addWidget(self._again)
        others.addWidget(self._unknown)
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in self._column:
            layout.addWidget(part)
        layout.addLayout(others)

    @property
    def _column(self) -> tuple[QWidget, ...]:
        """From above to below."""
        of_answers = self._answers, self._bars, self._note
        return (*of_answers, self._heading, self._today, self._sum, self._begin, self._happen)

    # Its faces.

    def show_away(self) -> None:
        """The run is elsewhere: asked once somebody wants it."""
        self._show(self._begin)
        self._begin.setText("Predict")

    def show_note(self, words: str) -> None:
        """What is under way."""
        self._note.setText(words)
        self._show(self._note)

    def show_asking(self, asked: Predict, frame: Frame) -> None:
        """The run stands still, as in this frame; without choices, for a hand that draws."""
        self._answers.offer(asked, frame)
        answered_by = self._answers if asked.choices else self._again
        in_bars = [self._bars] if asked.draw == "shares" else []
        self._show(answered_by, *in_bars, self._happen, self._unknown)
        self.set_answered(False)

    def show_happening(self, words: str) -> None:
        """It comes, beside the bars where there are some."""
        self._note.setText(words)
        self._show(self._note, *([] if self._bars.isHidden() else [self._bars]))

    def set_answered(self, answered: bool) -> None:
        """Whether there is anything to be tried."""
        self._happen.setEnabled(answered)
        self._again.setEnabled(answered)
        self._happen.setToolTip("" if answered else "Draw or choose first")

    def show_told(self, sum_of_today: str, drawn: TodaysPicture | None) -> None:
        """It has come. drawn: what was drawn; None: nothing was."""
        self._sum.setText(sum_of_today)
        self._heading.setText("What was drawn here today" if drawn is not None else "What was said here today")
        parts: list[QWidget] = [self._heading, self._sum] if sum_of_today else []
        if drawn is not None:
            self._today.show_picture(drawn)
            self._today.setAccessibleName(f"{self._heading.text()}: {sum_of_today}")
            parts.append(self._today)
        self._begin.setText("Predict again")
        self._show(*parts, self._begin)

    def _show(self, *shown: QWidget) -> None:
        if self._answers not in shown:
            self._answers.clear()
        for part in (*self._column, self._again, self._unknown):
            part.setVisible(part in shown)
        self._fit()

    def _fit(self) -> None:
        """Buttons say all that they have to say, beside one another where they can."""
        needed = sum(one.sizeHint().width() for one in (self._again, self._unknown)) + self._others.spacing()
        ways = QBoxLayout.Direction
        self._others.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        self.set_answered(True)
        self.chosen.emit(number)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._answers.set_exhibit(exhibit)
        for button in (self._begin, self._happen, self._again, self._unknown):
            set_look(button, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        for part in (self._today, self._answers, self._bars):
            part.set_theme(theme)
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
