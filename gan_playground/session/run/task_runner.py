"""Goes on with what takes a while, one task at a time, between the worker's commands."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gan_playground.session.run.tasks import Task

slice_s = 0.004


class TaskRunner(QObject):
    """Runs in the worker's thread.

    Signals
    -------
    changed(): an task has begun, or is over. abandoned(): what waited for a journey's end will not be done.
    busy_changed(str): what takes longer than it should without a word; empty when it is over. frame_made(Frame): how
    far it is. told(str): how it ended.
    """

    changed = Signal()
    abandoned = Signal()
    busy_changed = Signal(str)
    frame_made = Signal(object)
    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._began_s = 0.0
        self._busy = ""

    @property
    def is_on(self) -> bool:
        return self._task is not None

    @property
    def is_navigation(self) -> bool:
        """Whether the runs are on their way through what they have lived."""
        return self._task is not None and self._task.is_navigation

    def begin(self, task: Task) -> None:
        """Go on with this from now on, until it has come to its end or is left."""
        self.end()
        self._task, self._began_s = task, time.perf_counter()
        self._show_busy(task)
        self.changed.emit()

    def after_navigation(self, then: Callable[[], object]) -> bool:
        """Put something off until a journey has come to its end; gives whether there is one."""
        if self._task is None or not self._task.is_navigation:
            return False
        self._task.then.append(then)
        return True

    def go_on(self) -> None:
        """For a slice of time, unless something ends it before."""
        task, until_s = self._task, time.perf_counter() + slice_s
        while task is not None and self._task is task and time.perf_counter() < until_s:
            try:
                notifier = next(task.steps)
            except StopIteration as end:
                self._finish(task, end.value)
                return
            if isinstance(notifier, str):
                task.title = notifier
            elif notifier is not None:
                self.frame_made.emit(notifier)
        if task is not None:
            self._show_busy(task)

    def _finish(self, task: Task, sentence: str) -> None:
        then, task.then = task.then, []
        self.end()
        if sentence:
            self.told.emit(sentence)
        for do in then:
            if not self.after_navigation(do):  # unless one of them has set out anew
                do()

    def end(self) -> None:
        """Leave it where it is; harmless where there is none."""
        if self._task is not None:
            self._task.steps.close()
            waited = self._task.then
            self.forget()
            self.changed.emit()
            if waited:
                self.abandoned.emit()

    def forget(self) -> None:
        """Let go of it: it failed, or the thread ends."""
        self._task = None
        self._say_busy("")

    def _show_busy(self, task: Task) -> None:
        """Not before it has taken long enough to be worth a word."""
        if time.perf_counter() - self._began_s >= task.patience_s:
            self._say_busy(task.title)

    def _say_busy(self, title: str) -> None:
        if title != self._busy:
            self._busy = title
            self.busy_changed.emit(title)
