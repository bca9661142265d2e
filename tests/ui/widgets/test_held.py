"""A step's button goes on while it is held, as its key does; what is done once is done once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.slow_motion.card import SlowMotionCard
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.transport.transport import Transport

STEPS = {"stepBackButton", "stepDiscriminatorButton", "stepGeneratorButton", "stepBothButton"}


def test_every_button_of_a_step_goes_on_and_no_other(qtbot: QtBot) -> None:
    transport, card = Transport(), SlowMotionCard()
    for widget in (transport, card):
        qtbot.addWidget(widget)
    buttons = [*transport.findChildren(QPushButton), *card.findChildren(QPushButton)]
    assert {one.objectName() for one in buttons if one.autoRepeat()} == {*STEPS, "partBackButton", "nextPartButton"}


@pytest.mark.parametrize(("title", "goes_on"), [("Step G", True), ("Train D to its best", False)])
def test_a_page_of_the_story_too(qtbot: QtBot, title: str, goes_on: bool) -> None:
    card = StoryCard(DARK)
    qtbot.addWidget(card)
    card.show_lesson(load_lesson("textbook-curve"))
    asked: list[str] = []
    card.action_wanted.connect(lambda action, _knobs: asked.append(action))
    card.show()
    button = next(one for page in range(9) if (one := shown(card, page)) is not None and one.text() == title)
    button.setAutoRepeatDelay(1)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    if goes_on:
        qtbot.waitUntil(lambda: len(asked) >= 2)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert (len(asked) > 1) == goes_on


def shown(card: StoryCard, page: int) -> QPushButton | None:
    """The button of a page, once it is up."""
    card.go_to(page)
    names = ("storyAction", "storyDiscriminatorAction")
    return next((one for name in names if not (one := card.findChild(QPushButton, name)).isHidden()), None)
