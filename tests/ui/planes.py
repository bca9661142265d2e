"""A stage of the plane with a picture whose every part is known, and hands on it: a mouse, fingers, keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import (
    Frame,
    LinePicture,
    Losses,
    Measure,
    Pair,
    PhasePicture,
    PinnedDot,
    PlanePicture,
    Scores,
    Survey,
)
from gan_playground.gan.observe.history import History
from gan_playground.gan.training.objectives import Balance
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.stages.plane.plot import PlanePlot
from gan_playground.ui.stages.plane.stage import PlaneStage
from gan_playground.ui.undo.history import UndoHistory

Place = tuple[float, float]
Change = dict[str, Any]
left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
view = Box.around(0, 0, 4, 3)
LAYERS = {"real", "generated", "heat", "half", "manifold", "forces", "densities", "modes"}
COSTLY = {"heat", "manifold", "forces", "densities"}
LESSONS = (
    *("two-blobs", "ring", "chasing-ring", "ring-rescued", "grid", "disjoint", "draw-your-own", "chase"),
    *("collapse", "forgetting"),
)
TOOLS = {"handTool": "H", "addTool": "A", "brushTool": "P", "eraserTool": "E"}
ACTIONS = ("undoAction", "redoAction", "clearAction", "folderAction", "saveAction", "fitAction")


def grid_of(region: Box, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """x and y (cells, cells) of the middles of a region's cells, the first row below."""
    middles = (np.arange(cells) + 0.5) / cells
    return np.meshgrid(region.left + middles * region.width, region.bottom + middles * region.height)


def opinion(region: Box = view, cells: int = 96) -> np.ndarray:
    """D(x) that only depends on x: 0 at the left edge of the view, 1 at the right one."""
    x, _ = grid_of(region, cells)
    return np.clip((x - view.left) / view.width, 0, 1)


def make_survey(**changes: Any) -> Survey:
    """Everything that there is to see: two modes at (-2, 1) and (2, 1), of which the second gets nothing."""
    x, y = grid_of(view, 72)
    net = np.stack(np.meshgrid(np.linspace(-3, -1, 5), np.linspace(-2.5, -0.5, 5)), axis=-1)
    survey = Survey(
        step=321,
        region=view,
        heat=opinion(),
        tails=np.array([[-2.5, 2.0], [0.5, -2.0]]),
        forces=np.array([[0.6, 0.0], [0.0, 0.4]]),
        manifold=net,
        real_density=np.exp(-((x - 1) ** 2 + y**2)),
        generated_density=np.exp(-((x + 1) ** 2 + y**2)),
        hits=np.array([37, 0]),
        hits_of=2500,
        pinned=None,
    )
    return structs.replace(survey, **changes)


def make_picture(survey: Survey | None = None, **changes: Any) -> PlanePicture:
    """Ten real dots along y = -1 and ten generated ones along y = 0, far from all that the survey shows."""
    across = np.linspace(0.3, 3.0, 10)
    picture = PlanePicture(
        view=view,
        real=np.column_stack((across, np.full(10, -1.0))),
        generated=np.column_stack((across, np.zeros(10))),
        centres=np.array([[-2.0, 1.0], [2.0, 1.0]]),
        sigma=0.1,
        angle=0.0,
        middle=(0.0, 0.0),
        scale=(1.0, 1.0),
        survey=survey or make_survey(),
    )
    return structs.replace(picture, **changes)


METRICS = {
    "modes": Measure(1.0),
    "modes_total": Measure(2.0),
    "high_quality": Measure(0.712, ceiling=0.989),
    "js": Measure(0.21, 0.013),
    "sliced_wasserstein": Measure(0.34, 0.02),
    "precision": Measure(0.5, ceiling=0.95),
    "recall": Measure(0.4, ceiling=0.95),
}


def make_frame(picture: PlanePicture | LinePicture | PhasePicture | None = None, **changes: Any) -> Frame:
    frame = Frame(
        run=1,
        step=321,
        updates=Pair(321, 321),
        losses=Losses(0.69, 1.39, -1.39),
        balance=Balance(0.69, 1.39),
        scores=Scores(0.5, 0.5, 0.5),
        gradient_norms=Pair(0.1, 0.1),
        metrics=METRICS,
        distance="sliced_wasserstein",
        history=History({}, {}),
        edits=(),
        picture=picture or make_picture(),
    )
    return structs.replace(frame, **changes)


def surveyed(**changes: Any) -> Frame:
    """The usual frame, with another survey."""
    return make_frame(make_picture(make_survey(**changes)))


def pinned_dot(index: int = 4, **changes: Any) -> PinnedDot:
    dot = PinnedDot(
        index=index,
        z=np.array([0.3, -1.2]),
        layers=(np.linspace(-1, 1, 12), np.linspace(0, 2, 64)),
        place=make_picture().generated[index],
        trail=np.column_stack((np.linspace(-3, 1, 20), np.linspace(-2, -0.1, 20))),
        verdict=0.42,
        force=np.array([0.1, 0.2]),
    )
    return structs.replace(dot, **changes)


def plane_of(window: QWidget) -> PlaneStage:
    """The stage in a window."""
    stage = window.findChild(PlaneStage)
    assert stage is not None
    return stage


def show_only(stage: PlaneStage, *layers: str) -> None:
    for chip in stage.chips:
        chip.setChecked(chip.layer.id in layers)


class Desk:
    """A stage that nobody trains for: what its hands want is done at once, as a session would do it."""

    def __init__(self, stage: PlaneStage, lesson_id: str = "two-blobs", **knobs: Any) -> None:
        self.stage, self.figure = stage, stage.figure
        self.editor, self.tools, self.hands = stage.editor, stage.tools, stage.hands
        lesson = load_lesson(lesson_id)
        given = {name.replace("__", "."): value for name, value in knobs.items()}
        self.experiment = lesson.experiment.with_knobs(given)
        self.wanted: list[Change] = []
        self.refused: list[str] = []
        self.held: list[bool] = []
        self.told: list[str] = []
        self.begin(lesson_id)
        self.history = UndoHistory(self, stage)
        stage.use_history(self.history)
        stage.knobs_wanted.connect(self.history.turn)
        stage.hold_wanted.connect(self.held.append)
        stage.failed.connect(self.told.append)

    def begin(self, lesson_id: str) -> None:
        """A run of a lesson."""
        lesson = load_lesson(lesson_id)
        run = RunInfo(1, self.experiment, 0, "cpu", 1, 1)
        self.stage.show_run(run, lesson)
        self.show()

    def show(self, frame: Frame | None = None) -> None:
        """A frame, with the modes where they are now."""
        if frame is None:
            centres = self.editor.centres
            hits = None if centres is None else np.full(len(centres), 5)
            frame = make_frame(make_picture(make_survey(hits=hits), centres=centres))
        self.stage.show_frame(frame)

    def turn(self, values: Change) -> None:
        """What a session would do at once."""
        self.wanted.append(values)
        try:
            self.experiment = self.experiment.with_knobs(values)
        except PlaygroundError as error:
            self.refused.append(str(error))
        self.stage.show_experiment(self.experiment)

    @property
    def data(self) -> Any:
        return self.experiment.data

    def spot(self, x: float, y: float) -> QPoint:
        """The pixel of a place of the data, as they lie now."""
        return spot(self.stage, x, y)

    def near(self) -> float:
        """Two pixels, in the data's units."""
        return 2 * self.figure.box.pixel_size[0]

    def press(self, name: str) -> None:
        press(self.stage, name)

    def stroke(self, *places: Place) -> None:
        drag(self.stage, *places)


def spot(stage: PlaneStage, x: float, y: float) -> QPoint:
    """The pixel of the plot that a place of the data lies in."""
    return stage.figure.box.point(x, y).toPoint()


def magnify(figure: PlanePlot, factor: float, across: float = 0.5, up: float = 0.5) -> None:
    """As a hand does: so much larger than it fits, with this place in the middle, in shares of the view."""
    picture, (x, y) = figure.picture, figure.box.home
    assert picture is not None
    middle = picture.view.left + across * picture.view.width, picture.view.bottom + up * picture.view.height
    half_width, half_height = (x[1] - x[0]) / 2 / factor, (y[1] - y[0]) / 2 / factor
    figure.box.show_region(Box.around(*middle, half_width, half_height))
    figure.box.moved_by_hand.emit()


def press(stage: PlaneStage, name: str) -> None:
    """Click a button of the stage."""
    button = stage.findChild(QAbstractButton, name)
    assert button is not None, name
    QTest.mouseClick(button, left)


def drag(stage: PlaneStage, *places: Place, button: Qt.MouseButton = left) -> None:
    """From place to place, each reached over a middle point."""
    points = [spot(stage, *place) for place in places]
    QTest.mousePress(stage.figure.viewport(), button, pos=points[0])
    for point in way(points):
        QTest.mouseMove(stage.figure.viewport(), point)
    QTest.mouseRelease(stage.figure.viewport(), button, pos=points[-1])


def way(points: list[QPoint]) -> Iterator[QPoint]:
    for start, end in pairwise(points):
        yield QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
        yield end


def turn_wheel(widget: QWidget, notches: float, place: QPoint | None = None) -> None:
    place = place or widget.rect().center()
    everywhere = QPointF(widget.mapToGlobal(place))
    turn = QPoint(0, round(120 * notches))
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(place), everywhere, QPoint(), turn, Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(widget, event)


class Fingers:
    """A touch screen in front of a widget."""

    _device: QPointingDevice | None = None  # one for all tests: Qt keeps every device that there ever was

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget
        if Fingers._device is None:
            Fingers._device = QTest.createTouchDevice()

    def _sequence(self) -> Any:
        return QTest.touchEvent(self.widget, Fingers._device)

    def press(self, *points: QPoint) -> None:
        """So many fingers touch the screen at the same moment."""
        sequence = self._sequence()
        for finger, point in enumerate(points):
            sequence.press(finger, point, self.widget)
        sequence.commit(False)

    def join(self, first: QPoint, second: QPoint) -> None:
        """A second finger comes to the first."""
        self._sequence().move(0, first, self.widget).press(1, second, self.widget).commit(False)

    def move(self, *points: QPoint) -> None:
        sequence = self._sequence()
        for finger, point in enumerate(points):
            sequence.move(finger, point, self.widget)
        sequence.commit(False)

    def release(self, *points: QPoint) -> None:
        """All of them leave at the same moment."""
        sequence = self._sequence()
        for finger, point in enumerate(points):
            sequence.release(finger, point, self.widget)
        sequence.commit(False)

    def leave_one_by_one(self, first: QPoint, second: QPoint) -> None:
        self._sequence().move(0, first, self.widget).release(1, second, self.widget).commit(False)
        self._sequence().release(0, first, self.widget).commit(False)

    def stroke(self, *points: QPoint) -> None:
        """One finger, from point to point."""
        self.press(points[0])
        for point in way(list(points)):
            self.move(point)
        self.release(points[-1])
