"""From the members of a run file to the run: every step is a check, whose text is half a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit, Experiment, find_knob
from gan_playground.gan.experiment.kept import kept_experiment, kept_value
from gan_playground.gan.runfile.manifest import (
    BranchRow,
    CheckpointRow,
    EditRow,
    Manifest,
    checkpoint_name,
    member_names,
    score_name,
    start_name,
    tip_name,
    values_name,
)
from gan_playground.gan.runfile.saved import SavedBranch, SavedRun
from gan_playground.gan.runfile.score import unpacked_score
from gan_playground.gan.runfile.tensors import unpacked, unpacked_checkpoint
from gan_playground.gan.timeline.branch import most_checkpoints
from gan_playground.gan.timeline.checkpoint import Checkpoint, Layout
from gan_playground.gan.timeline.steps import moves_until
from gan_playground.gan.timeline.summary import Bookmark, Issue
from gan_playground.gan.timeline.tree import longest_name

thumbnail_name = "thumbnail.png"
png_signature = b"\x89PNG\r\n\x1a\n"
most_thumbnail_bytes = 4_000_000
nothing: tuple[Layout, torch.Tensor, torch.Tensor] = ((), torch.empty(0), torch.empty(0, dtype=torch.uint8))


def content(manifest: Manifest, members: dict[str, bytearray]) -> SavedRun:
    """The run that a file holds. The numbers of its checkpoints are the bytes of `members`, not copies.

    Raises PlaygroundError where anything is missing, too much, or contradicts something else.
    """
    thumbnail = bytes(members.pop(thumbnail_name, b""))
    if thumbnail and (len(thumbnail) > most_thumbnail_bytes or not thumbnail.startswith(png_signature)):
        raise PlaygroundError("its thumbnail is no picture.")
    _check_tree(manifest)
    _check_place(manifest)
    _check_names(manifest, members)
    return SavedRun(
        machine=manifest.machine,
        lesson=manifest.lesson,
        seed=manifest.seed,
        lived=manifest.lived,
        step=manifest.step,
        branches=tuple(_Reader(manifest, members).branches()),
        bookmarks=manifest.bookmarks,
        issues=manifest.issues,
        thumbnail=thumbnail,
        source=manifest.source,
        values=_copied(manifest, members),
    )


def _copied(manifest: Manifest, members: dict[str, bytearray]) -> NDArray[np.float64] | None:
    """The numbers of a table that are in the file, if they are."""
    if manifest.copied is None:
        return None
    tensors = unpacked(members[values_name])
    values = tensors.get("values")
    if values is None or len(tensors) > 1 or values.dtype != torch.float64 or values.shape != manifest.copied:
        raise PlaygroundError("the data in it are not as it says.")
    numbers: NDArray[np.float64] = values.numpy().copy()
    if not 1 <= numbers.shape[1] <= 2 or manifest.source is None or not np.isfinite(numbers).all():
        raise PlaygroundError("the data in it are none that can be learned from.")
    return numbers


def _check_names(manifest: Manifest, members: dict[str, bytearray]) -> None:
    wanted = member_names(manifest)
    if missing := [member for member in wanted if member not in members]:
        raise PlaygroundError(f"{missing[0]} is missing from it.")
    if strange := [member for member in members if member not in wanted]:
        raise PlaygroundError(f"it holds {strange[0]!r:.60}, which no run does.")


def _check_tree(manifest: Manifest) -> None:
    """One first branch, and every other after its parent; marks on branches that are there."""
    rows = manifest.branches
    marks: tuple[Bookmark | Issue, ...] = (*manifest.bookmarks, *manifest.issues)
    numbers = [row.number for row in rows]
    parents = [row.parent for row in rows]
    grown = all(parent in numbers[:place] for place, parent in enumerate(parents) if place)
    whole = bool(rows) and parents[0] is None and grown and len({*numbers}) == len(numbers)
    if not whole or not {manifest.lived, *(mark.branch for mark in marks)} <= {*numbers}:
        raise PlaygroundError("its branches do not belong together.")
    if any(len(words) > longest_name for words in (*(row.name for row in rows), *map(_words, marks))):
        raise PlaygroundError("a name in it is too long.")
    if sum(len(row.kept) for row in rows) > most_checkpoints:
        raise PlaygroundError("it says that more was kept than ever is.")


def _check_place(manifest: Manifest) -> None:
    """A run that stood in its past stood where a checkpoint is kept: opening it takes no training."""
    if manifest.step is None:
        return
    rows = {row.number: row for row in manifest.branches}
    row, step = rows[manifest.lived], manifest.step
    is_past = step < row.tip.step
    while row.parent is not None and step < row.start.step:
        row = rows[row.parent]
    if not is_past or step not in {checkpoint.step for checkpoint in (row.start, *row.kept)}:
        raise PlaygroundError(f"it says that the run stood at step {step:,}, which is not in it.")


def _words(mark: Bookmark | Issue) -> str:
    return mark.name if isinstance(mark, Bookmark) else mark.title


class _Reader(Struct):
    """Reads one branch after the other."""

    manifest: Manifest
    members: dict[str, bytearray]

    def branches(self) -> list[SavedBranch]:
        first = kept_experiment(self.manifest.experiment)
        edits = [_edit(row, first.data.kind) for row in self.manifest.edits]
        return [self._branch(row, _pick(edits, row.edits), edits, first) for row in self.manifest.branches]

    def _branch(self, row: BranchRow, own: Sequence[Edit], edits: Sequence[Edit], first: Experiment) -> SavedBranch:
        self._check_order(row)
        checkpoints = []
        before, experiment = self.manifest.branches[0].start.edits, first
        for checkpoint, member in self._checkpoints(row):
            experiment = _after(experiment, own[before : checkpoint.edits])
            before = checkpoint.edits
            pending = _pick(edits, checkpoint.pending)
            _after(experiment, sorted(pending, key=lambda edit: edit.step or 0))
            checkpoints.append(self._checkpoint(row, checkpoint, member, experiment, own[: checkpoint.edits], pending))
        start, *kept, tip = checkpoints
        score = unpacked_score(self.members[score_name(row.number)], row.score)
        return SavedBranch(row.number, row.name, row.parent, start, tip, tuple(kept), score)

    def _checkpoints(self, row: BranchRow) -> list[tuple[CheckpointRow, str]]:
        """In the order of their steps, each with the name of the member that holds its tensors, if one does."""
        begins = "" if row.parent is None and self.manifest.from_seed else start_name(row.number)
        kept = [(checkpoint, checkpoint_name(row.number, checkpoint.step)) for checkpoint in row.kept]
        return [(row.start, begins), *kept, (row.tip, tip_name(row.number))]

    def _check_order(self, row: BranchRow) -> None:
        """Steps go up from start to tip, and edits with them, from those that the run began with."""
        checkpoints = [checkpoint for checkpoint, _ in self._checkpoints(row)]
        steps, edits = [checkpoint.step for checkpoint in checkpoints], [checkpoint.edits for checkpoint in checkpoints]
        rises = all(a < b for a, b in pairwise(steps[:-1])) and steps[-2] <= steps[-1]
        begun = self.manifest.branches[0].start.edits
        if not rises or edits != sorted(edits) or edits[0] < begun or edits[-1] != len(row.edits):
            raise PlaygroundError("the checkpoints of a branch are not in order.")

    def _checkpoint(
        self, row: BranchRow, own: CheckpointRow, member: str, experiment: Experiment, taken: Sequence[Edit],
        pending: Sequence[Edit],
    ) -> Checkpoint:  # fmt: skip
        if own.angle and not experiment.reads("data.drift"):
            raise PlaygroundError(
                f"it says that the data turned, which those of the kind {experiment.data.kind} cannot."
            )
        layout, numbers, random = unpacked_checkpoint(self.members[member]) if member else nothing
        return Checkpoint(
            step=own.step,
            experiment=experiment,
            edits=tuple(taken),
            pending=tuple(pending),
            moves=moves_until(row.moves, own.step),
            layout=layout,
            numbers=numbers,
            random=random,
            updates=own.updates,
            angle=own.angle,
        )


def _edit(row: EditRow, kind: str) -> Edit:
    """The edit, of a run on this kind of data."""
    knob = find_knob(row.knob)
    if not knob.live:
        raise PlaygroundError(f"{knob.path} is said to have been turned while the run trained, which it cannot be.")
    return Edit(row.knob, kept_value(row.knob, row.value, kind), row.step, None, row.turn)


def _pick(edits: Sequence[Edit], places: Sequence[int]) -> list[Edit]:
    if any(place >= len(edits) for place in places):
        raise PlaygroundError("it names an edit that is not in it.")
    return [edits[place] for place in places]


def _after(experiment: Experiment, edits: Sequence[Edit]) -> Experiment:
    """With these edits made; what only some of them together allow is not looked at."""
    return experiment.turned({edit.knob: edit.value for edit in edits}) if edits else experiment
