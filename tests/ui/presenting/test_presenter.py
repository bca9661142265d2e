"""Before a class: what is there, what a remote's keys do, and that all is as before once it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.presenting.mode import percents
from gan_playground.ui.theme.text_scale import text_scale
from ui.drawn import faults
from ui.looks import array_of
from watched import Opener, Watched

key = Qt.Key
size = (1280, 720)


@pytest.fixture
def present(shared: Opener) -> Iterator[Callable[[str], Watched]]:
    opened: list[Watched] = []

    def begin(lesson_id: str) -> Watched:
        watched = shared("--lesson", lesson_id)
        opened.append(watched)
        watched.pause()
        watched.window.activateWindow()  # another one may have been there
        watched.until(watched.window.isActiveWindow)
        QTest.keyClick(watched.window, key.Key_F5)
        watched.window.showNormal()  # the size of a projector's picture
        watched.window.resize(*size)
        settle(watched)
        return watched

    yield begin
    for watched in opened:
        if watched.window.presenter.is_on:
            QTest.keyClick(watched.window, key.Key_F5)
        watched.window.showNormal()
        watched.window.story.go_to(0)


def settle(watched: Watched) -> None:
    watched.until(lambda: text_scale.factor == text_scale.factor_for(watched.window.width(), watched.window.height()))
    for _ in range(5):
        QCoreApplication.processEvents()


def parts(watched: Watched) -> dict[str, QWidget]:
    window = watched.window
    return {
        "top": window.top_bar,
        "gallery": window.gallery,
        "right": window.knobs_column,
        "score": window.run_view.score,
        "doctor": window.diagnosis,
        "story": window.story,
        "stage": window.run_view.stage,
        "transport": window.transport,
    }


def shown(watched: Watched) -> set[str]:
    return {name for name, part in parts(watched).items() if part.isVisible()}


def page_where(lesson: Lesson, fits: Callable[[object], bool]) -> int:
    """Of its phases, which come after three pages."""
    return 3 + next(place for place, phase in enumerate(lesson.phases) if fits(phase))


def test_the_stage_and_the_story_are_there_large_and_then_all_is_as_before(shared: Opener) -> None:
    watched = shared("--lesson", "ring")
    watched.pause()
    window, before, places = watched.window, shown(watched), {}
    settle(watched)
    places = {name: part.geometry() for name, part in parts(watched).items() if part.isVisible()}
    del places["doctor"]  # it grows with what it says, and shrinks later
    factor = text_scale.factor
    QTest.keyClick(window, key.Key_F5)
    assert window.isFullScreen()
    settle(watched)
    assert shown(watched) == {"stage", "story", "transport"}
    assert text_scale.wanted in {percent / 100 for _, percent in percents}
    assert window.story.width() == window.width()
    assert window.story.y() > window.run_view.y()
    text, words = (watched.part(name, QLabel) for name in ("storyText", "storyTitle"))
    assert text.fontMetrics().height() > words.fontMetrics().height()
    QTest.keyClick(window, key.Key_Escape)
    assert not window.isFullScreen()
    settle(watched)
    now = {name: part.geometry() for name, part in parts(watched).items() if name in places}
    assert now == places
    assert (shown(watched), text_scale.factor) == (before, factor)


def test_a_remote_presses_the_page_s_button_and_then_turns_it(present: Callable[[str], Watched]) -> None:
    watched = present("pinned")
    story = watched.window.story
    story.go_to(page_where(load_lesson("pinned"), lambda phase: phase.action == "restart"))
    page, run = story.page, watched.window.session.ordered_run
    QTest.keyClick(watched.window, key.Key_PageDown)
    assert (story.page, watched.window.session.ordered_run) == (page, run + 1)
    QTest.keyClick(watched.window, key.Key_PageDown)
    assert (story.page, watched.window.session.ordered_run) == (page + 1, run + 1)
    QTest.keyClick(watched.window, key.Key_PageUp)
    assert story.page == page
    QTest.keyClick(watched.window, key.Key_F5)
    QTest.keyClick(watched.window, key.Key_PageUp)
    assert story.page == page, "a remote's keys turn nothing else"
    watched.settle()


def test_what_a_page_speaks_of_is_there(present: Callable[[str], Watched]) -> None:
    watched, lesson = present("textbook-curve"), load_lesson("textbook-curve")
    story = watched.window.story
    story.go_to(page_where(lesson, lambda phase: phase.side == "formula"))
    assert shown(watched) == {"stage", "story", "transport", "right"}
    assert watched.window.formula.isVisible()
    story.go_to(0)
    assert shown(watched) == {"stage", "story", "transport"}
    story.show_lesson(with_light(lesson, "score", "doctor"))
    story.go_to(3)
    assert shown(watched) == {"stage", "story", "transport", "right", "score", "doctor"}


def test_a_page_of_the_right_side_is_shown_by_its_key(present: Callable[[str], Watched]) -> None:
    watched = present("ring")
    QTest.keyClick(watched.window, key.Key_V)
    assert watched.window.formula.isVisible()
    watched.window.story.turn()
    assert "right" not in shown(watched)


def test_a_window_can_begin_as_one_for_a_class(opened: Opener) -> None:
    watched = opened("--present", "--lesson", "two-knobs")
    assert watched.window.isFullScreen()
    assert shown(watched) == {"stage", "story", "transport"}
    before = watched.window._settings.geometry
    watched.window.close()
    assert watched.window._settings.geometry == before, "nobody has chosen this size"


def with_light(lesson: Lesson, *names: str) -> Lesson:
    from msgspec.structs import replace

    return replace(lesson, phases=(replace(lesson.phases[0], light=names, side=""),), claims=())


def test_dials_that_stand_on_the_stage_need_no_knobs_beside_it(present: Callable[[str], Watched]) -> None:
    watched = present("two-knobs")
    deed = page_where(load_lesson("two-knobs"), lambda phase: phase.deed is not None and phase.deed.turn)
    watched.window.story.go_to(deed)
    assert "right" not in shown(watched)


@pytest.mark.parametrize("lesson_id", ["two-knobs", "ring"])
def test_every_word_of_every_page_can_be_read(present: Callable[[str], Watched], lesson_id: str) -> None:
    watched = present(lesson_id)
    found = []
    for page in range(2, len(watched.window.story._pages)):
        watched.window.story.go_to(page)
        settle(watched)
        found += [f"page {page + 1}: {fault}" for fault in faults(watched.window)]
    assert not found, "\n".join(found)


def test_what_was_pressed_is_said_large(present: Callable[[str], Watched]) -> None:
    watched = present("ring")
    caption = watched.part("pressCaption", QLabel)
    assert caption.isHidden()
    QTest.keyClick(watched.window, key.Key_S)
    assert caption.text().startswith("S   Full speed")
    button = watched.part("stepGeneratorButton", QPushButton)
    QTest.mouseClick(watched.window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle_of(button, watched.window))
    assert caption.text() == "Step G"
    assert caption.isVisible()
    QTest.keyClick(watched.window, key.Key_S)
    QTest.keyClick(watched.window, key.Key_F5)
    assert caption.isHidden()
    QTest.keyClick(watched.window, key.Key_S)
    assert caption.isHidden()
    QTest.keyClick(watched.window, key.Key_S)
    watched.settle()


def middle_of(part: QWidget, window: QWidget) -> QPoint:
    return part.mapTo(window, part.rect().center())


def test_all_but_what_the_pointer_is_at_is_dark_while_the_key_is_held(present: Callable[[str], Watched]) -> None:
    watched = present("ring")
    window, light = watched.window, watched.part("spotlight")
    there = middle_of(window.run_view.stage, window)
    before = array_of(window.grab().toImage())
    QCursor.setPos(window.mapToGlobal(there))
    QTest.keyPress(window, key.Key_O)
    assert light.isVisible()
    lit = array_of(window.grab().toImage())
    near = np.s_[there.y() - 20 : there.y() + 20, there.x() - 20 : there.x() + 20]
    assert np.array_equal(lit[near], before[near])
    assert lit[-200:].mean() < 0.5 * before[-200:].mean()
    QTest.keyRelease(window, key.Key_O)
    assert light.isHidden()
    assert np.array_equal(array_of(window.grab().toImage()), before)
