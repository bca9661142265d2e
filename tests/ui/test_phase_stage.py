"""The phase plane of the Dirac-GAN, looked at and pulled at as a user does."""

from __future__ import annotations

import dataclasses
import math
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.observe.frame import Frame, Losses, Measure, Pair, PhasePicture, Scores
from gan_playground.gan.observe.history import History
from gan_playground.gan.training.objectives import Balance
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.phase.path_item import bright_steps
from gan_playground.ui.stages.phase.plot import PhasePlot
from gan_playground.ui.stages.phase.stage import PhaseStage
from gan_playground.ui.theme.theme import DARK, LIGHT
from ui.looks import Mask, Pixels, distance_to, is_colored
from ui.looks import pixels as pixels_of
from watched import Opener, Watched

LAYERS = {"path", "force", "energy", "average"}
Place = tuple[float, float]
left = Qt.MouseButton.LeftButton
between_moves_ms = 12  # pyqtgraph looks at no more than a hundred a second


def arc(first_deg: float, last_deg: float, points: int = 60, radius: float = 1.2) -> np.ndarray:
    """A path (N, 2) along a circle."""
    angle = np.radians(np.linspace(first_deg, last_deg, points))
    return radius * np.column_stack((np.cos(angle), np.sin(angle)))


def make_picture(**changes: Any) -> PhasePicture:
    """A start at 45 degrees, a path from there to 200 degrees, step by step, and no force anywhere."""
    path = changes.get("path", arc(45, 200))
    columns, rows = np.meshgrid(np.linspace(-4, 4, 17), np.linspace(-2, 2, 9))
    grid = np.column_stack((columns.ravel(), rows.ravel()))
    picture = PhasePicture(
        start=tuple(arc(45, 45, 1)[0]),
        position=tuple(arc(200, 200, 1)[0]),
        averaged=None,
        path_steps=np.arange(float(len(path))),
        path=path,
        grid=grid,
        force=np.zeros_like(grid),
        extent=2.0,
    )
    return structs.replace(picture, **changes)


def make_frame(picture: PhasePicture | None = None, step: int = 321) -> Frame:
    picture = picture or make_picture()
    theta, psi = picture.position
    return Frame(
        run=1,
        step=step,
        updates=Pair(step, step),
        losses=Losses(-0.69, 1.39, -1.39),
        balance=Balance(-0.69, 1.39),
        scores=Scores(0.5, 0.5, 0.5),
        gradient_norms=Pair(0.1, 0.1),
        metrics={"radius": Measure(math.hypot(theta, psi)), "theta": Measure(theta), "psi": Measure(psi)},
        distance="radius",
        history=History({}, {}),
        edits=(),
        picture=picture,
    )


@pytest.fixture
def stage(qtbot: QtBot) -> PhaseStage:
    stage = STAGES["phase"]()
    assert isinstance(stage, PhaseStage)
    qtbot.addWidget(stage)
    stage.resize(1000, 600)
    stage.set_theme(DARK)
    lesson = load_lesson("tug-of-war")
    stage.show_run(RunInfo(1, lesson.experiment, 0, "cpu", 1, 1), lesson)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


def show_only(stage: PhaseStage, *layers: str) -> None:
    for chip in stage.chips:
        chip.setChecked(chip.layer.id in layers)


def pixels(stage: PhaseStage) -> Pixels:
    """The figure as it is on the screen."""
    return pixels_of(stage.figure)


@dataclasses.dataclass(frozen=True)
class Places:
    """Where things lie in the figure, px, by what is seen in its box."""

    figure: PhasePlot

    @property
    def plot(self) -> QRectF:
        box = self.figure.box
        return box.mapRectToScene(box.rect())

    @property
    def unit(self) -> float:
        return self.figure.unit

    @property
    def reach(self) -> float:
        """The largest theta that is seen."""
        return self.figure.box.viewRange()[0][1]

    @property
    def px(self) -> float:
        """Pixels that make one unit of theta."""
        low, high = self.figure.box.viewRange()[0]
        return self.plot.width() / (high - low)

    def point(self, theta: float, psi: float) -> QPointF:
        (left, right), (low, high) = self.figure.box.viewRange()
        across, up = (theta - left) / (right - left), (psi - low) / (high - low)
        return QPointF(self.plot.left() + across * self.plot.width(), self.plot.bottom() - up * self.plot.height())

    def place(self, point: QPointF) -> Place:
        """theta and psi under a pixel."""
        (left, right), (low, high) = self.figure.box.viewRange()
        across = (point.x() - self.plot.left()) / self.plot.width()
        up = (self.plot.bottom() - point.y()) / self.plot.height()
        return left + across * (right - left), low + up * (high - low)


def geometry_of(stage: PhaseStage) -> Places:
    assert stage.figure.picture_now is not None
    return Places(stage.figure)


def inside(stage: PhaseStage, mask: Mask) -> Mask:
    """What is true within the plot, and not at its frame."""
    plot = geometry_of(stage).plot
    kept = np.zeros_like(mask)
    rows = slice(math.ceil(plot.top()) + 2, math.floor(plot.bottom()) - 2)
    columns = slice(math.ceil(plot.left()) + 2, math.floor(plot.right()) - 2)
    kept[rows, columns] = mask[rows, columns]
    return kept


def without(stage: PhaseStage, mask: Mask, *places: Place, radius_px: float = 14.0) -> Mask:
    """The mask without what is near these places."""
    rows, columns = np.indices(mask.shape)
    for theta, psi in places:
        at = geometry_of(stage).point(theta, psi)
        mask = mask & (np.hypot(columns + 0.5 - at.x(), rows + 0.5 - at.y()) > radius_px)
    return mask


def places_of(stage: PhaseStage, mask: Mask) -> np.ndarray:
    """theta and psi (N, 2) of the pixels that are true."""
    geometry = geometry_of(stage)
    rows, columns = np.nonzero(mask)
    spots = zip(columns + 0.5, rows + 0.5, strict=True)
    return np.array([geometry.place(QPointF(x, y)) for x, y in spots]).reshape(-1, 2)


# What is drawn, and where.


@pytest.mark.parametrize("size", [(560, 300), (1000, 600), (1300, 420), (400, 620)])
def test_both_axes_have_one_scale_and_the_middle_is_the_middle(
    stage: PhaseStage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    """In a narrow plane, as beside another run, too: else the game would leave at the sides what it does not above."""
    stage.show_frame(make_frame(make_picture(extent=3.0)))
    stage.resize(*size)
    qtbot.wait(1)
    geometry, box = geometry_of(stage), stage.figure.box
    origin, right, up = geometry.point(0, 0), geometry.point(1, 0), geometry.point(0, 1)
    assert (origin - geometry.plot.center()).manhattanLength() < 1e-6
    assert right.x() - origin.x() == pytest.approx(origin.y() - up.y())
    assert (right.y(), up.x()) == pytest.approx((origin.y(), origin.x()))
    shorter = min(geometry.plot.width(), geometry.plot.height())
    assert shorter / geometry.px == pytest.approx(6.0), "from -3 to 3"
    for theta, psi in ((0.0, 0.0), (0.7, -1.3), (-3.0, 3.0)):
        seen = box.mapViewToScene(QPointF(theta, psi))
        assert (seen.x(), seen.y()) == pytest.approx(geometry.point(theta, psi).toTuple()), "as pyqtgraph has it"


def test_the_path_runs_where_the_picture_says(stage: PhaseStage) -> None:
    picture = make_picture()
    stage.show_frame(make_frame(picture))
    show_only(stage, "path")
    found = inside(stage, is_colored(pixels(stage), DARK.color("text")))
    places = places_of(stage, without(stage, found, picture.start, picture.position))
    angles = np.degrees(np.arctan2(places[:, 1], places[:, 0])) % 360
    tolerance = 2.5 / geometry_of(stage).px
    assert np.abs(np.hypot(*places.T) - 1.2).max() < tolerance
    assert 45 < angles.min() < 60
    assert 185 < angles.max() < 200
    assert len(np.unique(np.round(angles))) > 110, "without gaps"


def test_only_the_recent_past_is_bright(stage: PhaseStage) -> None:
    """Once round and a bit: what is older than the last `bright_steps` is there, and fainter."""
    path = arc(0, 300, points=200)
    stage.show_frame(make_frame(make_picture(path=path, position=tuple(path[-1]), start=(0.0, -1.8))))
    show_only(stage, "path")
    image = pixels(stage)
    bright = inside(stage, is_colored(image, DARK.color("text")))
    angles = np.degrees(np.arctan2(*places_of(stage, bright).T[::-1])) % 360
    oldest_deg = 300 * (len(path) - bright_steps) / (len(path) - 1)
    assert np.percentile(angles, 1) == pytest.approx(oldest_deg, abs=4)
    faint = distance_to(image, DARK.color("surface"))
    at = geometry_of(stage).point(*arc(30, 30, 1)[0]).toPoint()
    spot = faint[at.y() - 2 : at.y() + 3, at.x() - 2 : at.x() + 3]
    assert 60 < spot.max() < distance_to(np.array(DARK.color("text").getRgb()[:3]), DARK.color("surface"))


def test_what_is_known_of_few_steps_is_dots(stage: PhaseStage) -> None:
    """A line between places that are a quarter of a turn apart would take a short cut past where the game was."""
    rare, often = arc(30, 300, points=4), arc(0, 40, points=20)
    steps = np.concatenate((16.0 * np.arange(1, 5), 1000.0 + np.arange(20)))
    path, end = np.vstack((rare, often)), tuple(often[-1])
    picture = make_picture(path=path, path_steps=steps, position=end, start=(0.0, -1.8))
    stage.show_frame(make_frame(picture))
    show_only(stage, "path")
    image, surface = pixels(stage), DARK.color("surface")
    geometry = geometry_of(stage)
    drawn = distance_to(image, surface) > 20

    def is_drawn_at(place: np.ndarray) -> bool:
        at = geometry.point(*place).toPoint()
        return bool(drawn[at.y() - 2 : at.y() + 3, at.x() - 2 : at.x() + 3].any())

    assert all(is_drawn_at(place) for place in rare[1:])
    assert not any(is_drawn_at(place) for place in (rare[1:] + rare[:-1]) / 2)
    assert all(is_drawn_at(place) for place in (often[1:] + often[:-1]) / 2)


def test_the_dot_is_where_the_game_is(stage: PhaseStage) -> None:
    picture = make_picture(path=np.empty((0, 2)))
    stage.show_frame(make_frame(picture))
    found = inside(stage, is_colored(pixels(stage), DARK.color("text")))
    places = places_of(stage, found)
    assert places.mean(axis=0) == pytest.approx(picture.position, abs=1.0 / geometry_of(stage).px)
    spread = np.hypot(*(places - picture.position).T).max() * geometry_of(stage).px
    assert 4 < spread < 12, "a dot, and not a speck or a blot"


def test_the_start_is_a_hollow_diamond(stage: PhaseStage) -> None:
    picture = make_picture(position=(0.0, -1.0))
    stage.show_frame(make_frame(picture))
    show_only(stage)
    geometry, image = geometry_of(stage), pixels(stage)
    at, size = geometry.point(*picture.start), round(6.5 * geometry.unit)
    x, y = math.floor(at.x()), math.floor(at.y())
    assert is_colored(image[y, x], QColor(DARK.surface), 6)
    rim = is_colored(image, DARK.color("muted"))
    for dx, dy in ((size, 0), (-size, 0), (0, size), (0, -size)):
        assert rim[y + dy - 2 : y + dy + 3, x + dx - 2 : x + dx + 3].any()
    corner = rim[y - size - 2 : y - size + 2, x - size - 2 : x - size + 2]
    assert not corner.any(), "a diamond, and not a square"


def test_the_circle_of_constant_energy_goes_through_the_start(stage: PhaseStage) -> None:
    picture = make_picture(start=(0.9, -1.2), position=(0.0, 0.4))
    stage.show_frame(make_frame(picture))
    show_only(stage, "energy")
    with_circle = pixels(stage)
    show_only(stage)
    changed = inside(stage, (with_circle != pixels(stage)).any(axis=-1))
    places = places_of(stage, without(stage, changed, picture.start, picture.position))
    assert np.abs(np.hypot(*places.T) - 1.5).max() < 3 / geometry_of(stage).px
    angles = np.degrees(np.arctan2(places[:, 1], places[:, 0])) % 360
    assert np.diff(np.unique(np.round(angles)), append=360).max() < 12, "all the way round"
    filled = len(np.unique(np.round(4 * angles))) / 1440
    assert filled < 0.85, "and dotted"


def strong_at(place: Place, force: Place) -> PhasePicture:
    """A picture that is pushed at one place only."""
    picture = make_picture(start=(0.0, -1.8), position=(0.0, -1.8), path=np.empty((0, 2)))
    forces = np.zeros_like(picture.grid)
    forces[np.hypot(*(picture.grid - place).T).argmin()] = force
    return structs.replace(picture, force=forces)


@pytest.mark.parametrize("force", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 1.0)])
def test_an_arrow_lies_at_its_place_and_points_down_the_losses(stage: PhaseStage, force: Place) -> None:
    place = (1.0, 0.5)
    stage.show_frame(make_frame(strong_at(place, force)))
    show_only(stage, "force")
    with_arrow = pixels(stage)
    show_only(stage)
    changed = inside(stage, (with_arrow != pixels(stage)).any(axis=-1))
    away = places_of(stage, changed) - place
    direction = np.array(force) / math.hypot(*force)
    along, across = away @ direction, away @ [-direction[1], direction[0]]
    assert len(along)
    assert along.max() < 0.5
    assert along.min() > -0.5
    tip, tail = np.abs(across[along > along.max() / 2]), np.abs(across[along < along.min() / 2])
    assert tip.max() > 1.5 * tail.max(), "the head is at the front"


def test_no_arrow_is_drawn_where_the_force_is_not_a_number(stage: PhaseStage) -> None:
    bare = make_picture()
    stage.show_frame(make_frame(bare))
    without_force = pixels(stage)
    stage.show_frame(make_frame(structs.replace(bare, force=np.full_like(bare.force, math.nan))))
    assert (pixels(stage) == without_force).all()


def test_another_field_is_another_picture(stage: PhaseStage) -> None:
    """The field is kept as a picture until it changes, and not a frame longer."""
    for force in ((1.0, 0.0), (0.0, 1.0)):
        stage.show_frame(make_frame(strong_at((1.0, 0.5), force)))
        stage.figure.grab()
    fresh = pixels(stage)
    stage.show_frame(make_frame(strong_at((1.0, 0.5), (1.0, 0.0))))
    assert (pixels(stage) != fresh).any()


def test_the_averaged_g_is_a_ring(stage: PhaseStage) -> None:
    average = (-0.5, 1.0)
    stage.show_frame(make_frame(make_picture(averaged=average)))
    geometry = geometry_of(stage)
    at = geometry.point(*average)
    found = inside(stage, is_colored(pixels(stage), DARK.color("generated")))
    rows, columns = np.nonzero(found)
    distance = np.hypot(columns + 0.5 - at.x(), rows + 0.5 - at.y())
    near = distance < 12 * geometry.unit
    assert distance[near].min() > 4 * geometry.unit
    assert np.median(distance[near]) == pytest.approx(7 * geometry.unit, abs=1.0)
    angles = np.degrees(np.arctan2(rows[near] + 0.5 - at.y(), columns[near] + 0.5 - at.x()))
    assert len(np.unique(np.round(angles / 10))) >= 34, "closed"


def test_without_an_average_there_is_no_ring(stage: PhaseStage) -> None:
    blue_above_the_middle = []
    for average in ((-0.5, 1.0), None):
        stage.show_frame(make_frame(make_picture(averaged=average)))
        blue = inside(stage, is_colored(pixels(stage), DARK.color("generated")))
        blue_above_the_middle.append(int(blue[: len(blue) // 2].sum()))
    assert blue_above_the_middle[0] > 50
    assert blue_above_the_middle[1] == 0


def test_the_numbers_are_those_of_the_picture(stage: PhaseStage) -> None:
    stage.show_frame(make_frame(step=321))
    first = pixels(stage)
    stage.show_frame(make_frame(step=322))
    changed = np.flatnonzero((pixels(stage) != first).any(axis=(1, 2)))
    assert changed.max() < geometry_of(stage).plot.top(), "only the step's number, above the plot"


# Layers.


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_chip_hides_its_layer_and_brings_it_back(stage: PhaseStage, qtbot: QtBot, layer: str) -> None:
    picture = make_picture(averaged=(-0.5, 1.0))
    picture = structs.replace(picture, force=picture.grid[:, ::-1] * [1, -1])
    stage.show_frame(make_frame(picture))
    before = pixels(stage)
    chip = next(chip for chip in stage.chips if chip.layer.id == layer)
    assert chip.objectName() == f"layer.{layer}"
    qtbot.mouseClick(chip, left)
    assert (pixels(stage) != before).any()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    qtbot.mouseMove(stage, QPoint(1, 1))
    assert (pixels(stage) == before).all()


def test_the_legend_has_every_layer_with_its_sample(stage: PhaseStage) -> None:
    assert {chip.layer.id for chip in stage.chips} == LAYERS
    for chip in stage.chips:
        sample = pixels_of(chip)[:, : chip.height()]
        assert (distance_to(sample, QColor(sample_ground(sample))) > 60).any(), chip.layer.id
        assert chip.accessibleName()
        assert chip.toolTip()


def sample_ground(sample: Pixels) -> str:
    """The colour that a chip is drawn on."""
    return "#{:02x}{:02x}{:02x}".format(*sample[0, 0])


def test_a_new_visitor_sees_every_layer(stage: PhaseStage) -> None:
    show_only(stage)
    stage.reset_view()
    assert stage.figure.visible_layers == LAYERS


# Odd numbers and sizes.


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e300])
def test_numbers_that_are_none_or_enormous_do_no_harm(stage: PhaseStage, bad: float) -> None:
    picture = make_picture()
    path = picture.path.copy()
    path[30:] = bad
    for broken in (
        structs.replace(picture, path=path, position=(bad, bad), averaged=(bad, 0.0)),
        structs.replace(picture, path=np.full_like(path, bad), force=np.full_like(picture.force, bad)),
        make_picture(path=np.empty((0, 2)), force=np.empty((0, 2)), grid=np.empty((0, 2))),
    ):
        stage.show_frame(make_frame(broken))
        stage.figure.grab()
    stage.show_frame(make_frame())
    assert inside(stage, is_colored(pixels(stage), DARK.color("text"))).any()


def test_a_path_of_one_point_is_a_dot(stage: PhaseStage) -> None:
    picture = make_picture(path=np.array([[1.0, 1.0]]), position=(1.0, 1.0), start=(1.0, 1.0))
    stage.show_frame(make_frame(picture, step=0))
    stage.figure.grab()


@pytest.mark.parametrize("size", [(560, 300), (712, 360), (1240, 640), (3000, 1700)])
def test_everything_has_its_place_at_every_size(stage: PhaseStage, qtbot: QtBot, size: tuple[int, int]) -> None:
    stage.resize(*size)
    qtbot.wait(1)
    stage.show_frame(make_frame())
    geometry, figure = geometry_of(stage), stage.figure
    plot = geometry.plot
    assert 0 < plot.left() < plot.right() < figure.width()
    assert 0 < plot.top() < plot.bottom() < figure.height()
    assert plot.height() > 0.6 * figure.height()
    rights = [chip.geometry().right() for chip in stage.chips]
    assert max(rights) <= stage.width()
    spans = sorted((chip.geometry().left(), chip.geometry().right()) for chip in stage.chips)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    places = places_of(stage, inside(stage, is_colored(pixels(stage), DARK.color("text"))))
    assert np.hypot(*places.T).max() == pytest.approx(1.2, abs=10 * geometry.unit / geometry.px)


@pytest.mark.parametrize("size", [(560, 300), (712, 360), (1240, 640)])
def test_the_words_above_the_plot_do_not_run_into_one_another(
    stage: PhaseStage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    stage.resize(*size)
    qtbot.wait(1)
    stage.show_frame(make_frame(make_picture(position=(-12.34, -1234.56)), step=123_456))
    geometry = geometry_of(stage)
    row = pixels(stage)[: math.floor(geometry.plot.top()) - 3]
    ink = (distance_to(row, DARK.color("surface")) > 60).any(axis=0)
    columns = np.flatnonzero(ink)
    gaps = np.diff(columns)
    assert (gaps > 12 * geometry.unit).sum() >= 2, "three groups of words: the axis, the step, the numbers"
    assert columns.max() < stage.figure.width() - 1


def test_the_theme_can_change_while_it_runs(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    stage.set_theme(LIGHT)
    assert is_colored(pixels(stage)[1, 1], QColor(LIGHT.surface), 3)
    assert inside(stage, is_colored(pixels(stage), LIGHT.color("text"))).any()


def test_a_new_run_clears_the_plane(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    lesson = load_lesson("tug-of-war")
    stage.show_run(RunInfo(2, lesson.experiment, 0, "cpu", 1, 1), lesson)
    assert stage.figure.frame is None
    assert is_colored(pixels(stage), QColor(DARK.surface), 3).all()


# A new start.


def spot(stage: PhaseStage, theta: float, psi: float) -> QPoint:
    return geometry_of(stage).point(theta, psi).toPoint()


def heard(stage: PhaseStage) -> list[dict[str, float]]:
    wanted: list[dict[str, float]] = []
    stage.knobs_wanted.connect(wanted.append)
    return wanted


def drag(stage: PhaseStage, *places: Place, start: Place | None = None, held: bool = False) -> None:
    """The start, from where it is, to places one after another; `held`: and not let go."""
    drag_on(stage, spot(stage, *stage.figure.start.place), *places, held=held)


def drag_on(stage: PhaseStage, begin: QPoint, *places: Place, held: bool = False) -> None:
    screen, points = stage.figure.viewport(), [spot(stage, *place) for place in places]
    QTest.mousePress(screen, left, pos=begin)
    for point in points:
        for step in ((begin + point) / 2, point):
            QTest.qWait(between_moves_ms)
            QTest.mouseMove(screen, step)
    if not held:
        QTest.mouseRelease(screen, left, pos=points[-1])


def test_what_a_hand_is_about_to_drag_does_not_slip_away_as_the_plane_grows(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    figure, extent = stage.figure, stage.figure.extent
    begin, end = spot(stage, *figure.start.place), spot(stage, 0.5, 0.5)
    QTest.mousePress(figure.viewport(), left, pos=begin)
    stage.show_frame(make_frame(make_picture(extent=2 * extent)))
    assert spot(stage, *figure.start.place) == begin
    for point in ((begin + end) / 2, end):
        QTest.qWait(between_moves_ms)
        QTest.mouseMove(figure.viewport(), point)
    assert figure.start.moving
    QTest.keyClick(figure, Qt.Key.Key_Escape)
    QTest.mouseRelease(figure.viewport(), left, pos=end)
    assert figure.extent == 2 * extent, "and it grows as soon as the hand has let go"


def test_where_the_start_is_dropped_the_next_run_begins(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    wanted = heard(stage)
    drag(stage, (0.5, 0.5), (-1.5, 0.75), held=True)
    assert wanted == [], "not before it is let go"
    QTest.mouseRelease(stage.figure.viewport(), left, pos=spot(stage, -1.5, 0.75))
    (knobs,) = wanted
    near = 1.0 / geometry_of(stage).px
    assert knobs["generator.start"] == pytest.approx(-1.5, abs=near)
    assert knobs["discriminator.start"] == pytest.approx(0.75, abs=near)
    assert all(value == round(value, 2) for value in knobs.values())
    assert stage.figure.is_fitted, "the plane itself stays"


def test_a_finger_takes_hold_of_the_start_beside_its_middle(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    wanted = heard(stage)
    drag_on(stage, spot(stage, *stage.figure.start.place) + QPoint(14, 9), (-1.0, 0.0))
    assert len(wanted) == 1


def test_while_it_is_dragged_the_start_is_seen_where_it_would_be(stage: PhaseStage) -> None:
    picture = make_picture()
    stage.show_frame(make_frame(picture))
    before = pixels(stage)
    drag(stage, (-1.0, -1.5), held=True)
    geometry = geometry_of(stage)
    changed = inside(stage, (pixels(stage) != before).any(axis=-1))
    at, was = geometry.point(-1.0, -1.5), geometry.point(*picture.start)
    rows, columns = np.nonzero(changed)
    assert np.hypot(columns - at.x(), rows - at.y()).min() < 8
    assert (columns[abs(rows - at.y()) < 8]).max() > at.x() + 60, "with its numbers beside it"
    muted = is_colored(pixels(stage), DARK.color("muted"))
    x, y = round(was.x()), round(was.y())
    assert muted[y - 8 : y + 9, x - 8 : x + 9].any(), "and where this run began"
    QTest.mouseRelease(stage.figure.viewport(), left, pos=spot(stage, -1.0, -1.5))
    QTest.mouseMove(stage.figure.viewport(), QPoint(2, 2))
    assert (pixels(stage) == before).all(), "until the new run says so itself"


def test_frames_that_come_meanwhile_do_not_move_it(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    wanted = heard(stage)
    place = spot(stage, -1.0, 1.0)
    drag(stage, (-1.0, 1.0), held=True)
    stage.show_frame(make_frame(make_picture(start=(0.4, 0.2))))
    assert stage.figure.start.place == pytest.approx((-1.0, 1.0), abs=0.02)
    QTest.mouseRelease(stage.figure.viewport(), left, pos=place)
    assert wanted[0]["generator.start"] == pytest.approx(-1.0, abs=0.02)
    assert stage.figure.start.place == (0.4, 0.2)


def test_a_drag_that_leaves_the_plane_ends_at_the_range_of_the_knob(stage: PhaseStage) -> None:
    stage.show_frame(make_frame(make_picture(extent=6.0)))
    wanted = heard(stage)
    for place in ((5.9, 5.9), (-9.0, -30.0)):
        drag(stage, place)
    high, low = KNOBS["generator.start"].high, KNOBS["discriminator.start"].low
    assert wanted == [
        {"generator.start": high, "discriminator.start": high},
        {"generator.start": low, "discriminator.start": low},
    ]


def test_only_what_takes_hold_of_the_start_moves_it(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    wanted, screen = heard(stage), stage.figure.viewport()
    QTest.mouseClick(screen, left, pos=QPoint(3, round(geometry_of(stage).plot.center().y())))
    QTest.mouseClick(screen, left, pos=spot(stage, 1.0, -1.0))
    QTest.mouseClick(screen, Qt.MouseButton.RightButton, pos=spot(stage, *stage.figure.start.place))
    QTest.mousePress(screen, Qt.MouseButton.RightButton, pos=spot(stage, *stage.figure.start.place))
    QTest.mouseMove(screen, spot(stage, 0.5, 0.5))
    QTest.mouseRelease(screen, Qt.MouseButton.RightButton, pos=spot(stage, 0.5, 0.5))
    assert wanted == []


def test_before_the_first_frame_there_is_nothing_to_drag(stage: PhaseStage) -> None:
    wanted, middle = heard(stage), stage.figure.rect().center()
    QTest.mousePress(stage.figure.viewport(), left, pos=middle)
    QTest.mouseMove(stage.figure.viewport(), middle + QPoint(40, 40))
    QTest.mouseRelease(stage.figure.viewport(), left, pos=middle + QPoint(40, 40))
    assert wanted == []


def test_escape_takes_a_drag_back(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    wanted, start = heard(stage), stage.figure.start.place
    drag(stage, (-1.0, -1.0), held=True)
    QTest.keyClick(stage.figure, Qt.Key.Key_Escape)
    assert stage.figure.start.place == start
    QTest.mouseMove(stage.figure.viewport(), spot(stage, 1.0, 1.0))
    QTest.mouseRelease(stage.figure.viewport(), left, pos=spot(stage, 1.0, 1.0))
    assert stage.figure.start.place == start
    assert wanted == []


# Looking closer.


def turn_wheel(stage: PhaseStage, place: Place, notches: int) -> None:
    at, none = stage.figure.viewport(), Qt.KeyboardModifier.NoModifier
    point = QPointF(spot(stage, *place))
    event = QWheelEvent(
        point,
        QPointF(at.mapToGlobal(point)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(at, event)


def test_the_wheel_magnifies_about_the_pointer_and_never_stretches(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    before, px = geometry_of(stage).point(1.0, 0.5), geometry_of(stage).px
    told: list[object] = []
    stage.view_changed.connect(partial(told.append, None))
    turn_wheel(stage, (1.0, 0.5), 6)
    geometry = geometry_of(stage)
    assert geometry.px > 1.3 * px
    assert (geometry.point(1.0, 0.5) - before).manhattanLength() < 2
    right, up = geometry.point(1, 0) - geometry.point(0, 0), geometry.point(0, 1) - geometry.point(0, 0)
    assert right.x() == pytest.approx(-up.y())
    assert told
    turn_wheel(stage, (0.9, 0.5), -40)
    assert stage.figure.is_fitted, "never smaller than where it fits"


def test_a_drag_moves_the_plane_and_a_double_click_fits_it(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    turn_wheel(stage, (0.0, 0.0), 8)
    low = stage.figure.box.viewRange()[0][0]
    drag_on(stage, spot(stage, -0.2, -0.2), (0.1, 0.0))
    assert stage.figure.box.viewRange()[0][0] == pytest.approx(low - 0.3, abs=0.02)
    stage.show_frame(make_frame(step=322))
    assert not stage.figure.is_fitted, "the next frame leaves it so"
    QTest.mouseDClick(stage.figure.viewport(), left, pos=spot(stage, 0.0, 0.1))
    assert stage.figure.is_fitted


def test_the_key_0_fits_it_and_so_does_a_new_run(stage: PhaseStage, qtbot: QtBot) -> None:
    lesson = load_lesson("tug-of-war")
    for fit in (
        partial(QTest.keyClick, stage, Qt.Key.Key_0),
        partial(stage.show_run, RunInfo(2, lesson.experiment, 0, "cpu", 1, 1), lesson),
        stage.reset_view,
    ):
        stage.show_frame(make_frame())
        turn_wheel(stage, (0.0, 0.0), 8)
        assert not stage.figure.is_fitted
        fit()
        assert stage.figure.is_fitted


def test_a_resized_plane_that_fitted_fits(stage: PhaseStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    stage.resize(700, 640)
    qtbot.wait(1)
    assert stage.figure.is_fitted
    turn_wheel(stage, (0.5, 0.5), 6)
    px = geometry_of(stage).px
    stage.resize(900, 640)
    qtbot.wait(1)
    assert not stage.figure.is_fitted
    assert geometry_of(stage).px == pytest.approx(px, rel=0.35)


def test_another_stage_looks_at_the_same_part(stage: PhaseStage, qtbot: QtBot) -> None:
    other = PhaseStage()
    qtbot.addWidget(other)
    other.resize(stage.size())
    other.show()
    qtbot.wait(1)
    for one in (stage, other):
        one.show_frame(make_frame())
    turn_wheel(stage, (0.5, 0.5), 6)
    other.show_view(stage.view)
    assert np.allclose(other.figure.box.viewRange(), stage.figure.box.viewRange())
    stage.figure.fit()
    other.show_view(stage.view)
    assert other.figure.is_fitted


def test_it_is_a_plot_of_pyqtgraph_in_our_own_look(stage: PhaseStage) -> None:
    stage.show_frame(make_frame())
    assert isinstance(stage.figure, pg.GraphicsView)
    items = stage.figure.scene().items()
    assert any(isinstance(item, pg.TargetItem) for item in items)
    axes = [item for item in items if isinstance(item, pg.AxisItem)]
    assert len(axes) == 2
    assert all(isinstance(axis, PlotAxis) for axis in axes)
    assert not any(isinstance(item, pg.ButtonItem) for item in items)


# In the real window.


def plane(watched: Watched) -> PhaseStage:
    stage = watched.window.run_view.stage
    assert isinstance(stage, PhaseStage)
    assert stage.figure is watched.part("phasePlane")
    return stage


def test_a_drag_begins_a_run_from_there_with_the_same_seed(opened: Opener) -> None:
    watched = opened("--lesson", "tug-of-war", "--seed", "7")
    stage, session = plane(watched), watched.window.session
    drag(stage, (-1.2, 0.8))
    watched.until(lambda: session.run.run == 2 and watched.frames[-1].run == 2)
    start = session.experiment.generator.start, session.experiment.discriminator.start
    assert start == pytest.approx((-1.2, 0.8), abs=0.03)
    assert session.run.seed == 7
    picture = next(frame for frame in watched.frames if frame.run == 2).picture
    assert isinstance(picture, PhasePicture)
    assert picture.start == start
    assert tuple(picture.path[0]) == pytest.approx(start)
    controls = watched.window.knob_panel.controls
    assert (controls["generator.start"].value, controls["discriminator.start"].value) == start
    step = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step > step + 3)
    assert session.is_playing


def test_a_drag_while_it_is_paused_waits_at_the_new_start(opened: Opener) -> None:
    watched = opened("--lesson", "tug-of-war")
    watched.pause()
    drag(plane(watched), (0.5, -1.0))
    watched.until(lambda: watched.frames[-1].run == 2)
    watched.settle()
    assert watched.frames[-1].step == 0
    assert not watched.window.session.is_playing


def test_escape_takes_it_back_before_it_leaves_the_full_screen(opened: Opener) -> None:
    watched = opened("--lesson", "tug-of-war")
    watched.window.toggle_full_screen()
    watched.qtbot.wait(100)  # until everything has its new place
    stage = plane(watched)
    drag(stage, (0.5, 0.5), held=True)
    QTest.keyClick(stage.figure, Qt.Key.Key_Escape)
    QTest.mouseRelease(stage.figure.viewport(), left, pos=spot(stage, 0.5, 0.5))
    assert watched.window.isFullScreen()
    watched.settle()
    assert watched.window.session.run.run == 1
    QTest.keyClick(stage.figure, Qt.Key.Key_Escape)
    assert not watched.window.isFullScreen()
