"""Goes on with what takes a while, one errand at a time, between the worker's commands."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gan_playground.session.errands import Errand

slice_s = 0.004


class ErrandRunner(QObject):
    """Runs in the worker's thread.

    Signals
    -------
    changed(): an errand has begun, or is over. abandoned(): what waited for a journey's end will not be done.
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
        self._errand: Errand | None = None
        self._began_s = 0.0
        self._busy = ""

    @property
    def is_on(self) -> bool:
        return self._errand is not None

    @property
    def is_journey(self) -> bool:
        """Whether the runs are on their way through what they have lived."""
        return self._errand is not None and self._errand.is_journey

    def begin(self, errand: Errand) -> None:
        """Go on with this from now on, until it has come to its end or is left."""
        self.end()
        self._errand, self._began_s = errand, time.perf_counter()
        self._show_busy(errand)
        self.changed.emit()

    def after_journey(self, then: Callable[[], object]) -> bool:
        """Put something off until a journey has come to its end; gives whether there is one."""
        if self._errand is None or not self._errand.is_journey:
            return False
        self._errand.then.append(then)
        return True

    def go_on(self) -> None:
        """For a slice of time, unless something ends it before."""
        errand, until_s = self._errand, time.perf_counter() + slice_s
        while errand is not None and self._errand is errand and time.perf_counter() < until_s:
            try:
                news = next(errand.steps)
            except StopIteration as end:
                self._finish(errand, end.value)
                return
            if isinstance(news, str):
                errand.title = news
            elif news is not None:
                self.frame_made.emit(news)
        if errand is not None:
            self._show_busy(errand)

    def _finish(self, errand: Errand, sentence: str) -> None:
        then, errand.then = errand.then, []
        self.end()
        if sentence:
            self.told.emit(sentence)
        for do in then:
            if not self.after_journey(do):  # unless one of them has set out anew
                do()

    def end(self) -> None:
        """Leave it where it is; harmless where there is none."""
        if self._errand is not None:
            self._errand.steps.close()
            waited = self._errand.then
            self.forget()
            self.changed.emit()
            if waited:
                self.abandoned.emit()

    def forget(self) -> None:
        """Let go of it: it failed, or the thread ends."""
        self._errand = None
        self._say_busy("")

    def _show_busy(self, errand: Errand) -> None:
        """Not before it has taken long enough to be worth a word."""
        if time.perf_counter() - self._began_s >= errand.patience_s:
            self._say_busy(errand.title)

    def _say_busy(self, title: str) -> None:
        if title != self._busy:
            self._busy = title
            self.busy_changed.emit(title)
