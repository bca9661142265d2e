"""How far somebody is on the twenty-minute route, and what they have answered."""

from __future__ import annotations

import math
from enum import Enum, auto

from msgspec import Struct, field

from gan_playground.lessons.route import Route, RouteQuestion, RouteStop, page_titles

unknown = -1
"""The answer of somebody who does not know."""


class RoutePart(Enum):
    """What there is, one after the other."""

    BEFORE = auto()
    LESSONS = auto()
    AFTER = auto()
    TOLD = auto()


class RouteWalk(Struct):
    """question, stop: at which, from 0. page: of the stop, by its title. spent_s: at this stop.

    before, after: the number of the answer to each question, as far as they are answered.
    """

    route: Route
    part: RoutePart = RoutePart.BEFORE
    question: int = 0
    stop: int = 0
    page: str = ""
    spent_s: float = 0.0
    before: dict[int, int] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)

    # Questions.

    @property
    def asks_again(self) -> bool:
        return self.part is RoutePart.AFTER

    @property
    def asks(self) -> bool:
        """Whether it is at the questions."""
        return self.part in (RoutePart.BEFORE, RoutePart.AFTER)

    @property
    def is_at_lessons(self) -> bool:
        return self.part is RoutePart.LESSONS

    @property
    def is_told(self) -> bool:
        """Whether nothing is to come any more."""
        return self.part is RoutePart.TOLD

    @property
    def asked(self) -> RouteQuestion:
        """The question that is up."""
        return self.route.questions[self.question]

    @property
    def order(self) -> tuple[int, ...]:
        """In which its answers stand."""
        return self.route.order_of(self.question, self.asks_again)

    @property
    def answers(self) -> dict[int, int]:
        """Those that are given now."""
        return self.after if self.asks_again else self.before

    @property
    def answer(self) -> int | None:
        """To the question that is up."""
        return self.answers.get(self.question)

    def take(self, answer: int) -> None:
        """The answer to the question that is up, by its number in the file, or `unknown`."""
        self.answers[self.question] = answer

    def turn(self, questions: int) -> None:
        """So many questions on, or back; behind the last one come the lessons, or the end."""
        self.question = max(0, self.question + questions)
        if self.question >= len(self.route.questions):
            self.part, self.question = RoutePart(self.part.value + 1), 0

    # Lessons.

    @property
    def at(self) -> RouteStop:
        """The stop that it is at."""
        return self.route.stops[self.stop]

    @property
    def is_last_page(self) -> bool:
        """Whether no page of this stop comes after the one that is up."""
        titles = page_titles(self.at.lesson)
        rest = titles[titles.index(self.page) + 1 :] if self.page in titles else titles
        return not any(title in self.at.pages for title in rest)

    @property
    def next_title(self) -> str:
        """What comes after this stop: a lesson's id, or nothing behind the last one."""
        after = self.route.stops[self.stop + 1 :]
        return after[0].lesson if after else ""

    def go_on(self) -> None:
        """To the next stop, or the questions again."""
        self.page, self.spent_s = "", 0.0
        if self.stop + 1 < len(self.route.stops):
            self.stop += 1
        else:
            self.part = RoutePart.AFTER

    @property
    def minutes_left(self) -> int:
        """Begun ones, if each stop to come takes what it is meant to; who is slow here takes nothing from those."""
        later = sum(stop.minutes for stop in self.route.stops[self.stop + 1 :])
        return later + max(0, math.ceil(self.at.minutes - self.spent_s / 60))
