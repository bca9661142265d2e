"""The menu of every kind of stage: its picture, its numbers where it has some, to fit, and what of it is seen."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.frame import Frame, LinePicture, PlanePicture
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from gan_playground.ui.files.panel_exports import PanelExports
from gan_playground.ui.notices.notice import Notice
from gan_playground.ui.notices.presenter import Notifier
from gan_playground.ui.stages.colours.cube import Turn
from gan_playground.ui.stages.colours.stage import ColoursStage
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings


class Shown:
    """A run's panels with their menus, at the 20th step of a lesson."""

    def __init__(self, qtbot: QtBot, lesson_id: str) -> None:
        self._qtbot = qtbot
        lesson = load_lesson(lesson_id)
        trainer = Trainer(lesson.experiment)
        trainer.advance(20)
        view = RunView(DARK)
        qtbot.addWidget(view)
        view.resize(900, 700)
        view.show_run(RunInfo.of(trainer), lesson)
        view.show()
        self.frame: Frame = trainer.observe()
        view.show_frame(self.frame)
        self.exports = PanelExports(view, Settings(), Notifier(Notice(DARK, view), Session(view)))
        assert view.stage is not None
        self.stage: Stage = view.stage

    def entries(self) -> dict[str, QAction]:
        """What a right click offers; the menu stays open."""
        for menu in self.stage.findChildren(QMenu, "exportMenu"):
            menu.close()
        self._qtbot.waitUntil(lambda: self.stage.findChild(QMenu, "exportMenu") is None)
        self.stage.customContextMenuRequested.emit(QPoint(40, 40))
        return {action.text(): action for action in self.stage.findChild(QMenu, "exportMenu").actions()}

    def rows(self) -> list[dict[str, str]]:
        """Of the table."""
        assert self.stage.table is not None
        return list(csv.DictReader(io.StringIO(self.stage.table().decode(), newline="")))


@pytest.fixture
def shown(qtbot: QtBot, request: pytest.FixtureRequest) -> Shown:
    return Shown(qtbot, request.param)


def of(*lessons: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shown", lessons, indirect=True)


every_kind = of("textbook-curve", "ring", "tug-of-war", "digits", "palette")
pictures = ["Copy picture", "Save picture …  (.png, .svg)"]


@every_kind
def test_the_menu_of_every_kind_of_stage(shown: Shown) -> None:
    """What it offers; that each layer is hidden and shown; and that there is something to fit once it is magnified."""
    offers_what_that_stage_has(shown)
    hides_and_shows_each_layer(shown)
    fits_what_is_magnified(shown)


def offers_what_that_stage_has(shown: Shown) -> None:
    table = ["Save the stage as .csv …"] if isinstance(shown.frame.picture, (LinePicture, PlanePicture)) else []
    layers = [chip.layer.title for chip in shown.stage.chips]
    assert len(layers) > 2
    assert [text for text in shown.entries() if text] == [*pictures, *table, "Fit  (0)", *layers]


def hides_and_shows_each_layer(shown: Shown) -> None:
    for chip in shown.stage.chips:
        was = chip.layer.shown
        for seen in (not was, was):
            entry = shown.entries()[chip.layer.title]
            assert entry.isChecked() is not seen
            entry.trigger()
            assert chip.isChecked() is seen
            assert (chip.layer.id in shown.stage.figure.visible_layers) is seen


def fits_what_is_magnified(shown: Shown) -> None:
    assert not shown.entries()["Fit  (0)"].isEnabled()
    box = next(plot.box for plot in shown.stage.figure.plots if any(plot.box.mouseEnabled()))
    box.scaleBy((0.5, 0.5) if box.mouseEnabled()[1] else (0.5, 1))
    fit = shown.entries()["Fit  (0)"]
    assert fit.isEnabled()
    fit.trigger()
    assert box.is_fitted
    assert not shown.entries()["Fit  (0)"].isEnabled()


@of("palette")
def test_a_cube_that_was_turned_can_be_turned_back(shown: Shown) -> None:
    assert isinstance(shown.stage, ColoursStage)
    shown.stage.figure.set_turn(Turn(80, 5))
    shown.entries()["Fit  (0)"].trigger()
    assert shown.stage.figure.turn == Turn()


@of("textbook-curve")
def test_the_table_of_a_line_holds_its_curves(shown: Shown) -> None:
    picture, rows = shown.frame.picture, shown.rows()
    assert isinstance(picture, LinePicture)
    for name, values in (
        ("x", picture.x),
        ("p_data", picture.real_density),
        ("p_g", picture.generated_density),
        ("D", picture.decision),
        ("best_D", picture.best_decision),
    ):
        read = [float(row[name]) if row[name] else np.nan for row in rows]
        np.testing.assert_array_equal(read, values, err_msg=name)


@of("ring")
def test_the_table_of_the_plane_holds_its_dots(shown: Shown) -> None:
    picture, rows = shown.frame.picture, shown.rows()
    assert isinstance(picture, PlanePicture)
    for name, places in (("real", picture.real), ("generated", picture.generated)):
        read = [(float(row["x"]), float(row["y"])) for row in rows if row["dot"] == name]
        np.testing.assert_array_equal(read, places, err_msg=name)
    assert len(rows) == len(picture.real) + len(picture.generated)


@of("textbook-curve", "ring")
def test_before_the_first_frame_there_are_no_numbers(shown: Shown) -> None:
    shown.stage.figure.show_frame(None)
    assert shown.stage.table is not None
    assert shown.stage.table() == b""
