"""The lesson's own words, a page at a time: what is shown, what to look at, what to try, a guided walk."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.lessons.deed_line import DeedLine
from gan_playground.ui.lessons.pages import ACTIONS, StoryPage, own_data, pages_of
from gan_playground.ui.lessons.story_footer import StoryFooter
from gan_playground.ui.lessons.story_page import PageText
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.unbroken import unbroken
from gan_playground.ui.widgets.dashed_button import DashedButton
from gan_playground.ui.widgets.held import go_on_while_held
from gan_playground.ui.widgets.wrapped_text import wrap_text

side_px, button_padding_px = 14, 14
doings_px = 300  # where they stand beside the words
maximum_px = (1 << 24) - 1  # Qt's own: as wide as it likes


class PageTitle(QLabel):
    """Which page it is. Signals: pressed(): all of them are wanted."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, wordWrap=True, toolTip="All pages")
        self.setObjectName("storyTitle")
        self.setProperty("role", "heading")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class StoryCard(QFrame):
    """A card that is turned like a small book.

    Signals:
        action_wanted(str, values by path): a key of ACTIONS, and the page's knobs; the person pressed its button.
        page_turned(int, int): which page is up, from 0, and how many there are.
        lesson_wanted(), stop_wanted(): the person read to the end, and wants the lesson that was offered there, or the
            next stop of a route.
        return_wanted(): whoever has the wheel gives it back.
    """

    action_wanted = Signal(str, object)
    page_turned = Signal(int, int)
    lesson_wanted = Signal()
    stop_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName("The lesson's text")
        self._pages: tuple[StoryPage, ...] = ()
        self._number, self._data, self._button_text = 0, "", ""
        self._kept_to: Collection[str] = ()
        self._is_playing = self._is_wide = False
        self._title = PageTitle(self)
        self._text = PageText(theme, self)
        self._action, self._discriminator_action = QPushButton(self), DashedButton("", self)
        self._action.setObjectName("storyAction")
        self._discriminator_action.setObjectName("storyDiscriminatorAction")
        for action in (self._action, self._discriminator_action):
            action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.deed_line, self._outcome = DeedLine(self), _outcome(self)
        self._return = QPushButton("Back to the story", self, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._return.setObjectName("storyReturn")
        self._return.clicked.connect(self.return_wanted)
        self._return.hide()
        self._footer = StoryFooter(theme, self)
        self._action.clicked.connect(self.press)
        self._discriminator_action.clicked.connect(self.press)
        self._footer.turned.connect(self._turn)
        self._footer.chosen.connect(self.go_to)
        self._title.pressed.connect(self._footer.open_list)
        self._footer.lesson_wanted.connect(self.lesson_wanted)
        self._footer.stop_wanted.connect(self.stop_wanted)
        self._lay_out()

    def show_lesson(self, lesson: Lesson) -> None:
        """Open the lesson's text at its first page."""
        self._data = ""
        self._open_book(pages_of(lesson), 0)

    def tell(self, sentence: str) -> None:
        """Say below the page's button what has come of it; empty: nothing yet."""
        self._outcome.setText(unbroken(sentence))
        self._outcome.setVisible(bool(sentence))

    def offer_return(self, offered: bool) -> None:
        """The way back to the story, for whoever has the wheel."""
        self._return.setVisible(offered)

    @property
    def page(self) -> int:
        """Which page is up, from 0."""
        return self._number

    @property
    def has_pages(self) -> bool:
        """Whether any lesson was shown yet."""
        return bool(self._pages)

    @property
    def shown(self) -> StoryPage:
        """The page that is up."""
        return self._pages[self._number]

    def say_instead(self, text: str) -> None:
        """This in the place of the page's text, until a page is turned."""
        self._text.show_text(text)

    def take_in(self, part: QWidget) -> None:
        """A part of the page below its text, beside the button."""
        self._doings.insertWidget(self._doings.indexOf(self._action), part)

    @Slot(int)
    def go_to(self, page: int) -> None:
        """Turn to this page, or where there is none to the first or the last one."""
        self._show_page(max(0, min(len(self._pages) - 1, page)))

    def go_to_titled(self, title: str) -> None:
        """Turn to the page that has this title, if there is one."""
        self.go_to(next((place for place, page in enumerate(self._pages) if page.title == title), self._number))

    def keep_to(self, titles: Collection[str]) -> None:
        """Pages that have none of these titles are passed over by who turns; none: all count."""
        self._kept_to = titles

    def show_data(self, name: str) -> None:
        """What somebody has brought to be learned, of which the lesson's pages do not speak; empty: its own data."""
        if name == self._data:
            return
        had, self._data = bool(self._data), name
        own = (StoryPage("Your own data", own_data.format(name=name)),) if name else ()
        self._open_book((*own, *self._pages[had:]), 0 if name else max(0, self._number - 1))

    def offer_lesson(self, title: str) -> None:
        """The way on from the last page, which is up."""
        self._footer.offer_lesson(title)

    def offer_stop(self, title: str) -> None:
        """The way on from the page that is up, on a route; empty: there is none any more."""
        self._footer.offer_stop(title)

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """What plays can only be paused, and what is paused, played."""
        self._is_playing = playing
        if self._pages:
            self._show_action()

    def set_theme(self, theme: Theme) -> None:
        for part in (self._text, self.deed_line, self._footer):
            part.set_theme(theme)
        self._fit_action()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_action()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (self._action, self._discriminator_action, self._return):
            set_look(button, "large", exhibit)
        self._footer.set_exhibit(exhibit)

    def set_wide(self, wide: bool) -> None:
        """The words beside what is pressed, where the card is low and wide; else above it."""
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._is_wide = wide
        self._text.set_presented(wide)
        self._fit_action()

    def _lay_out(self) -> None:
        self._words, self._doings = QVBoxLayout(spacing=8), QVBoxLayout(spacing=8)
        for column, parts in (
            (self._words, (self._title, self._text, self.deed_line)),
            (self._doings, (self._action, self._discriminator_action, self._outcome, self._return)),
        ):
            column.setContentsMargins(side_px, 0, side_px, 0)
            for part in parts:
                column.addWidget(part)
        self._words.setStretchFactor(self._text, 1)
        self._lower = QWidget(self)
        lower = QVBoxLayout(self._lower, spacing=4)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addLayout(self._doings)
        lower.addWidget(self._footer)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self, spacing=8)
        self._halves.setContentsMargins(0, 14, 0, 4)
        self._halves.addLayout(self._words, 1)
        self._halves.addWidget(self._lower)

    def _open_book(self, pages: tuple[StoryPage, ...], number: int) -> None:
        self._pages = pages
        self._footer.begin([page.title for page in pages])
        self._show_page(number)

    def _show_page(self, number: int) -> None:
        page, count = self._pages[number], len(self._pages)
        self._number = number
        self._title.setText(f"{number + 1} of {count} · {page.title}")
        self._text.show_text(page.text)
        self._show_action()
        self.deed_line.show_deed(None)
        self.tell("")
        self._footer.show_page(number, count)
        self.page_turned.emit(number, count)

    @property
    def _page(self) -> StoryPage:
        """The one that is up, with what its button does now."""
        page = self._pages[self._number]
        if page.action not in ("play", "pause"):
            return page
        return replace(page, action="pause" if self._is_playing else "play")

    def _show_action(self) -> None:
        page = self._page
        action = ACTIONS.get(page.action)
        self._button_text = "" if action is None else page.button_text
        dashed = action is not None and action.variant == "discriminator"
        self._action.setVisible(action is not None and not dashed)
        self._discriminator_action.setVisible(dashed)
        if action is not None:
            button = self._discriminator_action if dashed else self._action
            set_look(button, "variant", action.variant)
            go_on_while_held(button, page.action)
            self._fit_action()

    def _fit_action(self) -> None:
        """The page's button says all that it has to say."""
        across_px = scaled(doings_px) if self._is_wide else self.width()
        self._lower.setMaximumWidth(across_px if self._is_wide else maximum_px)
        room_px = across_px - 2 * side_px - scaled(2 * button_padding_px) - 4
        for button in (self._action, self._discriminator_action):
            if not button.isHidden():
                wrap_text(button, self._button_text, room_px)

    @Slot()
    def press(self) -> None:
        """As the page's button does."""
        page = self._page
        self.action_wanted.emit(page.action, page.knobs)

    @Slot()
    def turn(self) -> None:
        """On to the next page; the last one stays."""
        self._turn(1)

    @Slot(int)
    def _turn(self, pages: int) -> None:
        ahead = range(self._number + pages, len(self._pages) if pages > 0 else -1, pages)
        counting = (place for place in ahead if not self._kept_to or self._pages[place].title in self._kept_to)
        self.go_to(next(counting, self._number + pages))


def _outcome(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("storyOutcome")
    label.setProperty("role", "label")
    label.setWordWrap(True)
    label.hide()
    return label
