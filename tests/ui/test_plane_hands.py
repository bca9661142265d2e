"""Hands on the plane: what a mouse, a finger or a key does to the data and to what is seen of them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider
from pytestqt.qtbot import QtBot

from gan_playground.gan.data.plane.mixtures import read_centres
from gan_playground.gan.data.plane.strokes import Stroke, read_strokes
from gan_playground.gan.data.plane.turning import rotation
from gan_playground.ui.stages.plane.stage import PlaneStage
from gan_playground.ui.stages.plane.tools import Tool
from gan_playground.ui.theme.theme import DARK
from ui.looks import is_colored, pixels
from ui.planes import (
    TOOLS,
    Desk,
    Fingers,
    Place,
    drag,
    left,
    magnify,
    make_frame,
    make_picture,
    make_survey,
    right,
    turn_wheel,
)

Drag = Callable[..., None]
a_notch = 1.02**15  # by how much pyqtgraph magnifies


@pytest.fixture
def stage(qtbot: QtBot) -> PlaneStage:
    stage = PlaneStage()
    qtbot.addWidget(stage)
    stage.resize(1000, 640)
    stage.set_theme(DARK)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


@pytest.fixture
def drawing(stage: PlaneStage) -> Desk:
    return Desk(stage, "draw-your-own")


@pytest.fixture
def blobs(stage: PlaneStage) -> Desk:
    """Modes at (-1.5, 0) and (1.5, 0)."""
    return Desk(stage, "two-blobs")


def with_mouse(desk: Desk, *places: Place) -> None:
    drag(desk.stage, *places)


def with_finger(desk: Desk, *places: Place) -> None:
    Fingers(desk.figure.viewport()).stroke(*(desk.spot(*place) for place in places))


both_hands = pytest.mark.parametrize("hand", [with_mouse, with_finger])


def strokes_of(desk: Desk) -> tuple[Stroke, ...]:
    return read_strokes(desk.data.drawing)


def modes_of(desk: Desk) -> list[Place]:
    centres = read_centres(desk.data.centres)
    assert centres is not None
    return list(centres)


def is_there(wanted: Place, places: list[Place], near: float) -> bool:
    return any(math.dist(wanted, place) <= near for place in places)


def button(desk: Desk, name: str) -> QAbstractButton:
    found = desk.stage.findChild(QAbstractButton, name)
    assert found is not None
    return found


# Painting.


@both_hands
def test_a_stroke_is_in_the_data_where_the_hand_went(drawing: Desk, hand: Drag) -> None:
    drawing.press("brushTool")
    way = [(-1.0, 1.0), (0.0, 0.5), (1.0, 1.0)]
    hand(drawing, *way)
    assert len(drawing.wanted) == 1
    stroke = strokes_of(drawing)[-1]
    assert not stroke.erases
    for place in way:
        assert is_there(place, list(stroke.places), drawing.near()), place
    assert stroke.radius == pytest.approx(drawing.tools.tip.share * 8, rel=1e-3)
    assert stroke.softness == pytest.approx(drawing.tools.tip.softness, abs=1e-3)
    assert len(strokes_of(drawing)) == 5, "the face that was there, and one more stroke"


@both_hands
def test_a_touch_without_a_way_is_a_dot(drawing: Desk, hand: Drag) -> None:
    drawing.press("brushTool")
    hand(drawing, (0.5, 1.5))
    stroke = strokes_of(drawing)[-1]
    assert is_there((0.5, 1.5), list(stroke.places), drawing.near())


def test_the_tip_is_as_large_and_as_soft_as_its_sliders_say(drawing: Desk) -> None:
    drawing.press("brushTool")
    size, softness = (drawing.stage.findChild(QSlider, name) for name in ("brushSize", "brushSoftness"))
    assert drawing.tools.tip.isVisible()
    radii = []
    for end in (size.minimum(), size.maximum()):
        size.setValue(end)
        softness.setValue(softness.maximum() if end else softness.minimum())
        drawing.stroke((0.0, 0.0))
        radii.append(strokes_of(drawing)[-1].radius)
        assert strokes_of(drawing)[-1].softness == (1.0 if end else 0.0)
    assert radii == pytest.approx([0.08, 2.0]), "of a view of 8: a hundredth to a quarter"
    drawing.press("handTool")
    assert not drawing.tools.tip.isVisible()


@both_hands
def test_what_the_eraser_goes_over_is_rubbed_out(drawing: Desk, hand: Drag) -> None:
    drawing.press("eraserTool")
    hand(drawing, (-1.0, 0.0), (1.0, 0.0))
    stroke = strokes_of(drawing)[-1]
    assert stroke.erases
    assert is_there((-1, 0), list(stroke.places), drawing.near())
    assert is_there((1, 0), list(stroke.places), drawing.near())


def test_paint_can_go_on_any_data(blobs: Desk) -> None:
    blobs.press("brushTool")
    blobs.stroke((0.0, 1.0), (0.0, 2.0))
    assert len(strokes_of(blobs)) == 1
    assert blobs.data.centres == ""


def test_what_is_being_painted_is_seen_before_it_is_done(drawing: Desk, qtbot: QtBot) -> None:
    drawing.press("brushTool")
    before = pixels(drawing.figure)
    QTest.mousePress(drawing.figure.viewport(), left, pos=drawing.spot(-2.0, 1.0))
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(-2.0, -1.0))
    assert drawing.wanted == []
    middle = drawing.spot(-2.0, 0.0)
    qtbot.waitUntil(lambda: bool((pixels(drawing.figure) != before).any(axis=-1)[middle.y(), middle.x()]))
    QTest.mouseRelease(drawing.figure.viewport(), left, pos=drawing.spot(-2.0, -1.0))
    assert len(drawing.wanted) == 1


@pytest.mark.parametrize("tool", [Tool.BRUSH, Tool.ERASER])
def test_escape_takes_a_stroke_back(drawing: Desk, tool: Tool) -> None:
    drawing.tools.choose(tool)
    QTest.mousePress(drawing.figure.viewport(), left, pos=drawing.spot(-1.0, 1.0))
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(0.0, 0.0))
    QTest.keyClick(drawing.figure, Qt.Key.Key_Escape)
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(1.0, 0.0))
    QTest.mouseRelease(drawing.figure.viewport(), left, pos=drawing.spot(1.0, 0.0))
    assert drawing.wanted == []
    assert not button(drawing, "undoAction").isEnabled()


def test_a_brush_that_was_taken_before_there_was_anything_to_paint_on_paints(stage: PlaneStage) -> None:
    """As somebody does who presses P while torch still loads."""
    stage.tools.choose(Tool.BRUSH)
    desk = Desk(stage, "draw-your-own")
    stage.tools.choose(Tool.BRUSH)
    stage.figure.show_frame(None)
    stage.tools.choose(Tool.HAND)
    stage.tools.choose(Tool.BRUSH)
    desk.show()
    desk.stroke((0.0, 0.0), (1.0, 1.0))
    assert desk.refused == []
    assert strokes_of(desk)[-1].radius == pytest.approx(desk.tools.tip.share * 8, rel=1e-3)


def test_a_tip_is_as_large_as_the_plane_asks_that_it_is_on_now(stage: PlaneStage) -> None:
    """Another kind of data has another view; the brush is still in the hand."""
    desk = Desk(stage, "draw-your-own")
    desk.press("brushTool")
    desk.show(make_frame(make_picture(view=make_picture().view.around(0, 0, 40, 30))))
    desk.stroke((0.0, 0.0), (10.0, 10.0))
    assert strokes_of(desk)[-1].radius == pytest.approx(desk.tools.tip.share * 80, rel=1e-3)


@pytest.mark.parametrize("angle", [0.7, -2.5])
@both_hands
def test_paint_lands_under_the_pointer_of_data_that_have_turned(drawing: Desk, hand: Drag, angle: float) -> None:
    """The knob says where it lies before the data turn; turned by their angle it is under the hand."""
    middle, scale = (0.3, -0.2), (1.4, 0.7)
    turned = make_picture(angle=angle, middle=middle, scale=scale, centres=None)
    drawing.show(make_frame(turned))
    drawing.press("brushTool")
    way = [(-1.0, 1.0), (1.0, 0.5)]
    hand(drawing, *way)
    kept = np.array(strokes_of(drawing)[-1].places)
    now = (kept - middle) / scale @ rotation(angle) * scale + middle
    for place in way:
        assert np.hypot(*(now - place).T).min() <= drawing.near()
    assert np.hypot(*(kept - way[0]).T).min() > 0.3, "which is elsewhere than in the knob"


# Modes.


@both_hands
def test_a_mode_follows_the_hand_at_once_and_goes_back_in_one(blobs: Desk, qtbot: QtBot, hand: Drag) -> None:
    hand(blobs, (1.5, 0.0), (2.0, 1.0), (0.5, 2.0))
    assert len(blobs.wanted) >= 2, "on the way, and at its end"
    assert is_there((0.5, 2.0), modes_of(blobs), blobs.near())
    assert is_there((-1.5, 0.0), modes_of(blobs), 1e-3)
    assert len(modes_of(blobs)) == 2
    blobs.press("undoAction")
    assert blobs.data.centres == ""
    assert not button(blobs, "undoAction").isEnabled()
    blobs.press("redoAction")
    assert is_there((0.5, 2.0), modes_of(blobs), blobs.near())


def test_a_mode_that_is_held_moves_while_it_is_held(blobs: Desk, qtbot: QtBot) -> None:
    QTest.mousePress(blobs.figure.viewport(), left, pos=blobs.spot(1.5, 0.0))
    QTest.mouseMove(blobs.figure.viewport(), blobs.spot(1.7, 0.5))
    assert is_there((1.7, 0.5), modes_of(blobs), blobs.near()), "at once"
    QTest.mouseMove(blobs.figure.viewport(), blobs.spot(2.0, 1.0))
    QTest.mouseMove(blobs.figure.viewport(), blobs.spot(2.5, 1.5))
    qtbot.waitUntil(lambda: is_there((2.5, 1.5), modes_of(blobs), blobs.near()))
    assert len(blobs.wanted) == 2, "a flood of moves is a few edits"
    QTest.mouseRelease(blobs.figure.viewport(), left, pos=blobs.spot(2.5, 1.5))
    blobs.press("undoAction")
    assert blobs.data.centres == ""


def test_escape_puts_a_mode_back(blobs: Desk) -> None:
    QTest.mousePress(blobs.figure.viewport(), left, pos=blobs.spot(1.5, 0.0))
    QTest.mouseMove(blobs.figure.viewport(), blobs.spot(2.5, 1.5))
    assert blobs.data.centres
    QTest.keyClick(blobs.figure, Qt.Key.Key_Escape)
    assert blobs.data.centres == ""
    QTest.mouseMove(blobs.figure.viewport(), blobs.spot(0.0, 2.0))
    QTest.mouseRelease(blobs.figure.viewport(), left, pos=blobs.spot(0.0, 2.0))
    assert blobs.data.centres == ""
    assert not button(blobs, "undoAction").isEnabled()


@both_hands
def test_the_add_tool_adds_a_mode(blobs: Desk, hand: Drag) -> None:
    blobs.press("addTool")
    hand(blobs, (0.5, 1.5))
    assert len(modes_of(blobs)) == 3
    assert is_there((0.5, 1.5), modes_of(blobs), blobs.near())
    blobs.press("undoAction")
    assert blobs.data.centres == ""


def test_a_double_click_shows_the_whole_view_as_in_every_panel(blobs: Desk) -> None:
    magnify(blobs.figure, 3.0, 0.4, 0.6)
    QTest.mouseDClick(blobs.figure.viewport(), left, pos=blobs.spot(-1.0, 1.0))
    assert blobs.figure.is_fitted
    assert blobs.wanted == []


def test_a_quick_second_press_of_the_add_tool_adds_another_mode(blobs: Desk) -> None:
    blobs.press("addTool")
    QTest.mouseClick(blobs.figure.viewport(), left, pos=blobs.spot(0.0, 2.0))
    QTest.mouseDClick(blobs.figure.viewport(), left, pos=blobs.spot(0.5, 2.0))
    QTest.mouseRelease(blobs.figure.viewport(), left, pos=blobs.spot(0.5, 2.0))
    assert len(modes_of(blobs)) == 4
    assert blobs.figure.is_fitted


def test_modes_can_only_be_added_where_there_are_modes(drawing: Desk) -> None:
    assert not button(drawing, "addTool").isEnabled()
    assert "not made of modes" in button(drawing, "addTool").toolTip()
    QTest.keyClick(drawing.stage, Qt.Key.Key_A)
    assert drawing.tools.tool is Tool.HAND


@both_hands
def test_the_eraser_takes_the_mode_that_it_meets(blobs: Desk, hand: Drag) -> None:
    blobs.press("eraserTool")
    hand(blobs, (1.5, 1.0), (1.5, -1.0))
    assert modes_of(blobs) == [(-1.5, 0.0)]
    blobs.press("undoAction")
    assert blobs.data.centres == ""


def test_rubbing_beside_the_modes_changes_nothing(blobs: Desk) -> None:
    blobs.press("eraserTool")
    blobs.stroke((0.0, 2.0), (0.5, 2.5))
    assert blobs.wanted == []
    assert not button(blobs, "undoAction").isEnabled()


def test_a_mode_of_data_that_have_turned_is_taken_where_it_is_seen(blobs: Desk) -> None:
    angle = math.pi / 2  # (1.5, 0) is now seen at (0, 1.5)
    seen = np.array([[0.0, -1.5], [0.0, 1.5]])
    blobs.show(make_frame(make_picture(make_survey(hits=np.array([5, 5])), centres=seen, angle=angle)))
    blobs.stroke((0.0, 1.5), (1.0, 1.0), (2.0, 1.0))
    assert is_there((1.0, -2.0), modes_of(blobs), blobs.near())
    assert is_there((-1.5, 0.0), modes_of(blobs), 1e-3)


# The way back.


def test_undo_and_redo_walk_through_everything_that_was_done(blobs: Desk) -> None:
    states = [(blobs.data.centres, blobs.data.drawing)]
    blobs.press("brushTool")
    blobs.stroke((0.0, 1.0), (0.0, 2.0))
    states.append((blobs.data.centres, blobs.data.drawing))
    blobs.press("addTool")
    blobs.stroke((0.0, -1.5))
    states.append((blobs.data.centres, blobs.data.drawing))
    blobs.press("handTool")
    blobs.stroke((0.0, -1.5), (1.0, -2.0))
    states.append((blobs.data.centres, blobs.data.drawing))
    assert len(set(states)) == 4
    for state in reversed(states[:-1]):
        blobs.press("undoAction")
        assert (blobs.data.centres, blobs.data.drawing) == state
    assert not button(blobs, "undoAction").isEnabled()
    for state in states[1:]:
        blobs.press("redoAction")
        assert (blobs.data.centres, blobs.data.drawing) == state
    assert not button(blobs, "redoAction").isEnabled()


def test_clear_of_other_data_is_as_they_were_and_can_be_undone(blobs: Desk) -> None:
    blobs.press("brushTool")
    blobs.stroke((0.0, 1.0), (0.0, 2.0))
    painted = blobs.data.drawing
    blobs.press("clearAction")
    assert (blobs.data.centres, blobs.data.drawing) == ("", "")
    assert blobs.held == []
    blobs.press("undoAction")
    assert blobs.data.drawing == painted


def test_clear_of_a_drawing_is_an_empty_canvas_until_something_is_painted(drawing: Desk) -> None:
    drawing.press("clearAction")
    assert drawing.held == [True]
    assert drawing.wanted == []
    assert not is_colored(pixels(drawing.figure), DARK.color("real"), 150).any()
    drawing.press("brushTool")
    drawing.stroke((0.0, 0.0), (1.0, 0.0))
    assert drawing.held == [True, False]
    assert len(strokes_of(drawing)) == 1, "what was wiped off is gone"
    assert is_colored(pixels(drawing.figure), DARK.color("real"), 150).any()


def test_undo_brings_back_what_was_wiped_off_and_not_one_stroke_less(drawing: Desk) -> None:
    drawing.press("brushTool")
    drawing.stroke((0.0, 0.0), (1.0, 0.0))
    painted = drawing.data.drawing
    drawing.press("clearAction")
    assert button(drawing, "undoAction").toolTip().startswith("Undo: Clear ")
    drawing.press("undoAction")
    assert drawing.data.drawing == painted
    assert not drawing.figure.is_empty
    drawing.press("undoAction")
    assert drawing.data.drawing == ""


def test_an_empty_canvas_has_nothing_to_rub_out(drawing: Desk) -> None:
    drawing.press("eraserTool")
    drawing.press("clearAction")
    assert drawing.tools.tool is Tool.BRUSH, "what somebody wants who has wiped off everything"
    assert "nothing to rub out" in button(drawing, "eraserTool").toolTip()
    assert not button(drawing, "eraserTool").isEnabled()
    drawing.stroke((0.0, 0.0), (1.0, 0.0))
    assert not drawing.figure.is_empty
    assert button(drawing, "eraserTool").isEnabled()
    assert "(E)" in button(drawing, "eraserTool").toolTip()


def test_a_lesson_that_begins_again_has_its_drawing_again(drawing: Desk) -> None:
    drawing.press("clearAction")
    drawing.begin("draw-your-own")
    assert not drawing.figure.is_empty
    assert is_colored(pixels(drawing.figure), DARK.color("real"), 150).any()


def test_a_drawing_from_elsewhere_is_on_an_empty_canvas_too(drawing: Desk) -> None:
    """As one that is dropped on the window, or the dot of the knob."""
    drawing.press("clearAction")
    drawing.stage.show_experiment(drawing.experiment.with_knobs({"data.drawing": "brush 0.5 0: 1 1"}))
    assert not drawing.figure.is_empty
    assert drawing.held[-1] is False


def test_the_buttons_name_what_they_would_do(blobs: Desk) -> None:
    undo, redo = button(blobs, "undoAction"), button(blobs, "redoAction")
    assert undo.toolTip() == "Undo: nothing was turned, painted or removed yet  (Ctrl+Z)"
    blobs.stroke((1.5, 0.0), (2.5, 1.5))
    assert undo.toolTip() == "Undo: Move a mode  (Ctrl+Z)"
    blobs.press("brushTool")
    blobs.stroke((0.0, 1.0), (0.0, 2.0))
    assert undo.toolTip() == "Undo: Paint  (Ctrl+Z)"
    blobs.press("undoAction")
    assert undo.toolTip() == "Undo: Move a mode  (Ctrl+Z)"
    assert redo.toolTip() == "Redo: Paint  (Ctrl+Shift+Z)"


def test_nothing_is_undone_while_a_mode_is_in_the_hand(blobs: Desk) -> None:
    blobs.press("addTool")
    blobs.stroke((0.0, 2.0))
    blobs.press("handTool")
    QTest.mousePress(blobs.figure.viewport(), left, pos=blobs.spot(1.5, 0.0))
    QTest.mouseMove(blobs.figure.viewport(), blobs.spot(2.5, 1.5))
    blobs.history.undo()
    assert len(modes_of(blobs)) == 3
    QTest.mouseRelease(blobs.figure.viewport(), left, pos=blobs.spot(2.5, 1.5))
    assert is_there((2.5, 1.5), modes_of(blobs), blobs.near())
    blobs.history.undo()
    assert is_there((1.5, 0.0), modes_of(blobs), 1e-3)
    assert is_there((0.0, 2.0), modes_of(blobs), blobs.near())


def test_two_strokes_one_right_after_the_other_are_undone_one_by_one(drawing: Desk) -> None:
    drawing.press("brushTool")
    drawing.stroke((0.0, 0.0), (1.0, 0.0))
    once = drawing.data.drawing
    drawing.stroke((0.0, 1.0), (1.0, 1.0))
    drawing.press("undoAction")
    assert drawing.data.drawing == once


# Fingers.


def test_two_fingers_magnify_and_do_not_paint(drawing: Desk) -> None:
    drawing.press("brushTool")
    fingers, figure = Fingers(drawing.figure.viewport()), drawing.figure
    one, other = drawing.spot(-0.5, 0.0), drawing.spot(0.5, 0.0)
    between = drawing.figure.box.place(QPointF(one + other) / 2)
    fingers.press(one)
    fingers.move(one + QPoint(8, 0))
    fingers.join(one, other)
    fingers.move(one - QPoint(100, 0), other + QPoint(100, 0))
    fingers.leave_one_by_one(one - QPoint(100, 0), other + QPoint(100, 0))
    span = other.x() - one.x()
    assert figure.box.magnification == pytest.approx((span + 200) / span, rel=0.05)
    assert drawing.figure.box.place(QPointF(one + other) / 2) == pytest.approx(between, abs=drawing.near())
    assert drawing.wanted == []
    assert figure.stroke == []


def test_two_fingers_move_the_plane_without_a_mode(blobs: Desk) -> None:
    fingers = Fingers(blobs.figure.viewport())
    one, other, way = blobs.spot(1.5, 0.0), blobs.spot(1.5, 1.0), QPoint(60, -40)
    fingers.press(one, other)
    fingers.move(one + way, other + way)
    fingers.leave_one_by_one(one + way, other + way)
    assert blobs.figure.box.magnification == pytest.approx(1.0)
    moved = blobs.spot(1.5, 0.0)
    assert (moved.x(), moved.y()) == pytest.approx((one.x() + 60, one.y() - 40), abs=2)
    assert blobs.wanted == []


def test_a_pinch_that_interrupts_a_drag_takes_it_back(blobs: Desk) -> None:
    fingers = Fingers(blobs.figure.viewport())
    start, end, other = blobs.spot(1.5, 0.0), blobs.spot(2.5, 1.0), blobs.spot(-2.0, -2.0)
    fingers.press(start)
    fingers.move(end)
    assert blobs.data.centres
    fingers.join(end, other)
    fingers.leave_one_by_one(end, other)
    assert blobs.data.centres == ""


def paint_a_dot(desk: Desk, place: Place = (1.0, 1.0)) -> None:
    count = len(desk.wanted)
    with_finger(desk, place, (place[0] + 0.5, place[1]))
    assert len(desk.wanted) == count + 1, "the next finger paints"


def test_after_a_pinch_a_finger_paints_again(drawing: Desk) -> None:
    drawing.press("brushTool")
    fingers = Fingers(drawing.figure.viewport())
    one, other = drawing.spot(-1.0, 0.0), drawing.spot(1.0, 0.0)
    fingers.press(one, other)
    fingers.move(one, other + QPoint(20, 0))
    fingers.leave_one_by_one(one, other)
    paint_a_dot(drawing)


def test_after_a_pinch_that_both_fingers_end_at_once_a_finger_paints_again(drawing: Desk) -> None:
    drawing.press("brushTool")
    fingers = Fingers(drawing.figure.viewport())
    one, other = drawing.spot(-1.0, 0.0), drawing.spot(1.0, 0.0)
    fingers.press(one, other)
    fingers.move(one, other + QPoint(20, 0))
    fingers.release(one, other)
    paint_a_dot(drawing)


def test_a_pinch_leaves_the_stroke_before_it_alone(drawing: Desk) -> None:
    """Both fingers come down at once, as a quick hand's do."""
    drawing.press("brushTool")
    paint_a_dot(drawing)
    painted = drawing.data.drawing
    fingers = Fingers(drawing.figure.viewport())
    one, other = drawing.spot(-1.0, 0.0), drawing.spot(1.0, 0.0)
    fingers.press(one, other)
    fingers.move(one, other + QPoint(20, 0))
    fingers.leave_one_by_one(one, other)
    assert drawing.data.drawing == painted


# What is seen.


def test_the_right_button_moves_the_plane_whatever_tool_is_in_hand(drawing: Desk) -> None:
    drawing.press("brushTool")
    start = drawing.spot(0.0, 0.0)
    drag(drawing.stage, (0.0, 0.0), (1.0, 0.5), button=right)
    moved = drawing.spot(0.0, 0.0)
    assert (moved - start).x() > 50
    assert (moved - start).y() < -20
    assert drawing.wanted == []


@both_hands
def test_the_hand_moves_the_plane_where_there_is_no_mode(blobs: Desk, hand: Drag) -> None:
    before, target = blobs.spot(0.0, 2.0), blobs.spot(0.5, 1.5)
    hand(blobs, (0.0, 2.0), (0.5, 1.5))
    assert (blobs.spot(0.0, 2.0) - target).manhattanLength() <= 3
    assert before != target
    assert blobs.wanted == []


def test_the_wheel_magnifies_around_the_pointer(blobs: Desk) -> None:
    at = blobs.spot(-1.0, 1.0)
    turn_wheel(blobs.figure.viewport(), 3, at)
    assert blobs.figure.box.magnification == pytest.approx(a_notch**3)
    assert (blobs.spot(-1.0, 1.0) - at).manhattanLength() <= 2
    turn_wheel(blobs.figure.viewport(), -3, at)
    assert blobs.figure.box.magnification == pytest.approx(1.0)


@pytest.mark.parametrize(("name", "key"), TOOLS.items())
def test_each_tool_has_its_key(blobs: Desk, name: str, key: str) -> None:
    blobs.tools.choose(Tool.BRUSH if name == "handTool" else Tool.HAND)
    QTest.keyClick(blobs.stage, Qt.Key(ord(key)))
    assert button(blobs, name).isChecked()
    assert f"{blobs.tools.tool.value}Tool" == name


def test_keys_magnify_and_move_the_plane(blobs: Desk) -> None:
    figure = blobs.figure
    figure.setFocus()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        QTest.keyClick(figure, key)
    assert figure.box.magnification == pytest.approx(1.44)
    QTest.keyClick(figure, Qt.Key.Key_Minus)
    assert figure.box.magnification == pytest.approx(1.2)
    before = blobs.spot(0.0, 0.0)
    for key, (x, y) in {
        Qt.Key.Key_Left: (1, 0),
        Qt.Key.Key_Right: (-1, 0),
        Qt.Key.Key_Up: (0, 1),
        Qt.Key.Key_Down: (0, -1),
    }.items():
        QTest.keyClick(figure, key)
        after = blobs.spot(0.0, 0.0)
        assert (np.sign(after.x() - before.x()), np.sign(after.y() - before.y())) == (x, y), key
        before = after
    QTest.keyClick(figure, Qt.Key.Key_0)
    assert figure.is_fitted


def test_the_whole_view_comes_back(blobs: Desk) -> None:
    magnify(blobs.figure, 5.0, 0.1, 0.9)
    blobs.press("fitAction")
    assert blobs.figure.is_fitted


def test_other_data_are_seen_whole(blobs: Desk) -> None:
    magnify(blobs.figure, 5.0, 0.1, 0.9)
    region = blobs.figure.region
    blobs.show()
    assert blobs.figure.region == region, "the same data stay as they are looked at"
    blobs.show(make_frame(make_picture(view=make_picture().view.around(3, 3, 9))))
    assert blobs.figure.is_fitted


def test_a_second_button_does_not_disturb_the_first(drawing: Desk) -> None:
    drawing.press("brushTool")
    QTest.mousePress(drawing.figure.viewport(), left, pos=drawing.spot(0.0, 0.0))
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(1.0, 0.0))
    QTest.mousePress(drawing.figure.viewport(), right, pos=drawing.spot(1.0, 0.0))
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(1.0, 1.0))
    assert drawing.figure.is_fitted
    QTest.mouseRelease(drawing.figure.viewport(), right, pos=drawing.spot(1.0, 1.0))
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(2.0, 1.0))
    QTest.mouseRelease(drawing.figure.viewport(), left, pos=drawing.spot(2.0, 1.0))
    assert len(drawing.wanted) == 1
    assert is_there((2.0, 1.0), list(strokes_of(drawing)[-1].places), drawing.near())


def test_a_run_that_begins_while_a_hand_paints_does_not_hold_the_brush_down(drawing: Desk) -> None:
    drawing.press("brushTool")
    QTest.mousePress(drawing.figure.viewport(), left, pos=drawing.spot(0.0, 0.0))
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(1.0, 0.0))
    place = drawing.spot(1.0, 0.0)
    drawing.stage.figure.show_frame(None)  # a restart
    QTest.mouseRelease(drawing.figure.viewport(), left, pos=place)
    drawing.show()
    QTest.mouseMove(drawing.figure.viewport(), drawing.spot(0.0, 2.0))
    assert not is_there((0.0, 2.0), drawing.figure.stroke, drawing.near()), "no button is down"


# The dot that is followed.


@both_hands
def test_a_press_on_a_triangle_follows_it_and_one_beside_lets_it_go(blobs: Desk, hand: Drag) -> None:
    dot = make_picture().generated[7]
    hand(blobs, (float(dot[0]), float(dot[1])))
    assert blobs.stage.look.pinned == 7
    assert blobs.stage.pin_card.isVisible()
    hand(blobs, (-3.0, 2.5))
    assert blobs.stage.look.pinned is None
    assert blobs.stage.pin_card.isHidden()
    assert blobs.wanted == []


def test_of_several_triangles_the_nearest_is_followed(blobs: Desk) -> None:
    dots = np.array([[0.0, 2.0], [0.05, 2.0], [math.nan, 2.0]])
    blobs.show(make_frame(make_picture(generated=dots)))
    QTest.mouseClick(blobs.figure.viewport(), left, pos=blobs.spot(0.05, 2.0))
    assert blobs.stage.look.pinned == 1


def test_a_mode_that_could_be_taken_says_so(blobs: Desk, qtbot: QtBot) -> None:
    viewport, handle = blobs.figure.viewport(), blobs.figure.handle
    QTest.mouseMove(viewport, blobs.spot(1.5, 0.0) + QPoint(4, 3))
    qtbot.waitUntil(handle.isVisible)
    assert (handle.pos().x(), handle.pos().y()) == (1.5, 0.0)
    QTest.mouseMove(viewport, blobs.spot(0.0, 2.5))
    qtbot.waitUntil(lambda: not handle.isVisible())
    blobs.press("brushTool")
    QTest.mouseMove(viewport, blobs.spot(1.5, 0.0))
    blobs.figure.show_hand()
    assert not handle.isVisible(), "only a hand takes modes"


def test_a_hand_that_moves_is_seen_with_the_next_frame_and_not_at_every_place(blobs: Desk) -> None:
    """All of the plane is painted for each place that is seen."""
    viewport, handle = blobs.figure.viewport(), blobs.figure.handle
    blobs.figure._hand._rest.setInterval(600_000)
    QTest.mousePress(viewport, left, pos=blobs.spot(1.5, 0.0))
    for x in np.linspace(1.6, 2.5, 10):
        QTest.mouseMove(viewport, blobs.spot(x, 1.5))
        assert not handle.isVisible()
    blobs.figure.renew()
    assert (handle.pos().x(), handle.pos().y()) == pytest.approx((2.5, 1.5), abs=blobs.near())
    QTest.mouseRelease(viewport, left, pos=blobs.spot(2.5, 1.5))
    assert not handle.isVisible()


def test_the_mode_in_the_hand_is_seen_where_the_hand_is(blobs: Desk, qtbot: QtBot) -> None:
    viewport, handle = blobs.figure.viewport(), blobs.figure.handle
    QTest.mousePress(viewport, left, pos=blobs.spot(1.5, 0.0))
    QTest.mouseMove(viewport, blobs.spot(2.0, 1.0))
    QTest.mouseMove(viewport, blobs.spot(2.5, 1.5))
    there = pytest.approx((2.5, 1.5), abs=blobs.near())
    qtbot.waitUntil(lambda: handle.isVisible() and (handle.pos().x(), handle.pos().y()) == there)
    QTest.mouseRelease(viewport, left, pos=blobs.spot(2.5, 1.5))
    assert not handle.isVisible()


def test_another_lesson_lets_it_go_and_a_restart_does_not(blobs: Desk) -> None:
    blobs.stage.pin(3)
    blobs.begin("two-blobs")
    assert blobs.stage.look.pinned == 3
    blobs.press("brushTool")
    blobs.begin("ring")
    assert blobs.stage.look.pinned is None
    assert blobs.tools.tool is Tool.HAND


def test_there_is_nothing_to_clear_before_anything_was_touched(blobs: Desk) -> None:
    clear = blobs.stage.tools.action_buttons["clear"]
    assert not clear.isEnabled()
    assert "nothing here was painted or moved" in clear.toolTip()
    blobs.press("addTool")
    blobs.stage.editor.add_mode((0.0, 2.0))
    assert clear.isEnabled()
    clear.click()
    assert not clear.isEnabled()
