"""Files dropped on the window become the real data, or a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from gan_playground.gan.data.images.picture import picture_endings
from gan_playground.gan.data.plane.drawing import drawing_to_bytes
from gan_playground.gan.data.table import table_endings
from gan_playground.gan.observe.frame import LinePicture, PlanePicture
from gan_playground.ui.notices.notice import NoticeKind
from watched import Opener, Watched

drawn = "brush 0.4 0.5: -1 -1, 1 1"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with one of each kind."""
    (tmp_path / "mine.json").write_bytes(drawing_to_bytes(drawn))
    rows = np.random.default_rng(0).normal((5, 70), (1, 12), (60, 2))
    (tmp_path / "people.csv").write_text("age,weight\n" + "\n".join(f"{a},{b}" for a, b in rows))
    picture = np.full((40, 60), 255, dtype=np.uint8)
    picture[10:30, 15:45] = 0
    Image.fromarray(picture).save(tmp_path / "BOX.PNG")
    (tmp_path / "damaged.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    (tmp_path / "damaged.json").write_text("{")
    (tmp_path / "words.csv").write_text("name\nAnna\nBob\n")
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    return tmp_path


def dropped(*urls: QUrl) -> QMimeData:
    mime = QMimeData()
    mime.setUrls(list(urls))
    return mime


def drop(window: QMainWindow, mime: QMimeData) -> tuple[bool, bool]:
    """Over the window and onto it; gives whether each was accepted."""
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPointF(300, 300).toPoint(), Qt.DropAction.CopyAction, mime, button, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    fall = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, button, none)
    fall.ignore()
    QApplication.sendEvent(window, fall)
    return enter.isAccepted(), fall.isAccepted()


def drop_file(watched: Watched, path: Path) -> None:
    assert drop(watched.window, dropped(QUrl.fromLocalFile(str(path)))) == (True, True)


def learn_from_it(watched: Watched) -> None:
    """Wait for the sheet that shows a table, and press Enter."""
    sheet = watched.window.tables.sheet
    watched.until(lambda: sheet.isVisible() and sheet.take_button.isEnabled())
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.isHidden()


def trains_on(watched: Watched, **knobs: Any) -> None:
    """Wait until the run has these knobs and shows a frame."""
    session = watched.window.session

    def is_so() -> bool:
        trainer = session._worker.trainer
        return (
            trainer is not None
            and all(trainer.experiment.knob(path.replace("__", ".")) == value for path, value in knobs.items())
            and watched.frames[-1].run == session.ordered_run
        )

    watched.until(is_so)


def test_each_kind_of_file_becomes_the_data(opened: Opener, files: Path) -> None:
    watched = opened("--lesson", "two-blobs")
    drop_file(watched, files / "BOX.PNG")
    trains_on(watched, data__kind="picture", data__path=str(files / "BOX.PNG"))
    picture = watched.frames[-1].picture
    assert isinstance(picture, PlanePicture)
    assert (np.abs(picture.real) < (1.6, 1.1)).mean() > 0.99, "the black box in the middle"
    notice = watched.window.notice
    watched.until(lambda: notice.accessibleName().startswith("Learning the dark parts of BOX.PNG"))
    drop_file(watched, files / "mine.json")
    trains_on(watched, data__kind="drawing", data__drawing=drawn)
    watched.until(lambda: notice.accessibleName() == "Learning what is drawn in mine.json: 1 stroke.")
    drop_file(watched, files / "people.csv")
    learn_from_it(watched)
    trains_on(watched, data__kind="points", data__path=str(files / "people.csv"), data__column="")
    picture = watched.frames[-1].picture
    assert isinstance(picture, PlanePicture)
    assert picture.real.mean(axis=0) == pytest.approx([5, 70], rel=0.1)
    watched.until(
        lambda: notice.accessibleName().startswith("Learning the columns “age” and “weight” of people.csv: 60 rows")
    )


def test_numbers_are_a_column_where_a_line_is_shown_and_points_on_the_plane(opened: Opener, files: Path) -> None:
    watched = opened("--lesson", "textbook-curve")
    drop_file(watched, files / "people.csv")
    learn_from_it(watched)
    trains_on(watched, data__kind="column", data__path=str(files / "people.csv"))
    assert isinstance(watched.frames[-1].picture, LinePicture)
    drop_file(watched, files / "BOX.PNG")
    trains_on(watched, data__kind="picture")
    drop_file(watched, files / "people.csv")
    learn_from_it(watched)
    trains_on(watched, data__kind="points")
    assert isinstance(watched.frames[-1].picture, PlanePicture)


def test_what_was_understood_of_a_table_is_told_once(opened: Opener, tmp_path: Path) -> None:
    table = tmp_path / "heights.csv"
    table.write_text("cm;age\n" + "".join(f"{150 + i % 40},5;{20 + i}\n" for i in range(80)) + "n/a;n/a\n")
    watched = opened("--lesson", "textbook-curve")
    session, told = watched.window.session, list[str]()
    session.told.connect(told.append)
    drop_file(watched, table)
    learn_from_it(watched)
    watched.until(lambda: len(told) == 1)
    assert told == ["Learning the column “cm” of heights.csv: 80 rows used, 1 left out."]
    assert watched.window.notice.accessibleName() == told[0]
    assert watched.window.notice.action == "Look at it …"
    watched.window.notice.acted.emit()
    sheet = watched.window.tables.sheet
    watched.until(lambda: sheet.isVisible() and sheet.take_button.isEnabled())
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    watched.window.lessons.restart()
    watched.settle()
    assert len(told) == 1
    incomes = tmp_path / "incomes.csv"
    incomes.write_text("city;income\n" + "".join(f"c{i};{1 + i},200\n" for i in range(80)))
    drop_file(watched, incomes)
    learn_from_it(watched)
    watched.until(lambda: len(told) == 2)
    assert told[1] == (
        "Learning the column “income” of incomes.csv: 80 rows used, none left out; income could be either: "
        "'1,200' is read as 1.2, not as 1200; Decimals on 'point' reads it so."
    )


def test_what_cannot_be_read_is_a_sentence_and_the_run_goes_on(opened: Opener, files: Path) -> None:
    watched = opened("--lesson", "two-blobs")
    before, run, notice = watched.window.session.experiment, watched.frames[-1].run, watched.window.notice
    for path in (files / name for name in ("song.mp3", "damaged.json", "damaged.png", "")):
        drop_file(watched, path)
        watched.until(lambda path=path: notice.kind is NoticeKind.ERROR and path.name in notice.accessibleName())
        assert notice.isVisible(), path
        watched.until(lambda: watched.window.session.experiment == before)
        step = watched.settle().step
        watched.until(lambda step=step: watched.frames[-1].step > step)
        assert watched.frames[-1].run == run, path
        for knob, control in watched.window.knob_panel.controls.items():
            assert control.value == before.knob(knob), (path, knob)


def test_the_sentence_names_what_can_be_read(opened: Opener, files: Path) -> None:
    watched = opened("--lesson", "two-blobs")
    drop_file(watched, files / "song.mp3")
    said = watched.window.notice.accessibleName()
    assert all(ending in said for ending in (*picture_endings, *table_endings, ".json"))


def test_words_are_left_alone_and_of_a_link_it_is_said_what_would_do(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    before = watched.window.session.experiment
    text = QMimeData()
    text.setText("hello")
    assert drop(watched.window, text) == (False, False)
    assert watched.window.notice.isHidden()
    drop(watched.window, dropped(QUrl("https://example.org/points.csv")))
    assert watched.window.session.experiment == before
    said = watched.window.notice.accessibleName()
    assert watched.window.notice.isVisible()
    assert all(word in said for word in ("link", ".csv", ".png", ".ganrun")), said


def test_a_drawing_that_falls_on_an_empty_canvas_is_seen(opened: Opener, files: Path) -> None:
    watched = opened("--lesson", "draw-your-own")
    watched.click("clearAction")
    watched.settle()
    assert not watched.window.session.is_playing
    drop_file(watched, files / "mine.json")
    trains_on(watched, data__drawing=drawn)
    assert not watched.window.run_view.stage.figure.is_empty
    watched.until(lambda: watched.window.session.is_playing)
