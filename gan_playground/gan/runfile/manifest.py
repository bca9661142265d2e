"""run.json: all of a run but its numbers. Every edit stands there once; checkpoints and branches name its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.source import DataSource
from gan_playground.gan.experiment.experiment import KNOBS, Edit
from gan_playground.gan.runfile.machine import Machine
from gan_playground.gan.runfile.score import ScoreRow, Step
from gan_playground.gan.runfile.surrogates import escaped, may_be_escaped, unescaped
from gan_playground.gan.timeline.steps import StepRange
from gan_playground.gan.timeline.summary import Bookmark, Issue

if TYPE_CHECKING:
    from gan_playground.gan.runfile.saved import SavedBranch, SavedRun
    from gan_playground.gan.timeline.checkpoint import Checkpoint

format_number = 1
manifest_name = "run.json"
values_name = "values.safetensors"
LivedStep: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=10**14)]
"""Far enough below the last step that an edit may name that whoever goes on from here never comes to it."""
Place: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Value: TypeAlias = bool | int | float | str


class ManifestRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of run.json."""


class EditRow(ManifestRow, frozen=True):
    """One edit."""

    knob: str
    value: Value
    step: Step
    turn: Place


class CheckpointRow(ManifestRow, frozen=True):
    """edits: how many of its branch's were taken before. pending: places of those that waited. updates: of G, of D."""

    step: LivedStep
    edits: Place
    pending: tuple[Place, ...]
    updates: tuple[Step, Step]
    angle: float


class BranchRow(ManifestRow, frozen=True):
    """edits: places of all edits from the run's beginning. moves: steps that were not made by both players."""

    number: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
    name: str
    parent: int | None
    edits: tuple[Place, ...]
    moves: tuple[StepRange, ...]
    start: CheckpointRow
    kept: tuple[CheckpointRow, ...]
    tip: CheckpointRow
    score: ScoreRow


class Manifest(ManifestRow, frozen=True, omit_defaults=True):
    """All of it. from_seed: the first checkpoint is what the seed makes. lived: the number of a branch.

    step: where in the past of that branch the run stood, at a checkpoint that is in the file; not said at its tip.
    source: the file or folder of the user's own that it learns from. copied: how many rows of its numbers are here, and
    in how many columns; not said where none are.
    """

    format: int
    machine: Machine
    lesson: str
    seed: Annotated[int, msgspec.Meta(ge=0)]
    experiment: dict[str, Value]
    edits: tuple[EditRow, ...]
    from_seed: bool
    lived: int
    branches: tuple[BranchRow, ...]
    bookmarks: tuple[Bookmark, ...]
    issues: tuple[Issue, ...] = msgspec.field(name="troubles")
    step: Step | None = None
    source: DataSource | None = None
    copied: tuple[Place, Place] | None = None


class Head(msgspec.Struct, frozen=True):
    """What every format has, this one and later ones."""

    format: int


def encoded(run: SavedRun) -> bytes:
    """A run as run.json."""
    table = EditTable()
    experiment = {path: run.experiment.knob(path) for path in KNOBS}
    branches = tuple(_branch_row(branch, table) for branch in run.branches)
    manifest = Manifest(
        format=format_number,
        machine=run.machine,
        lesson=run.lesson,
        seed=run.seed,
        experiment=experiment,
        edits=tuple(table.rows.values()),
        from_seed=not run.branches[0].start.layout,
        lived=run.lived,
        branches=branches,
        bookmarks=run.bookmarks,
        issues=run.issues,
        step=run.step,
        source=run.source,
        copied=None if run.values is None else (len(run.values), run.values.shape[1]),
    )
    try:
        return msgspec.json.encode(manifest)
    except UnicodeEncodeError:  # a name that is not Unicode
        return msgspec.json.encode(escaped(msgspec.to_builtins(manifest)))


def decoded(member: bytes | bytearray) -> Manifest:
    """run.json as it stands; raises PlaygroundError for what is not one, or one of a later version."""
    try:
        later = msgspec.json.decode(member, type=Head).format > format_number
        if not later:
            if may_be_escaped(member):
                return msgspec.convert(unescaped(msgspec.json.decode(member)), type=Manifest)
            return msgspec.json.decode(member, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise PlaygroundError("what it says of the run cannot be read; it is damaged.") from error
    raise PlaygroundError("a later version of GAN Playground saved it, which alone can open it.")


class EditTable:
    """Collects edits, each once."""

    def __init__(self) -> None:
        self.rows: dict[tuple[Any, ...], EditRow] = {}
        self._places: dict[tuple[Any, ...], int] = {}

    def places(self, edits: Iterable[Edit]) -> tuple[int, ...]:
        """Where in `rows` these edits stand."""
        return tuple(self._place(edit) for edit in edits)

    def _place(self, edit: Edit) -> int:
        row = EditRow(edit.knob, edit.value, edit.step or 0, edit.turn)
        key = (edit.knob, repr(edit.value), row.step, row.turn)
        self.rows.setdefault(key, row)
        return self._places.setdefault(key, len(self._places))


def _branch_row(branch: SavedBranch, table: EditTable) -> BranchRow:
    return BranchRow(
        number=branch.number,
        name=branch.name,
        parent=branch.parent,
        edits=table.places(branch.tip.edits),
        moves=branch.tip.moves,
        start=_checkpoint_row(branch.start, table),
        kept=tuple(_checkpoint_row(checkpoint, table) for checkpoint in branch.kept),
        tip=_checkpoint_row(branch.tip, table),
        score=ScoreRow.of(branch.score),
    )


def _checkpoint_row(checkpoint: Checkpoint, table: EditTable) -> CheckpointRow:
    return CheckpointRow(
        checkpoint.step, len(checkpoint.edits), table.places(checkpoint.pending), checkpoint.updates, checkpoint.angle
    )


def member_names(manifest: Manifest) -> Mapping[str, None]:
    """The names of all members but the thumbnail, in the order in which they are written."""
    names = [manifest_name]
    for row in manifest.branches:
        names += [score_name(row.number), tip_name(row.number)]
        if row.parent is not None or not manifest.from_seed:
            names.append(start_name(row.number))
        names += [checkpoint_name(row.number, kept.step) for kept in row.kept]
    if manifest.copied is not None:
        names.append(values_name)
    return dict.fromkeys(names)


def score_name(branch: int) -> str:
    return f"branches/{branch}/score.safetensors"


def tip_name(branch: int) -> str:
    return f"branches/{branch}/tip.safetensors"


def start_name(branch: int) -> str:
    return f"branches/{branch}/start.safetensors"


def checkpoint_name(branch: int, step: int) -> str:
    """Of a checkpoint between start and tip."""
    return f"branches/{branch}/{step}.safetensors"
