"""The gallery: one row a lesson, in groups, chosen by a click, Enter or the arrow keys, and found by its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from gan_playground.lessons.lesson import LessonGroup, LessonHead
from gan_playground.ui.lessons.lesson_delegate import LessonDelegate, SeenMark, id_role, tool_px
from gan_playground.ui.lessons.lesson_list import LessonList, brief_route_words, route_words
from gan_playground.ui.lessons.lesson_search import is_meant
from gan_playground.ui.lessons.search_field import SearchField
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.text_scale import spaced, text_scale
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.menu import Menu, hang_on
from gan_playground.ui.widgets.throttle import Debouncer

rest_ms = 150  # how long a hand rests on a lesson that it wants
tool_icon_px, route_icon_px = 16, 18
route_tip = "Five questions, five lessons in twenty minutes, and the same questions again: what has changed is shown."


class Gallery(QWidget):
    """The lessons to choose from.

    Signals:
        lesson_chosen(str): the id of the lesson that a person picked; of several that are passed in haste, the first
            and the last. Picking the one that is shown counts too: it is the way back to the lesson as it was written.
        files_wanted(): a file of one's own is to be opened.
        folded(): a group was folded, or opened.
        forget_wanted(), forget_drawn_wanted(): what one has seen is to be forgotten, or all that was predicted.
        tips_wanted(): the tips of the first start are to be shown once more.
        route_wanted(): the twenty-minute route is to begin, or to go on.
        new_wanted(), folder_wanted(): a lesson of one's own is to be begun, or the folder with all of them opened.
    """

    lesson_chosen = Signal(str)
    files_wanted = Signal()
    folded = Signal()
    forget_wanted = Signal()
    forget_drawn_wanted = Signal()
    tips_wanted = Signal()
    route_wanted = Signal()
    new_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, lessons: Iterable[LessonHead], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        by_id = {lesson.id: lesson for lesson in lessons}
        self._ids = list(by_id)
        self._shown = ""
        self._delegate = LessonDelegate(by_id, theme, self)
        self.list = LessonList(by_id.values(), self)
        self.list.setItemDelegate(self._delegate)
        self._field = SearchField(self)
        self._nothing = _no_lessons(self)
        self._debouncer = Debouncer(rest_ms, self)
        self._debouncer.due.connect(self._choose)
        self._make_tools()
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.setFocusProxy(self.list)

    def show_lessons(self, lessons: Iterable[LessonHead]) -> None:
        """Show these in place of those before; the search ends, and what is chosen stays."""
        self.end_search()
        by_id = {lesson.id: lesson for lesson in lessons}
        self._ids = list(by_id)
        for tool in (self.search_button, self.more_button, self.route_button):
            tool.setParent(self)  # the list takes the seats on its rows away
        self._delegate.show_lessons(by_id)
        self.list.show_lessons(by_id.values())
        self._seat_tools()
        self.show_lesson(self._shown)

    def _make_tools(self) -> None:
        """At the right end of the first heading: they take no room of their own, and scroll with it."""
        self.search_button = _tool("lessonSearchButton", hint("search_lessons"), "Search the lessons")
        self.more_button = _tool("lessonMoreButton", "More: fold, forget what was seen, show the tips", "More")
        self.route_button = _tool("routeButton", route_tip, route_words)
        self.route_button.setText(route_words)
        menu = Menu(self)
        menu.addAction("Open all groups", self._open_all)
        menu.addAction("Fold all groups", self._fold_all)
        menu.addSeparator()
        menu.addAction("New lesson of your own …").triggered.connect(self.new_wanted)
        menu.addAction("Open the folder of your lessons").triggered.connect(self.folder_wanted)
        menu.addSeparator()
        menu.addAction("Forget what I have seen").triggered.connect(self.forget_wanted)
        menu.addAction("Forget what was drawn").triggered.connect(self.forget_drawn_wanted)
        menu.addAction("Show the tips again").triggered.connect(self.tips_wanted)
        hang_on(self.more_button, menu)
        self._seat_tools()

    def _seat_tools(self) -> None:
        self.list.setItemWidget(self.list.item(0), _seat(QWidget(), self.search_button, self.more_button))
        self.list.setItemWidget(self.list.route_row, _seat(self.route_button))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._field)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_current)
        self.list.picked_again.connect(self._choose_again)
        self.list.files_wanted.connect(self.files_wanted)
        self.list.folded.connect(self.folded)
        self.list.route_wanted.connect(self.route_wanted)
        self.route_button.clicked.connect(self.route_wanted)
        self.search_button.clicked.connect(self.begin_search)
        self._field.textChanged.connect(self._search)
        self._field.ended.connect(self.end_search)
        self._field.taken.connect(self._begin_first)
        self._field.left_down.connect(self._go_to_first)

    def show_lesson(self, lesson_id: str) -> None:
        """Mark a lesson as the one that runs; emits nothing. Where its group is folded, it opens."""
        self._debouncer.cancel()
        self._shown = self._delegate.chosen = lesson_id
        with QSignalBlocker(self.list):
            self._go_to(lesson_id)
        self.list.viewport().update()

    def _go_to(self, lesson_id: str) -> None:
        if item := self.list.lessons.get(lesson_id):
            self.list.open_group_of(item)
            self.list.setCurrentItem(item)

    def show_seen(self, seen: Mapping[str, SeenMark]) -> None:
        """Mark how much of each lesson one has seen."""
        for lesson_id in self._ids:
            self.list.mark(lesson_id, seen.get(lesson_id, SeenMark.NOTHING))

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in the theme's colours."""
        self._delegate.set_theme(theme)
        for button, name in ((self.search_button, "search"), (self.more_button, "more")):
            draw_icon(button, name, theme.muted, tool_icon_px)
            button.setFixedWidth(spaced(tool_px))
        draw_icon(self.route_button, "route", theme.text, route_icon_px)
        self.route_button.setText(brief_route_words if text_scale.is_large else route_words)
        self.list.scheduleDelayedItemsLayout()  # rows may have another height
        self.list.updateGeometry()
        self.list.viewport().update()

    def set_exhibit(self, exhibit: bool) -> None:
        """Visitors have no keyboard, and no files here."""
        self.end_search()
        for button in (self.search_button, self.more_button, self.route_button):
            button.setVisible(not exhibit)
        self._delegate.folds = not exhibit
        self.list.set_exhibit(exhibit)

    @Slot()
    def turn_on(self) -> None:
        """Go on to the next lesson, from the last one to the first."""
        self._turn(1)

    @Slot()
    def turn_back(self) -> None:
        """Go back to the lesson before, from the first one to the last."""
        self._turn(-1)

    def _turn(self, offset: int) -> None:
        place = self._ids.index(self._delegate.chosen) if self._delegate.chosen in self._ids else -1
        self._go_to(self._ids[(place + offset) % len(self._ids)])

    def let_go(self) -> None:
        """What a hand has passed and not yet rested on is not wanted any more."""
        self._debouncer.cancel()

    @property
    def chosen(self) -> str:
        """The id of the lesson that is marked."""
        return self._delegate.chosen

    @property
    def is_searching(self) -> bool:
        return self._field.isVisible()

    @Slot()
    def begin_search(self) -> None:
        """Give the keyboard to the field above the list."""
        self._field.show()
        self._field.setFocus()
        self._field.selectAll()

    @Slot()
    def end_search(self) -> None:
        """All the lessons again, and the keyboard where it was."""
        if not self.is_searching:
            return
        had_keyboard = self._field.hasFocus()
        self._field.clear()
        self._field.hide()
        if had_keyboard:
            self.list.setFocus()
        self.list.scrollToItem(self.list.currentItem())

    @Slot(str)
    def _search(self, text: str) -> None:
        wanted = text.strip()
        self._delegate.folds = not wanted
        self.list.search(partial(is_meant, wanted=wanted) if wanted else None)
        self._nothing.setVisible(not any(True for _ in self.list.items_shown()))

    def _first_found(self) -> QListWidgetItem | None:
        return next((item for item in self.list.items_shown() if item.data(id_role)), None)

    @Slot()
    def _begin_first(self) -> None:
        if (item := self._first_found()) is None:
            return
        again = item is self.list.currentItem()
        self.list.setCurrentItem(item)
        self.list.setFocus()
        if again:
            self._choose_again()

    @Slot()
    def _go_to_first(self) -> None:
        """Down from the field, to the first that was found; it begins with Enter, and not by that."""
        if (item := self._first_found()) is not None:
            with QSignalBlocker(self.list):
                self.list.setCurrentItem(item)
            self.list.setFocus()

    @Slot()
    def _open_all(self) -> None:
        self._fold(())

    @Slot()
    def _fold_all(self) -> None:
        self._fold(LessonGroup)

    def _fold(self, groups: Iterable[LessonGroup]) -> None:
        self.list.fold(groups)
        self.folded.emit()

    @Slot()
    def _on_current(self) -> None:
        item = self.list.currentItem()
        if item is not None and (lesson_id := item.data(id_role)):
            self._delegate.chosen = lesson_id
            self._debouncer.trigger()

    @Slot()
    def _choose(self) -> None:
        """What the hand rests on; on a heading it has passed all that came before."""
        if lesson_id := self.list.currentItem().data(id_role):
            self.lesson_chosen.emit(lesson_id)
        else:
            self._delegate.chosen = self._shown
            self.list.viewport().update()

    @Slot()
    def _choose_again(self) -> None:
        self._debouncer.cancel()
        self._choose()


def _tool(name: str, tip: str, spoken: str) -> QPushButton:
    button = QPushButton(focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", "line")
    button.setToolTip(tip)
    button.setAccessibleName(spoken)
    return button


def _no_lessons(parent: QWidget) -> QLabel:
    label = QLabel("No lesson says that. Try fewer letters, or a word such as collapse, photo or noise; Esc ends it.")
    label.setParent(parent)
    label.setObjectName("lessonNothing")
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.hide()
    return label


def _seat(first: QWidget, *others: QWidget) -> QWidget:
    """On a row of the list, which takes it away with the row; the first of these has the room that is left."""
    seat = QWidget()
    row = QHBoxLayout(seat, spacing=0)
    row.setContentsMargins(0, 0, 0, 2 if others else 0)
    row.addWidget(first, 1)
    for tool in others:
        row.addWidget(tool)
    return seat
