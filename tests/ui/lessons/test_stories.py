"""Every story from its first page to its last: by somebody who does what it asks, and by one who does all wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton

from gan_playground.lessons.catalogue import is_at_hand, lessons
from gan_playground.lessons.lesson import Lesson, LessonGroup
from gan_playground.session.order_state import OrderStage
from gan_playground.ui.lessons import rewind
from gan_playground.ui.predict import controller
from gan_playground.ui.window.layout import smallest_size
from ui.story_visitor import StoryVisitor
from watched import Opener, Watched

OTHER = "two-blobs"


def tried(at_hand: bool, *but: str) -> list[object]:
    """`make test` tries those that one begins with, but those that take long."""
    quick = [one.id for one in lessons().values() if one.group is LessonGroup.START_HERE and one.id not in but]
    return [
        pytest.param(lesson, id=lesson.id, marks=() if lesson.id in quick else pytest.mark.slow)
        for lesson in lessons().values()
        if is_at_hand(lesson) is at_hand
    ]


@pytest.fixture
def watched(shared: Opener, lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """The lesson in a small window, at full speed."""
    monkeypatch.setattr(rewind, "approach_s", 0.02)
    monkeypatch.setattr(controller, "approach_s", 0.02)
    monkeypatch.setattr(controller, "happening_s", 0.02)
    watched = shared("--lesson", lesson.id if is_at_hand(lesson) else OTHER)
    watched.window.resize(*smallest_size)
    watched.pause()
    yield watched
    watched.window.slow_motion.end()
    if watched.window.session.comparison_client.comparison is not None:
        watched.window.session.comparison_client.end()
    watched.window.story.go_to(0)
    watched.settle()  # what a page had begun is over, before the next lesson begins
    watched.pause()


@pytest.mark.parametrize("lesson", tried(True, "ring"))
def test_who_does_what_a_story_asks_is_told_what_it_promises(watched: Watched, lesson: Lesson) -> None:
    visitor = StoryVisitor(watched, lesson)
    visitor.walk()
    waits = {phase.title: phase.until.then for phase in lesson.phases if phase.until is not None}
    assert all(visitor.told[title].startswith(then) for title, then in waits.items())


@pytest.mark.parametrize("lesson", tried(True, "counterfeiter"))
def test_who_does_everything_wrong_breaks_nothing(watched: Watched, lesson: Lesson) -> None:
    visitor = StoryVisitor(watched, lesson)
    story, session = watched.window.story, watched.window.session
    for number in range(len(story._pages)):
        story.go_to(number)
        visitor.blunder()
    for far in (math.inf, 0, -3):
        story.go_to(int(min(far, 99)))
    watched.window.show_lesson(OTHER)
    watched.window.show_lesson(lesson.id)
    watched.settle()
    visitor.check_page()
    assert story.page == 0
    for _ in story._pages[1:]:
        visitor.click("storyNext")
        visitor.check_page()
    watched.settle()
    assert session.order.stage is OrderStage.THERE
    assert not watched.window.notice.isVisible() or "error" not in watched.window.notice.accessibleName().lower()
    watched.click("playButton")
    step = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step != step or watched.frames[-1].run != session.ordered_run)


@pytest.mark.parametrize("lesson", tried(False))
def test_a_story_whose_data_are_not_there_is_read_all_the_same(watched: Watched, lesson: Lesson) -> None:
    watched.window.show_lesson(lesson.id)
    watched.until(lambda: watched.window.session.order.stage is OrderStage.REFUSED)
    story = watched.window.story
    for _ in story._pages[1:]:
        watched.click("storyNext")
        if story.shown.action:
            story.press()
    assert story.page == len(story._pages) - 1
    assert watched.part("storyReturn", QPushButton).isHidden()
    watched.window.session.go_back()
    watched.settle()
    assert watched.window.lesson.id == OTHER


def test_every_story_has_something_to_do() -> None:
    for lesson in lessons().values():
        assert any(phase.action or phase.deed or phase.predict or phase.duel for phase in lesson.phases), lesson.id
