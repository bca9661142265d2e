"""What the worker does with an order whose data are to be read: that happens elsewhere, and the old run trains on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QTimer

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.making import MadeData, made_already, reads_own_file
from gan_playground.session.commands import Cancel, Compare, ForRun, Hold, Open, Pause, Play, SessionCommand, Start
from gan_playground.session.comparison.differences import run_b_experiment
from gan_playground.session.events import Failure
from gan_playground.session.guard import reports_failure
from gan_playground.session.run.data_reader import DataReader
from gan_playground.session.state import DataReading, Expected, after

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.session.worker import Worker

Order: TypeAlias = Start | Open | Compare

tell_interval_ms = 60
patience_s = 0.12  # what is read sooner needs no word


class OrderServer:
    """Lets orders wait until their data are there, for one worker: one at a time, the last one.

    What is ordered meanwhile for the run that trains is done at once; what is meant for the run that comes waits.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._reader = DataReader(self._go_on_with, worker)
        self._order: Order | None = None
        self._name, self._is_counted, self._began_s = "", True, 0.0
        self._then = Expected()
        self._afterwards: list[SessionCommand] = []
        self._timer = QTimer(worker, interval=tell_interval_ms)
        self._timer.timeout.connect(worker.report)

    @property
    def is_reading(self) -> bool:
        return self._order is not None

    @property
    def reading(self) -> DataReading | None:
        """What is told of it; without words as long as it is not worth any."""
        if self._order is None:
            return None
        if time.perf_counter() - self._began_s < patience_s:
            return DataReading("", None, self._then)
        done, total = self._reader.progress
        words = f"Reading {done:,} of {total:,} pictures" if total and self._is_counted else f"Reading {self._name}"
        return DataReading(words, done / total if total else None, self._then)

    def takes(self, command: SessionCommand) -> bool:
        """Whether a command waits here until data are read."""
        if isinstance(command, Cancel):
            self._cancel()
        elif isinstance(command, Start | Open) or (isinstance(command, Compare) and not self._is_for_later(command)):
            self._drop()
            return self._begin(command)
        elif self._order is not None:
            is_for_later = self._is_for_later(command)
            self._then = after(self._then, command)
            if is_for_later:
                self._afterwards.append(command)
            return is_for_later
        return False

    def is_for_coming_run(self, command: SessionCommand) -> bool:
        """Whether it is meant for the run whose data are read."""
        return self._order is not None and self._is_for_later(command)

    def _is_for_later(self, command: SessionCommand) -> bool:
        if self._order is None:
            return False
        if isinstance(command, Compare):
            return command.anew is None and not isinstance(self._order, Compare)
        first = self._then.first
        return isinstance(command, ForRun) and first is not None and command.run == first.run != self._run

    @property
    def _run(self) -> int | None:
        trainer = self._worker.trainer
        return None if trainer is None else trainer.run

    def _begin(self, order: Order) -> bool:
        """Read what it needs; gives whether there is anything to read."""
        trainer = self._worker.trainer
        now = None if trainer is None else trainer.experiment
        wanted = [data for data in dict.fromkeys(data_of(order, now)) if reads_own_file(data)]
        if not wanted:
            return False
        self._then = after(Expected.of(self._worker.state()), order)
        self._order, self._began_s = order, time.perf_counter()
        self._name = Path(wanted[0].path).name or wanted[0].kind
        self._is_counted = FAMILIES[wanted[0].kind].file_kind != "numbers"
        self._reader.begin(wanted)
        self._timer.start()
        return True

    @reports_failure
    def _go_on_with(self, made: MadeData) -> None:
        """All is there: do what was ordered, and then what was ordered for the run that came of it."""
        order, then, afterwards = self._order, self._then, self._afterwards
        assert order is not None
        self._drop()
        with made_already(made):
            self._worker.do(order)
        if order.berth.run in [run.trainer.run for run in self._worker.runs]:
            for command in (*afterwards, *self._presses(then)):
                self._worker.do(command)
        self._worker.report()

    def stop_and_report(self, error: Exception) -> None:
        """As the worker does."""
        self._worker.stop_and_report(error)

    def _presses(self, then: Expected) -> Iterable[SessionCommand]:
        """What was pressed meanwhile holds for the new run too."""
        if then.held != self._worker.training_server.is_held:
            yield Hold(then.held)
        if then.playing != self._worker.is_playing:
            yield Play() if then.playing else Pause()

    def _cancel(self) -> None:
        if self._order is None:
            return
        run, name = self._order.berth.run, self._name
        self._drop()
        self._worker.say(Failure(f"Reading {name} was cancelled.", run=run, cancelled=True))

    def _drop(self) -> None:
        self._reader.stop()
        self._timer.stop()
        self._order, self._afterwards = None, []

    def close(self) -> None:
        """Nothing is wanted any more."""
        self._drop()
        self._reader.close()


def data_of(order: Order, now: Experiment | None) -> Iterable[Data]:
    """The data of the runs that an order begins. now: the experiment that trains; what that learns from is there."""
    return needs[type(order)](order, now)


def _data_of_start(order: Start, _now: Experiment | None) -> Iterable[Data]:
    return (order.experiment.data,)


def _data_of_open(order: Open, _now: Experiment | None) -> Iterable[Data]:
    return (order.saved.experiment.data,)


def _data_of_comparison(order: Compare, now: Experiment | None) -> Iterable[Data]:
    first = now if order.anew is None else order.anew.experiment
    if first is None:
        return ()
    try:
        run_b = run_b_experiment(first, order.values)
    except PlaygroundError:  # whoever compares says so
        run_b = first
    if order.anew is None:
        return () if run_b.has_same_data(first) else (run_b.data,)
    return (first.data, run_b.data)


needs: Mapping[type, Callable[[Any, Experiment | None], Iterable[Data]]] = {
    Start: _data_of_start,
    Open: _data_of_open,
    Compare: _data_of_comparison,
}
