"""Writing files so that nothing is ever left half-written, and telling whether one has changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gan_playground.errors import PlaygroundError


def check_writable(path: Path) -> None:
    """Raise PlaygroundError now, before any work is done, if `path` could not be written later."""
    if path.is_dir():
        raise PlaygroundError(f"{path} is a folder; name a file in it.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise PlaygroundError(f"{path} cannot be written: there is no folder {folder}.")
    if not os.access(folder, os.W_OK):
        raise PlaygroundError(f"{path} cannot be written: the folder {folder} does not allow it.")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place if all goes well, and else leaves no trace."""
    check_writable(path)
    folder = path.absolute().parent
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=folder)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise PlaygroundError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        temporary.unlink(missing_ok=True)


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


def write_whole(path: Path, content: bytes) -> None:
    """Write all of a file or nothing; raises PlaygroundError where that is not possible."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)
