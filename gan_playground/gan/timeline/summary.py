"""What may be seen of a run's past: its branches, their scores and marks. Frozen, and without torch."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.history import History
from gan_playground.gan.timeline.steps import Moves

usual_budget_bytes = 256_000_000
budgets_bytes = (64_000_000, usual_budget_bytes, 1_000_000_000)
"""What a past may take: one of these sizes."""


class Bookmark(Struct, frozen=True):
    """A step with a name, on a branch, by its number."""

    branch: int
    step: int
    name: str


class Issue(Struct, frozen=True):
    """A step of a branch at which something was found to go wrong. id, title: of the diagnosis."""

    branch: int
    step: int
    id: str
    title: str


class BranchSummary(Struct, frozen=True):
    """One branch: a future that was lived.

    parent: the branch that it left at step `forked_at`; None for the first. last_step: how far it came. edits: all
    of them, from the run's beginning. changes: knobs that are not as in its parent where that ended or stands now.
    history: its score, from the run's beginning. moves: the steps of it that one player made alone.
    """

    number: int
    name: str
    parent: int | None
    forked_at: int
    last_step: int
    edits: tuple[Edit, ...]
    changes: Mapping[str, object]
    history: History
    moves: Moves = ()


class TimelineSummary(Struct, frozen=True):
    """A run's past, as it is now.

    run: its id. first_step: where it began. step: where we are. branch: on which of `branches`. kept_steps: the
    steps of this branch that can be shown at once. used_bytes: what the past takes, of at most budget_bytes. past: its
    id, which stays the same where it goes on with another run.
    """

    run: int
    first_step: int
    step: int
    branch: int
    branches: tuple[BranchSummary, ...]
    bookmarks: tuple[Bookmark, ...]
    issues: tuple[Issue, ...]
    kept_steps: tuple[int, ...]
    used_bytes: int
    budget_bytes: int
    past: int = 0

    @property
    def present(self) -> BranchSummary:
        """The branch that we are on."""
        return next(branch for branch in self.branches if branch.number == self.branch)

    @property
    def is_past(self) -> bool:
        """Whether the branch goes on after where we are."""
        return self.step < self.present.last_step
