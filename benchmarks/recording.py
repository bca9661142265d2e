"""What a recording costs the training: python benchmarks/recording.py [--rounds 5] [--seconds 3] [--kinds .mp4 .gif]

In the real window, at full speed, with a recording and without one by turns. For each lesson, and for the stage and the
window: steps a second meanwhile, against those just before, as the median of the rounds; how many pictures a second
the film has; and how many of these had to be shown again for want of another one. The ratio is of one process, so it
can be compared from day to day; it is to stay above 0.9.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from gan_playground.bench.run import prefer_offscreen
from gan_playground.bench.window import Bench, open_bench
from gan_playground.session.files.recording import RecordingEnded

lessons = ("textbook-curve", "ring-rescued", "digits")
size_px = (1280, 720)
settle_s = 0.5


def steps_per_second(bench: Bench, seconds: float) -> float:
    """While it plays and is shown as it is."""
    bench.wait(settle_s)
    began_s, first = bench._newest
    bench.wait(seconds)
    bench.wait_until(lambda: bench._newest[0] > began_s)
    ended_s, last = bench._newest
    return (last - first) / (ended_s - began_s)


def rounds(bench: Bench, what: str, path: Path, count: int, seconds: float) -> Iterator[tuple[float, float, float]]:
    """Of each round: the share of the training's speed, pictures a second, and the share of those shown again."""
    recorder = bench.window.recorder
    for _ in range(count):
        before = steps_per_second(bench, seconds)
        recorder.start(path, what)
        recording, began_s = recorder._recording, time.perf_counter()
        during = steps_per_second(bench, seconds)
        ends: list[RecordingEnded] = []
        recording.ended.connect(ends.append)
        recorder.finish()
        lasted_s = time.perf_counter() - began_s
        bench.wait_until(lambda ends=ends: bool(ends))
        after = steps_per_second(bench, seconds)
        (end,) = ends
        yield 2 * during / (before + after), end.pictures / lasted_s, end.repeated / max(1, end.pictures)


def main() -> None:
    """Print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--lessons", nargs="*", default=lessons)
    parser.add_argument("--kinds", nargs="*", default=[".mp4"])
    options = parser.parse_args()
    prefer_offscreen()
    print(f"{'lesson':16} {'what':7} {'kind':5} {'speed':>6} {'(from':>7} {'to)':>5} {'pictures/s':>11} {'again':>6}")
    for lesson in options.lessons:
        with open_bench(lesson, size_px) as bench, tempfile.TemporaryDirectory() as folder:
            bench.wait(settle_s)
            for what in ("stage", "window"):
                for kind in options.kinds:
                    film = Path(folder) / f"film{kind}"
                    rows = [*rounds(bench, what, film, options.rounds, options.seconds)]
                    shares, pictures, again = zip(*rows, strict=True)
                    speed, fastest, slowest = statistics.median(shares), max(shares), min(shares)
                    film_words = f"{statistics.median(pictures):11.1f} {statistics.median(again):6.0%}"
                    row = f"{lesson:16} {what:7} {kind:5} {speed:6.2f} {slowest:7.2f} {fastest:5.2f} {film_words}"
                    print(row, flush=True)


if __name__ == "__main__":
    main()
