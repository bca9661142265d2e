"""How far it is with the run that was ordered last, and the ways back from one that cannot be, or is not wanted."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.session.channel import WorkerChannel
from gan_playground.session.commands import Berth, Cancel, Pause, Play, SessionCommand
from gan_playground.session.events import Failure
from gan_playground.session.files.lacking import LackingOrder
from gan_playground.session.order_state import OrderStage, OrderState, RefusedLesson, needs_seen_run, order_state
from gan_playground.session.state import Report
from gan_playground.session.unheard import begins_run


class OrderChannel(WorkerChannel):
    """What the window is about is always one run: the one that is there, or from its order on the one that was ordered.

    A lesson that cannot begin stays what the window is about; any other order that is refused leaves the run that is
    there. order: how far it is with it.

    Signals
    -------
    order_changed(OrderState). All else that it signals is in WorkerChannel.
    """

    order_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run_ids = itertools.count(1)
        self._lacking = LackingOrder(self.new_berth)
        self._interrupted: int | None = None  # the run that was paused since another lesson was refused
        self.order = OrderState()

    @property
    def refused(self) -> RefusedLesson | None:
        """The lesson that was ordered last, where it could not begin."""
        return self._unheard.refused

    def new_berth(self, lesson: str | None = None) -> Berth:
        """The id for another run of a lesson, of the present one if none is named, and where that is kept by itself."""
        run = next(self._run_ids)
        return Berth(run, self.autosave.path_of(run, self.lesson if lesson is None else lesson))

    def send(self, command: SessionCommand) -> None:
        """Ask the worker for something. What hands can repeat does not queue there: the newest counts."""
        if self.refused is not None and needs_seen_run(command):
            return
        self._lacking.note_order(command)
        super().send(command)

    @Slot()
    def go_back(self) -> None:
        """Leave what could not begin: the run that is there still goes on as it was."""
        if self.run is not None:
            self._unheard.refused = None
            self._forget_order()

    @Slot()
    def cancel(self) -> None:
        """End what takes a while, or take back the run that was ordered and waits its turn."""
        waits = [] if self.run is None else self._inbox.take_back(begins_run)
        if waits:
            self._unheard.take_back(waits, self.state)
            self._forget_order()
        else:
            self.send(Cancel())

    def _forget_order(self) -> None:
        self._lacking.forget()
        self._show_experiment()

    def _hear_report(self, report: Report) -> None:
        """What was refused is known before the state without it: nothing is seen of the run before in between."""
        for failure in report.events:
            if isinstance(failure, Failure):
                self._stay_with(self._lacking.note_failure(failure, report.state or self.state))
        super()._hear_report(report)

    def _stay_with(self, refused: RefusedLesson | None) -> None:
        if refused is None:
            return
        if refused.interrupts is not None:
            self._interrupted = refused.interrupts
            self.send(Pause())
        self._unheard.refused = refused

    def _show_experiment(self) -> None:
        super()._show_experiment()
        order = order_state(self.state, self._unheard.expected, self.refused)
        if order != self.order:
            self.order = order
            self.order_changed.emit(order)
            self._go_on()

    def _go_on(self) -> None:
        """The run that was interrupted for another one, which did not come of it, plays again."""
        if self._interrupted is None or self.order.stage is not OrderStage.THERE:
            return
        interrupted, self._interrupted = self._interrupted, None
        if self.run is not None and self.run.run == interrupted:
            self.send(Play())
