"""The five deaths of an exhibit's window, at seeded moments: is it there again within 15 s, and is it told?

A kill, a stop, an endless loop where the window is drawn, a fault in native code, and no memory left.

    python benchmarks/exhibit_deaths.py --times 10
"""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gan_playground.app import run_exhibit
from gan_playground.cli import make_parser
from gan_playground.exhibit.config import ExhibitConfig
from gan_playground.exhibit.guardian import Guardian
from gan_playground.exhibit.logbook import close_log, last_lines, open_log
from gan_playground.interrupts import leave

lesson = "textbook-curve"
within_s = 15.0
soonest_ms, latest_ms = 200, 4000  # after the first frame
too_much_bytes, gulp_bytes = 200_000_000, 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=10, help="how often each of them is died")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--window", choices=(*DEATHS, "leave"), help="be a window that ends so")
    parser.add_argument("--after-ms", type=int, default=0)
    parser.add_argument("--log-folder", default="")
    options = parser.parse_args()
    if options.window:
        be_window(options.window, options.after_ms, options.log_folder)
    rng = random.Random(options.seed)
    faults = [f"{death} {i}: {fault}" for death in DEATHS for i in range(options.times) if (fault := die(death, rng))]
    print("\n".join(faults) or f"{len(DEATHS) * options.times} deaths, each told, and back within {within_s:.0f} s")
    return 1 if faults else 0


def die(death: str, rng: random.Random) -> str:
    """What was wrong with how it came back; empty if nothing."""
    after_ms = rng.randrange(soonest_ms, latest_ms)
    with tempfile.TemporaryDirectory() as folder:
        ends, log = [death, "leave"], open_log(Path(folder))
        guardian = Guardian(lambda _: window_command(ends[guardian.windows], after_ms, folder), log)
        status = guardian.keep()
        close_log(log)
        lines = last_lines(Path(folder), 30)
    back_s, seen_s = (read_back(lines, what) for what in ("is there", "is seen"))
    print(f"{death:7} after {after_ms / 1000:.1f} s: there in {back_s:.1f} s, a frame in {seen_s:.1f} s", flush=True)
    told = any("Failures in the last hour: 1" in line for line in lines)
    return "" if status == 0 and told and back_s <= within_s else f"status {status}, back {back_s:.1f} s: {lines}"


def read_back(lines: list[str], what: str) -> float:
    """From the death to when the next window was there, or its first frame was seen, as the windows told it."""
    told = [re.search(rf"({what}|dies) at ([\d.]+)$", line) for line in lines]
    moments = [(one[1], float(one[2])) for one in told if one]
    died_s = next((at for word, at in moments if word == "dies"), math.inf)
    return next((at for word, at in moments if word == what and at > died_s), math.inf) - died_s


def window_command(end: str, after_ms: int, folder: str) -> list[str]:
    """What begins a window that ends so, once its first frame was seen and some time has gone by."""
    place = ["--after-ms", str(after_ms), "--log-folder", folder]
    return [sys.executable, __file__, "--window", end, *place]


def be_window(end: str, after_ms: int, folder: str) -> None:
    """The real one, with its end in it."""
    from PySide6.QtCore import QTimer

    import gan_playground.ui.exhibit.window as real

    class Doomed(real.ExhibitWindow):
        def begin(self) -> None:
            super().begin()
            self._is_doomed = False
            self.showpiece.shown.connect(self._doom)
            QTimer.singleShot(0, self, partial(tell, "is there"))

        def _doom(self) -> None:
            if not self._is_doomed:
                self._is_doomed = True
                tell("is seen")
                QTimer.singleShot(0 if end == "leave" else after_ms, self, self._end_so)

        def _end_so(self) -> None:
            if end == "leave":
                self.leave()
            else:
                tell("dies")
                DEATHS[end]()

    real.ExhibitWindow = Doomed
    config = ExhibitConfig(lessons=(lesson,), log_folder=folder)
    leave(run_exhibit(config, make_parser().parse_args(["--exhibit", "--device", "cpu"])))


def tell(what: str) -> None:
    print(f"{what} at {time.monotonic():.2f}", file=sys.stderr, flush=True)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def loop() -> None:
    while True:
        pass


def fault() -> None:
    ctypes.string_at(0)


def take_memory() -> None:
    """Until there is none left, of a little more than there is in use."""
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + too_much_bytes,) * 2)
    kept = []
    while True:
        kept.append(bytearray(gulp_bytes))


DEATHS: dict[str, Callable[[], None]] = {
    "kill": kill,
    "stop": stop,
    "loop": loop,
    "fault": fault,
    "memory": take_memory,
}

if __name__ == "__main__":
    sys.exit(main())
