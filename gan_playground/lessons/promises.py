"""What a story promises by its pages that wait for something: that it comes in time. Tried as claims are."""

from __future__ import annotations

from gan_playground.lessons.check import START, acts_of_page
from gan_playground.lessons.claim import Act, Claim, Condition
from gan_playground.lessons.lesson import Lesson


def promises(lesson: Lesson) -> list[Claim]:
    """One for each page that waits."""
    return [_promise(lesson, page) for page, phase in enumerate(lesson.phases, 1) if phase.until]


def _promise(lesson: Lesson, page: int) -> Claim:
    wait = lesson.phases[page - 1].until
    assert wait is not None
    way = _way_to(lesson, page)
    return Claim(
        page=page,
        says=wait.then,
        do=tuple(way),
        measure="step",
        relation="<=",
        value=float(sum(act.train for act in way)),
        until=Condition(measure=wait.measure, relation=wait.relation, value=wait.value),
    )


def _way_to(lesson: Lesson, page: int) -> list[Act]:
    """What hands and buttons do from the last page on that begins anew; who waits there, waits as long as it takes."""
    acts: list[Act] = []
    for number in range(1, page + 1):
        phase = lesson.phases[number - 1]
        deed = [Act(turn=phase.deed.values)] if phase.deed is not None and phase.deed.turn else []
        acts += deed
        its = [START] if phase.action == "compare" else acts_of_page(lesson, number)  # what waits is the first run
        wait = phase.until
        acts = [*([] if any(act.begin for act in its) else acts), *its, *([Act(train=wait.within)] if wait else [])]
    return acts
