"""Folders of pictures whose unpacking waits at a gate, for the tests of what happens meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_playground.gan.data.images import folder as module


class Gate:
    """Lets so many pictures through, and then none until it is told to.

    passed: how many came through. waiting: how many stand there now.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed = self.waiting = 0
        self._allowed, self._is_open, self._open_picture = 0, False, module.open_picture
        self._turn = threading.Condition()
        monkeypatch.setattr(module, "open_picture", self._open_one)

    def _open_one(self, path: Path, least: int) -> Image.Image:
        with self._turn:
            self.waiting += 1
            self._turn.wait_for(lambda: self._is_open or self.passed < self._allowed)
            self.waiting -= 1
            self.passed += 1
        return self._open_picture(path, least)

    def let_through(self, count: int) -> None:
        with self._turn:
            self._allowed += count
            self._turn.notify_all()

    def open(self) -> None:
        with self._turn:
            self._is_open = True
            self._turn.notify_all()

    def close(self) -> None:
        """Let everybody out, and wait for them; nobody comes through after that."""
        self.open()
        for thread in threading.enumerate():
            if thread.name == "data reader":
                thread.join()
        self._is_open, self._allowed = False, self.passed


def paint_folder(folder: Path, count: int = 40) -> Path:
    """So many small pictures."""
    folder.mkdir()
    rng = np.random.default_rng(count)
    for place in range(count):
        Image.fromarray(rng.integers(0, 256, (8, 8, 3), dtype=np.uint8)).save(folder / f"{place:03}.png")
    return folder
