"""What the open window costs, and how smooth and how lasting it is."""

from __future__ import annotations

import statistics
import time
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from gan_playground.bench.counts import Counts
from gan_playground.bench.machine import memory_mb
from gan_playground.bench.report import RatioRow
from gan_playground.bench.rounds import Tick, interleaved, median_ratio, rate
from gan_playground.bench.window import Bench
from gan_playground.gan.training.trainer import Trainer

frame_intervals_ms = {60: 16, 30: 33}
holds = {60: 0.75, 30: 0.87}


def share_rows(bench: Bench, counts: Counts, tick: Tick) -> list[RatioRow]:
    """Steps a second with the window open, at two frame rates, against none; the session is paused meanwhile."""
    trainer = Trainer(bench.window.lesson.experiment)
    bench.pause()
    sides = {"headless": partial(rate, trainer.advance, counts.window_s)}
    for frames, interval_ms in frame_intervals_ms.items():
        sides[f"at {frames}"] = partial(bench.steps_per_second, counts.window_s, interval_ms, counts.settle_s)
    numbers = interleaved(sides, counts.window_rounds, tick)
    headless = numbers["headless"]
    rows = []
    for frames, hold in holds.items():
        shown = numbers[f"at {frames}"]
        detail = {
            "window, steps/s": round(statistics.median(shown), 1),
            "headless, steps/s": round(statistics.median(headless), 1),
        }
        title = f"steps/s with the window at {frames} frames/s, against headless"
        rows.append(RatioRow(f"window.{frames}", title, median_ratio(shown, headless), "x", hold, 0.9, True, detail))
    return rows


class PaintClock(QObject):
    """When each new frame was painted on the stage."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.painted_s: list[float] = []
        self._is_new = False
        self._session = bench.session
        self._session.frame_ready.connect(self._on_frame)
        self._watched = bench.window.run_view.stage.findChildren(QWidget)
        for widget in self._watched:
            widget.installEventFilter(self)

    def _on_frame(self) -> None:
        self._is_new = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_new and event.type() is QEvent.Type.Paint:
            self._is_new = False
            self.painted_s.append(time.perf_counter())
        return False

    def stop(self) -> None:
        self._session.frame_ready.disconnect(self._on_frame)
        for widget in self._watched:
            widget.removeEventFilter(self)


def frame_rows(bench: Bench, counts: Counts, tick: Tick) -> list[RatioRow]:
    """Time from one painted frame to the next, training at full speed, aiming at 60 a second."""
    bench.session.set_frame_interval(frame_intervals_ms[60])
    bench.play()
    bench.wait(counts.settle_s)
    clock = PaintClock(bench)
    for _ in range(max(1, round(counts.frames_s))):
        bench.wait(min(1.0, counts.frames_s))
        tick()
    bench.wait_until(lambda: len(clock.painted_s) > 1)
    clock.stop()
    intervals_ms = np.diff(clock.painted_s) * 1000
    middle, high, longest = (float(value) for value in np.percentile(intervals_ms, (50, 99, 100)))
    detail = {"median, ms": round(middle, 1), "frames": len(intervals_ms)}
    return [
        RatioRow("frames.p99", "frame interval while training, 99 in 100", high, "ms", hold=22, detail=detail),
        RatioRow("frames.longest", "the longest frame interval", longest, "ms", hold=100),
    ]


def memory_row(bench: Bench, counts: Counts, tick: Tick) -> RatioRow:
    """How memory grows while it trains at full speed: the slope of the line through a reading a second."""
    bench.play()
    bench.wait(counts.warm_up_s)
    readings = [(time.perf_counter(), memory_mb())]
    for _ in range(max(1, round(counts.memory_s))):
        bench.wait(min(1.0, counts.memory_s))
        readings.append((time.perf_counter(), memory_mb()))
        tick()
    seconds, megabytes = np.array(readings).T
    slope = round(float(np.polyfit(seconds - seconds[0], megabytes, 1)[0]) * 60, 3)
    detail = {"held, MB": round(megabytes[-1]), "grown, MB": round(float(megabytes[-1] - megabytes[0]), 2)}
    return RatioRow("memory", "memory while training, after warm-up", slope, "MB/min", hold=1.0, detail=detail)
