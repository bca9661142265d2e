"""Ctrl+C, a kill, a terminal that is closed: noted when they come, and obeyed where nothing is half-done.

An exception out of nowhere could meet a file or Qt in the middle of anything. So the first signal is only noted, and
whoever works asks now and then, with `check`. Where nobody asks for a while, as in the middle of a long step, it is
raised there after all; and where even that does not come through, the process ends, and takes along what is unfinished.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from gan_playground.errors import PlaygroundError
from gan_playground.files import remove_unfinished

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer

names = ("SIGINT", "SIGTERM", "SIGHUP")
delicate = ("importlib._bootstrap", "gan_playground.ui.", "pyqtgraph.")
"""Modules that work hand in hand with native code."""

patience_s, again_s, last_patience_s = 1.0, 0.3, 1.8
"""How long nobody may ask before it is raised; again, where it was caught on the way; and before the process ends."""


class Interrupted(BaseException):
    """The program is to end. is_between: whether it was asked for, so that whoever raised it is between two steps."""

    def __init__(self, number: int, is_between: bool) -> None:
        super().__init__(signal.Signals(number).name)
        self.status, self.is_between = 128 + number, is_between


class Interrupts:
    """The signals of this process that ask it to end, while they are `noted`.

    status: the exit status that they ask for; 0 before the first.
    """

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """None has come."""
        self.status = 0
        self._is_obeyed = False
        self._obey: Callable[[], object] | None = None
        self._end = threading.Event()
        self._watch = threading.Thread(target=self._insist, name="interrupts", daemon=True)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note them in here; what was to be ignored, as after nohup, stays ignored. For the main thread."""
        before: dict[signal.Signals, object] = {}
        for name in names:
            if (number := getattr(signal, name, None)) and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, self._note)
        try:
            yield
        finally:
            self.rest()
            if self._watch.ident is not None:
                self._watch.join()
            self._forget()
            for number, handler in before.items():
                signal.signal(number, handler)  # type: ignore[arg-type]

    def obey_by(self, obey: Callable[[], object]) -> None:
        """From now on nothing is raised: this is called, as soon as Python is, and sees to the end itself."""
        self._obey = obey
        if self.status:
            self.rest()
            obey()

    def check(self) -> None:
        """Raise Interrupted if the program is to end; nothing is half-done where this is asked.

        The way out of all that goes on has an end too, unless somebody catches it and rests.
        """
        if self.status:
            self._is_obeyed = True
            raise Interrupted(self.status - 128, is_between=True)

    @property
    def has_come(self) -> bool:
        """Whether the program is to end; whoever asks sees to it."""
        self._is_obeyed = bool(self.status)
        return self._is_obeyed

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._is_obeyed:
            return  # what has to be kept is being kept
        first, self.status = not self.status, self.status or 128 + number
        if self._obey is not None:
            self._obey()
        elif first:
            self._watch.start()
        elif not _is_delicate(frame):
            raise Interrupted(self.status - 128, is_between=False)

    def rest(self) -> None:
        """For whoever has caught it: it is obeyed now, however long that takes."""
        self._is_obeyed = bool(self.status)
        self._end.set()

    def _insist(self) -> None:
        """Let the main thread raise it, and out of a call of the system too, as of one that waits for a network."""
        until_s, wait_s = time.monotonic() + last_patience_s, patience_s
        while not self._end.wait(wait_s):
            if time.monotonic() >= until_s:
                remove_unfinished()
                os._exit(self.status)
            number, wait_s = signal.Signals(self.status - 128), again_s
            if self._is_obeyed:
                continue  # it is on its way out
            if hasattr(signal, "pthread_kill"):
                signal.pthread_kill(threading.main_thread().ident or 0, number)
            else:
                signal.raise_signal(number)


def _is_delicate(frame: FrameType | None) -> bool:
    """Whether an exception would be the end of the process in the middle of anything.

    A module with native parts does not survive one while it is loaded, nor does Qt where it calls Python, as to paint.
    """
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith(delicate):
            return True
        frame = frame.f_back
    return False


interrupts = Interrupts()
"""Signals are the process's, so there is one."""


def leave(status: int) -> NoReturn:
    """End the process at once: all is written, and taking torch and Qt apart would take up to seconds.

    Where what was printed cannot be written, as to a full disk, that is told and the status is 2.
    """
    try:
        if sys.stdout:  # a window without a terminal has none
            sys.stdout.flush()
    except OSError as error:
        complain(PlaygroundError(f"What there is to print cannot be written: {error.strerror or error}."))
        status = 2
    with suppress(OSError):
        if sys.stderr:
            sys.stderr.flush()
    os._exit(status)


def complain(error: PlaygroundError) -> None:
    """One line on stderr, if anybody reads it."""
    say_aside(f"gan-playground: {error}")


def say_aside(text: str) -> None:
    """For stderr, if anybody reads it: a pipe may be closed, and a disk full."""
    with suppress(OSError):
        if sys.stderr:  # a window without a terminal has none
            print(text.encode(errors="backslashreplace").decode(), file=sys.stderr)  # a name may not be Unicode


def advance(trainer: Trainer, step: int) -> None:
    """Train until this step, as far as a run comes that may diverge; raises Interrupted between two steps."""
    while trainer.step < step and trainer.diverged_at is None:
        interrupts.check()
        trainer.advance()
