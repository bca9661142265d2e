"""Who is seen in the score beside the run: its branches, a rival, futures; what was made of them is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gan_playground.gan.frame import Frame
from gan_playground.gan.tape import BranchTape, Tape
from gan_playground.score_table import ScoreRun
from gan_playground.ui.score_marks import Marks
from gan_playground.ui.score_strands import (
    Strand,
    of_branches,
    of_futures,
    of_rival,
    of_what_is_ahead,
    seen_tracks,
)

if TYPE_CHECKING:
    from gan_playground.session.messages import Futures


class Company:
    """`tape`, `rival` and `futures` are what is shown; each may be None."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.tape: Tape | None = None
        self.rival: Frame | None = None
        self.futures: Futures | None = None
        self._branches: tuple[Strand, ...] = ()
        self._branches_of: Tape | None = None
        self._marks = Marks()
        self._marks_of: tuple[object, ...] = ()

    def begin(self) -> None:
        """Another run: whoever was there belongs to the one before."""
        self._forget()

    def tape_of(self, frame: Frame) -> Tape | None:
        """The past, if it is that of this frame's run."""
        return self.tape if self.tape is not None and self.tape.run == frame.run else None

    def strands(self, frame: Frame, recent: bool) -> tuple[Strand, ...]:
        """All lines beside the run's own, the faintest first."""
        tape, strands = self.tape_of(frame), tuple[Strand, ...]()
        if tape is not None:
            strands += (*self._left_branches(tape), *of_what_is_ahead(tape, frame))
        if self.futures is not None and self.futures.run == frame.run:
            strands += of_futures(self.futures, recent)
        if self.rival is not None:
            strands += of_rival(seen_tracks(self.rival.history, recent))
        return strands

    def _left_branches(self, tape: Tape) -> tuple[Strand, ...]:
        if tape is not self._branches_of:
            self._branches, self._branches_of = of_branches(tape), tape
        return self._branches

    def marks(self, frame: Frame) -> Marks:
        """What is marked on the time axis; the same object until something comes."""
        tape = self.tape_of(frame)
        edits = tape.present.edits if tape is not None and tape.is_past else frame.edits
        seen = (edits, *((tape.bookmarks, tape.troubles, tape.branch) if tape is not None else ()))
        if not _same(seen, self._marks_of):
            self._marks, self._marks_of = Marks.of(edits, tape), seen
        return self._marks

    def runs(self, frame: Frame) -> list[ScoreRun]:
        """All that is shown, for a table: the run first."""
        tape, rival = self.tape_of(frame), self.rival
        own = ScoreRun("run", frame.history, frame.edits) if tape is None else _present(tape, frame)
        if rival is not None:
            own = replace(own, name="A")
        left = [branch for branch in tape.branches if branch is not tape.present] if tape is not None else []
        runs = [own, *map(_of_branch, left)]
        if rival is not None:
            runs.append(ScoreRun("B", rival.history, rival.edits))
        return _told_apart(runs)


def _present(tape: Tape, frame: Frame) -> ScoreRun:
    """The branch that we are on, to its end where we are in its past."""
    branch = tape.present
    return _of_branch(branch) if tape.is_past else ScoreRun(branch.name, frame.history, frame.edits)


def _of_branch(branch: BranchTape) -> ScoreRun:
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
