"""The shelf: a folder where every window keeps its runs by itself, and finds those of a window that was cut off.

Each window has a name, and holds a lock of that name while it lives. What is left locked by nobody was cut off:
by a crash, a kill, or the power.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QLockFile

from gan_playground.files import changed_ns

most_kept, longest_id = 12, 60
surely_dead_s = 600.0  # nobody takes so long to write a run
run_ending, lock_ending, joint = ".ganrun", ".lock", "_"


def autosave_folder_path() -> Path:
    """Where runs are kept by themselves."""
    return user_data_path("gan-playground", appauthor=False) / "runs"


def lesson_of(path: Path) -> str:
    """The id of the lesson of a run on the shelf, by its name."""
    return path.stem.rpartition(joint)[2]


def _part_of_name(lesson: str) -> str:
    """Of an id, which a file may have from anywhere, what every system has room for in a name."""
    return re.sub(r"[^\w-]", "-", lesson.replace(joint, "-"), flags=re.ASCII)[:longest_id]


class AutosaveFolder:
    """One window's place on the shelf. Where no folder can be made, nothing is kept, and `path_of` is None."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or autosave_folder_path()
        self._name = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
        self._lock: QLockFile | None = None

    def open(self) -> None:
        """Take the place, so that no other window takes our runs for lost ones."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        self._lock = QLockFile(str(self.folder / (self._name + lock_ending)))
        self._lock.setStaleLockTime(0)  # however long we live, it is ours
        if not self._lock.tryLock(0):
            self._lock = None

    def close(self) -> None:
        """Give the place up: what we have kept stays, and was not cut off. From any thread, more than once."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.unlock()

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept."""
        return self._lock is not None

    def path_of(self, run: int, lesson: str) -> Path | None:
        """Where this window keeps a run, by its id; the name tells of which lesson it is."""
        name = f"{self._name}{joint}{run:03}{joint}{_part_of_name(lesson)}{run_ending}"
        return self.folder / name if self.is_open else None

    def runs(self) -> list[Path]:
        """All that is kept here, by any window, the newest first."""
        try:
            found = [(path.stat().st_mtime, path) for path in self.folder.glob(f"[!.]*{run_ending}") if path.is_file()]
        except OSError:
            return []
        return [path for _, path in sorted(found, reverse=True)]

    def cut_off(self) -> list[Path]:
        """What windows have left that were cut off, the newest first. It is told once: their locks are taken away."""
        names = [lock.stem for lock in self.folder.glob(f"*{lock_ending}") if lock.stem != self._name]
        dead = {name for name in names if self._take_lock_of_the_dead(name)}
        return [path for path in self.runs() if path.stem.partition(joint)[0] in dead]

    def _take_lock_of_the_dead(self, name: str) -> bool:
        lock = QLockFile(str(self.folder / (name + lock_ending)))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):  # which succeeds where its process is not there any more
            return False
        lock.unlock()
        return True

    def tidy(self) -> None:
        """Let go of the oldest runs, and of what a kill has left half-written."""
        for path in self.runs()[most_kept:]:
            if not self._is_alive(path):
                path.unlink(missing_ok=True)
        for path in self.folder.glob(f".*{run_ending}"):
            if time.time() - changed_ns(path) / 1e9 > surely_dead_s:
                path.unlink(missing_ok=True)

    def _is_alive(self, path: Path) -> bool:
        return (self.folder / (path.stem.partition(joint)[0] + lock_ending)).exists()
