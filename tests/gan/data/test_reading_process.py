"""What is long to read is read by a process of its own: the same comes of it, and however it ends, it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images import extent, files, process
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.extent import read_here
from gan_playground.gan.data.images.files import read_album
from gan_playground.gan.data.images.listing import digest_content, list_files
from gan_playground.gan.data.watching import ReadingStopped, watched
from gates import paint_folder

posix = pytest.mark.skipif(os.name != "posix", reason="processes are looked for as on posix")
patience_s = 60.0


@pytest.fixture(autouse=True)
def all_is_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("few_pictures", "few_names"):
        monkeypatch.setattr(extent, name, 1)
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "cache"))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Two classes, and a file that is no picture."""
    (tmp_path / "photos").mkdir()
    for place, name in enumerate("ab"):
        paint_folder(tmp_path / "photos" / name, 3 + place)
    (tmp_path / "photos" / "b" / "note.txt").write_text("no picture", encoding="utf-8")
    return tmp_path / "photos"


def with_pictures_that(monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    """Let the process do this with each `path` that it opens, before it unpacks it."""
    lines = (
        "import os, sys, time",
        "sys.path[:] = sys.argv[1:]",
        "from gan_playground.gan.data.images import child, folder",
        "opened = folder.open_picture",
        "def open_picture(path, least):",
        f"    {act}",
        "    return opened(path, least)",
        "folder.open_picture = open_picture",
        "child.serve()",
    )
    monkeypatch.setattr(process, "own_modules", "\n".join(lines))


def assert_same(one: Album, other: Album) -> None:
    np.testing.assert_array_equal(one.pictures, other.pictures)
    np.testing.assert_array_equal(one.labels, other.labels)
    assert (one.classes, one.told) == (other.classes, other.told)


def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Those that are begun from now on."""
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)
            begun.append(self)

    monkeypatch.setattr(process.subprocess, "Popen", Noted)
    return begun


def never_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this process can read no pictures."""
    monkeypatch.setattr(files, "_read", None)


def test_the_same_comes_of_it_and_nothing_is_left(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with read_here():
        here, listing = read_album(photos, 9, False), (list_files(photos), digest_content(photos))
    never_here(monkeypatch)
    begun, told = processes(monkeypatch), list[tuple[int, int]]()
    with watched(lambda done, total: told.append((done, total))):
        assert_same(read_album(photos, 9, False), here)
    assert here.told.startswith("1 of 8 files was left out")
    assert (0, 8) in told
    assert (list_files(photos), digest_content(photos)) == listing
    np.save(photos / "many.npy", here.pictures)
    monkeypatch.setattr(extent, "small_bytes", 1)
    np.testing.assert_array_equal(read_album(photos / "many.npy").pictures, here.pictures)
    assert [one.returncode is not None for one in begun] == [True] * 4, "each is gone"


def test_what_cannot_be_read_is_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "one.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(PlaygroundError, match=r"^words holds no picture that can be read; choose .*\.$"):
        read_album(tmp_path / "words")


def test_stopped_it_is_gone_at_once(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pictures_that(monkeypatch, "time.sleep(1000)")
    begun = processes(monkeypatch)

    def stop(_done: int, total: int) -> None:
        if total:
            raise ReadingStopped

    with watched(stop), pytest.raises(ReadingStopped):
        read_album(photos)
    assert [one.poll() is None for one in begun] == [False]


def test_a_picture_that_ends_it_is_left_out_and_counted(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pictures_that(monkeypatch, "path.parent.name + path.name == 'a001.png' and os.abort()")
    album = read_album(photos)
    assert album.labels.tolist() == [0, 0, 1, 1, 1, 1]
    assert album.told == (
        "2 of 8 files were left out: 1 ends the program that opens it (001.png); 1 is no picture (note.txt)."
    )


def test_where_all_end_it_that_is_a_sentence(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "most_deadly", 0)
    with_pictures_that(monkeypatch, "os.abort()")
    with pytest.raises(PlaygroundError, match=r"^photos cannot be read: what reads it is ended again and again\. "):
        read_album(photos)


@pytest.mark.parametrize("code", ["raise SystemExit", ""])
def test_where_there_can_be_none_it_is_read_here(code: str, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with read_here():
        here = read_album(photos)
    monkeypatch.setattr(process, "own_modules", code)
    if not code:
        monkeypatch.setattr(sys, "executable", str(photos / "nowhere"))
    assert_same(read_album(photos), here)
    assert list_files(photos).count == 8


@posix
def test_a_program_that_was_frozen_asks_itself(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gan_playground "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    never_here(monkeypatch)
    assert len(read_album(photos).pictures) == 7


@posix
def test_it_sees_that_who_asked_was_killed(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "process"
    with_pictures_that(monkeypatch, f"open({str(note)!r}, 'w').write(f'{{os.getpid()}}\\n'), time.sleep(1000)")
    lines = (
        "import sys",
        "from pathlib import Path",
        "from gan_playground.gan.data.images import extent, process",
        "from gan_playground.gan.data.images.files import read_album",
        "extent.few_pictures = 1",
        f"process.own_modules = {process.own_modules!r}",
        f"read_album(Path({str(photos)!r}))",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    who_asks = subprocess.Popen([sys.executable, "-c", "\n".join(lines)])
    until(lambda: note.exists() and note.read_text().endswith("\n"))
    number = int(note.read_text())
    assert is_there(number)
    who_asks.send_signal(signal.SIGKILL)
    who_asks.wait()
    until(lambda: not is_there(number))


def until(done: object) -> None:
    end_s = time.monotonic() + patience_s
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end_s
        time.sleep(0.01)


def is_there(number: int) -> bool:
    """Whether a process is still at work; one that is only waiting for somebody to take note is not."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    return found.stdout.strip() not in ("", "Z", "Zs", "ZN", "ZNs")
