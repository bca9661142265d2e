"""No room, no rights, nobody who reads: a sentence, the old file whole, no part of a new one, and all goes on."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gan_playground import cli, film
from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing, write_whole
from gan_playground.gan import runfile
from gan_playground.gan.data.images import album_cache
from gan_playground.gan.data.images.cifar import unpack
from gan_playground.gan.data.images.fetch import fetch
from gan_playground.gan.data.images.files import read_album
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.files.autosave_folder import AutosaveFolder
from gan_playground.session.files.events import KeepFailed, RunKept
from gan_playground.session.files.saving import Writer
from gan_playground.ui.files.exports import save_picture
from gan_playground.ui.stages.images.saving import save_samples
from gan_playground.ui.window.settings import Settings
from gates import paint_folder
from serving import MNIST, offer, serving

resource = pytest.importorskip("resource", reason="limits are the system's")

Write = Callable[[Path], object]
nobodys = Path("/proc/self/nobodys")  # where not even root can make anything


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """No file can be longer than this, as where the disk is full; a signal that says so is ignored by Python."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def refused_and_unharmed(write: Write, path: Path) -> None:
    """At every size that is too small, the old file stays, alone; with room enough, the new one is there."""
    write(path)
    whole = path.stat().st_size
    for size_bytes in (0, whole // 2, whole - 1):
        path.write_bytes(b"older")
        with room_for(size_bytes), pytest.raises(PlaygroundError, match=r"File too large\.$"):
            write(path)
        assert path.read_bytes() == b"older", (path.name, size_bytes)
        assert [one.name for one in path.parent.iterdir()] == [path.name], size_bytes
    write(path)
    assert path.stat().st_size > len(b"older")


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    trainer = Trainer(load_lesson("digits").experiment, seed=0)
    trainer.advance(1)
    return trainer


def test_runs(tmp_path: Path, trainer: Trainer) -> None:
    run = runfile.saved_run(trainer, Timeline(trainer), "digits", b"")
    refused_and_unharmed(lambda path: runfile.save(path, run), tmp_path / "a.ganrun")


def images(count: int) -> Iterator[QImage]:
    rng = np.random.default_rng(0)
    for _ in range(count):
        noise = np.ascontiguousarray(rng.integers(0, 2**32, (120, 160), dtype=np.uint32) | 0xFF000000)
        yield QImage(noise.data, 160, 120, QImage.Format.Format_RGB32).copy()


@pytest.mark.parametrize("ending", film.KINDS)
def test_films(tmp_path: Path, ending: str) -> None:
    rate, write = film.KINDS[ending]

    def write_film(path: Path) -> None:
        with replacing(path) as temporary:
            write(temporary, images(2 if rate else 1), rate, (160, 120))

    refused_and_unharmed(write_film, tmp_path / f"film{ending}")


def test_pictures_tables_and_drawings(tmp_path: Path, trainer: Trainer, qtbot: QtBot) -> None:
    panel = QLabel("0.5")
    qtbot.addWidget(panel)
    panel.grab()  # only then it has its size
    samples = trainer.observe(detail=Detail.METRICS).picture
    writers: dict[str, Write] = {
        "panel.png": lambda path: save_picture(path, panel),
        "panel.svg": lambda path: save_picture(path, panel),
        "tiles.png": lambda path: save_samples(path, samples),
        "tiles.npz": lambda path: save_samples(path, samples),
        "score.csv": lambda path: write_whole(path, b"step,loss\n1,0.5\n"),
    }
    for name, write in writers.items():
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        refused_and_unharmed(write, folder / name)


def test_a_download_finds_no_room_and_then_it_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(monkeypatch, tmp_path) as server:
        download = offer(server, monkeypatch, "mnist", MNIST)

        def fetch_into(path: Path) -> None:
            fetch("mnist", lambda done, total: None, lambda: False)

        folder = tmp_path / "data" / "mnist"
        with room_for(download.files[0].size_bytes - 1), pytest.raises(PlaygroundError, match=r"File too large\.$"):
            fetch_into(folder)
        assert list(folder.iterdir()) == []
        fetch_into(folder)
        monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(nobodys))
        with pytest.raises(PlaygroundError, match="cannot be written"):
            fetch_into(folder)


def test_an_album_that_cannot_be_kept_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of it, for nothing is lost; of what does not fit, no part is left."""
    monkeypatch.setattr(album_cache, "worth_s", 0.0)
    photos = paint_folder(tmp_path / "photos", 12)
    size_bytes = 12 * 32 * 32 * 3
    place = tmp_path / "data"
    too_small = [(place, room_bytes, 0) for room_bytes in (0, 1000, size_bytes // 2, size_bytes)]
    for folder, room_bytes, count in (
        *too_small,
        (nobodys, resource.RLIM_INFINITY, 0),
        (place, resource.RLIM_INFINITY, 1),
    ):
        monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(folder))
        with room_for(room_bytes):
            album = read_album(photos)
        assert (album.pictures.nbytes, album.told) == (size_bytes, "")
        assert len(list(folder.rglob("*.npz"))) == count, room_bytes


def test_an_archive_is_unpacked_where_there_is_room(tmp_path: Path) -> None:
    import tarfile

    content, archive = os.urandom(20_000), tmp_path / "archive.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("in/one.bin")
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    with room_for(10_000), pytest.raises(PlaygroundError, match="File too large"):
        unpack(archive, {"in/one.bin": len(content)}, lambda: None)
    assert [one.name for one in tmp_path.iterdir()] == [archive.name]
    unpack(archive, {"in/one.bin": len(content)}, lambda: None)
    assert (tmp_path / "one.bin").read_bytes() == content


def test_what_keeps_runs_says_so_and_goes_on(tmp_path: Path, trainer: Trainer) -> None:
    said = list[object]()
    writer, path = Writer(said.append), tmp_path / "kept.ganrun"
    run = runfile.saved_run(trainer, Timeline(trainer), "digits", b"")
    for size_bytes, expected in ((1000, KeepFailed("File too large")), (resource.RLIM_INFINITY, RunKept())):
        writer.put(run, path)
        with room_for(size_bytes):
            writer.keep()
        assert said[-1] == expected
    assert "cannot be made" in AutosaveFolder(nobodys).open()


def test_one_run_that_cannot_be_kept_takes_none_along(
    tmp_path: Path, trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it was, and where nobody reads stderr either."""
    save, said = runfile.save, list[object]()

    def save_but_one(path: Path, run: runfile.SavedRun) -> None:
        if path.stem == "1":
            raise RuntimeError("the moon was in the way")
        save(path, run)

    monkeypatch.setattr(runfile, "save", save_but_one)
    monkeypatch.setattr(sys, "stderr", Full())
    writer, run = Writer(said.append), runfile.saved_run(trainer, Timeline(trainer), "digits", b"")
    for number in range(3):
        writer.put(run, tmp_path / f"{number}.ganrun")
    writer.keep()
    assert said == [RunKept(), KeepFailed("the moon was in the way"), RunKept()]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["0.ganrun", "2.ganrun"]


def test_a_run_that_cannot_be_saved_where_it_should_be_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hours may lie in it."""
    save, path = runfile.save, tmp_path / "run.ganrun"

    def save_elsewhere(place: Path, run: runfile.SavedRun) -> None:
        if place == path:
            raise PlaygroundError(f"{place} cannot be written: No space left on device.")
        save(place, run)

    monkeypatch.setattr(runfile, "save", save_elsewhere)
    assert cli.main(["train", "two-knobs", "--steps", "5", "--save", str(path)]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    (kept,) = AutosaveFolder().runs()
    assert line.endswith(f"{path} cannot be written: No space left on device. The run lies there instead: {kept}")
    assert runfile.load(kept).step == 5
    assert not list(kept.parent.glob("*.lock")), "nobody calls it cut off"


def test_settings_that_cannot_be_kept_are_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    settings = Settings()
    settings.theme = "light"
    for _ in range(2):
        settings.sync()
    assert capsys.readouterr().err.count("cannot be written: the next window will not remember this one.") == 1
    assert settings.theme == "light"


class Full(io.StringIO):
    """A stream on a disk that is full."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("stream", [Full(), None], ids=["full", "closed"])
def test_where_nobody_reads_stderr_the_work_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, stream: Full | None
) -> None:
    path = tmp_path / "run.ganrun"
    monkeypatch.setattr(sys, "stderr", stream)
    assert cli.main(["train", "two-knobs", "--steps", "5", "--save", str(path)]) == 0
    assert cli.main(["train", "nonsense"]) == 2
    monkeypatch.undo()
    assert runfile.load(path).step == 5
    assert "two-knobs: 5 steps" in capsys.readouterr().out
