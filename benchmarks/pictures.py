"""Which settings suit a set of pictures: python benchmarks/pictures.py digits --seconds 60

Every setting trains for the same time of one processor, and is measured as the program measures: Fréchet distance,
precision and recall, and with classes how often a classifier agrees. The lessons' settings came out of this.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

from gan_playground import Trainer, load_lesson
from gan_playground.errors import PlaygroundError


def both(**knobs: Any) -> dict[str, Any]:
    return {f"{player}.{name}": value for player in ("generator", "discriminator") for name, value in knobs.items()}


def flat(gamma: float) -> dict[str, float]:
    return {"penalty.r1": gamma, "penalty.r2": gamma}


def conv(width: int, **knobs: Any) -> dict[str, Any]:
    return {**both(kind="conv", width=width, **knobs), "generator.activation": "relu"}


def painter(width: int) -> dict[str, Any]:
    """A convolutional G against the lesson's own D: what it paints hangs together, and D's slopes stay cheap."""
    settings = {"kind": "conv", "width": width, "activation": "relu", "init": "orthogonal", "learning_rate": 0.002}
    half_life = {"stabilise.average_half_life": 5_000.0}
    return {**{f"generator.{name}": value for name, value in settings.items()}, "batch_size": 32, **half_life}


SETTINGS: dict[str, dict[str, Any]] = {
    "as the lesson": {},
    "width 128": both(width=128),
    "width 256": both(width=256),
    "width 512": both(width=512),
    "2 layers": both(depth=2),
    "3 layers": both(depth=3),
    "R1 = R2 = 0.2": flat(0.2),
    "R1 = R2 = 0.5": flat(0.5),
    "R1 = R2 = 1": flat(1.0),
    "R1 = R2 = 5": flat(5.0),
    "R1 = R2 = 20": flat(20.0),
    "rates 0.0002": both(learning_rate=0.0002),
    "rates 0.001": both(learning_rate=0.001),
    "rates 0.002": both(learning_rate=0.002),
    "ReLU": both(activation="relu"),
    "batch 32": {"batch_size": 32},
    "batch 128": {"batch_size": 128},
    "z of 16": {"latent.dim": 16},
    "z of 64": {"latent.dim": 64},
    "rates stay": {"stabilise.rate_half_life": 0.0},
    "conv 8": conv(8),
    "conv 12": conv(12),
    "conv 16": conv(16),
    "conv 16, rates 0.001": conv(16, learning_rate=0.001),
    "conv 16, rates 0.002": conv(16, learning_rate=0.002),
    "conv 32": conv(32),
    "G conv 8": painter(8),
    "G conv 12": painter(12),
    "G conv 16": painter(16),
    "batch 32, rates 0.001": {"batch_size": 32, **both(learning_rate=0.001)},
    "small start": {"generator.init": "small"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("lesson")
    parser.add_argument("--only", nargs="*", default=list(SETTINGS), help="names of settings", metavar="SETTING")
    parser.add_argument("--seconds", type=float, default=60.0, help="of processor time, for each run")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    experiment = load_lesson(arguments.lesson).experiment
    for name in arguments.only:
        try:
            trainer = Trainer(experiment.with_knobs(SETTINGS[name]), arguments.seed)
        except PlaygroundError as error:
            print(f"{name:24} {error}")
            continue
        began_s = time.thread_time()
        while time.thread_time() - began_s < arguments.seconds and trainer.diverged_at is None:
            trainer.advance(5)
        metrics = trainer.observe().metrics
        words = "  ".join(f"{key} {metric.value:.3g}" for key, metric in metrics.items())
        print(f"{name:24} {trainer.step:6,} steps  {words}", flush=True)


if __name__ == "__main__":
    main()
