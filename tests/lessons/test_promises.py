"""That a page waits for something promises that it comes in time: tried in `lesson check` as claims are."""

from __future__ import annotations

from msgspec.structs import replace

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.check import START, check_claims
from gan_playground.lessons.claim import Act, Wait
from gan_playground.lessons.deed import Deed
from gan_playground.lessons.lesson import Phase
from gan_playground.lessons.promises import promises


def never(_steps: int) -> None:
    """Nobody interrupts."""


def test_each_page_that_waits_promises_and_goes_the_way_that_its_reader_went() -> None:
    lesson = load_lesson("pinned")
    first, second = promises(lesson)
    assert [act.name for act in first.do] == ["begin", "train"]
    assert [act.name for act in second.do] == ["begin", "train", "turn", "train"]
    assert (first.page, second.page) == (1, 3)
    assert [act.train for act in first.do] == [0, 400]
    assert second.do[-1].train == 1000
    assert second.value == sum(act.train for act in second.do)


TO = 60
WAIT = Wait(measure="step", relation=">=", value=TO + 30, within=50, then="There.")


def way(*phases: Phase) -> list[Act]:
    """What is done for the last of these pages, which waits."""
    lesson = replace(load_lesson("pinned"), phases=phases, claims=())
    return list(promises(lesson)[-1].do)


def test_a_page_that_goes_back_begins_with_the_lesson_and_turns_its_knobs_there() -> None:
    before = Phase(title="Before", text="…", action="turn", knobs={"discriminator.learning_rate": 0.05})
    back = Phase(title="Back", text="…", action="rewind", to=TO, knobs={"batch_size": 64}, until=WAIT)
    assert way(before, back) == [START, Act(train=TO), Act(turn={"batch_size": 64}), Act(train=50)]
    at_once = replace(back, to=0)
    assert way(before, at_once) == [START, Act(turn={"batch_size": 64}), Act(train=50)]
    later = Phase(title="On", text="…", action="play", until=replace(WAIT, within=70))
    assert way(before, back, later)[-2:] == [Act(train=50), Act(train=70)]


def test_what_goes_back_is_tried_from_there() -> None:
    back = Phase(title="Back", text="…", action="rewind", to=TO, knobs={"batch_size": 64}, until=WAIT)
    lesson = replace(load_lesson("pinned"), phases=(back,), claims=())
    (outcome,) = check_claims(lesson, promises(lesson), 0, never)
    assert outcome.values == (TO + 30,) * 5
    assert outcome.holds
    too_late = replace(back, until=replace(WAIT, value=TO + 51))
    lesson = replace(lesson, phases=(too_late,))
    (outcome,) = check_claims(lesson, promises(lesson), 0, never)
    assert outcome.held == 0


def test_a_hand_s_knobs_are_turned_on_the_way_and_of_two_runs_the_first_waits() -> None:
    deed = Deed(turn={"discriminator.learning_rate": [0.02, 0.04], "batch_size": 64}, then="Turned.")
    asks = Phase(title="You", text="…", deed=deed)
    waits = Phase(title="Now", text="…", action="play", until=WAIT)
    turned = Act(turn={"discriminator.learning_rate": 0.02, "batch_size": 64})
    assert way(asks, waits) == [turned, Act(train=50)]
    both = Phase(title="Both", text="…", action="compare", knobs={"batch_size": 64}, until=WAIT)
    assert way(asks, both) == [START, Act(train=50)]


def test_what_comes_is_held_and_what_does_not_is_not() -> None:
    lesson = load_lesson("pinned")
    first, _ = promises(lesson)
    (outcome,) = check_claims(lesson, [first], 0, never)
    assert outcome.holds
    assert all(0 < step <= 400 for step in outcome.values)
