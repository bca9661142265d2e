"""docs/teachers.md says something of every lesson that ships, and what it says of the route is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gan_playground.lessons.catalogue import shipped_lessons
from gan_playground.lessons.route import shipped_route

PAGE = (Path(__file__).parents[1] / "docs" / "teachers.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^#### ", PAGE, flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("lesson_id", shipped_lessons())
def test_each_lesson_has_its_time_its_aim_and_three_questions(lesson_id: str) -> None:
    (section,) = (one for one in SECTIONS if f"(`{lesson_id}`)" in one.split("\n")[0])
    head, _, rest = section.partition("\n")
    assert re.search(r"· \d+ min", head)
    assert shipped_lessons()[lesson_id].title.removeprefix("The ") in head
    for part in ("**Aim.**", "**Ask.**", "**Listen for.**"):
        assert part in rest
    asked = rest.partition("**Ask.**")[2].partition("**Listen for.**")[0]
    assert len(re.findall(r"\*[^*]+\?\*", asked)) == 3
    asks = [phase.title for phase in shipped_lessons()[lesson_id].phases if phase.predict is not None]
    assert bool(asks) <= ("**Predictions.**" in rest)


def test_the_route_is_told_as_it_is() -> None:
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| ", PAGE, re.MULTILINE)
    lessons = shipped_lessons()
    assert rows == [(lessons[stop.lesson].title, str(stop.minutes)) for stop in shipped_route().stops]
