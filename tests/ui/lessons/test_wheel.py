"""Who does anything else to the run of a story has the wheel; one button puts the run back, and the page goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.claim import Wait
from gan_playground.lessons.deed import Deed
from gan_playground.lessons.lesson import Lesson, Phase
from gan_playground.session.commands import GoTo
from gan_playground.session.run import run
from gan_playground.ui.lessons.wheel import Wheel
from gan_playground.ui.theme.unbroken import no_break
from watched import Opener, Watched

PINNED = load_lesson("pinned")
RATE, WIDTH = "discriminator.learning_rate", "generator.width"
PAGE = 3
MUCH = 100_000
WAIT = Wait(measure="step", relation=">=", value=MUCH, within=MUCH, then="It has come.")


def one_page(**phase: object) -> Lesson:
    return replace(PINNED, phases=(Phase(title="Now", text="…", **phase), Phase(title="End", text="…")), claims=())


@pytest.fixture
def window(shared: Opener, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """Pinned, from its beginning; every run is kept, however short."""
    monkeypatch.setattr(run, "short_life_s", 0.0)
    watched = shared("--lesson", "pinned")
    yield watched
    watched.window.story.go_to(0)


@pytest.fixture
def watched(window: Watched) -> Watched:
    """A page that waits for what takes long; it has begun."""
    begin(window, action="play", until=WAIT)
    return window


def begin(watched: Watched, **phase: object) -> None:
    watched.pause()
    watched.window.story.show_lesson(one_page(**phase))
    watched.window.story.go_to(PAGE)
    watched.part("storyAction", QPushButton).click()
    far = watched.frames[-1].step + 20
    watched.until(lambda: watched.frames[-1].step > far)


def said(watched: Watched) -> str:
    return watched.part("storyOutcome", QLabel).text().replace(no_break, " ")


def is_offered(watched: Watched) -> bool:
    return not watched.part("storyReturn", QPushButton).isHidden()


def come_back(watched: Watched) -> None:
    watched.part("storyReturn", QPushButton).click()
    assert not is_offered(watched)
    watched.until(lambda: said(watched).startswith("It trains until then"))


def turn(watched: Watched) -> None:
    watched.window.knob_panel.knobs_turned.emit({RATE: 0.02})


def restart(watched: Watched) -> None:
    watched.window.lessons.restart()


def reseed(watched: Watched) -> None:
    watched.window.lessons.choose_seed(7)


def build_anew(watched: Watched) -> None:
    watched.window.history.turn({WIDTH: 24})


def go_back(watched: Watched) -> None:
    watched.window.session.past.go_to(5)


def both(watched: Watched) -> None:
    """A knob, a restart, another seed, and the seed again."""
    for act in (turn, restart, reseed, restart):
        act(watched)
        watched.settle()


@pytest.mark.parametrize("act", [turn, restart, reseed, build_anew, go_back, both])
def test_it_comes_back_to_where_the_hand_came_and_waits_on(watched: Watched, act: Callable[[Watched], None]) -> None:
    window, session = watched.window, watched.window.session
    before = session.experiment, session.seed
    played = watched.settle().step
    act(watched)
    watched.until(lambda: is_offered(watched))
    assert said(watched) == "You have the wheel."
    assert not window.rails.is_on
    if act is not go_back:
        assert session.will_play, "nobody takes it from them"
        watched.settle()
        watched.until(lambda: watched.frames[-1].step > 10)
    come_back(watched)
    assert (session.experiment, session.seed) == before
    assert session.will_play
    assert window.rails.is_on
    watched.settle()
    watched.until(lambda: watched.frames[-1].step > played)
    assert watched.frames[-1].edits == (), "as if nobody had touched it"


@pytest.mark.parametrize("act", [restart, reseed, build_anew])
def test_a_run_too_short_to_be_kept_begins_anew(
    watched: Watched, act: Callable[[Watched], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "short_life_s", 1e6)
    session = watched.window.session
    before = session.experiment, session.seed
    act(watched)
    watched.settle()
    come_back(watched)
    assert (session.experiment, session.seed) == before
    watched.settle()
    assert watched.run == 3
    assert watched.window.rails.is_on
    assert watched.window.lessons.seed == session.seed


def test_it_is_put_back_to_the_very_step(watched: Watched) -> None:
    """Of a run that stood still: turned there, it trains on as if it had not been turned."""
    step = watched.pause().step
    turn(watched)
    assert is_offered(watched)
    watched.window.session.play_until(step + 20)
    watched.settle()
    sent = watched.sent()
    watched.part("storyReturn", QPushButton).click()
    watched.until(lambda: said(watched).startswith("It trains until then"))
    assert next(command.step for command in sent if hasattr(command, "step")) == step
    watched.settle()
    assert watched.window.session.experiment == PINNED.experiment


def test_another_branch_is_left_for_that_of_the_story(watched: Watched) -> None:
    session = watched.window.session
    watched.pause()
    session.past.go_to(5)
    watched.until(lambda: is_offered(watched))
    watched.window.history.turn({RATE: 0.02})
    session.play_until(30)
    watched.until(lambda: session.state.step == 30)
    watched.settle()
    watched.part("storyAction", QPushButton).click()  # the page goes on, of this run
    watched.settle()
    assert session.state.timeline is not None
    own = session.state.timeline.branch
    assert own != 0
    session.past.switch(0)
    watched.until(lambda: is_offered(watched))
    come_back(watched)
    assert session.experiment.knob(RATE) == 0.02
    watched.until(lambda: session.state.timeline.branch == own)


def test_where_the_branch_of_the_story_was_removed_its_run_begins_anew(watched: Watched) -> None:
    session = watched.window.session
    watched.pause()
    session.past.go_to(5)
    watched.until(lambda: is_offered(watched))
    watched.window.history.turn({RATE: 0.02})
    session.play_until(30)
    watched.until(lambda: session.state.step == 30)
    watched.settle()
    watched.part("storyAction", QPushButton).click()
    watched.settle()
    story, own = session.ordered_run, session.state.timeline.branch
    assert own != 0
    session.past.remove(own)
    watched.until(lambda: is_offered(watched))
    watched.until(lambda: session.state.timeline.branch == 0)
    come_back(watched)
    assert session.ordered_run != story
    assert session.experiment.knob(RATE) == 0.02
    assert session.will_play


def test_a_comparison_that_a_hand_began_is_ended_and_the_run_is_the_same(watched: Watched) -> None:
    session = watched.window.session
    session.comparison_client.compare({RATE: 0.02})
    watched.until(lambda: session.comparison_client.comparison is not None)
    watched.settle()
    assert not is_offered(watched)
    run, branch = session.ordered_run, session.state.timeline.branch
    watched.window.knob_panel.knobs_turned.emit({"generator.learning_rate": 0.02})
    assert is_offered(watched)
    watched.settle()
    sent = watched.sent()
    come_back(watched)
    assert [(one.run, one.branch) for one in sent if isinstance(one, GoTo)] == [(run, branch)]
    assert session.ordered_run == run
    assert session.experiment == PINNED.experiment
    watched.settle()
    assert session.comparison_client.comparison is None


def play(watched: Watched) -> None:
    watched.window.session.play()


def scrub(watched: Watched) -> None:
    watched.window.session.past.visit(3)


@pytest.mark.parametrize("hand", [play, scrub, go_back])
def test_a_hand_that_comes_on_the_way_back_is_offered_it_again(
    watched: Watched, hand: Callable[[Watched], None]
) -> None:
    session = watched.window.session
    step = watched.pause().step
    turn(watched)
    session.play_until(step + 20)
    watched.settle()
    watched.part("storyReturn", QPushButton).click()
    hand(watched)
    watched.until(lambda: is_offered(watched))
    assert said(watched) == "You have the wheel."
    watched.settle()
    assert is_offered(watched)
    come_back(watched)
    assert session.experiment == PINNED.experiment


def test_a_page_that_is_turned_meanwhile_brings_no_run_back(watched: Watched) -> None:
    session = watched.window.session
    restart(watched)
    watched.settle()
    watched.until(lambda: is_offered(watched))
    of_hand = session.ordered_run
    watched.part("storyReturn", QPushButton).click()
    watched.window.story.turn()
    watched.until(session.is_written)
    watched.settle()
    assert session.ordered_run == of_hand
    assert session.will_play


def test_a_run_that_stood_still_begins_anew_and_stands_still(window: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "short_life_s", 1e6)
    session = window.window.session
    window.pause()
    window.window.story.show_lesson(one_page(deed=Deed(turn={RATE: [0.015, 0.025]}, then="Faster.")))
    window.window.story.go_to(PAGE)
    restart(window)
    window.settle()
    window.part("storyReturn", QPushButton).click()
    window.until(lambda: said(window) == "")
    window.settle()
    assert not session.will_play


def test_a_frame_that_is_older_than_what_was_told_takes_no_wheel(watched: Watched) -> None:
    session, frame = watched.window.session, watched.pause()
    wheel, taken = Wheel(session, watched.window), list[object]()
    wheel.taken.connect(taken.append)
    session.last_frame = replace(frame, step=frame.step - 9)
    wheel.watch(frozenset())
    session.last_frame = frame
    wheel._on_frame(replace(frame, step=frame.step - 4))
    assert taken == []
    wheel._on_frame(replace(frame, step=frame.step - 6))
    assert taken != []


@pytest.mark.parametrize("act", [turn, restart, reseed, build_anew])
def test_what_is_undone_next_is_the_coming_back(watched: Watched, act: Callable[[Watched], None]) -> None:
    """The run that the hand had made is there again, with its knobs."""
    session = watched.window.session
    act(watched)
    watched.settle()
    of_hand = session.experiment, session.seed
    watched.until(lambda: watched.frames[-1].step > 10)
    come_back(watched)
    watched.settle()
    story = session.ordered_run
    watched.window.history.undo()  # a run that was kept is read first
    watched.until(lambda: act is turn or session.ordered_run != story)
    watched.settle()
    assert (session.experiment, session.seed) == of_hand
    assert is_offered(watched), "and that is a hand's doing again"


def test_what_the_page_has_told_stays_told(window: Watched) -> None:
    soon = window.frames[-1].step + 60
    begin(window, action="play", until=Wait(measure="step", relation=">=", value=soon, within=MUCH, then="There."))
    window.until(lambda: said(window).startswith("There."))
    told = said(window)
    step = window.settle().step
    turn(window)
    assert said(window) == f"{told} You have the wheel."
    window.window.session.play_until(step + 10)
    window.settle()
    window.part("storyReturn", QPushButton).click()
    window.until(lambda: said(window) == told)
    assert window.settle().step == step
    assert not window.window.session.is_playing, "it stood still when the hand came"


def test_a_page_that_turns_a_knob_speaks_of_one_run(window: Watched) -> None:
    session = window.window.session
    begin(window, action="compare", knobs={"objective": "non-saturating"})
    window.until(lambda: session.comparison_client.comparison is not None)
    begin(window, action="turn", knobs={"objective": "non-saturating"})
    window.until(lambda: session.comparison_client.comparison is None)
    assert session.experiment == PINNED.experiment.with_knobs({"objective": "non-saturating"})
    assert not is_offered(window)


@pytest.mark.parametrize("nothing", ["pause", "step_both", "toggle"])
def test_to_pause_and_to_go_on_by_hand_takes_no_wheel(watched: Watched, nothing: str) -> None:
    watched.pause()
    getattr(watched.window.session, nothing)()
    watched.settle()
    assert not is_offered(watched)
    assert watched.window.rails.is_on


def test_another_device_takes_no_wheel(watched: Watched) -> None:
    session = watched.window.session
    session.choose_device("cpu" if session.device != "cpu" else "auto")
    watched.settle()
    assert not is_offered(watched)
    assert watched.window.rails.is_on
    session.choose_device("auto")


def test_another_lesson_or_page_offers_no_way_back(watched: Watched) -> None:
    turn(watched)
    assert is_offered(watched)
    watched.window.story.turn()
    assert not is_offered(watched)
    assert said(watched) == ""
    watched.window.story.go_to(PAGE)
    watched.part("storyAction", QPushButton).click()
    turn(watched)
    watched.window.show_lesson("two-knobs")
    assert not is_offered(watched)
    watched.settle()
    assert not watched.window.rails.is_on


def test_a_comparison_that_was_ended_begins_again(window: Watched) -> None:
    session = window.window.session
    knobs = {"objective": "non-saturating"}
    begin(window, action="compare", knobs=knobs, until=WAIT)
    window.until(lambda: session.comparison_client.comparison is not None)
    session.comparison_client.end()
    window.until(lambda: is_offered(window))
    come_back(window)
    window.until(lambda: session.comparison_client.comparison is not None)
    assert session.comparison_client.comparison.run_b.experiment.objective == "non-saturating"
    assert not is_offered(window)
    session.comparison_client.end()
    window.settle()


def test_the_knob_that_a_page_asks_for_is_nobody_s_taking(window: Watched) -> None:
    window.pause()
    window.window.story.show_lesson(one_page(deed=Deed(turn={RATE: [0.015, 0.025]}, then="Faster.")))
    window.window.story.go_to(PAGE)
    turn(window)
    assert not is_offered(window)
    window.window.knob_panel.knobs_turned.emit({"generator.learning_rate": 0.02})
    assert is_offered(window)
    window.part("storyReturn", QPushButton).click()
    window.until(lambda: said(window) == "")
    assert window.window.session.experiment.knob("generator.learning_rate") == PINNED.experiment.generator.learning_rate
    assert window.window.session.experiment.knob(RATE) == 0.02, "what the page asked for stays"


def test_a_run_whose_data_are_missing_is_nothing_to_come_back_to(
    opened_alone: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path))
    watched = opened_alone("--lesson", "mnist")
    story, session = watched.window.story, watched.window.session
    story.go_to(next(i for i, page in enumerate(story._pages) if page.knobs.get("data.kind") == "mnist"))
    there = session.ordered_run
    watched.part("storyAction", QPushButton).click()
    assert session.ordered_run != there
    watched.until(lambda: session.ordered_run == there)
    assert watched.window.notice.isVisible()
    assert session.experiment.data.kind == "digits"
    assert not is_offered(watched)
