"""The questions before and after the route, one at a time, with pictures to choose from; nothing is judged here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from gan_playground.lessons.route import most_answers
from gan_playground.ui.route.answer_card import AnswerCard
from gan_playground.ui.route.walk import RouteWalk, unknown
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.sheet import Sheet
from gan_playground.ui.widgets.single_press import SinglePressButton

sheet_width_px = 840
enter_keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuestionSheet(Sheet):
    """Signals: those of Sheet, and answered(): the last question is left behind."""

    answered = Signal()

    cover = 1.0  # or the page behind would tell the answer

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("", sheet_width_px, theme, parent)
        self.setObjectName("routeQuestions")
        self.setAccessibleName("The questions of the route")
        self.close_button.setObjectName("routeQuestionsClose")
        self._walk: RouteWalk | None = None
        self._ask = QLabel(self, wordWrap=True)
        self._ask.setObjectName("routeAsk")
        self._ask.setProperty("role", "title")
        self._cards = [AnswerCard(place, self) for place in range(1, most_answers + 1)]
        self._back = _button("routeBack", "← back", self)
        self._unknown = _button("routeUnknown", "I don’t know", self)
        self._unknown.setCheckable(True)
        self._unknown.setProperty("answer", True)
        self._next = _button("routeNext", "", self)
        self._next.setProperty("variant", "primary")
        self._arrange()
        self._connect()
        self.set_theme(theme)

    def _arrange(self) -> None:
        row, below = QHBoxLayout(spacing=12), QHBoxLayout(spacing=8)
        row.addStretch(1)
        for card in self._cards:
            row.addWidget(card)
        row.addStretch(1)
        below.addWidget(self._back)
        below.addStretch(1)
        below.addWidget(self._unknown)
        below.addWidget(self._next)
        for part in (row, below):
            part.setContentsMargins(0, 0, 10, 0)
        self.body.addWidget(self._ask)
        self.body.addLayout(row)
        self.body.addLayout(below)

    def _connect(self) -> None:
        for card in self._cards:  # no QButtonGroup, in which Tab comes to one button alone
            card.chosen.connect(self._on_chosen)
        self._unknown.clicked.connect(self._on_unknown)
        self._back.clicked.connect(self._turn_back)
        self._next.clicked.connect(self._turn_on)

    def show_walk(self, walk: RouteWalk) -> None:
        """Ask what is asked there."""
        self._walk = walk
        if self.isHidden():
            self.show_sheet()
        self._show_question(walk)

    def _show_question(self, walk: RouteWalk) -> None:
        count, when = len(walk.route.questions), "after" if walk.asks_again else "before"
        self.show_title(f"{count} questions, {when} the lessons · {walk.question + 1} of {count}")
        self._ask.setText(walk.asked.ask)
        for card in self._cards:
            card.setVisible(False)
        for card, number in zip(self._cards, walk.order, strict=False):
            card.show_answer(walk.asked.answers[number], self._theme)
            card.setVisible(True)
        self._back.setEnabled(walk.question > 0)
        is_last = walk.question + 1 == count
        self._next.setText("Next →" if not is_last else "What has changed →" if walk.asks_again else "To the lessons →")
        self._show_answer(walk)
        for layout in (self.layout(), self.body):
            layout.activate()  # Tab goes as one reads, at once
        self.setFocus()  # no answer looks chosen because the keyboard is there

    def _show_answer(self, walk: RouteWalk) -> None:
        """Which one is chosen by now, if any is."""
        answer = walk.answer
        for place, card in enumerate(self._cards):
            card.setChecked(place < len(walk.order) and walk.order[place] == answer)
        self._unknown.setChecked(answer == unknown)
        self._next.setEnabled(answer is not None)
        self._next.setToolTip("" if answer is not None else "Choose an answer first")

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if self._walk is not None:
            self._take(self._walk, self._walk.order[place - 1])

    @Slot()
    def _on_unknown(self) -> None:
        if self._walk is not None:
            self._take(self._walk, unknown)

    def _take(self, walk: RouteWalk, answer: int) -> None:
        walk.take(answer)
        self._show_answer(walk)

    @Slot()
    def _turn_back(self) -> None:
        self._turn(-1)

    @Slot()
    def _turn_on(self) -> None:
        self._turn(1)

    def _turn(self, questions: int) -> None:
        if (walk := self._walk) is None:
            return
        part = walk.part
        walk.turn(questions)
        if walk.part is part:
            self._show_question(walk)
        else:
            self.close_sheet()
            self.answered.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the question to its first answer."""
        if forward and self.hasFocus():
            self._cards[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        place = event.key() - Qt.Key.Key_1
        if event.key() in enter_keys and isinstance(focused, QAbstractButton):
            focused.click()
        elif 0 <= place < len(self._cards) and not self._cards[place].isHidden():
            self._cards[place].click()
            self._next.setFocus()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for card in self._cards:
            card.set_theme(theme)


def _button(name: str, words: str, parent: QWidget) -> QPushButton:
    button = SinglePressButton(words, parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    return button
