"""The gallery, with the lessons that ship."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from gan_playground.lessons.catalogue import lessons
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.theme.theme import DARK, LIGHT

IDS = list(lessons())


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    gallery = Gallery(lessons().values(), DARK)
    qtbot.addWidget(gallery)
    gallery.resize(240, 400)
    gallery.show()
    gallery.show_lesson(IDS[0])
    return gallery


@pytest.fixture
def rows(gallery: Gallery) -> QListWidget:
    return gallery.findChild(QListWidget, "lessonList")


@pytest.fixture
def chosen(gallery: Gallery) -> list[str]:
    """The ids that the gallery emits, as they come."""
    emitted: list[str] = []
    gallery.lesson_chosen.connect(emitted.append)
    return emitted


def click(qtbot: QtBot, rows: QListWidget, row: int) -> None:
    place = rows.visualItemRect(rows.item(row)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_there_is_a_row_for_every_lesson_with_its_id(rows: QListWidget) -> None:
    assert [rows.item(row).data(Qt.ItemDataRole.UserRole) for row in range(rows.count())] == IDS


def test_a_click_chooses(qtbot: QtBot, rows: QListWidget, chosen: list[str]) -> None:
    click(qtbot, rows, 1)
    assert chosen == [IDS[1]]


def test_a_click_on_the_shown_lesson_chooses_it_again(qtbot: QtBot, rows: QListWidget, chosen: list[str]) -> None:
    click(qtbot, rows, 0)
    assert chosen == [IDS[0]]


def test_a_double_click_is_one_choice(qtbot: QtBot, rows: QListWidget, chosen: list[str]) -> None:
    place = rows.visualItemRect(rows.item(1)).center()
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [IDS[1]]


def test_a_click_beside_the_rows_chooses_nothing(
    qtbot: QtBot, gallery: Gallery, rows: QListWidget, chosen: list[str]
) -> None:
    gallery.resize(240, 100 * rows.count())  # so that there is room below the last
    qtbot.waitUntil(lambda: rows.visualItemRect(rows.item(rows.count() - 1)).bottom() < rows.viewport().height() - 6)
    bottom = QPoint(20, rows.viewport().height() - 3)
    assert not rows.indexAt(bottom).isValid()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=bottom)
    assert chosen == []


def test_arrow_keys_and_enter_choose(qtbot: QtBot, rows: QListWidget, chosen: list[str]) -> None:
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert chosen == [IDS[1], IDS[1], IDS[0]]


def test_showing_a_lesson_chooses_nothing(gallery: Gallery, rows: QListWidget, chosen: list[str]) -> None:
    for lesson_id in (*reversed(IDS), *IDS, IDS[-1]):
        gallery.show_lesson(lesson_id)
        assert rows.currentItem().data(Qt.ItemDataRole.UserRole) == lesson_id
        assert [index.row() for index in rows.selectedIndexes()] == [IDS.index(lesson_id)]
    assert chosen == []


def test_screen_readers_and_tooltips_have_words(rows: QListWidget) -> None:
    lesson = lessons()[IDS[0]]
    item = rows.item(0)
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


def test_the_chosen_lesson_stays_whole_when_the_list_gets_lower(gallery: Gallery, rows: QListWidget) -> None:
    gallery.resize(240, 400)
    gallery.show_lesson(IDS[4])
    gallery.resize(240, 180)
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.currentItem()))
