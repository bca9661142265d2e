"""The gallery, with the lessons that ship."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidgetItem, QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.lessons.catalogue import lessons
from gan_playground.lessons.lesson import LessonGroup
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.lessons.lesson_delegate import SeenMark, id_role, tagline_px, title_px, words_place
from gan_playground.ui.lessons.lesson_list import LessonList
from gan_playground.ui.lessons.lesson_search import is_meant
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import DARK, LIGHT, load_fonts

IDS = list(lessons())
GROUPS = list(dict.fromkeys(lesson.group for lesson in lessons().values()))
narrowest_px = 216 - 2 * 12 - 1  # of a column, within its margins and its line


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    gallery = Gallery(lessons().values(), DARK)
    qtbot.addWidget(gallery)
    gallery.setStyleSheet(stylesheet(DARK))
    gallery.resize(240, 400)
    gallery.show()
    gallery.show_lesson(IDS[0])
    return gallery


@pytest.fixture
def rows(gallery: Gallery) -> LessonList:
    return gallery.findChild(LessonList, "lessonList")


@pytest.fixture
def field(gallery: Gallery) -> QLineEdit:
    return gallery.findChild(QLineEdit, "lessonSearch")


@pytest.fixture
def chosen(gallery: Gallery) -> list[str]:
    """The ids that the gallery emits, as they come."""
    emitted: list[str] = []
    gallery.lesson_chosen.connect(emitted.append)
    return emitted


def click(qtbot: QtBot, rows: LessonList, item: QListWidgetItem) -> None:
    rows.scrollToItem(item)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center())


def heading(rows: LessonList, group: LessonGroup) -> QListWidgetItem:
    (found,) = (rows.item(row) for row in range(rows.count()) if rows.item(row).text() == group.title)
    return found


def shown(rows: LessonList) -> list[str]:
    """What can be read, row by row."""
    return [item.text() for item in rows.items_shown()]


def current(rows: LessonList) -> str:
    return rows.currentItem().text()


def test_there_is_a_row_for_every_lesson_below_the_heading_of_its_group(rows: LessonList) -> None:
    ids = [rows.item(row).data(id_role) for row in range(rows.count())]
    assert [lesson_id for lesson_id in ids if lesson_id] == IDS
    words = shown(rows)
    assert words[:9] == [
        *("Start here", "Twenty-minute route", "Two knobs", "The textbook curve", "Ring of eight", "Ring, rescued"),
        *("The counterfeiter", "What goes wrong", "One island of three"),
    ]
    assert words[-3:] == ["Your own", "Draw your own", "Open a file …"]


def test_a_click_chooses(qtbot: QtBot, rows: LessonList, chosen: list[str]) -> None:
    click(qtbot, rows, rows.lessons[IDS[1]])
    assert chosen == [IDS[1]]


def test_a_click_on_the_shown_lesson_chooses_it_again(qtbot: QtBot, rows: LessonList, chosen: list[str]) -> None:
    click(qtbot, rows, rows.lessons[IDS[0]])
    assert chosen == [IDS[0]]


def test_a_double_click_is_one_choice(qtbot: QtBot, rows: LessonList, chosen: list[str]) -> None:
    place = rows.visualItemRect(rows.lessons[IDS[1]]).center()
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [IDS[1]]


def test_a_click_beside_the_rows_chooses_nothing(
    qtbot: QtBot, gallery: Gallery, rows: LessonList, chosen: list[str]
) -> None:
    gallery.resize(240, 100 * rows.count())  # so that there is room below the last
    qtbot.waitUntil(lambda: rows.visualItemRect(rows.item(rows.count() - 1)).bottom() < rows.viewport().height() - 6)
    bottom = QPoint(20, rows.viewport().height() - 3)
    assert not rows.indexAt(bottom).isValid()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=bottom)
    assert chosen == []


def test_arrow_keys_and_enter_choose(qtbot: QtBot, rows: LessonList, chosen: list[str]) -> None:
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert chosen == [IDS[1], IDS[1], IDS[0]]


def test_arrow_keys_go_over_headings_which_choose_nothing(
    qtbot: QtBot, gallery: Gallery, rows: LessonList, chosen: list[str]
) -> None:
    gallery.show_lesson(IDS[4])
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    gallery._debouncer._rest.timeout.emit()
    assert current(rows) == LessonGroup.WRONG.title
    assert chosen == []
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert chosen == [IDS[5]]


def test_showing_a_lesson_chooses_nothing(gallery: Gallery, rows: LessonList, chosen: list[str]) -> None:
    for lesson_id in (*reversed(IDS), *IDS, IDS[-1]):
        gallery.show_lesson(lesson_id)
        assert rows.currentItem().data(id_role) == lesson_id
        assert [item.data(id_role) for item in rows.selectedItems()] == [lesson_id]
    assert chosen == []


def test_screen_readers_and_tooltips_have_words(rows: LessonList) -> None:
    lesson, item = lessons()[IDS[0]], rows.lessons[IDS[0]]
    assert item.toolTip() == lesson.shows
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == f"{lesson.title}: {lesson.tagline}"
    assert rows.accessibleName()


def test_it_is_drawn_in_the_theme(gallery: Gallery) -> None:
    dark = gallery.grab().toImage()
    gallery.set_theme(LIGHT)
    assert gallery.grab().toImage() != dark


def test_the_current_row_is_marked(gallery: Gallery) -> None:
    first = gallery.grab().toImage()
    gallery.show_lesson(IDS[1])
    assert gallery.grab().toImage() != first


def test_the_chosen_lesson_stays_whole_when_the_list_gets_lower(gallery: Gallery, rows: LessonList) -> None:
    gallery.resize(240, 400)
    gallery.show_lesson(IDS[4])
    gallery.resize(240, 180)
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.currentItem()))


def test_the_five_to_start_with_and_the_next_heading_need_little_room(rows: LessonList) -> None:
    following = heading(rows, LessonGroup.WRONG)
    assert rows.visualItemRect(following).bottom() < 300


def test_no_title_and_no_tagline_is_cut_in_the_narrowest_column(gallery: Gallery, rows: LessonList) -> None:
    gallery.resize(narrowest_px, 300)
    QApplication.processEvents()
    room_px = words_place(rows.visualItemRect(rows.lessons[IDS[0]])).width()
    title, tagline = QFont(load_fonts()), QFont(load_fonts())
    title.setPixelSize(title_px)
    title.setWeight(QFont.Weight.Medium)
    tagline.setPixelSize(tagline_px)
    for lesson in lessons().values():
        assert QFontMetrics(title).horizontalAdvance(lesson.title) <= room_px, lesson.title
        assert QFontMetrics(tagline).horizontalAdvance(lesson.tagline) <= room_px, lesson.tagline


def test_rows_grow_with_the_words(gallery: Gallery, rows: LessonList, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows.visualItemRect(rows.lessons[IDS[0]]).height()
    monkeypatch.setattr(text_scale, "factor", 1.5)
    gallery.set_theme(DARK)
    QApplication.processEvents()
    assert rows.visualItemRect(rows.lessons[IDS[0]]).height() == 1.5 * before
    assert gallery.search_button.height() <= rows.visualItemRect(rows.item(0)).height()


# Groups.


@pytest.mark.parametrize("way", ["click", "enter", "arrows"])
def test_a_group_folds_and_opens(qtbot: QtBot, rows: LessonList, chosen: list[str], way: str) -> None:
    group = heading(rows, LessonGroup.WRONG)
    folds: list[set[LessonGroup]] = []
    rows.folded.connect(lambda: folds.append(rows.folded_groups))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        if way == "click":
            click(qtbot, rows, group)
        else:
            rows.setCurrentItem(group)
            qtbot.keyClick(rows, Qt.Key.Key_Return if way == "enter" else key)
        assert ("Pinned" in shown(rows)) == (key == Qt.Key.Key_Right)
    assert folds == [{LessonGroup.WRONG}, set()]
    assert chosen == []


def test_left_on_a_lesson_folds_its_group_and_the_keyboard_is_on_its_heading(
    qtbot: QtBot, rows: LessonList, chosen: list[str]
) -> None:
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    assert current(rows) == LessonGroup.START_HERE.title
    assert shown(rows)[:2] == [LessonGroup.START_HERE.title, LessonGroup.WRONG.title]
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert current(rows) == LessonGroup.WRONG.title, "what is folded is passed"
    assert chosen == []


def test_the_next_lesson_is_found_in_a_folded_group_which_opens(
    gallery: Gallery, rows: LessonList, chosen: list[str]
) -> None:
    rows.fold(LessonGroup)
    gallery.show_lesson(IDS[4])
    assert rows.folded_groups == set(GROUPS) - {LessonGroup.START_HERE}
    gallery.turn_on()
    assert chosen == [IDS[5]]
    assert rows.folded_groups == set(GROUPS) - {LessonGroup.START_HERE, LessonGroup.WRONG}
    assert not rows.currentItem().isHidden()


def test_all_lessons_come_one_after_the_other_and_the_first_again(gallery: Gallery, rows: LessonList) -> None:
    order = [rows.currentItem().data(id_role)]
    for _ in IDS:
        gallery.turn_on()
        order.append(rows.currentItem().data(id_role))
    assert order == [*IDS, IDS[0]]
    gallery.turn_back()
    assert rows.currentItem().data(id_role) == IDS[-1]


def test_all_groups_fold_and_open_at_once(gallery: Gallery, rows: LessonList) -> None:
    entry(gallery, "Fold all groups").trigger()
    assert shown(rows) == [group.title for group in GROUPS]
    entry(gallery, "Open all groups").trigger()
    assert len(shown(rows)) == rows.count()


def entry(gallery: Gallery, words: str) -> QAction:
    """Of the menu behind the dots."""
    (found,) = (action for action in gallery.more_button.menu().actions() if action.text() == words)
    return found


def test_the_menu_asks_for_what_it_says(qtbot: QtBot, gallery: Gallery) -> None:
    with qtbot.waitSignal(gallery.forget_wanted, timeout=1000):
        entry(gallery, "Forget what I have seen").trigger()
    with qtbot.waitSignal(gallery.tips_wanted, timeout=1000):
        entry(gallery, "Show the tips again").trigger()


def test_a_file_of_ones_own_can_be_opened(qtbot: QtBot, gallery: Gallery, rows: LessonList, chosen: list[str]) -> None:
    row = rows.item(rows.count() - 1)
    with qtbot.waitSignal(gallery.files_wanted, timeout=1000):
        click(qtbot, rows, row)
    rows.setCurrentItem(row)
    with qtbot.waitSignal(gallery.files_wanted, timeout=1000):
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert chosen == []
    gallery.set_exhibit(True)
    assert row.isHidden(), "visitors have no files here"


# What one has seen.


def test_what_was_seen_is_marked_and_told(gallery: Gallery, rows: LessonList) -> None:
    pictures, told = [], []
    for seen in SeenMark:
        gallery.show_seen({IDS[1]: seen})
        pictures.append(rows.grab(rows.visualItemRect(rows.lessons[IDS[1]])).toImage())
        told.append(rows.lessons[IDS[1]].data(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert all(one != other for one, other in zip(pictures, [*pictures[1:], pictures[0]], strict=True))
    shows = lessons()[IDS[1]].shows
    assert told == [shows, f"{shows} (seen)", f"{shows} (read to the end)"]


# The search.


def test_words_are_looked_for_at_their_beginnings_and_in_any_order() -> None:
    assert is_meant("ring", "coll MOD")
    assert is_meant("ring", "")
    assert not is_meant("ring", "ollapse")
    assert not is_meant("ring", "collapse photograph")
    assert is_meant("pinned", "hinge"), "the story says it"
    assert is_meant("tug-of-war", "wgan"), "the walk says it"
    assert is_meant("pinned", "wrong"), "its group is called so"
    assert not is_meant("pinned", "stabilise"), "a page leads there, and does not say so"


def test_a_search_leaves_what_is_meant_also_of_folded_groups(
    qtbot: QtBot, gallery: Gallery, rows: LessonList, field: QLineEdit
) -> None:
    before = shown(rows)
    rows.fold([LessonGroup.WRONG])
    gallery.begin_search()
    assert field.isVisible()
    field.setText("hinge")
    assert shown(rows) == [LessonGroup.WRONG.title, "Pinned"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert rows.folded_groups == {LessonGroup.WRONG}
    rows.fold(())
    assert shown(rows) == before


def test_enter_begins_the_first_that_is_found(
    qtbot: QtBot, gallery: Gallery, rows: LessonList, field: QLineEdit, chosen: list[str]
) -> None:
    gallery.begin_search()
    field.setText("hinge")
    assert chosen == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["pinned"]
    assert current(rows) == "Pinned"


def test_down_leads_into_what_was_found_and_begins_nothing(
    qtbot: QtBot, gallery: Gallery, rows: LessonList, field: QLineEdit, chosen: list[str]
) -> None:
    gallery.begin_search()
    field.setText("hinge")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert current(rows) == "Pinned"
    assert chosen == []
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert chosen == ["pinned"]


def test_where_nothing_is_found_it_says_what_to_do(gallery: Gallery, rows: LessonList, field: QLineEdit) -> None:
    nothing = gallery.findChild(QLabel, "lessonNothing")
    gallery.begin_search()
    field.setText("xyzzy")
    assert shown(rows) == []
    assert nothing.isVisible()
    assert "Esc" in nothing.text()
    for word in ("collapse", "photo", "noise"):
        assert word in nothing.text()
        field.setText(word)
        assert shown(rows), "what it proposes is found"
        assert not nothing.isVisible()


def test_the_search_is_reached_by_its_button_and_not_offered_to_visitors(
    qtbot: QtBot, gallery: Gallery, rows: LessonList, field: QLineEdit
) -> None:
    button = gallery.findChild(QPushButton, "lessonSearchButton")
    row = rows.visualItemRect(rows.item(0))
    assert row.contains(button.geometry().translated(button.mapTo(rows.viewport(), QPoint(0, 0)) - button.pos()))
    assert button.size().expandedTo(QSize(24, 20)) == button.size()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.isVisible()
    assert rows.folded_groups == set(), "the heading below it was not pressed"
    rows.fold(LessonGroup)
    gallery.set_exhibit(True)
    gallery.resize(240, 300)
    QApplication.processEvents()
    assert not field.isVisible()
    assert not button.isVisible()
    click(qtbot, rows, rows.item(0))
    assert rows.folded_groups == set(), "headings are too low for fingers"
