"""Goes on with what takes a while, one task at a time, between the worker's commands."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from gan_playground.session.run.tasks import Task

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame

slice_s = 0.004


class TaskHost(Protocol):
    """For whom tasks are done: the worker."""

    def on_task_changed(self) -> None:
        """One has begun, or is over."""

    def on_task_left(self) -> None:
        """It was left before its end: what waited for that will not be done."""

    def show(self, frame: Frame) -> None:
        """How far it is."""

    def remark(self, sentence: str) -> None:
        """How it ended."""


class TaskRunner:
    """Runs in the worker's thread. busy: what takes longer than it should without a word; empty when it is over."""

    def __init__(self, host: TaskHost) -> None:
        self._host = host
        self._task: Task | None = None
        self._began_s = 0.0
        self.busy = ""

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
        self._host.on_task_changed()

    def go_on(self) -> None:
        """For a slice of time, unless something ends it before."""
        task, until_s = self._task, time.perf_counter() + slice_s
        while task is not None and self._task is task and time.perf_counter() < until_s:
            try:
                made = next(task.steps)
            except StopIteration as end:
                self._finish(task, end.value)
                return
            if isinstance(made, str):
                task.title = made
            elif made is not None:
                self._host.show(made)
        if task is not None:
            self._show_busy(task)

    def _finish(self, task: Task, sentence: str) -> None:
        self.forget()
        self._host.on_task_changed()
        if sentence:
            self._host.remark(sentence)
        for do in task.then:
            do()

    def end(self) -> None:
        """Leave it where it is; harmless where there is none."""
        if self._task is not None:
            self._task.steps.close()
            self.forget()
            self._host.on_task_changed()
            self._host.on_task_left()

    def leave(self, task: Task | None) -> None:
        """The same for this one alone; harmless where it is over."""
        if task is not None and task is self._task:
            self.end()

    def forget(self) -> None:
        """Let go of it: it is over, or failed, or the thread ends."""
        self._task, self.busy = None, ""

    def _show_busy(self, task: Task) -> None:
        """Not before it has taken long enough to be worth a word."""
        if time.perf_counter() - self._began_s >= task.patience_s:
            self.busy = task.title
