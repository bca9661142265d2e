"""What the gallery remembers of what one has seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.lessons import catalogue
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import LessonGroup
from gan_playground.ui.lessons.gallery_controller import GalleryController, seen_after_ticks
from gan_playground.ui.lessons.lesson_delegate import SeenMark, seen_role
from gan_playground.ui.lessons.pages import pages_of
from gan_playground.ui.window.settings import Settings
from stand_in import StandIn


@pytest.fixture
def window(qtbot: QtBot) -> StandIn:
    window = StandIn()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def controller(window: StandIn) -> Iterator[GalleryController]:
    controller = GalleryController(window, Settings())
    window.show_lesson("two-knobs")
    yield controller
    window.session.closing.emit()


def marked(window: StandIn, lesson_id: str) -> SeenMark:
    """What its row shows."""
    return window.gallery.list.lessons[lesson_id].data(seen_role)


def read_on(window: StandIn) -> None:
    QTest.mouseClick(window.story.findChild(QPushButton, "storyNext"), Qt.MouseButton.LeftButton)


def tick(controller: GalleryController, times: int) -> None:
    for _ in range(times):
        controller._clock.timeout.emit()


def test_who_leaves_the_first_page_has_seen_it_and_at_the_last_all_of_it(
    window: StandIn, controller: GalleryController
) -> None:
    assert marked(window, "two-knobs") is SeenMark.NOTHING
    read_on(window)
    assert marked(window, "two-knobs") is SeenMark.SOME
    for _ in pages_of(window.lessons.lesson)[2:]:
        read_on(window)
    assert marked(window, "two-knobs") is SeenMark.ALL
    window.show_lesson("ring")
    assert marked(window, "ring") is SeenMark.NOTHING
    assert Settings().read_lessons == Settings().seen_lessons == ["two-knobs"]


def test_it_is_there_the_next_time_until_it_is_forgotten(window: StandIn, controller: GalleryController) -> None:
    read_on(window)
    GalleryController(window, Settings())
    assert marked(window, "two-knobs") is SeenMark.SOME
    window.gallery.forget_wanted.emit()
    assert marked(window, "two-knobs") is SeenMark.NOTHING
    assert Settings().seen_lessons == []


def test_what_has_trained_for_a_while_was_seen(window: StandIn, controller: GalleryController) -> None:
    assert controller._clock.isActive()
    tick(controller, seen_after_ticks - 1)
    assert marked(window, "two-knobs") is SeenMark.NOTHING
    tick(controller, 1)
    assert marked(window, "two-knobs") is SeenMark.SOME
    assert not controller._clock.isActive()


def test_each_lesson_is_counted_anew_and_only_while_it_trains_and_is_seen(
    window: StandIn, controller: GalleryController
) -> None:
    tick(controller, seen_after_ticks - 1)
    window.show_lesson("pinned")
    tick(controller, seen_after_ticks - 1)
    window.hide()
    tick(controller, seen_after_ticks)
    assert {marked(window, name) for name in ("two-knobs", "pinned")} == {SeenMark.NOTHING}
    window.session.playing_changed.emit(False)
    assert not controller._clock.isActive()


def test_what_is_played_while_nobody_is_there_counts_for_nobody(window: StandIn, controller: GalleryController) -> None:
    window.demo.is_playing = True
    tick(controller, 2 * seen_after_ticks)
    window.demo.page_due.emit()
    assert marked(window, "two-knobs") is SeenMark.NOTHING


def test_folded_groups_are_remembered(window: StandIn, controller: GalleryController) -> None:
    rows = window.gallery.list
    rows.setCurrentItem(rows.lessons["tug-of-war"])
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert Settings().folded_groups == ["theory"]
    rows.fold(())
    GalleryController(window, Settings())
    assert rows.folded_groups == {LessonGroup.THEORY}


def test_what_is_chosen_begins(window: StandIn, controller: GalleryController) -> None:
    rows = window.gallery.list
    rows.setCurrentItem(rows.lessons["grid"])
    assert window.begun[-1] == "grid"


def test_the_last_page_leads_to_the_next_lesson_that_can_begin(
    window: StandIn, controller: GalleryController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "seems_cached", lambda _kind: False)
    window.show_lesson("texture")
    for _ in pages_of(window.lessons.lesson)[1:]:
        read_on(window)
    next_button = window.story.findChild(QPushButton, "storyNext")
    title = load_lesson("tug-of-war").title
    assert title in " ".join(next_button.text().split())
    assert title in next_button.accessibleName()
    read_on(window)
    assert window.lessons.lesson.id == "tug-of-war", "the photos have to be fetched first"
    assert next_button.text() == "next →"


def test_the_last_lesson_leads_nowhere(window: StandIn, controller: GalleryController) -> None:
    window.show_lesson(list(catalogue.lesson_heads())[-1])
    for _ in pages_of(window.lessons.lesson)[1:]:
        read_on(window)
    assert not window.story.findChild(QPushButton, "storyNext").isEnabled()
