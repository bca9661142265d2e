"""What a folder of 30,000 pictures costs the window: python benchmarks/reading.py [--folder FOLDER] [--lesson ID]

In the real window, while a lesson trains at full speed, a run on the folder is ordered: how long until it is seen that
it is read, how fast the lesson trains and how even the window's turns are meanwhile against before, how many pictures
are read a second, how long a cancel takes until the order is gone, and until the reading has ended, beside what a pause
takes; and the same for closing the window. Then how long the first reading takes, and a second one, out of the cache on
the disk. The folder is made where it is not there, and the cache is one of its own.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt, QTimer

from gan_playground.bench.run import prefer_offscreen
from gan_playground.bench.window import Bench, open_bench, usual_lesson
from gan_playground.gan.data.images.downloads import environment_name
from gan_playground.gan.data.images.files import read_album
from gan_playground.progress import progress_bar
from gan_playground.session.files.autosave import Autosave
from gan_playground.session.run.data_reader import ReadingThread
from gan_playground.ui.files.file_drop import knobs_for
from gan_playground.ui.window.escape import escape

side_px, class_count = 64, 10
watched_s, listed_s, rounds = 4.0, 1.0, 4


def make_folder(folder: Path, count: int) -> None:
    """So many pictures, as a camera's thumbnails: JPEGs of smooth colours, in folders that are classes."""
    rng = np.random.default_rng(0)
    with progress_bar(count, "pictures made") as progress:
        for place in range(count):
            path = folder / f"class-{place % class_count}" / f"{place:05}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            colours = Image.fromarray(rng.integers(0, 256, (4, 4, 3), dtype=np.uint8))
            colours.resize((side_px, side_px), Image.Resampling.BICUBIC).save(path)
            progress.update()


def is_reading() -> bool:
    return any(thread.name == "data reader" for thread in threading.enumerate())


def since_ms(began_s: float) -> float:
    return round((time.perf_counter() - began_s) * 1000, 1)


def pictures_read(bench: Bench) -> int:
    """As the window says it."""
    reading = bench.session.state.reading
    words = reading.words.split() if reading is not None else []
    return int(words[1].replace(",", "")) if len(words) > 2 and words[-1] == "pictures" else 0


def rates(bench: Bench, seconds: float) -> dict[str, float]:
    """Steps, turns and pictures a second, and the milliseconds from one turn of the window to the next."""
    clock, began_s, step, read = TurnClock(), time.perf_counter(), bench.newest_step, pictures_read(bench)
    bench.wait(seconds)
    took_s = time.perf_counter() - began_s
    clock.stop()
    gaps = np.diff([began_s, *clock.turned_s, began_s + took_s]) * 1000
    counts = {
        "steps/s": bench.newest_step - step,
        "turns/s": len(clock.turned_s),
        "pictures/s": pictures_read(bench) - read,
    }
    return {
        **{name: round(count / took_s, 1) for name, count in counts.items()},
        **{f"p{at} ms": round(float(np.percentile(gaps, at)), 1) for at in (50, 99, 100)},
    }


def order(bench: Bench, folder: Path) -> float:
    """Ask for a run on the folder; gives how long until it is seen how many pictures are read."""
    began_s = time.perf_counter()
    bench.window.history.turn(knobs_for(folder, bench.session.experiment.stage))
    bench.wait_until(lambda: bench.window.run_view.is_covered)
    return since_ms(began_s)


class TurnClock:
    """When the window had its turn, sixty times a second where nothing keeps it: its run is not painted meanwhile."""

    def __init__(self) -> None:
        self.turned_s: list[float] = []
        self._timer = QTimer(interval=16, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._timer.start()

    def _note(self) -> None:
        self.turned_s.append(time.perf_counter())

    def stop(self) -> None:
        self._timer.stop()


def pause(bench: Bench) -> float:
    """How long a pause takes until it is told: what any order takes on this machine now."""
    began_s = time.perf_counter()
    bench.pause()
    paused_ms = since_ms(began_s)
    bench.play()
    return paused_ms


class Clock:
    """When the last reading ended, and when a closing window had nothing left but to write its run."""

    def __init__(self) -> None:
        self.read_s = self.ended_s = 0.0
        ReadingThread.run = self._timed_run(ReadingThread.run)
        Autosave.close = self._timed_close(Autosave.close)

    def _timed_run(self, run: Callable[[ReadingThread], None]) -> Callable[[ReadingThread], None]:
        def timed(thread: ReadingThread) -> None:
            run(thread)
            self.read_s = time.perf_counter()

        return timed

    def _timed_close(self, close: Callable[[Autosave], None]) -> Callable[[Autosave], None]:
        def timed(autosave: Autosave) -> None:
            self.ended_s = time.perf_counter()
            close(autosave)

        return timed


def cancel(bench: Bench, clock: Clock) -> dict[str, float]:
    """How long until nothing is read, and until the window shows the run that is there."""
    began_s = time.perf_counter()
    escape(bench.window)
    bench.wait_until(lambda: bench.session.state.reading is None)
    shown_ms = since_ms(began_s)
    bench.wait_until(lambda: not is_reading())
    return {"ended": round((clock.read_s - began_s) * 1000, 1), "shown": shown_ms}


def closed(bench: Bench, clock: Clock) -> dict[str, float]:
    """How long until nothing trains or is read, and until the run is written."""
    began_s = time.perf_counter()
    bench.window.close()
    return {"ended": round((clock.ended_s - began_s) * 1000, 1), "written": since_ms(began_s)}


def in_a_window(folder: Path, lesson: str) -> None:
    clock = Clock()
    with open_bench(lesson) as bench:
        bench.wait(2.0)
        print("closed with nothing to read ms", closed(bench, clock))
    with open_bench(lesson) as bench:
        bench.wait(2.0)
        print("load", os.getloadavg())
        for _ in range(rounds):
            print("before", rates(bench, watched_s))
            print("a pause for comparison ms", pause(bench))
            print("first seen ms", order(bench, folder))
            print("while it is listed", rates(bench, listed_s))
            bench.wait_until(lambda: pictures_read(bench) > 0)
            print("while it is read", rates(bench, watched_s))
            print("cancelled ms", cancel(bench, clock))
        order(bench, folder)
        bench.wait(1.0)
        print("closed while reading ms", closed(bench, clock))


def twice(folder: Path) -> None:
    """With nobody else in the process."""
    for name in ("first", "cached"):
        began_s, began_cpu_s = time.perf_counter(), time.process_time()
        count = len(read_album(folder).pictures)
        cpu_s = time.process_time() - began_cpu_s
        print(f"{name} reading of {count:,}: {since_ms(began_s)} ms, {cpu_s:.2f} s of processor")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=30_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--lesson", default=usual_lesson)
    options = parser.parse_args()
    prefer_offscreen()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ[environment_name] = str(Path(scratch) / "cache")
        folder = options.folder or Path(scratch) / "pictures"
        if not folder.is_dir():
            make_folder(folder, options.pictures)
        in_a_window(folder, options.lesson)
        twice(folder)
