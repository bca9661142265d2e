"""Whether a file is what it should be, by its size and by all that is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from gan_playground.files import changed_ns, write_whole

kind, note_name, piece_bytes = "sha256", "checksums.json", 2**20


def has_size(path: Path, size_bytes: int) -> bool:
    """Whether it is a file of this size."""
    try:
        return path.is_file() and path.stat().st_size == size_bytes
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def is_whole(path: Path, size_bytes: int, checksum: str) -> bool:
    """Whether it is a file of this size with this checksum, if there is one: its kind, a colon and its digits."""
    if not has_size(path, size_bytes):
        return False
    return not checksum or _checksum(path, checksum.partition(":")[0], changed_ns(path)) == checksum


@lru_cache(maxsize=64)
def _checksum(path: Path, kind: str, changed: int) -> str:
    """Of a file as it is now; what cannot be read has none."""
    try:
        return checksum_of(path, kind, lambda: None)
    except OSError:
        return ""


def checksum_of(path: Path, kind: str, check: Callable[[], None]) -> str:
    """Its kind, a colon and its digits; check: called after every 1 MB, and may raise."""
    import hashlib  # which is dear, and only what is on the disk is looked at so

    digest = hashlib.new(kind, usedforsecurity=False)
    with path.open("rb") as file:
        while piece := file.read(piece_bytes):
            check()
            digest.update(piece)
    return f"{kind}:{digest.hexdigest()}"


def note_checksums(folder: Path, names: Iterable[str], check: Callable[[], None]) -> None:
    """Remember what these files of a folder hold, in a small file beside them."""
    noted = {name: checksum_of(folder / name, kind, check) for name in names}
    write_whole(folder / note_name, msgspec.json.format(msgspec.json.encode(noted)))


def noted_checksums(folder: Path) -> dict[str, str]:
    """What was remembered of the files of a folder; nothing where that cannot be read."""
    try:
        return msgspec.json.decode((folder / note_name).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}
