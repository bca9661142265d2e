"""A run's whole past, in bounded memory: checkpoints to come back to, and the branches that grew from them.

A checkpoint is kept now and then. Any step between two of them is computed again from the one before, bit for bit,
with the edits and the moves that were made then.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.timeline.branch import Branch
from gan_playground.gan.timeline.steps import move_at
from gan_playground.gan.timeline.summary import Bookmark, Issue, TimelineSummary, usual_budget_bytes
from gan_playground.gan.timeline.tree import Tree

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Edit
    from gan_playground.gan.timeline.checkpoint import Checkpoint
    from gan_playground.gan.training.trainer import Trainer

_step = attrgetter("step")
_pasts = itertools.count(1)


class Timeline(Tree):
    """The past of one run, and where in it a trainer is. It is given the trainer whenever that is needed.

    A trainer in the past has the score as it was then. It can come and go without a trace; only training on from there
    begins a branch. id: no other past in this process has the same.
    """

    def __init__(self, trainer: Trainer, budget_bytes: int = usual_budget_bytes) -> None:
        super().__init__(Branch(0, "first", None, trainer.checkpoint(), trainer.log), budget_bytes)
        self.id = next(_pasts)

    def restore(
        self, branches: Sequence[Branch], lived: int, bookmarks: Sequence[Bookmark], issues: Sequence[Issue]
    ) -> None:
        """Take over a whole past, in place of one just begun; the trainer is at the tip of the branch `lived`."""
        self.branches = list(branches)
        self.branch = self._find(lived)
        self.branch.tip = None
        self.bookmarks, self.issues = list(bookmarks), list(issues)
        self._last_number = max(branch.number for branch in branches)

    def last_step(self, trainer: Trainer) -> int:
        """How far the branch came on which the trainer is."""
        return trainer.step if self.branch.tip is None else self.branch.tip.step

    def checkpoint(self, trainer: Trainer) -> Checkpoint:
        """Where the trainer is, as it was when it was there first: of its future only what was planned then."""
        return replace(trainer.checkpoint(), pending=self._planned(trainer))

    def record(self, trainer: Trainer) -> None:
        """Keep a checkpoint; the trainer goes on."""
        self.branch.keep(self.checkpoint(trainer))
        self._fit()

    # Coming and going.

    def show(self, trainer: Trainer, step: int) -> None:
        """Bring the trainer to the checkpoint nearest to a step that can be had at once."""
        self._leave_tip(trainer)
        self._arrive(trainer, self._nearest(step))

    def go_back(self, trainer: Trainer, step: int) -> None:
        """Bring the trainer to the last checkpoint that is not after a step, at once."""
        self._leave_tip(trainer)
        self._arrive(trainer, self.branch.latest_until(step))

    def go_to(self, trainer: Trainer, step: int) -> Iterator[int]:
        """Bring the trainer to exactly this step; yields, after each step made again, how many are still to come.

        It can be left at any of them: the trainer is somewhere in the past then.
        """
        self._leave_tip(trainer)
        step = min(max(step, self.first_step), self.last_step(trainer))
        self._arrive(trainer, self.branch.latest_until(step))
        while trainer.step < step:
            trainer.log.diverged_at = None  # what was lived once is lived again, to its end
            trainer.make(move_at(self._tip.moves, trainer.step + 1))
            yield step - trainer.step
        if self.is_past:
            self.record(trainer)

    def _nearest(self, step: int) -> Checkpoint:
        before = self.branch.latest_until(step)
        later = [checkpoint for checkpoint in (*self.branch.checkpoints, self._tip) if checkpoint.step >= step]
        after = min(later, key=_step, default=before)
        return before if step - before.step <= after.step - step else after

    def _leave_tip(self, trainer: Trainer) -> None:
        """Remember where the trainer is, if nothing remembers it yet."""
        if self.branch.tip is None:
            self.branch.tip = trainer.checkpoint()  # first, for it ends a turn that was stopped
            trainer.flush()
            self.branch.log = trainer.log

    @property
    def _tip(self) -> Checkpoint:
        assert self.branch.tip is not None  # _leave_tip came first
        return self.branch.tip

    def _arrive(self, trainer: Trainer, checkpoint: Checkpoint) -> None:
        branch, tip = self.branch, self._tip
        if checkpoint.step == tip.step:
            checkpoint = tip  # one that was kept there is of before the last knob was turned, at the best
        trainer.return_to(checkpoint)
        if checkpoint is tip:
            branch.tip = None
            trainer.log = branch.log
            return
        trainer.expect((*tip.edits[len(checkpoint.edits) :], *tip.pending))
        trainer.log = branch.log.until(checkpoint.step)

    def rescue(self, trainer: Trainer, device: str) -> Trainer:
        """The run on another device, from the newest checkpoint on: its own is lost, and nothing is asked of it.

        What was turned since then is turned again at its step.
        """
        tip = self.branch.tip
        newest = tip or self.branch.latest_until(trainer.step)
        rescued = trainer.moved_to(device, newest)
        if tip is None:
            rescued.expect((*trainer.edits[len(newest.edits) :], *trainer.pending))
        else:
            self.branch.tip, rescued.log = None, self.branch.log
        return rescued

    # Branches.

    def fork(self, trainer: Trainer) -> None:
        """Let what comes next be a branch of its own, if the trainer is in the past."""
        if self.is_past:
            trainer.expect(self._planned(trainer))
            self._branch_off(trainer, trainer.checkpoint())

    def apply(self, trainer: Trainer, *edits: Edit) -> None:
        """Turn knobs, as `Trainer.apply` does; in the past that begins a branch, where they are not refused."""
        if not self.is_past:
            trainer.apply(*edits)
            return
        to_come = trainer.pending
        trainer.expect(self._planned(trainer))
        before = trainer.checkpoint()
        try:
            trainer.apply(*edits)
        except PlaygroundError:
            trainer.expect(to_come)
            raise
        self._branch_off(trainer, before)

    def _branch_off(self, trainer: Trainer, start: Checkpoint) -> None:
        trainer.flush()
        left = self.branch
        self.branch = self._add_branch(left.owner_of(start.step), start, trainer.log)
        self._drop_repeated(left)

    def _planned(self, trainer: Trainer) -> tuple[Edit, ...]:
        """Edits that had been asked for when the run was where the trainer is, and are still to come."""
        return self.branch.planned(trainer.step) if self.is_past else trainer.pending

    def switch(self, trainer: Trainer, number: int) -> None:
        """Go to the tip of a branch."""
        left, branch = self.branch, self._find(number)
        self._leave_tip(trainer)
        self.branch = branch
        if left is not branch:
            self._drop_repeated(left)
        self._arrive(trainer, self._tip)

    def remove(self, trainer: Trainer, number: int) -> int:
        """Let go of a branch and of what grew from it; gives how many those were. The first one cannot go.

        Where the trainer is on one of them, it is brought to the tip of the branch that they left.
        """
        self.check_removable(number)
        branch = self._find(number)
        if self.branch.grew_from(branch):
            assert branch.parent is not None
            self._leave_tip(trainer)
            self.branch = branch.parent
            self._arrive(trainer, self._tip)
        return self._cut(branch)

    # Other runs that grow from this one.

    def twin(self, trainer: Trainer, run: int) -> Trainer:
        """Another trainer at this step, which has not yet lived what comes after it here."""
        twin = trainer.twin(run)
        twin.expect(self._planned(trainer))
        return twin

    def until_here(self, twin: Trainer, number: int | None = None) -> Timeline:
        """The past that led to where a twin is, on a branch, as a timeline of the twin's own."""
        own = Timeline(twin, self.budget_bytes)
        own.branch.start = self.branches[0].start
        here: Branch | None = self.branch if number is None else self._find(number)
        until = twin.step
        while here is not None:
            own.branch.take([checkpoint for checkpoint in here.checkpoints if checkpoint.step <= until])
            until, here = min(until, here.forked_at), here.parent
        return own

    def copy(self, trainer: Trainer) -> Timeline:
        """The same past, which can become another one."""
        own = Timeline(trainer, self.budget_bytes)
        self._copy_into(own)
        return own

    def adopt(self, origin: Checkpoint, timeline: Timeline, other: Trainer) -> None:
        """Take in all that another run has lived since it left this one at `origin`."""
        if timeline.last_step(other) > origin.step or len(timeline.branches) > 1:
            self._take_in_all(origin, timeline, other)

    def _take_in_all(self, origin: Checkpoint, timeline: Timeline, other: Trainer) -> Branch:
        """Gives the branch where the other one is."""
        timeline._leave_tip(other)
        taken: dict[Branch | None, Branch] = {None: self._left_at(origin)}
        for theirs in timeline.branches:
            start = origin if theirs.parent is None else theirs.start
            taken[theirs] = self._take_in(taken[theirs.parent], start, theirs)
        return taken[timeline.branch]

    def hand_over(
        self, trainer: Trainer, origin: Checkpoint, timeline: Timeline, other: Trainer
    ) -> tuple[Timeline, Checkpoint]:
        """Let a run that left this one at `origin` live on here instead; both are at the tips of their branches.

        Gives the trainer a past of its own, and where it left this one now.
        """
        led = self._take_in_all(origin, timeline, other)
        self._leave_tip(trainer)
        own, left_at = self.until_here(trainer), self._tip
        own.branch.log = trainer.log = self.branch.log.until(trainer.step)
        self.branch, led.tip = led, None
        return own, left_at

    def live(self, trainer: Trainer, twin: Trainer) -> None:
        """Bring the trainer to where a twin of it has gone ahead; in the past, that begins a branch."""
        self.fork(trainer)
        self.record(trainer)
        twin.flush()
        trainer.return_to(twin.checkpoint())
        trainer.log = self.branch.log = twin.log

    def bookmark(self, trainer: Trainer, name: str = "") -> None:
        """Give the step where the trainer is a name; again, another name."""
        self.put_bookmark(self.branch.number, trainer.step, name.strip() or f"step {trainer.step:,}")

    # What may be seen.

    def summary(self, trainer: Trainer) -> TimelineSummary:
        """All of it as a message."""
        return TimelineSummary(
            run=trainer.run,
            first_step=self.first_step,
            step=trainer.step,
            branch=self.branch.number,
            branches=tuple(branch.summary(branch.tip or trainer) for branch in self.branches),
            bookmarks=tuple(self.bookmarks),
            issues=tuple(self.issues),
            kept_steps=tuple(checkpoint.step for checkpoint in self.branch.checkpoints),
            used_bytes=self.used_bytes,
            budget_bytes=self.budget_bytes,
            past=self.id,
        )
