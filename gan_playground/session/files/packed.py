"""A run as the bytes of its file, for those to whom it cannot be handed over."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun

file_name = "sent.ganrun"


def packed(run: SavedRun) -> bytes:
    """What its file would hold."""
    from gan_playground.gan import runfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name
        runfile.save(path, run)
        return path.read_bytes()


def unpacked(content: bytes) -> SavedRun:
    """The run in it; raises PlaygroundError where there is none, as for any file."""
    from gan_playground.gan import runfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name
        path.write_bytes(content)
        return runfile.read(path)
