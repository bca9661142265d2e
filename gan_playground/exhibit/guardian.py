"""Keeps the window of an exhibit alive: begins it, and begins it again when it dies or does not answer."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from logging import Logger
from pathlib import Path

from msgspec import Struct

from gan_playground.exhibit import end
from gan_playground.exhibit.failures import Failures
from gan_playground.exhibit.heartbeat import Heartbeat
from gan_playground.interrupts import Interrupted, interrupts

killed_first = b"700"
"""What the system is told of the window, where it has too little memory: this, and not the watchdog."""


class GuardTimes(Struct, frozen=True):
    """Seconds. silence: without a beat, after which a window does not answer. start: the same until a first frame was
    seen, for torch is loaded meanwhile. look: between two looks. farewell: for a window that is asked to end.
    """

    silence: float = 10.0
    start: float = 60.0
    look: float = 0.1
    farewell: float = 5.0


class Guardian:
    """command: gives what begins the window; True: the one with the lightest lessons alone.

    windows: how many were begun. beats: of the present one. process: the present one.
    """

    def __init__(
        self,
        command: Callable[[bool], Sequence[str]],
        log: Logger,
        times: GuardTimes | None = None,
        failures: Failures | None = None,
    ) -> None:
        self._command, self._log = command, log
        self._times = times or GuardTimes()
        self._failures = failures or Failures()
        self.windows = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._heart: Heartbeat | None = None

    @property
    def beats(self) -> int:
        return self._heart.beats if self._heart is not None else 0

    def keep(self) -> int:
        """Until the operator leaves; gives the exit status. Raises Interrupted when it is asked to end itself."""
        while True:
            began_s = time.monotonic()
            status, reason = self._watch_one()
            if status == end.left and not reason:
                self._log.info("The operator has left.")
                return 0
            if status == end.begin_again and not reason:
                self._log.info("The operator wants it begun again.")
                continue
            self._failures.note(time.monotonic() - began_s)
            self._log.info("%s Failures in the last hour: %d.", reason or told(status), self._failures.in_the_last_hour)
            self._wait(self._failures.wait_s)

    def _watch_one(self) -> tuple[int, str]:
        """Its exit status, and why it was ended, where it was."""
        process, heart = self._begin()
        try:
            reason = self._watch(process, heart)
        except Interrupted:
            process.terminate()
            self._let_end(process)
            self._log.info("The watchdog was asked to end.")
            raise
        finally:
            if process.poll() is None:
                process.kill()  # also ends one that is stopped
            status = process.wait()
            heart.end()
        return status, reason

    def _begin(self) -> tuple[subprocess.Popen[bytes], Heartbeat]:
        is_safe = self._failures.is_safe_wanted
        command = self._command(is_safe)
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
        )
        self.windows += 1
        self._log.info("Window %d begins%s.", self.windows, ", with the lightest lessons alone" if is_safe else "")
        if sys.platform == "linux":
            with suppress(OSError):
                Path(f"/proc/{process.pid}/oom_score_adj").write_bytes(killed_first)
        self.process, self._heart = process, Heartbeat(process, self._log)
        return process, self._heart

    def _watch(self, process: subprocess.Popen[bytes], heart: Heartbeat) -> str:
        """Until it ends; or why it has to be ended."""
        while process.poll() is None:
            interrupts.check()
            if heart.silent_s > (self._times.silence if heart.is_seen else self._times.start):
                return f"The window has not answered for {heart.silent_s:.0f} s, and is ended."
            time.sleep(self._times.look)
        return ""

    def _let_end(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(self._times.farewell)

    def _wait(self, seconds: float) -> None:
        until_s = time.monotonic() + seconds
        while (left_s := until_s - time.monotonic()) > 0:
            interrupts.check()
            time.sleep(min(self._times.look, left_s))


def told(status: int) -> str:
    """Why a window has ended, by its exit status."""
    if status < 0:
        with suppress(ValueError):
            return f"The window was ended by {signal.Signals(-status).name}."
    return f"The window has ended by itself, with status {status}."
