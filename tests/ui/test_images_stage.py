"""Pictures, looked at as a user does: tiles, verdicts, classes, walks through the noise, files."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cases import one_in
from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.gan.observe.look import Look, Walk
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.comparison.linked_views import StagePair
from gan_playground.ui.files.exports import picture_of, svg_of
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.images.grid import Grid, groups_of, keep_in_sight, lay_tiles, mixed
from gan_playground.ui.stages.images.grid_plot import small_font
from gan_playground.ui.stages.images.layout import Paper, _places, places_for
from gan_playground.ui.stages.images.plan import Room, best_plan
from gan_playground.ui.stages.images.readout import distance_notes, lines_of, told_of
from gan_playground.ui.stages.images.saving import save_samples
from gan_playground.ui.stages.images.stage import ImagesStage
from gan_playground.ui.stages.images.verdicts import levels, levels_of, unknown, verdict_color
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK, THEMES, Theme
from ui.drawn import cut, overlapping, texts_in
from ui.image_frames import (
    COUNT,
    make_classes,
    make_digits,
    make_frame,
    make_latent_walk,
    make_picture,
    nearest,
    shade_of,
    shades,
)
from ui.looks import Pixels, array_of, is_colored
from ui.looks import pixels as pixels_of

LAYERS = ("real", "generated", "nearest", "verdicts")
CONTROLS = ("noiseAmount", "freshDraw", "saveSamples", "classBox")
WALKING = ("walkAxis", "walkRandom", "walkOther", "walkNumber", "walkDice", "walkTarget", "walkClose")
left = Qt.MouseButton.LeftButton
shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def begin(stage: ImagesStage, lesson_id: str = "two-blobs") -> None:
    lesson = load_lesson(lesson_id)
    stage.show_run(RunInfo(1, lesson.experiment, 0, "cpu", 1, 1), lesson)


@pytest.fixture
def stage(qtbot: QtBot) -> ImagesStage:
    stage = ImagesStage()
    qtbot.addWidget(stage)
    stage.resize(1000, 640)
    begin(stage)
    stage.show()
    qtbot.waitExposed(stage)
    stage.show_frame(make_frame())
    return stage


def show(stage: ImagesStage, picture: ImagesPicture) -> None:
    """A frame, with everything laid out as it wants."""
    stage.show_frame(make_frame(picture))
    QApplication.processEvents()


def part(stage: ImagesStage, name: str) -> Any:
    found = stage.findChildren(QWidget, name)
    assert len(found) == 1, name
    return found[0]


def press(stage: ImagesStage, name: str) -> None:
    QTest.mouseClick(part(stage, name), left)


def grid_of(stage: ImagesStage, panel: str = "generated") -> Grid:
    grid = stage.figure.grid(panel)
    assert grid is not None, f"{panel} is not seen"
    return grid


def place_of(stage: ImagesStage, index: int, panel: str = "generated") -> QRectF:
    """A picture in the figure, px."""
    place = stage.figure.grids[panel].place_of(index)
    assert place is not None, f"{panel} {index} is not shown"
    return place


def in_figure(stage: ImagesStage, place: QRectF, panel: str = "generated") -> QRectF:
    """A place of a grid in the figure, px."""
    return stage.figure.grids[panel].box.mapViewToScene(place).boundingRect()


def spot(stage: ImagesStage, index: int, panel: str = "generated") -> QPoint:
    """The middle of a tile."""
    return place_of(stage, index, panel).center().toPoint()


def pick(stage: ImagesStage, index: int, panel: str = "generated", modifier: Qt.KeyboardModifier = none) -> None:
    QTest.mouseClick(stage.figure.viewport(), left, modifier, spot(stage, index, panel))
    QApplication.processEvents()


def shown(stage: ImagesStage, panel: str = "generated") -> list[int]:
    """Which pictures are seen."""
    grid = stage.figure.grid(panel)
    return [] if grid is None else grid.pictures.tolist()


def color_at(image: Pixels, point: QPoint | QPointF) -> list[int]:
    return image[round(point.y()), round(point.x())].tolist()


# What is there.


def test_the_stage_of_pictures_is_found_by_its_name(qtbot: QtBot) -> None:
    stage = STAGES["images"]()
    qtbot.addWidget(stage)
    assert isinstance(stage, ImagesStage)


def test_every_part_has_a_name_is_read_aloud_and_explains_itself(stage: ImagesStage) -> None:
    for name in (*CONTROLS, *WALKING, *(f"layer.{layer}" for layer in LAYERS), "averageSwitch"):
        assert part(stage, name).accessibleName(), name
        assert part(stage, name).toolTip(), name
    assert part(stage, "images").accessibleName()
    assert part(stage, "walkStrip").accessibleName()
    show(stage, make_classes())
    for name in ("class.all", "class.0", "class.2"):
        assert part(stage, name).accessibleName()
        assert part(stage, name).toolTip()


def test_each_tile_shows_its_own_picture(stage: ImagesStage) -> None:
    image = pixels_of(stage.figure)
    for panel, first in (("real", 0), ("generated", 11)):
        for index in shown(stage, panel):
            assert color_at(image, spot(stage, index, panel)) == [shade_of(first + index)] * 3


def test_colours_are_those_of_the_picture_and_rows_are_in_order(stage: ImagesStage) -> None:
    generated = np.zeros((COUNT, 24, 40, 3), np.uint8)
    generated[:, :, :, 0], generated[:, 12:, :, 2] = 200, 150
    show(stage, make_picture(generated=generated, real=generated))
    image, place = pixels_of(stage.figure), place_of(stage, 3)
    assert place.width() / place.height() == pytest.approx(40 / 24, rel=0.1)
    assert color_at(image, place.center() - QPointF(0, place.height() / 4)) == [200, 0, 0]
    assert color_at(image, place.center() + QPointF(0, place.height() / 4)) == [200, 0, 150]


def test_small_pictures_are_squares_of_whole_pixels(stage: ImagesStage) -> None:
    show(stage, make_digits())
    grid, picture = grid_of(stage), stage.figure.picture_now
    assert grid.tile.scale >= 2
    assert grid.tile.scale % 1 == 0
    place, image = place_of(stage, 0), pixels_of(stage.figure)
    assert picture is not None
    side = place.width() / 8
    for row in range(1, 7):
        for column in range(1, 7):
            middle = place.topLeft() + QPointF((column + 0.5) * side, (row + 0.5) * side)
            assert color_at(image, middle) == [picture.generated[0, row, column, 0]] * 3


def test_a_pixel_does_not_take_colour_from_the_next_picture(stage: ImagesStage) -> None:
    size = (90, 90)  # larger than its tile, so it is smoothed
    pictures = np.zeros((COUNT, *size, 1), np.uint8)
    pictures[1::2] = 255
    show(stage, make_picture(generated=pictures, real=pictures, verdicts=np.full(COUNT, math.nan)))
    image, place = pixels_of(stage.figure), place_of(stage, 2, "real")
    row = round(place.center().y())
    for x in range(math.ceil(place.left()) + 1, math.floor(place.right()) - 1):
        assert image[row, x].max() == 0
    column = round(place.center().x())
    for y in range(math.ceil(place.top()) + 1, math.floor(place.bottom()) - 1):
        assert image[y, column].max() == 0


# What D says.


@pytest.mark.parametrize("theme", THEMES.values(), ids=str)
def test_a_frame_is_blue_for_fake_and_orange_for_real(stage: ImagesStage, theme: Theme) -> None:
    stage.set_theme(theme)
    show(stage, make_picture(verdicts=np.where(np.arange(COUNT) % 2, 1.0, 0.0)))
    image = pixels_of(stage.figure)
    for index, role in ((0, "generated"), (1, "real"), (2, "generated")):
        place = place_of(stage, index)
        edge = QPointF(place.left() - grid_of(stage).tile.frame, place.center().y())
        assert bool(is_colored(image, QColor(getattr(theme, role)))[round(edge.y()), round(edge.x())])


def bar_length(stage: ImagesStage, index: int) -> float:
    """How much of the place below a tile is filled, from its left."""
    image, tile, place = pixels_of(stage.figure), grid_of(stage).tile, place_of(stage, index)
    y = round(place.bottom() + tile.frame + 0.75 * tile.bar)
    line = image[y : y + 1, round(place.left()) : round(place.right())]
    return float(np.any([is_colored(line, DARK.color(role)) for role in ("real", "generated", "muted")], 0).mean())


def test_a_bar_says_the_same_without_colour(stage: ImagesStage) -> None:
    for verdict in (0.0, 0.25, 0.5, 0.6, 1.0):
        show(stage, make_picture(verdicts=np.full(COUNT, verdict)))
        assert bar_length(stage, 0) == pytest.approx(verdict, abs=0.05)


def test_a_verdict_that_is_no_number_is_neither(stage: ImagesStage) -> None:
    verdicts = np.array([math.nan, math.inf, -math.inf, *np.full(COUNT - 3, 0.5)])
    show(stage, make_picture(verdicts=verdicts, real_verdicts=verdicts))
    for index in range(3):
        assert bar_length(stage, index) == 0
    picture = stage.figure.picture_now
    assert picture is not None
    assert "D says – real" in told_of(picture, "generated", 0)


def test_every_verdict_has_a_frame_of_its_own() -> None:
    found = levels_of(np.array([0.0, 0.5, 1.0, 1.5, -1.0, math.nan, math.inf, -math.inf]))
    assert found.tolist() == [0, (levels - 1) // 2, levels - 1, levels - 1, 0, unknown, unknown, unknown]


def test_the_colours_are_symmetric_and_neutral_in_the_middle() -> None:
    assert verdict_color(DARK, 1.0) == QColor(DARK.real)
    assert verdict_color(DARK, 0.0) == QColor(DARK.generated)
    assert verdict_color(DARK, 0.5) == QColor(DARK.outline)


def test_verdicts_can_be_hidden(stage: ImagesStage) -> None:
    show(stage, make_picture(verdicts=np.ones(COUNT)))
    assert bar_length(stage, 0) > 0.9
    press(stage, "layer.verdicts")
    assert bar_length(stage, 0) == 0
    assert color_at(pixels_of(stage.figure), spot(stage, 0)) == [shade_of(11)] * 3


# What is asked for.


def test_only_what_is_seen_is_asked_for(stage: ImagesStage, qtbot: QtBot) -> None:
    assert stage.look == Look(layers=frozenset())
    with qtbot.waitSignal(stage.look_wanted) as wanted:
        press(stage, "layer.nearest")
    assert wanted.args[0].asks_for("nearest")
    assert stage.look.layers == {"nearest"}


def test_the_nearest_pictures_lie_in_the_same_places(stage: ImagesStage) -> None:
    show(stage, nearest())
    assert stage.figure.grid("nearest") is None
    press(stage, "layer.nearest")
    ours, theirs = grid_of(stage), grid_of(stage, "nearest")
    assert ours.pictures.tolist() == theirs.pictures.tolist()
    some = (0, 1, int(ours.pictures[-1]))
    apart = [place_of(stage, i, "nearest").topLeft() - place_of(stage, i).topLeft() for i in some]
    assert apart == [apart[0]] * 3
    image = pixels_of(stage.figure)
    for index in shown(stage, "nearest"):
        assert color_at(image, spot(stage, index, "nearest")) == [shade_of(5 + index)] * 3


def test_until_they_come_nothing_is_in_their_place(stage: ImagesStage) -> None:
    press(stage, "layer.nearest")
    assert stage.figure.grid("nearest") is None
    assert stage.figure.grid("generated") is not None


@pytest.mark.parametrize(("usual", "words"), [(0.1, "further away than"), (0.2, "nearer than")])
def test_their_distance_is_compared_with_held_out_pictures(usual: float, words: str) -> None:
    notes = distance_notes(nearest(usual_distance=usual))
    assert notes[0] == f"0.150 away on average: {words} held-out pictures are ({usual:.3f})"
    assert notes[-1] == "0.150"
    assert [len(note) for note in notes] == sorted(map(len, notes), reverse=True)


def test_what_was_not_measured_is_not_compared() -> None:
    assert distance_notes(nearest(usual_distance=math.nan)) == ("0.150 away on average", "0.150")
    assert distance_notes(make_picture()) == ("",)


def test_real_pictures_can_give_their_place_to_the_others(stage: ImagesStage) -> None:
    before = grid_of(stage)
    press(stage, "layer.real")
    after = grid_of(stage)
    assert stage.figure.grid("real") is None
    assert len(after.pictures) * after.tile.scale**2 > len(before.pictures) * before.tile.scale**2
    press(stage, "layer.generated")
    assert shown(stage) == []
    pixels_of(stage)  # nothing is left to be drawn, and that is drawn


# What is under the pointer.


def test_the_tile_under_the_pointer_is_enlarged_and_explained(stage: ImagesStage) -> None:
    show(stage, nearest())
    before = pixels_of(stage.figure)
    QTest.mouseMove(stage.figure.viewport(), spot(stage, 20))
    image = pixels_of(stage.figure)
    enlarged = (image == shade_of(31)).all(axis=-1).sum() - (before == shade_of(31)).all(axis=-1).sum()
    assert enlarged > 60**2
    QTest.mouseMove(stage.figure.viewport(), QPoint(1, 1))
    assert (pixels_of(stage.figure) == before).all()


def test_a_finger_sees_the_card_where_it_presses(stage: ImagesStage) -> None:
    before = pixels_of(stage.figure)
    QTest.mousePress(stage.figure.viewport(), left, pos=spot(stage, 3, "real"))
    image = pixels_of(stage.figure)
    assert (image == shade_of(3)).all(axis=-1).sum() > (before == shade_of(3)).all(axis=-1).sum() + 60**2


def test_it_says_what_is_known_of_the_picture() -> None:
    classes = make_classes(nearest=shades(63, (16, 16), 3), nearest_distances=np.full(63, 0.1234), usual_distance=0.2)
    words = told_of(classes, "generated", 25)
    assert words.startswith("generated picture 26; D says 40% real; asked for: green")
    assert "nearest real one: 0.123 away; held-out ones: 0.200 on average" in words
    assert told_of(classes, "nearest", 25) == words
    assert told_of(classes, "real", 0) == "real picture; D says 100% real; class: red"
    assert len(lines_of(make_picture(), "real", 3)) == 2


def test_the_pointer_at_every_edge_finds_room_for_the_card(stage: ImagesStage) -> None:
    stage.resize(600, 260)
    show(stage, nearest(told="3 files were skipped"))
    for panel in ("real", "generated"):
        for index in shown(stage, panel):
            QTest.mouseMove(stage.figure.viewport(), spot(stage, index, panel))
            pixels_of(stage.figure)


def test_the_card_leaves_the_words_above_the_grid_to_be_read(stage: ImagesStage) -> None:
    before = pixels_of(stage.figure)
    for panel in ("real", "generated"):
        bottom = round(stage.figure._boxes[panel].top()) - 4
        QTest.mouseMove(stage.figure.viewport(), spot(stage, shown(stage, panel)[0], panel))
        image = pixels_of(stage.figure)
        assert not (image == before).all()
        assert (image[bottom - 18 : bottom] == before[bottom - 18 : bottom]).all()


# Classes.


def test_classes_have_rows_of_their_own(stage: ImagesStage) -> None:
    labels = np.tile(np.arange(3), 21)  # in no order
    show(stage, make_classes(labels=labels, real_labels=labels))
    picture, grid = stage.figure.picture_now, stage.figure.grid("generated")
    assert picture is not None
    assert grid is not None
    assert grid.labels == (0, 1, 2)
    rows: dict[float, set[int]] = {}
    for (_, y), index in zip(grid.places, grid.pictures, strict=True):
        rows.setdefault(float(y), set()).add(int(labels[index]))
    assert all(len(found) == 1 for found in rows.values())
    for label, block in zip(grid.labels, grid.blocks, strict=True):
        tiles = zip(grid.places + 1, grid.pictures, strict=True)
        inside = [int(labels[i]) for (x, y), i in tiles if block.contains(x, y)]
        assert set(inside) == {label}


def test_names_stand_at_the_left_and_shares_at_the_right(stage: ImagesStage) -> None:
    show(stage, make_classes(agreement=None))
    bare = pixels_of(stage.figure)
    block, edge = in_figure(stage, grid_of(stage).blocks[1]), stage.figure.grids["generated"].box.sceneBoundingRect()
    rows = slice(round(block.top()), round(block.bottom()))
    assert np.ptp(bare[rows, round(edge.left()) : round(block.left()) - 4]) > 100
    show(stage, make_classes())
    image, block = pixels_of(stage.figure), in_figure(stage, grid_of(stage).blocks[1])
    rows = slice(round(block.top()), round(block.bottom()))
    assert np.ptp(image[rows, round(block.right()) + 4 : round(block.right()) + 40]) > 60


def test_a_class_can_be_chosen(stage: ImagesStage, qtbot: QtBot) -> None:
    assert part(stage, "classBox").isHidden() or not part(stage, "classBox").isVisible()
    show(stage, make_classes())
    with qtbot.waitSignal(stage.look_wanted) as wanted:
        press(stage, "class.1")
    assert wanted.args[0].label == 1
    press(stage, "class.all")
    assert stage.look.label is None


def test_many_classes_are_a_list(stage: ImagesStage) -> None:
    show(stage, make_classes(tuple(map(str, range(64))), each=1))
    box = part(stage, "classBox")
    assert isinstance(box, QComboBox)
    assert box.isVisible()
    assert not stage.picker.buttons[0].isVisible()
    box.setCurrentIndex(41)
    assert stage.look.label == 40
    assert len(shown(stage)) == 64


def test_data_without_classes_forget_the_choice(stage: ImagesStage, qtbot: QtBot) -> None:
    show(stage, make_classes())
    press(stage, "class.2")
    with qtbot.waitSignal(stage.look_wanted, check_params_cb=lambda look: look.label is None):
        show(stage, make_picture())
    assert stage.look.label is None
    assert not stage.picker.isVisible()
    assert not stage.findChildren(QAbstractButton, "class.2") or not part(stage, "class.2").isVisible()


def test_one_class_alone_is_a_grid_like_any(stage: ImagesStage) -> None:
    labels = np.full(63, 1)
    show(stage, make_classes(labels=labels, real_labels=labels))
    grid = stage.figure.grid("generated")
    assert grid is not None
    assert grid.labels == ()
    assert len(grid.blocks) == 1


# Noise.


def test_the_amount_of_noise_is_asked_for(stage: ImagesStage, qtbot: QtBot) -> None:
    slider = part(stage, "noiseAmount")
    assert isinstance(slider, QSlider)
    assert stage.look.spread == 1.0
    with qtbot.waitSignal(stage.look_wanted):
        slider.setValue(slider.maximum())
    assert stage.look.spread == 1.5
    slider.setValue(0)
    assert stage.look.spread == 0.0


def test_another_draw_is_another_look(stage: ImagesStage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.look_wanted):
        press(stage, "freshDraw")
    assert stage.look.fresh == 1
    stage.figure.setFocus()
    QTest.keyClick(stage.figure, Qt.Key.Key_N, shift)
    assert stage.look.fresh == 2


# Walks.


def test_a_picture_that_is_pressed_begins_a_walk(stage: ImagesStage, qtbot: QtBot) -> None:
    assert not stage.explorer.isVisible()
    with qtbot.waitSignal(stage.look_wanted):
        pick(stage, 12)
    assert stage.explorer.isVisible()
    assert stage.look.walk == Walk(12, axis=0)
    assert stage.figure.start == 12
    image, place = pixels_of(stage.figure), spot(stage, 12)
    around = image[place.y() - 60 : place.y() + 60, place.x() - 60 : place.x() + 60]
    assert is_colored(around, QColor(DARK.text)).any()


def test_a_real_picture_begins_none(stage: ImagesStage) -> None:
    pick(stage, 3, "real")
    assert stage.look.walk is None


def test_a_nearest_picture_stands_for_its_generated_one(stage: ImagesStage) -> None:
    press(stage, "layer.nearest")
    show(stage, nearest())
    pick(stage, 4, "nearest")
    assert stage.look.walk == Walk(4, axis=0)


def test_three_kinds_of_walk(stage: ImagesStage) -> None:
    pick(stage, 12)
    slider = part(stage, "walkNumber")
    assert (slider.minimum(), slider.maximum()) == (0, 15)
    slider.setValue(7)
    assert stage.look.walk == Walk(12, axis=7)
    press(stage, "walkRandom")
    first = stage.look.walk
    assert first is not None
    assert first.axis is first.to is None
    press(stage, "walkDice")
    assert stage.look.walk == Walk(12, direction=first.direction + 1)
    press(stage, "walkOther")
    assert stage.look.walk is None  # nobody has said where to
    assert "another generated picture" in stage.explorer.strip.hint
    pick(stage, 5)
    assert stage.look.walk == Walk(12, to=5)
    assert (stage.figure.start, stage.figure.target) == (12, 5)
    press(stage, "walkTarget")
    pick(stage, 9)
    assert stage.look.walk == Walk(12, to=9)
    pick(stage, 2)
    assert stage.look.walk == Walk(2, to=9)
    press(stage, "walkAxis")
    assert stage.look.walk == Walk(2, axis=7)
    assert stage.figure.target is None


def test_with_shift_a_second_picture_is_where_it_leads(stage: ImagesStage) -> None:
    pick(stage, 12)
    pick(stage, 3, modifier=shift)
    assert stage.look.walk == Walk(12, to=3)
    pick(stage, 3)  # and from there it could not lead to itself
    assert stage.look.walk is None
    assert stage.figure.start == 3


def test_what_is_picked_stays_in_sight(stage: ImagesStage) -> None:
    stage.resize(760, 330)
    QApplication.processEvents()
    last = shown(stage)[-1]
    pick(stage, last)
    assert last in shown(stage)
    stage.resize(420, 330)
    QApplication.processEvents()
    assert last in shown(stage)
    assert len(set(shown(stage))) == len(shown(stage))


def test_the_way_is_seen_in_a_strip(stage: ImagesStage) -> None:
    pick(stage, 12)
    show(stage, make_picture(latent_walk=make_latent_walk(Walk(12, axis=0))))
    strip = stage.explorer.strip
    grid, image = strip.grid, pixels_of(strip)
    assert grid is not None
    for place in range(11):
        tile = grid.place_of(place)
        assert tile is not None
        assert color_at(image, tile.center()) == [shade_of(place)] * 3
    middle = grid.place_of(5)
    assert middle is not None
    assert strip.told_at(middle.center()) == "0.00: D says 50% real"
    assert strip.told_at(QPointF(0, 0)) == ""


def test_verdicts_are_hidden_along_the_way_too(stage: ImagesStage) -> None:
    pick(stage, 12)
    show(stage, make_picture(latent_walk=make_latent_walk(Walk(12, axis=0))))
    strip, real = stage.explorer.strip, QColor(DARK.real)
    assert is_colored(pixels_of(strip), real).any()
    press(stage, "layer.verdicts")
    assert not is_colored(pixels_of(strip), real).any()


def test_the_old_way_is_seen_until_the_new_one_comes(stage: ImagesStage) -> None:
    pick(stage, 12)
    old = make_latent_walk(Walk(12, axis=0))
    show(stage, make_picture(latent_walk=old))
    part(stage, "walkNumber").setValue(4)
    show(stage, make_picture(latent_walk=old))
    assert stage.explorer.strip.latent_walk is old
    show(stage, make_picture(latent_walk=None))
    assert stage.explorer.strip.latent_walk is old
    new = make_latent_walk(Walk(12, axis=4))
    show(stage, make_picture(latent_walk=new))
    assert stage.explorer.strip.latent_walk is new


@pytest.mark.parametrize("walk", [Walk(1, to=2), Walk(1, axis=3), Walk(1, direction=2), Walk(1, axis=99)])
def test_every_way_says_where_each_picture_is(stage: ImagesStage, walk: Walk) -> None:
    pick(stage, 1)
    latent_walk = make_latent_walk(walk) if walk.axis != 99 else make_latent_walk(Walk(1, axis=99), dim=100)
    show(stage, make_picture(latent_walk=latent_walk))
    grid = stage.explorer.strip.grid
    assert grid is not None
    tiles = [grid.place_of(place) for place in range(11)]
    words = [stage.explorer.strip.told_at(tile.center()).partition(":")[0] for tile in tiles if tile is not None]
    assert len(set(words)) == 11
    pixels_of(stage.explorer.strip)


@pytest.mark.parametrize("how", ["walkClose", "Esc on the figure", "Esc on a control"])
def test_a_walk_ends(stage: ImagesStage, how: str) -> None:
    pick(stage, 12)
    if how == "walkClose":
        press(stage, how)
    else:
        focus = stage.figure if "figure" in how else part(stage, "walkNumber")
        stage.activateWindow()
        focus.setFocus()
        QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert stage.look.walk is None
    assert stage.figure.start is None
    assert not stage.explorer.isVisible()


def test_arrows_move_the_picked_tile(stage: ImagesStage) -> None:
    stage.activateWindow()
    stage.figure.setFocus()
    QTest.keyClick(stage.figure, Qt.Key.Key_Right)
    assert stage.figure.start == 0
    columns = len(set(grid_of(stage).corners[:, 0].tolist()))
    for key, expected in (("Right", 1), ("Down", 1 + columns), ("Left", columns), ("Up", 0), ("Up", 0), ("Left", 0)):
        QTest.keyClick(stage.figure, getattr(Qt.Key, f"Key_{key}"))
        assert stage.figure.start == expected, key
    assert "generated picture 1;" in stage.figure.accessibleDescription()


def test_fewer_pictures_end_a_walk_from_one_that_is_gone(stage: ImagesStage) -> None:
    pick(stage, 20)
    show(stage, make_picture(generated=shades(9), verdicts=np.full(9, 0.5)))
    assert stage.look.walk is None


def test_shorter_noise_has_fewer_numbers(stage: ImagesStage) -> None:
    pick(stage, 2)
    part(stage, "walkNumber").setValue(15)
    show(stage, make_picture(dim=2))
    assert stage.look.walk == Walk(2, axis=1)


# Runs.


def test_another_lesson_begins_with_nothing_picked(stage: ImagesStage) -> None:
    pick(stage, 12)
    press(stage, "freshDraw")
    part(stage, "noiseAmount").setValue(3)
    begin(stage)
    assert stage.look.walk == Walk(12, axis=0)  # the same again keeps what was asked
    begin(stage, "ring")
    assert stage.look == Look(layers=frozenset())


def test_before_the_first_frame_there_is_an_empty_stage(qtbot: QtBot) -> None:
    stage = ImagesStage()
    qtbot.addWidget(stage)
    stage.resize(760, 330)
    begin(stage)
    assert stage.figure.grid("real") is None
    assert not part(stage, "saveSamples").isEnabled()
    pixels_of(stage)
    QTest.mouseMove(stage.figure.viewport(), QPoint(30, 30))
    QTest.mouseClick(stage.figure.viewport(), left, pos=QPoint(100, 100))
    QTest.keyClick(stage.figure, Qt.Key.Key_Right)
    assert stage.look.walk is None


def test_a_new_visitor_sees_what_one_should(stage: ImagesStage) -> None:
    show(stage, make_classes())
    press(stage, "class.1")
    press(stage, "layer.nearest")
    press(stage, "layer.verdicts")
    press(stage, "freshDraw")
    part(stage, "noiseAmount").setValue(2)
    pick(stage, 3)
    stage.reset_view()
    assert stage.look == Look(layers=frozenset())
    assert stage.figure.visible_layers == {"real", "generated", "verdicts"}
    assert not stage.explorer.isVisible()


def test_a_film_shows_no_tools(stage: ImagesStage) -> None:
    pick(stage, 3)
    stage.hide_tools()
    show(stage, make_classes())
    for name in (*CONTROLS, *WALKING):
        assert not part(stage, name).isVisible(), name
    assert len(shown(stage)) > 20


def test_fingers_find_large_targets(stage: ImagesStage) -> None:
    stage.setStyleSheet("")
    stage.set_exhibit(True)
    show(stage, make_classes())
    pick(stage, 3)
    for name in ("freshDraw", "saveSamples", "walkAxis", "walkClose", "class.all"):
        assert part(stage, name).property("large") is True, name
    for name in ("noiseAmount", "walkNumber"):
        assert part(stage, name).height() >= 44


def test_the_average_can_be_looked_at(stage: ImagesStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame(average_kept=True, averaged=True))
    switch = part(stage, "averageSwitch")
    assert switch.isVisible()
    with qtbot.waitSignal(stage.knobs_wanted) as wanted:
        switch.click()
    assert wanted.args[0] == {"stabilise.average_shown": False}


@pytest.mark.parametrize("width_px", [540, 720, 1000])
def test_what_a_bar_is_and_what_the_slider_turns_is_said_at_every_size(stage: ImagesStage, width_px: int) -> None:
    stage.setStyleSheet(stylesheet(DARK))
    stage.resize(width_px, 300)
    stage.show_frame(make_frame(make_digits(), average_kept=True))
    QApplication.processEvents()
    words = " ".join(text.text for text in texts_in(stage))
    assert "noise" in words
    assert "bar" in words


def test_a_switch_that_comes_does_not_widen_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    stage = ImagesStage()
    QVBoxLayout(window).addWidget(stage)
    window.resize(790, 360)
    window.show()
    qtbot.waitExposed(window)
    show(stage, make_digits())
    stage.show_frame(make_frame(make_digits(), average_kept=True))
    QApplication.processEvents()
    assert window.width() == 790
    assert all(chip.text() == chip.layer.title for chip in stage.chips)
    right = stage.tools.mapTo(stage, stage.tools.rect().topRight()).x()
    assert right <= stage.width()


def test_how_the_data_were_read_is_told(stage: ImagesStage) -> None:
    before = pixels_of(stage.figure)[-20:]
    show(stage, make_picture(told="3 files were skipped: they are no pictures."))
    after = pixels_of(stage.figure)[-20:]
    assert is_colored(after, QColor(DARK.muted)).sum() > is_colored(before, QColor(DARK.muted)).sum() + 20


@pytest.mark.parametrize("theme", one_in(2, THEMES.values()), ids=list(THEMES))
def test_any_size_will_do(stage: ImagesStage, theme: Theme) -> None:
    stage.set_theme(theme)
    figure = stage.figure
    figure.setParent(None)
    try:
        for size in ((1, 1), (60, 40), (200, 90), (320, 700), (1900, 120), (2600, 1500)):
            for picture in (make_picture(), make_classes(), nearest(told="x"), make_picture(generated=shades(1))):
                figure.resize(*size)
                figure.show_frame(make_frame(picture))
                pixels_of(figure)
    finally:
        figure.deleteLater()


@pytest.mark.parametrize("shape", [(8, 8, 1), (28, 28, 1), (64, 64, 3), (24, 40, 1), (40, 24, 3), (1, 1, 1)])
@pytest.mark.parametrize("size", [(360.0, 200.0), (600.0, 500.0)])
def test_tiles_fit_and_do_not_overlap(shape: tuple[int, int, int], size: tuple[float, float]) -> None:
    for ratio in (1.0, 1.5, 2.0):
        box = QRectF(7, 3, *size)
        for classes, each in ((1, 64), (10, 6), (3, 21), (64, 1)):
            names = 30.0 * ratio * (classes > 1)
            room = Room(size[0] * ratio, size[1] * ratio, ratio, names, 0.0, classes, each, shape[1], shape[0])
            plan = best_plan(room)
            assert plan is not None
            labels = np.repeat(np.arange(classes), each)
            groups = groups_of(classes * each, labels) if plan.room.classes > 1 else mixed(classes * each, labels)
            grid = lay_tiles(plan, box, ratio, groups, labels if len(groups) > 1 else None)
            assert len(set(grid.pictures.tolist())) == len(grid.pictures) > 0
            check_tiles(grid, QRectF(0, 0, size[0], size[1] + (ratio % 1 > 0)))
            assert grid.tile.scale >= 0.4
            dots = np.multiply((*grid.tile.pitch, grid.tile.across, grid.tile.down), grid.tile.scale)
            assert grid.tile.scale < 1 or (dots % 1 == 0).all()


def check_tiles(grid: Grid, box: QRectF) -> None:
    """Each with its frame and bar inside of the box, on the screen's own dots, and apart from all others."""
    frame, bar = grid.tile.frame / grid.ratio, grid.tile.bar / grid.ratio
    left, top = grid.places.T - frame
    width, height = np.add(grid.picture_size, (2 * frame, 2 * frame + bar))
    for low, high, least, most in ((left, left + width, 0, box.width()), (top, top + height, 0, box.height())):
        assert low.min() >= least - 1e-6
        assert high.max() <= most + 1e-6
    apart = (np.abs(np.subtract.outer(left, left)) >= width) | (np.abs(np.subtract.outer(top, top)) >= height)
    assert (apart | np.eye(len(left), dtype=bool)).all()
    if grid.tile.scale >= 1:
        dots = np.add(grid.places, (7, 3)) * grid.ratio
        assert dots == pytest.approx(np.round(dots), abs=1e-6)


def test_classes_too_many_for_rows_are_mixed(stage: ImagesStage) -> None:
    stage.resize(760, 330)
    many = make_classes(tuple(f"somebody called {i}" for i in range(64)), each=1, agreement=None)
    show(stage, many)
    grid = stage.figure.grid("generated")
    assert grid is not None
    assert grid.labels == ()
    assert grid.picture_size[0] > 20
    assert "asked for: somebody called 7" in told_of(many, "generated", 7)


def test_groups_follow_the_labels() -> None:
    assert [group.tolist() for group in groups_of(4, np.array([2, 0, 2, 0]))] == [[1, 3], [0, 2]]
    assert [group.tolist() for group in groups_of(3, np.array([1, 1, 1]))] == [[0, 1, 2]]
    assert [group.tolist() for group in groups_of(2, None)] == [[0, 1]]
    assert mixed(5, np.array([0, 0, 0, 1, 2]))[0].tolist() == [0, 3, 4, 1, 2]
    assert mixed(2, None)[0].tolist() == [0, 1]


def test_what_is_picked_has_the_place_of_one_of_its_class() -> None:
    labels = np.array([0, 0, 0, 1, 2])
    groups = mixed(5, labels)
    assert keep_in_sight(groups, 3, (2,), labels)[0].tolist() == [2, 3, 4, 1, 0]
    assert set(keep_in_sight(groups, 3, (2, 1), labels)[0][:3].tolist()) > {2, 1}
    assert keep_in_sight(groups, 3, (4, None), labels)[0] is groups[0]
    assert keep_in_sight([np.arange(5)], 2, (4,))[0][:2].tolist() == [0, 4]


# The hand.


def turn_wheel(stage: ImagesStage, place: QPoint, notches: int) -> None:
    viewport = stage.figure.viewport()
    where = QPointF(place), QPointF(viewport.mapToGlobal(place))
    manner = Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(viewport, QWheelEvent(*where, QPoint(), QPoint(0, 120 * notches), *manner))


def drag(stage: ImagesStage, start: QPoint, by: QPoint) -> None:
    viewport = stage.figure.viewport()
    QTest.mousePress(viewport, left, pos=start)
    for share in (0.3, 0.6, 1.0):
        place = QPointF(start + by * share)
        move = QMouseEvent(QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), left, left, none)
        QTest.qWait(12)  # pyqtgraph lets moves go that come closer to one another
        QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, left, pos=start + by)


def test_the_wheel_magnifies_the_tile_under_the_pointer_in_every_grid(stage: ImagesStage, qtbot: QtBot) -> None:
    press(stage, "layer.nearest")
    show(stage, nearest())
    before, middle = place_of(stage, 9), spot(stage, 9)
    with qtbot.waitSignal(stage.view_changed):
        turn_wheel(stage, middle, 4)
    after, theirs = place_of(stage, 9), place_of(stage, 9, "nearest")
    assert after.width() > 1.5 * before.width()
    assert after.width() / after.height() == pytest.approx(before.width() / before.height())
    assert after.contains(middle)
    assert theirs.width() == pytest.approx(after.width())
    ranges = np.array([plot.box.viewRange() for plot in stage.figure.plots])
    assert np.ptp(ranges, axis=0) == pytest.approx(0, abs=1e-9)
    image = pixels_of(stage.figure)
    for panel, shade in (("generated", 11 + 9), ("nearest", 5 + 9)):
        assert color_at(image, place_of(stage, 9, panel).center()) == [shade_of(shade)] * 3
    show(stage, nearest())
    assert place_of(stage, 9) == after, "a frame leaves alone what a hand has chosen"


def test_a_drag_moves_what_is_magnified_and_picks_nothing(stage: ImagesStage) -> None:
    drag(stage, spot(stage, 9), QPoint(-30, -20))
    assert stage.figure.is_fitted, "what is seen whole has nowhere to go"
    turn_wheel(stage, spot(stage, 9), 4)
    before = place_of(stage, 9)
    drag(stage, spot(stage, 9), QPoint(-30, -20))
    assert place_of(stage, 9).topLeft() - before.topLeft() == QPointF(-30, -20)
    assert stage.look.walk is None


def test_it_fits_again_by_a_double_click_and_by_its_key(stage: ImagesStage, qtbot: QtBot) -> None:
    before = place_of(stage, 9)
    turn_wheel(stage, spot(stage, 9), 4)
    middle = spot(stage, 9)
    QTest.mouseClick(stage.figure.viewport(), left, none, middle)
    QTest.mouseDClick(stage.figure.viewport(), left, none, middle)
    assert place_of(stage, 9) == before
    qtbot.wait(QApplication.doubleClickInterval() + 20)
    assert stage.look.walk is None, "the first click of two picks nothing"
    turn_wheel(stage, middle, 4)
    stage.activateWindow()
    QTest.keyClick(stage, Qt.Key.Key_0)
    assert stage.figure.is_fitted
    turn_wheel(stage, middle, 4)
    begin(stage, "ring")
    assert stage.figure.is_fitted, "another lesson is seen whole"


def test_a_picture_is_picked_where_it_is_magnified(stage: ImagesStage, qtbot: QtBot) -> None:
    turn_wheel(stage, spot(stage, 9), 4)
    with qtbot.waitSignal(stage.figure.picked):
        QTest.mouseClick(stage.figure.viewport(), left, none, spot(stage, 9))
    assert stage.look.walk == Walk(9, axis=0)
    QApplication.processEvents()
    assert not stage.figure.is_fitted, "the strip that comes leaves it magnified"
    assert place_of(stage, 9).width() / place_of(stage, 9).height() == pytest.approx(1)


def test_two_stages_magnify_the_same_tiles(stage: ImagesStage, qtbot: QtBot) -> None:
    other, window = ImagesStage(), QWidget()
    qtbot.addWidget(window)
    column, row = QVBoxLayout(window), QHBoxLayout()
    column.addLayout(row)
    for one in (stage, other):
        row.addWidget(one)
    begin(other)
    pair = StagePair(stage, other, column, row)
    window.resize(1200, 700)
    window.show()
    show(other, make_picture())
    QApplication.processEvents()
    turn_wheel(stage, spot(stage, 9), 4)
    other.show_view(stage.view)
    assert other.view == stage.view
    assert place_of(other, 9).center().toPoint() == spot(stage, 9)
    stage.reset_view()
    other.show_view(stage.view)
    assert other.figure.is_fitted
    pair.part()
    stage.setParent(None)  # its fixture closes it


def test_grids_stand_one_above_the_other_where_that_shows_more() -> None:
    """As in a comparison in a small window, where both are narrow; alone they stand side by side."""
    names, faces = ("real", "generated"), (1, 64, 32, 32)
    for size, is_stacked in (((299, 234), True), ((654, 240), False)):
        places = _places(names, Paper(*size, 0.95, 1.0), False, None, faces)
        assert places is not None
        assert places.stacked is is_stacked
        real, generated = (places.boxes[name] for name in names)
        assert real.size() == generated.size()
        assert (real.bottom() < generated.top()) is is_stacked
        assert (real.right() < generated.left()) is not is_stacked
        covered = 2 * real.height() if is_stacked else real.height()
        assert covered > 0.7 * size[1], "no room is left empty"


def test_grids_stay_side_by_side_or_above_when_a_line_comes_around_them(qapp: QApplication) -> None:
    """As in a window of 1280 x 800, once the score has its words: the better place alone would change."""
    notes = make_classes(("One", "Five", "Twenty"))
    notes = replace(notes, generated=np.zeros((len(notes.generated), 24, 40, 3), np.uint8))
    metrics, names = QFontMetricsF(small_font(1.0)), ("real", "generated")
    papers = [Paper(654, height, 1.0, 1.0) for height in range(200, 282, 4)]
    alone = [places_for(notes, names, paper, metrics, None) for paper in papers]
    assert {places.stacked for places in alone} == {False, True}, "or nothing would be tried here"
    for first in (alone[0], alone[-1]):
        assert {places_for(notes, names, paper, metrics, first).stacked for paper in papers} == {first.stacked}
    larger = Paper(1294, 526, 1.2, 1.0)
    kept, anew = (places_for(notes, names, larger, metrics, before) for before in (alone[-1], None))
    assert kept.stacked == anew.stacked != alone[-1].stacked, "in another window it is another figure"


def test_narrow_stages_use_their_height(stage: ImagesStage, qtbot: QtBot) -> None:
    labels = np.repeat(np.arange(10), 6)
    digits = make_classes(tuple("0123456789"), 6, real=shades(60), generated=shades(60), labels=labels)
    stage.setMinimumWidth(240)  # as in a comparison
    stage.resize(340, 420)
    show(stage, digits)
    generated = stage.figure.grids["generated"].box.sceneBoundingRect()
    assert generated.bottom() > 0.8 * stage.figure.height()
    tiles = sum(len(shown(stage, name)) for name in ("real", "generated"))
    assert tiles * grid_of(stage).picture_size[0] ** 2 > 0.3 * stage.figure.width() * stage.figure.height()
    assert {int(labels[index]) for index in shown(stage)} == set(range(10))
    stage.resize(1000, 420)
    QApplication.processEvents()
    real, generated = (stage.figure.grids[name].box.sceneBoundingRect() for name in ("real", "generated"))
    assert real.right() < generated.left()


def test_the_step_is_told_as_on_every_stage(stage: ImagesStage) -> None:
    stage.show_frame(make_frame(step=1204))
    assert b">step 1,204<" in svg_of(stage)
    before = pixels_of(stage.figure)
    stage.show_frame(make_frame(step=1337))
    changed = np.argwhere((pixels_of(stage.figure) != before).any(axis=-1))
    assert len(changed)
    assert changed[:, 0].max() < place_of(stage, 0).top()
    assert changed[:, 1].min() > place_of(stage, 0).right()


def test_finer_screens_get_finer_frames_and_the_same_pictures(stage: ImagesStage) -> None:
    show(stage, make_digits())
    image, place, picture = array_of(picture_of(stage.figure)), place_of(stage, 0), stage.figure.picture_now
    assert picture is not None
    side = place.width() / 8
    for row in range(8):
        for column in range(8):
            middle = (place.topLeft() + QPointF((column + 0.5) * side, (row + 0.5) * side)) * 2
            assert color_at(image, middle) == [picture.generated[0, row, column, 0]] * 3
    show(stage, make_picture(verdicts=np.ones(COUNT)))
    image, tile = array_of(picture_of(stage.figure)), grid_of(stage).tile
    across = image[round(2 * place.center().y()), round(2 * place.left()) - 4 * tile.frame : round(2 * place.left())]
    assert is_colored(across, DARK.color("real")).sum() == 2 * tile.frame


def test_what_stays_is_not_put_together_again(stage: ImagesStage, monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[object] = []
    compose = Grid.mosaic
    monkeypatch.setattr(Grid, "mosaic", lambda grid, *more: (composed.append(grid), compose(grid, *more))[1])
    show(stage, make_picture(generated=shades(first=3)))
    assert composed == [grid_of(stage)], "the real pictures are the same, though in another array"
    assert color_at(pixels_of(stage.figure), spot(stage, 2)) == [shade_of(5)] * 3


def test_a_right_press_is_left_to_the_menu_of_the_stage(stage: ImagesStage, qtbot: QtBot) -> None:
    stage.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    place = spot(stage, 3)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, stage.figure.mapToGlobal(place))
    with qtbot.waitSignal(stage.customContextMenuRequested):
        QApplication.sendEvent(stage.figure.viewport(), event)


def test_the_stage_is_a_live_panel_of_pyqtgraph_without_its_look(stage: ImagesStage) -> None:
    views = stage.findChildren(pg.GraphicsView)
    assert set(views) == {stage.figure, stage.explorer.strip}
    items = [item for view in views for item in view.scene().items()]
    assert not [item for item in items if isinstance(item, pg.PlotItem | pg.ButtonItem | pg.GridItem | pg.AxisItem)]
    images = [item for item in stage.figure.scene().items() if isinstance(item, pg.ImageItem) and item.isVisible()]
    assert len(images) == 2, "one for each grid"
    assert all(item.image.flags.c_contiguous and item.axisOrder == "row-major" for item in images)


# Files.


def test_a_sheet_has_the_true_pixels_of_every_sample(tmp_path: Path) -> None:
    picture = make_digits()
    save_samples(tmp_path / "samples.png", picture)
    with Image.open(tmp_path / "samples.png") as file:
        sheet = np.array(file)
    scale = 12  # 96 px a tile
    assert sheet.ndim == 2
    for index in (0, 7, 8, 63):
        row, column = divmod(index, 8)
        top, start = scale + row * 9 * scale, scale + column * 9 * scale
        tile = sheet[top : top + 8 * scale, start : start + 8 * scale]
        assert (tile[::scale, ::scale] == picture.generated[index, :, :, 0]).all()
        assert (tile == tile[::scale, ::scale].repeat(scale, 0).repeat(scale, 1)).all()


def test_a_sheet_in_colour_has_lines_of_one_class(tmp_path: Path) -> None:
    picture = make_classes()
    save_samples(tmp_path / "samples.PNG", picture)
    with Image.open(tmp_path / "samples.PNG") as file:
        sheet = np.array(file)
    scale, pitch = 6, 17 * 6
    assert sheet.shape == (9 * pitch + scale, 8 * pitch + scale, 3)  # 21 of each are three lines of 8
    middles = sheet[scale + pitch // 2 :: pitch, scale + pitch // 2 - 3]
    assert middles.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_large_pictures_are_four_times_as_large(tmp_path: Path) -> None:
    save_samples(tmp_path / "x.png", make_picture(generated=shades(size=(64, 64))))
    with Image.open(tmp_path / "x.png") as file:
        assert file.size == (8 * 65 * 4 + 4, 8 * 65 * 4 + 4)


@pytest.mark.parametrize("picture", [make_digits(), make_classes()], ids=["digits", "classes"])
def test_numbers_come_back_as_they_were(tmp_path: Path, picture: ImagesPicture) -> None:
    path = tmp_path / "samples.npz"
    save_samples(path, picture)
    with np.load(path, allow_pickle=False) as file:
        assert (file["pictures"] == picture.generated).all()
        assert (file["verdicts"] == picture.verdicts).all()
        assert ("labels" in file) is (picture.labels is not None)
        if picture.labels is not None:
            assert (file["labels"] == picture.labels).all()
            assert file["classes"].tolist() == list(picture.classes)


@pytest.mark.parametrize("name", ["samples.jpg", "samples", "no/such/folder.png", ""])
def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    before = list(tmp_path.iterdir())
    with pytest.raises(PlaygroundError, match=r"\.$"):
        save_samples(tmp_path / name, make_picture())
    assert list(tmp_path.iterdir()) == before


def test_a_file_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "samples.npz"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", fail)
    with pytest.raises(PlaygroundError, match="No space left"):
        save_samples(path, make_picture())
    assert path.read_bytes() == b"old"
    assert [found for found in tmp_path.iterdir() if found.is_file()] == [path]


@pytest.mark.parametrize(
    ("chosen", "kind", "written"),
    [("a.png", "png", "a.png"), ("b", "(*.png)", "b.png"), ("c", "(*.npz)", "c.npz"), ("d.npz", "(*.png)", "d.npz")],
)
def test_the_button_asks_where_to(
    stage: ImagesStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, kind: str, written: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / chosen), kind))
    press(stage, "saveSamples")
    assert (tmp_path / written).stat().st_size > 0


def test_the_key_does_the_same_and_an_error_is_told(
    stage: ImagesStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.bmp"), ""))
    stage.activateWindow()
    with qtbot.waitSignal(stage.failed) as failed:
        QTest.keyClick(stage.figure, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert "x.bmp should end with .png" in failed.args[0]


def test_a_dialog_that_is_closed_writes_nothing(stage: ImagesStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    told: list[str] = []
    stage.failed.connect(told.append)
    press(stage, "saveSamples")
    assert told == []


def test_a_share_stands_beside_a_class_once_most_are_what_was_asked_for(stage: ImagesStage) -> None:
    """A classifier takes noise for something as well."""
    for agreement, told in (((0.9, 0.0, 0.2), False), ((0.9, 0.8, 0.7), True)):
        show(stage, make_classes(agreement=np.array(agreement)))
        words = [text.text for text in texts_in(stage.figure)]
        assert [word.endswith("% right") for word in words].count(True) == (3 if told else 0)


def test_classes_with_a_picture_each_are_mixed_and_no_name_is_cut(stage: ImagesStage) -> None:
    stage.setMinimumWidth(200)  # as in a comparison
    stage.resize(338, 300)
    show(stage, make_classes(("One", "Five", "Twenty-five"), 8))
    assert len(shown(stage)) > 3
    texts = texts_in(stage.figure)
    assert not cut(texts)
    assert not overlapping(texts)


def test_the_card_lies_on_its_patch_beside_pictures_that_are_picked(stage: ImagesStage) -> None:
    show(stage, make_digits())
    for index in (1, 4):
        stage.figure.picked.emit(index, index == 4)
    before = is_colored(pixels_of(stage.figure), DARK.color("raised"), 4).sum()
    place = stage.figure.grids["real"].place_of(0)
    stage.figure._on_pointer_moved(place.center())
    patch = is_colored(pixels_of(stage.figure), DARK.color("raised"), 4).sum() - before
    assert patch > 2000


@pytest.mark.parametrize("width", [540, 640, 1000])
def test_what_steers_a_walk_is_whole_words(stage: ImagesStage, qtbot: QtBot, width: int) -> None:
    stage.setMinimumWidth(300)
    stage.setStyleSheet(stylesheet(DARK))
    show(stage, make_digits())
    stage.figure.picked.emit(1, False)
    stage.resize(width, 420)
    qtbot.wait(1)
    assert not cut(texts_in(stage.explorer))
