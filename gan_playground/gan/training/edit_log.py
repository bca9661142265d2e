"""The edits that a run has taken: a hand on a knob makes one of them a step, however far it goes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from gan_playground.gan.experiment.experiment import Edit


class EditLog:
    """`all`: in the order in which they were taken.

    Until the next step, or until somebody keeps them, those of this step are loose: newer values take their place. Not
    where one has left a trace, for then the run is not made again, bit for bit, without it.
    """

    def __init__(self) -> None:
        self.all: tuple[Edit, ...] = ()
        self._fixed = 0

    def take(self, edits: Sequence[Edit], step: int, leaves_trace: bool) -> None:
        """Turned together by a hand, before the step after this one."""
        is_first = not self.all or self.all[-1].step != step
        loose = () if is_first or leaves_trace else self.all[self._fixed :]
        turn = loose[0].turn if loose else 0 if is_first else 1 + self.all[-1].turn
        fixed = self.all[: len(self.all) - len(loose)]
        newest = {edit.knob: replace(edit, step=step, turn=turn) for edit in (*loose, *edits)}
        self.all = (*fixed, *newest.values())
        self._fixed = len(self.all) if leaves_trace else len(fixed)

    def repeat(self, edits: Sequence[Edit]) -> None:
        """As they were taken once, with the turns that they had."""
        self.begin_with((*self.all, *edits))

    def begin_with(self, edits: tuple[Edit, ...]) -> None:
        """These were taken until now."""
        self.all = edits
        self._fixed = len(edits)

    def keep(self) -> tuple[Edit, ...]:
        """All of them, for somebody who relies on them: they stay as they are from now on."""
        self._fixed = len(self.all)
        return self.all
