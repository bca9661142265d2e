"""All pages of a story by their titles: pressed on the dots, on the title or with the keyboard, at any size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.lessons.catalogue import lessons, load_lesson
from gan_playground.ui.lessons.page_dots import PageDots
from gan_playground.ui.lessons.pages import pages_of
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.lessons.story_footer import few_px, most_lines
from gan_playground.ui.theme.theme import DARK
from ui.drawn import texts_in
from watched import Opener

LESSON = load_lesson("tug-of-war")
TITLES = [page.title for page in pages_of(LESSON)]


@pytest.fixture
def card(qtbot: QtBot) -> StoryCard:
    card = StoryCard(DARK)
    qtbot.addWidget(card)
    card.show_lesson(LESSON)
    card.resize(300, 400)
    card.show()
    return card


def dots(card: StoryCard) -> PageDots:
    found = card.findChild(PageDots, "storyPages")
    assert found is not None
    return found


def entries(card: StoryCard) -> list[str]:
    """What the list says, once it is open."""
    menu = dots(card).list
    assert menu is not None
    assert menu.isVisible()
    return [action.text() for action in menu.actions()]


def close(card: StoryCard) -> None:
    menu = dots(card).list
    assert menu is not None
    menu.close()


@pytest.mark.parametrize("width_px", [180, 300, 420])
def test_a_press_opens_the_list_where_there_are_dots_and_where_there_are_none(card: StoryCard, width_px: int) -> None:
    card.resize(width_px, 400)
    QTest.mouseClick(dots(card), Qt.MouseButton.LeftButton)
    assert [said.partition("  ")[2] for said in entries(card)] == [
        f"{number}  {title}" for number, title in enumerate(TITLES, 1)
    ]
    close(card)


def test_a_press_on_the_title_opens_it_too(card: StoryCard) -> None:
    title = card.findChild(QLabel, "storyTitle")
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert len(entries(card)) == len(TITLES)
    close(card)


def test_a_page_is_chosen_and_where_one_has_been_is_marked(card: StoryCard) -> None:
    card.go_to(2)
    dots(card).open_list()
    assert [number for number, said in enumerate(entries(card)) if said.startswith("✓")] == [0, 2]
    bold = [action.font().bold() for action in dots(card).list.actions()]
    assert bold.index(True) == 2
    assert sum(bold) == 1
    dots(card).list.actions()[4].trigger()
    assert card.page == 4
    close(card)
    card.show_lesson(LESSON)
    dots(card).open_list()
    assert [said for said in entries(card) if said.startswith("✓")] == [f"✓  1  {TITLES[0]}"], "another visitor"
    close(card)


@pytest.mark.parametrize(
    ("key", "page"),
    [(Qt.Key.Key_End, len(TITLES) - 1), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Right, 3), (Qt.Key.Key_Left, 1)],
)
def test_its_keys_turn_pages(card: StoryCard, key: Qt.Key, page: int) -> None:
    card.go_to(2)
    QTest.keyClick(dots(card), key)
    assert card.page == page


def test_the_keyboard_opens_it(card: StoryCard) -> None:
    assert dots(card).focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(dots(card), Qt.Key.Key_Space)
    assert len(entries(card)) == len(TITLES)
    close(card)


def test_it_says_where_one_is_for_who_listens_and_no_figures_twice(card: StoryCard) -> None:
    card.go_to(3)
    assert dots(card).accessibleName() == f"Page 4 of {len(TITLES)}: all pages"
    card.resize(170, 400)
    assert sum(f"of {len(TITLES)}" in text.text for text in texts_in(card)) == 1


def test_beside_the_next_lesson_the_dots_have_room_of_their_own(shared: Opener) -> None:
    """In the window, where buttons have the width that they have there."""
    watched = shared("--lesson", "two-knobs")
    watched.pause()
    story = watched.window.story
    watched.window.resize(1280, 720)
    story.go_to(len(story._pages) - 1)
    for lesson in lessons().values():
        story.offer_lesson(lesson.title)
        QApplication.processEvents()
        back, on = watched.part("storyBack", QPushButton), watched.part("storyNext", QPushButton)
        row = dots(story)
        assert row.width() >= few_px, lesson.title
        assert back.geometry().right() < row.x() < row.geometry().right() < on.x()
        assert len(on.text().splitlines()) <= most_lines
    story.go_to(0)
