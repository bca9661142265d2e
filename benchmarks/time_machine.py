"""What the past costs, how fast it is seen again, and what two runs side by side cost.

python benchmarks/time_machine.py             keeping, scrubbing and comparing, on a lesson of every kind
python benchmarks/time_machine.py million     a million steps of two-knobs: memory, and scrubbing at the end

Keeping and comparing are ratios of rates in one run, comparing with the pictures that the window is given; scrubbing is
the time from a move of the slider to a painted picture, in the window, at 1280 x 720.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from gan_playground.bench.machine import memory_mb
from gan_playground.bench.rounds import interleaved, median_ratio, rate
from gan_playground.bench.run import prefer_offscreen
from gan_playground.bench.window import Bench, open_bench
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.progress import progress_bar
from gan_playground.session.run.run import Run

lessons = ("two-knobs", "textbook-curve", "ring-rescued", "tug-of-war", "palette", "digits", "digits-conv", "faces")
rounds, seconds = 10, 1.0
moves, train_s = 60, 6.0
million = 1_000_000


def main() -> None:
    prefer_offscreen()
    for lesson in lessons:
        print(f"{lesson:16} keeping {autosave(lesson):.1%} of the rate, ", end="", flush=True)
        with open_bench(lesson, (1280, 720)) as bench:
            bench.wait(train_s)
            bench.pause()
            p50, p95 = scrubbing(bench)
            print(f"scrubbing {p50:.0f} ms at the median, {p95:.0f} ms at 95 %, ", end="", flush=True)
        print(f"comparing: {comparing(lesson)}")


def autosave(lesson: str) -> float:
    """By how much keeping the past slows training down."""
    trainers = [Trainer(load_lesson(lesson).experiment) for _ in range(2)]
    lane = Run.fresh(trainers[0])

    def kept() -> None:
        lane.trainer.advance()
        lane.record_if_due()

    sides = {"kept": partial(rate, kept, seconds), "forgotten": partial(rate, trainers[1].advance, seconds)}
    with progress_bar(rounds, "rounds") as progress:
        numbers = interleaved(sides, rounds, progress.update)
    return 1 - median_ratio(numbers["kept"], numbers["forgotten"])


def scrubbing(bench: Bench) -> tuple[float, float]:
    """Milliseconds from a move of the slider to the picture, at the median and at 95 in 100."""
    frames: list[Frame] = []
    bench.session.frame_ready.connect(frames.append)
    slider, rng = bench.window.transport.time_row.timeline_slider, random.Random(0)
    slider.setSliderDown(True)  # a hand that does not rest
    took_ms = []
    for _ in range(moves):
        seen, began_s = len(frames), time.perf_counter()
        slider.setValue(rng.randint(slider.minimum(), slider.maximum()))
        spin_until(lambda seen=seen: len(frames) > seen)
        bench.window.run_view.repaint()
        took_ms.append(1000 * (time.perf_counter() - began_s))
        bench.wait(0.01)
    slider.setSliderDown(False)
    return statistics.median(took_ms), statistics.quantiles(took_ms, n=20)[-1]


def spin_until(done: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    while not done():
        QApplication.processEvents()


def comparing(lesson: str) -> str:
    """What two runs that train in step in the window do, beside what one does alone: rates, and pictures a second."""
    rates: dict[bool, list[float]] = {False: [], True: []}
    pictures: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(3):
        for compared in rates:
            with open_bench(lesson, (1280, 720)) as bench:
                if compared:
                    begin_comparison(bench)
                shown: list[Frame] = []
                bench.session.frame_ready.connect(shown.append)
                bench.session.run_b_frame_ready.connect(shown.append)
                began_s = time.perf_counter()
                rates[compared].append(bench.steps_per_second(3.0, 16, 1.0))
                pictures[compared].append(len(shown) / (time.perf_counter() - began_s))
    one, two = (statistics.median(pictures[compared]) for compared in (False, True))
    each = median_ratio(rates[True], rates[False])
    return (
        f"each at {each:.2f} of the rate of one alone, {two:.0f} new pictures a second of both, {one:.0f} of one alone"
    )


def begin_comparison(bench: Bench) -> None:
    bench.pause()
    rate_now = bench.session.experiment.generator.learning_rate
    bench.session.comparison_client.compare({"generator.learning_rate": rate_now / 2})
    bench.wait_until(lambda: bench.session.comparison_client.comparison is not None)


def long_run() -> None:
    """Memory must be flat, and any step of the past near."""
    prefer_offscreen()
    with open_bench("two-knobs", (1280, 720)) as bench, progress_bar(million, "steps") as progress:
        trainer = bench.session._worker.trainer
        shown = 0
        while trainer.step < million:
            bench.wait(0.5)
            progress.update(trainer.step - progress.n)
            if trainer.step // (million // 10) > shown:
                shown = trainer.step // (million // 10)
                timeline = bench.session._worker.runs[0].timeline
                past = f"{timeline.used_bytes / 1e6:.1f} MB in {len(timeline.branch.checkpoints)} moments"
                print(f"\n{trainer.step:,} steps: past {past}, process {memory_mb():.0f} MB")
        bench.pause()
        p50, p95 = scrubbing(bench)
        print(f"scrubbing {p50:.0f} ms at the median, {p95:.0f} ms at 95 %")


if __name__ == "__main__":
    long_run() if sys.argv[1:] == ["million"] else main()
