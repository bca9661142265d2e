"""The card with the lesson's words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.lessons.catalogue import lessons, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.lessons.pages import ACTIONS, pages_of
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK, LIGHT, load_fonts
from ui.drawn import texts_in

narrowest_px, lowest_px = 236, 190


@pytest.fixture
def card(qtbot: QtBot) -> StoryCard:
    card = StoryCard(DARK)
    qtbot.addWidget(card)
    card.show_lesson(load_lesson("textbook-curve"))
    card.resize(narrowest_px, 400)
    card.show()
    return card


page_count = 3 + len(load_lesson("textbook-curve").phases)


def press(qtbot: QtBot, card: StoryCard, name: str, times: int = 1) -> None:
    for _ in range(times):
        qtbot.mouseClick(card.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def title(card: StoryCard) -> str:
    return card.findChild(QLabel, "storyTitle").text()


def text(card: StoryCard) -> str:
    return card.findChild(QLabel, "storyText").accessibleName()


def test_it_opens_at_what_is_shown(card: StoryCard) -> None:
    assert title(card) == f"1 of {page_count} · What you see"
    assert text(card) == load_lesson("textbook-curve").story.shown.replace("**", "")
    assert not card.findChild(QPushButton, "storyBack").isEnabled()
    assert card.findChild(QPushButton, "storyAction").isHidden()


def test_its_pages_turn_forth_and_back(qtbot: QtBot, card: StoryCard) -> None:
    seen = []
    for _ in range(page_count):
        seen.append(title(card).partition(" · ")[2])
        press(qtbot, card, "storyNext")
    assert seen[:3] == ["What you see", "Look at", "Try"]
    assert seen[3:] == [phase.title for phase in load_lesson("textbook-curve").phases]
    assert not card.findChild(QPushButton, "storyNext").isEnabled()
    press(qtbot, card, "storyBack", times=page_count - 1)
    assert title(card) == f"1 of {page_count} · What you see"


def test_a_phase_offers_its_action(qtbot: QtBot, card: StoryCard) -> None:
    press(qtbot, card, "storyNext", times=4)
    assert card.findChild(QPushButton, "storyDiscriminatorAction").text() == "Train D to its best"
    with qtbot.waitSignal(card.action_wanted) as asked:
        press(qtbot, card, "storyDiscriminatorAction")
    assert asked.args == ["train_discriminator", {}]


def test_one_action_is_offered_at_a_time(qtbot: QtBot, card: StoryCard) -> None:
    offered = []
    for _ in range(7):
        buttons = card.findChildren(QPushButton, QRegularExpression("Action$"))
        offered.append([button.text() for button in buttons if not button.isHidden()])
        press(qtbot, card, "storyNext")
    assert offered == [[], [], [], ["Start over"], ["Train D to its best"], ["Step G"], ["Play"]]


def test_what_plays_can_be_paused_and_what_is_paused_played(qtbot: QtBot, card: StoryCard) -> None:
    press(qtbot, card, "storyNext", times=6)
    button = card.findChild(QPushButton, "storyAction")
    for playing, words, action in ((True, "Pause", "pause"), (False, "Play", "play")):
        card.show_playing(playing)
        assert button.text() == words
        with qtbot.waitSignal(card.action_wanted) as asked:
            press(qtbot, card, "storyAction")
        assert asked.args == [action, {}]


def test_which_page_it_is_is_said_once_in_figures(card: StoryCard) -> None:
    card.setStyleSheet(stylesheet(DARK))
    for width_px in (narrowest_px - 60, narrowest_px + 60):
        card.resize(width_px, 400)
        card.layout().activate()
        said = [text.text for text in texts_in(card)]
        assert sum(f"of {page_count}" in words for words in said) == 1


def test_another_lesson_opens_at_its_first_page(qtbot: QtBot, card: StoryCard) -> None:
    press(qtbot, card, "storyNext", times=3)
    card.show_lesson(load_lesson("two-knobs"))
    assert title(card) == f"1 of {3 + len(load_lesson('two-knobs').phases)} · What you see"


def test_bold_marks_become_bold_and_signs_stay_signs(qtbot: QtBot, card: StoryCard) -> None:
    label = card.findChild(QLabel, "storyText")
    assert "<b>orange</b>" in label.text()
    assert "**" not in label.text()


@each_of("lesson", lessons().values())
def test_every_action_of_the_lessons_has_a_button(lesson: Lesson) -> None:
    assert {page.action for page in pages_of(lesson)} - {""} <= set(ACTIONS)


@each_of("lesson", lessons().values())
@each_of("room_px", [lowest_px, 400])
def test_no_word_is_cut_off(qtbot: QtBot, card: StoryCard, lesson: Lesson, room_px: int) -> None:
    """The whole text is inside its page, or can be scrolled to; with room to spare it needs no scrolling."""
    card.setStyleSheet(stylesheet(DARK))
    card.setFont(load_fonts())
    card.resize(narrowest_px, room_px)
    card.show_lesson(lesson)
    area, label = card.findChild(QScrollArea), card.findChild(QLabel, "storyText")
    for _ in pages_of(lesson):
        qtbot.wait(1)
        assert label.width() <= area.viewport().width()
        assert label.height() >= label.heightForWidth(label.width())
        assert (area.verticalScrollBar().maximum() == 0) or room_px == lowest_px
        press(qtbot, card, "storyNext")


def test_in_a_column_it_takes_the_height_that_its_words_need(qtbot: QtBot) -> None:
    column = QWidget()
    qtbot.addWidget(column)
    layout = QVBoxLayout(column)
    card = StoryCard(LIGHT, column)
    layout.addStretch(1)
    layout.addWidget(card)
    lesson = load_lesson("two-knobs")
    card.show_lesson(replace(lesson, story=replace(lesson.story, attempt="Turn the dials."), claims=()))
    column.resize(268, 600)
    column.show()
    qtbot.waitExposed(column)
    qtbot.waitUntil(lambda: 100 < card.height() < 400)
    layout.activate()
    long = card.height()
    press(qtbot, card, "storyNext", times=2)
    qtbot.waitUntil(lambda: card.height() < long)
    assert card.findChild(QScrollArea).verticalScrollBar().maximum() == 0


def test_fingers_find_large_buttons(card: StoryCard) -> None:
    card.setStyleSheet(stylesheet(DARK))
    card.set_exhibit(True)
    card.layout().activate()
    for name in ("storyBack", "storyNext"):
        button = card.findChild(QPushButton, name)
        assert button.height() >= 44
        assert card.rect().contains(button.geometry())
