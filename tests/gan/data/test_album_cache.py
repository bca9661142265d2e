"""Folders that were read once: they come back from the disk or the memory as long as nothing in them has changed."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gan_playground.errors import PlaygroundError
from gan_playground.files import stamp_of
from gan_playground.gan.data.images import album_cache, folder, listing
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.album_cache import album_cache_folder
from gan_playground.gan.data.images.files import read_album
from gan_playground.gan.data.images.listing import list_files
from gan_playground.gan.data.table import read_column
from gan_playground.gan.data.watching import ReadingStopped, watched
from gan_playground.gan.experiment.experiment import Experiment


class Decoder:
    """What unpacks pictures, and how many it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self._open = 0, folder.open_picture
        monkeypatch.setattr(folder, "open_picture", self)

    def __call__(self, path: Path, least: int) -> Image.Image:
        self.count += 1
        return self._open(path, least)


@pytest.fixture
def decoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Decoder:
    """Everything is worth to be kept."""
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "cache"))
    monkeypatch.setattr(album_cache, "worth_s", 0.0)
    return Decoder(monkeypatch)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Twelve pictures of two classes, and a text among them."""
    rng = np.random.default_rng(0)
    for place in range(12):
        path = tmp_path / "photos" / "ab"[place % 2] / f"{place}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 256, (20, 20, 3), dtype=np.uint8)).save(path)
    (tmp_path / "photos" / "a" / "note.txt").write_text("no picture", encoding="utf-8")
    return tmp_path / "photos"


def kept() -> list[Path]:
    return sorted(album_cache_folder().iterdir()) if album_cache_folder().is_dir() else []


def assert_same(one: Album, other: Album) -> None:
    np.testing.assert_array_equal(one.pictures, other.pictures)
    np.testing.assert_array_equal(one.labels, other.labels)
    assert (one.classes, one.told) == (other.classes, other.told)


def test_what_was_read_once_is_not_unpacked_again(decoder: Decoder, photos: Path) -> None:
    first, count = read_album(photos), decoder.count
    assert first.told, "of the text"
    assert_same(read_album(photos), first)
    assert decoder.count == count == 13
    assert read_album(photos, 16).pictures.shape == (12, 16, 16, 3), "what was asked for otherwise is read otherwise"
    assert read_album(photos, 0, False).pictures.shape == (12, 32, 32, 1)
    assert len(kept()) == 3


def test_what_takes_no_time_is_not_kept(decoder: Decoder, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(album_cache, "worth_s", 60.0)
    read_album(photos)
    assert kept() == []


def paint_over(photos: Path) -> None:
    Image.new("RGB", (20, 20), "red").save(photos / "a" / "0.png")


def write_at_the_same_time(photos: Path) -> None:
    """As many bytes, and the clock is set back: what a copy with its times looks like."""
    path = photos / "b" / "1.png"
    content, status = bytearray(path.read_bytes()), path.stat()
    content[-20] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def take_away(photos: Path) -> None:
    (photos / "a" / "2.png").unlink()


def rename(photos: Path) -> None:
    (photos / "a" / "2.png").rename(photos / "a" / "99.png")


@pytest.mark.parametrize("change", [paint_over, write_at_the_same_time, take_away, rename])
def test_what_has_changed_is_read_anew(change: Callable[[Path], None], decoder: Decoder, photos: Path) -> None:
    data = Experiment().with_knobs({"data.kind": "pictures", "data.path": str(photos)})
    data.make_data()
    count = decoder.count
    data.make_data()
    assert decoder.count == count, "from the memory"
    change(photos)
    data.make_data()
    assert decoder.count > count


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def write_words(path: Path) -> None:
    path.write_text("something else", encoding="utf-8")


def write_objects(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, words=np.array([{}], dtype=object), pictures=np.array([{}], dtype=object))


def write_wrong_labels(path: Path) -> None:
    with np.load(path) as held, path.with_suffix(".new").open("wb") as file:
        np.savez(file, **{**held, "labels": np.full(12, 7)})
    path.with_suffix(".new").replace(path)


def announce_too_much(path: Path) -> None:
    """An array that says that it is larger than any memory."""
    header = {"descr": "|u1", "fortran_order": False, "shape": (2**50, 32, 32, 3)}
    with zipfile.ZipFile(path, "w") as archive, archive.open("pictures.npy", "w") as file:
        np.lib.format.write_array_header_1_0(file, header)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "damage", [announce_too_much, cut_short, flip_a_bit, write_words, write_objects, write_wrong_labels, empty]
)
def test_what_was_kept_and_is_damaged_is_read_anew(
    damage: Callable[[Path], None], decoder: Decoder, photos: Path
) -> None:
    first, count = read_album(photos), decoder.count
    (path,) = kept()
    damage(path)
    assert_same(read_album(photos), first)
    assert decoder.count == 2 * count
    assert_same(read_album(photos), first)
    assert decoder.count == 2 * count, "and kept again"


def test_what_was_not_used_for_longest_makes_room(
    decoder: Decoder, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_album(photos)
    size_bytes = kept()[0].stat().st_size
    monkeypatch.setattr(album_cache, "most_bytes", int(2.5 * size_bytes))
    for place, side in enumerate((31, 30)):
        for path in kept():
            os.utime(path, (place, place))
        read_album(photos)  # which is used again each time
        read_album(photos, side)
    count = decoder.count
    read_album(photos)
    read_album(photos, 30)
    assert decoder.count == count
    read_album(photos, 31)
    assert decoder.count > count
    assert len(kept()) == 2


def test_where_nothing_can_be_kept_it_is_read_all_the_same(
    decoder: Decoder, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    assert len(read_album(photos).pictures) == 12

    def full(file: object, **_arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "full"))
    monkeypatch.setattr(album_cache.np, "savez", full)
    assert len(read_album(photos).pictures) == 12
    assert kept() == [], "no part of it"


def test_two_programs_keep_and_make_room_at_once(
    decoder: Decoder, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever one of them takes away is gone for the other, and what a killed one left goes after an hour."""
    first = read_album(photos)
    size_bytes = kept()[0].stat().st_size
    left, young = (album_cache_folder() / name for name in (".killed.npz", ".at-work.npz"))
    for path in (left, young):
        path.write_bytes(b"half of it")
    os.utime(left, (1, 1))
    monkeypatch.setattr(album_cache, "most_bytes", int(2.5 * size_bytes))
    gone, last_use = [], album_cache._last_use

    def take_away_first(path: Path) -> Any:
        if not path.name.startswith("."):
            path.unlink()
            gone.append(path)
        return last_use(path)

    with monkeypatch.context() as patch:
        patch.setattr(album_cache, "_last_use", take_away_first)
        read_album(photos, 30)
    assert len(gone) == 1
    assert [path.name.startswith(".") for path in kept()] == [True, False], "the young one, and what was read"
    assert_same(read_album(photos), first)


def test_reading_tells_how_far_it_is_and_can_be_stopped_anywhere(decoder: Decoder, photos: Path) -> None:
    told: list[tuple[int, int]] = []
    with watched(lambda done, total: told.append((done, total))):
        read_album(photos)
    assert told[0] == (0, 0), "from the first look on"
    assert [done for done, total in told if total == 13] == list(range(13))
    for stop_at in range(0, len(told), 3):
        left = iter(range(stop_at))

        def stop(_done: int, _total: int, left: object = left) -> None:
            if next(left, None) is None:
                raise ReadingStopped

        with watched(stop), pytest.raises(ReadingStopped):
            read_album(photos, 9)
    assert len(kept()) == 1, "nothing of what was stopped"


def test_the_files_of_a_folder_are_looked_at_once_and_anew_the_next_time(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at, look = [], listing._in_folder

    def note(folder: str, *rest: Any) -> Any:
        looked_at.append(folder)
        return look(folder, *rest)

    monkeypatch.setattr(listing, "_in_folder", note)
    for _ in range(2):
        Experiment().with_knobs({"data.kind": "pictures", "data.path": str(photos)}).make_data()
    folders = [str(photos), str(photos / "a"), str(photos / "b")]
    assert looked_at == 3 * folders, "and the first time into them"


def test_folders_that_lead_to_themselves_and_hidden_files_count_once_or_not(photos: Path) -> None:
    before = list_files(photos)
    assert before.count == 13
    (photos / ".hidden").write_text("x", encoding="utf-8")
    (photos / "a" / "round").symlink_to(photos, target_is_directory=True)
    (photos / "nowhere").symlink_to(photos / "gone")
    assert list_files(photos) == before
    (photos / "a" / "0.png").touch()
    touched = list_files(photos)
    assert touched.version != before.version
    assert touched.digest == before.digest, "names and sizes are the same"


def test_a_table_that_was_written_within_one_tick_of_the_clock_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "heights.csv"
    path.write_text("cm\n" + "\n".join(map(str, range(100, 150))), encoding="utf-8")
    first, status, stamp = read_column(path, ""), path.stat(), stamp_of(path)
    path.write_text("cm\n" + "\n".join(map(str, range(100, 151))), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert stamp_of(path) != stamp
    assert (len(first), len(read_column(path, ""))) == (50, 51)
    path.unlink()
    with pytest.raises(PlaygroundError):
        read_column(path, "")
