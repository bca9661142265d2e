"""Bounded memory: when it runs out, moments go where others are near, in the far past more than in the near one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gan_playground.gan.timeline.branch import Branch

most_checkpoints = 4096
thinned_to = 7 / 8


def fit(branches: Sequence[Branch], removed: Sequence[Branch], budget_bytes: int) -> None:
    """Let go of moments until all is within the budget, those of removed branches first.

    Starts and tips stay: from them every step can be made again.
    """
    used_bytes = sum(branch.size_bytes for branch in (*branches, *removed))
    count = sum(len(branch.checkpoints) for branch in (*branches, *removed))
    if used_bytes > budget_bytes or count > most_checkpoints:
        _thin(branches, removed, used_bytes - thinned_to * budget_bytes, count - thinned_to * most_checkpoints)


def _thin(branches: Sequence[Branch], removed: Sequence[Branch], excess_bytes: float, excess: float) -> None:
    """Let go of so much, and of so many, for the distance of their neighbours and from the end of their branch."""
    kinds = ((False, removed), (True, branches))
    worth = [
        (there, cost, checkpoint) for there, some in kinds for branch in some for checkpoint, cost in branch.costs()
    ]
    worth.sort(key=lambda entry: entry[:2])
    gone = set()
    for _, _, checkpoint in worth:
        if excess_bytes <= 0 and excess <= 0:
            break
        gone.add(id(checkpoint))
        excess_bytes -= checkpoint.size_bytes
        excess -= 1
    for branch in (*branches, *removed):
        branch.let_go(gone)
