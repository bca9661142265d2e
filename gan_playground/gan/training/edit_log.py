"""The edits that a run has taken: a hand on a knob makes one of them a step, however far it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit, Experiment, find_knob


class EditLog:
    """`all`: in the order in which they were taken. `pending`: those that wait for their step.

    Until the next step, or until somebody keeps them, those of this step are loose: newer values take their place. Not
    where one has left a trace, for then the run is not made again, bit for bit, without it.
    """

    def __init__(self) -> None:
        self.all: tuple[Edit, ...] = ()
        self.pending: tuple[Edit, ...] = ()
        self._fixed = 0

    def due(self, step: int) -> Iterator[tuple[Edit, ...]]:
        """Those that waited for this step, each turn of a hand by itself; each is repeated before the next is told."""
        due = [edit for edit in self.pending if edit.step == step]
        if not due:
            return
        self.pending = tuple(edit for edit in self.pending if edit.step != step)
        for _, together in groupby(due, key=attrgetter("turn")):
            yield (edits := tuple(together))
            self.begin_with((*self.all, *edits))

    def take(self, edits: Sequence[Edit], step: int, leaves_trace: bool) -> None:
        """Turned together by a hand, before the step after this one."""
        is_first = not self.all or self.all[-1].step != step
        loose = () if is_first or leaves_trace else self.all[self._fixed :]
        turn = loose[0].turn if loose else 0 if is_first else 1 + self.all[-1].turn
        fixed = self.all[: len(self.all) - len(loose)]
        newest = {edit.knob: replace(edit, step=step, turn=turn) for edit in (*loose, *edits)}
        self.all = (*fixed, *newest.values())
        self._fixed = len(self.all) if leaves_trace else len(fixed)

    def begin_with(self, edits: tuple[Edit, ...]) -> None:
        """These were taken until now."""
        self.all = edits
        self._fixed = len(edits)

    def keep(self) -> tuple[Edit, ...]:
        """All of them, for somebody who relies on them: they stay as they are from now on."""
        self._fixed = len(self.all)
        return self.all


def rehearse(experiment: Experiment, edits: Sequence[Edit]) -> None:
    """See whether the edits, in the order of their steps, lead from one experiment that can be to the next.

    Raises PlaygroundError where they do not, or where their data cannot be read.
    """
    for step in dict.fromkeys(edit.step for edit in edits):
        before = experiment
        experiment = experiment.turned({edit.knob: edit.value for edit in edits if edit.step == step})
        if not experiment.has_same_data(before):
            experiment.make_data()


def checked_edit(edit: Edit, run: int) -> Edit:
    """As it takes effect in this run; raises PlaygroundError where it cannot."""
    knob = find_knob(edit.knob)
    if not knob.live:
        raise PlaygroundError(f"{knob.path} can only be set at the start of a run: it decides what is trained.")
    return replace(edit, value=knob.check(edit.value), run=run)
