"""Let a seeded monkey play with the real window, and see that nobody has another account of the run than the trainer.

    python tools/monkey.py [--seed 0] [--minutes 10] [--acts 12]

It clicks, drags and types through the window's own controls, and orders what cannot be: lessons and data that are not
downloaded, values that are refused, two things at once. After a few acts it waits until all is quiet, and compares what
the panels show, what the session says and what trains (`agreement.py`). Every difference, error and warning of Qt is
printed with the acts before it; after one the monkey begins a lesson anew. Nothing is downloaded, and no home touched.
The exit status is 1 where anything was found, or a thread is left after the window was closed.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter, deque
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QMessageLogContext, QThread, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from agreement import Witness, part, patience_s
from gan_playground.lessons.catalogue import lessons
from gan_playground.session.events import Failure
from gan_playground.ui.window.main_window import MainWindow
from monkey_acts import Acts

acts_remembered, most_calls = 30, 12
longest_rest_s, longest_task_s = 0.6, 4.0
nowhere = "http://127.0.0.1:9"


class Report:
    """What went wrong, and what was done before it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.acts: deque[str] = deque(maxlen=acts_remembered)
        self.kinds: Counter[str] = Counter()
        self.is_troubled = False

    def add(self, sentence: str) -> None:
        """Print it with the last acts; further ones, until `forget`, without."""
        self.kinds[sentence.partition(":")[0].partition(" ")[0]] += 1
        print(f"seed {self.seed}: {sentence}", flush=True)
        if not self.is_troubled:
            print("\n".join(f"    {act}" for act in self.acts), flush=True)
        self.is_troubled = True

    def forget(self) -> None:
        self.is_troubled = False

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """In place of sys.excepthook."""
        self.add(f"error: {''.join(traceback.format_exception(kind, error, trace))}")

    def catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        self.add(f"error: in a thread: {caught.exc_value!r}")

    def hear_qt(self, kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        """Offscreen says so itself each time it cannot do what only a window manager can."""
        if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in words:
            self.add(f"warning: {words}\n{''.join(traceback.format_stack(limit=most_calls))}")

    def hear_failure(self, failure: Failure) -> None:
        """A sentence is an answer; a traceback is a fault."""
        if failure.details:
            self.add(f"fault: {failure.sentence}\n{failure.details}")


class Monkey:
    """Acts at random on one window."""

    def __init__(self, window: MainWindow, rng: Random, report: Report, folder: Path) -> None:
        self._window, self._rng, self._report = window, rng, report
        self._acts = Acts(window, rng, folder)
        self.witness = Witness(window)
        self.done: Counter[str] = Counter()

    def act(self) -> None:
        """One of them, and a while; now and then none, so that the next order comes at once."""
        weights = self._acts.weights
        act = self._rng.choices(list(weights), list(weights.values()))[0]
        self._report.acts.append(f"{time.monotonic():.2f} {act.__name__}: begun")
        try:
            what = act()
        except Exception as error:  # noqa: BLE001 - whatever comes out of the window is what is looked for
            what = f"raised {error!r}"
            self._report.catch(type(error), error, error.__traceback__)
        self._report.acts[-1] = f"{time.monotonic():.2f} {act.__name__}: {what}"
        self.done[act.__name__] += 1
        if self._rng.random() < 0.6:
            QTest.qWait(round(1000 * self._rng.choice((0.02, 0.05, 0.1, 0.3, longest_rest_s))))

    def look_around(self) -> None:
        """Compare the accounts; where they differ, say so and begin anew."""
        self._report.acts.append(f"{time.monotonic():.2f} all is to be quiet")
        try:
            self._cancel_what_takes_long()
            for line in self.witness.differences():
                self._report.add(line)
        except TimeoutError as error:
            self._report.add(f"rest: {error}")
        if self._report.is_troubled:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._report.forget()
        self._window.show_lesson("textbook-curve")
        try:
            self.witness.rest()
        except TimeoutError as error:
            self._report.add(f"rest: {error}")
        self._report.acts.append("begun anew")

    def _cancel_what_takes_long(self) -> None:
        """D on its way to its best, or a look ahead, may take minutes."""
        began_s = time.monotonic()
        while (trains := self.witness.look()) is not None and trains.busy:
            waited_s = time.monotonic() - began_s
            if waited_s > patience_s:
                raise TimeoutError("What takes a while cannot be cancelled.")
            if waited_s > longest_task_s and part(self._window, "trainDiscriminatorButton").text() == "Cancel":
                self._report.acts.append(f"{time.monotonic():.2f} cancelled: {self._acts.train_to_its_best()}")
            QTest.qWait(100)


def play(seed: int, minutes: float, acts: int) -> Report:
    """Let it act for so long; gives what it found."""
    report = Report(seed)
    sys.excepthook = report.catch
    threading.excepthook = report.catch_in_thread
    qInstallMessageHandler(report.hear_qt)
    with tempfile.TemporaryDirectory() as folder:
        window = opened(Path(folder))
        window.session.failed.connect(report.hear_failure)
        rng = Random(seed)
        monkey = Monkey(window, rng, report, Path(folder))
        until_s, rounds = time.monotonic() + 60 * minutes, 0
        try:
            while time.monotonic() < until_s:
                for _ in range(rng.randint(1, acts)):
                    monkey.act()
                monkey.look_around()
                rounds += 1
        finally:
            close(window, report)
    print(f"seed {seed}: {sum(monkey.done.values())} acts, {rounds} times at rest; found: {dict(report.kinds)}")
    print(f"    {dict(monkey.done)}")
    return report


def opened(home: Path) -> MainWindow:
    """A real window, with a home of its own, in which no download can begin."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "GAN_PLAYGROUND_DATA"):
        os.environ[variable] = str(home / variable.lower())
    os.environ.update(dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere))
    from gan_playground.app import create_window

    window = create_window(["--lesson", "textbook-curve"])
    window.resize(1440, 860)
    window.show()
    QTest.qWait(100)
    part(window, "allKnobsButton").click()
    until_s = time.monotonic() + 60
    while window.session.experiment != lessons()["textbook-curve"].experiment or not window.session.is_playing:
        QTest.qWait(50)
        if time.monotonic() > until_s:
            raise TimeoutError("The window does not begin.")
    return window


def close(window: MainWindow, report: Report) -> None:
    """As a hand does; then nothing may be left at work."""
    began_s = time.monotonic()
    window.close()
    print(f"closed after {time.monotonic() - began_s:.2f} s")
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    python = [one.name for one in threading.enumerate() if one is not threading.main_thread() and is_own(one)]
    for name in (*python, *running_threads_of_qt()):
        report.add(f"thread: {name} is left")


def is_own(thread: threading.Thread) -> bool:
    """Of Python's own making: torch and Qt have threads of which Python only took note."""
    return not isinstance(thread, threading._DummyThread)


def running_threads_of_qt() -> list[str]:
    from shiboken6 import isValid

    found: list[Any] = [thing for thing in gc.get_objects() if type(thing) is QThread and isValid(thing)]
    return [thread.objectName() for thread in found if thread.isRunning() and not thread.isCurrentThread()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--acts", type=int, default=12, help="how many at most between two times at rest")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return 1 if play(options.seed, options.minutes, options.acts).kinds else 0


if __name__ == "__main__":
    sys.exit(main())
