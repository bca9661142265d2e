"""Who went the whole route on this computer: a line each, without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from gan_playground.kept_lines import KeptLines

most_kept = 2000


class KeptRoute(Struct, frozen=True, kw_only=True):
    """On a day. before, after: the names of the questions that were answered rightly."""

    day: str
    before: tuple[str, ...]
    after: tuple[str, ...]


kept_routes = KeptLines("route.jsonl", KeptRoute, most_kept)


def today() -> str:
    return date.today().isoformat()


def routes_of_today() -> list[KeptRoute]:
    return [one for one in kept_routes.all() if one.day == today()]


def how_many_knew(kept: Sequence[KeptRoute], name: str) -> tuple[int, int]:
    """Before and after."""
    return sum(name in one.before for one in kept), sum(name in one.after for one in kept)
