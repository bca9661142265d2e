"""That a page waits for something promises that it comes in time: tried in `lesson check` as claims are."""

from __future__ import annotations

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.check import check_claims
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


def test_what_comes_is_held_and_what_does_not_is_not() -> None:
    lesson = load_lesson("pinned")
    first, _ = promises(lesson)
    (outcome,) = check_claims(lesson, [first], 0, never)
    assert outcome.holds
    assert all(0 < step <= 400 for step in outcome.values)
