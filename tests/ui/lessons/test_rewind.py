"""A page that goes back: to a step of the lesson's own course, where what is tried there is a branch of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.claim import Wait
from gan_playground.lessons.lesson import Phase
from gan_playground.ui.lessons import rewind
from gan_playground.ui.theme.unbroken import no_break
from watched import Opener, Watched

back_to = 40
PINNED = load_lesson("pinned")
WAIT = Wait(measure="step", relation=">=", value=back_to + 20, within=400, then="Twenty more.")
BACK = Phase(title="Again", text="…", action="rewind", to=back_to, knobs={"batch_size": 64}, until=WAIT)
NOT_LIVE = "generator.width"
RATE = "discriminator.learning_rate"
PAGE = 3


@pytest.fixture
def watched(shared: Opener, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """Pinned, with one page, which goes back; the run is well past its step, and paused."""
    monkeypatch.setattr(rewind, "approach_s", 0.02)
    watched = shared("--lesson", "pinned")
    watched.window.story.show_lesson(replace(PINNED, phases=(BACK,), claims=()))
    watched.window.story.go_to(PAGE)
    watched.until(lambda: watched.frames[-1].step > back_to + 30)
    watched.pause()
    yield watched
    watched.window.story.go_to(0)


def press(watched: Watched) -> None:
    watched.part("storyAction", QPushButton).click()


def said(watched: Watched) -> str:
    return watched.part("storyOutcome", QLabel).text().replace(no_break, " ")


def come(watched: Watched) -> None:
    """Until what the page waits for has come."""
    watched.until(lambda: said(watched).startswith("Twenty more."))
    watched.settle()


def timeline(watched: Watched) -> TimelineSummary:
    summary = watched.window.session.state.timeline
    assert summary is not None
    return summary


def test_its_button_says_where_it_leads(watched: Watched) -> None:
    assert watched.part("storyAction", QPushButton).text() == "Back to step 40"


def test_what_is_tried_there_is_a_branch_and_what_was_is_still_there(watched: Watched) -> None:
    run, last = watched.run, watched.frames[-1].step
    press(watched)
    come(watched)
    assert watched.run == run
    first, second = timeline(watched).branches
    assert (second.parent, second.forked_at) == (first.number, back_to)
    assert timeline(watched).branch == second.number
    assert first.last_step == last
    assert [(edit.knob, edit.value, edit.step) for edit in second.edits] == [("batch_size", 64, back_to)]
    assert dict(second.changes) == {"batch_size": 64}
    assert watched.window.history.way_back.undo.endswith("→ 64")
    watched.window.session.past.switch(first.number)
    assert watched.settle().step == last
    assert said(watched).startswith("Twenty more."), "what the page has told stays while one looks at the other"


def test_gone_back_twice_it_begins_where_the_lesson_was_and_not_on_the_branch(watched: Watched) -> None:
    for _ in range(2):
        press(watched)
        come(watched)
        assert said(watched).startswith("Twenty more.")
        watched.window.session.play()
        watched.until(lambda: watched.frames[-1].step > back_to + 60)
        watched.pause()
    assert {(one.parent, one.forked_at) for one in timeline(watched).branches[1:]} == {(0, back_to)}


def test_a_live_knob_that_was_turned_later_is_as_it_was_there(watched: Watched) -> None:
    watched.window.history.turn({RATE: 0.05})
    watched.settle()
    press(watched)
    come(watched)
    assert watched.run == 1
    assert watched.window.session.experiment == PINNED.experiment.with_knobs({"batch_size": 64})


def test_on_a_branch_that_was_never_there_as_the_lesson_it_goes_by_the_one_that_was(watched: Watched) -> None:
    watched.window.session.past.go_to(10)
    watched.settle()
    watched.window.history.turn({RATE: 0.05})
    watched.window.session.play_until(back_to + 30)
    watched.settle()
    press(watched)
    come(watched)
    assert watched.run == 1
    assert [(one.parent, one.forked_at) for one in timeline(watched).branches] == [(None, 0), (0, 10), (0, back_to)]
    assert watched.window.session.experiment == PINNED.experiment.with_knobs(BACK.knobs)


def test_a_run_of_other_networks_gives_way_to_the_lesson_from_its_beginning(watched: Watched) -> None:
    watched.window.history.turn({NOT_LIVE: 24})
    watched.settle()
    press(watched)
    assert "On the way to step 40" in said(watched)
    come(watched)
    assert watched.window.session.experiment == PINNED.experiment.with_knobs(BACK.knobs)
    assert watched.run == 3
    assert [edit.step for edit in timeline(watched).branches[0].edits] == [back_to]


def test_somebody_else_s_run_on_its_way_is_theirs(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewind, "approach_s", 1e6)
    watched.window.history.turn({NOT_LIVE: 24})
    watched.settle()
    press(watched)
    watched.window.lessons.restart()
    watched.until(lambda: "wheel" in said(watched))
    assert not watched.window.rewind.is_on
    assert watched.window.transport.speed == pytest.approx(float("inf"))


def test_who_stops_it_on_its_way_has_it(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewind, "approach_s", 1e6)
    watched.window.history.turn({NOT_LIVE: 24})
    watched.settle()
    press(watched)
    watched.until(lambda: watched.window.session.is_playing)
    watched.window.session.pause()
    watched.until(lambda: "wheel" in said(watched))
    assert not watched.window.rewind.is_on


def play(watched: Watched) -> None:
    watched.window.session.play()


def scrub(watched: Watched) -> None:
    watched.window.session.past.visit(3)


@pytest.mark.parametrize("hand", [play, scrub])
def test_who_does_anything_on_the_way_through_the_past_has_it(
    watched: Watched, hand: Callable[[Watched], None]
) -> None:
    press(watched)
    hand(watched)
    watched.until(lambda: "wheel" in said(watched))
    assert not watched.window.rewind.is_on
    watched.settle()
    assert watched.window.session.experiment == PINNED.experiment, "nothing is turned any more"


def test_a_page_that_is_turned_on_the_way_lets_the_run_go_on(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewind, "approach_s", 1e6)
    watched.window.history.turn({NOT_LIVE: 24})
    watched.settle()
    press(watched)
    watched.until(lambda: watched.window.session.is_playing)
    watched.window.story.go_to(0)
    assert watched.window.transport.speed == pytest.approx(float("inf"))
    watched.until(lambda: watched.seen_run == 3 and watched.frames[-1].step > back_to + 20)
    assert watched.window.session.will_play
