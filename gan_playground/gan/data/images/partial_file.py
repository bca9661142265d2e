"""What has come of a file so far: where the line breaks off it is kept, and the next program goes on with it."""

from __future__ import annotations

import glob
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

idle_s = 60.0
"""What nobody has written to for so long belongs to nobody any more: a program that was killed over it."""


def kept_part(path: Path) -> Path:
    """Where what has come of a file is kept."""
    return path.with_name(f"{path.name}.part")


class PartialFile:
    """A file beside the one that is to come, of its first bytes. Two programs at once have one each.

    Use it as a context: where that ends with an error it is kept for the next time, unless it was dropped, nothing had
    come, or the file cannot be written. An interrupt leaves nothing.
    """

    def __init__(self, path: Path) -> None:
        self._kept = kept_part(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
        self.path = Path(name)
        self._claim()

    @property
    def size_bytes(self) -> int:
        return self.path.stat().st_size

    def _claim(self) -> None:
        """Go on with what is there, if nobody else does: whoever moves it first has it."""
        for other in (self._kept, *self._idle()):
            with suppress(OSError):
                other.replace(self.path)
                return

    def _idle(self) -> list[Path]:
        found = []
        for other in self.path.parent.glob(f".{glob.escape(self._kept.stem)}.*.part"):
            with suppress(OSError):
                if other != self.path and time.time() - other.stat().st_mtime > idle_s:
                    found.append(other)
        return found

    def drop(self) -> None:
        """Keep nothing of it."""
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            broke_off = isinstance(error, Exception) and not isinstance(error, OSError)  # as where the disk is full
            if broke_off and self.size_bytes:
                self.path.replace(self._kept)
            else:
                self.drop()
