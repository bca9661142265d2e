"""Who went the whole route on this computer: a line each, without names."""

from __future__ import annotations

from collections.abc import Sequence

from gan_playground.kept_lines import KeptLine, KeptLines

most_kept = 2000


class KeptRoute(KeptLine, frozen=True, kw_only=True):
    """before, after: the names of the questions that were answered rightly."""

    before: tuple[str, ...]
    after: tuple[str, ...]


kept_routes = KeptLines("route.jsonl", KeptRoute, most_kept)


def how_many_knew(kept: Sequence[KeptRoute], name: str) -> tuple[int, int]:
    """Before and after."""
    return sum(name in one.before for one in kept), sum(name in one.after for one in kept)
