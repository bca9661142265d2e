"""How much there is to read, by a short look: what is long is read by a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from gan_playground.gan.data.watching import tell_read

few_pictures, small_bytes = 64, 8 * 2**20  # are unpacked sooner than a process is there
few_names = 2000  # are listed sooner

_stays: ContextVar[bool] = ContextVar("stays here", default=False)


@contextmanager
def read_here() -> Iterator[None]:
    """What is read in here, in this thread, is read by this process, however long that takes."""
    token = _stays.set(True)
    try:
        yield
    finally:
        _stays.reset(token)


def is_long_to_list(folder: Path) -> bool:
    """Whether a folder holds many files."""
    return not _stays.get() and _extent(folder, few_names, few_names)[0] >= few_names


def is_long_to_read(path: Path) -> bool:
    """Whether a file is large, or a folder holds many files or large ones."""
    if _stays.get():
        return False
    count, size_bytes = _extent(path, few_pictures, few_pictures) if path.is_dir() else (1, path.stat().st_size)
    return count >= few_pictures or size_bytes > small_bytes


def _extent(folder: Path, most: int, most_folders: int) -> tuple[int, int]:
    """How many files are in it and how many bytes they have; not counted any further than to so many."""
    count, size_bytes, folders, looked_into = 0, 0, [os.fspath(folder)], 0
    while folders and looked_into < most_folders:
        looked_into += 1
        tell_read()
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                count += 1
                size_bytes += entry.stat(follow_symlinks=False).st_size
                if count >= most:
                    return count, size_bytes
    return (most if folders else count), size_bytes
