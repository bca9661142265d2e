"""The list of the gallery: lessons below the headings of their groups, which fold; a search leaves what is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from gan_playground.lessons.lesson import LessonGroup, LessonHead
from gan_playground.ui.lessons.lesson_delegate import (
    SeenMark,
    folded_role,
    group_role,
    heading_height_px,
    id_role,
    low_role,
    row_height_px,
    seen_role,
    tagline_role,
)
from gan_playground.ui.theme.text_scale import scaled

fewest_rows = 3  # what the list keeps when the column is short; the rest scrolls
route_words, brief_route_words = "Twenty-minute route", "20-min. route"
Enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LessonList(QListWidget):
    """A list that also notices when its current item is picked once more.

    Signals:
        picked_again(): Enter, or a press of the left button, on the lesson that is current.
        files_wanted(), route_wanted(): the same on a row that is no lesson.
        folded(): a group was folded, or opened.
    """

    picked_again = Signal()
    files_wanted = Signal()
    route_wanted = Signal()
    folded = Signal()

    def __init__(self, lessons: Iterable[LessonHead], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonList")
        self.setAccessibleName("Lessons")
        self.setAccessibleDescription(
            "Choose a lesson with the arrow keys; Enter starts it again. Left and right fold a group and open it."
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)  # the row under the mouse is drawn lighter
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._exhibit, self._is_pressed_by = False, set[str]()
        self._is_meant: Callable[[str], bool] | None = None
        self._headings: dict[LessonGroup, QListWidgetItem] = {}
        self.lessons: dict[str, QListWidgetItem] = {}
        self.show_lessons(lessons)

    def show_lessons(self, lessons: Iterable[LessonHead]) -> None:
        """Hold these in place of those before; which groups are folded stays."""
        folded = self.folded_groups
        with QSignalBlocker(self):
            self.clear()
            self._headings, self.lessons = {}, {}
            for group, members in groupby(lessons, attrgetter("group")):
                self._add_group(group, members)
        self.fold(folded)

    def _add_group(self, group: LessonGroup, members: Iterable[LessonHead]) -> None:
        self._headings[group] = _heading(group)
        self.addItem(self._headings[group])
        if group is LessonGroup.START_HERE:
            self.route_row = _route_row()
            self.addItem(self.route_row)
        for lesson in members:
            self.lessons[lesson.id] = _row(lesson)
            self.addItem(self.lessons[lesson.id])
        if group is LessonGroup.OWN:
            self.addItem(_files_row())

    def items_shown(self) -> Iterator[QListWidgetItem]:
        """Those that are not folded away, nor left out by a search."""
        return (item for row in range(self.count()) if not (item := self.item(row)).isHidden())

    @property
    def folded_groups(self) -> set[LessonGroup]:
        return {group for group, heading in self._headings.items() if heading.data(folded_role)}

    def fold(self, groups: Iterable[LessonGroup]) -> None:
        """Fold these groups, and open all others."""
        groups = set(groups)
        for group, heading in self._headings.items():
            heading.setData(folded_role, group in groups)
            heading.setData(Qt.ItemDataRole.AccessibleTextRole, _heading_words(group, group in groups))
        self._hide_what_is_not_wanted()

    def open_group_of(self, item: QListWidgetItem) -> None:
        """So that it can be seen."""
        self._turn_fold(self._headings[item.data(group_role)], False)

    def set_exhibit(self, exhibit: bool) -> None:
        """Nothing to open, and all groups open: their headings are too low for fingers."""
        self._exhibit = exhibit
        if exhibit:
            self.fold(())
        self._hide_what_is_not_wanted()

    def search(self, is_meant: Callable[[str], bool] | None) -> None:
        """Leave the lessons of which this is so, folded or not; None: all of them again."""
        self._is_meant = is_meant
        self._hide_what_is_not_wanted()

    def mark(self, lesson_id: str, seen: SeenMark) -> None:
        """How much of a lesson was seen."""
        item = self.lessons[lesson_id]
        item.setData(seen_role, seen)
        words = item.toolTip()
        item.setData(
            Qt.ItemDataRole.AccessibleDescriptionRole,
            f"{words} ({seen.value})" if seen is not SeenMark.NOTHING else words,
        )

    def _hide_what_is_not_wanted(self) -> None:
        with QSignalBlocker(self):  # a current row that is hidden is not chosen anew
            for row in range(self.count()):
                item = self.item(row)
                item.setHidden(not self._is_wanted(item))

    def _is_wanted(self, item: QListWidgetItem) -> bool:
        group, lesson_id = item.data(group_role), item.data(id_role)
        if lesson_id is None and not is_heading(item):
            return not self._exhibit and self._is_meant is None and group not in self.folded_groups
        if self._is_meant is None:
            return is_heading(item) or group not in self.folded_groups
        return any(map(self._is_meant, [lesson_id] if lesson_id else self._members(group)))

    def _members(self, group: LessonGroup) -> list[str]:
        return [lesson_id for lesson_id, item in self.lessons.items() if item.data(group_role) is group]

    def _turn_fold(self, heading: QListWidgetItem, folded: bool) -> None:
        """Fold a group, or open it; whose keyboard was in it has it on its heading then."""
        if self._exhibit or self._is_meant is not None or folded == heading.data(folded_role):
            return
        group = heading.data(group_role)
        self.fold(self.folded_groups | {group} if folded else self.folded_groups - {group})
        if self.currentItem() is not None and self.currentItem().isHidden():
            self.setCurrentItem(heading)
        self.folded.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # no higher than before, the list could cut it in half

    def sizeHint(self) -> QSize:
        height_px = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(240, height_px)

    def give_way(self, gives_way: bool, to: str = "prediction") -> None:
        """Whether what stands below needs the room of all rows but one."""
        if gives_way != (to in self._is_pressed_by):
            self._is_pressed_by ^= {to}
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        rows = 1 if self._is_pressed_by else fewest_rows
        return QSize(160, scaled(heading_height_px + rows * row_height_px))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pressed = self.itemAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if pressed is not None and pressed.data(id_role) is None:
            if is_left:
                self._press(pressed)
            return
        again = pressed is not None and pressed is self.currentItem()
        super().mousePressEvent(event)
        if again and is_left:
            self.picked_again.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, key = self.currentItem(), event.key()
        if item is None or not self._obeys(item, key):
            super().keyPressEvent(event)

    def _obeys(self, item: QListWidgetItem, key: int) -> bool:
        """Do what a key does here and in no other list; False: it does nothing of that kind."""
        if key in Enter:
            if item.data(id_role) is None:
                self._press(item)
            else:
                self.picked_again.emit()
        elif key == Qt.Key.Key_Left:
            self._turn_fold(self._headings[item.data(group_role)], True)
        elif key == Qt.Key.Key_Right:
            self._turn_fold(self._headings[item.data(group_role)], False)
        else:
            return False
        return True

    def _press(self, item: QListWidgetItem) -> None:
        """On a row that is no lesson."""
        if is_heading(item):
            self._turn_fold(item, not item.data(folded_role))
        elif item is self.route_row:
            self.route_wanted.emit()
        else:
            self.files_wanted.emit()


def is_heading(item: QListWidgetItem) -> bool:
    """Whether it is that of a group."""
    return item.data(folded_role) is not None


def _heading(group: LessonGroup) -> QListWidgetItem:
    item = QListWidgetItem(group.title)
    item.setData(group_role, group)
    item.setData(folded_role, False)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, _heading_words(group, False))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)  # the keyboard can stand there, but it is not chosen
    return item


def _heading_words(group: LessonGroup, folded: bool) -> str:
    return f"{group.title}, {'folded' if folded else 'open'}"


def _row(lesson: LessonHead) -> QListWidgetItem:
    item = QListWidgetItem(lesson.title)
    item.setData(id_role, lesson.id)
    item.setData(group_role, lesson.group)
    item.setData(tagline_role, lesson.tagline)
    item.setData(Qt.ItemDataRole.ToolTipRole, lesson.shows)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{lesson.title}: {lesson.tagline}")
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, lesson.shows)
    return item


def _route_row() -> QListWidgetItem:
    """A button stands on it."""
    item = QListWidgetItem(route_words)
    item.setData(group_role, LessonGroup.START_HERE)
    item.setData(low_role, True)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def _files_row() -> QListWidgetItem:
    words = "Open a table, a list of points, a picture or a folder of them, or a run: as if it were dropped here."
    item = QListWidgetItem("Open a file …")
    item.setData(group_role, LessonGroup.OWN)
    item.setData(tagline_role, "table, points, picture")
    item.setData(Qt.ItemDataRole.ToolTipRole, words)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, "Open a file of your own")
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item
