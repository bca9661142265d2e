"""What the window may ask of the training thread: frozen messages, all sent by `Session.send`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.look import Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session.messages import Option

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun


@dataclass(frozen=True, slots=True, kw_only=True)
class ForRun:
    """A command that means one run alone, and is dropped where another one leads. run: its id; None for any."""

    run: int | None = None


# Runs.


@dataclass(frozen=True, slots=True)
class Berth:
    """Where another run would go. run: its id. keep_at: where it is kept by itself; empty where nothing can be."""

    run: int
    keep_at: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a run; where that fails, the one that trains goes on.

    snapshot: a file of players that have learned, to begin with; empty for fresh ones. lesson: the id of the lesson
    that it is of. gave_way: knobs that were turned to make it possible. beside: for a second run, which is to differ
    as the one did that is compared now; None: it begins alone.
    """

    berth: Berth
    experiment: Experiment
    seed: int
    playing: bool = True
    snapshot: str = ""
    lesson: str = ""
    gave_way: Mapping[str, object] | None = None
    beside: Berth | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Go on with a run that was saved, paused where it stood; where that fails, the one that trains goes on."""

    berth: Berth
    saved: SavedRun


@dataclass(frozen=True, slots=True)
class ChooseDevice:
    """Train on there, and begin there from now on. device: as torch calls it, or "auto"."""

    device: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep every run where it is kept by itself. thumbnail: a PNG."""

    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Save:
    """Write the run where somebody wants it. thumbnail: a PNG."""

    thumbnail: bytes
    path: str


# Training.


@dataclass(frozen=True, slots=True)
class Play:
    """Train by itself; in the past, that begins a branch."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop after the step that is being made."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Pause while there is nothing to train on, and go on as before when there is."""

    held: bool


@dataclass(frozen=True, slots=True)
class MakeStep:
    """One step by hand; it pauses what was running."""

    kind: StepKind


@dataclass(frozen=True, slots=True)
class TrainDiscriminator:
    """Hold G still and train D until it is near D*, the best there is against this G."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Leave what takes a while where it is."""


@dataclass(frozen=True, slots=True)
class TurnKnobs(ForRun):
    """Turn live knobs, all of them before the next step. values: by path."""

    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Train at this rate; infinity is as fast as it goes."""

    steps_per_second: float


@dataclass(frozen=True, slots=True)
class LookAt:
    """What frames show from now on."""

    look: Look


# The past, and what would come.


@dataclass(frozen=True, slots=True)
class Visit(ForRun):
    """Show the moment nearest to a step, at once."""

    step: int


@dataclass(frozen=True, slots=True)
class GoTo(ForRun):
    """Be at exactly this step, computed again where it was not kept. branch: of which; None for the present one."""

    step: int
    branch: int | None = None


@dataclass(frozen=True, slots=True)
class StepBack(ForRun):
    """One step back, exactly."""


@dataclass(frozen=True, slots=True)
class SwitchBranch(ForRun):
    """Be at the tip of a branch."""

    branch: int


@dataclass(frozen=True, slots=True)
class RemoveBranch(ForRun):
    """Let go of a branch, and of what grew from it."""

    branch: int


@dataclass(frozen=True, slots=True)
class BringBack(ForRun):
    """Undo the removal of a branch."""

    branch: int


@dataclass(frozen=True, slots=True)
class RenameBranch(ForRun):
    """Call a branch something else."""

    branch: int
    name: str


@dataclass(frozen=True, slots=True)
class BookmarkHere(ForRun):
    """Mark the step where the run is."""


@dataclass(frozen=True, slots=True)
class PutBookmark(ForRun):
    """Give a branch's step a name, or another name; an empty one takes it away."""

    branch: int
    step: int
    name: str


@dataclass(frozen=True, slots=True)
class MarkIssue(ForRun):
    """Mark where something was found to go wrong. finding: its id."""

    step: int
    finding: str
    title: str


@dataclass(frozen=True, slots=True)
class SetBudget:
    """Let the past take this much, of this run and of all that come; two that are compared share it."""

    budget_bytes: int


@dataclass(frozen=True, slots=True)
class LookAhead(ForRun):
    """See what would come of each of these, from where the run stands; it stays there. steps: how far it goes."""

    options: tuple[Option, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class TakeOutcome(ForRun):
    """Let one of them come true, as far as it has come: the run is where it ended, the way there is its past."""

    index: int


@dataclass(frozen=True, slots=True)
class EndLookAhead:
    """None of them is wanted."""


# Two runs side by side.


@dataclass(frozen=True, slots=True)
class Compare:
    """Train a second run beside the first; where it cannot be, all stays as it is.

    values: knobs that are to be other than in the first run. seed: of the second; None for the same. branch: of the
    first run's past, to be compared with the branch that is lived; values are empty then. anew: how the first begins
    anew for it; None: both go on from where the first stands.
    """

    berth: Berth
    values: Mapping[str, object]
    seed: int | None = None
    branch: int | None = None
    anew: Start | None = None


@dataclass(frozen=True, slots=True)
class EndComparison:
    """Go on with the first run alone; nothing of what the second one lived is lost."""


@dataclass(frozen=True, slots=True)
class Swap:
    """The second run is the first from now on, and the first the second; the branches stay with the first."""


@dataclass(frozen=True, slots=True)
class KeepB:
    """Go on with the second run alone; the first stays as a branch, where the second grew from it."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The last command: keep the run, let go of it and end the thread."""


SessionCommand: TypeAlias = (
    Start | Open | ChooseDevice | Keep | Save
    | Play | Pause | Hold | MakeStep | TrainDiscriminator | Cancel | TurnKnobs | SetSpeed | LookAt
    | Visit | GoTo | StepBack | SwitchBranch | RemoveBranch | BringBack | RenameBranch
    | BookmarkHere | PutBookmark | MarkIssue | SetBudget | LookAhead | TakeOutcome | EndLookAhead
    | Compare | EndComparison | Swap | KeepB | Finish
)  # fmt: skip
