"""Writing files so that nothing is ever left half-written, and telling whether one has changed.

What takes a file's place is on the disk by then, name and all: the power may fail at any instant.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from gan_playground.errors import PlaygroundError

longest_prefix = 100  # of a name, which may have 255 in all
leftover_age_s = 3600

Stamp: TypeAlias = tuple[int, int, int]

_unfinished: set[Path] = set()


def check_writable(*paths: Path) -> None:
    """Raise PlaygroundError now, before any work is done, if one of these could not be written later.

    Nor may two of them be the same file, by whatever names: what was written first would be lost.
    """
    for place, path in enumerate(paths):
        if any(_is_same(path, other) for other in paths[:place]):
            raise PlaygroundError(f"{path} is named twice, and the second thing would take the place of the first.")
        _check_writable(path)


def _check_writable(path: Path) -> None:
    if path.is_dir():
        raise PlaygroundError(f"{path} is a folder; name a file in it.")
    if is_stream(path):
        return
    folder = _target(path).parent
    if not folder.is_dir():
        raise PlaygroundError(f"{path} cannot be written: there is no folder {folder}.")
    if not os.access(folder, os.W_OK):
        raise PlaygroundError(f"{path} cannot be written: the folder {folder} does not allow it.")


def is_stream(path: Path) -> bool:
    """Whether it is there and can only be written to, one byte after the other: a pipe, a device, a terminal."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _target(path: Path) -> Path:
    """The file that a link leads to, which is the one to be written: the link stays."""
    try:
        return path.resolve() if path.is_symlink() else path.absolute()
    except (OSError, RuntimeError) as error:  # RuntimeError: it leads to itself, until Python 3.12
        raise PlaygroundError(f"{path} cannot be written: it is a link that leads nowhere.") from error


def _is_same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other) and not is_stream(path)
    return os.path.realpath(path) == os.path.realpath(other)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place if all goes well, and else leaves no trace.

    A link stays, and what it leads to is replaced. Raises PlaygroundError where that is not possible, and for what is
    no file: nothing can take the place of a pipe or a device.
    """
    check_writable(path)
    if is_stream(path):
        raise PlaygroundError(f"{path} is no file but a pipe or a device; name a file.")
    path = _target(path)
    folder = path.parent
    prefix = f".{path.name[:longest_prefix]}."
    _clear_leftovers(folder, prefix)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=path.suffix, dir=folder)
        os.close(handle)
        temporary = Path(name)
        _unfinished.add(temporary)
        yield temporary
        _flush_to_disk(temporary, os.O_RDWR)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        if os.name == "posix":  # elsewhere a folder cannot be opened
            _flush_to_disk(folder, os.O_RDONLY)
    except OSError as error:
        raise PlaygroundError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
            _unfinished.discard(temporary)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside `path` that gets its name if all goes well, and else leaves no trace.

    Raises PlaygroundError where that is not possible, or something of this name is there already.
    """
    path = path.absolute()
    if path.exists():
        raise PlaygroundError(f"{path} is there already; choose another name.")
    if not path.parent.is_dir():
        raise PlaygroundError(f"{path} cannot be written: there is no folder {path.parent}.")
    temporary: Path | None = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name[:longest_prefix]}.", dir=path.parent))
        _unfinished.add(temporary)
        yield temporary
        temporary.chmod(0o777 & ~_umask())
        temporary.rename(path)
    except OSError as error:
        raise PlaygroundError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        if temporary is not None:
            _remove(temporary)
            _unfinished.discard(temporary)


def remove_unfinished() -> None:
    """Take away what is being written, for a process that ends in the middle of it. Callable from any thread."""
    for temporary in list(_unfinished):
        _remove(temporary)


def _remove(temporary: Path) -> None:
    if temporary.is_dir():
        shutil.rmtree(temporary, ignore_errors=True)
    else:
        with suppress(OSError):
            temporary.unlink()


def _clear_leftovers(folder: Path, prefix: str) -> None:
    """Remove what was written for this file by somebody who was killed over it, long enough ago."""
    for leftover in folder.glob(f"{glob.escape(prefix)}*"):
        with suppress(OSError):  # somebody else may clear it away too
            if time.time() - leftover.stat().st_mtime > leftover_age_s:
                leftover.unlink()


def _flush_to_disk(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def changed_ns(path: Path) -> int:
    """When a file was last written; 0 where nobody can tell, which whoever reads it will say."""
    try:
        return path.stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


def stamp_of(path: Path) -> Stamp:
    """Another one wherever a file has changed: its size and its times; zeros where nobody can tell."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, 0, 0
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def write_whole(path: Path, content: bytes) -> None:
    """Write all of a file or nothing, or straight into a pipe or a device.

    Raises PlaygroundError where that is not possible.
    """
    if is_stream(path):
        _pour(path, content)
        return
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _pour(path: Path, content: bytes) -> None:
    try:
        with path.open("wb", buffering=0) as stream:
            while content:
                content = content[stream.write(content) :]
    except OSError as error:
        raise PlaygroundError(f"{path} cannot be written: {error.strerror or error}.") from error
