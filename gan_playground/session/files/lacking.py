"""What was ordered last, where it could not begin: if it lacked a download, it begins once that is here."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from gan_playground.session.commands import Berth, Compare, Open, SessionCommand, Start
from gan_playground.session.events import Failure
from gan_playground.session.order_state import RefusedLesson
from gan_playground.session.state import ExpectedRun, RunState


class LackingOrder:
    """new_berth(lesson): the id and the place for another run of a lesson, of the present one where that is None."""

    def __init__(self, new_berth: Callable[[str | None], Berth]) -> None:
        self._new_berth = new_berth
        self._order: Start | Open | Compare | None = None
        self._download = ""

    def note_order(self, command: SessionCommand) -> None:
        """Whatever an order before this one lacked, nobody waits for that any more."""
        if isinstance(command, Start | Open | Compare):
            self._order, self._download = command, ""

    def note_failure(self, failure: Failure, state: RunState) -> RefusedLesson | None:
        """Remember what the run lacks that was ordered last; gives it, where it was another lesson's first.

        state: where the runs are. Where it is of the same lesson, or somebody has cancelled it, the one there goes on.
        """
        order, run = self._order, state.run
        if order is None or failure.run != order.berth.run:
            return None
        self._download = failure.download
        if not isinstance(order, Start) or (run is not None and (failure.cancelled or run.lesson == order.lesson)):
            return None
        return RefusedLesson(
            ExpectedRun.of_start(order), failure, run.run if run is not None and state.playing else None
        )

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._order, self._download = None, ""

    def again_with(self, download: str) -> SessionCommand | None:
        """The same order once more, now that this is here; None where it was not this that was lacking."""
        if self._order is None or download != self._download:
            return None
        return self._with_new_berths(self._order)

    def _with_new_berths(self, order: Start | Open | Compare) -> SessionCommand:
        """The first run's id is the lower one."""
        if isinstance(order, Open):
            return replace(order, berth=self._new_berth(order.saved.lesson))
        if isinstance(order, Start):
            return replace(order, berth=self._new_berth(order.lesson), beside=None)
        anew = None if order.anew is None else replace(order.anew, berth=self._new_berth(order.anew.lesson))
        return replace(order, berth=self._new_berth(None), anew=anew)
