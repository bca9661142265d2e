"""The format of the twenty-minute route: lessons in their order, and the questions before and after them.

resources/route.toml, documented in docs/teachers.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import STORY_TITLES
from gan_playground.lessons.markup import plain
from gan_playground.lessons.reading import read_form
from gan_playground.resources import resource_path

"""Of the pages that every lesson has before its phases."""

most_ask_words, most_why_words, most_answer_words = 24, 36, 8
fewest_answers, most_answers = 2, 4
Words = Annotated[str, msgspec.Meta(min_length=3)]


class RouteStop(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A lesson, by its id; which of its pages belong to the route, by their titles; how many minutes they take."""

    lesson: str
    minutes: Annotated[int, msgspec.Meta(ge=1, le=60)]
    pages: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        there = page_titles(self.lesson)
        for title in self.pages:
            if title not in there:
                raise PlaygroundError(f"there is no page {title!r} in {self.lesson!r}; {nearest(title, there)}.")
        if list(self.pages) != [title for title in there if title in self.pages]:
            raise PlaygroundError(f"the `pages` of {self.lesson!r} come once each, in the order of the lesson.")


class RouteAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """picture: a file of resources/route, without its ending. seen: what is on it, to be heard. words: below it."""

    picture: str
    seen: Words
    words: Words

    def __post_init__(self) -> None:
        if not self.file.is_file():
            there = sorted(file.stem for file in self.file.parent.glob("*.svg"))
            raise PlaygroundError(f"there is no picture {self.picture!r}; {nearest(self.picture, there)}.")
        _check_length("words", self.words, self.words, most_answer_words)

    @property
    def file(self) -> Path:
        """An .svg in the roles of the theme."""
        return resource_path(f"route/{self.picture}.svg")


class RouteQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """name: what it is about. right: which answer is, from 0. why: said at the end, and never before."""

    name: Words
    ask: Words
    why: Words
    right: Annotated[int, msgspec.Meta(ge=0)]
    answers: tuple[RouteAnswer, ...]

    def __post_init__(self) -> None:
        if not fewest_answers <= len(self.answers) <= most_answers:
            raise PlaygroundError(f"{self.name!r} has {fewest_answers} to {most_answers} `answers`.")
        if self.right >= len(self.answers):
            raise PlaygroundError(f"{self.name!r} has no answer {self.right}; `right` counts its answers from 0.")
        _check_length("ask", self.name, self.ask, most_ask_words)
        _check_length("why", self.name, self.why, most_why_words)


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The stops one after the other; the questions are the same before and after them."""

    stops: Annotated[tuple[RouteStop, ...], msgspec.Meta(min_length=1)]
    questions: Annotated[tuple[RouteQuestion, ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        _check_once(stop.lesson for stop in self.stops)
        _check_once(question.name for question in self.questions)

    @property
    def minutes(self) -> int:
        """Of all stops."""
        return sum(stop.minutes for stop in self.stops)

    def order_of(self, question: int, again: bool) -> tuple[int, ...]:
        """In which order its answers stand; again: none is where it stood before, by a rule that knows no chance."""
        count = len(self.questions[question].answers)
        turn = 1 + question % (count - 1) if again else 0
        return tuple((place + turn) % count for place in range(count))


def page_titles(lesson: str) -> list[str]:
    """Of a lesson's pages, as its card has them."""
    return [*STORY_TITLES, *(phase.title for phase in load_lesson(lesson).phases)]


@cache
def shipped_route() -> Route:
    """Raises PlaygroundError that says what is wrong in its file."""
    return read_route(resource_path("route.toml"))


def read_route(file: Path) -> Route:
    """From its .toml file; raises PlaygroundError that names the line."""
    return read_form(file, Route, what="route")


def _check_length(field: str, name: str, words: str, most: int) -> None:
    if len(plain(words).split()) > most:
        raise PlaygroundError(f"the `{field}` of {name!r} has more than {most} words.")


def _check_once(names: Iterable[str]) -> None:
    met: set[str] = set()
    for name in names:
        if name in met:
            raise PlaygroundError(f"{name!r} is there twice.")
        met.add(name)
