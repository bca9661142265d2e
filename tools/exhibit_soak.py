"""Accelerated visits to an exhibit, or any events at all: does everything hold, for as long as anybody likes?

    python tools/exhibit_soak.py [--minutes 30] [--events 0] [--seed 0]

After every visit all has to be as at the start; no exception, no warning of Qt's, no way out, no dialog; memory and
handles stay flat. Prints a line a minute, and at the end what was found; the exit status is 1 where anything was.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from types import TracebackType

from msgspec import Struct

screen = {
    "name": "hall",
    "x": 0,
    "y": 0,
    "width": 1280,
    "height": 720,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}

of_the_driver = ("This plugin does not support", "occurs outside target window")
"""What Qt says of a platform without a window manager, and of a hand on a window that became smaller meanwhile."""
most_mb_an_hour, most_handles = 1.0, 8
warm_up = 0.34  # of the time, in which caches fill
look_s = 5.0


class Reading(Struct, frozen=True):
    """What the process has at a moment."""

    at_s: float
    memory_mb: float
    handles: int
    widgets: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--events", type=int, default=0, help="so many random events, instead of visits")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for kind in ("CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(home) / kind.lower())
        own_screen(Path(home))
        soak = Soak(options.seed, Path(home))
        if options.events:
            soak.throw(options.events)
        else:
            soak.go_on(60 * options.minutes)
        return soak.end()


def own_screen(folder: Path) -> None:
    """One as large as a small projector's, where none is wanted: Qt's own without a display is small, and square."""
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}))
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={file}")


class Soak:
    """A window of an exhibit, and all that is wrong with it."""

    def __init__(self, seed: int, folder: Path) -> None:
        from PySide6.QtCore import qInstallMessageHandler
        from PySide6.QtTest import QTest

        from exhibit_visitors import Floor
        from gan_playground.app import import_qt, make_application
        from gan_playground.exhibit.config import ExhibitConfig
        from gan_playground.ui.exhibit.window import ExhibitWindow

        import_qt()
        make_application()
        self.told: list[str] = []
        sys.excepthook = self._catch
        qInstallMessageHandler(self._hear)
        config = ExhibitConfig(log_folder=str(folder))
        self.window = ExhibitWindow(config, config.lessons, device="cpu")
        self.window.resize(1280, 720)
        self.window.begin()
        self.window.showFullScreen()
        self.window.session.failed.connect(self._on_failed)
        while self.window.session.last_frame is None:
            QTest.qWait(20)
        self.rng = Random(seed)
        self.floor = Floor(self.window, self.rng)
        self.readings: list[Reading] = []
        self._began_s = self._read_s = time.monotonic()
        self._events = 0

    def go_on(self, seconds: float) -> None:
        """Visits, one after the other."""
        while time.monotonic() - self._began_s < seconds:
            self.floor.visit(self.rng.randint(1, 8))
            self.read()

    def throw(self, events: int) -> None:
        """So many of them, at once; now and then the time goes by that nobody is there."""
        for self._events in range(1, events + 1):
            self.floor.crowd.act()
            if self._events % 20 == 0:
                self.floor.let_run(1)
                self.floor.look()
                self.read()
            if self._events % 500 == 0:
                self.floor.visit(1)

    def read(self) -> None:
        """How much there is of everything, now and then."""
        from gan_playground.bench.machine import memory_mb

        now_s = time.monotonic()
        if now_s - self._read_s < look_s:
            return
        self._read_s = now_s
        reading = Reading(now_s - self._began_s, memory_mb(), handles(), widgets())
        if not self.readings or reading.at_s // 60 > self.readings[-1].at_s // 60:
            print(self._line(reading), flush=True)
        self.readings.append(reading)

    def _line(self, reading: Reading) -> str:
        faults = len(self.floor.faults) + len(self.told)
        has = f"{reading.memory_mb:.1f} MB, {reading.handles} handles, {reading.widgets} widgets"
        return f"{reading.at_s:6.0f} s: {self.floor.visits:,} visits, {self._events:,} events, {has}, {faults} faults"

    def end(self) -> int:
        """Tell what was found, and close; gives the exit status."""
        faults = [*self.floor.faults, *self.told, *self._grown()]
        self.window.leave()
        print(f"{self.floor.visits:,} visits, {self._events:,} events, {len(faults)} faults")
        print("\n".join(faults[:20]), end="")
        return 1 if faults else 0

    def _grown(self) -> list[str]:
        """What is not flat after the first third."""
        late = [one for one in self.readings if one.at_s >= warm_up * self.readings[-1].at_s] if self.readings else []
        if len(late) < 8:
            return []
        times, memory = [one.at_s / 3600 for one in late], [one.memory_mb for one in late]
        slope = statistics.linear_regression(times, memory).slope
        over_s = late[-1].at_s - late[0].at_s
        print(f"memory: {slope:+.2f} MB an hour over {over_s:.0f} s, {memory[0]:.1f} to {memory[-1]:.1f} MB")
        more = late[-1].handles - late[0].handles
        grown = [f"memory grows by {slope:.1f} MB an hour"] if slope > most_mb_an_hour and self._is_long else []
        return grown + ([f"{more} handles more"] if more > most_handles else [])

    @property
    def _is_long(self) -> bool:
        """Whether an hour's growth can be told from what comes and goes."""
        return self.readings[-1].at_s >= 15 * 60

    def _on_failed(self, failure: object) -> None:
        self.told.append(f"failed: {failure}")

    def _catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.told.append("".join(traceback.format_exception(kind, error, trace)))

    def _hear(self, _kind: object, _context: object, message: str) -> None:
        if not any(words in message for words in of_the_driver):
            self.told.append(f"Qt: {message}")


def handles() -> int:
    """Files, pipes and sockets that are open."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def widgets() -> int:
    from PySide6.QtWidgets import QApplication

    return len(QApplication.allWidgets())


if __name__ == "__main__":
    sys.exit(main())
