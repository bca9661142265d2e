"""Below a page of the story: the way back, how far one has read, and the way on, at last to the next lesson."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gan_playground.ui.lessons.page_dots import PageDots, closest_pitch_px, few_dots
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.single_press import SinglePressButton
from gan_playground.ui.widgets.wrapped_text import wrapped

edge_px, framed_edge_px, framed_below_px, button_padding_px = 4, 14, 4, 14
back_words, brief_back_words, next_words = "← back", "←", "next →"
next_lesson_words, next_stop_words = "Next lesson →", "Next stop →"
few_px, gap_px, most_lines = round(few_dots * closest_pitch_px), 4, 2
fits = ((back_words, few_px), (brief_back_words, few_px), (brief_back_words, gap_px))
"""What the way back says, and how much is left for the dots: the first that leaves room for what is offered."""


class StoryFooter(QWidget):
    """Signals: turned(int): so many pages on, or back. chosen(int): to this page. lesson_wanted(), stop_wanted(): the
    lesson that is offered at the end, or what a route offers in its place.
    """

    turned = Signal(int)
    chosen = Signal(int)
    lesson_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next_lesson = self._next_stop = ""
        self._has_more = False
        self.back_button = _turner("storyBack", back_words, "Back to the page before", self)
        self.next_button = _turner("storyNext", next_words, "", self)
        self._dots = PageDots(theme, self)
        self._dots.chosen.connect(self.chosen)
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        self._row = QHBoxLayout(self, spacing=0)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self._dots, 1)
        self._row.addWidget(self.next_button)

    def begin(self, titles: Sequence[str]) -> None:
        """Another book."""
        self._dots.begin(titles)

    @Slot()
    def open_list(self) -> None:
        """All pages, by their titles."""
        self._dots.open_list()

    def show_page(self, number: int, count: int) -> None:
        self.back_button.setEnabled(number > 0)
        self._has_more = number + 1 < count
        self._dots.show_page(number)
        self._next_lesson = self._next_stop = ""
        self._show_offer()

    def offer_lesson(self, title: str) -> None:
        """The way on from the last page, which is up."""
        self._next_lesson = title
        self._show_offer()

    def offer_stop(self, title: str) -> None:
        """The way on from the page that is up, on a route; empty: there is none any more."""
        self._next_stop = title
        self._show_offer()

    @property
    def _offer(self) -> str:
        return self._next_stop or self._next_lesson

    def set_theme(self, theme: Theme) -> None:
        self._dots.set_theme(theme)
        self._fit()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (self.back_button, self.next_button):
            set_look(button, "large", exhibit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_offer(self) -> None:
        """Where nothing is offered, it is the next page."""
        title = self._offer
        self.next_button.setEnabled(self._has_more or bool(title))
        tip = f"On to “{title}”" if title else "On to the next page"
        self.next_button.setToolTip(tip)
        self.next_button.setAccessibleName(tip)
        set_look(self.next_button, "variant", None if title else "quiet")
        # The line around a button, or else its words, with the padding that it has, stand below the edge of the text.
        self._row.setContentsMargins(edge_px, 0, framed_edge_px if title else edge_px, framed_below_px if title else 0)
        self._fit()

    def _fit(self) -> None:
        """The name of the next lesson is whole, and on one line where there is room."""
        if not self._offer:
            self.back_button.setText(back_words)
            self.next_button.setText(next_words)
            if self._row.minimumSize().width() > self.width():
                self.back_button.setText(brief_back_words)
            return
        for words, dots_px in fits:
            self.back_button.setText(words)
            lines = self._offer_lines(dots_px)
            if len(lines) <= most_lines:
                break
        self.next_button.setText("\n".join(lines))

    def _offer_lines(self, dots_px: int) -> list[str]:
        """That and which lesson comes next, beside the button that turns back, and so much for the dots."""
        taken_px = edge_px + framed_edge_px + self.back_button.sizeHint().width() + scaled(2 * button_padding_px)
        room_px, metrics = self.width() - taken_px - dots_px, self.next_button.fontMetrics()
        parts = (next_stop_words if self._next_stop else next_lesson_words, self._offer)
        return [line for part in parts for line in wrapped(part, metrics, room_px)]

    @Slot()
    def _on_back(self) -> None:
        self.turned.emit(-1)

    @Slot()
    def _on_next(self) -> None:
        if self._next_stop:
            self.stop_wanted.emit()
        elif self._next_lesson:
            self.lesson_wanted.emit()
        else:
            self.turned.emit(1)


def _turner(name: str, text: str, tip: str, parent: QWidget) -> QPushButton:
    button = SinglePressButton(text, parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", "quiet")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
