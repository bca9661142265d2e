"""Which file or folder a run learned from, and what was in it: so that it is noticed where that has changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from gan_playground.files import Stamp, stamp_of
from gan_playground.gan.data.images.idx import labels_beside
from gan_playground.gan.data.images.listing import digest_bytes, digest_content, list_files
from gan_playground.gan.data.watching import tell_read

if TYPE_CHECKING:
    from gan_playground.gan.data.distribution import Distribution

piece_bytes = 2**20
Words = Annotated[str, Meta(max_length=400)]


class DataSource(Struct, frozen=True):
    """digest: of all that is in a file, or of the names and sizes in a folder; content: of what is in its files, as far
    as they are looked at, or empty where nobody has. count, unit: as in 812 values.
    """

    name: Words
    digest: Words
    count: Annotated[int, Meta(ge=0)]
    unit: Words
    content: Words = ""

    def is_as(self, other: DataSource) -> bool:
        """Whether the same was there. When a file was written is not asked: a copy has other times."""
        looked_into = self.content and other.content
        return self.digest == other.digest and (self.content == other.content or not looked_into)


def source_at(path: Path) -> DataSource:
    """What lies there now, in files or bytes; raises OSError where that is nothing that can be looked at."""
    if path.is_dir():
        listing = list_files(path)
        return DataSource(path.name, listing.digest, listing.count, "files")
    if not path.is_file():  # whoever opened a pipe would wait for somebody at its other end
        raise FileNotFoundError(path)
    return DataSource(path.name, _digest(path, stamp_of(path)), path.stat().st_size, "bytes")


def looked_into(source: DataSource, path: Path) -> DataSource:
    """The same with what is in the files of a folder; raises OSError where nobody may look."""
    return replace(source, content=_content(path, list_files(path).version)) if path.is_dir() else source


def told_in_numbers(source: DataSource, real: Distribution) -> DataSource:
    """The same in values or points, where a table was read."""
    if real.reading is None:
        return source
    return replace(source, count=real.reading.count, unit="points" if len(real.reading.chosen) == 2 else "values")


def change_words(before: DataSource, now: DataSource, since: str) -> str:
    """A sentence that says what has changed; since: as in 'since this run was saved'."""
    had = f"it had {before.count:,} {before.unit}"
    if before.unit != now.unit:
        return f"{now.name} has changed {since}: {had}."
    if before.count == now.count:
        return f"{now.name} has changed {since}; it has {now.count:,} {now.unit} as before, and not the same."
    return f"{now.name} has changed {since}: {had}, now {now.count:,}."


@lru_cache(maxsize=8)
def _content(folder: Path, version: str) -> str:
    """Looked for again only where a time is another."""
    return digest_content(folder)


@lru_cache(maxsize=8)
def _digest(path: Path, stamp: Stamp) -> str:
    """Of what it holds, and of the labels that are read along with it."""
    digest = blake2b(digest_size=digest_bytes)
    beside = labels_beside(path)
    for file in (path, *(() if beside is None else (beside,))):
        for piece in _pieces(file):
            digest.update(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(piece_bytes):
            tell_read()
            yield piece
