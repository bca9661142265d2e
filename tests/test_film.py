"""Films: files that open, and frames that show what the board shows."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cases import one_in
from gan_playground.app import make_application
from gan_playground.errors import PlaygroundError
from gan_playground.film import film_lesson
from gan_playground.film_files import pixels
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.film_sheet import FilmSheet

Pixels = NDArray[np.uint8]
size = (640, 480)


def frames_of(path: Path) -> list[Pixels]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def difference(a: Pixels, b: Pixels) -> float:
    """Mean difference of colours, in blocks of 4x4 pixels: films keep less colour than light."""
    height, width, _ = a.shape
    blocks = (a.astype(float) - b.astype(float)).reshape(height // 4, 4, width // 4, 4, 3).mean(axis=(1, 3))
    return float(np.abs(blocks).mean())


@pytest.fixture(scope="module")
def last_picture(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Pixels:
    path = tmp_path_factory.mktemp("film") / "last.png"
    film_lesson("two-knobs", path, steps=40, size=size)
    return pixels(QImage(str(path)))


@pytest.mark.parametrize(("ending", "rate"), [(".mp4", 30), (".gif", 15)])
def test_a_film_opens_has_its_length_and_ends_at_the_last_step(
    tmp_path: Path, last_picture: Pixels, ending: str, rate: int
) -> None:
    film = tmp_path / f"film{ending}"
    film_lesson("two-knobs", film, steps=40, seconds=0.4, size=size)
    frames = frames_of(film)
    assert len(frames) == round(0.4 * rate)
    assert frames[0].shape == (size[1], size[0], 3)
    stage = slice(100, 328)  # the score below it also tells how often somebody looked
    assert difference(frames[-1][stage], last_picture[stage]) < 2
    assert difference(frames[0][stage], last_picture[stage]) > 4


def test_a_picture_is_the_view_at_that_step(tmp_path: Path, last_picture: Pixels) -> None:
    make_application()
    lesson = load_lesson("two-knobs")
    trainer = Trainer(lesson.experiment, 0)
    sheet = FilmSheet(lesson, RunInfo.of(trainer), DARK, size)
    while trainer.step < 40:
        trainer.advance()
        painted = pixels(sheet.paint(trainer.observe(look=sheet.look)))
    assert np.array_equal(painted[100:328], last_picture[100:328])


@pytest.mark.parametrize("lesson", one_in(3, ["two-blobs", "tug-of-war", "pinned"]))
def test_every_kind_of_stage_can_be_filmed(tmp_path: Path, qtbot: QtBot, lesson: str) -> None:
    film_lesson(lesson, tmp_path / "film.mp4", steps=60, seconds=0.4, size=size)
    frames = frames_of(tmp_path / "film.mp4")
    assert len(frames) == 12
    film_lesson(lesson, tmp_path / "last.png", steps=60, size=size)
    last = pixels(QImage(str(tmp_path / "last.png")))
    stage = slice(100, 328)
    assert difference(frames[-1][stage], last[stage]) < 2
    assert np.abs(frames[-1][stage].astype(int) - frames[0][stage]).max() > 60, "something moved"


def test_two_runs_are_filmed_side_by_side(tmp_path: Path, qtbot: QtBot) -> None:
    """Its left half is the lesson, its right half what the settings make of it, and both begin alike."""
    settings = ["objective=non-saturating"]
    film_lesson("pinned", tmp_path / "both.mp4", steps=200, seconds=0.1, size=(1280, 720), compare=settings)
    first, *_, last = frames_of(tmp_path / "both.mp4")
    sides = slice(148, 280), slice(30, 610), slice(652, 1232)  # the plots, below the letters
    assert difference(first[sides[0], sides[1]], first[sides[0], sides[2]]) < 2
    assert difference(last[sides[0], sides[1]], last[sides[0], sides[2]]) > 4
    assert difference(first[sides[0], sides[1]], last[sides[0], sides[1]]) > 0.5, "the left one trains too"


def test_both_runs_of_a_film_have_one_seed_and_their_own_knobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = []

    def paint(sheet: FilmSheet, *frames: Frame) -> QImage:
        painted.append(frames)
        return QImage(*size, QImage.Format.Format_RGB32)

    monkeypatch.setattr(FilmSheet, "paint", paint)
    film_lesson("two-knobs", tmp_path / "both.png", 30, size=size, seed=4, compare=["batch_size=32", "objective=hinge"])
    experiment = load_lesson("two-knobs").experiment
    for frame, values in zip(painted[-1], ({}, {"batch_size": 32, "objective": "hinge"}), strict=True):
        trainer = Trainer(experiment.with_knobs(values), 4)
        trainer.advance(30)
        assert frame.picture.theta == trainer.observe().picture.theta


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("objective", "KNOB=VALUE"),
        ("objective=best", "one of"),
        ("colour=red", "no knob"),
        ("data.kind=ring", "one kind of stage"),
    ],
)
def test_a_comparison_that_cannot_be_is_told_and_leaves_nothing(tmp_path: Path, setting: str, told: str) -> None:
    with pytest.raises(PlaygroundError, match=told):
        film_lesson("two-knobs", tmp_path / "film.mp4", compare=[setting])
    assert not list(tmp_path.rglob("*film*"))


def test_odd_sizes_lose_a_line_rather_than_fail(tmp_path: Path, qtbot: QtBot) -> None:
    film_lesson("textbook-curve", tmp_path / "odd.mp4", steps=2, seconds=0.1, size=(641, 481))
    assert frames_of(tmp_path / "odd.mp4")[0].shape == (480, 640, 3)


@pytest.mark.parametrize("name", ["film.avi", "film", "missing/film.mp4"])
def test_a_film_that_cannot_be_made_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlaygroundError, match="film"):
        film_lesson("two-knobs", tmp_path / name)
    assert not list(tmp_path.rglob("*film*"))


def test_an_interrupted_film_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"older")

    def interrupt(sheet: FilmSheet, frame: object) -> QImage:
        raise KeyboardInterrupt

    monkeypatch.setattr(FilmSheet, "paint", interrupt)
    with pytest.raises(KeyboardInterrupt):
        film_lesson("two-knobs", film, steps=5, seconds=0.2, size=size)
    assert film.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".mp4"] == ["film.mp4"]
