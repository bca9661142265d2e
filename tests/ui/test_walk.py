"""The guided walk of a lesson in the real window: what a page's button does to the run that trains."""

from __future__ import annotations

import math
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QSlider

from cases import one_in
from gan_playground.gan.observe.frame import PhasePicture
from gan_playground.lessons.catalogue import lessons_at_hand, load_lesson
from gan_playground.lessons.lesson import Lesson, Phase
from gan_playground.session.events import Failure
from gan_playground.ui.lessons.pages import pages_of
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.tips import TIPS
from watched import Opener, Watched

before_the_walk = 3  # pages of every lesson's own text


@pytest.fixture
def opened(shared: Opener) -> Opener:
    """One window for all: a walk begins with its lesson."""
    return shared


def phase_of(lesson: str, title: str) -> Phase:
    return next(phase for phase in load_lesson(lesson).phases if phase.title == title)


def open_page(watched: Watched, title: str) -> None:
    """Turn the card's pages, forth or back, until this one is up."""
    titles = [page.title for page in pages_of(watched.window.lesson)]
    shown = watched.part("storyTitle", QLabel)
    assert isinstance(shown, QLabel)
    while (now := shown.text().partition(" · ")[2]) != title:
        watched.click("storyNext" if titles.index(now) < titles.index(title) else "storyBack")


def press(watched: Watched, title: str) -> None:
    """Open a page and press its button."""
    open_page(watched, title)
    watched.click("storyAction")


def until_run(watched: Watched, run: int) -> None:
    watched.until(lambda: watched.run == watched.seen_run == run)


def turned_in(watched: Watched) -> dict[str, object]:
    """Every knob that was turned in this run, by the frame that says so."""
    return {edit.knob: edit.value for edit in watched.frames[-1].edits}


@pytest.mark.parametrize("title", one_in(3, ["Looking ahead", "Friction: R1", "The average"]))
def test_a_page_starts_the_lesson_over_with_its_own_knobs(opened: Opener, title: str) -> None:
    watched = opened("--lesson", "tug-of-war", "--seed", "3")
    lesson, session = load_lesson("tug-of-war"), watched.window.session
    press(watched, title)
    until_run(watched, 2)
    assert session.experiment == lesson.experiment.with_knobs(phase_of("tug-of-war", title).knobs)
    assert session._worker.trainer.experiment == session.experiment
    assert session.run.seed == 3
    assert session.is_playing
    for path, control in watched.window.knob_panel.controls.items():
        assert control.value == session.experiment.knob(path), path
    assert watched.frames[-1].edits == ()


def test_a_page_brings_its_knobs_and_not_those_of_the_page_before(opened: Opener) -> None:
    watched = opened("--lesson", "tug-of-war")
    press(watched, "Friction: R1")
    until_run(watched, 2)
    press(watched, "Looking ahead")
    until_run(watched, 3)
    knobs = phase_of("tug-of-war", "Looking ahead").knobs
    assert watched.window.session.experiment == load_lesson("tug-of-war").experiment.with_knobs(knobs)


@pytest.mark.parametrize(
    ("lesson", "first", "other"),
    one_in(2, [("tug-of-war", "Both at once", "Friction: R1"), ("pinned", "The edge", "Another way out")]),
)
def test_the_first_page_shows_what_it_tells_after_another_was_tried(
    opened: Opener, lesson: str, first: str, other: str
) -> None:
    """Its text speaks of the lesson as it was written, so that is what its button must start."""
    watched = opened("--lesson", lesson)
    press(watched, other)
    until_run(watched, 2)
    press(watched, first)
    until_run(watched, 3)
    assert watched.window.session.experiment == load_lesson(lesson).experiment


def test_a_page_turns_its_knobs_while_it_trains(opened: Opener) -> None:
    watched = opened("--lesson", "counterfeiter")
    session = watched.window.session
    watched.pause()
    press(watched, "Two on duty")
    watched.until(lambda: session.is_playing and bool(watched.frames[-1].edits))
    assert turned_in(watched) == phase_of("counterfeiter", "Two on duty").knobs == {"discriminator.steps": 2}
    assert session.experiment.discriminator.steps == 2
    assert watched.run == 1


def test_a_button_that_turns_one_knob_says_which(opened: Opener) -> None:
    watched = opened("--lesson", "counterfeiter")
    open_page(watched, "Two on duty")
    button = watched.part("storyAction", QPushButton)
    assert isinstance(button, QPushButton)
    assert button.text() == "D steps per turn → 2"


def test_a_button_that_turns_several_does_not_name_them(qtbot: object) -> None:
    lesson = load_lesson("pinned")
    knobs = {"objective": "non-saturating", "penalty.r1": 0.1}
    both = Phase(title="Both", text="", action="turn", knobs=knobs)
    page = pages_of(_with_phases(lesson, both))[-1]
    assert page.button_text == "Turn the knobs"
    card = StoryCard(DARK)
    card.show_lesson(_with_phases(lesson, both))
    heard: list[tuple[str, object]] = []
    card.action_wanted.connect(lambda action, values: heard.append((action, values)))
    for _ in range(before_the_walk):
        card.turn()
    button = card.findChild(QPushButton, "storyAction")
    button.click()
    assert heard == [("turn", knobs)]
    card.deleteLater()


def _with_phases(lesson: Lesson, *phases: Phase) -> Lesson:
    import msgspec

    return msgspec.structs.replace(lesson, phases=phases, claims=())


soon_walked = ("textbook-curve", "tug-of-war", "pinned", "ring", "digits")


def walks_at_hand() -> list[Any]:
    """With every kind of action that there is; the others where there is time."""
    slow = pytest.mark.slow
    lessons = [lesson for lesson in lessons_at_hand() if lesson.phases]
    return [pytest.param(one, id=one.id, marks=() if one.id in soon_walked else slow) for one in lessons]


@pytest.mark.parametrize("lesson", walks_at_hand())
def test_every_page_of_every_walk_can_be_pressed(opened: Opener, lesson: Lesson) -> None:
    watched = opened("--lesson", lesson.id)
    failures: list[Failure] = []
    watched.window.session.failed.connect(failures.append)
    for phase in lesson.phases:
        open_page(watched, phase.title)
        buttons = [watched.part(name) for name in ("storyAction", "storyDiscriminatorAction")]
        pressed = [button for button in buttons if button.isVisible()]
        assert len(pressed) == (1 if phase.action else 0)
        seen = len(watched.frames)
        for button in pressed:
            watched.click(button.objectName())
            watched.until(lambda seen=seen: bool(failures) or len(watched.frames) > seen)
        watched.window.session.cancel()
        assert [one for one in failures if not one.download] == [], phase.title  # what is not here is offered
        failures.clear()
    for path, control in watched.window.knob_panel.controls.items():
        assert control.value == watched.window.session.experiment.knob(path), path


# The lesson's own speed.


def speeds_now(watched: Watched) -> tuple[float, float]:
    """What the transport shows, and what the trainer keeps to."""
    watched.settle()
    return watched.window.transport.speed, watched.window.session._worker._pace.steps_per_second


def at_its_own_speed(watched: Watched) -> Watched:
    """Tests run at full speed, which a press gives back."""
    watched.click("fullSpeedButton")
    return watched


def test_a_lessons_speed_is_taken_up_and_given_back(opened: Opener) -> None:
    watched = at_its_own_speed(opened("--lesson", "textbook-curve"))
    for lesson in ("tug-of-war", "digits", "ring"):
        watched.window.show_lesson(lesson)
        watched.settle()
        speed = load_lesson(lesson).speed or math.inf
        assert speeds_now(watched) == (speed, speed)


def test_a_lesson_opened_first_has_its_speed(opened_alone: Opener) -> None:
    watched = at_its_own_speed(opened_alone("--lesson", "tug-of-war"))
    speed = load_lesson("tug-of-war").speed
    assert speeds_now(watched) == (speed, speed)
    assert isinstance(watched.frames[-1].picture, PhasePicture)


def test_a_speed_that_somebody_chose_is_kept_in_its_lesson(opened: Opener) -> None:
    watched = at_its_own_speed(opened("--lesson", "tug-of-war"))
    slider = watched.part("speedSlider", QSlider)
    assert isinstance(slider, QSlider)
    slider.setValue(slider.value() + 1)
    chosen = watched.window.transport.speed
    assert chosen not in (watched.window.lesson.speed, math.inf)
    watched.click("restartButton")
    watched.settle()
    assert speeds_now(watched) == (chosen, chosen)
    watched.window.show_lesson("textbook-curve")
    watched.settle()
    own = load_lesson("textbook-curve").speed
    assert speeds_now(watched) == (own, own)


def test_a_page_that_starts_over_keeps_the_lessons_speed(opened: Opener) -> None:
    watched = at_its_own_speed(opened("--lesson", "tug-of-war"))
    press(watched, "One after the other")
    until_run(watched, 2)
    speed = load_lesson("tug-of-war").speed
    assert speeds_now(watched) == (speed, speed)


def test_full_speed_is_one_press_away_and_stays_for_the_next_lesson(opened: Opener) -> None:
    watched = at_its_own_speed(opened("--lesson", "tug-of-war"))
    watched.window.named_actions["full_speed"].trigger()
    watched.window.show_lesson("ring")
    watched.settle()
    assert speeds_now(watched) == (math.inf, math.inf)
    watched.window.named_actions["full_speed"].trigger()
    speed = load_lesson("ring").speed
    assert speeds_now(watched) == (speed, speed)


# The tips of the first start.


def test_nobody_is_told_tips_who_did_not_start_the_program_and_escape_sends_them_away(opened: Opener) -> None:
    window = opened("--lesson", "two-knobs").window
    assert not window.tips.is_on
    window.tips.begin()
    assert all(tip.target(window).isVisible() for tip in TIPS)
    window.named_actions["escape"].trigger()
    assert not window.tips.is_on
