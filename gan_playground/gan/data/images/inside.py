"""Where inside a folder the pictures lie: collections come packed into each other, and split to train and to test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.watching import tell_read

deepest, most_folders = 4, 400
left_by_systems = ("thumbs.db", "desktop.ini")
to_train = ("train", "training")


def find_inside(folder: Path, holds: Callable[[Path], bool]) -> Path | None:
    """The folder inside this one with pictures to learn from: the only one there is, or the only one to train with.

    holds: whether a folder is one that can be read. None where there is none. Raises PlaygroundError with their names
    where several would do.
    """
    found = list(_holders(folder, holds))
    if len(found) < 2:
        return found[0] if found else None
    chosen = [one for one in found if _is_to_train(one, folder)]
    if len(chosen) != 1:
        names = ", ".join(str(one.relative_to(folder)) for one in found[:6]) + (", ..." if len(found) > 6 else "")
        raise PlaygroundError(f"{folder.name} holds folders of pictures inside; choose one of them: {names}.")
    return chosen[0]


def told_of_inside(folder: Path, inner: Path, used: Sequence[Path]) -> str:
    """What is to be told of the files in a folder that are not read. inner: itself, or the one in it that is read.

    used: the files in there that are read, where that is not the business of who reads the whole folder.
    """
    if inner == folder and not used:
        return ""
    there = sum(file.is_relative_to(folder) for file in used) if used else count_files(inner)
    elsewhere = count_files(folder) - there
    if inner == folder:
        return f"Files beside {used[0].name} were left out: {elsewhere:,}." if elsewhere else ""
    left_out = f"; files elsewhere in it were left out: {elsewhere:,}" if elsewhere else ""
    return f"Read from {inner.relative_to(folder)} inside it{left_out}."


def listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files and the folders in a folder, by name, without those that are hidden or that a system has left."""
    tell_read()
    with os.scandir(folder) as entries:
        seen = sorted(filter(_is_seen, entries), key=attrgetter("name"))
    kinds = [(entry, _is_file(entry)) for entry in seen]
    files = [folder / entry.name for entry, is_file in kinds if is_file]
    return files, [folder / entry.name for entry, is_file in kinds if is_file is False]


def _is_seen(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.name.lower() not in left_by_systems


def _is_file(entry: os.DirEntry[str]) -> bool | None:
    """Whether it is a file, and not a folder; None where it is neither, as a pipe, or a link that leads nowhere."""
    try:
        return True if entry.is_file() else False if entry.is_dir() else None
    except OSError:  # a link that leads to itself
        return None


def count_files(folder: Path | str) -> int:
    """How many files lie in it, and in all folders in it."""
    tell_read()
    try:
        with os.scandir(folder) as entries:
            kinds = [(entry, _is_file(entry)) for entry in entries if _is_seen(entry)]
    except OSError:
        return 0
    inner = [entry.path for entry, is_file in kinds if is_file is False and not entry.is_symlink()]
    return sum(bool(is_file) for _, is_file in kinds) + sum(map(count_files, inner))


def _is_to_train(folder: Path, root: Path) -> bool:
    return any(part.lower().startswith(to_train) for part in folder.relative_to(root).parts)


def _holders(root: Path, holds: Callable[[Path], bool]) -> Iterator[Path]:
    """Those that can be read, the nearest first; what lies inside such a one is its own."""
    level = [root]
    looked_into = 0
    for _ in range(deepest):
        level = [inner for folder in level for inner in _folders_in(folder)]
        for folder in list(level):
            looked_into += 1
            if looked_into > most_folders:
                return
            if _is_held(folder, holds):
                level.remove(folder)
                yield folder


def _is_held(folder: Path, holds: Callable[[Path], bool]) -> bool:
    try:
        return holds(folder)
    except OSError:  # nobody may look into it
        return False


def _folders_in(folder: Path) -> list[Path]:
    try:
        return listed(folder)[1]
    except OSError:
        return []
