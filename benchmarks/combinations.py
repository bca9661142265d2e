"""Every objective with every stabiliser, optimizer and kind of turn on a lesson: python benchmarks/combinations.py

Prints the distance over the usual after 500 steps, "-" where the two are refused together (with the reason below), and
at the end whatever was not a finite number: nothing should be.
"""

from __future__ import annotations

import argparse
import math
import sys
from typing import Any

from tqdm import tqdm

from gan_playground import Experiment, PlaygroundError, Trainer, load_lesson
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.optimizers import OPTIMIZERS

COLUMNS: dict[str, dict[str, Any]] = {
    "none": {},
    "R1": {"penalty.r1": 0.1},
    "R2": {"penalty.r2": 0.1},
    "WGAN-GP": {"penalty.wgan_gp": 10.0},
    "DRAGAN": {"penalty.dragan": 10.0},
    "clip": {"penalty.clip": 0.1},
    "spectral": {"stabilise.spectral_norm": True},
    "noise": {"stabilise.instance_noise": 0.3, "stabilise.instance_noise_half_life": 200.0},
    "smoothing": {"stabilise.label_smoothing": 0.1},
    "average": {"stabilise.average_half_life": 20_000.0},
    "unroll": {"stabilise.unroll": 5},
    "pack": {"stabilise.pack": 2},
    "at once": {"turns": "simultaneous"},
    "batch norm": {"generator.norm": "batch", "discriminator.norm": "batch"},
    "layer norm": {"generator.norm": "layer", "discriminator.norm": "layer"},
    "maxout": {"generator.activation": "maxout", "discriminator.activation": "maxout"},
    **{name: {"generator.optimizer": name, "discriminator.optimizer": name} for name in OPTIMIZERS if name != "adam"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--lesson", default="textbook-curve")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    base = load_lesson(options.lesson).experiment
    refused: set[str] = set()
    failed: list[str] = []
    width = max(map(len, COLUMNS)) + 2
    print(" " * width + "".join(f"{name:>16}" for name in OBJECTIVES))
    for column, knobs in tqdm(COLUMNS.items(), file=sys.stderr):
        cells = []
        for objective in OBJECTIVES:
            try:
                experiment = base.with_knobs({**knobs, "objective": objective})
            except PlaygroundError as error:
                refused.add(str(error))
                cells.append("-")
                continue
            ratio, finite = play(experiment, options.steps, options.seed)
            cells.append(f"{ratio:.2f}")
            if not finite:
                failed.append(f"{objective} with {column}")
        print(f"{column:{width}}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
    print("\n".join(sorted(refused)))
    print(f"not finite: {', '.join(failed) or 'nothing'}")


def play(experiment: Experiment, steps: int, seed: int) -> tuple[float, bool]:
    """Distance over the usual at the end, and whether all losses, weights and gradients were finite numbers."""
    trainer = Trainer(experiment, seed)
    trainer.advance(steps)
    frame = trainer.observe()
    distance = frame.metrics["wasserstein"]
    state = trainer.state()
    finite = all(bool(tensor.isfinite().all()) for name, tensor in state.items() if name not in ("random", "counters"))
    numbers = (distance.value, frame.losses.generator, frame.losses.discriminator, frame.gradient_norms.generator)
    whole = trainer.step == steps and trainer.diverged_at is None
    return distance.value / (distance.floor or 1.0), finite and whole and all(map(math.isfinite, numbers))


if __name__ == "__main__":
    main()
