"""Drawings kept in files: what is saved comes back, and what cannot be is one sentence, with nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gan_playground.gan.data.plane.drawing import first_drawing, read_drawing
from gan_playground.gan.data.plane.strokes import read_strokes
from gan_playground.ui.stages.plane.stage import PlaneStage
from ui.planes import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    stage = PlaneStage()
    qtbot.addWidget(stage)
    stage.resize(1000, 640)
    stage.show()
    qtbot.waitExposed(stage)
    return Desk(stage, "draw-your-own")


def paint(desk: Desk) -> str:
    """Something of one's own."""
    desk.press("brushTool")
    desk.stroke((-1.0, 2.0), (1.0, 2.0), (1.0, 1.0))
    desk.press("eraserTool")
    desk.stroke((-0.7, 0.6), (0.0, 0.0))
    drawing: str = desk.data.drawing
    return drawing


def is_one_sentence(told: list[str]) -> bool:
    (sentence,) = told
    return "\n" not in sentence and sentence.endswith(".") and "Traceback" not in sentence


def test_what_is_saved_comes_back(desk: Desk, tmp_path: Path) -> None:
    painted, file = paint(desk), tmp_path / "mine.json"
    desk.stage.files.save(file)
    desk.press("clearAction")
    desk.stage.files.open(file)
    assert desk.told == []
    assert read_strokes(desk.data.drawing) == read_strokes(painted)
    assert not desk.figure.is_empty
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == ["mine.json"]


def test_opening_can_be_undone(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    desk.stage.files.save(file)
    painted = paint(desk)
    desk.stage.files.open(file)
    assert read_strokes(desk.data.drawing) == read_strokes(first_drawing)
    desk.press("undoAction")
    assert desk.data.drawing == painted


def test_the_buttons_ask_where(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = paint(desk)
    chosen = str(tmp_path / "without-an-ending")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    desk.press("saveAction")
    kept = tmp_path / "without-an-ending.json"
    assert read_strokes(read_drawing(kept)) == read_strokes(painted)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    desk.press("undoAction")
    desk.press("folderAction")
    assert read_strokes(desk.data.drawing) == read_strokes(painted)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    before = list(tmp_path.iterdir())
    desk.press("saveAction")
    desk.press("folderAction")
    assert list(tmp_path.iterdir()) == before
    assert desk.told == []


def test_a_drawing_of_one_dot(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "dot.json"
    desk.press("clearAction")
    desk.press("brushTool")
    desk.stroke((0.5, 0.5))
    desk.stage.files.save(file)
    dot = desk.data.drawing
    assert len(read_strokes(dot)) == 1
    desk.press("undoAction")
    desk.stage.files.open(file)
    assert read_strokes(desk.data.drawing) == read_strokes(dot)


def test_what_was_wiped_off_is_not_saved(desk: Desk, tmp_path: Path) -> None:
    """An empty canvas is either kept as one, or refused; never is it what was there before."""
    paint(desk)
    desk.press("clearAction")
    file = tmp_path / "empty.json"
    desk.stage.files.save(file)
    if file.exists():
        assert read_drawing(file) == ""
    else:
        assert is_one_sentence(desk.told)


def test_data_that_nobody_painted_on_are_saved_as_no_stroke(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    other = Desk(desk.stage, "ring")
    file = tmp_path / "ring.json"
    other.stage.files.save(file)
    if file.exists():
        assert read_drawing(file) == ""
    else:
        assert other.told


broken = {
    "cut.json": b'{"format": "gan-playground drawing 1", "strokes": "brush 0.2',
    "renamed.json": b"x,y\n1,2\n3,4\n",
    "other.json": json.dumps({"strokes": 3}).encode(),
    "list.json": b"[1, 2, 3]",
    "nothing.json": b"",
    "later.json": json.dumps({"format": "gan-playground drawing 2", "strokes": ""}).encode(),
    "nonsense.json": json.dumps({"format": "gan-playground drawing 1", "strokes": "brush -1 0: 0 0"}).encode(),
    "infinite.json": json.dumps({"format": "gan-playground drawing 1", "strokes": "brush 0.1 0: inf nan"}).encode(),
    "latin.json": "müde".encode("latin-1"),
    "picture.json": b"\x89PNG\r\n\x1a\n\x00\x00",
}


@pytest.mark.parametrize("name", broken)
def test_a_file_that_is_no_drawing_is_a_sentence_and_the_drawing_stays(desk: Desk, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(broken[name])
    painted = paint(desk)
    way_back = desk.history.way_back
    desk.stage.files.open(file)
    assert is_one_sentence(desk.told)
    assert name in desk.told[0]
    assert desk.data.drawing == painted
    assert desk.history.way_back == way_back


@pytest.mark.parametrize("place", ["", "nowhere/at/all.json", "missing.json", "a\0b.json"])
def test_what_cannot_be_read_is_a_sentence(desk: Desk, tmp_path: Path, place: str) -> None:
    desk.stage.files.open(tmp_path / place)
    assert is_one_sentence(desk.told)
    assert desk.wanted == []


def test_an_emptied_canvas_stays_empty_where_a_file_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    desk.press("clearAction")
    desk.stage.files.open(tmp_path / "missing.json")
    assert desk.figure.is_empty
    assert desk.held == [True]


@pytest.mark.parametrize("place", ["", "nowhere/at/all.json"])
def test_where_nothing_can_be_written_a_sentence_says_so(desk: Desk, tmp_path: Path, place: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    painted = paint(desk)
    desk.stage.files.save(tmp_path / place)
    assert is_one_sentence(desk.told)
    assert desk.data.drawing == painted
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_is_there_is_kept_where_it_cannot_be_replaced(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "drawing.json"
    folder.mkdir()
    desk.stage.files.save(folder)
    assert is_one_sentence(desk.told)
    assert folder.is_dir()
