"""Run files: a run that one can keep, send and open again, to go on bit for bit.

A .ganrun is one zip. What it says is JSON, its numbers are safetensors: nothing in it is ever executed. docs/runs.md
describes it for those who keep runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from msgspec.structs import replace
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Distribution
from gan_playground.gan.runfile.container import read_members, write_members
from gan_playground.gan.runfile.found_data import FoundData, find_data
from gan_playground.gan.runfile.machine import Machine
from gan_playground.gan.runfile.manifest import (
    checkpoint_name,
    decoded,
    encoded,
    manifest_name,
    score_name,
    start_name,
    tip_name,
    values_name,
)
from gan_playground.gan.runfile.reading import content, thumbnail_name
from gan_playground.gan.runfile.saved import SavedBranch, SavedRun
from gan_playground.gan.runfile.score import packed_score
from gan_playground.gan.runfile.tensors import packed, packed_checkpoint
from gan_playground.gan.timeline.checkpoint import Checkpoint
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer

if TYPE_CHECKING:
    from gan_playground.gan.timeline.branch import Branch

suffix = ".ganrun"
kept_bytes = 24_000_000
most_copied_bytes = 2**20
most_kept = 240  # of them the timeline shows one at any place of the mouse

__all__ = ["FoundData", "SavedRun", "find_data", "load", "read", "save", "saved_run"]


def saved_run(trainer: Trainer, timeline: Timeline | None = None, lesson: str = "", thumbnail: bytes = b"") -> SavedRun:
    """A run as it is now, to be written by any thread while it trains on.

    timeline: of this trainer; without one the past is not kept. lesson: the id of the lesson it grew from.
    thumbnail: a PNG.
    """
    trainer.flush()
    past = timeline or Timeline(trainer)
    share = _share([checkpoint for branch in past.branches for checkpoint in branch.checkpoints])
    here = past.checkpoint(trainer) if trainer.step < past.last_step(trainer) else None
    owner = past.branch.owner_of(trainer.step)
    return SavedRun(
        machine=Machine.of(trainer),
        lesson=lesson,
        seed=trainer.seed,
        lived=past.branch.number,
        step=None if here is None else here.step,
        branches=tuple(
            _saved_branch(branch, trainer, share, here if branch is owner else None) for branch in past.branches
        ),
        bookmarks=tuple(past.bookmarks),
        issues=tuple(past.issues),
        thumbnail=thumbnail,
        source=trainer.real.source,
        values=_copy(trainer.real),
    )


def _copy(real: Distribution) -> NDArray[np.float64] | None:
    """The numbers of a user's own table, where they are few."""
    values = None if real.source is None else real.values
    return values if values is not None and values.nbytes <= most_copied_bytes else None


def save(path: Path | str, run: Trainer | SavedRun) -> None:
    """Write a run, all of it or nothing; whatever happens, the old file or the new one is there.

    Raises PlaygroundError, and nothing else, where that is not possible.
    """
    write_members(Path(path), _members(saved_run(run) if isinstance(run, Trainer) else run))


def read(path: Path | str) -> SavedRun:
    """All that a run file holds. It takes as much memory as the file is long.

    Raises PlaygroundError, and nothing else, for a file that is not a run, or damaged, or of a later version.
    """
    try:
        return _read(Path(path))
    except PlaygroundError as error:
        raise PlaygroundError(f"{Path(path).name} cannot be opened: {error}") from error


def _read(path: Path) -> SavedRun:
    members = read_members(path)
    if manifest_name not in members:
        raise PlaygroundError("it is not a run of GAN Playground.")
    return content(decoded(members[manifest_name]), members)


def load(path: Path | str, device: str = "cpu") -> Trainer:
    """A trainer that goes on where the one that was saved stopped, without its past.

    Where that one stood in its past, this one has not lived what came after it there. Where its data have changed
    since, it goes on with the copy that it brings, if it does: see `find_data`. Raises PlaygroundError, and nothing
    else: as `read` does, and as `SavedRun.open` does.
    """
    trainer, timeline = find_data(read(path)).run.open(device=device)
    timeline.fork(trainer)
    return trainer


def _share(checkpoints: Sequence[Checkpoint]) -> float:
    """How large a part of them a file has room for."""
    size_bytes = sum(checkpoint.size_bytes for checkpoint in checkpoints)
    return min(1.0, kept_bytes / max(1, size_bytes), most_kept / max(1, len(checkpoints)))


def _saved_branch(branch: Branch, trainer: Trainer, share: float, here: Checkpoint | None) -> SavedBranch:
    """here: where in its past the run stands, which is kept in any case, so that it opens there at once."""
    tip, log = (trainer.checkpoint(stays=False), trainer.log) if branch.tip is None else (branch.tip, branch.log)
    number, parent = branch.number, None if branch.parent is None else branch.parent.number
    between = [checkpoint for checkpoint in branch.checkpoints if branch.forked_at < checkpoint.step < tip.step]
    kept = {checkpoint.step: checkpoint for checkpoint in _evenly(between, int(share * len(between)))}
    if here is not None and here.step > branch.forked_at:
        kept.setdefault(here.step, here)
    checkpoints = tuple(kept[step] for step in sorted(kept))
    return SavedBranch(number, branch.name, parent, _start(branch), tip, checkpoints, log.kept())


def _start(branch: Branch) -> Checkpoint:
    """Where it begins; without tensors where the seed makes them again."""
    start = branch.start
    if branch.parent is not None or start.step or start.edits:
        return start
    return replace(start, layout=(), numbers=start.numbers[:0], random=start.random[:0])


def _evenly(checkpoints: Sequence[Checkpoint], count: int) -> tuple[Checkpoint, ...]:
    """So many of them, or fewer, whose steps lie as evenly as may be."""
    if not 0 < count < len(checkpoints):
        return tuple(checkpoints[: max(0, count)])
    steps = np.array([checkpoint.step for checkpoint in checkpoints])
    wanted = steps[0] + (steps[-1] - steps[0]) * (np.arange(count) + 0.5) / count
    return tuple(checkpoints[place] for place in np.unique(np.abs(steps - wanted[:, None]).argmin(axis=1)))


def _members(run: SavedRun) -> Iterator[tuple[str, bytes]]:
    """Every member with its name; each is made only when the one before it is written."""
    yield manifest_name, encoded(run)
    if run.thumbnail:
        yield thumbnail_name, run.thumbnail
    for branch in run.branches:
        yield score_name(branch.number), packed_score(branch.score)
        yield tip_name(branch.number), packed_checkpoint(branch.tip)
        if branch.start.layout:
            yield start_name(branch.number), packed_checkpoint(branch.start)
        for checkpoint in branch.kept:
            yield checkpoint_name(branch.number, checkpoint.step), packed_checkpoint(checkpoint)
    if run.values is not None:
        yield values_name, packed({"values": torch.tensor(run.values)})
