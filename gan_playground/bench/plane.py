"""What the plane costs, with every layer shown on a large screen: thousands of dots, heat, net, arrows, contours."""

from __future__ import annotations

import statistics
from functools import partial

import numpy as np

from gan_playground.bench.counts import Counts
from gan_playground.bench.report import RatioRow
from gan_playground.bench.rounds import Tick, interleaved, median_ratio, rate
from gan_playground.bench.window import Bench
from gan_playground.bench.windowed import PaintClock, frame_intervals_ms
from gan_playground.gan.observe.frame import Frame, PlanePicture
from gan_playground.gan.training.trainer import Trainer

plane_lesson = "ring-rescued"
plane_size_px = (1920, 1080)


def show_every_layer(bench: Bench) -> None:
    """Hidden layers cost nothing, so none is hidden."""
    for chip in bench.window.run_view.stage.chips:
        chip.setChecked(True)


def plane_rows(bench: Bench, counts: Counts, tick: Tick) -> list[RatioRow]:
    """Steps a second beside a window that shows it all, and how often all of it is new there."""
    show_every_layer(bench)
    return [_share_row(bench, counts, tick), *_smoothness_rows(bench, counts, tick)]


def _share_row(bench: Bench, counts: Counts, tick: Tick) -> RatioRow:
    trainer = Trainer(bench.window.lesson.experiment)
    bench.pause()
    interval_ms = frame_intervals_ms[60]
    sides = {
        "headless": partial(rate, trainer.advance, counts.window_s),
        "shown": partial(bench.steps_per_second, counts.window_s, interval_ms, counts.settle_s),
    }
    numbers = interleaved(sides, counts.window_rounds, tick)
    headless, shown = numbers["headless"], numbers["shown"]
    detail = {
        "window, steps/s": round(statistics.median(shown), 1),
        "headless, steps/s": round(statistics.median(headless), 1),
    }
    title = "the plane, every layer, 1920x1080: steps/s against headless"
    return RatioRow("plane.60", title, median_ratio(shown, headless), "x", 0.6, 0.75, True, detail)


class SurveyCount:
    """How many pictures came that were of one step."""

    def __init__(self, bench: Bench) -> None:
        self._session = bench.session
        self.steps: set[int] = set()
        self._session.frame_ready.connect(self._on_frame)

    def _on_frame(self, frame: Frame) -> None:
        if isinstance(frame.picture, PlanePicture) and frame.picture.survey.step == frame.step:
            self.steps.add(frame.picture.survey.step)

    def stop(self) -> None:
        self._session.frame_ready.disconnect(self._on_frame)


def _smoothness_rows(bench: Bench, counts: Counts, tick: Tick) -> list[RatioRow]:
    bench.session.set_frame_interval(frame_intervals_ms[60])
    bench.play()
    bench.wait(counts.settle_s)
    clock, surveys = PaintClock(bench), SurveyCount(bench)
    for _ in range(max(1, round(counts.frames_s))):
        bench.wait(min(1.0, counts.frames_s))
        tick()
    bench.wait_until(lambda: len(clock.painted_s) > 1)
    clock.stop()
    surveys.stop()
    bench.pause()
    intervals_ms = np.diff(clock.painted_s) * 1000
    seconds = clock.painted_s[-1] - clock.painted_s[0]
    median, high = (float(value) for value in np.percentile(intervals_ms, (50, 99)))
    detail = {"99 in 100, ms": round(high, 1), "frames": len(intervals_ms)}
    return [
        RatioRow(
            "plane.dots", "the plane: from one painted frame to the next, median", median, "ms", 36.0, detail=detail
        ),
        RatioRow(
            "plane.looks",
            "the plane: dots, heat, contours, net and arrows of one step",
            len(surveys.steps) / seconds,
            "/s",
            25.0,
            at_least=True,
        ),
    ]
