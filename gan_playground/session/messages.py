"""What the window and the worker say to each other, apart from frames and edits."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from gan_playground.gan.experiment import Experiment

if TYPE_CHECKING:
    from gan_playground.gan.trainer import Trainer


@dataclass(frozen=True, slots=True)
class Order:
    """Start this run."""

    run: int
    experiment: Experiment
    seed: int
    device: str
    playing: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A run that trains: where, and how many weights each player has."""

    run: int
    experiment: Experiment
    seed: int
    device: str
    generator_size: int
    discriminator_size: int

    @classmethod
    def of(cls, trainer: Trainer) -> Self:
        """What there is to say about a trainer's run."""
        return cls(
            run=trainer.run,
            experiment=trainer.experiment,
            seed=trainer.seed,
            device=str(trainer.device),
            generator_size=trainer.generator.network.size,
            discriminator_size=trainer.discriminator.network.size,
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence for the window: what happened, what was kept, what to do.

    can_restart: a fresh start of the same run would help. details: the traceback, for whoever reports it. run: the
    run that could not start. kept: what a run goes on with that refused to be changed.
    """

    sentence: str
    can_restart: bool = False
    details: str = ""
    run: int | None = None
    kept: Experiment | None = None


class Move(enum.Enum):
    """A step by hand; the value names who moves."""

    DISCRIMINATOR = "discriminator"
    GENERATOR = "generator"
    BOTH = "both"
