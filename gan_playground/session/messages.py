"""What the window and the worker say to each other, apart from frames and edits."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from gan_playground.errors import NotDownloadedError, PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import History

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.gan.training.trainer import Trainer


@dataclass(frozen=True, slots=True)
class Order:
    """Start this run.

    snapshot: a file of players that have learned, to begin with; empty for fresh ones. lesson: the id of the lesson
    that it is of. keep_at: where it is kept by itself; empty where nothing can be.
    """

    run: int
    experiment: Experiment
    seed: int
    device: str
    playing: bool
    snapshot: str = ""
    lesson: str = ""
    keep_at: str = ""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """Go on with a run that was saved, in place of a fresh one; `order` says the rest."""

    saved: SavedRun
    order: Order


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """Pack the run into a file. thumbnail: a PNG. path: where; empty for where it is kept by itself."""

    thumbnail: bytes
    path: str = ""


@dataclass(frozen=True, slots=True)
class Postponed:
    """A run that waits for a download, by its name; gave_way: the knobs that were turned to make it possible."""

    order: Order
    download: str
    gave_way: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RunInfo:
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
class RunState:
    """Where a run is, after anything but training moved it, and the knobs there.

    edits_heard: how many times knobs had been turned before; whoever has turned more since knows better.
    """

    run: int
    step: int
    experiment: Experiment
    edits_heard: int

    @classmethod
    def of(cls, trainer: Trainer, edits_heard: int) -> Self:
        """Where this trainer is."""
        return cls(trainer.run, trainer.step, trainer.experiment, edits_heard)


@dataclass(frozen=True, slots=True)
class CompareOrder:
    """Train a second run beside the first.

    values: knobs that are to be other than in the first run. seed: of the second; None for the same. branch: of the
    first run's past, to be compared with the branch that is lived; values are empty then. run: its id. keep_at: where
    it is kept by itself, once it is the only one.
    """

    run: int
    values: Mapping[str, object]
    seed: int | None = None
    branch: int | None = None
    keep_at: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What two runs that are compared do not share. path: of a knob, or "seed"; the values of both."""

    path: str
    value: object
    run_b_value: object


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs that train in step, on the same data stream unless their seeds differ. run B: the one at the right."""

    run: RunInfo
    run_b: RunInfo
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """Knobs that might be turned, by path; empty where all would stay as it is. words, brief: as labels say it."""

    values: Mapping[str, object]
    words: str
    brief: str


@dataclass(frozen=True, slots=True)
class LookAhead:
    """See what would come of each of these; steps: how far it goes."""

    options: tuple[Option, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would come of a prospect. history: the run's score and what would follow. titles: what would be found."""

    option: Option
    history: History
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """A look ahead from a step where the run is paused. share: how much of it is computed, from 0 to 1."""

    run: int
    from_step: int
    steps: int
    outcomes: tuple[Outcome, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence for the window: what happened, what was kept, what to do.

    can_restart: a fresh start of the same run would help. details: the traceback, for whoever reports it. run: the
    run that could not start. kept: what a run goes on with that refused to be changed. download: the name of what
    has to be fetched first.
    """

    sentence: str
    can_restart: bool = False
    details: str = ""
    run: int | None = None
    kept: Experiment | None = None
    download: str = ""

    @classmethod
    def of(cls, what: str, error: Exception, download: str = "") -> Self:
        """A person's own mistake explains itself; anything else is told with what we were about to do."""
        if isinstance(error, PlaygroundError):
            return cls(str(error), download=error.name if isinstance(error, NotDownloadedError) else download)
        first_line = str(error).partition("\n")[0].rstrip(".") or type(error).__name__
        details = "".join(traceback.format_exception(error))
        return cls(f"{what}: {first_line}.", details=details, download=download)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How much of a download is here."""

    name: str
    done_bytes: int
    total_bytes: int

    @property
    def is_on_its_way(self) -> bool:
        """Neither still to begin nor all here: there is a share to show."""
        return 0 < self.done_bytes < self.total_bytes
