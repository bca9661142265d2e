"""What twenty minutes have changed, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct

from gan_playground.kept_lines import today
from gan_playground.lessons.route import Route, RouteQuestion
from gan_playground.ui.route.kept import KeptRoute, how_many_knew, kept_routes
from gan_playground.ui.route.walk import RouteWalk, unknown


class Change(Enum):
    """Of the answer to one question."""

    WON = "now right"
    KEPT = "right both times"
    LOST = "right before, not now"
    NOT_YET = "not yet"


class QuestionDifference(Struct, frozen=True):
    """before, after: answers, by their numbers; `unknown`: none. today: how many knew it before and after, of `of`."""

    question: RouteQuestion
    before: int
    after: int
    today: tuple[int, int] = (0, 0)
    of: int = 0

    @property
    def change(self) -> Change:
        was, is_now = (answer == self.question.right for answer in (self.before, self.after))
        if is_now:
            return Change.KEPT if was else Change.WON
        return Change.LOST if was else Change.NOT_YET

    @property
    def class_words(self) -> str:
        """Of all who went the route today; empty where that was one."""
        return f"Today {self.today[0]} → {self.today[1]} of {self.of}" if self.of > 1 else ""


class RouteDifference(Struct, frozen=True):
    """All questions; kept: of today, on this computer."""

    questions: tuple[QuestionDifference, ...]
    kept: tuple[KeptRoute, ...] = ()

    @property
    def sentence(self) -> str:
        """As in: Before, 2 of your 5 answers were right; now 4. New: the game and why it fails."""
        count = len(self.questions)
        before = sum(one.change in (Change.KEPT, Change.LOST) for one in self.questions)
        after = sum(one.change in (Change.KEPT, Change.WON) for one in self.questions)
        new = [one.question.name for one in self.questions if one.change is Change.WON]
        told = f"Before, {before} of your {count} answers {'was' if before == 1 else 'were'} right; now {after}."
        return f"{told} New: {_listed(new)}." if new else told

    @property
    def class_sentence(self) -> str:
        """Of all who went the route today; empty where that was one."""
        if len(self.kept) < 2:
            return ""
        before, after = (
            sum(len(getattr(one, when)) for one in self.kept) / len(self.kept) for when in ("before", "after")
        )
        went, count = len(self.kept), len(self.questions)
        return f"On this computer {went} went this way today: {before:.1f} of {count} right before, {after:.1f} after."


def to_keep(walk: RouteWalk) -> KeptRoute:
    """Which questions were known, and when."""
    return KeptRoute(day=today(), before=_known(walk.route, walk.before), after=_known(walk.route, walk.after))


def difference_of(walk: RouteWalk) -> RouteDifference:
    """With what others knew today."""
    kept = kept_routes.of_today()
    return RouteDifference(
        tuple(
            QuestionDifference(
                question,
                walk.before.get(number, unknown),
                walk.after.get(number, unknown),
                how_many_knew(kept, question.name),
                len(kept),
            )
            for number, question in enumerate(walk.route.questions)
        ),
        tuple(kept),
    )


def _known(route: Route, answers: Mapping[int, int]) -> tuple[str, ...]:
    return tuple(one.name for number, one in enumerate(route.questions) if answers.get(number) == one.right)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
