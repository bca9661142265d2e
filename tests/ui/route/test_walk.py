"""Where somebody is on the route, and what it has changed."""

from __future__ import annotations

from datetime import date

import pytest

from gan_playground.lessons.route import shipped_route
from gan_playground.ui.route.difference import Change, difference_of, to_keep
from gan_playground.ui.route.kept import KeptRoute, how_many_knew, kept_routes
from gan_playground.ui.route.walk import RoutePart, RouteWalk, unknown

NAMES = [question.name for question in shipped_route().questions]


def answer_all(walk: RouteWalk, *answers: int) -> None:
    for answer in answers:
        walk.take(answer)
        walk.turn(1)


def right(*wrong: int) -> list[int]:
    """The right answers, but for those questions."""
    questions = shipped_route().questions
    return [(one.right + (number in wrong)) % len(one.answers) for number, one in enumerate(questions)]


def test_questions_then_five_stops_then_the_questions_again() -> None:
    walk = RouteWalk(shipped_route())
    answer_all(walk, *right(0, 1, 2))
    assert (walk.part, walk.stop) == (RoutePart.LESSONS, 0)
    met = []
    while walk.part is RoutePart.LESSONS:
        met.append((walk.at.lesson, walk.next_title))
        walk.go_on()
    assert [lesson for lesson, _ in met] == [stop.lesson for stop in shipped_route().stops]
    assert [title for _, title in met] == [*(lesson for lesson, _ in met[1:]), ""]
    assert walk.asks_again
    assert walk.answer is None, "what was said before is not said again"
    answer_all(walk, *right())
    assert walk.part is RoutePart.TOLD


def test_who_turns_back_finds_the_answer_and_the_first_question_stays() -> None:
    walk = RouteWalk(shipped_route())
    walk.take(1)
    walk.turn(1)
    walk.turn(-1)
    assert walk.answer == 1
    walk.turn(-1)
    assert (walk.part, walk.question) == (RoutePart.BEFORE, 0)


def test_minutes_are_those_of_the_stops_to_come_and_what_is_left_here() -> None:
    route = shipped_route()
    walk = RouteWalk(route, RoutePart.LESSONS)
    assert walk.minutes_left == route.minutes == 20
    walk.spent_s = 61.0
    assert walk.minutes_left == 19
    walk.spent_s = 3600.0
    assert walk.minutes_left == 20 - route.stops[0].minutes, "what is late here takes nothing from the others"
    walk.go_on()
    assert walk.spent_s == 0.0
    walk.stop, walk.spent_s = 4, 3600.0
    assert walk.minutes_left == 0


def test_the_last_page_of_a_stop_is_the_last_that_belongs_to_the_route() -> None:
    walk = RouteWalk(shipped_route(), RoutePart.LESSONS, page="What you see")
    assert not walk.is_last_page
    walk.page = walk.at.pages[-1]
    assert walk.is_last_page
    walk.page = "Try"  # which a hand may have turned to
    assert not walk.is_last_page


def told(before: list[int], after: list[int]) -> RouteWalk:
    return RouteWalk(shipped_route(), before=dict(enumerate(before)), after=dict(enumerate(after)))


def test_each_question_has_won_kept_lost_or_not_yet() -> None:
    walk = told(right(1, 3, 4), right(2, 4))
    difference = difference_of(walk)
    kept, won, lost, yet = Change.KEPT, Change.WON, Change.LOST, Change.NOT_YET
    assert [one.change for one in difference.questions] == [kept, won, lost, won, yet]
    assert difference.sentence == (
        "Before, 2 of your 5 answers were right; now 3. New: the discriminator and why it fails."
    )
    assert difference_of(told(right(0), right(0))).sentence == "Before, 4 of your 5 answers were right; now 4."
    nobody = difference_of(told([unknown] * 5, right()))
    assert nobody.sentence.startswith("Before, 0 of your 5 answers were right; now 5. New: the generator, ")
    assert difference_of(told(right(1, 2, 3, 4), right(1, 2, 3, 4))).sentence.startswith(
        "Before, 1 of your 5 answers was"
    )


def test_a_class_sees_what_it_knew_today_and_nobody_is_named() -> None:
    kept_routes.add(KeptRoute(day="2020-01-01", before=tuple(NAMES), after=()))
    first, second = told(right(0, 1, 2, 3), right(3)), told(right(0, 1), right())
    kept_routes.add(to_keep(first))
    assert difference_of(first).class_sentence == "", "one is no class"
    kept_routes.add(to_keep(second))
    difference = difference_of(second)
    assert difference.class_sentence == ("On this computer 2 went this way today: 2.0 of 5 right before, 4.5 after.")
    assert [one.today for one in difference.questions] == [(0, 2), (0, 2), (1, 2), (1, 1), (2, 2)]
    assert difference.questions[3].class_words == "Today 1 → 1 of 2"
    assert how_many_knew(kept_routes.of_today(), "what mends it") == (2, 2)
    lines = kept_routes.path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert set(kept_routes.of_today()[0].__struct_fields__) == {"day", "before", "after"}


def test_a_broken_line_is_nothing_and_all_can_be_forgotten() -> None:
    assert kept_routes.all() == []
    kept_routes.add(to_keep(told(right(), right())))
    with kept_routes.path.open("ab") as file:
        file.write(b'{"day": "2020\n[]\n\xff\xfe\n')
    kept_routes.add(to_keep(told(right(0), right())))
    assert [one.day for one in kept_routes.all()] == [date.today().isoformat()] * 2
    kept_routes.forget()
    kept_routes.forget()
    assert kept_routes.all() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_reads_well_in_a_sentence(name: str) -> None:
    assert name[0].islower()
