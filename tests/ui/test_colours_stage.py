"""The palette of a photograph, looked at and turned as a user does."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.observe.frame import ColoursPicture, Frame
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.colours.cloud import levels, stamp_of
from gan_playground.ui.stages.colours.cube import CORNERS, EDGES, Turn, far_corner, project, reach_of
from gan_playground.ui.stages.colours.histogram import line_of
from gan_playground.ui.stages.colours.plan import ColoursPlan, shapes, swatch_count
from gan_playground.ui.stages.colours.plot import ColoursPlot
from gan_playground.ui.stages.colours.readout import lines_of
from gan_playground.ui.stages.colours.stage import ColoursStage
from gan_playground.ui.stages.colours.swatches import beyond_notes
from gan_playground.ui.theme.theme import DARK, LIGHT, Theme
from ui.looks import Mask, Pixels, is_colored
from ui.looks import pixels as pixels_of
from ui.planes import Fingers, turn_wheel
from ui.planes import make_frame as frame_of
from watched import Opener

LAYERS = {"real", "generated", "histograms", "cloud"}
SIZES = [(760, 330), (1250, 640), (560, 560), (420, 700), (1900, 420)]
left = Qt.MouseButton.LeftButton
between_moves_ms = 12  # pyqtgraph looks at no more than a hundred a second
red, green, blue = np.eye(3) * 255


def ladder(count: int, first: int) -> np.ndarray:
    """Colours (count, 3) of which neighbours differ clearly."""
    index = np.arange(count) + first
    return np.column_stack((37 * index % 256, 91 * index % 256, 151 * index % 256)).astype(float)


def mode(bins: int, *shares: tuple[int, float]) -> np.ndarray:
    row = np.zeros(bins)
    for place, share in shares:
        row[place] = share
    return row


def make_picture(**changes: Any) -> ColoursPicture:
    """A violet photograph, 600 colours of each kind, and modes in the histograms that overlap nowhere."""
    bins = 64
    picture = ColoursPicture(
        real=ladder(600, 1),
        generated=ladder(600, 5000),
        real_verdicts=np.linspace(1, 0.5, 600),
        verdicts=np.linspace(0, 0.6, 600),
        bin_edges=np.linspace(0, 256, bins + 1),
        real_histogram=np.array([mode(bins, (place, 0.2)) for place in (10, 20, 30)]),
        generated_histogram=np.array([mode(bins, (place, 0.1)) for place in (50, 45, 55)]),
        photograph=np.full((40, 40, 3), (120, 40, 160), np.uint8),
    )
    return structs.replace(picture, **changes)


def make_frame(picture: ColoursPicture | None = None, **changes: Any) -> Frame:
    return frame_of(picture or make_picture(), metrics={}, distance="sliced_wasserstein", **changes)


@pytest.fixture
def stage(qtbot: QtBot) -> ColoursStage:
    stage = STAGES["colours"]()
    assert isinstance(stage, ColoursStage)
    qtbot.addWidget(stage)
    stage.resize(1000, 500)
    stage.set_theme(DARK)
    lesson = load_lesson("palette")
    stage.show_run(RunInfo(1, lesson.experiment, 0, "cpu", 1, 1), lesson)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


@pytest.fixture
def shown(stage: ColoursStage) -> ColoursStage:
    stage.show_frame(make_frame())
    return stage


def cloud_of(stage: ColoursStage) -> QRectF:
    cloud = stage.figure.plan().cloud
    assert cloud is not None
    return cloud


def spot_of(stage: ColoursStage, colour: np.ndarray) -> QPointF:
    """Where the dot of a colour lies."""
    return stage.figure.cloud.point(colour)


def swatch_of(stage: ColoursStage, name: str, index: int) -> QRectF:
    return stage.figure.fields[name].place_of(index)


def pixels(stage: ColoursStage) -> Pixels:
    return pixels_of(stage.figure)


def show_only(stage: ColoursStage, *layers: str) -> None:
    for chip in stage.chips:
        chip.setChecked(chip.layer.id in layers)


def within(box: QRectF, mask: Mask) -> Mask:
    """The part of a mask that lies in a box."""
    top, bottom = max(0, math.floor(box.top())), math.ceil(box.bottom())
    return mask[top:bottom, max(0, math.floor(box.left())) : math.ceil(box.right())]


def move_to(stage: ColoursStage, point: QPointF) -> None:
    QTest.mouseMove(stage.figure.viewport(), QPoint(math.floor(point.x()), math.floor(point.y())))


def drag(stage: ColoursStage, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(stage.figure.viewport(), left, pos=start)
    for point in ((start + end) / 2, end):
        QTest.qWait(between_moves_ms)
        QTest.mouseMove(stage.figure.viewport(), point)
    QTest.mouseRelease(stage.figure.viewport(), left, pos=end)


# Where everything lies.


@each_of("size", SIZES)
@each_of("hidden", ["", "real", "generated", "histograms", "cloud", "real generated", "cloud histograms"])
@each_of("aspect", [0.5, 1.0, 1.5, 3.0])
def test_nothing_overlaps(size: tuple[int, int], hidden: str, aspect: float) -> None:
    plan = ColoursPlan.fit(size, 1.0, frozenset(LAYERS - set(hidden.split())), aspect)
    cloud = [plan.cloud] if plan.cloud is not None else []
    boxes = [plan.photo, *(field.box for field in plan.fields.values()), *plan.histograms, *cloud]
    assert len(boxes) == 7 - len([name for name in hidden.split() if name != "histograms"]) - 3 * (
        "histograms" in hidden
    )
    whole = QRectF(0, 0, *size).adjusted(-1, -1, 1, 1)
    for i, box in enumerate(boxes):
        assert whole.contains(box)
        assert min(box.width(), box.height()) > 20
        assert not any(box.intersects(other) for other in boxes[i + 1 :])


@each_of("size", SIZES)
@each_of("ratio", [1.0, 1.5, 2.0])
def test_swatches_are_whole_pixels_square_and_all_there(size: tuple[int, int], ratio: float) -> None:
    plan = ColoursPlan.fit(size, ratio, frozenset(LAYERS), 1.0)
    first, second = plan.fields["real"], plan.fields["generated"]
    assert (first.columns, first.rows, first.cell) == (second.columns, second.rows, second.cell)
    assert (first.columns, first.rows) in shapes
    assert first.columns * first.rows == swatch_count
    assert (first.cell * ratio).is_integer()
    for field in (first, second):
        assert field.box.left() * ratio == pytest.approx(round(field.box.left() * ratio))


@pytest.mark.parametrize("size", SIZES)
def test_boxes_lie_where_they_were_planned(shown: ColoursStage, qtbot: QtBot, size: tuple[int, int]) -> None:
    shown.resize(*size)
    qtbot.wait(1)
    figure = shown.figure
    plan = figure.plan()
    planned = [plan.photo, *(field.box for field in plan.fields.values()), *plan.histograms, plan.cloud]
    plots = [figure.photo, *figure.fields.values(), *figure.histograms, figure.cloud]
    for plot, box in zip(plots, planned, strict=True):
        seen = plot.box.mapRectToScene(plot.box.rect())
        assert seen.getRect() == pytest.approx(box.getRect(), abs=1.0)
    for field in figure.fields.values():
        middles = [field.place_of(i).center() for i in range(swatch_count)]
        assert [field.index_at(middle) for middle in middles] == list(range(swatch_count))
        box = field.box.mapRectToScene(field.box.rect())
        assert field.index_at(box.bottomRight() + QPointF(1, 1)) is None
        assert field.index_at(box.topLeft() - QPointF(1, 1)) is None


# Swatches.


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_each_swatch_has_its_colour(shown: ColoursStage, theme: Theme) -> None:
    shown.set_theme(theme)
    image, picture = pixels(shown), make_picture()
    for name, colours in (("real", picture.real), ("generated", picture.generated)):
        for index in (0, 1, 17, 150, 299):
            place = swatch_of(shown, name, index)
            centre = image[math.floor(place.center().y()), math.floor(place.center().x())]
            np.testing.assert_array_equal(centre, colours[index])


def test_a_swatch_keeps_its_place_from_step_to_step(shown: ColoursStage) -> None:
    colours = make_picture().generated.copy()
    colours[42] = (1, 2, 3)
    before = pixels(shown)
    show_only(shown, "real", "generated")
    show_only(shown, *LAYERS)
    shown.show_frame(make_frame(make_picture(generated=colours)))
    changed = (pixels(shown) != before).any(axis=-1)
    rows, columns = np.nonzero(changed[:, : math.floor(cloud_of(shown).left())])
    place = swatch_of(shown, "generated", 42)
    assert place.left() <= columns.min()
    assert columns.max() <= place.right()
    assert place.top() <= rows.min()
    assert rows.max() <= place.bottom()


def test_colours_that_no_screen_has_are_the_nearest_that_it_has(shown: ColoursStage) -> None:
    colours = make_picture().generated.copy()
    colours[0], colours[1], colours[2] = (-50, 300, 90), (math.nan, 10, 10), (math.inf, -math.inf, 0)
    shown.show_frame(make_frame(make_picture(generated=colours)))
    image = pixels(shown)
    middles = [swatch_of(shown, "generated", i).center().toPoint() for i in range(3)]
    seen = [image[p.y(), p.x()].tolist() for p in middles]
    raised = list(DARK.color("raised").getRgb()[:3])
    assert seen == [[0, 255, 90], raised, raised]


def test_fewer_colours_than_places(shown: ColoursStage) -> None:
    picture = make_picture()
    few = make_picture(real=picture.real[:10], generated=picture.generated[:3])
    shown.show_frame(make_frame(few))
    second, third = (swatch_of(shown, "generated", i).center() for i in (2, 3))
    assert is_colored(pixels(shown)[third.toPoint().y(), third.toPoint().x()], DARK.color("raised"), 0)
    assert shown.figure.swatch_at(second) == ("generated", 2)
    assert shown.figure.swatch_at(third) is None


@pytest.mark.parametrize(
    ("colours", "longest", "shortest"),
    [
        ([[0, 255, 128]] * 10, None, None),
        ([[-0.4, 255.4, 128]] * 10, None, None),
        ([[0, 0, 0]] * 3 + [[0, 256, 0]], "25% are beyond what a screen shows", "25% clipped"),
        ([[0, 0, 0]] * 299 + [[-90, 0, 0]], None, None),
        ([[0, 0, 0]] * 4 + [[math.nan, 0, 0]], "20% are no longer numbers", "20% lost"),
        ([[0, 0, 0]] * 299 + [[0, math.inf, 0]], "under 1% are no longer numbers", "under 1% lost"),
    ],
)
def test_what_cannot_be_shown_is_told(colours: list[list[float]], longest: str | None, shortest: str | None) -> None:
    notes = beyond_notes(np.array(colours, dtype=float))
    assert (notes[0] if notes else None, notes[-1] if notes else None) == (longest, shortest)


def test_the_note_is_on_the_screen(shown: ColoursStage) -> None:
    field = shown.figure.plan().fields["generated"]
    title = QRectF(field.box.left(), 0, field.box.width(), field.box.top() - 1)
    plain = pixels(shown)
    colours = make_picture().generated.copy()
    colours[:300] = 999
    shown.show_frame(make_frame(make_picture(generated=colours)))
    assert within(title, (pixels(shown) != plain).any(axis=-1)).sum() > 40


def test_the_photograph_is_shown_with_round_corners(shown: ColoursStage) -> None:
    found = is_colored(pixels(shown), QColor(120, 40, 160), 3)
    photo = shown.figure.plan().photo
    assert within(photo, found).mean() > 0.95
    assert not found[math.floor(photo.top()) + 1, math.floor(photo.left()) + 1]


@pytest.mark.parametrize("shape", [(20, 60), (60, 20), (1, 1)])
def test_photographs_of_any_shape_stay_in_their_shape(shown: ColoursStage, shape: tuple[int, int]) -> None:
    shown.show_frame(make_frame(make_picture(photograph=np.full((*shape, 3), (120, 40, 160), np.uint8))))
    rows, columns = np.nonzero(within(shown.figure.plan().photo, is_colored(pixels(shown), QColor(120, 40, 160), 3)))
    assert np.ptp(columns) / np.ptp(rows) == pytest.approx(shape[1] / shape[0], rel=0.06)


# What is said of one.


def test_words_of_a_swatch() -> None:
    picture = make_picture(generated=np.array([[211.6, -3.2, 90.4], [math.nan, 1, 2]]), verdicts=np.array([0.73, 0.5]))
    assert [words for words, _ in lines_of(picture, ("generated", 0))] == ["r 212   g −3   b 90", "D says 73% real"]
    assert lines_of(picture, ("generated", 1))[0][0] == "r –   g 1   b 2"
    assert lines_of(picture, ("real", 0))[1][0] == "D says 100% real"


@pytest.mark.parametrize("name", ["real", "generated"])
@pytest.mark.parametrize("index", [0, 137, 299])
def test_pointing_at_a_swatch_tells_it_and_rings_its_dot(shown: ColoursStage, name: str, index: int) -> None:
    plain = pixels(shown)
    move_to(shown, swatch_of(shown, name, index).center())
    assert shown.figure.swatch_at(swatch_of(shown, name, index).center()) == (name, index)
    image = pixels(shown)
    changed = (image != plain).any(axis=-1)
    card = is_colored(image, DARK.color("raised"), 3) & changed
    assert card.sum() > 2_000
    colours = make_picture().real if name == "real" else make_picture().generated
    patch = is_colored(image, QColor(*map(int, colours[index])), 3) & changed
    assert patch.sum() > 300, "the colour, large"
    spot = spot_of(shown, colours[index])
    around = QRectF(spot.x() - 12, spot.y() - 12, 24, 24)
    assert within(around, changed & is_colored(image, DARK.color("text"), 60)).sum() > 15
    QTest.mouseMove(shown.figure.viewport(), QPoint(2, shown.figure.height() - 2))
    np.testing.assert_array_equal(pixels(shown), plain)


def test_the_card_stays_within_the_figure(shown: ColoursStage) -> None:
    shown.resize(420, 260)
    QApplication.processEvents()
    plain = pixels(shown)
    for index in (0, 19, 299):
        move_to(shown, swatch_of(shown, "real", index).center())
        changed = (pixels(shown) != plain).any(axis=-1)
        assert changed.any()
        assert not changed[:, -1].any()
        assert not changed[-1].any()


# Histograms.


def test_lines_are_as_high_as_their_shares(shown: ColoursStage) -> None:
    picture, top = make_picture(), shown.figure.top
    assert top == pytest.approx(0.2 / 0.6), "as on the line: the highest real one at 60 % of the height"
    for plot, shares in zip(shown.figure.histograms, picture.real_histogram, strict=True):
        x, y = line_of(picture.bin_edges, shares, top)
        peak = int(np.argmax(shares))
        assert x[np.argmax(y)] == pytest.approx(256 * (peak + 0.5) / 64)
        assert (y.max(), y[0]) == pytest.approx((0.6, 0.0))
        assert np.array([x[0], x[-1]]) == pytest.approx(plot.box.viewRange()[0])
        assert plot.box.viewRange()[1] == [0.0, 1.0]
        assert plot.shares_axis.scale == top, "its numbers are shares"


@pytest.mark.parametrize(("size", "numbered"), [((1000, 500), 1), ((500, 700), 3), ((300, 180), 0)])
def test_every_histogram_has_an_axis_with_numbers_where_there_is_room(
    shown: ColoursStage, size: tuple[int, int], numbered: int
) -> None:
    """Beside one another the first one's numbers are those of all, which have marks at the same heights."""
    shown.resize(*size)
    QApplication.processEvents()
    axes = [plot.shares_axis for plot in shown.figure.histograms]
    written = [axis.tickStrings([0.0, 0.3], shown.figure.top, 0.3) for axis in axes]
    assert [words[0] for words in written] == ["0%"] * numbered + [""] * (3 - numbered)
    assert all(axis.opacity() == 1 and axis.width() > 3 for axis in axes)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_histograms_are_drawn_where_the_shares_say(shown: ColoursStage, theme: Theme) -> None:
    """Real dotted and orange, generated solid and blue, half as high."""
    shown.set_theme(theme)
    image, plan = pixels(shown), shown.figure.plan()
    for i, plot in enumerate(plan.histograms):
        heights = {}
        for role, place in (("real", (10, 20, 30)[i]), ("generated", (50, 45, 55)[i])):
            middle = plot.left() + plot.width() * (place + 0.5) / 64
            column = QRectF(middle - 5, plot.top() - 4, 10, plot.height())
            rows, _ = np.nonzero(within(column, is_colored(image, theme.color(role), 90)))
            heights[role] = (plot.height() + 4 - rows.min()) / plot.height()
        assert heights["real"] == pytest.approx(0.6, abs=0.05)
        assert heights["generated"] == pytest.approx(0.3, abs=0.05)


def test_a_mode_at_the_end_does_not_press_the_rest_flat(shown: ColoursStage) -> None:
    """What a camera could not tell from black is one bin of its own, cut off and told."""
    rows = np.array([mode(64, (0, 0.6), (30, 0.05))] * 3)
    plain = pixels(shown)
    shown.show_frame(make_frame(make_picture(real_histogram=rows)))
    assert shown.figure.top == pytest.approx(0.15 / 0.6)
    plot = shown.figure.plan().histograms[0]
    _, y = line_of(make_picture().bin_edges, rows[0], shown.figure.top)
    assert y[0] == 1.0
    words = QRectF(plot.left() + 5, plot.top(), 40, 14)
    assert within(words, is_colored(pixels(shown), DARK.color("real"), 90)).sum() > 20
    assert within(words, is_colored(plain, DARK.color("real"), 90)).sum() == 0


@pytest.mark.parametrize("bad", [0.0, math.nan])
def test_histograms_without_anything_in_them(shown: ColoursStage, bad: float) -> None:
    nothing = np.full((3, 64), bad)
    shown.show_frame(make_frame(make_picture(real_histogram=nothing, generated_histogram=nothing)))
    assert pixels(shown).any()
    assert shown.figure.top > 0


# The cube.


def test_corners_seen_from_the_front() -> None:
    """Red to the right, green up, blue away: the front is the side without blue."""
    for corner in CORNERS:
        expected = [0.5 if part else -0.5 for part in corner]
        assert project(Turn(0, 0), corner[None])[0] == pytest.approx(expected)
    assert project(Turn(0, 0), np.full((1, 3), 127.5))[0] == pytest.approx([0, 0, 0])


def test_a_quarter_turn_brings_blue_to_the_right() -> None:
    assert project(Turn(-90, 0), blue[None])[0] == pytest.approx([0.5, -0.5, 0.5])
    assert project(Turn(-90, 0), red[None])[0] == pytest.approx([-0.5, -0.5, -0.5])


def test_tilted_by_a_right_angle_it_is_seen_from_above() -> None:
    assert project(Turn(0, 90), green[None])[0] == pytest.approx([-0.5, -0.5, -0.5])
    assert project(Turn(0, 90), blue[None])[0] == pytest.approx([-0.5, 0.5, 0.5])


@pytest.mark.parametrize("turn", [Turn(), Turn(45, 35.26), Turn(-170, -60), Turn(10, 90)])
def test_the_cube_keeps_its_shape_and_stays_in_its_box(turn: Turn) -> None:
    seen = project(turn, CORNERS)
    lengths = np.linalg.norm(seen[EDGES[:, 0]] - seen[EDGES[:, 1]], axis=1)
    np.testing.assert_allclose(lengths, 1.0)
    across, up = reach_of(320, 260, 15)
    assert np.abs(seen[:, 0]).max() < across
    assert np.abs(seen[:, 1]).max() < up
    assert abs(np.linalg.det(turn.matrix)) == pytest.approx(1)
    assert seen[far_corner(turn), 2] == seen[:, 2].max()
    below = project(turn, np.array([[-80.0, 400.0, 100.0]]))
    np.testing.assert_allclose(below, project(turn, np.array([[0.0, 255.0, 100.0]])))


def test_all_sides_of_the_cube_are_seen_with_room_for_names(shown: ColoursStage) -> None:
    box = cloud_of(shown)
    for turn in (Turn(), Turn(45, 35.26), Turn(-170, -60), Turn(10, 90)):
        shown.figure.set_turn(turn)
        assert all(box.contains(spot_of(shown, corner)) for corner in CORNERS)
    shown.figure.set_turn(Turn(0, 0))
    edge = spot_of(shown, red).x() - spot_of(shown, np.zeros(3)).x()
    assert edge == pytest.approx(spot_of(shown, np.zeros(3)).y() - spot_of(shown, green).y())
    assert edge > 0.45 * min(box.width(), box.height()), "and it is large"


def test_turning_goes_round_but_never_upside_down() -> None:
    assert Turn(170, 0).by(20, 0) == Turn(-170, 0)
    assert Turn(0, 80).by(0, 30) == Turn(0, 90)
    assert Turn(0, -80).by(0, -30) == Turn(0, -90)


def test_stamps_are_of_the_nearest_colour() -> None:
    steps = np.linspace(0, 255, levels)
    for colour in ((0, 0, 0), (255, 255, 255), (200, 3, 77), (-40, 128, 700)):
        number = int(stamp_of(np.array([colour], dtype=float))[0])
        found = np.array([number // levels**2, number // levels % levels, number % levels])
        assert np.abs(steps[found] - np.clip(colour, 0, 255)).max() <= 255 / (levels - 1) / 2 + 1e-9


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("name", ["real", "generated"])
def test_a_dot_lies_where_its_colour_is_and_has_it(shown: ColoursStage, name: str, theme: Theme) -> None:
    shown.set_theme(theme)
    empty = {"real": np.empty((0, 3)), "generated": np.empty((0, 3))}
    shown.show_frame(make_frame(make_picture(**empty)))
    bare = pixels(shown)
    colour = np.array([255.0, 0.0, 255.0])
    shown.show_frame(make_frame(make_picture(**(empty | {name: colour[None]}))))
    image, box = pixels(shown), cloud_of(shown)
    changed = (image != bare).any(axis=-1)
    rows, columns = np.nonzero(within(box, changed))
    spot = spot_of(shown, colour)
    assert columns.mean() + math.floor(box.left()) + 0.5 == pytest.approx(spot.x(), abs=1)
    assert rows.mean() + math.floor(box.top()) + 0.5 == pytest.approx(spot.y(), abs=1.5)
    around = QRectF(spot.x() - 8, spot.y() - 8, 16, 16)
    assert within(around, is_colored(image, QColor(255, 0, 255), 30)).sum() > 4
    above, under = (rows < rows.mean()).sum(), (rows > rows.mean()).sum()
    widest = [len(columns[rows == row]) for row in (rows.min() + 1, rows.max() - 1)]
    assert (widest[1] > 1.5 * widest[0]) == (name == "generated"), "a triangle stands on its base"
    assert above
    assert under


def test_what_is_in_front_covers_what_is_behind(shown: ColoursStage) -> None:
    """Both at one place of the screen, seen from the front, whichever comes first."""
    shown.figure.set_turn(Turn(0, 0))
    near, far = np.array([200.0, 60.0, 0.0]), np.array([200.0, 60.0, 255.0])
    for pair in ((near, far), (far, near)):
        shown.show_frame(make_frame(make_picture(real=np.array(pair), generated=np.empty((0, 3)))))
        spot = spot_of(shown, near).toPoint()
        seen = pixels(shown)[spot.y(), spot.x()]
        assert np.abs(seen - near).max() <= 30, "no blue in it"


def test_what_is_no_number_has_no_dot(shown: ColoursStage) -> None:
    nowhere = np.full((5, 3), math.nan)
    pictures = [make_picture(real=rows, generated=rows) for rows in (np.empty((0, 3)), nowhere)]
    images = []
    for picture in pictures:
        shown.show_frame(make_frame(picture))
        images.append(within(cloud_of(shown), pixels(shown)))
    np.testing.assert_array_equal(*images)


# Turning it.


def test_a_drag_turns_the_cube(shown: ColoursStage) -> None:
    box, start = cloud_of(shown), cloud_of(shown).center().toPoint()
    drag(shown, start, start + QPoint(40, 20))
    turn = Turn().by(40 * 180 / box.width(), 20 * 180 / box.width())
    assert shown.figure.turn.yaw_deg == pytest.approx(turn.yaw_deg)
    assert shown.figure.turn.tilt_deg == pytest.approx(turn.tilt_deg)
    QTest.mouseMove(shown.figure.viewport(), start)
    assert shown.figure.turn.yaw_deg == pytest.approx(turn.yaw_deg), "and stays as it was left"


def test_what_is_in_front_follows_the_hand(shown: ColoursStage) -> None:
    shown.figure.set_turn(Turn(0, 10))
    before = spot_of(shown, np.array([127.5, 127.5, 0.0]))
    start = cloud_of(shown).center().toPoint()
    drag(shown, start, start + QPoint(30, 12))
    after = spot_of(shown, np.array([127.5, 127.5, 0.0]))
    assert after.x() > before.x() + 5
    assert after.y() > before.y() + 2


def test_a_drag_elsewhere_turns_nothing(shown: ColoursStage) -> None:
    start = shown.figure.plan().fields["real"].box.center().toPoint()
    drag(shown, start, start + QPoint(60, 20))
    assert shown.figure.turn == Turn()
    QTest.mousePress(shown.figure.viewport(), Qt.MouseButton.RightButton, pos=cloud_of(shown).center().toPoint())
    QTest.mouseMove(shown.figure.viewport(), cloud_of(shown).center().toPoint() + QPoint(30, 0))
    QTest.mouseRelease(shown.figure.viewport(), Qt.MouseButton.RightButton)
    assert shown.figure.turn == Turn()


def test_a_finger_turns_it_too(shown: ColoursStage) -> None:
    start = shown.figure.mapTo(shown, cloud_of(shown).center().toPoint())
    end = start + QPoint(50, 0)
    fingers = Fingers(shown.windowHandle())
    for touch in (partial(fingers.press, start), partial(fingers.move, end), partial(fingers.release, end)):
        touch()
        QApplication.processEvents()  # a finger that nobody takes becomes a mouse
    assert shown.figure.turn.yaw_deg == pytest.approx(Turn().yaw_deg + 50 * 180 / cloud_of(shown).width())


def test_a_double_click_shows_it_as_at_first(shown: ColoursStage) -> None:
    shown.figure.set_turn(Turn(100, -40))
    QTest.mouseDClick(shown.figure.viewport(), left, pos=cloud_of(shown).center().toPoint())
    assert shown.figure.turn == Turn()


@pytest.mark.parametrize(
    ("key", "yaw", "tilt"),
    [(Qt.Key.Key_Left, -10, 0), (Qt.Key.Key_Right, 10, 0), (Qt.Key.Key_Up, 0, -10), (Qt.Key.Key_Down, 0, 10)],
)
def test_arrows_turn_it_and_home_turns_it_back(shown: ColoursStage, key: Qt.Key, yaw: float, tilt: float) -> None:
    shown.figure.setFocus()
    QTest.keyClick(shown.figure, key)
    assert shown.figure.turn == Turn().by(yaw, tilt)
    QTest.keyClick(shown.figure, Qt.Key.Key_Home)
    assert shown.figure.turn == Turn()


def test_another_side_is_another_picture(shown: ColoursStage) -> None:
    before = pixels(shown)
    shown.figure.set_turn(Turn(60, -20))
    after = pixels(shown)
    box = cloud_of(shown)
    assert within(box, (before != after).any(axis=-1)).mean() > 0.05
    edge = math.floor(box.left()) - 12
    np.testing.assert_array_equal(before[:, :edge], after[:, :edge])
    shown.figure.set_turn(Turn())
    np.testing.assert_array_equal(pixels(shown), before)


def test_the_cursor_says_that_it_can_be_held(shown: ColoursStage) -> None:
    screen, middle = shown.figure.viewport(), cloud_of(shown).center().toPoint()
    QTest.mouseMove(screen, middle)
    assert screen.cursor().shape() is Qt.CursorShape.OpenHandCursor
    QTest.mousePress(screen, left, pos=middle)
    QTest.qWait(between_moves_ms)
    QTest.mouseMove(screen, middle + QPoint(20, 0))
    assert screen.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(screen, left, pos=middle + QPoint(20, 0))
    QTest.qWait(between_moves_ms)
    QTest.mouseMove(screen, QPoint(3, 3))
    assert screen.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_the_wheel_magnifies_the_cube_about_the_pointer(shown: ColoursStage) -> None:
    told: list[object] = []
    shown.view_changed.connect(partial(told.append, None))
    colour = np.array([255.0, 0.0, 60.0])
    before, edge = spot_of(shown, colour), shown.figure.cloud.box.viewRange()
    turn_wheel(shown.figure.viewport(), 3, before.toPoint())
    assert told
    assert np.ptp(shown.figure.cloud.box.viewRange()[0]) < 0.9 * np.ptp(edge[0])
    assert (spot_of(shown, colour) - before).manhattanLength() < 3
    QTest.keyClick(shown, Qt.Key.Key_0)
    assert shown.figure.cloud.box.is_fitted


def test_histograms_are_magnified_together(shown: ColoursStage) -> None:
    boxes = [plot.box for plot in shown.figure.histograms]
    turn_wheel(shown.figure.viewport(), 3, shown.figure.plan().histograms[1].center().toPoint())
    ranges = [box.viewRange() for box in boxes]
    assert ranges[0][0] == pytest.approx(ranges[1][0])
    assert ranges[2][0] == pytest.approx(ranges[1][0])
    assert np.ptp(ranges[0][0]) < 200
    assert [one[1] for one in ranges] == [[0.0, 1.0]] * 3, "shares stay as high"
    shown.show_frame(make_frame(step=400))
    assert boxes[0].viewRange()[0] == ranges[0][0]
    QTest.mouseDClick(shown.figure.viewport(), left, pos=shown.figure.plan().histograms[2].center().toPoint())
    assert all(box.is_fitted for box in boxes)


def test_another_stage_looks_at_it_in_the_same_way(shown: ColoursStage, qtbot: QtBot) -> None:
    other = ColoursStage()
    qtbot.addWidget(other)
    other.resize(shown.size())
    other.show()
    qtbot.wait(1)
    other.show_frame(make_frame())
    shown.figure.set_turn(Turn(5, 6))
    for place in (cloud_of(shown).center(), shown.figure.plan().histograms[0].center()):
        turn_wheel(shown.figure.viewport(), 3, place.toPoint())
    other.show_view(shown.view)
    assert other.figure.turn == Turn(5, 6)
    for one, same in zip(shown.figure.plots, other.figure.plots, strict=True):
        assert np.allclose(one.box.viewRange(), same.box.viewRange())
    shown.reset_view()
    other.show_view(shown.view)
    assert other.figure.is_fitted


def test_it_is_made_of_plots_of_pyqtgraph_in_our_own_look(shown: ColoursStage) -> None:
    assert isinstance(shown.figure, pg.GraphicsView)
    items = shown.figure.scene().items()
    assert sum(isinstance(item, pg.ImageItem) for item in items) == 3, "the photograph and the swatches"
    axes = [item for item in items if isinstance(item, pg.AxisItem)]
    assert all(isinstance(axis, PlotAxis) for axis in axes)
    assert not any(isinstance(item, pg.ButtonItem) for item in items)


# Layers, and the life of the stage.


def test_the_legend_has_an_entry_for_each_layer(shown: ColoursStage) -> None:
    assert [chip.objectName() for chip in shown.chips] == [
        f"layer.{name}" for name in ("real", "generated", "histograms", "cloud")
    ]
    assert shown.figure.visible_layers == LAYERS
    assert all(chip.accessibleName() and chip.toolTip() for chip in shown.chips)
    assert shown.figure.objectName() == "colours"
    assert shown.figure.accessibleName()


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_layer_hides_and_comes_back(shown: ColoursStage, layer: str) -> None:
    before = pixels(shown)
    chip = next(chip for chip in shown.chips if chip.layer.id == layer)
    QTest.mouseClick(chip, left)
    hidden = pixels(shown)
    plan = shown.figure.plan()
    gone = {
        "real": "real" not in plan.fields,
        "generated": "generated" not in plan.fields,
        "histograms": not plan.histograms,
        "cloud": plan.cloud is None,
    }
    assert [name for name, is_gone in gone.items() if is_gone] == [layer]
    assert (hidden != before).any()
    if layer in ("real", "generated"):
        assert not is_colored(hidden, DARK.color(layer), 8).any(), "neither swatches, nor lines, nor dots"
    QTest.mouseClick(chip, left)
    np.testing.assert_array_equal(pixels(shown), before)


def test_with_nothing_shown_there_is_still_the_photograph(shown: ColoursStage) -> None:
    show_only(shown)
    assert within(shown.figure.plan().photo, is_colored(pixels(shown), QColor(120, 40, 160), 3)).mean() > 0.9
    shown.reset_view()
    assert shown.figure.visible_layers == LAYERS


def test_resetting_the_view_turns_the_cube_back(shown: ColoursStage) -> None:
    shown.figure.set_turn(Turn(3, 4))
    shown.reset_view()
    assert shown.figure.turn == Turn()


def test_before_the_first_frame_there_are_places_for_everything(stage: ColoursStage) -> None:
    assert stage.figure.picture is None
    image = pixels(stage)
    assert (image != np.array(DARK.color("surface").getRgb()[:3])).any()
    assert stage.figure.swatch_at(QPointF(stage.figure.rect().center())) is None
    start = cloud_of(stage).center().toPoint()
    drag(stage, start, start + QPoint(30, 30))
    assert stage.figure.turn == Turn()
    stage.show_frame(make_frame())
    lesson = load_lesson("palette")
    stage.show_run(RunInfo(2, lesson.experiment, 0, "cpu", 1, 1), lesson)
    np.testing.assert_array_equal(pixels(stage), image)


def test_what_stands_still_is_painted_again_when_it_changes(shown: ColoursStage) -> None:
    """Another photograph, other real colours, another histogram, another size, another theme."""
    pixels(shown)
    other = {
        "photograph": np.full((40, 40, 3), (20, 200, 60), np.uint8),
        "real": ladder(600, 700),
        "real_histogram": make_picture().real_histogram[::-1].copy(),
    }
    for name, value in other.items():
        shown.show_frame(make_frame())
        before = pixels(shown)
        shown.show_frame(make_frame(make_picture(**{name: value})))
        after = pixels(shown)
        assert (before != after).any(), name
        fresh = ColoursPlot()
        fresh.setFont(shown.figure.font())
        fresh.resize(shown.figure.size())
        fresh.show_frame(make_frame(make_picture(**{name: value})))
        np.testing.assert_array_equal(pixels_of(fresh), after)
        fresh.deleteLater()


@pytest.mark.parametrize("size", [(1, 1), (30, 200), (200, 30), (90, 90), (330, 210)])
@pytest.mark.parametrize("empty", [True, False])
def test_tiny_sizes(qtbot: QtBot, size: tuple[int, int], empty: bool) -> None:
    figure = ColoursPlot()
    qtbot.addWidget(figure)
    figure.setMinimumSize(1, 1)
    figure.resize(*size)
    figure.show_frame(None if empty else make_frame())
    for layers in (LAYERS, set(), {"real"}, {"cloud", "histograms"}):
        for layer in LAYERS:
            figure.set_layer_visible(layer, layer in layers)
        assert pixels_of(figure).shape[:2] == (size[1], size[0])


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_themes(shown: ColoursStage, theme: Theme) -> None:
    shown.set_theme(theme)
    image = pixels(shown)
    assert is_colored(image, theme.color("surface"), 0).mean() > 0.3
    for role in ("real", "generated", "theory"):
        assert is_colored(image, theme.color(role), 30).any()


def test_the_step_is_told(shown: ColoursStage) -> None:
    before = pixels(shown)
    shown.show_frame(make_frame(step=98_765))
    changed = (pixels(shown) != before).any(axis=-1)
    rows, columns = np.nonzero(changed)
    assert rows.max() < shown.figure.plan().photo.top()
    assert columns.max() < shown.figure.plan().fields["real"].box.left()


def test_nobody_can_press_on_a_film(shown: ColoursStage) -> None:
    box = cloud_of(shown)
    corner = QRectF(box.right() - 90, box.bottom() - 22, 90, 22)
    assert within(corner, is_colored(pixels(shown), DARK.color("muted"), 60)).any()
    shown.hide_tools()
    assert not within(corner, is_colored(pixels(shown), DARK.color("muted"), 60)).any()


def test_the_average_is_offered_where_it_is_kept(shown: ColoursStage) -> None:
    assert shown.average_switch.isHidden()
    wanted: list[dict[str, Any]] = []
    shown.knobs_wanted.connect(wanted.append)
    shown.show_frame(make_frame(averaged=True, average_kept=True))
    assert not shown.average_switch.isHidden()
    QTest.mouseClick(shown.average_switch, left)
    assert wanted == [{"stabilise.average_shown": False}]


def test_in_the_window_arrows_turn_the_cube_and_it_trains(opened: Opener) -> None:
    watched = opened("--lesson", "palette")
    stage = watched.window.findChild(ColoursStage)
    assert stage is not None
    watched.until(lambda: stage.figure.picture is not None and watched.frames[-1].step > 3)
    stage.figure.setFocus()
    QTest.keyClick(stage.figure, Qt.Key.Key_Right)
    assert stage.figure.turn == Turn().by(10, 0)
