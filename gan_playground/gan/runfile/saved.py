"""What a run file holds: a whole run, frozen, from which it can go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.runfile.shapes import Shapes
from gan_playground.gan.timeline.branch import Branch
from gan_playground.gan.timeline.score_log import KeptScore, ScoreLog
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.devices import find_device
from gan_playground.gan.training.trainer import Trainer

if TYPE_CHECKING:
    from gan_playground.gan.data.source import DataSource
    from gan_playground.gan.experiment.experiment import Edit, Experiment
    from gan_playground.gan.runfile.machine import Machine
    from gan_playground.gan.timeline.checkpoint import Checkpoint
    from gan_playground.gan.timeline.summary import Bookmark, Issue


class SavedBranch(Struct, frozen=True, eq=False):
    """One branch. start, tip: where it begins and ends; kept: some checkpoints between. parent: a branch's number.

    The start of a run that began from its seed has no tensors: the seed makes them again.
    """

    number: int
    name: str
    parent: int | None
    start: Checkpoint
    tip: Checkpoint
    kept: tuple[Checkpoint, ...]
    score: KeptScore

    def checkpoints(self) -> Iterator[Checkpoint]:
        """All of them."""
        yield from (self.start, *self.kept, self.tip)

    def with_knobs(self, values: Mapping[str, object]) -> SavedBranch:
        """The same with knobs that are no edits, so that they stand alike from its start to its tip."""
        start, *kept, tip = (
            replace(checkpoint, experiment=checkpoint.experiment.with_knobs(values))
            for checkpoint in self.checkpoints()
        )
        return replace(self, start=start, kept=tuple(kept), tip=tip)


class SavedRun(Struct, frozen=True, eq=False):
    """A run with its past; nothing in it changes, so that any thread may write it.

    machine: what it was computed on. lesson: the id of the lesson that it grew from, or empty. branches: the first
    one first, and none before its parent; lived: the number of the one that was lived. step: where in the past of that
    branch the run stood, at one of its checkpoints; None at the tip. thumbnail: a PNG, or empty. source: the file or
    folder of the user's own that it learns from, as it was; values: its numbers (N, 1 or 2), where they are few.
    """

    machine: Machine
    lesson: str
    seed: int
    lived: int
    branches: tuple[SavedBranch, ...]
    bookmarks: tuple[Bookmark, ...]
    issues: tuple[Issue, ...]
    thumbnail: bytes
    step: int | None = None
    source: DataSource | None = None
    values: NDArray[np.float64] | None = None

    @property
    def experiment(self) -> Experiment:
        """With every knob as it was where the run began."""
        return self.branches[0].start.experiment

    @property
    def tip(self) -> Checkpoint:
        """How far the run came: the end of the branch that was lived."""
        return next(branch.tip for branch in self.branches if branch.number == self.lived)

    @property
    def here(self) -> Checkpoint:
        """Where the run stands."""
        rows = {branch.number: branch for branch in self.branches}
        branch, step = rows[self.lived], self.tip.step if self.step is None else self.step
        while branch.parent is not None and step < branch.start.step:
            branch = rows[branch.parent]
        return next(checkpoint for checkpoint in branch.checkpoints() if checkpoint.step == step)

    def caveat(self, device: str = "cpu") -> str:
        """A sentence for the user where the run will not go on bit for bit on this machine; empty where it will."""
        return self.machine.caveat(find_device(device).type)

    def learning_from(self, path: Path, column: str | None = None) -> SavedRun:
        """The same run on the data in another place; column: what they are called there, as before if None."""
        knobs = {"data.path": str(path)} | ({} if column is None else {"data.column": column, "data.sheet": ""})
        branches = tuple(branch.with_knobs(knobs) for branch in self.branches)
        return replace(self, branches=branches, source=None, values=None)

    def open(self, run_id: int = 0, device: str = "cpu") -> tuple[Trainer, Timeline]:
        """A trainer where the run stood, and the whole past, as a run with this id.

        Raises PlaygroundError where the data cannot be read, the device is not there, or the tensors are not those of
        the networks that the experiment describes.
        """
        self._check_shapes()
        trainer = Trainer(self.experiment, self.seed, device, run_id)
        trainer.threads = self.machine.usable_threads
        branches = _opened(self.branches, trainer)
        lived = next(branch for branch in branches if branch.number == self.lived)
        assert lived.tip is not None  # restore takes it away
        trainer.return_to(lived.tip)
        trainer.log = lived.log
        timeline = Timeline(trainer)
        timeline.restore(branches, self.lived, self.bookmarks, self.issues)
        if self.step is not None:
            for _ in timeline.go_to(trainer, self.step):
                pass
        return trainer, timeline

    def _check_shapes(self) -> None:
        shapes = Shapes(self.experiment)
        generator = torch.Generator()
        for checkpoint in (
            checkpoint for branch in self.branches for checkpoint in branch.checkpoints() if checkpoint.layout
        ):
            if dict(checkpoint.layout) != shapes.under(checkpoint.experiment):
                raise PlaygroundError("This run's weights are not those of the networks that it describes.")
            if self.machine.device == "cpu" and not _is_random_state(checkpoint.random, generator):
                raise PlaygroundError("This run's random state is none, so it cannot go on.")


def _is_random_state(state: torch.Tensor, generator: torch.Generator) -> bool:
    try:
        generator.set_state(state.clone())
    except RuntimeError:
        return False
    return True


def _opened(saved: Sequence[SavedBranch], trainer: Trainer) -> list[Branch]:
    """The branches of a run for its timeline; the trainer is where the seed begins."""
    seed = trainer.checkpoint()
    branches: dict[int, Branch] = {}
    for one in saved:
        parent = None if one.parent is None else branches[one.parent]
        start, tip, *kept = (_of_run(checkpoint, seed, trainer.run) for checkpoint in (one.start, one.tip, *one.kept))
        log = ScoreLog.of(one.score)
        branches[one.number] = Branch(one.number, one.name, parent, start, log, kept, tip)
    return list(branches.values())


def _of_run(checkpoint: Checkpoint, seed: Checkpoint, run: int) -> Checkpoint:
    """The checkpoint with edits of this run, and with the tensors that the seed makes where it has none of its own."""
    edits, pending = _edits_of(checkpoint.edits, run), _edits_of(checkpoint.pending, run)
    own = (
        checkpoint
        if checkpoint.layout
        else replace(checkpoint, layout=seed.layout, numbers=seed.numbers, random=seed.random)
    )
    return replace(own, edits=edits, pending=pending)


def _edits_of(edits: tuple[Edit, ...], run: int) -> tuple[Edit, ...]:
    return tuple(replace(edit, run=run) for edit in edits)
