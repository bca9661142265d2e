"""A run's whole past, in bounded memory: moments to come back to, and the branches that grew from them.

A moment is kept now and then. Any step between two of them is computed again from the one before, bit for bit,
with the edits and the moves that were made then. When memory runs out, moments go where others are near: in the far
past more than in the near one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from gan_playground.errors import PlaygroundError
from gan_playground.gan.branch import Branch
from gan_playground.gan.history import ScoreLog
from gan_playground.gan.moves import move_at
from gan_playground.gan.tape import Bookmark, BranchTape, Tape, Trouble

if TYPE_CHECKING:
    from gan_playground.gan.experiment import Edit
    from gan_playground.gan.moment import Moment
    from gan_playground.gan.trainer import Trainer

usual_budget_bytes = 256_000_000
most_moments = 4096
longest_name = 60
thinned_to = 7 / 8
_step = attrgetter("step")


class Timeline:
    """The past of one run, and where in it a trainer is. It is given the trainer whenever that is needed.

    A trainer in the past has the score as it was then. It can come and go without a trace; only training on from there
    begins a branch.
    """

    def __init__(self, trainer: Trainer, budget_bytes: int = usual_budget_bytes) -> None:
        self.budget_bytes = budget_bytes
        first = Branch(0, "first", None, trainer.moment(), trainer.log)
        self.branches: list[Branch] = [first]
        self.branch = first
        self.bookmarks: list[Bookmark] = []
        self.troubles: list[Trouble] = []
        self._used_bytes = 0
        self._last_number = 0
        self._forgotten: list[tuple[list[Branch], list[Bookmark], list[Trouble]]] = []

    def restore(
        self, branches: Sequence[Branch], lived: int, bookmarks: Sequence[Bookmark], troubles: Sequence[Trouble]
    ) -> None:
        """Take over a whole past, in place of one just begun; the trainer is at the tip of the branch `lived`."""
        self.branches = list(branches)
        self.branch = self._find(lived)
        self.branch.tip = None
        self.bookmarks, self.troubles = list(bookmarks), list(troubles)
        self._last_number = max(branch.number for branch in branches)
        self._used_bytes = sum(moment.size_bytes for branch in branches for moment in branch.moments)

    @property
    def first_step(self) -> int:
        return self.branches[0].start.step

    def last_step(self, trainer: Trainer) -> int:
        """How far the branch came on which the trainer is."""
        return trainer.step if self.branch.tip is None else self.branch.tip.step

    @property
    def is_past(self) -> bool:
        """Whether the trainer has left the tip of its branch."""
        return self.branch.tip is not None

    # What is kept.

    def record(self, trainer: Trainer) -> None:
        """Keep this moment; the trainer goes on."""
        before = len(self.branch.moments)
        moment = replace(trainer.moment(), pending=tuple(self._planned(trainer)))
        self.branch.keep(moment)
        if len(self.branch.moments) > before:
            self._used_bytes += moment.size_bytes
        if self.used_bytes > self.budget_bytes or self._count > most_moments:
            self._thin()

    @property
    def used_bytes(self) -> int:
        """What the moments take, those included that no memory can be saved on: starts and tips."""
        fixed = [branch.start for branch in self.branches] + [b.tip for b in self.branches if b.tip is not None]
        return self._used_bytes + sum(moment.size_bytes for moment in fixed)

    @property
    def _count(self) -> int:
        return sum(len(branch.moments) for branch in self.branches)

    def _thin(self) -> None:
        """Let go of moments whose neighbours are near, for their distance from the end of their branch."""
        worth = [(cost, branch, moment) for branch in self.branches for moment, cost in branch.costs()]
        worth.sort(key=lambda entry: entry[0])
        room, most = thinned_to * self.budget_bytes, thinned_to * most_moments
        count, gone = self._count, set()
        for _, _, moment in worth:
            if self.used_bytes <= room and count <= most:
                break
            gone.add(id(moment))
            self._used_bytes -= moment.size_bytes
            count -= 1
        for branch in self.branches:
            branch.moments = [moment for moment in branch.moments if id(moment) not in gone]

    # Coming and going.

    def show(self, trainer: Trainer, step: int) -> None:
        """Bring the trainer to the moment nearest to a step that can be had at once."""
        self._leave_tip(trainer)
        self._arrive(trainer, self._nearest(step))

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
        if self.branch.tip is None:
            return
        if trainer.step == self.branch.tip.step:
            self._arrive(trainer, self.branch.tip)
        else:
            self.record(trainer)

    def _nearest(self, step: int) -> Moment:
        before = self.branch.latest_until(step)
        later = [moment for moment in (*self.branch.moments, self._tip) if moment.step >= step]
        after = min(later, key=_step, default=before)
        return before if step - before.step <= after.step - step else after

    def _leave_tip(self, trainer: Trainer) -> None:
        """Remember where the trainer is, if nothing remembers it yet."""
        if self.branch.tip is None:
            trainer.flush()
            self.branch.tip, self.branch.log = trainer.moment(), trainer.log

    @property
    def _tip(self) -> Moment:
        assert self.branch.tip is not None  # _leave_tip came first
        return self.branch.tip

    def _arrive(self, trainer: Trainer, moment: Moment) -> None:
        branch, tip = self.branch, self._tip
        trainer.return_to(moment)
        if moment is tip:
            branch.tip = None
            trainer.log = branch.log
            return
        trainer.expect((*tip.edits[len(moment.edits) :], *tip.pending))
        trainer.log = branch.log.until(moment.step)

    # Branches.

    def fork(self, trainer: Trainer) -> None:
        """Let what comes next be a branch of its own, if the trainer is in the past."""
        if self.is_past:
            trainer.expect(self._planned(trainer))
            self._branch_off(trainer, trainer.moment())

    def apply(self, trainer: Trainer, *edits: Edit) -> None:
        """Turn knobs, as `Trainer.apply` does; in the past that begins a branch, where they are not refused."""
        if not self.is_past:
            trainer.apply(*edits)
            return
        to_come = trainer.pending
        trainer.expect(self._planned(trainer))
        before = trainer.moment()
        try:
            trainer.apply(*edits)
        except PlaygroundError:
            trainer.expect(to_come)
            raise
        self._branch_off(trainer, before)

    def _branch_off(self, trainer: Trainer, start: Moment) -> None:
        trainer.flush()
        parent = self.branch
        while parent.parent is not None and start.step <= parent.forked_at:
            parent = parent.parent
        self.branch = self._add_branch(parent, start, trainer.log)

    def _add_branch(self, parent: Branch, start: Moment, log: ScoreLog) -> Branch:
        self._last_number += 1  # those of removed ones are not used again: they may come back
        number = self._last_number
        self.branches.append(Branch(number, f"branch {number}", parent, start, log))
        return self.branches[-1]

    def _planned(self, trainer: Trainer) -> list[Edit]:
        """Edits that had been asked for when the run was where the trainer is, and are still to come."""
        if not self.is_past:
            return list(trainer.pending)
        asked = self.branch.latest_until(trainer.step).pending
        return [edit for edit in asked if (edit.step or 0) >= trainer.step]

    def switch(self, trainer: Trainer, number: int) -> None:
        """Go to the tip of another branch."""
        branch = self._find(number)
        if branch is self.branch and not self.is_past:
            return
        self._leave_tip(trainer)
        self.branch = branch
        self._arrive(trainer, self._tip)

    def rename(self, number: int, name: str) -> None:
        """Call a branch something else; nothing is changed by a name of spaces."""
        if name.strip():
            self._find(number).name = name.strip()[:longest_name]

    def remove(self, trainer: Trainer, number: int) -> int:
        """Let go of a branch and of what grew from it; gives how many those were. The first one cannot go.

        Where the trainer is on one of them, it is brought to the tip of the branch that they left.
        """
        branch = self._find(number)
        if branch.parent is None:
            raise PlaygroundError(
                "The first branch is the run itself; the others grow from it, so it cannot be removed."
            )
        gone = [other for other in self.branches if other.grew_from(branch)]
        if self.branch in gone:
            self.switch(trainer, branch.parent.number)
        numbers = {other.number for other in gone}
        marks = [mark for mark in self.bookmarks if mark.branch in numbers]
        troubles = [mark for mark in self.troubles if mark.branch in numbers]
        self._forgotten = [(gone, marks, troubles)]
        self.branches = [other for other in self.branches if other not in gone]
        self.bookmarks = [mark for mark in self.bookmarks if mark not in marks]
        self.troubles = [mark for mark in self.troubles if mark not in troubles]
        self._used_bytes -= sum(moment.size_bytes for other in gone for moment in other.moments)
        return len(gone)

    def bring_back(self) -> bool:
        """Undo the last removal; gives whether there was one."""
        if not self._forgotten:
            return False
        branches, marks, troubles = self._forgotten.pop()
        self.branches += branches
        self.bookmarks += marks
        self.troubles += troubles
        self._used_bytes += sum(moment.size_bytes for branch in branches for moment in branch.moments)
        return True

    def grows_on(self, number: int) -> bool:
        """Whether the branch that the trainer is on grew from this one, or is it."""
        return self.branch.grew_from(self._find(number))

    def _find(self, number: int) -> Branch:
        try:
            return next(branch for branch in self.branches if branch.number == number)
        except StopIteration:
            raise PlaygroundError(f"There is no branch {number}.") from None

    # Other runs that grow from this one.

    def tip_of(self, number: int) -> Moment:
        """Where another branch was left."""
        tip = self._find(number).tip
        if tip is None:
            raise PlaygroundError("This branch is the one that is lived now: there is nothing to compare it with.")
        return tip

    def log_of(self, number: int) -> ScoreLog:
        """The score of a branch."""
        return self._find(number).log

    def twin(self, trainer: Trainer, run: int) -> Trainer:
        """Another trainer at this moment, which has not yet lived what comes after it here."""
        twin = trainer.twin(run)
        twin.expect(self._planned(trainer))
        return twin

    def until_here(self, twin: Trainer, number: int | None = None) -> Timeline:
        """The past that led to where a twin is, on a branch, as a timeline of the twin's own."""
        branch = self.branch if number is None else self._find(number)
        own = Timeline(twin, self.budget_bytes)
        own.branch.start = self.branches[0].start
        here: Branch | None = branch
        until = twin.step
        while here is not None:
            own.branch.moments[:0] = [moment for moment in here.moments if moment.step <= until]
            until, here = min(until, here.forked_at), here.parent
        own._used_bytes = sum(moment.size_bytes for moment in own.branch.moments)
        return own

    def adopt(self, origin: Moment, timeline: Timeline, other: Trainer) -> None:
        """Take in all that another run has lived since it left this one at `origin`."""
        if timeline.last_step(other) > origin.step or len(timeline.branches) > 1:
            self._take_in_all(origin, timeline, other)

    def _take_in_all(self, origin: Moment, timeline: Timeline, other: Trainer) -> Branch:
        """Gives the branch where the other one is."""
        timeline._leave_tip(other)
        left = next((branch for branch in self.branches if branch.tip is origin), self.branch)
        taken: dict[Branch | None, Branch] = {None: left}
        for theirs in timeline.branches:
            start = origin if theirs.parent is None else theirs.start
            taken[theirs] = self._take_in(taken[theirs.parent], start, theirs)
        return taken[timeline.branch]

    def _take_in(self, parent: Branch, start: Moment, theirs: Branch) -> Branch:
        moments = [moment for moment in theirs.moments if moment.step > start.step]
        if parent.tip is start:  # it went on where that one had been left
            branch, moments = parent, [start, *moments]
        else:
            while parent.parent is not None and start.step <= parent.forked_at:
                parent = parent.parent
            branch = self._add_branch(parent, start, theirs.log)
        branch.tip, branch.log = theirs.tip, theirs.log
        branch.moments += moments
        self._used_bytes += sum(moment.size_bytes for moment in moments)
        return branch

    def hand_over(
        self, trainer: Trainer, origin: Moment, timeline: Timeline, other: Trainer
    ) -> tuple[Timeline, Moment]:
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
        trainer.return_to(twin.moment())
        trainer.log = self.branch.log = twin.log

    # Marks.

    def bookmark(self, trainer: Trainer, name: str = "") -> None:
        """Give the step where the trainer is a name; again, another name."""
        branch, step = self.branch.number, trainer.step
        self.remove_bookmark(branch, step)
        self.bookmarks.append(Bookmark(branch, step, name.strip()[:longest_name] or f"step {step:,}"))

    def rename_bookmark(self, branch: int, step: int, name: str) -> None:
        """Call a bookmark something else."""
        if name.strip():
            self.bookmarks = [
                replace(mark, name=name.strip()[:longest_name]) if (mark.branch, mark.step) == (branch, step) else mark
                for mark in self.bookmarks
            ]

    def remove_bookmark(self, branch: int, step: int) -> None:
        """Take a bookmark away, if there is one."""
        self.bookmarks = [mark for mark in self.bookmarks if (mark.branch, mark.step) != (branch, step)]

    def trouble(self, step: int, finding: str, title: str) -> None:
        """Mark where something was found to go wrong."""
        mark = Trouble(self.branch.number, step, finding, title)
        if mark not in self.troubles:
            self.troubles.append(mark)

    # What may be seen.

    def tape(self, trainer: Trainer) -> Tape:
        """All of it as a message."""
        return Tape(
            run=trainer.run,
            first_step=self.first_step,
            step=trainer.step,
            branch=self.branch.number,
            branches=tuple(self._tape_of(branch, trainer) for branch in self.branches),
            bookmarks=tuple(self.bookmarks),
            troubles=tuple(self.troubles),
            kept_steps=tuple(moment.step for moment in self.branch.moments),
            used_bytes=self.used_bytes,
            budget_bytes=self.budget_bytes,
        )

    def _tape_of(self, branch: Branch, trainer: Trainer) -> BranchTape:
        lived = branch is self.branch and branch.tip is None
        last = trainer if lived else branch.tip
        assert last is not None  # all but the branch that is lived have a tip
        own = last.edits[len(branch.start.edits) :]
        return BranchTape(
            number=branch.number,
            name=branch.name,
            parent=branch.parent.number if branch.parent is not None else None,
            forked_at=branch.forked_at,
            last_step=last.step,
            edits=last.edits,
            changes={edit.knob: edit.value for edit in own},
            history=branch.log.history,
        )
