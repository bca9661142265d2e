"""A step of ours against a step of the loop everybody writes: same networks, batch and game, in one process.

Beside any other program, torch's default threads wait for one another, and a naive step on them can take a
hundred times as long. So the naive loop runs on one thread too, and what counts is the better of the two.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import torch
from msgspec import Struct
from msgspec.structs import replace
from torch import Generator, Tensor

from gan_playground.bench import images
from gan_playground.bench.counts import Counts
from gan_playground.bench.naive import mlp, naive_step
from gan_playground.bench.report import RatioRow
from gan_playground.bench.rounds import Tick, interleaved, median_ratio, rate
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer

batch_size = 256


class Size(Struct, frozen=True):
    """Networks dim - width - width - dim for G, and dim - width - width - 1 for D."""

    dim: int
    width: int

    @property
    def words(self) -> str:
        return f"{self.dim}-{self.width}-{self.width}-{self.dim}"


SIZES = (Size(1, 32), Size(2, 128))


def mlp_row(size: Size, counts: Counts, threads: int, tick: Tick, r1: float = 0.0) -> RatioRow:
    """`threads` is torch's own choice, which the naive loop gets; r1 is the strength of that penalty on both sides."""
    trainer = mlp_trainer(size, {"penalty.r1": r1})
    dim, width = size.dim, size.width
    networks = mlp(dim, width, dim), mlp(dim, width, 1)
    naive = naive_step(*networks, lambda: torch.randn(batch_size, dim), (batch_size, dim), r1)
    sides = {"ours": (trainer.advance, 1), "naive": (naive, threads), "naive on one thread": (naive, 1)}
    ending, words = ("-r1", " with R1") if r1 else ("", "")
    title = f"headless step, {size.words}{words}, against naive"
    row = RatioRow(f"step.mlp-{width}{ending}", title, 0, "x", 1.7, 2.0, True)
    return _compared(row, sides, (counts.step_rounds, counts.step_s), tick)


def mlp_trainer(size: Size, knobs: Mapping[str, object] = MappingProxyType({})) -> Trainer:
    """A trainer of networks of this size, on normal data of as many dimensions."""

    def sample(count: int, rng: Generator) -> Tensor:
        return torch.randn(count, size.dim, generator=rng)

    widths = {"generator.width": size.width, "discriminator.width": size.width}
    data = {"data.kind": "ring"} if size.dim > 1 else {}  # for all else that a step looks at, data on the plane
    experiment = Experiment().with_knobs({**data, "latent.dim": size.dim, "batch_size": batch_size, **widths, **knobs})
    trainer = Trainer(experiment)
    if size.dim > 1:
        trainer.real = replace(trainer.real, sample=sample)
    return trainer


def image_row(counts: Counts, threads: int, tick: Tick) -> RatioRow:
    """Convolutions on grey pictures of 32 x 32. They are large enough to be shared out over all threads."""
    real = images.noisy_pictures()
    trainer = images.image_trainer(real)
    trainer.threads = threads
    kept = torch.from_numpy(real.to_samples(real.album.pictures)).view(-1, 1, images.side_px, images.side_px)
    sample = lambda: kept[torch.randint(len(kept), (images.batch_size,))]  # noqa: E731 - as everybody writes it
    networks = images.generator_module(), images.discriminator_module()
    naive = naive_step(*networks, sample, (images.batch_size, images.latent_dim))
    sides = {"ours": (trainer.advance, threads), "naive": (naive, threads)}
    row = RatioRow("step.images", "headless step, images on all threads, against naive", 0, "x", 1.0, 1.3, True)
    return _compared(row, sides, (counts.image_rounds, counts.image_s), tick)


Sides = Mapping[str, tuple[Callable[[], None], int]]
"""A step and its number of threads, by name: ours, and others to compare with."""


def _compared(row: RatioRow, sides: Sides, rounds: tuple[int, float], tick: Tick) -> RatioRow:
    """The row with the least of our ratios to the others."""
    count, seconds = rounds
    timed = {name: partial(_rate, step, threads, seconds) for name, (step, threads) in sides.items()}
    for side in timed.values():
        side()  # the first calls load and allocate
    numbers = interleaved(timed, count, tick)
    ratios = {name: median_ratio(numbers["ours"], numbers[name]) for name in sides if name != "ours"}
    detail = {f"{name}, steps/s": round(statistics.median(rates), 1) for name, rates in numbers.items()}
    detail |= {f"to {name}": round(ratio, 2) for name, ratio in ratios.items()}
    return replace(row, value=min(ratios.values()), detail=detail)


def _rate(step: Callable[[], None], threads: int, seconds: float) -> float:
    torch.set_num_threads(threads)
    return rate(step, seconds)
