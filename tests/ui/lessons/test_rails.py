"""A page that trains until something is so: it pauses there, says so, and leaves the wheel to whoever takes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.measures import measured
from gan_playground.ui.lessons.rails import is_met
from gan_playground.ui.theme.unbroken import no_break
from watched import Opener, Watched

PINNED = load_lesson("pinned")
EDGE, RESCUE = (3 + number for number, phase in enumerate(PINNED.phases) if phase.until)
EDGE_WAIT = PINNED.phases[0].until
assert EDGE_WAIT is not None


@pytest.fixture
def watched(shared: Opener) -> Iterator[Watched]:
    """Pinned, at the page on which G's gradient dies."""
    watched = shared("--lesson", "pinned")
    watched.window.story.go_to(EDGE)
    yield watched
    watched.window.story.go_to(0)


def said(watched: Watched) -> str:
    label = watched.part("storyOutcome", QLabel)
    return "" if label.isHidden() else label.text().replace(no_break, " ")


def press(watched: Watched) -> None:
    watched.part("storyAction", QPushButton).click()


def with_wait(lesson: Lesson, within: int) -> Lesson:
    """The same, and its first page of the walk waits so long for what does not come."""
    phase = lesson.phases[0]
    assert phase.until is not None
    until = replace(phase.until, value=-1.0, within=within)
    return replace(lesson, phases=(replace(phase, until=until), *lesson.phases[1:]))


def test_it_pauses_where_the_condition_holds_and_says_at_which_step(watched: Watched) -> None:
    assert said(watched) == ""
    press(watched)
    assert "trains until then" in said(watched)
    watched.until(lambda: said(watched).startswith("G’s gradient is gone."))
    watched.until(lambda: not watched.window.session.is_playing)
    frame = next(
        one for one in watched.frames if f"Step {one.step:,}." in said(watched) and one.run == watched.frames[-1].run
    )
    label = watched.part("storyOutcome", QLabel)
    assert f"Step{no_break}{frame.step:,}." in label.text(), "on one line"
    assert EDGE_WAIT is not None
    assert measured(EDGE_WAIT.measure, frame) < EDGE_WAIT.value
    watched.window.story.go_to(RESCUE)
    assert said(watched) == "", "the next page has not begun"
    press(watched)
    watched.until(lambda: said(watched).startswith("Blue has come to orange."))
    watched.until(lambda: not watched.window.session.is_playing)
    assert watched.window.session.experiment.objective == "non-saturating"


def test_what_is_so_before_the_page_begins_is_not_said_to_have_come_of_it(watched: Watched) -> None:
    watched.until(lambda: watched.window.session.state.step >= 5)
    watched.window.story.go_to(RESCUE)
    rescue = PINNED.phases[RESCUE - 3]
    assert rescue.until is not None
    met = replace(rescue, action="turn", to=0, until=replace(rescue.until, value=1e6))
    phases = (*PINNED.phases[: RESCUE - 3], met, *PINNED.phases[RESCUE - 2 :])
    watched.window.story.show_lesson(replace(PINNED, phases=phases))
    watched.window.story.go_to(RESCUE)
    press(watched)
    assert said(watched).startswith("That is so already")
    assert not watched.window.rails.is_on


def test_what_does_not_come_in_time_is_said_and_the_story_goes_on(watched: Watched) -> None:
    watched.window.story.show_lesson(with_wait(PINNED, within=30))
    watched.window.story.go_to(EDGE)
    press(watched)
    watched.until(lambda: said(watched).startswith("Not within 30 steps"))
    watched.until(lambda: not watched.window.session.is_playing)
    watched.window.story.turn()
    assert watched.window.story.page == EDGE + 1


def test_who_turns_a_knob_has_the_wheel_and_the_button_begins_again(watched: Watched) -> None:
    watched.window.story.show_lesson(with_wait(PINNED, within=100_000))
    watched.window.story.go_to(EDGE)
    press(watched)
    watched.until(lambda: watched.frames[-1].step > 5)
    watched.window.knob_panel.knobs_turned.emit({"discriminator.learning_rate": 0.02})
    assert said(watched).startswith("You have the wheel")
    assert not watched.window.rails.is_on
    assert watched.window.session.is_playing, "nobody takes it from them"
    press(watched)
    assert watched.window.rails.is_on
    assert "trains until then" in said(watched)


def test_another_run_or_page_ends_the_waiting(watched: Watched) -> None:
    watched.window.story.show_lesson(with_wait(PINNED, within=100_000))
    watched.window.story.go_to(EDGE)
    press(watched)
    watched.until(lambda: watched.frames[-1].step > 5)
    watched.window.lessons.restart()
    watched.until(lambda: said(watched).startswith("You have the wheel"))
    press(watched)
    watched.window.story.turn()
    assert not watched.window.rails.is_on
    assert said(watched) == ""


def test_what_is_not_measured_is_not_met(watched: Watched) -> None:
    assert EDGE_WAIT is not None
    watched.settle()
    assert not is_met(replace(EDGE_WAIT, measure="modes", relation="<"), watched.frames[-1])
