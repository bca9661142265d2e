"""From a click to its effect in the trainer, which another thread runs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QSlider

from gan_playground.bench.counts import Counts
from gan_playground.bench.report import RatioRow
from gan_playground.bench.rounds import Tick
from gan_playground.bench.window import Bench
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.training.trainer import Trainer

most_delay_ms = 20.0
knob = "generator.learning_rate"
rest_s = 0.1


class Witness:
    """Stands in the training thread and notes when a step or an edit was done."""

    def __init__(self) -> None:
        self.steps_s: list[float] = []
        self.edits_s: list[float] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        advance, apply = Trainer.advance, Trainer.apply

        def watched_advance(trainer: Trainer, steps: int = 1) -> None:
            advance(trainer, steps)
            self.steps_s.append(time.perf_counter())

        def watched_apply(trainer: Trainer, *edits: Edit) -> None:
            apply(trainer, *edits)
            self.edits_s.append(time.perf_counter())

        with patch.object(Trainer, "advance", watched_advance), patch.object(Trainer, "apply", watched_apply):
            yield


def click_rows(bench: Bench, counts: Counts, step_ms: float, tick: Tick) -> list[RatioRow]:
    """A pause, a knob and a step by hand, each tried many times while it trains at full speed."""
    witness = Witness()
    tries: dict[str, Callable[[Bench, Witness], float]] = {
        "pause": seconds_to_pause,
        "knob": seconds_to_turn,
        "step": seconds_to_step,
    }
    rows = []
    with witness.watching():
        for name, attempt in tries.items():
            delays_ms = []
            for i in range(counts.clicks):
                bench.play()
                bench.wait(rest_s + i % 17 / 1000)  # at every moment of a frame
                delays_ms.append(attempt(bench, witness) * 1000)
                tick()
            rows.append(_row(name, delays_ms, step_ms))
    return rows


def _row(name: str, delays_ms: list[float], step_ms: float) -> RatioRow:
    detail = {"median, ms": round(statistics.median(delays_ms), 2), "one step, ms": round(step_ms, 2)}
    hold = round(most_delay_ms + step_ms, 1)
    return RatioRow(
        f"click.{name}", f"{name}: from click to effect, the longest", max(delays_ms), "ms", hold, detail=detail
    )


def seconds_to_pause(bench: Bench, witness: Witness) -> float:
    """Until the last step that was made after the click ended; 0 where none was."""
    clicked_s = _click(bench, "playButton")
    bench.wait_until(lambda: not bench.session.is_playing)
    bench.wait(rest_s)
    return max(0.0, max(witness.steps_s, default=clicked_s) - clicked_s)


def seconds_to_turn(bench: Bench, witness: Witness) -> float:
    """Until the trainer has the new rate, so that its next step is made with it."""
    slider = bench.window.findChild(QSlider, knob)
    assert slider is not None
    before, there = len(witness.edits_s), slider.value()
    turned_s = time.perf_counter()
    slider.setValue(there + 1 if there < slider.maximum() else there - 1)
    bench.wait_until(lambda: len(witness.edits_s) > before)
    return witness.edits_s[before] - turned_s


def seconds_to_step(bench: Bench, witness: Witness) -> float:
    """Until a step by hand was made, out of a pause."""
    bench.pause()
    bench.wait(rest_s)
    before = len(witness.steps_s)
    clicked_s = _click(bench, "stepBothButton")
    bench.wait_until(lambda: len(witness.steps_s) > before)
    return witness.steps_s[before] - clicked_s


def _click(bench: Bench, name: str) -> float:
    """Click a button with the mouse; gives when."""
    button = bench.window.findChild(QPushButton, name)
    assert button is not None
    clicked_s = time.perf_counter()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return clicked_s
