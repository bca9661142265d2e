"""What a run file says of itself, read without its numbers and without torch: enough to recognise a run by."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import msgspec
from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.kept import kept_experiment

manifest_name, thumbnail_name = "run.json", "thumbnail.png"
most_bytes = 32_000_000  # of either; a file that says more is told of when it is opened

UNREADABLE = (BadZipFile, OSError, ValueError, EOFError, RuntimeError, KeyError, msgspec.MsgspecError)
"""What zipfile and msgspec raise for damage of every kind."""


class _Tip(msgspec.Struct, frozen=True):
    step: int


class _Branch(msgspec.Struct, frozen=True):
    number: int
    tip: _Tip


class _Manifest(msgspec.Struct, frozen=True):
    """Of run.json only what is wanted here; the rest is checked when the run is opened."""

    lesson: str
    seed: int
    experiment: dict[str, Any]
    lived: int
    branches: tuple[_Branch, ...]
    step: int | None = None


class RunHead(Struct, frozen=True):
    """lesson: its id. step: where the run stands. experiment: as it began. thumbnail: a PNG, or empty."""

    lesson: str
    seed: int
    step: int
    experiment: Experiment
    thumbnail: bytes


def read_head(path: Path) -> RunHead:
    """The head of a run file; raises PlaygroundError where it has none that can be read."""
    try:
        with ZipFile(path) as archive:
            said = msgspec.json.decode(_member(archive, manifest_name), type=_Manifest)
            has_picture = thumbnail_name in archive.namelist()
            thumbnail = _member(archive, thumbnail_name) if has_picture else b""
        return RunHead(said.lesson, said.seed, _step(said), kept_experiment(said.experiment), thumbnail)
    except PlaygroundError as error:
        raise PlaygroundError(f"{path.name} cannot be opened: {error}") from error
    except UNREADABLE as error:
        raise PlaygroundError(f"{path.name} cannot be opened: {_reason(error)}") from error


def _step(said: _Manifest) -> int:
    """Where it stands: in the past of the branch that was lived, or at its tip."""
    tips = {branch.number: branch.tip.step for branch in said.branches}
    return tips.get(said.lived, 0) if said.step is None else said.step


def _member(archive: ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.compress_type != ZIP_STORED or info.file_size > most_bytes:
        raise PlaygroundError("its content is packed or too large, which that of a run never is.")
    return archive.read(info)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror[0].lower()}{error.strerror[1:]}."
    if isinstance(error, KeyError):
        return "it is not a run of GAN Playground."
    return "it is no run of GAN Playground, or cut short, or damaged."
