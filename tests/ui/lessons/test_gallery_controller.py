"""What the gallery remembers of what one has seen, in the real window."""

from __future__ import annotations

import pytest

from gan_playground.lessons.lesson import LessonGroup
from gan_playground.ui.lessons.gallery_controller import GalleryController, seen_after_ticks
from gan_playground.ui.lessons.lesson_delegate import Seen, seen_role
from gan_playground.ui.lessons.story import pages_of
from watched import Opener, Watched


@pytest.fixture
def watched(shared: Opener) -> Watched:
    watched = shared("--lesson", "two-knobs")
    watched.window.gallery.forget_wanted.emit()
    return watched


@pytest.fixture
def memory(watched: Watched) -> GalleryController:
    return watched.window._gallery_controller


def marked(watched: Watched, lesson_id: str) -> Seen:
    """What its row shows."""
    return watched.window.gallery.list.lessons[lesson_id].data(seen_role)


def tick(memory: GalleryController, times: int) -> None:
    for _ in range(times):
        memory._clock.timeout.emit()


def test_who_leaves_the_first_page_has_seen_it_and_at_the_last_all_of_it(watched: Watched) -> None:
    assert marked(watched, "two-knobs") is Seen.NOTHING
    watched.click("storyNext")
    assert marked(watched, "two-knobs") is Seen.SOME
    for _ in pages_of(watched.window.lesson):
        watched.click("storyNext")
    assert marked(watched, "two-knobs") is Seen.ALL
    settings = watched.window._settings
    assert settings.read_lessons == settings.seen_lessons == ["two-knobs"]
    watched.window.gallery.forget_wanted.emit()
    assert marked(watched, "two-knobs") is Seen.NOTHING
    assert settings.read_lessons == settings.seen_lessons == []


def test_what_has_trained_for_a_while_was_seen(watched: Watched, memory: GalleryController) -> None:
    tick(memory, seen_after_ticks - 1)
    assert marked(watched, "two-knobs") is Seen.NOTHING
    tick(memory, 1)
    assert marked(watched, "two-knobs") is Seen.SOME
    assert not memory._clock.isActive()


def test_each_lesson_is_counted_anew_and_only_while_it_trains(watched: Watched, memory: GalleryController) -> None:
    tick(memory, seen_after_ticks - 1)
    watched.window.show_lesson("pinned")
    watched.settle()
    tick(memory, seen_after_ticks - 1)
    assert {marked(watched, name) for name in ("two-knobs", "pinned")} == {Seen.NOTHING}
    watched.until(memory._clock.isActive)
    watched.pause()
    assert not memory._clock.isActive()


def test_what_is_played_while_nobody_is_there_counts_for_nobody(
    watched: Watched, memory: GalleryController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched.window.demo, "is_playing", True)
    tick(memory, 2 * seen_after_ticks)
    watched.window.story.turn()
    assert marked(watched, "two-knobs") is Seen.NOTHING


def test_folded_groups_are_remembered(watched: Watched) -> None:
    rows = watched.window.gallery.list
    rows.fold([LessonGroup.THEORY])
    rows.folded.emit()
    assert watched.window._settings.folded_groups == ["theory"]
    rows.fold(())
    rows.folded.emit()
    assert watched.window._settings.folded_groups == []
