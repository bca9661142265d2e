"""What commands and events are about: runs, what differs between two of them, and what would come of each choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from msgspec import Struct

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.ghost import Ghost
from gan_playground.gan.observe.history import History
from gan_playground.gan.observe.turn_part import TurnPart

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer


class RunInfo(Struct, frozen=True):
    """A run that trains: where, with which knobs now, and how many weights each player has.

    lesson: the id of the lesson that it is of. replaced: where the run is kept that this one took the place of; empty
    where it was not kept.
    """

    run: int
    experiment: Experiment
    seed: int
    device: str
    generator_size: int
    discriminator_size: int
    lesson: str = ""
    replaced: str = ""

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


class Difference(Struct, frozen=True):
    """What two runs that are compared do not share. path: of a knob, or "seed"; the values of both."""

    path: str
    value: object
    run_b_value: object


class Comparison(Struct, frozen=True):
    """Two runs that train in step, on the same data stream unless their seeds differ. run B: the one at the right."""

    run: RunInfo
    run_b: RunInfo
    differences: tuple[Difference, ...]


class Option(Struct, frozen=True):
    """Knobs that might be turned, by path; empty where all would stay as it is. words, brief: as labels say it."""

    values: Mapping[str, object]
    words: str
    brief: str


class Outcome(Struct, frozen=True):
    """What would come of an option. history: the run's score and what would follow. titles: what would be found.

    ghost: what a stage shows of it, as somebody saw it last; None before anybody did.
    """

    option: Option
    history: History
    titles: tuple[str, ...]
    ghost: Ghost | None = None


class Outcomes(Struct, frozen=True):
    """A look ahead from a step where the run is paused. share: how much of it is computed, from 0 to 1."""

    run: int
    from_step: int
    steps: int
    outcomes: tuple[Outcome, ...]
    share: float


class SlowMotion(Struct, frozen=True, eq=False):
    """A turn that stands still. part: which is seen. seconds: how long each is, where it goes on by itself; infinity:
    a hand goes on. goes_on: whether the run played before.
    """

    part: TurnPart
    seconds: float
    goes_on: bool


class DeviceInfo(Struct, frozen=True):
    """A place to compute: its name for torch and the command line, and its name for people."""

    name: str
    title: str
