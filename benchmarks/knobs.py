"""Every live knob turned at random, through its own control, while it trains at full speed: python benchmarks/knobs.py

Tells how many knobs were turned, what was said against it, and how smooth the window stayed: the time from one painted
frame to the next, and how late the window's own timer came. A run whose loss is no longer finite is restarted, as its
notice offers; those are counted apart.

A step of a game with twenty updates a turn and ten unrolled steps takes a second, and no frame can be newer than
its step: so frames are told for all the time, and for the time in which a step takes less than a frame.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider, QWidget

from gan_playground.bench.run import prefer_offscreen
from gan_playground.bench.window import Bench, open_bench
from gan_playground.bench.windowed import PaintClock
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.session.events import Failure
from gan_playground.session.frame_poll import poll_interval_ms

rest_s = 0.1
live_knobs = [path for path, knob in KNOBS.items() if knob.live]


class Driver:
    """Hands that turn one knob after the other; `reached` says which ones, and how often."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.reached: Counter[str] = Counter()
        self.failures: list[str] = []
        self.divergences = 0
        self._bench, self._rng = bench, random.Random(seed)
        bench.session.failed.connect(self._on_failed)
        bench.window.knob_panel.all_button.click()

    def _on_failed(self, failure: Failure) -> None:
        if "no longer a finite number" in failure.sentence:
            self.divergences += 1
        else:
            self.failures.append(failure.sentence)

    def turn_something(self) -> None:
        """Turn one live knob that can be turned now."""
        experiment = self._bench.session.experiment
        turnable = [path for path in live_knobs if experiment.reads(path) and not experiment.obstacle(path)]
        path = self._rng.choice(turnable)
        widget = self._bench.window.findChild(QWidget, path)
        if isinstance(widget, QSlider):
            widget.setValue(self._rng.randint(widget.minimum(), widget.maximum()))
        elif isinstance(widget, QComboBox):
            widget.setCurrentIndex(self._rng.randrange(widget.count()))
        elif isinstance(widget, QAbstractButton):
            widget.click()
        self.reached[path] += 1
        if not self._bench.session.is_playing:
            self._bench.session.restart()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    prefer_offscreen()
    with open_bench() as bench:
        drive(bench, options.seconds, options.seed)


def drive(bench: Bench, seconds: float, seed: int) -> None:
    driver, lateness_ms = Driver(bench, seed), Lateness()
    bench.session.set_frame_interval(poll_interval_ms)
    clock = PaintClock(bench)
    quick: list[tuple[float, float]] = []  # spans of time in which a step took less than a frame
    until_s = time.perf_counter() + seconds
    while time.perf_counter() < until_s:
        driver.turn_something()
        began_s, first = time.perf_counter(), bench.newest_step
        bench.wait(rest_s)
        ended_s, last = time.perf_counter(), bench.newest_step
        if last - first >= (ended_s - began_s) * 1000 / poll_interval_ms:
            quick.append((began_s, ended_s))
    clock.stop()
    lateness_ms.stop()
    painted_s = np.array(clock.painted_s)
    intervals_ms = np.diff(painted_s) * 1000
    inside = np.array([any(a <= p <= b for a, b in quick) for p in painted_s[1:]], dtype=bool)
    turns = sum(driver.reached.values())
    print(f"{turns} turns of {len(driver.reached)} of {len(live_knobs)} live knobs in {seconds:g} s")
    print(f"errors: {driver.failures or 'none'}; runs that diverged and were restarted: {driver.divergences}")
    print(f"never turned: {sorted(set(live_knobs) - set(driver.reached)) or 'none'}")
    print(f"frame interval, all of the time: {summary(intervals_ms)}")
    print(f"frame interval, while steps are quicker than frames: {summary(intervals_ms[inside])}")
    print(f"interval of the window's own {poll_interval_ms} ms timer: {summary(lateness_ms.intervals_ms)}")


class Lateness:
    """How regularly the window's thread comes round to a timer."""

    def __init__(self) -> None:
        self.intervals_ms: list[float] = []
        self._last_s = time.perf_counter()
        self._timer = QTimer(interval=poll_interval_ms)
        self._timer.timeout.connect(self._note)
        self._timer.start()

    def _note(self) -> None:
        now_s = time.perf_counter()
        self.intervals_ms.append((now_s - self._last_s) * 1000)
        self._last_s = now_s

    def stop(self) -> None:
        self._timer.stop()


def summary(intervals_ms: object) -> str:
    numbers = np.asarray(intervals_ms, dtype=float)
    if not len(numbers):
        return "none"
    median, high, longest = np.percentile(numbers, (50, 99, 100))
    return f"median {median:.1f} ms, 99 in 100 {high:.1f} ms, longest {longest:.0f} ms, of {len(numbers)}"


if __name__ == "__main__":
    main()
