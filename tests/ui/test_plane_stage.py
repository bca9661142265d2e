"""The plane, looked at as a user does: dots, D's opinion, layers, words at the rim, and odd numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.data.plane import PLANE_FAMILIES
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Measure
from gan_playground.gan.observe.look import Detail, Look
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.stages.plane.box import PlaneBox
from gan_playground.ui.stages.plane.items.frame_item import EmptyCanvasItem
from gan_playground.ui.stages.plane.layers import heat_colors
from gan_playground.ui.stages.plane.readout import found
from gan_playground.ui.stages.plane.rim import rim
from gan_playground.ui.stages.plane.stage import PlaneStage
from gan_playground.ui.stages.plane.tools import Tool
from gan_playground.ui.theme.theme import DARK, LIGHT, THEMES, Theme
from ui.drawn import cut, overlapping, texts_in
from ui.looks import Mask, Pixels, distance_to, is_colored
from ui.looks import pixels as pixels_of
from ui.planes import (
    ACTIONS,
    COSTLY,
    LAYERS,
    TOOLS,
    Desk,
    left,
    magnify,
    make_frame,
    make_picture,
    make_survey,
    pinned_dot,
    show_only,
    spot,
    surveyed,
    turn_wheel,
)

small = Experiment().with_knobs(
    {"generator.width": 8, "discriminator.width": 8, "batch_size": 16, "latent.dim": 2, "data.kind": "ring"}
)


@pytest.fixture
def stage(qtbot: QtBot) -> PlaneStage:
    stage = PlaneStage()
    qtbot.addWidget(stage)
    stage.resize(1000, 640)
    stage.set_theme(DARK)
    lesson = load_lesson("two-blobs")
    stage.show_run(RunInfo(1, lesson.experiment, 0, "cpu", 1, 1), lesson)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


def pixels(stage: PlaneStage) -> Pixels:
    """The figure as it is on the screen."""
    return pixels_of(stage.figure)


def changed(before: Pixels, after: Pixels) -> Mask:
    return (before != after).any(axis=-1)


def chip_of(stage: PlaneStage, layer: str) -> Any:
    return next(chip for chip in stage.chips if chip.layer.id == layer)


def near(stage: PlaneStage, mask: Mask, x: float, y: float, radius_px: float = 4.0) -> bool:
    """Whether it is true somewhere around a place."""
    at = spot(stage, x, y)
    rows, columns = np.indices(mask.shape)
    return bool(mask[np.hypot(columns - at.x(), rows - at.y()) <= radius_px].any())


# What is there.


def test_every_part_has_the_name_that_it_is_found_by(stage: PlaneStage) -> None:
    names = ["plane", "brushSize", "brushSoftness", "pinCard", "unpinButton", "averageSwitch"]
    for name in [*names, *TOOLS, *ACTIONS, *(f"layer.{layer}" for layer in LAYERS)]:
        assert len(stage.findChildren(QWidget, name)) == 1, name


def test_every_tool_and_chip_can_be_read_aloud_and_explains_itself(stage: PlaneStage) -> None:
    parts = [stage.findChild(QWidget, name) for name in (*TOOLS, *ACTIONS, "brushSize", "brushSoftness", "unpinButton")]
    for part in (*parts, *stage.chips):
        assert part.accessibleName(), part.objectName()
        assert part.toolTip(), part.objectName()
    assert len({part.accessibleName() for part in parts}) == len(parts)
    for name, key in TOOLS.items():
        assert f"({key})" in stage.findChild(QWidget, name).toolTip()
    assert stage.figure.accessibleName()


def tabbed(qtbot: QtBot, first: QWidget, most: int = 40) -> Iterator[QWidget]:
    """The widgets that Tab reaches, one after the other."""
    first.window().activateWindow()
    first.setFocus()
    for _ in range(most):
        focused = QApplication.focusWidget()
        assert focused is not None
        yield focused
        qtbot.keyClick(focused, Qt.Key.Key_Tab)


def test_every_chip_can_be_reached_with_tab_and_pressed_with_space(stage: PlaneStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    reached: list[str] = []
    for chip in tabbed(qtbot, stage.chips[0], most=len(stage.chips)):
        assert isinstance(chip, QAbstractButton)
        layer, shown = chip.objectName().removeprefix("layer."), chip.isChecked()
        qtbot.keyClick(chip, Qt.Key.Key_Space)
        assert (layer in stage.figure.visible_layers) is not shown
        reached.append(layer)
    assert reached == [chip.layer.id for chip in stage.chips]


def test_every_tool_can_be_taken_and_every_action_reached_with_the_keyboard(stage: PlaneStage, qtbot: QtBot) -> None:
    Desk(stage, "two-blobs")
    hand = stage.findChild(QAbstractButton, "handTool")
    taken: set[str] = set()
    hand.window().activateWindow()
    hand.setFocus()
    for _ in range(len(TOOLS)):  # as in every group of which one is pressed, arrows go from one to the next
        tool = QApplication.focusWidget()
        assert isinstance(tool, QAbstractButton)
        assert tool.isChecked()
        taken.add(tool.objectName())
        qtbot.keyClick(tool, Qt.Key.Key_Down)
    assert taken == set(TOOLS)
    reached = {widget.objectName() for widget in tabbed(qtbot, hand)}
    grey = {"undoAction", "redoAction", "clearAction"}
    assert reached >= set(ACTIONS) - grey, "those are grey as long as nothing was done"


def test_a_new_visitor_sees_what_the_layers_say(stage: PlaneStage) -> None:
    assert stage.figure.visible_layers == LAYERS - {"manifold", "densities"}


# Dots.


def test_dots_land_at_their_places_in_their_colours(stage: PlaneStage) -> None:
    stage.show_frame(make_frame())
    show_only(stage, "real", "generated")
    for chip in stage.chips:
        chip.set_opacity(1.0)
    image = pixels(stage)
    picture = make_picture()
    orange, blue = (is_colored(image, DARK.color(role), 60) for role in ("real", "generated"))
    for x, y in picture.real:
        assert near(stage, orange, x, y, 2)
        assert not near(stage, blue, x, y, 5)
    for x, y in picture.generated:
        assert near(stage, blue, x, y, 2)
        assert not near(stage, orange, x, y, 5)
    for empty in ((-1.0, -1.0), (-1.0, 0.0), (0.5, 1.0)):
        assert not near(stage, orange | blue, *empty, 20)


def test_real_dots_are_round_and_generated_ones_have_corners(stage: PlaneStage) -> None:
    """One of each, in black and white."""
    one = np.array([[0.0, 0.0]])
    widths = {}
    stage.resize(2400, 1500)
    for layer in ("real", "generated"):
        stage.show_frame(make_frame(make_picture(real=one, generated=one)))
        show_only(stage, layer)
        chip_of(stage, layer).set_opacity(1.0)
        seen = distance_to(pixels(stage), QColor(DARK.surface)) > 150
        at = spot(stage, 0, 0)
        widths[layer] = seen[at.y() - 15 : at.y() + 15, at.x() - 15 : at.x() + 15].sum(axis=1)
    for layer, width in widths.items():
        rows = width[width > 0]
        assert len(rows) >= 5, layer
        thirds = rows[: len(rows) // 3].sum(), rows[-(len(rows) // 3) :].sum()
        assert (thirds[1] > 1.8 * thirds[0]) == (layer == "generated"), layer


def test_what_is_not_a_number_is_left_out(stage: PlaneStage) -> None:
    show_only(stage, "real", "generated")
    dots = make_picture().generated - (0.0, 2.0)
    lost = np.vstack((dots, [[math.nan, 0.5], [0.5, math.inf]]))
    stage.show_frame(make_frame(make_picture(generated=lost)))
    blue = is_colored(pixels(stage), DARK.color("generated"), 120)
    for x, y in dots:
        assert near(stage, blue, x, y, 2)
    assert not near(stage, blue, 0.5, 0.5, 20)


def test_real_dots_that_turn_are_seen_where_they_are_now(stage: PlaneStage) -> None:
    show_only(stage, "real")
    chip_of(stage, "real").set_opacity(1.0)
    for step, x in enumerate((-1.0, 0.0, 1.0, 1.0)):
        real = np.array([[x, -1.0]])
        stage.show_frame(make_frame(make_picture(real=real, angle=min(step, 2) * 0.1), step=step))
        orange = is_colored(pixels(stage), DARK.color("real"), 60)
        for other in (-1.0, 0.0, 1.0):
            assert near(stage, orange, other, -1.0) == (other == x), (step, other)


def test_a_new_sample_of_real_dots_is_seen_at_once(stage: PlaneStage) -> None:
    """The sheet that they are painted on is kept, and not a frame too long."""
    show_only(stage, "real")
    survey = make_survey()
    for x in (-1.0, 1.0):
        stage.show_frame(make_frame(make_picture(survey, real=np.array([[x, -1.0]]))))
        orange = is_colored(pixels(stage), DARK.color("real"), 150)
        assert near(stage, orange, x, -1.0)
        assert not near(stage, orange, -x, -1.0)


def test_real_dots_are_painted_again_only_where_they_change(stage: PlaneStage, monkeypatch: pytest.MonkeyPatch) -> None:
    """While real data stay as they are, a frame costs no more than laying their picture there."""
    painted: list[np.ndarray] = []
    paint_px = DotsItem.paint_px

    def counted(item: DotsItem, painter: QPainter, at: ToPixels) -> None:
        painted.append(item.places)
        paint_px(item, painter, at)

    monkeypatch.setattr(DotsItem, "paint_px", counted)
    real = make_picture().real

    def times_painted(real: np.ndarray, frames: int) -> int:
        painted.clear()
        for _ in range(frames):
            picture = make_picture(real=real)
            stage.show_frame(make_frame(picture))
            pixels(stage)
            assert any(places is picture.generated for places in painted)
        return sum(places is real for places in painted)

    assert times_painted(real, 3) > 0
    assert times_painted(real, 6) == 0
    magnify(stage.figure, 1.5)
    assert times_painted(real, 2) > 0, "as large as they are now"
    assert times_painted(real, 3) == 0
    for step in range(4):
        assert times_painted(real + 0.01 * step, 1) > 0


def test_dots_that_are_kept_painted_lie_where_they_would_be_painted(stage: PlaneStage) -> None:
    show_only(stage, "real")
    picture = make_picture()
    stage.show_frame(make_frame(picture))
    for scale, across, by_px in ((1.0, 0.5, 0.0), (2.5, 0.3, 0.0), (2.5, 0.3, 30.6), (3.0, 0.8, -200.0)):
        magnify(stage.figure, scale, across)
        for _ in range(2):
            stage.show_frame(make_frame(picture))
            pixels(stage)
        stage.figure.box.move_by(QPointF(by_px, by_px / 3))
        kept = pixels(stage)
        stage.show_frame(make_frame(structs.replace(picture, real=picture.real.copy())))  # as if they were others
        assert np.abs(kept.astype(int) - pixels(stage)).max() <= 2, "the last bit of a colour apart"


# D's opinion.


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_heat_runs_from_blue_over_the_surface_to_orange(stage: PlaneStage, theme: Theme) -> None:
    stage.set_theme(theme)
    stage.show_frame(surveyed(heat=np.repeat([[0.0, 0.5, 1.0]], 3, axis=0)))
    show_only(stage, "heat")
    chip_of(stage, "heat").set_opacity(1.0)
    image = pixels(stage)
    for x, role in ((-3.6, "generated"), (0.0, "surface"), (3.6, "real")):
        at = spot(stage, x, 0.5)
        assert is_colored(image[at.y(), at.x()], theme.color(role), 9), role


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_colours_of_heat_grow_stronger_to_both_sides(theme: Theme) -> None:
    colors = np.array([QColor.fromRgb(value).getRgb()[:3] for value in heat_colors(theme, 0.7)])
    surface = np.array(QColor(theme.surface).getRgb()[:3])
    away = np.abs(colors - surface).sum(axis=1)
    assert len(colors) == 256
    assert away[[127, 128]].max() <= 6
    assert (np.diff(away[:128]) <= 3).all()
    assert (np.diff(away[128:]) >= -3).all()
    assert away[[0, 255]].min() > 100


def test_the_first_row_of_heat_is_below(stage: PlaneStage) -> None:
    show_only(stage, "heat")
    chip_of(stage, "heat").set_opacity(1.0)
    stage.show_frame(surveyed(heat=np.array([[1.0, 1.0], [0.0, 0.0]])))
    image = pixels(stage)
    for y, role in ((-2.6, "real"), (2.6, "generated")):
        at = spot(stage, 0.5, y)
        assert is_colored(image[at.y(), at.x()], DARK.color(role), 40)


def test_the_line_of_one_half_is_pink_and_dashed_and_where_d_cannot_tell(stage: PlaneStage) -> None:
    stage.show_frame(make_frame())
    show_only(stage, "half")
    chip_of(stage, "half").set_opacity(1.0)
    pink = is_colored(pixels(stage), DARK.color("discriminator"), 60)
    rows, columns = np.nonzero(pink)
    assert np.abs(columns + 0.5 - spot(stage, 0, 0).x()).max() < 4
    drawn = np.unique(rows)
    assert 5 < (np.diff(drawn) > 2).sum() < 120, "gaps: it is dashed"
    span = abs(spot(stage, 0, 2.9).y() - spot(stage, 0, -2.9).y())
    assert drawn.max() - drawn.min() > 0.9 * span


# Layers.


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_each_layer_alone_is_seen_and_hiding_it_brings_the_picture_back(
    stage: PlaneStage, qtbot: QtBot, layer: str
) -> None:
    stage.show_frame(make_frame())
    show_only(stage)
    bare = pixels(stage)
    chip = chip_of(stage, layer)
    qtbot.mouseClick(chip, left)
    assert chip.isChecked()
    assert changed(bare, pixels(stage)).sum() > 20
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert not changed(bare, pixels(stage)).any()


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_each_layer_changes_the_whole_picture(stage: PlaneStage, qtbot: QtBot, layer: str) -> None:
    stage.show_frame(make_frame())
    show_only(stage, *LAYERS)
    whole = pixels(stage)
    chip = chip_of(stage, layer)
    qtbot.mouseClick(chip, left)
    assert changed(whole, pixels(stage)).any()
    qtbot.mouseClick(chip, left)
    assert not changed(whole, pixels(stage)).any()


ASKED = {"heat": {"heat"}, "half": {"heat"}, "manifold": {"manifold"}, "forces": {"forces"}, "densities": {"densities"}}


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_only_what_is_seen_is_asked_for(stage: PlaneStage, layer: str) -> None:
    show_only(stage, layer)
    assert stage.look.layers == ASKED.get(layer, set())
    show_only(stage, *LAYERS)
    assert stage.look.layers == COSTLY


def test_hiding_a_layer_tells_at_once_and_a_flood_is_told_once_more(stage: PlaneStage, qtbot: QtBot) -> None:
    looks: list[Look] = []
    qtbot.waitUntil(lambda: not stage._looks._rest.isActive())
    stage.look_wanted.connect(looks.append)
    for _ in range(5):
        chip_of(stage, "forces").click()
    assert len(looks) == 1
    assert "forces" not in (looks[0].layers or set())
    qtbot.waitUntil(lambda: len(looks) == 2)
    assert looks[1] == stage.look


def test_the_look_of_a_run_that_begins_again_is_of_all_that_is_seen(stage: PlaneStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    qtbot.waitUntil(lambda: not stage._looks._rest.isActive())
    looks: list[Look] = []
    stage.look_wanted.connect(looks.append)
    lesson = load_lesson("two-blobs")
    stage.show_run(RunInfo(2, lesson.experiment, 0, "cpu", 1, 1), lesson)
    stage.show_frame(make_frame())
    qtbot.waitUntil(lambda: bool(looks) and looks[-1].region == stage.figure.region)


def test_the_look_is_of_the_part_that_is_seen(stage: PlaneStage, qtbot: QtBot) -> None:
    assert stage.look.region is None
    stage.show_frame(make_frame())
    whole = stage.look.region
    assert whole is not None
    assert whole.contains(np.array([[4.0, 3.0], [-4.0, -3.0]])).all()
    with qtbot.waitSignal(stage.look_wanted) as told:
        magnify(stage.figure, 4.0)
    qtbot.waitUntil(lambda: not stage._looks._rest.isActive())
    assert isinstance(told.args[0], Look)
    assert stage.look.region is not None
    assert stage.look.region.width == pytest.approx(whole.width / 4)


def test_heat_of_another_region_lies_where_it_was_seen(stage: PlaneStage) -> None:
    """Until the next look comes, what is known is shown where it belongs."""
    show_only(stage, "heat")
    chip_of(stage, "heat").set_opacity(1.0)
    stage.show_frame(surveyed(region=Box.around(1, 1, 0.5), heat=np.ones((4, 4))))
    orange = is_colored(pixels(stage), DARK.color("real"), 40)
    rows, columns = np.nonzero(orange)
    corners = spot(stage, 0.5, 1.5), spot(stage, 1.5, 0.5)
    assert columns.min() == pytest.approx(corners[0].x(), abs=3)
    assert columns.max() == pytest.approx(corners[1].x(), abs=3)
    assert rows.min() == pytest.approx(corners[0].y(), abs=3)
    assert rows.max() == pytest.approx(corners[1].y(), abs=3)


# Opacity.


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_the_wheel_on_a_chip_makes_its_layer_fainter(stage: PlaneStage, layer: str) -> None:
    stage.show_frame(make_frame())
    show_only(stage, layer)
    before, chip = pixels(stage), chip_of(stage, layer)
    strong = chip.opacity
    turn_wheel(chip, -4)
    assert chip.opacity == pytest.approx(max(0.05, strong - 0.4))
    assert changed(before, pixels(stage)).any()
    stage.reset_view()
    assert chip.opacity == strong
    show_only(stage, layer)
    assert not changed(before, pixels(stage)).any()


def popup_of(chip: QWidget) -> QSlider:
    middle = chip.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, chip.mapToGlobal(middle))
    QApplication.sendEvent(chip, event)
    slider = chip.findChild(QSlider)
    assert slider is not None
    assert slider.isVisible()
    return slider


def test_the_right_button_on_a_chip_brings_a_slider_for_it(stage: PlaneStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    show_only(stage, "heat")
    before, chip = pixels(stage), chip_of(stage, "heat")
    slider = popup_of(chip)
    assert slider.objectName() == "opacity.heat"
    assert slider.accessibleName()
    assert slider.value() / slider.maximum() == pytest.approx(chip.opacity)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert chip.opacity == pytest.approx(0.55)
    assert changed(before, pixels(stage)).any()
    slider.setValue(0)
    assert 0 < chip.opacity <= 0.05
    slider.window().close()
    qtbot.waitUntil(lambda: chip.findChild(QSlider) is None)


def test_a_hidden_layer_comes_up_when_it_is_made_stronger(stage: PlaneStage) -> None:
    stage.show_frame(make_frame())
    show_only(stage)
    turn_wheel(chip_of(stage, "manifold"), 1)
    assert stage.figure.visible_layers == {"manifold"}
    assert stage.look.layers == {"manifold"}


def test_a_new_visitor_sees_the_whole_plane_as_it_was(stage: PlaneStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    before = pixels(stage)
    show_only(stage, "manifold")
    turn_wheel(chip_of(stage, "heat"), 3)
    magnify(stage.figure, 7.0, 0.2, 0.9)
    stage.pin(3)
    stage.tools.choose(Tool.BRUSH)
    stage.reset_view()
    assert stage.tools.findChild(QAbstractButton, "handTool").isChecked()
    assert stage.look.pinned is None
    assert stage.pin_card.isHidden()
    qtbot.waitUntil(lambda: pixels(stage).shape == before.shape)
    assert not changed(before, pixels(stage)).any()


# Words.


def words_at(stage: PlaneStage, outside: np.ndarray) -> dict[str, bool]:
    """At which sides of the rim something is written because of dots outside."""
    show_only(stage, "generated")
    inside = make_picture().generated
    stage.show_frame(make_frame(make_picture(generated=inside)))
    quiet = pixels(stage)
    stage.show_frame(make_frame(make_picture(generated=np.vstack((inside, outside)))))
    box = stage.figure.box.sceneBoundingRect().toRect()
    written = changed(quiet, pixels(stage))[box.top() : box.bottom(), box.left() : box.right()]
    height, width = written.shape
    middle_rows, middle_columns = slice(height // 3, 2 * height // 3), slice(width // 3, 2 * width // 3)
    return {
        "left": bool(written[middle_rows, : width // 4].any()),
        "right": bool(written[middle_rows, -width // 4 :].any()),
        "above": bool(written[:30, middle_columns].any()),
        "below": bool(written[-30:, middle_columns].any()),
        "middle": bool(written[middle_rows, middle_columns].any()),
    }


@pytest.mark.parametrize(
    ("side", "place"),
    [("left", (-40.0, 0.0)), ("right", (40.0, 0.0)), ("above", (0.0, 40.0)), ("below", (0.0, -40.0))],
)
def test_dots_beyond_a_side_are_told_there(stage: PlaneStage, side: str, place: tuple[float, float]) -> None:
    assert words_at(stage, np.array([place] * 3)) == {
        name: name == side for name in ("left", "right", "above", "below", "middle")
    }


def test_dots_beyond_every_side_are_told_at_every_side(stage: PlaneStage) -> None:
    places = np.array([(-40.0, 0.0), (40.0, 0.0), (0.0, 40.0), (0.0, -40.0)])
    told = words_at(stage, places)
    assert all(told[side] for side in ("left", "right", "above", "below"))
    assert not any(words_at(stage, np.empty((0, 2))).values())


def test_words_at_a_side_hide_no_mode(stage: PlaneStage) -> None:
    beyond = np.array([(40.0, 0.0)] * 3)

    def height_of_words(centres: np.ndarray | None) -> float:
        stage.show_frame(make_frame(make_picture(generated=beyond, centres=centres)))
        ((words),) = rim(beyond, centres, 0.1, stage.figure.box, stage.figure.unit)
        return words.y

    middle = height_of_words(None)
    assert middle == 0.5
    region = stage.figure.region
    assert region is not None
    in_the_way = np.array([(region.right - 0.05 * region.width, (region.bottom + region.top) / 2)])
    assert abs(height_of_words(in_the_way) - middle) * stage.figure.box.height() > 30
    assert height_of_words(in_the_way - (region.width / 2, 0.0)) == middle


def test_large_tools_stand_in_pairs(stage: PlaneStage) -> None:
    stage.set_exhibit(True)
    stage.tools.layout().activate()
    parts = [*stage.tools.buttons.values(), *stage.tools.action_buttons.values()]
    seen = [part for part in parts if part.isVisible()]  # what leads out of an exhibit is not
    assert len({part.x() for part in seen}) == 2
    assert len({part.y() for part in seen}) == len(parts) / 2


def test_dots_that_are_no_numbers_any_more_are_told(stage: PlaneStage) -> None:
    told = words_at(stage, np.full((3, 2), math.nan))
    assert [place for place, written in told.items() if written] == ["middle"]
    everywhere = words_at(stage, np.array([(math.nan, 0.0), (0.0, -40.0), (0.0, 40.0)]))
    assert [place for place, written in everywhere.items() if written] == ["above", "below", "middle"]


def test_nothing_is_told_of_dots_that_are_hidden(stage: PlaneStage) -> None:
    far = make_frame(make_picture(generated=np.full((5, 2), 40.0)))
    stage.show_frame(far)
    show_only(stage, "generated")
    told = pixels(stage)
    show_only(stage)
    assert changed(told, pixels(stage)).any()


def test_magnifying_brings_dots_beyond_the_rim(stage: PlaneStage) -> None:
    show_only(stage, "generated")
    stage.show_frame(make_frame())
    magnify(stage.figure, 8.0, 0.1, 0.5)  # all of the dots lie further right
    height, width, _ = pixels(stage).shape
    blue = is_colored(pixels(stage), DARK.color("generated"), 60)
    assert blue[height // 2 - 20 : height // 2 + 20, -width // 4 :].any()


def test_the_line_above_says_the_step_the_modes_and_the_usual(stage: PlaneStage, qtbot: QtBot) -> None:
    frame = make_frame()
    assert found(frame) == "1 of 2 modes · 71.2% of high quality (usual 98.9%)"
    stage.show_frame(frame)
    qtbot.waitUntil(lambda: stage.words.accessibleName() == found(frame))
    before = pixels_of(stage.words)
    stage.show_frame(structs.replace(frame, step=322))
    columns = np.flatnonzero(changed(before, pixels_of(stage.words)).any(axis=0))
    assert 0 < columns.max() < stage.words.width() / 2


def test_what_was_counted_at_another_step_than_the_dots_is_told_with_that_step() -> None:
    """Beside ticks of the dots' own step it would else be another number for the same."""
    assert found(make_frame(step=330, measured_at=321)).startswith("step 321: 1 of 2 modes · ")


def test_without_modes_there_is_nothing_to_count() -> None:
    assert found(make_frame(metrics={"sliced_wasserstein": Measure(0.1, 0.02)})) == ""


def test_what_is_under_the_pointer_is_told_in_numbers(stage: PlaneStage, qtbot: QtBot) -> None:
    show_only(stage)
    stage.show_frame(make_frame())
    before = pixels(stage)
    qtbot.mouseMove(stage.figure.viewport(), spot(stage, 1.0, 1.0))
    qtbot.waitUntil(lambda: changed(before, pixels(stage)).any())
    with_numbers = pixels(stage)
    rows = np.flatnonzero(changed(before, with_numbers).any(axis=1))
    assert len(rows)
    assert rows.min() > 0.8 * stage.figure.height()
    qtbot.mouseMove(stage.figure.viewport(), spot(stage, -2.0, 1.0))
    qtbot.waitUntil(lambda: changed(with_numbers, pixels(stage)).any())


def test_modes_are_ticked_or_crossed_at_their_places(stage: PlaneStage) -> None:
    stage.show_frame(make_frame())
    show_only(stage, "modes")
    image = pixels(stage)
    good, warning = (is_colored(image, DARK.color(role), 80) for role in ("good", "warning"))
    for x, mine, other in ((-2, good, warning), (2, warning, good)):
        assert near(stage, mine, x, 1, 60)
        assert not near(stage, other, x, 1, 60)
        rows, columns = np.nonzero(mine)
        at, radius_px = spot(stage, x, 1), stage.figure.box.px(0.3)
        distance = np.hypot(columns - at.x(), rows - at.y())
        assert (np.abs(distance - radius_px) < 2).sum() > 3 * radius_px, "a ring of three sigma"


def test_an_arrow_starts_at_its_dot_and_points_where_it_is_pushed(stage: PlaneStage) -> None:
    stage.show_frame(surveyed(tails=np.array([[0.0, 1.0]]), forces=np.array([[0.8, 0.0]])))
    show_only(stage, "forces")
    with_arrow = pixels(stage)
    show_only(stage)
    rows, columns = np.nonzero(changed(with_arrow, pixels(stage)))
    at = spot(stage, 0.0, 1.0)
    assert columns.min() == pytest.approx(at.x(), abs=3)
    assert columns.max() > at.x() + 12
    assert np.abs(rows - at.y()).max() < 10


# The dot that is followed.


def test_the_followed_dot_has_a_trail_and_a_card(stage: PlaneStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    plain = pixels(stage)
    stage.pin(4)
    assert stage.look.pinned == 4
    stage.show_frame(surveyed(pinned=pinned_dot()))
    assert stage.pin_card.isVisible()
    stage.show_frame(surveyed(pinned=pinned_dot()))
    assert "Dot 4" in stage.pin_card.accessibleName()
    assert "42%" in stage.pin_card.accessibleName()
    trail = pinned_dot().trail
    white = is_colored(pixels(stage), DARK.color("text"), 90)
    assert all(near(stage, white, x, y, 3) for x, y in trail[5:-5])
    QTest.mouseClick(stage.findChild(QAbstractButton, "unpinButton"), left)
    assert stage.look.pinned is None
    assert stage.pin_card.isHidden()
    stage.show_frame(make_frame())
    qtbot.waitUntil(lambda: pixels(stage).shape == plain.shape)
    qtbot.mouseMove(stage, QPoint(1, 1))
    assert not changed(plain, pixels(stage)).any()


@pytest.mark.parametrize("layers", [(), (1,), (7, 8, 9, 64), (256,) * 8])
def test_the_card_has_room_for_any_network(stage: PlaneStage, layers: tuple[int, ...]) -> None:
    for width, height in ((552, 640), (1000, 640), (2400, 640), (540, 303), (264, 241)):
        stage.resize(width, height)
        values = tuple(np.random.default_rng(0).normal(size=size) for size in layers)
        stage.pin(4)
        stage.show_frame(surveyed(pinned=pinned_dot(layers=values, z=np.zeros(256))))
        card = pixels_of(stage.pin_card)
        assert is_colored(card, DARK.color("discriminator"), 90).any(), "what D says is there to be read"
        texts = texts_in(stage.pin_card)
        assert any("42%" in text.text for text in texts)
        assert not cut(texts)
        assert not overlapping(texts)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_followed_dot_that_ran_off_does_no_harm(stage: PlaneStage, bad: float) -> None:
    gone = np.full(2, bad)
    dots = make_picture().generated.copy()
    dots[4] = bad
    dot = pinned_dot(place=gone, trail=np.full((3, 2), bad), verdict=bad, force=gone, layers=(np.full(8, bad),))
    stage.pin(4)
    stage.show_frame(make_frame(make_picture(make_survey(pinned=dot), generated=dots)))
    stage.grab()


# Odd numbers, sizes and runs.


def test_a_run_without_a_frame_is_an_empty_card(stage: PlaneStage) -> None:
    stage.grab()
    image = pixels(stage)
    assert is_colored(image, QColor(DARK.surface), 3).all()
    for action in ("fitAction", "undoAction"):
        QTest.mouseClick(stage.findChild(QAbstractButton, action), left)
    QTest.mouseClick(stage.figure.viewport(), left)
    turn_wheel(stage.figure.viewport(), 2)
    stage.set_theme(LIGHT)
    stage.grab()


def test_a_new_run_clears_the_plane(stage: PlaneStage) -> None:
    stage.show_frame(make_frame())
    lesson = load_lesson("ring")
    stage.show_run(RunInfo(2, lesson.experiment, 0, "cpu", 1, 1), lesson)
    assert stage.figure.frame is None
    assert is_colored(pixels(stage), QColor(DARK.surface), 3).all()


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e300, 1e-300])
def test_numbers_that_are_none_or_enormous_do_no_harm(stage: PlaneStage, bad: float) -> None:
    show_only(stage, *LAYERS)
    survey, picture = make_survey(), make_picture()
    with np.errstate(over="ignore"):
        for broken in (
            make_picture(
                structs.replace(
                    survey,
                    heat=np.full((96, 96), math.nan),  # a probability is never infinite
                    tails=np.full((5, 2), bad),
                    forces=np.full((5, 2), bad),
                    manifold=np.full((5, 5, 2), bad),
                    generated_density=np.full((72, 72), bad),
                    pinned=pinned_dot(),
                ),
                generated=np.full_like(picture.generated, bad),
            ),
            make_picture(structs.replace(survey, forces=np.full((2, 2), bad))),
            make_picture(structs.replace(survey, hits=np.array([0, 0]))),
        ):
            stage.show_frame(make_frame(broken))
            stage.grab()


def test_what_nobody_asked_for_is_not_missed(stage: PlaneStage) -> None:
    show_only(stage, *LAYERS)
    nothing = dict.fromkeys(
        ("heat", "tails", "forces", "manifold", "real_density", "generated_density", "hits", "pinned")
    )
    stage.show_frame(make_frame(make_picture(make_survey(**nothing), centres=None)))
    stage.grab()


@pytest.mark.parametrize("factor", [0.2, 200.0])
def test_as_near_and_as_far_as_it_goes(stage: PlaneStage, factor: float) -> None:
    show_only(stage, *LAYERS)
    stage.show_frame(surveyed(pinned=pinned_dot()))
    magnify(stage.figure, factor, 0.5 + 0.3 / 8, 0.5)
    stage.grab()
    assert stage.look.region is not None
    assert stage.look.region.width > 0


@pytest.mark.parametrize("size", [(552, 320), (720, 420), (1240, 640), (3000, 1700)])
def test_everything_has_its_place_at_every_size(stage: PlaneStage, qtbot: QtBot, size: tuple[int, int]) -> None:
    stage.resize(*size)
    stage.pin(4)
    stage.show_frame(structs.replace(surveyed(pinned=pinned_dot()), average_kept=True, averaged=True))
    qtbot.wait(1)
    places = [part.geometry() for part in (*stage.chips, *stage.switches)]
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert all(stage.head.rect().contains(place) for place in places)
    for part in (*stage.chips, *stage.switches):
        assert part.width() >= part.sizeHint().width(), part.objectName()
    figure = stage.figure.geometry()
    assert figure.left() > stage.tools.geometry().right() - 1
    card, is_low = stage.pin_card.geometry(), size[1] < 420
    assert figure.right() < card.left() if is_low else figure.bottom() < card.top()
    assert stage.rect().contains(card)
    assert figure.height() > (0.6 if is_low else 0.5) * stage.height(), "what is told of a dot leaves room for it"
    bottom = stage.findChild(QWidget, "fitAction")
    assert bottom.mapTo(stage, bottom.rect().bottomRight()).y() < stage.height()


def test_the_theme_can_change_while_it_runs(stage: PlaneStage) -> None:
    show_only(stage, *LAYERS)
    stage.show_frame(make_frame())
    dark = pixels(stage)
    stage.set_theme(LIGHT)
    light = pixels(stage)
    assert is_colored(light[0, 0], QColor(LIGHT.surface), 3)
    assert is_colored(light, LIGHT.color("real"), 60).any()
    stage.set_theme(DARK)
    assert not changed(dark, pixels(stage)).any()


# Real runs of every kind.


def show(stage: PlaneStage, trainer: Trainer) -> Pixels:
    """One whole frame of a run, with every layer, once more from near, and once in light."""
    show_only(stage, *LAYERS)
    stage.show_run(RunInfo.of(trainer), load_lesson("ring"))
    trainer.advance(3)
    stage.show_frame(trainer.observe(look=stage.look))
    image = pixels(stage)
    magnify(stage.figure, 50.0)
    stage.show_frame(trainer.observe(look=Look(stage.look.layers, stage.look.region, pinned=7)))
    stage.grab()
    return image


@pytest.mark.parametrize("kind", PLANE_FAMILIES)
def test_every_kind_of_data_on_the_plane_is_drawn(stage: PlaneStage, kind: str) -> None:
    image = show(stage, Trainer(small.with_knobs({"data.kind": kind})))
    assert is_colored(image, DARK.color("real"), 150).sum() > 50
    assert is_colored(image, DARK.color("generated"), 150).sum() > 20


@pytest.mark.parametrize(
    "knobs",
    [
        {"stabilise.pack": 2},
        {"latent.dim": 1},
        {"latent.dim": 256},
        {"latent.dim": 1, "latent.kind": "uniform"},
        {"stabilise.average_half_life": 500.0},
        {"data.drift": 2.0},
        {"data.kind": "drawing", "data.drawing": "brush 0.3 0.5: 1 1", "data.drift": -2.0},
        {"data.centres": "2 0"},
        {"generator.depth": 0, "discriminator.depth": 0},
        {"objective": "wasserstein", "penalty.wgan_gp": 1.0},
    ],
    ids=lambda knobs: ", ".join(f"{path}={value}" for path, value in knobs.items()),
)
def test_every_kind_of_run_is_drawn(stage: PlaneStage, knobs: dict[str, Any]) -> None:
    trainer = Trainer(small.with_knobs(knobs))
    show(stage, trainer)
    picture = trainer.observe().picture
    assert picture.survey.manifold.shape[0] == (1 if trainer.experiment.latent.dim == 1 else 21)


def test_the_net_of_one_number_is_a_line(stage: PlaneStage) -> None:
    show(stage, Trainer(small.with_knobs({"latent.dim": 1})))
    stage.figure.fit_by_hand()
    show_only(stage)
    bare = pixels(stage)
    show_only(stage, "manifold")
    assert changed(bare, pixels(stage)).sum() > 5, "short, at first"


def test_points_of_very_different_units_fill_the_plane_evenly(stage: PlaneStage, tmp_path: Any) -> None:
    file = tmp_path / "cars.csv"
    rng = np.random.default_rng(0)
    rows = np.column_stack((rng.normal(1.5e6, 4e5, 200), rng.normal(0.004, 0.001, 200)))
    file.write_text("price,width\n" + "\n".join(f"{a},{b}" for a, b in rows))
    trainer = Trainer(small.with_knobs({"data.kind": "points", "data.path": str(file)}))
    show(stage, trainer)
    stage.figure.fit_by_hand()
    spread = rows.std(axis=0) / stage.figure.box.pixel_size
    assert spread[0] == pytest.approx(spread[1], rel=0.01), "equal deviations are equal on the screen"


def test_a_run_that_ran_off_to_infinity_is_still_drawn(stage: PlaneStage) -> None:
    trainer = Trainer(small)
    trainer.apply(Edit("generator.learning_rate", 1.0))
    trainer.advance(2)
    trainer.generator.network.values[0].fill_(float("nan"))
    trainer.advance(70)
    show_only(stage, *LAYERS)
    stage.pin(3)
    stage.show_frame(trainer.observe(look=stage.look))
    stage.grab()
    assert trainer.diverged_at is not None
    assert is_colored(pixels(stage), DARK.color("generated"), 90).any(), "that they are no longer numbers is told"


def test_an_empty_canvas_shows_no_real_dots_even_of_data_that_turn(stage: PlaneStage) -> None:
    desk = Desk(stage, "draw-your-own", data__drift=1.0)
    show_only(stage, "real")
    for angle in (0.1, 0.2):
        stage.show_frame(make_frame(make_picture(angle=angle)))
    assert is_colored(pixels(stage), DARK.color("real"), 150).any()
    desk.press("clearAction")
    assert not is_colored(pixels(stage), DARK.color("real"), 150).any()


@pytest.mark.parametrize("layer", sorted(LAYERS - {"real", "generated"}))
def test_what_is_older_than_the_dots_is_not_drawn(stage: PlaneStage, layer: str) -> None:
    """One picture is one step."""
    show_only(stage, layer)
    stage.show_frame(make_frame(step=321))
    seen = pixels(stage)
    stage.show_frame(make_frame(step=322))
    without = pixels(stage)
    assert changed(seen, without).any()
    show_only(stage)
    assert not changed(without, pixels(stage)).any()


def test_the_dot_that_is_followed_is_where_its_triangle_is_and_nowhere_in_a_picture_of_two_steps(
    stage: PlaneStage,
) -> None:
    stage.show_frame(surveyed(pinned=pinned_dot()))
    place = stage.figure.pinned.pos()
    assert (place.x(), place.y()) == pytest.approx(make_picture().generated[4])
    assert stage.figure.pinned.isVisible()
    stage.show_frame(structs.replace(surveyed(pinned=pinned_dot()), step=322))
    assert not stage.figure.pinned.isVisible()


def test_while_it_trains_all_that_is_seen_is_of_the_dots_step(stage: PlaneStage) -> None:
    """From a real trainer, as often as a screen can show it."""
    trainer = Trainer(small)
    stage.show_frame(trainer.observe(look=stage.look))
    for _ in range(3):
        trainer.advance(5)
        stage.show_frame(trainer.observe(look=stage.look, detail=Detail.MOTION))
        assert stage.figure.survey is not None
        assert stage.figure.survey.forces is not None
        assert stage.figure.survey.hits is not None


def test_the_pointer_may_be_anywhere_when_a_frame_comes(stage: PlaneStage, qtbot: QtBot) -> None:
    for place in (QPoint(0, 0), QPoint(5000, -300), stage.figure.rect().bottomRight()):
        QTest.mouseMove(stage.figure.viewport(), place)
        stage.show_frame(make_frame())
        stage.grab()


# Words on the plane, and axes.


@pytest.mark.parametrize(("width", "lines"), [(700, 1), (260, 2), (150, 4)])
def test_what_to_do_on_an_empty_canvas_can_be_read_to_its_ends(qtbot: QtBot, width: int, lines: int) -> None:
    """In as many lines as it needs, with room beside them."""
    view = PlotView()
    qtbot.addWidget(view)
    view.add_plot(Plot(box=PlaneBox())).add(EmptyCanvasItem())
    view.resize(width, 200)
    view.show()
    text = is_colored(pixels_of(view), DARK.color("text"), 120)
    rows, columns = np.nonzero(text)
    assert columns.min() > 8
    assert columns.max() < width - 8
    assert 14 * (lines - 1) <= rows.max() - rows.min() < 18 * lines


def test_counts_can_be_read_where_triangles_lie_under_them(stage: PlaneStage) -> None:
    """They stand on a patch of the surface."""
    show_only(stage, "generated", "modes")
    stage.resize(1400, 900)
    crowd = np.random.default_rng(0).uniform((-4, -3), (4, 3), (2000, 2)) * 0.9
    stage.show_frame(make_frame(make_picture(generated=crowd)))
    counted = pixels(stage)
    show_only(stage, "generated")
    patch = changed(counted, pixels(stage))
    at = spot(stage, -2.0, 1.0)
    rows, columns = np.indices(patch.shape)
    near_mode = np.hypot(columns - at.x(), rows - at.y()) < 130
    surface = is_colored(counted, QColor(DARK.surface), 60) & patch & near_mode
    assert surface.sum() > 150


def test_axes_have_the_names_of_the_columns(stage: PlaneStage, tmp_path: Any) -> None:
    assert stage.figure.titles == ("", "")
    file = tmp_path / "cars.csv"
    file.write_text("price,width\n" + "\n".join(f"{i % 7},{i % 5}.5" for i in range(40)))
    for knobs, titles in (
        ({"data.kind": "points"}, ("petal length (cm)", "petal width (cm)")),
        ({"data.kind": "points", "data.path": str(file)}, ("price", "width")),
        ({"data.kind": "points", "data.path": str(file), "data.column": "width, 1"}, ("width", "price")),
        ({"data.kind": "points", "data.path": str(tmp_path / "none.csv")}, ("", "")),
        ({"data.kind": "ring"}, ("", "")),
    ):
        stage.show_experiment(small.with_knobs(knobs))
        assert stage.figure.titles == titles


def test_the_numbers_at_the_edges_are_those_of_the_data(stage: PlaneStage) -> None:
    stage.show_frame(make_frame())
    (_, spaced), *_ = stage.figure.axes["bottom"].tickValues(*stage.figure.box.viewRange()[0], 800)
    assert spaced == pytest.approx([-5, 0, 5]) or spaced == pytest.approx([-4, -2, 0, 2, 4])
    before = pixels(stage)
    magnify(stage.figure, 3.0)
    box = stage.figure.box.sceneBoundingRect().toRect()
    assert changed(before, pixels(stage))[box.bottom() + 2 :].any()
