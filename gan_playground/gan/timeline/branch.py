"""One future that a run has lived, with the checkpoints of it that are kept."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from gan_playground.gan.timeline.score_log import ScoreLog
from gan_playground.gan.timeline.steps import moves_until
from gan_playground.gan.timeline.summary import BranchSummary

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Edit
    from gan_playground.gan.timeline.checkpoint import Checkpoint
    from gan_playground.gan.training.trainer import Trainer

most_checkpoints = 4096  # of all branches
thinned_to = 7 / 8  # of what there is room for, once it runs out
resolution = 64  # checkpoints for the whole of a long run, about, if they lay evenly
_step = attrgetter("step")


class Branch(Struct, eq=False):
    """One future that was lived. tip: where it was left; None for the one that is lived now."""

    number: int
    name: str
    parent: Branch | None
    start: Checkpoint
    log: ScoreLog
    checkpoints: list[Checkpoint] = field(default_factory=list)
    tip: Checkpoint | None = None
    kept_bytes: int = 0

    def __post_init__(self) -> None:
        self.kept_bytes = _size_bytes(self.checkpoints)

    @property
    def forked_at(self) -> int:
        return self.start.step

    def latest_until(self, step: int) -> Checkpoint:
        """The last checkpoint that was kept, on the way to here, not after a step."""
        if step < self.start.step and self.parent is not None:
            return self.parent.latest_until(step)
        before = self.checkpoints[bisect_right(self.checkpoints, step, key=_step) - 1] if self.checkpoints else None
        tip = self.tip if self.tip is not None and self.tip.step <= step else None
        return tip or (before if before is not None and before.step <= step else None) or self.start

    def owner_of(self, step: int) -> Branch:
        """The branch on the way to here that has lived this step; where one leaves another, that other."""
        here = self
        while here.parent is not None and step <= here.forked_at:
            here = here.parent
        return here

    def grew_from(self, ancestor: Branch) -> bool:
        """Whether it left that one, or one that did; or is it."""
        here: Branch | None = self
        while here is not None and here is not ancestor:
            here = here.parent
        return here is ancestor

    # Memory.

    @property
    def size_bytes(self) -> int:
        """What its checkpoints take, those included that no memory can be saved on: start and tip."""
        return self.kept_bytes + _size_bytes([self.start] if self.tip is None else [self.start, self.tip])

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep it in its place; of one step the first counts, from before any knob was turned there."""
        place = bisect_right(self.checkpoints, checkpoint.step, key=_step)
        if checkpoint.step > self.start.step and not (place and self.checkpoints[place - 1].step == checkpoint.step):
            insort(self.checkpoints, checkpoint, key=_step)
            self.kept_bytes += checkpoint.size_bytes

    def take(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Keep checkpoints that lie before or after all others."""
        self.checkpoints = sorted((*self.checkpoints, *checkpoints), key=_step)
        self.kept_bytes += _size_bytes(checkpoints)

    def let_go(self, gone: Collection[int]) -> None:
        """Do without those checkpoints that have these ids."""
        self.checkpoints = [checkpoint for checkpoint in self.checkpoints if id(checkpoint) not in gone]
        self.kept_bytes = _size_bytes(self.checkpoints)

    def costs(self) -> list[tuple[Checkpoint, float]]:
        """What it would cost to do without each of its checkpoints: the gap that would be left, for its age."""
        if not self.checkpoints:
            return []
        end = self.tip.step if self.tip is not None else self.checkpoints[-1].step
        inner = [checkpoint.step for checkpoint in self.checkpoints]
        steps = np.array([self.forked_at, *inner, max(end, inner[-1])], dtype=float)
        gaps, ages = steps[2:] - steps[:-2], end - steps[1:-1]
        span = max(end - self.forked_at, 1)
        return list(zip(self.checkpoints, (gaps / (span / resolution + ages)).tolist(), strict=True))

    # What decides it.

    def planned(self, step: int) -> tuple[Edit, ...]:
        """Edits that had been asked for when the run was at this step, and were still to come."""
        return tuple(edit for edit in self.latest_until(step).pending if (edit.step or 0) >= step)

    def passes(self, checkpoint: Checkpoint) -> bool:
        """Whether it came through this checkpoint, bit for bit: edits and moves decide a run, and both had the same."""
        tip, count = self.tip, len(checkpoint.edits)
        if tip is None or tip.step < checkpoint.step or moves_until(tip.moves, checkpoint.step) != checkpoint.moves:
            return False
        later = tip.edits[count:]
        return _alike(tip.edits[:count], checkpoint.edits) and all(
            (edit.step or 0) >= checkpoint.step for edit in later
        )

    def repeats(self, other: Branch) -> bool:
        """Whether it was left where another one has come through, with nothing else turned there or planned."""
        tip = self.tip
        if tip is None or other.tip is None or not other.passes(tip):
            return False
        turned_there = any(edit.step == tip.step for edit in other.tip.edits[len(tip.edits) :])
        return not turned_there and _alike(other.planned(tip.step), tip.pending)

    # What may be seen.

    def summary(self, end: Checkpoint | Trainer) -> BranchSummary:
        """It as a message; end: its tip, or the trainer that lives it now."""
        return BranchSummary(
            number=self.number,
            name=self.name,
            parent=self.parent.number if self.parent is not None else None,
            forked_at=self.forked_at,
            last_step=end.step,
            edits=end.edits,
            changes={edit.knob: edit.value for edit in end.edits[len(self.start.edits) :]},
            history=self.log.history,
            moves=end.moves,
        )


def _size_bytes(checkpoints: Sequence[Checkpoint]) -> int:
    return sum(checkpoint.size_bytes for checkpoint in checkpoints)


def _alike(edits: Sequence[Edit], others: Sequence[Edit]) -> bool:
    """Whether they do the same, whichever run each was made in."""
    return [replace(edit, run=None) for edit in edits] == [replace(edit, run=None) for edit in others]


def fit(branches: Sequence[Branch], removed: Sequence[Branch], budget_bytes: int) -> None:
    """When memory runs out, let go of checkpoints until all is within the budget, those of removed branches first.

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
