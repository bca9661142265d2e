"""What the window may ask of the training thread: frozen messages, all sent by `Session.send`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.look import Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session.messages import Option

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun


class ForRun(Struct, frozen=True, kw_only=True):
    """A command that means one run alone, and is dropped where another one leads. run: its id; None for any."""

    run: int | None = None


# Runs.


class Berth(Struct, frozen=True):
    """Where another run would go. run: its id. keep_at: where it is kept by itself; empty where nothing can be."""

    run: int
    keep_at: str = ""


class Start(Struct, frozen=True):
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


class Open(Struct, frozen=True):
    """Go on with a run that was saved, paused where it stood; where that fails, the one that trains goes on."""

    berth: Berth
    saved: SavedRun


class ChooseDevice(Struct, frozen=True):
    """Train on there, and begin there from now on. device: as torch calls it, or "auto"."""

    device: str


class Keep(Struct, frozen=True):
    """Keep every run where it is kept by itself. thumbnail: a PNG."""

    thumbnail: bytes


class Save(Struct, frozen=True):
    """Write the run where somebody wants it. thumbnail: a PNG."""

    thumbnail: bytes
    path: str


# Training.


class Play(Struct, frozen=True):
    """Train by itself; in the past, that begins a branch. until: the step at which it stops again."""

    until: int | None = None


class Pause(Struct, frozen=True):
    """Stop after the step that is being made."""


class Hold(Struct, frozen=True):
    """Pause while there is nothing to train on, and go on as before when there is."""

    held: bool


class MakeStep(Struct, frozen=True):
    """One step by hand; it pauses what was running."""

    kind: StepKind


class TrainDiscriminator(Struct, frozen=True):
    """Hold G still and train D until it is near D*, the best there is against this G."""


class BeginSlowMotion(Struct, frozen=True):
    """Pause, and stand still after the first part of the next turn; in the past, that begins a branch."""


class NextPart(Struct, frozen=True):
    """Go on to the next part of the turn, or to the first one of the next turn."""


class PartBack(Struct, frozen=True):
    """Show the part before again, of the same turn."""


class PlayParts(Struct, frozen=True):
    """Go on from part to part by itself. seconds: how long each is shown; infinity: until a hand goes on."""

    seconds: float


class EndSlowMotion(Struct, frozen=True):
    """Make the rest of the turn at once. playing: train on after it, at the speed of before."""

    playing: bool


class Cancel(Struct, frozen=True):
    """Leave what takes a while where it is."""


class TurnKnobs(ForRun, frozen=True):
    """Turn live knobs, all of them before the next step. values: by path."""

    values: Mapping[str, object]


class SetSpeed(Struct, frozen=True):
    """Train at this rate; infinity is as fast as it goes."""

    steps_per_second: float


class LookAt(Struct, frozen=True):
    """What frames show from now on."""

    look: Look


# The past, and what would come.


class Visit(ForRun, frozen=True):
    """Show the moment nearest to a step, at once."""

    step: int


class GoTo(ForRun, frozen=True):
    """Be at exactly this step, computed again where it was not kept. branch: of which; None for the present one."""

    step: int
    branch: int | None = None


class StepBack(ForRun, frozen=True):
    """One step back, exactly."""


class SwitchBranch(ForRun, frozen=True):
    """Be at the tip of a branch."""

    branch: int


class RemoveBranch(ForRun, frozen=True):
    """Let go of a branch, and of what grew from it."""

    branch: int


class BringBack(ForRun, frozen=True):
    """Undo the removal of a branch."""

    branch: int


class RenameBranch(ForRun, frozen=True):
    """Call a branch something else."""

    branch: int
    name: str


class BookmarkHere(ForRun, frozen=True):
    """Mark the step where the run is."""


class PutBookmark(ForRun, frozen=True):
    """Give a branch's step a name, or another name; an empty one takes it away."""

    branch: int
    step: int
    name: str


class MarkIssue(ForRun, frozen=True):
    """Mark where something began to go wrong. finding: its id."""

    step: int
    finding: str
    title: str


class WithdrawIssue(ForRun, frozen=True):
    """Take a mark back: it was not so after all. finding: its id."""

    step: int
    finding: str


class SetBudget(Struct, frozen=True):
    """Let the past take this much, of this run and of all that come; two that are compared share it."""

    budget_bytes: int


class LookAhead(ForRun, frozen=True):
    """See what would come of each of these, from where the run stands; it stays there. steps: how far it goes."""

    options: tuple[Option, ...]
    steps: int


class TakeOutcome(ForRun, frozen=True):
    """Let one of them come true, as far as it has come: the run is where it ended, the way there is its past."""

    index: int


class EndLookAhead(Struct, frozen=True):
    """None of them is wanted."""


# Two runs side by side.


class Compare(Struct, frozen=True):
    """Train a second run beside the first; where it cannot be, all stays as it is.

    values: knobs that are to be other than in the first run. seed: of the second; None for the same. branch: of the
    first run's past, to be compared with the branch that is lived; values are empty then. anew: how the first begins
    anew for it; None: both go on from where the first stands, or, with `left_at`, from the last step before that one
    that is kept, with the knobs of now; what the first has lived since then stays as a branch.
    """

    berth: Berth
    values: Mapping[str, object]
    seed: int | None = None
    branch: int | None = None
    anew: Start | None = None
    left_at: int | None = None


class EndComparison(Struct, frozen=True):
    """Go on with the first run alone; nothing of what the second one lived is lost."""


class Swap(Struct, frozen=True):
    """The second run is the first from now on, and the first the second; the branches stay with the first."""


class KeepB(Struct, frozen=True):
    """Go on with the second run alone; the first stays as a branch, where the second grew from it."""


class Finish(Struct, frozen=True):
    """The last command: keep the run, let go of it and end the thread."""


SessionCommand: TypeAlias = (
    Start | Open | ChooseDevice | Keep | Save
    | Play | Pause | Hold | MakeStep | TrainDiscriminator | Cancel | TurnKnobs | SetSpeed | LookAt
    | BeginSlowMotion | NextPart | PartBack | PlayParts | EndSlowMotion
    | Visit | GoTo | StepBack | SwitchBranch | RemoveBranch | BringBack | RenameBranch
    | BookmarkHere | PutBookmark | MarkIssue | WithdrawIssue | SetBudget | LookAhead | TakeOutcome | EndLookAhead
    | Compare | EndComparison | Swap | KeepB | Finish
)  # fmt: skip
