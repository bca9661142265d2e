"""What a claim can be about and no frame has: how large the players are."""

from __future__ import annotations

from gan_playground.gan.training.trainer import Trainer
from gan_playground.gan.training.work import shape_of, step_work


def sizes_of(trainer: Trainer) -> dict[str, float]:
    """How many weights each player has, and how many multiplications a step takes."""
    return {
        "weights.generator": trainer.generator.network.size,
        "weights.discriminator": trainer.discriminator.network.size,
        "multiplications": step_work(trainer.experiment.knob, shape_of(trainer.real)),
    }
