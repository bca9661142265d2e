"""The branches of one run, with the marks on them, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.timeline.branch import Branch, fit
from gan_playground.gan.timeline.summary import Bookmark, Issue, usual_budget_bytes

if TYPE_CHECKING:
    from gan_playground.gan.timeline.checkpoint import Checkpoint
    from gan_playground.gan.timeline.score_log import ScoreLog

longest_name = 60
removed_share = 0.25  # of the budget, for what can be brought back


class Cutting(Struct, frozen=True, eq=False):
    """A branch that was removed, with all that grew from it, and the marks on them."""

    branches: tuple[Branch, ...]
    bookmarks: tuple[Bookmark, ...]
    issues: tuple[Issue, ...]

    @property
    def least_bytes(self) -> int:
        """What it takes however much of it is let go."""
        return sum(branch.size_bytes - branch.kept_bytes for branch in self.branches)


class Tree:
    """All that one run has lived. branch: the one that it is on."""

    def __init__(self, first: Branch, budget_bytes: int = usual_budget_bytes) -> None:
        self.budget_bytes = budget_bytes
        self.branches: list[Branch] = [first]
        self.branch = first
        self.bookmarks: list[Bookmark] = []
        self.issues: list[Issue] = []
        self._last_number = first.number
        self._cuttings: dict[int, Cutting] = {}

    @property
    def first_step(self) -> int:
        return self.branches[0].start.step

    @property
    def is_past(self) -> bool:
        """Whether the run has left the tip of its branch."""
        return self.branch.tip is not None

    # Memory.

    @property
    def used_bytes(self) -> int:
        """What the checkpoints take."""
        return sum(branch.size_bytes for branch in self.branches)

    def set_budget(self, budget_bytes: int) -> None:
        """Let it take so much from now on: what is too much goes at once."""
        self.budget_bytes = budget_bytes
        self._fit()

    def _fit(self) -> None:
        while len(self._cuttings) > 1 and self._least_removed_bytes > removed_share * self.budget_bytes:
            self._cuttings.pop(next(iter(self._cuttings)))
        fit(self.branches, self._removed, self.budget_bytes)

    @property
    def _removed(self) -> list[Branch]:
        return [branch for cutting in self._cuttings.values() for branch in cutting.branches]

    @property
    def _least_removed_bytes(self) -> int:
        return sum(cutting.least_bytes for cutting in self._cuttings.values())

    # Branches.

    def _find(self, number: int) -> Branch:
        try:
            return next(branch for branch in self.branches if branch.number == number)
        except StopIteration:
            raise PlaygroundError(f"There is no branch {number}.") from None

    def _has(self, number: int) -> bool:
        return any(branch.number == number for branch in self.branches)

    def check(self, number: int) -> None:
        """Raises PlaygroundError where there is no branch of this number."""
        self._find(number)

    def check_removable(self, number: int) -> None:
        """Raises PlaygroundError where a branch is not there, or cannot go: the first one."""
        if self._find(number).parent is None:
            raise PlaygroundError(
                "The first branch is the run itself; the others grow from it, so it cannot be removed."
            )

    def grows_on(self, number: int) -> bool:
        """Whether the branch that the run is on grew from this one, or is it."""
        return self._has(number) and self.branch.grew_from(self._find(number))

    def _add_branch(self, parent: Branch, start: Checkpoint, log: ScoreLog) -> Branch:
        self._last_number += 1  # those of removed ones are not used again: they may come back
        branch = Branch(self._last_number, _usual_name(self._last_number), parent, start, log)
        self.branches.append(branch)
        return branch

    def tip_of(self, number: int) -> Checkpoint:
        """Where another branch was left."""
        tip = self._find(number).tip
        if tip is None:
            raise PlaygroundError("This branch is the one that is lived now: there is nothing to compare it with.")
        return tip

    def log_of(self, number: int) -> ScoreLog:
        """The score of a branch."""
        return self._find(number).log

    def rename(self, number: int, name: str) -> None:
        """Call a branch something else; nothing is changed by a name of spaces."""
        if name.strip():
            self._find(number).name = name.strip()[:longest_name]

    def _cut(self, root: Branch) -> int:
        """Let go of a branch and of what grew from it, none of which the run is on; gives how many those were."""
        gone = [branch for branch in self.branches if branch.grew_from(root)]
        numbers = {branch.number for branch in gone}
        bookmarks = [mark for mark in self.bookmarks if mark.branch in numbers]
        issues = [mark for mark in self.issues if mark.branch in numbers]
        self._cuttings[root.number] = Cutting(tuple(gone), tuple(bookmarks), tuple(issues))
        self.branches = [branch for branch in self.branches if branch not in gone]
        self.bookmarks = [mark for mark in self.bookmarks if mark not in bookmarks]
        self.issues = [mark for mark in self.issues if mark not in issues]
        return len(gone)

    def bring_back(self, number: int) -> bool:
        """Undo the removal of a branch; gives whether it could be."""
        cutting = self._cuttings.get(number)
        if cutting is None or cutting.branches[0].parent not in self.branches:
            return False
        del self._cuttings[number]
        self.branches += cutting.branches
        self.bookmarks += cutting.bookmarks
        self.issues += cutting.issues
        return True

    def _drop_repeated(self, left: Branch) -> None:
        """Let go of a branch that was left where another one has come through: nothing in it is its own."""
        if left.parent is None or left.name != _usual_name(left.number):
            return
        other = next((one for one in self.branches if not one.grew_from(left) and left.repeats(one)), None)
        if other is not None:
            self._graft(left, other)
            self._move_marks(left, other)

    def _graft(self, left: Branch, other: Branch) -> None:
        """Let what grew from a branch grow from another one, which has lived the same; parents come first."""
        grown = [branch for branch in self.branches if branch.grew_from(left)]
        rest = [branch for branch in self.branches if branch not in grown]
        for branch in (*grown, *self._removed):
            if branch.parent is left:
                branch.parent = other.owner_of(branch.forked_at)
        self.branches = [*rest, *(branch for branch in grown if branch is not left)]

    def _move_marks(self, left: Branch, other: Branch) -> None:
        """All bookmarks; of issues those that were not found on the other one's way."""
        way = {branch.number for branch in self.branches if other.grew_from(branch)}
        known = {mark.id for mark in self.issues if mark.branch in way}
        moved = [mark for mark in self.bookmarks if mark.branch == left.number]
        self.bookmarks = [mark for mark in self.bookmarks if mark not in moved]
        for mark in moved:
            self.put_bookmark(other.owner_of(mark.step).number, mark.step, mark.name)
        self.issues = [
            replace(mark, branch=other.owner_of(mark.step).number) if mark.branch == left.number else mark
            for mark in self.issues
            if mark.branch != left.number or mark.id not in known
        ]

    def _left_at(self, origin: Checkpoint) -> Branch:
        """A branch that came through this checkpoint; of those with the same tip, the very one."""
        passing = [branch for branch in self.branches if branch.passes(origin)]
        return next((branch for branch in passing if branch.tip is origin), [*passing, self.branch][0])

    def _take_in(self, parent: Branch, start: Checkpoint, theirs: Branch) -> Branch:
        checkpoints = [checkpoint for checkpoint in theirs.checkpoints if checkpoint.step > start.step]
        if parent.tip is start:  # it went on where that one had been left
            branch, checkpoints = parent, [start, *checkpoints]
        else:
            branch = self._add_branch(parent.owner_of(start.step), start, theirs.log)
        branch.tip, branch.log = theirs.tip, theirs.log
        branch.take(checkpoints)
        return branch

    def _copy_into(self, other: Tree) -> None:
        """Let another tree have branches like these, to change as it likes; what was removed stays here alone."""
        copies: dict[Branch | None, Branch | None] = {None: None}
        other.branches = []
        for branch in self.branches:  # parents come first
            copy = replace(branch, parent=copies[branch.parent], checkpoints=list(branch.checkpoints))
            copies[branch] = copy
            other.branches.append(copy)
        other.branch = other.branches[self.branches.index(self.branch)]
        other.bookmarks, other.issues = list(self.bookmarks), list(self.issues)
        other._last_number = self._last_number

    # Marks.

    def put_bookmark(self, branch: int, step: int, name: str) -> None:
        """Give a branch's step a name; again, another name; an empty one takes it away."""
        self.bookmarks = [mark for mark in self.bookmarks if (mark.branch, mark.step) != (branch, step)]
        if name.strip() and self._has(branch):
            self.bookmarks.append(Bookmark(branch, step, name.strip()[:longest_name]))

    def issue(self, step: int, finding: str, title: str) -> None:
        """Mark where something began to go wrong, on the way to here."""
        mark = Issue(self.branch.owner_of(step).number, step, finding, title)
        if mark not in self.issues:
            self.issues.append(mark)

    def withdraw_issue(self, step: int, finding: str) -> None:
        """It was not so: on the way to here, nothing of that kind began at this step."""
        refuted = self.branch.owner_of(step).number, step, finding
        self.issues = [mark for mark in self.issues if (mark.branch, mark.step, mark.id) != refuted]


def _usual_name(number: int) -> str:
    return f"branch {number}"
