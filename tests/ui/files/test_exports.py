"""What can be taken out of a panel: pictures that show what it shows, a table, and no half-written file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from gan_playground.ui.files.export_menu import ExportMenu
from gan_playground.ui.files.exports import picture_of, save_picture, svg_of
from gan_playground.ui.notices.notice import Notice, NoticeKind
from gan_playground.ui.notices.presenter import Notifier
from gan_playground.ui.theme.style import palette, stylesheet
from gan_playground.ui.theme.theme import DARK, LIGHT, Theme
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings
from ui.looks import Pixels
from ui.scores import branch, flat_frame, make_summary, refreshed, shown_score


@pytest.fixture
def run_view(qtbot: QtBot, request: pytest.FixtureRequest) -> RunView:
    lesson, theme = getattr(request, "param", ("textbook-curve", DARK))
    return shown_run_view(qtbot, lesson, theme)


def shown_run_view(qtbot: QtBot, lesson_id: str, theme: Theme) -> RunView:
    lesson = load_lesson(lesson_id)
    trainer = Trainer(lesson.experiment)
    trainer.advance(70)
    run_view = RunView(theme)
    qtbot.addWidget(run_view)
    run_view.setPalette(palette(theme))
    run_view.setStyleSheet(stylesheet(theme))
    run_view.resize(900, 700)
    run_view.show_run(RunInfo.of(trainer), lesson)
    run_view.show()
    run_view.show_frame(trainer.observe())
    run_view.score.refresh()
    return run_view


def panels(run_view: RunView) -> dict[str, QWidget]:
    assert run_view.stage is not None
    return {"flow": run_view.flow, "stage": run_view.stage, "score": run_view.score}


def colours(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def drawn(svg: bytes, like: QImage) -> QImage:
    """The drawing as another program would show it."""
    renderer = QSvgRenderer(svg)
    assert renderer.isValid()
    image = QImage(like.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    return image


@pytest.mark.parametrize(
    "run_view",
    [("textbook-curve", DARK), ("ring", LIGHT), ("tug-of-war", DARK)],
    indirect=True,
    ids=("line", "plane", "phase"),
)
@each_of("name", ["flow", "stage", "score"])
def test_a_picture_shows_what_the_panel_shows(run_view: RunView, name: str) -> None:
    panel = panels(run_view)[name]
    picture = picture_of(panel)
    assert picture.size() == panel.size() * 2
    shown, small = colours(panel.grab().toImage()), colours(picture.scaled(panel.size(), mode=SMOOTH))
    inside = np.s_[12:-12, 12:-12] if panel.height() > 60 else np.s_[4:-4, 30:-30]  # without the round corners
    assert np.abs(shown - small)[inside].mean() < 0.4 * np.abs(shown - shown[0, -1])[inside].mean()
    assert np.ptp(colours(picture), axis=(0, 1)).max() > 100, "and there is something on it"
    far = np.abs(colours(picture) - colours(drawn(svg_of(panel), picture))).sum(axis=-1) > 90
    assert far.mean() < 0.01, "the drawing is the same picture"


SMOOTH = Qt.TransformationMode.SmoothTransformation


def test_what_a_stage_keeps_as_a_picture_is_sharp(run_view: RunView) -> None:
    """The axes are painted once and kept: made for the screen they would be blurred at twice the size."""
    assert run_view.stage is not None
    blurred = run_view.stage.grab().toImage().scaled(run_view.stage.size() * 2, mode=SMOOTH)
    sharp = [np.abs(np.diff(colours(image), axis=1)).sum() for image in (picture_of(run_view.stage), blurred)]
    assert sharp[0] > 1.2 * sharp[1]
    assert run_view.stage.devicePixelRatioF() == run_view.devicePixelRatioF(), "and the screen's pixels count again"


def test_lines_of_a_drawing_stay_lines(qtbot: QtBot) -> None:
    score = shown_score(qtbot)
    score.show_summary(make_summary(branch(0, None, 0, 900), branch(1, 0, 300, 500), step=500, on=1))
    refreshed(score, flat_frame(500))
    for _ in range(3):  # until shadows would be kept as a picture
        score.grab()
    assert b"<image" not in svg_of(score)


@pytest.fixture
def notice(run_view: RunView) -> Notice:
    return Notice(DARK, run_view)


@pytest.fixture
def notifier(notice: Notice, run_view: RunView) -> Notifier:
    return Notifier(notice, Session(run_view))


@pytest.fixture
def menu(run_view: RunView, notifier: Notifier) -> ExportMenu:
    return ExportMenu(run_view.score, "score", Settings(), notifier, run_view.score.table)


def test_what_is_copied_can_be_pasted_as_both(menu: ExportMenu, notice: Notice) -> None:
    menu.copy()
    content = QApplication.clipboard().mimeData()
    assert (notice.kind, notice.accessibleName()) == (NoticeKind.INFO, "Copied the score")
    assert content.imageData().size() == menu.panel.size() * 2
    assert QImage.fromData(content.data("image/png")).size() == menu.panel.size() * 2
    assert QSvgRenderer(content.data("image/svg+xml")).isValid()
    QApplication.clipboard().clear()


@each_of("ending", [".png", ".svg", ".PNG"])
def test_a_picture_is_saved_as_its_name_says(menu: ExportMenu, notice: Notice, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"mine{ending}"
    menu.save_picture(path)
    assert notice.accessibleName().startswith(f"Saved {path.name} in ")
    assert notice.action == "Show folder"
    is_drawing = path.read_bytes().startswith(b"<?xml")
    assert is_drawing == (ending == ".svg")
    assert is_drawing or QImage(str(path)).size() == menu.panel.size() * 2


@each_of("name, says", [("mine.jpg", "mine.jpg should end with .png"), ("no/mine.png", "no folder")])
def test_what_cannot_be_saved_is_said_and_nothing_is_left(
    menu: ExportMenu, notice: Notice, tmp_path: Path, name: str, says: str
) -> None:
    folder = menu._settings.folder
    menu.save_picture(tmp_path / name)
    assert notice.kind is NoticeKind.ERROR
    assert says in notice.accessibleName()
    assert list(tmp_path.iterdir()) == []
    assert menu._settings.folder == folder


def test_the_table_holds_what_the_score_shows(menu: ExportMenu, run_view: RunView, tmp_path: Path) -> None:
    menu.save_table(tmp_path / "score.csv")
    text = (tmp_path / "score.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    track = run_view.score._frame.history.whole["loss.generator"]
    assert [float(row["loss.generator"]) for row in rows if row["loss.generator"]] == track.values.tolist()
    assert "run" not in rows[0]


def test_branches_and_a_run_b_are_told_apart_in_the_table(qtbot: QtBot) -> None:
    score = shown_score(qtbot)
    assert score.table() == b"", "there is nothing yet"
    branches = branch(0, None, 0, 90, name="same"), branch(1, 0, 30, 60, name="same"), branch(2, 0, 30, 50)
    score.show_summary(make_summary(*branches, step=50, on=2))
    refreshed(score, flat_frame(50))
    assert names(score) == {"branch 2": 50, "same (2)": 90, "same (3)": 60}
    score.show_run_b(flat_frame(40))
    assert names(score) == {"A": 50, "same (2)": 90, "same (3)": 60, "B": 40}


def names(score: object) -> dict[str, int]:
    """How many rows each run has."""
    rows = list(csv.DictReader(io.StringIO(score.table().decode(), newline="")))
    return {name: sum(row["run"] == name for row in rows) for name in dict.fromkeys(row["run"] for row in rows)}


# The menu.


def opened(menu: ExportMenu) -> QMenu:
    found = menu.panel.findChild(QMenu, "exportMenu")
    assert found is not None
    assert found.isVisible()
    return found


def right_click(panel: QWidget, place: QPoint) -> None:
    """As the platform tells it, to the widget that is there."""
    there = panel.childAt(place) or panel
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, there.mapFrom(panel, place), panel.mapToGlobal(place))
    QApplication.sendEvent(there, event)


def closed(menu: ExportMenu, qtbot: QtBot) -> None:
    opened(menu).close()
    qtbot.waitUntil(lambda: menu.panel.findChild(QMenu, "exportMenu") is None)


@each_of("name", ["flow", "stage", "score"])
def test_a_right_click_opens_it_on_every_panel(run_view: RunView, notifier: Notifier, qtbot: QtBot, name: str) -> None:
    panel = panels(run_view)[name]
    menu = ExportMenu(panel, name, Settings(), notifier)
    right_click(panel, panel.rect().center())
    assert [action.text() for action in opened(menu).actions()] == ["Copy picture", "Save picture …  (.png, .svg)"]
    closed(menu, qtbot)


def test_the_score_offers_its_table_as_well(menu: ExportMenu, qtbot: QtBot) -> None:
    menu.open_at(QPoint(10, 10))
    assert [action.text() for action in opened(menu).actions()][-1] == "Save the score as .csv …"
    closed(menu, qtbot)


@pytest.mark.parametrize("distance_px", [0, 60])
def test_a_drag_with_the_right_button_is_no_right_click(
    run_view: RunView, notifier: Notifier, qtbot: QtBot, distance_px: int
) -> None:
    """On the plane it moves what is seen."""
    panel = run_view.score
    menu, start = ExportMenu(panel, "score", Settings(), notifier), QPoint(60, 60)
    qtbot.mousePress(panel, Qt.MouseButton.RightButton, pos=start)
    right_click(panel, start)
    assert panel.findChild(QMenu, "exportMenu") is None, "not before it has ended"
    qtbot.mouseRelease(panel, Qt.MouseButton.RightButton, pos=start + QPoint(distance_px, 0))
    assert (panel.findChild(QMenu, "exportMenu") is not None) == (distance_px == 0)
    if distance_px == 0:
        closed(menu, qtbot)


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [("a.svg", "", "a.svg"), ("a", "Picture (*.png)", "a.png"), ("a", "Drawing, to be enlarged (*.svg)", "a.svg")],
)
def test_the_dialog_begins_where_the_last_file_went(
    menu: ExportMenu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, kind: str, written: str
) -> None:
    proposed: list[str] = []

    def answer(parent: QWidget, title: str, path: str, files: str) -> tuple[str, str]:
        proposed.append(path)
        return str(tmp_path / typed), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    menu.ask_for_picture()
    assert (tmp_path / written).is_file()
    menu.ask_for_table()
    assert Path(proposed[0]).name == "score.png"
    assert Path(proposed[1]) == tmp_path / "score.csv"
    assert Settings().folder == str(tmp_path)


def test_a_dialog_that_is_cancelled_saves_nothing(
    menu: ExportMenu, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: ("", ""))
    menu.ask_for_picture()
    menu.ask_for_table()
    assert notice.isHidden()
    assert notice.accessibleName() == ""


def test_a_picture_of_a_hidden_panel_can_be_saved(run_view: RunView, tmp_path: Path) -> None:
    run_view.hide()
    save_picture(tmp_path / "score.png", run_view.score)
    assert np.ptp(colours(QImage(str(tmp_path / "score.png")))) > 100
