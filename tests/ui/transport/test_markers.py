"""What is marked along the way of a run: its own past, and that of the branches it grew from."""

from __future__ import annotations

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.transport.markers import MarkKind, marks_of
from ui.pasts import Past, branched, straight


def told(summary: TimelineSummary, kind: MarkKind) -> list[str]:
    return [mark.words for mark in marks_of(summary) if mark.kind is kind]


def test_a_run_begins_without_marks() -> None:
    assert marks_of(Past().summary) == ()


def test_a_straight_run_marks_what_was_turned_found_and_kept_in_the_order_of_steps() -> None:
    marks = marks_of(straight().summary)
    assert [(mark.step, mark.kind, mark.role) for mark in marks] == [
        (50, MarkKind.EDIT, "generated"),
        (80, MarkKind.BOOKMARK, "text"),
        (120, MarkKind.EDIT, "discriminator"),
        (150, MarkKind.TROUBLE, "warning"),
    ]
    assert [mark.words for mark in marks] == [
        "step 50: Generator learning rate → 0.02",
        "step 80: bookmark “before it broke”",
        "step 120: Discriminator learning rate → 3.0e-3",
        "step 150: Mode collapse",
    ]


def test_what_is_still_to_come_stays_marked_in_the_past() -> None:
    past = straight()
    assert marks_of(past.go_to(60).summary) == marks_of(straight().summary)


def test_a_branch_has_the_marks_of_its_own_way_only() -> None:
    """It left at 80: the trouble at 150 and the knob turned at 120 lie on the other way."""
    summary = branched().summary
    assert told(summary, MarkKind.TROUBLE) == []
    assert [words.partition(":")[0] for words in told(summary, MarkKind.EDIT)] == ["step 50", "step 80", "step 200"]
    assert told(summary, MarkKind.BOOKMARK) == ["step 80: bookmark “before it broke”", "step 240: bookmark"]


def test_forks_are_marked_from_either_side() -> None:
    past = branched()
    assert told(past.summary, MarkKind.FORK) == [
        "step 80: first goes another way",
        "step 200: a slower G goes another way",
    ]
    past.timeline.switch(past.trainer, 0)
    assert told(past.summary, MarkKind.FORK) == ["step 80: a slower G goes another way"]


def test_a_bookmark_of_the_common_past_is_everybody_s() -> None:
    past = branched().go_to(40).bookmark("early")
    past.timeline.switch(past.trainer, 0)
    assert told(past.summary, MarkKind.BOOKMARK) == ["step 40: bookmark “early”", "step 80: bookmark “before it broke”"]
