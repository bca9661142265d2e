"""Damaged files of pictures, of every kind: each is read, or refused in a sentence; more by tools/fuzz_pictures.py."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from cases import each_of
from fuzz_pictures import BOMBS, KINDS, damage, outcome, pictures_in
from fuzzing import went_wrong
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.files import read_album


@each_of("kind", KINDS)
def test_damage_gives_pictures_or_a_sentence(kind: str, tmp_path: Path) -> None:
    for path, right in damage(tmp_path, kind, 6, seed=3):
        came = outcome(path, right)
        assert not went_wrong(came), came


@each_of("name", BOMBS)
def test_what_announces_more_than_it_holds_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BOMBS[name]())
    assert outcome(tmp_path / name, None) == "a sentence"


def test_a_folder_of_damaged_pictures_counts_each(tmp_path: Path) -> None:
    """What cannot be read alone is left out, and all else is learned from."""
    folder, came = tmp_path / "photos", Counter[bool]()
    folder.mkdir()
    pictures = [kind for kind, (name, _) in KINDS.items() if name.startswith("a.") and ".n" not in name]
    for kind in pictures:
        for number, (path, _) in enumerate(damage(tmp_path, kind, 4, seed=5)):
            came[is_readable(path)] += 1
            path.rename(folder / f"{pictures.index(kind):02}-{number}{path.suffix}")
    album = read_album(folder)
    assert len(album.pictures) == came[True]
    assert album.told.startswith(f"{came[False]} of {4 * len(pictures)} files were left out: ")
    assert min(came.values()) > 5


def is_readable(path: Path) -> bool:
    try:
        return np.size(pictures_in(path)) > 0
    except PlaygroundError:
        return False
