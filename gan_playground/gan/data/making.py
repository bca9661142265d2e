"""From knobs to real data: they are made, or there already because somebody who had the time has made them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from gan_playground.gan.data.distribution import Distribution
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.images.downloads import DOWNLOADS
from gan_playground.gan.data.images.listing import listed_once
from gan_playground.gan.data.source import DataSource, looked_into, source_at, told_in_numbers

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data

MadeData: TypeAlias = "Mapping[Data, Distribution | Exception]"
"""By what was asked for: the data, or why there are none."""

_there: ContextVar[MadeData] = ContextVar("made data")


@contextmanager
def made_already(made: MadeData) -> Iterator[None]:
    """Whoever makes one of these in here, in this thread, gets it as it is, and nothing is read."""
    token = _there.set({**_there.get({}), **{_alike(data): real for data, real in made.items()}})
    try:
        yield
    finally:
        _there.reset(token)


def make_real(data: Data) -> Distribution:
    """The real distribution; raises PlaygroundError where its file cannot be used."""
    made = _there.get({}).get(_alike(data))
    if isinstance(made, Exception):
        raise made
    if made is not None:
        return made
    with listed_once():
        return _read(data)


def _read(data: Data) -> Distribution:
    source = _source(data)  # first: where somebody writes to it meanwhile, it is taken for changed
    real = FAMILIES[data.kind].make(data)
    if source is None:
        return real
    with suppress(OSError):  # it has gone meanwhile
        source = looked_into(source, _path(data))
    return replace(real, source=told_in_numbers(source, real))


def _source(data: Data) -> DataSource | None:
    """The user's own file or folder; None where there is none, or it cannot be looked at, as whoever reads it says."""
    if not (data.path and FAMILIES[data.kind].file_kind):
        return None
    try:
        return source_at(_path(data))
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return None


def _path(data: Data) -> Path:
    return Path(data.path).expanduser()


def reads_own_file(data: Data) -> bool:
    """Whether it takes a file or a folder of the user's, which may be long; what ships is small."""
    return bool(data.path and FAMILIES[data.kind].file_kind) or data.kind in DOWNLOADS


def _alike(data: Data) -> Data:
    """How they turn is a matter of the run."""
    return replace(data, drift=0.0)
