"""What is seen in the score beside the run: its branches, a run B, outcomes; what was made of them is kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import BranchSummary, TimelineSummary
from gan_playground.score_table import ScoreRun
from gan_playground.ui.plot.items.marks_item import Mark
from gan_playground.ui.score.markers import MarksOfEdits, marks_of
from gan_playground.ui.score.overlays import (
    Overlay,
    of_branches,
    of_outcomes,
    of_run_b,
    of_what_is_ahead,
    seen_tracks,
)

if TYPE_CHECKING:
    from gan_playground.session.messages import Outcomes


class OtherHistories:
    """`summary`, `run_b` and `outcomes` are what is shown; each may be None."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.summary: TimelineSummary | None = None
        self.run_b: Frame | None = None
        self.outcomes: Outcomes | None = None
        self._branches: tuple[Overlay, ...] = ()
        self._branches_of: TimelineSummary | None = None
        self._marks: tuple[Mark, ...] = ()
        self._marks_of: tuple[object, ...] = ()
        self._of_edits = MarksOfEdits()

    def begin(self) -> None:
        """Another run: whoever was there belongs to the one before."""
        self._forget()

    def summary_of(self, frame: Frame) -> TimelineSummary | None:
        """The past, if it is that of this frame's run."""
        return self.summary if self.summary is not None and self.summary.run == frame.run else None

    def first_step(self, first_seen: float) -> float:
        """Where the run began: not at 0 where its players were trained before. first_seen: the first step that a line
        has; until the past is known.
        """
        if self.summary is not None:
            return float(self.summary.first_step)
        return first_seen if first_seen > 1 else 0.0

    def overlays(self, frame: Frame, recent: bool) -> tuple[Overlay, ...]:
        """All lines beside the run's own, the faintest first."""
        summary, overlays = self.summary_of(frame), tuple[Overlay, ...]()
        if summary is not None:
            overlays += (*self._left_branches(summary), *of_what_is_ahead(summary, frame))
        if self.outcomes is not None and self.outcomes.run == frame.run:
            overlays += of_outcomes(self.outcomes, recent)
        if self.run_b is not None:
            overlays += of_run_b(seen_tracks(self.run_b.history, recent))
        return overlays

    def _left_branches(self, summary: TimelineSummary) -> tuple[Overlay, ...]:
        if summary is not self._branches_of:
            self._branches, self._branches_of = of_branches(summary), summary
        return self._branches

    def marks(self, frame: Frame) -> tuple[Mark, ...]:
        """What is marked on the time axis; the same object until something comes."""
        summary = self.summary_of(frame)
        edits = summary.present.edits if summary is not None and summary.is_past else frame.edits
        seen = (edits, *((summary.bookmarks, summary.issues, summary.branch) if summary is not None else ()))
        if not _same(seen, self._marks_of):
            self._marks, self._marks_of = self._of_edits.marks(edits) + marks_of(summary), seen
        return self._marks

    def runs(self, frame: Frame) -> list[ScoreRun]:
        """All that is shown, for a table: the run first."""
        summary, run_b = self.summary_of(frame), self.run_b
        own = ScoreRun("run", frame.history, frame.edits) if summary is None else _present(summary, frame)
        if run_b is not None:
            own = replace(own, name="A")
        left = [branch for branch in summary.branches if branch is not summary.present] if summary is not None else []
        runs = [own, *map(_of_branch, left)]
        if run_b is not None:
            runs.append(ScoreRun("B", run_b.history, run_b.edits))
        return _told_apart(runs)


def _present(summary: TimelineSummary, frame: Frame) -> ScoreRun:
    """The branch that we are on, to its end where we are in its past."""
    branch = summary.present
    return _of_branch(branch) if summary.is_past else ScoreRun(branch.name, frame.history, frame.edits)


def _of_branch(branch: BranchSummary) -> ScoreRun:
    return ScoreRun(branch.name, branch.history, branch.edits)


def _told_apart(runs: list[ScoreRun]) -> list[ScoreRun]:
    """With numbers behind names that occur twice."""
    names = Counter(run.name for run in runs)
    return [
        replace(run, name=f"{run.name} ({i})") if names[run.name] > 1 else run for i, run in enumerate(runs, start=1)
    ]


def _same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Edits may be many, so it is enough that they are the same tuple."""
    return len(a) == len(b) and all(x is y for x, y in zip(a[:1], b[:1], strict=True)) and a[1:] == b[1:]
