"""The twenty-minute route that ships, and what is said of one that is wrong."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import load_lesson, shipped_heads
from gan_playground.lessons.lesson import LessonGroup
from gan_playground.lessons.reading_time import reading_s
from gan_playground.lessons.route import page_titles, read_route, shipped_route
from gan_playground.resources import resource_path

TEXT = resource_path("route.toml").read_text(encoding="utf-8")
most_reading = 0.6  # of a stop's minutes: the rest is for hands, and for what trains


def test_it_is_the_five_lessons_to_start_with_in_twenty_minutes() -> None:
    route = shipped_route()
    first = [head.id for head in shipped_heads().values() if head.group is LessonGroup.START_HERE]
    assert [stop.lesson for stop in route.stops] == first
    assert len(route.stops) == len(route.questions) == 5
    assert route.minutes == 20


@pytest.mark.parametrize("stop", shipped_route().stops, ids=lambda stop: stop.lesson)
def test_the_pages_of_a_stop_can_be_read_in_its_minutes(stop) -> None:
    texts = dict(zip(page_titles(stop.lesson), load_lesson(stop.lesson).texts, strict=True))
    assert sum(reading_s(texts[title]) for title in stop.pages) <= most_reading * 60 * stop.minutes


def test_no_answer_stands_where_it_stood_before_and_all_are_there() -> None:
    route = shipped_route()
    for number, question in enumerate(route.questions):
        before, after = (route.order_of(number, again) for again in (False, True))
        assert before == tuple(range(len(question.answers)))
        assert after in permutations(before)
        assert not any(a == b for a, b in zip(before, after, strict=True))
    assert len({route.order_of(number, True) for number in range(5)}) > 1
    assert len({question.right for question in route.questions}) > 1, "or one need not look"


def test_every_picture_is_drawn_in_roles_of_the_theme_and_is_used() -> None:
    used = {answer.file for question in shipped_route().questions for answer in question.answers}
    assert used == set(resource_path("route").glob("*.svg"))
    for file in used:
        assert "#" not in file.read_text(encoding="utf-8"), file.name


def test_the_pictures_are_those_that_the_tool_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of each stage that takes no time."""
    import route_pictures

    for name in ("d-wins", "heap"):
        drawn = "\n  ".join([route_pictures.head, *route_pictures.PICTURES[name]()])
        assert resource_path(f"route/{name}.svg").read_text(encoding="utf-8") == f"{drawn}\n</svg>\n"
    assert {f"{name}.svg" for name in route_pictures.PICTURES} == {
        file.name for file in resource_path("route").iterdir()
    }


def line_with(words: str) -> int:
    return next(number for number, line in enumerate(TEXT.split("\n"), 1) if words in line)


def fault(tmp_path: Path, old: str, new: str) -> str:
    assert old in TEXT
    file = tmp_path / "route.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlaygroundError) as error:
        read_route(file)
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('lesson = "ring"', 'lesson = "rink"', "There is no lesson 'rink'; perhaps 'ring'"),
        (
            '"Will it spread?"',
            '"Will it spred?"',
            "there is no page 'Will it spred?' in 'ring'; perhaps 'Will it spread?'",
        ),
        ('"Look at", "Will it spread?"', '"Will it spread?", "Look at"', "in the order of the lesson"),
        ("minutes = 5", "minutes = 0", "stops 2 minutes: expected `int` >= 1"),
        ("minutes = 5", "minuets = 5", "there is no 'minuets' in stops 2; perhaps 'minutes'"),
        ("right = 2", "right = 3", "'the game' has no answer 3; `right` counts its answers from 0"),
        ('picture = "heap"', 'picture = "heep"', "there is no picture 'heep'; perhaps 'heap'"),
        ('words = "All in the middle"', 'words = "1 2 3 4 5 6 7 8 9"', "the `words` of '1 2 3 4 5 6 7 8 9' has more"),
        ('name = "the game"', 'name = "the generator"', "'the generator' is there twice"),
        ("[[stops]]", "[[stops]", "cannot be read in line"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    told = fault(tmp_path, old, new)
    assert told.startswith("The route route.toml cannot be read in line ")
    assert said in told


def test_the_line_is_the_one(tmp_path: Path) -> None:
    assert f"in line {line_with('minutes = 5')}:" in fault(tmp_path, "minutes = 5", 'minutes = "five"')
    assert f"in line {line_with('Will it spread')}:" in fault(tmp_path, '"Will it spread?"', '"Will it sprout?"')


def test_a_route_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match=r"The route gone\.toml cannot be read"):
        read_route(tmp_path / "gone.toml")
