"""What a run that was saved is to learn from now: its file as it was, as it is, or the copy that was kept of it."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import numpy as np
import platformdirs
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing
from gan_playground.gan.data.making import make_real
from gan_playground.gan.data.source import DataSource, change_words, looked_into, source_at
from gan_playground.gan.runfile.saved import SavedRun

since = "since this run was saved"
longest_stem = 60


class FoundData(Struct, frozen=True, eq=False):
    """run: as it is to go on. told: what has changed since it was saved; empty where nothing has.

    anew: the run on the data as they are now, where `run` has a copy of those from then. lacks: a sentence that says
    what it cannot go on without; empty where it can.
    """

    run: SavedRun
    told: str = ""
    anew: SavedRun | None = None
    lacks: str = ""


def find_data(saved: SavedRun) -> FoundData:
    """Look whether the data are there as they were; a table that is not, and that is small, is in the run's file.

    That takes as long as reading the data's file.
    """
    then = saved.source
    if then is None:
        return FoundData(saved)
    now = _source_now(saved)
    if now is not None and now.is_as(then):
        return FoundData(saved)
    copy = _with_copy(saved)
    if now is None:
        told = f"{then.name}, which this run learned from, is no longer in {_path(saved).parent}."
        return (
            FoundData(saved, lacks=told) if copy is None else FoundData(copy, f"{told} It goes on with its own copy.")
        )
    told = change_words(then, _in_same_unit(saved, now, then), since)
    if copy is None:
        return FoundData(saved, f"{told} The run goes on with what is there now.")
    return FoundData(copy, f"{told} The run goes on with its own copy.", anew=saved)


def _path(saved: SavedRun) -> Path:
    return Path(saved.experiment.data.path).expanduser()


def _source_now(saved: SavedRun) -> DataSource | None:
    try:
        return looked_into(source_at(_path(saved)), _path(saved))
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return None


def _in_same_unit(saved: SavedRun, now: DataSource, then: DataSource) -> DataSource:
    """A table is counted by its values; one that cannot be read any more has none to be told."""
    if then.unit == now.unit:
        return now
    try:
        return make_real(saved.experiment.data).source or now
    except PlaygroundError:
        return now


def _with_copy(saved: SavedRun) -> SavedRun | None:
    """The run with a file of its own, made of the copy that it brings; None where it brings none that can be used."""
    values = saved.values
    if values is None:
        return None
    try:
        path = _copy(values, _path(saved).stem)
    except (PlaygroundError, OSError):  # a full disk, say: there is still what is there now
        return None
    return saved.learning_from(path, ", ".join(str(place + 1) for place in range(values.shape[1])))


def _copy(values: NDArray[np.float64], stem: str) -> Path:
    """A file with these numbers, in the folder where such copies are kept; the same numbers have the same file."""
    folder = copies_folder()
    folder.mkdir(parents=True, exist_ok=True)
    digest = blake2b(values.tobytes(), digest_size=6).hexdigest()
    path = folder / f"{stem[:longest_stem]}-{digest}.npy"
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.save(file, values, allow_pickle=False)
    return path


def copies_folder() -> Path:
    """Where the data lie that runs brought along."""
    return platformdirs.user_data_path("gan-playground", appauthor=False) / "copies"
