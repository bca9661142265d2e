"""Bounded memory: when it runs out, moments go where others are near, in the far past more than in the near one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gan_playground.gan.branch import Branch

most_moments = 4096
thinned_to = 7 / 8


def fit(branches: Sequence[Branch], removed: Sequence[Branch], budget_bytes: int) -> None:
    """Let go of moments until all is within the budget, those of removed branches first.

    Starts and tips stay: from them every step can be made again.
    """
    used_bytes = sum(branch.size_bytes for branch in (*branches, *removed))
    count = sum(len(branch.moments) for branch in (*branches, *removed))
    if used_bytes > budget_bytes or count > most_moments:
        _thin(branches, removed, used_bytes - thinned_to * budget_bytes, count - thinned_to * most_moments)


def _thin(branches: Sequence[Branch], removed: Sequence[Branch], excess_bytes: float, excess: float) -> None:
    """Let go of so much, and of so many, for the distance of their neighbours and from the end of their branch."""
    kinds = ((False, removed), (True, branches))
    worth = [(there, cost, moment) for there, some in kinds for branch in some for moment, cost in branch.costs()]
    worth.sort(key=lambda entry: entry[:2])
    gone = set()
    for _, _, moment in worth:
        if excess_bytes <= 0 and excess <= 0:
            break
        gone.add(id(moment))
        excess_bytes -= moment.size_bytes
        excess -= 1
    for branch in (*branches, *removed):
        branch.let_go(gone)
