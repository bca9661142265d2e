"""A headless step: against the loop everybody writes, what each stabiliser costs, and how low it could go.

python benchmarks/step.py                     all three
python benchmarks/step.py profile             where the time of a step goes
python benchmarks/step.py against CHECKOUT    a step of lessons, over one of another checkout's program
"""

from __future__ import annotations

import cProfile
import json
import pstats
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import linear

from alternating import compare, on_demand
from gan_playground.bench.counts import Counts
from gan_playground.bench.headless import SIZES, Size, batch_size, image_row, mlp_row, mlp_trainer
from gan_playground.bench.report import print_rows
from gan_playground.bench.rounds import interleaved, median_ratio, rate
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.progress import progress_bar

gamma = 0.1
LESSONS = ("textbook-curve", "two-blobs", "two-knobs", "counterfeiter")
STABILISERS: dict[str, dict[str, Any]] = {
    "R1": {"penalty.r1": gamma},
    "R2": {"penalty.r2": gamma},
    "R1 and R2": {"penalty.r1": gamma, "penalty.r2": gamma},
    "WGAN-GP": {"penalty.wgan_gp": 10.0},
    "DRAGAN": {"penalty.dragan": 10.0},
    "weight clipping": {"penalty.clip": 0.1},
    "spectral norm": {"stabilise.spectral_norm": True},
    "instance noise": {"stabilise.instance_noise": 0.1},
    "label smoothing": {"stabilise.label_smoothing": 0.1},
    "averaged G": {"stabilise.average_half_life": 10_000.0},
    "unrolled, 1 step": {"stabilise.unroll": 1},
    "unrolled, 5 steps": {"stabilise.unroll": 5},
    "packs of 2": {"stabilise.pack": 2},
    "relativistic": {"objective": "relativistic"},
    "simultaneous": {"turns": "simultaneous"},
    "extragradient": {"generator.optimizer": "extragradient", "discriminator.optimizer": "extragradient"},
    "optimistic": {"generator.optimizer": "optimistic", "discriminator.optimizer": "optimistic"},
    "RMSprop": {"generator.optimizer": "rmsprop", "discriminator.optimizer": "rmsprop"},
    "SGD": {"generator.optimizer": "sgd", "discriminator.optimizer": "sgd"},
}


def main() -> None:
    threads = torch.get_num_threads()
    against_naive(threads)
    torch.set_num_threads(1)
    print("\ncost of a step with a stabiliser, in steps without any")
    for size in SIZES:
        print(f"  {size.words}: " + ", ".join(f"{name} {cost:.2f}" for name, cost in costs(size).items()), flush=True)
    print("\nwhat a step could not get below")
    for size in SIZES:
        print(f"  {size.words}: {floor(size)}", flush=True)


def against_naive(threads: int) -> None:
    counts = Counts()
    with progress_bar(2 * len(SIZES) * counts.step_rounds + counts.image_rounds, "rounds") as progress:
        rows = [mlp_row(size, counts, threads, progress.update, r1) for size in SIZES for r1 in (0.0, gamma)]
        rows.append(image_row(counts, threads, progress.update))
    print_rows(rows)


def costs(size: Size, rounds: int = 8, seconds: float = 0.12) -> dict[str, float]:
    """The time of a step with each stabiliser over one without any, medians over rounds that go through all."""
    trainers = {name: mlp_trainer_with_pack(size, knobs) for name, knobs in {"none": {}, **STABILISERS}.items()}
    sides = {name: partial(rate, trainer.advance, seconds) for name, trainer in trainers.items()}
    with progress_bar(rounds, "rounds") as progress:
        rates = interleaved(sides, rounds, progress.update)
    return {name: median_ratio(rates["none"], rates[name]) for name in STABILISERS}


def mlp_trainer_with_pack(size: Size, knobs: dict[str, Any]) -> Any:
    trainer = mlp_trainer(size, knobs)
    trainer.advance(30)  # the first steps load and allocate
    return trainer


def floor(size: Size) -> str:
    """The arithmetic of a step at the rate of its own matrix products, and what its calls cost with nothing in them."""
    flops = step_flops(size)
    speed = matrix_rate(size)
    arithmetic_us = flops / speed * 1e6
    trainer = mlp_trainer(size)
    calls = count_operations(trainer)
    call_us = empty_call_us()
    step_us = 1e6 / statistics.median(rate(trainer.advance, 0.3) for _ in range(5))
    lowest = arithmetic_us + calls * call_us
    return (
        f"{flops / 1e6:.2f} MFLOP at {speed / 1e9:.1f} GFLOP/s is {arithmetic_us:.0f} us; "
        f"{calls} operations at {call_us:.2f} us each are {calls * call_us:.0f} us; "
        f"a step takes {step_us:.0f} us, {step_us / lowest:.1f} times their sum"
    )


def step_flops(size: Size) -> float:
    """Of the matrix products: G forward twice and back once, D forward on 3 batches, back in weights and inputs."""
    hidden = size.width * size.width
    of_g = 2 * batch_size * (size.dim * size.width + hidden + size.width * size.dim)
    of_d = 2 * batch_size * (size.dim * size.width + hidden + size.width)
    d_turn = of_g + 2 * of_d * 3  # backward is as much again for the weights, and for what flows down
    g_turn = of_g * 3 + of_d * 2  # D's own weights get no gradient
    return float(d_turn + g_turn)


def matrix_rate(size: Size, seconds: float = 0.3) -> float:
    """FLOP a second of the product of the hidden layer, by one thread."""
    x, w = torch.randn(batch_size, size.width), torch.randn(size.width, size.width)
    flops = 2 * batch_size * size.width * size.width
    return flops * statistics.median(rate(lambda: linear(x, w), seconds / 5) for _ in range(5))


def count_operations(trainer: Any) -> int:
    """Operations of torch in a step, backward included, those inside of others left out."""
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
        trainer.advance(20)
    own = [
        e
        for e in profile.events()
        if e.name.startswith("aten::") and not (e.cpu_parent and "aten::" in e.cpu_parent.name)
    ]
    return round(len(own) / 20)


def empty_call_us(seconds: float = 0.3) -> float:
    """An operation on a single number, called from Python."""
    x = torch.zeros(())
    return 1e6 / statistics.median(rate(partial(_many, x.neg), seconds / 5) * 100 for _ in range(5))


def _many(call: Any) -> None:
    for _ in range(100):
        call()


def profile_step(size: Size, steps: int = 2000) -> None:
    """Python's view of where a step's time goes, by own time."""
    trainer = mlp_trainer(size)
    trainer.advance(200)
    profiler = cProfile.Profile()
    began_s = time.perf_counter()
    profiler.runcall(trainer.advance, steps)
    print(f"{size.words}: {1e6 * (time.perf_counter() - began_s) / steps:.0f} us a step under the profiler")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(22)


def against(checkout: Path, rounds: int = 30) -> None:
    """The milliseconds of a step of each lesson, over those of another checkout."""
    for name, row in compare(Path(__file__), checkout, LESSONS, rounds):
        print(json.dumps({name: row}), flush=True)


class LessonSteps:
    """The milliseconds of a step, by lesson; each is loaded once."""

    def __init__(self) -> None:
        self._trainers: dict[str, Trainer] = {}

    def measure(self, lesson: str, seconds: float = 0.25) -> float:
        if lesson not in self._trainers:
            self._trainers[lesson] = Trainer(load_lesson(lesson).experiment)
            self._trainers[lesson].advance(100)
        return 1e3 / rate(self._trainers[lesson].advance, seconds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["profile"]:
            for each in SIZES:
                profile_step(each)
        case ["against", checkout]:
            against(Path(checkout))
        case ["--on-demand"]:
            torch.set_num_threads(1)
            on_demand(LessonSteps().measure)
        case _:
            main()
