"""Futures on the stage: seen there, pointed at and taken there, on every kind of stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.ghost import Ghost, ImagesGhost, LineGhost, PhaseGhost, PlaneGhost, ghost_of
from gan_playground.gan.observe.history import History
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.commands import LookAhead
from gan_playground.session.messages import Option, Outcome, Outcomes, RunInfo
from gan_playground.ui.forecast.choice import OutcomeChoice
from gan_playground.ui.forecast.stage_ghosts import StageGhosts
from gan_playground.ui.plot.futures import FUTURES
from gan_playground.ui.stages import STAGES as STAGES_OF_UI
from gan_playground.ui.stages.ghosts import GhostLayer, PlottedGhosts, TiledGhosts
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from ui.drawn import faults, texts_in
from ui.image_frames import make_frame, shades
from ui.looks import array_of, is_colored
from ui.planes import make_frame as frame_of_plane
from watched import Opener

STAGES = {"line": "normal", "plane": "ring", "phase": "point", "images": "digits", "colours": "palette"}
RATE = "generator.learning_rate"


def experiment_of(kind: str) -> Experiment:
    plain = Experiment()
    return plain.with_knobs({**plain.changes_for({"data.kind": STAGES[kind]}), "batch_size": 8})


def ahead_of(trainer: Trainer, count: int) -> Outcomes:
    """So many futures: of the same twin, each 10 steps older than the one before, which costs less than twins."""
    outcomes, twin = [], trainer.twin(trainer.run)
    for number in range(count):
        option = Option({RATE: twin.experiment.knob(RATE)}, f"{number}", f"{number}")
        twin.advance(10)
        picture = ghost_of(twin.observe(detail=Detail.MOTION)).picture
        outcomes.append(Outcome(option, twin.log.history, (), Ghost(trainer.step + 20, picture)))
    return Outcomes(trainer.run, trainer.step, 20, tuple(outcomes), 1.0)


class Looker:
    """A stage with the score below it, from which somebody looks ahead."""

    def __init__(self, kind: str, view: RunView) -> None:
        self.trainer, self.view = Trainer(experiment_of(kind), 3, run=1), view
        self.trainer.advance(5)
        self.view.show_run(RunInfo.of(self.trainer), load_lesson("textbook-curve"))
        self.view.show_frame(self.trainer.observe(detail=Detail.VIEW))
        self.view.show()
        assert QTest.qWaitForWindowActive(self.view)
        self.taken: list[int] = []
        self.view.score.outcomes.chosen.connect(self.taken.append)

    def look_ahead(self) -> None:
        self.view.show_outcomes(ahead_of(self.trainer, 2))
        self.view.grab()

    @property
    def layer(self) -> GhostLayer:
        assert self.view.ghosts is not None
        assert self.view.ghosts.layer is not None
        return self.view.ghosts.layer

    def mark_of(self, number: int) -> QPointF:
        """Where a press takes this one, px of the figure."""
        if isinstance(self.layer, TiledGhosts):
            return self.layer.rows.places[number + 1].center()
        assert isinstance(self.layer, PlottedGhosts)
        return self.layer.discs.discs[number].center()

    def move_to(self, place: QPointF) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)

    def press(self, place: QPointF) -> None:
        self._send(QEvent.Type.MouseButtonPress, place, Qt.MouseButton.LeftButton)
        self._send(QEvent.Type.MouseButtonRelease, place, Qt.MouseButton.LeftButton)

    def leave(self) -> None:
        QApplication.sendEvent(self.layer.figure.viewport(), QEvent(QEvent.Type.Leave))

    def _send(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        viewport = self.layer.figure.viewport()
        held = button if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        there = viewport.mapToGlobal(place)
        QApplication.sendEvent(viewport, QMouseEvent(kind, place, there, button, held, Qt.KeyboardModifier.NoModifier))

    @property
    def pointed(self) -> set[int | None]:
        """Which stands out in the score, and which on the stage."""
        return {self.layer.pointed, *(plot.pointed for plot in self.view.score.plots)}

    @property
    def lit(self) -> list[int]:
        """Which of them are lit in the strip."""
        return [chip.index for chip in self.view.forecast_strip.chips if chip.isVisible() and chip.isChecked()]

    def seen(self) -> list[int]:
        """How many pixels of the stage have the colour of each future; a photograph has some of every colour."""
        picture = array_of(self.view.stage.grab().toImage())
        return [int(is_colored(picture, DARK.color(look.role), 20).sum()) for look in FUTURES]


@pytest.fixture
def view(qtbot: QtBot) -> RunView:
    view = RunView(DARK)
    qtbot.addWidget(view)
    view.resize(640, 560)
    return view


@pytest.mark.parametrize("kind", STAGES)
def test_futures_are_seen_pointed_at_and_taken_on_the_stage(kind: str, view: RunView) -> None:
    looker = Looker(kind, view)
    before = looker.seen()
    looker.look_ahead()
    assert not faults(view.stage)
    more = [now - then for now, then in zip(looker.seen(), before, strict=True)]
    assert min(more[:2]) > 100
    assert max(more[2:]) < 10, "there are two"
    looker.move_to(looker.mark_of(1))
    assert looker.pointed == {1}
    assert looker.lit == [1]
    looker.leave()
    assert looker.pointed == {None}
    assert looker.lit == [0, 1]
    looker.view.forecast_strip.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert looker.pointed == {0}
    assert looker.taken == []
    looker.press(looker.mark_of(1))
    assert looker.taken == [1]
    looker.view.show_outcomes(None)
    assert looker.seen() == before


def test_what_is_pressed_beside_a_number_is_meant_for_the_stage(view: RunView) -> None:
    looker = Looker("plane", view)
    looker.look_ahead()
    place, number = QPointF(300, 200), looker.mark_of(0)
    assert (place - number).manhattanLength() > 60
    looker.press(place)
    assert looker.taken == []


def test_the_pointer_on_a_ghost_itself_lights_it(view: RunView) -> None:
    looker = Looker("line", view)
    looker.look_ahead()
    ghost = looker.layer.ghosts[1].picture
    box, top = looker.view.stage.figure.curves.box, looker.view.stage.figure.scale.density_top
    half = int(abs(ghost.density - top / 2).argmin())
    looker.move_to(box.mapViewToScene(QPointF(float(ghost.x[half]), float(ghost.density[half]) / top)))
    assert looker.pointed <= {0, 1}, "they may be one upon another"
    assert None not in looker.pointed
    looker.move_to(QPointF(box.sceneBoundingRect().topLeft()) + QPointF(4, 4))
    assert looker.pointed == {None}


def test_the_stage_that_goes_takes_its_futures_along(view: RunView) -> None:
    looker = Looker("line", view)
    looker.look_ahead()
    other = Trainer(experiment_of("plane"), 3, run=2)
    looker.view.show_run(RunInfo.of(other), load_lesson("ring"))
    looker.view.show_frame(other.observe(detail=Detail.VIEW))
    looker.view.show_outcomes(ahead_of(other, 1))
    looker.view.grab()
    assert looker.layer.figure is looker.view.stage.figure
    assert looker.seen()[0] > 100


def test_where_what_they_hide_is_hidden_they_are_elsewhere(qtbot: QtBot) -> None:
    stage = STAGES_OF_UI["images"]()
    qtbot.addWidget(stage)
    stage.figure.show_frame(make_frame())
    ghosts = StageGhosts(OutcomeChoice(), stage)
    outcome = Outcome(Option({}, "as it is", "as it is"), History({}, {}), (), Ghost(1201, ImagesGhost(shades())))
    ghosts.show_outcomes(stage, Outcomes(1, 1200, 1, (outcome,), 1.0))
    stage.grab()
    assert ghosts.layer.rows.parentItem() is stage.figure.grids["real"]
    next(chip for chip in stage.chips if chip.layer.id == "real").click()
    assert ghosts.layer.rows.parentItem() is stage.figure.grids["generated"]
    assert ghosts.layer.rows.isVisible()
    ghosts.end()
    assert {grid.opacity() for grid in stage.figure.grids.values()} == {1.0}


def test_numbers_of_futures_at_one_mode_leave_its_count_to_be_read(qtbot: QtBot) -> None:
    stage = STAGES_OF_UI["plane"]()
    qtbot.addWidget(stage)
    stage.resize(640, 400)
    stage.show()
    stage.figure.show_frame(frame_of_plane())
    layer = stage.make_ghosts()
    for mode in (-2.0, 1.0), (2.0, 1.0):
        layer.show_ghosts([Ghost(7, PlaneGhost(np.array([mode])))] * 4, since=0)
        assert not faults(stage)
        assert {"✓ 37", "✗", "what would come at step 7"} <= {text.text for text in texts_in(stage)}
        middles = [disc.center() for disc in layer.discs.discs.values()]
        assert {middle.y() for middle in middles} == {middles[0].y()}, "in a row"
        assert np.diff([middle.x() for middle in middles]) == pytest.approx([21.0 * layer.discs.unit] * 3)


lost, x = np.full(3, np.nan), np.array([0.1, 0.5, 0.9])
DIVERGED: dict[str, tuple[Any, Any]] = {
    "line": (LineGhost(x, np.array([0.2, 0.8, 0.1])), LineGhost(x, lost)),
    "plane": (PlaneGhost(np.column_stack((x, x))), PlaneGhost(np.column_stack((lost, lost)))),
    "phase": (PhaseGhost(x, np.eye(3, 2), (0.9, 0.9)), PhaseGhost(x, np.full((3, 2), np.nan), (np.nan, np.nan))),
}


@pytest.mark.parametrize("kind", DIVERGED)
def test_a_future_that_ran_off_to_infinity_leaves_the_others_be(kind: str, qtbot: QtBot) -> None:
    stage = STAGES_OF_UI[kind]()
    qtbot.addWidget(stage)
    layer = stage.make_ghosts()
    layer.show_ghosts([Ghost(7, picture) for picture in DIVERGED[kind]], since=0)
    stage.resize(600, 400)
    stage.grab()
    for plot in layer.figure.plots:
        plot.set_shown(True)  # though there is no frame yet
    stage.grab()
    assert list(layer.discs._discs) == [0]
    assert layer.ghost_at(layer.discs.discs[0].center()) == 0
    assert layer.ghost_at(QPointF(3, 3)) is None


def test_futures_that_lie_on_one_spot_lie_around_one_another(qtbot: QtBot) -> None:
    """And no disc hides them; once they are apart their dots are small again."""
    stage = STAGES_OF_UI["plane"]()
    qtbot.addWidget(stage)
    stage.resize(600, 400)
    stage.show_frame(frame_of_plane())
    layer = stage.make_ghosts()
    areas, middle = [], QPointF(0.3, 0.3)
    for apart in (0.0, 0.7):
        dots = [np.tile((0.3 + apart * number, 0.3), (160, 1)) for number in range(len(FUTURES))]
        layer.show_ghosts([Ghost(7, PlaneGhost(each)) for each in dots], since=0)
        stage.grab()
        spot = QRectF(stage.figure.box.mapViewToScene(middle), QSizeF()).adjusted(-5, -5, 5, 5)
        assert not any(disc.intersects(spot) for disc in layer.discs.discs.values())
        layer.discs.hide()
        picture = array_of(stage.grab().toImage())
        areas.append([int(is_colored(picture, DARK.color(look.role), 20).sum()) for look in FUTURES])
    huddled, scattered = areas
    assert min(huddled) > 12
    assert all(np.greater(huddled[1:], scattered[1:]))


def shown_in(view: RunView) -> Sequence[Ghost]:
    return view.ghosts.layer.ghosts if view.ghosts is not None and view.ghosts.layer is not None else ()


def test_in_the_window_they_come_and_go_with_the_look_ahead(shared: Opener) -> None:
    watched = shared("--lesson", "textbook-curve")
    watched.pause()
    view, past = watched.window.run_view, watched.window.session.past
    watched.until(lambda: not watched.window.transport.is_busy)
    past.look_ahead(LookAhead((Option({}, "as it is", "as it is"), Option({RATE: 0.01}, "fast", "fast")), 20))
    at = watched.frames[-1].step + 20
    watched.until(lambda: [ghost.step for ghost in shown_in(view)] == [at, at])
    layer = view.ghosts.layer
    assert layer.captions[0] == f"what would come at step {at:,}"
    watched.until(lambda: not watched.window.transport.is_busy)
    QTest.mouseClick(view.findChild(QPushButton, "endLookAhead"), Qt.MouseButton.LeftButton)
    watched.until(lambda: not layer.ghosts)


def test_on_the_plane_a_number_stands_on_its_own_strip_of_dots(view: RunView) -> None:
    looker = Looker("plane", view)
    along = np.linspace(-1.5, 1.5, 40)
    strips = np.stack((0.4 * along, along), axis=1), np.stack((-0.4 * along, along), axis=1)  # they cross
    made = ahead_of(looker.trainer, 2)
    drawn = zip(made.outcomes, strips, strict=True)
    outcomes = tuple(replace(one, ghost=Ghost(made.from_step + 20, PlaneGhost(strip))) for one, strip in drawn)
    looker.view.show_outcomes(replace(made, outcomes=outcomes))
    looker.view.grab()
    box = looker.view.stage.figure.box
    at = [np.array([box.mapViewToScene(QPointF(*dot)).toTuple() for dot in strip]) for strip in strips]
    for number, own in enumerate(at):
        mark = np.array(looker.mark_of(number).toTuple())
        near = [np.hypot(*(strip - mark).T).min() for strip in (own, at[1 - number])]
        assert near[0] < 25
        assert near[0] < near[1], "it would be read as the other one's"
