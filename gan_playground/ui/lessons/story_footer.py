"""Below a page of the story: the way back, how far one has read, and the way on, at last to the next lesson."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.single_press import SinglePressButton
from gan_playground.ui.widgets.wrapped_text import wrapped

edge_px, framed_edge_px, framed_below_px, button_padding_px = 4, 14, 4, 14
back_words, brief_back_words, next_words = "← back", "←", "next →"
next_lesson_words, next_stop_words = "Next lesson →", "Next stop →"
dot_px, dot_pitch_px, closest_pitch_px = 3.4, 13.0, 10.0


class StoryFooter(QWidget):
    """Signals: turned(int): so many pages on, or back. lesson_wanted(): the lesson that is offered at the end;
    stop_wanted(): what a route offers in its place.
    """

    turned = Signal(int)
    lesson_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next_lesson = self._next_stop = ""
        self._has_more = False
        self.back_button = _turner("storyBack", back_words, "Back to the page before", self)
        self.next_button = _turner("storyNext", next_words, "", self)
        self._dots = PageDots(theme, self)
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        self._row = QHBoxLayout(self, spacing=0)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self._dots, 1)
        self._row.addWidget(self.next_button)

    def show_page(self, number: int, count: int) -> None:
        self.back_button.setEnabled(number > 0)
        self._has_more = number + 1 < count
        self._dots.show_page(number, count)
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
        self.back_button.setText(back_words)
        if not self._offer:
            self.next_button.setText(next_words)
            return
        if len(self._offer_lines()) > 2:
            self.back_button.setText(brief_back_words)
        self.next_button.setText("\n".join(self._offer_lines()))

    def _offer_lines(self) -> list[str]:
        """That and which lesson comes next, beside the button that turns back."""
        taken_px = edge_px + framed_edge_px + self.back_button.sizeHint().width() + scaled(2 * button_padding_px) + 4
        parts = (next_stop_words if self._next_stop else next_lesson_words, self._offer)
        return [
            line for part in parts for line in wrapped(part, self.next_button.fontMetrics(), self.width() - taken_px)
        ]

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


class PageDots(QWidget):
    """How far the book has been read: full dots behind, a ringed one here, hollow ones ahead.

    Where they would touch each other, or the buttons, there are none: the page's title says it in figures.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number, self._count = 0, 0
        self.setMinimumHeight(16)

    def show_page(self, number: int, count: int) -> None:
        self._number, self._count = number, count
        self.setAccessibleName(f"Page {number + 1} of {count}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._count * closest_pitch_px > self.width():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("muted"), 1.2))
        pitch = min(dot_pitch_px, self.width() / max(1, self._count))
        left = self.width() / 2 - pitch * (self._count - 1) / 2
        for page in range(self._count):
            self._paint_dot(painter, QPointF(left + page * pitch, self.height() / 2), page)

    def _paint_dot(self, painter: QPainter, centre: QPointF, page: int) -> None:
        muted = self._theme.color("muted")
        painter.setBrush(muted if page < self._number else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, dot_px, dot_px)
        if page == self._number:
            painter.setBrush(self._theme.color("text"))
            painter.drawEllipse(centre, 1.4, 1.4)


def _turner(name: str, text: str, tip: str, parent: QWidget) -> QPushButton:
    button = SinglePressButton(text, parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", "quiet")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
