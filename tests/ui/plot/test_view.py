"""The view, its boxes and axes, as hands use them; pyqtgraph's own look is nowhere."""

from __future__ import annotations

import gc
import math

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gan_playground.ui.files.exports import svg_of
from gan_playground.ui.plot.axes import PlotAxis, round_spacing
from gan_playground.ui.plot.box import PlotBox, most_magnified
from gan_playground.ui.plot.examples.show import view_of
from gan_playground.ui.plot.items.arrows_item import ArrowsItem
from gan_playground.ui.plot.items.contour_item import contours
from gan_playground.ui.plot.items.end_labels_item import spread
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.items.marks_item import Mark, MarksItem, Sign
from gan_playground.ui.plot.items.strokes_item import heads
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.strokes import DISCRIMINATOR, LineStyle
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.theme.theme import LIGHT
from ui.looks import is_colored, pixels


@pytest.fixture
def view(qtbot: QtBot) -> PlotView:
    view, _ = view_of()
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    return view


def box_of(view: PlotView) -> PlotBox:
    return view.plots[0].box


def at(view: PlotView, x: float, y: float) -> QPoint:
    """Where a place of the data is in the view, px."""
    return box_of(view).mapViewToScene(QPointF(x, y)).toPoint()


def place(view: PlotView, point: QPoint) -> tuple[float, float]:
    found = box_of(view).mapSceneToView(QPointF(point))
    return found.x(), found.y()


def turn_wheel(view: PlotView, point: QPoint, notches: int, sideways: bool = False) -> None:
    angle = QPoint(120 * notches, 0) if sideways else QPoint(0, 120 * notches)
    where = QPointF(point), QPointF(view.mapToGlobal(point))
    manner = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(view.viewport(), QWheelEvent(*where, QPoint(), angle, *manner))


def drag(qtbot: QtBot, view: PlotView, start: QPoint, by: QPoint, button: Qt.MouseButton) -> None:
    qtbot.mousePress(view.viewport(), button, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.wait(12)  # pyqtgraph leaves out what follows faster than a screen shows
        qtbot.mouseMove(view.viewport(), start + by * share)
    qtbot.mouseRelease(view.viewport(), button, pos=start + by)


# Where data lie.


def test_data_lie_where_the_box_says(view: PlotView) -> None:
    box = box_of(view).mapRectToScene(box_of(view).rect())
    corners = at(view, 0, 0), at(view, 10, 1)
    assert corners == (box.bottomLeft().toPoint(), box.topRight().toPoint())
    assert box.left() == pytest.approx(46, abs=1)
    assert box.height() == pytest.approx(300 - 20 - 28, abs=1)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_what_is_snapped_lies_on_the_screens_own_pixels(ratio: float) -> None:
    to_px = ToPixels(
        QTransform(30, 0, 0, -250, 46, 270), QRectF(0, 0, 10, 1), QTransform(ratio, 0, 0, ratio, 0.25, 0.5)
    )
    x = to_px.x(np.linspace(0, 10, 7))
    own = to_px.snapped_x(x) * ratio + 0.25
    assert own == pytest.approx(np.round(own), abs=1e-9)
    assert np.abs(to_px.snapped_x(x) - x).max() <= 0.5 / ratio + 1e-9
    assert to_px.points(np.array([[1.0, 0.5]])).tolist() == [[76.0, 145.0]]
    assert to_px.strokes(np.array([[0.0, 0.0, 1.0, 1.0]])).tolist() == [[46.0, 270.0, 76.0, 20.0]]


def test_a_view_is_laid_out_again_when_its_size_changes(view: PlotView) -> None:
    before, unit = box_of(view).sceneBoundingRect(), view.unit
    view.resize(1200, 800)
    after = box_of(view).sceneBoundingRect()
    assert (after.left(), after.top()) == (before.left(), before.top())
    assert after.width() - before.width() == pytest.approx(1200 - 480, abs=1)
    assert after.height() - before.height() == pytest.approx(800 - 300, abs=1)
    assert view.unit > unit
    assert view.plots[0].axes["left"].unit == view.unit


# What a hand does.


def test_the_wheel_magnifies_about_the_pointer(view: PlotView, qtbot: QtBot) -> None:
    point = at(view, 3, 0.25)
    under = place(view, point)
    with qtbot.waitSignal(box_of(view).moved_by_hand):
        turn_wheel(view, point, 2)
    (left, right), (low, high) = box_of(view).viewRange()
    assert right - left < 6
    assert high - low < 0.6
    assert place(view, point) == pytest.approx(under, abs=1e-6)


def test_nobody_leaves_what_there_is_to_see(view: PlotView, qtbot: QtBot) -> None:
    for _ in range(60):
        turn_wheel(view, at(view, 5, 0.5), 3)
    (left, right), _ = box_of(view).viewRange()
    assert right - left == pytest.approx(10 / most_magnified)
    drag(qtbot, view, at(view, 5, 0.5), QPoint(-4000, 0), Qt.MouseButton.LeftButton)
    for _ in range(60):
        turn_wheel(view, QPoint(200, 150), -3)
        (left, right), (low, high) = box_of(view).viewRange()
        assert -1e-9 <= left < right <= 10 + 1e-9
        assert -1e-9 <= low < high <= 1 + 1e-9
    assert box_of(view).is_fitted


def test_a_drag_moves_what_is_under_the_pointer_along(view: PlotView, qtbot: QtBot) -> None:
    turn_wheel(view, at(view, 5, 0.5), 3)
    start, by = at(view, 5, 0.5), QPoint(40, -25)
    under = place(view, start)
    drag(qtbot, view, start, by, Qt.MouseButton.LeftButton)
    assert place(view, start + by) == pytest.approx(under, abs=0.02)
    seen = box_of(view).viewRange()
    drag(qtbot, view, start, by, Qt.MouseButton.RightButton)
    assert box_of(view).viewRange() == seen, "the right button is for menus"


def test_a_double_click_fits(view: PlotView, qtbot: QtBot) -> None:
    turn_wheel(view, at(view, 2, 0.5), 3)
    assert not view.is_fitted
    with qtbot.waitSignal(box_of(view).moved_by_hand):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 2, 0.5))
    assert view.is_fitted


def test_an_axis_can_be_kept_out_of_the_hand(view: PlotView, qtbot: QtBot) -> None:
    box_of(view).setMouseEnabled(x=True, y=False)
    turn_wheel(view, at(view, 5, 0.5), 2)
    drag(qtbot, view, at(view, 5, 0.5), QPoint(20, 60), Qt.MouseButton.LeftButton)
    (left, right), (low, high) = box_of(view).viewRange()
    assert right - left < 9
    assert (low, high) == (0, 1)


def test_a_wheel_turned_sideways_is_not_ours(view: PlotView) -> None:
    turn_wheel(view, at(view, 5, 0.5), 2, sideways=True)
    assert view.is_fitted


def test_a_new_home_is_shown_unless_a_hand_looks_elsewhere(view: PlotView) -> None:
    box = box_of(view)
    box.set_home((0, 20), (0, 2))
    assert box.viewRange() == [[0, 20], [0, 2]]
    box.set_home((100, 120), (5, 6))
    assert box.viewRange() == [[100, 120], [5, 6]]
    turn_wheel(view, at(view, 110, 5.5), 3)
    seen = box.viewRange()
    box.set_home((95, 125), (5, 6))
    assert box.viewRange() == seen
    view.fit()
    assert box.viewRange() == [[95, 125], [5, 6]]


def test_plots_can_share_their_x(qtbot: QtBot) -> None:
    view = PlotView()
    qtbot.addWidget(view)
    upper, lower = view.add_plot(Plot()), view.add_plot(Plot(), row=1)
    lower.box.setXLink(upper.box)
    for plot in (upper, lower):
        plot.box.set_home((0, 10), (0, 1))
    view.resize(400, 400)
    view.show()
    turn_wheel(view, QPoint(200, 100), 3)
    assert upper.box.viewRange()[0] == pytest.approx(lower.box.viewRange()[0])
    assert not lower.box.is_fitted
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    assert upper.box.viewRange()[0] == [0, 10]


def test_where_the_pointer_is_is_told(view: PlotView, qtbot: QtBot) -> None:
    told: list[QPointF | None] = []
    view.pointer_moved.connect(told.append)
    qtbot.mouseMove(view.viewport(), QPoint(100, 50))
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert told == [QPointF(100, 50), None]


# Axes.


def test_numbers_on_axes_are_round_and_few() -> None:
    assert round_spacing(20, 6) == 5
    assert round_spacing(0.7, 6) == 0.2
    assert round_spacing(1, 4) == 0.5
    assert round_spacing(0, 6) == round_spacing(float("nan"), 6) == 0


def texts_of(axis: PlotAxis) -> list[str]:
    """What is written on an axis that has been painted."""
    return [text for _, _, text in axis.picture[2]]


def test_an_axis_says_what_a_unit_of_the_box_is_called_there(view: PlotView) -> None:
    axis = view.plots[0].axes["left"]
    view.grab()
    assert texts_of(axis) == ["0", "0.5", "1"]
    axis.set_scale(0.3)
    view.grab()
    assert texts_of(axis) == ["0", "0.1", "0.2", "0.3"]
    axis.set_scale(1.0)
    axis.set_range_of_numbers(0, 0.6)
    view.grab()
    assert texts_of(axis) == ["0", "0.2", "0.4", "0.6"]


def test_an_axis_of_its_own_says_its_ends_and_its_middle(qtbot: QtBot) -> None:
    view = PlotView()
    qtbot.addWidget(view)
    axis = PlotAxis("bottom")
    plot = view.add_plot(Plot({"bottom": axis}))
    plot.set_axis_sizes(bottom=24)
    axis.unlinkFromView()
    axis.set_span(-2.4, 2.4)
    view.resize(300, 200)
    view.grab()
    assert texts_of(axis) == ["−2.4", "0", "2.4"]
    turn_wheel(view, QPoint(150, 80), 3)
    view.grab()
    assert texts_of(axis) == ["−2.4", "0", "2.4"]


def test_nothing_reaches_over_the_sides_of_a_box(view: PlotView) -> None:
    line = LineItem(DISCRIMINATOR)
    view.plots[0].add(line)
    line.set_data(np.linspace(0, 10, 100), np.full(100, 0.5))
    turn_wheel(view, at(view, 5, 0.5), 3)
    columns = np.flatnonzero(is_colored(pixels(view), view.theme.color("discriminator")).any(axis=0))
    box = box_of(view).mapRectToScene(box_of(view).rect())
    assert box.left() - 1.5 <= columns.min() < columns.max() <= box.right() + 1.5
    assert np.ptp(columns) > 0.95 * box.width()


def test_an_axis_keeps_its_size_whatever_it_says(view: PlotView) -> None:
    axis = view.plots[0].axes["left"]
    before = box_of(view).sceneBoundingRect()
    axis.set_scale(1e9)
    view.grab()
    assert box_of(view).sceneBoundingRect() == before


def test_a_title_stands_above_its_axis_in_its_colour(view: PlotView) -> None:
    view.plots[0].axes["left"].set_title("density", "real")
    image = is_colored(pixels(view), view.theme.color("real"), 90)
    rows, columns = np.nonzero(image)
    assert len(rows)
    assert rows.max() < box_of(view).sceneBoundingRect().top()
    assert columns.max() < 120


# Items.


def test_arrows_are_as_long_at_every_magnification(view: PlotView) -> None:
    arrows = ArrowsItem("text")
    view.plots[0].add(arrows)
    arrows.set_data(np.array([[5.0, 0.5], [np.nan, 0.5], [1.0, 0.5]]), np.array([[30.0, 40.0], [9.0, 9.0], [0.1, 0.1]]))
    lengths = []
    for span in (30.0, 300.0):
        strokes = arrows.strokes_px(ToPixels(QTransform.fromScale(span, -span), QRectF(0, 0, 10, 1), QTransform()))
        assert len(strokes) == 1, "one is nowhere, and one too short to be seen"
        assert strokes[0, 3] < strokes[0, 1], "upwards, as in the data"
        lengths.append(np.hypot(*(strokes[0, 2:] - strokes[0, :2])))
    assert lengths == pytest.approx([50 * view.unit] * 2)


def test_heads_lie_at_the_tips_and_are_as_long_as_asked() -> None:
    strokes = np.array([[0.0, 0.0, 10.0, 0.0], [0.0, 0.0, 0.0, -5.0]])
    found = heads(strokes, np.array([4.0, 2.0]))
    assert found.shape == (4, 4)
    assert found[[0, 2], :2].tolist() == [[10, 0]] * 2
    assert found[[0, 2], 2].tolist() == [6, 6]
    assert found[[1, 3], 3] == pytest.approx([-3, -3])


def test_a_contour_lies_where_the_grid_has_its_height() -> None:
    x, y = np.meshgrid((np.arange(80) + 0.5) / 8 - 5, (np.arange(80) + 0.5) / 8 - 5)
    lines = contours(np.hypot(x, y), QRectF(-5, -5, 10, 10), (2.0, 3.0))
    found = lines[np.isfinite(lines[:, 0])]
    assert np.isnan(lines[:, 0]).sum() == 2
    radius = np.hypot(*found.T)
    assert np.minimum(np.abs(radius - 2), np.abs(radius - 3)).max() < 0.01
    assert contours(np.zeros((4, 4)), QRectF(0, 0, 1, 1), (1.0,)).shape == (0, 2)


def test_labels_keep_clear_of_one_another_and_of_the_edges() -> None:
    assert spread([20, 22, 90], 0, 100, 14) == [20, 34, 90]
    assert spread([-5, 99, 99], 0, 100, 14) == [7, 79, 93]


def test_of_marks_what_is_near_a_place_can_be_asked_for(view: PlotView) -> None:
    marks = MarksItem()
    view.plots[0].add_over(marks)
    first, second = Mark(2.0, Sign.FLAG, "text", "a"), Mark(8.0, Sign.DIAMOND, "text", "b")
    marks.set_data([first, second])
    view.grab()
    assert marks.near(at(view, 8, 0).x() + 3.0) == [second]
    assert marks.near(at(view, 5, 0).x()) == []


def test_dashes_far_out_are_not_without_number(view: PlotView) -> None:
    """A line that jumps by a million heights is cut off before it becomes dashes."""
    line = LineItem(DISCRIMINATOR)
    view.plots[0].add(line)
    x = np.linspace(0, 10, 100)
    line.set_data(x, 1e6 * np.where(np.arange(100) % 2, 1.0, -1.0))
    view.grab()  # would take minutes and gigabytes
    points = line._points_px(ToPixels(QTransform(40, 0, 0, -250, 0, 250), QRectF(0, 0, 10, 1), QTransform()))
    assert np.abs(points[1]).max() <= 11 * 250


def test_items_can_be_painted_before_they_have_data(view: PlotView) -> None:
    from gan_playground.ui.plot.items.bars_item import BarsItem
    from gan_playground.ui.plot.items.contour_item import ContourItem
    from gan_playground.ui.plot.items.dots_item import DotsItem
    from gan_playground.ui.plot.items.end_labels_item import EndLabelsItem
    from gan_playground.ui.plot.items.heat_item import HeatItem
    from gan_playground.ui.plot.items.strokes_item import StrokesItem
    from gan_playground.ui.plot.sprites import Shape

    plot = view.plots[0]
    before = view.grab().toImage()
    plot.add(HeatItem(lambda theme, strength: [0] * 256), LineItem(DISCRIMINATOR), BarsItem("real"))
    plot.add(ContourItem(DISCRIMINATOR), DotsItem(Shape.CIRCLE, "real", 4), StrokesItem("real", 1), WordsItem())
    plot.add_over(EndLabelsItem(), MarksItem(), WordsItem())
    assert view.grab().toImage() == before


def test_words_that_are_kept_are_whole_where_the_box_has_moved(view: PlotView, qtbot: QtBot) -> None:
    """They were kept in a picture as large as the words, at the place where they had been."""
    plot, words = view.plots[0], WordsItem(in_shares=True)
    words.keep_painted()
    plot.add_over(words)
    words.set_data([Words("as far as here", 1, 1, Qt.AlignmentFlag.AlignRight, "discriminator", -6, -12)])
    view.grab()
    for change in (lambda: plot.set_axis_sizes(left=80), lambda: plot.set_margins(right=60, top=30)):
        change()
        QApplication.processEvents()
        seen = words.boundingRect()
        words.keep_painted(False)
        words.keep_painted()
        assert seen == words.boundingRect(), "as it is measured afresh"


# Pyqtgraph's own look, and its housekeeping.


def test_nothing_of_pyqtgraphs_own_look_is_there(view: PlotView, qtbot: QtBot) -> None:
    items = view.scene().items()
    assert not [item for item in items if isinstance(item, pg.ButtonItem | pg.PlotItem)]
    assert all(isinstance(item, PlotAxis) for item in items if isinstance(item, pg.AxisItem))
    windows = set(QApplication.topLevelWidgets())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=at(view, 5, 0.5))
    assert set(QApplication.topLevelWidgets()) == windows, "no menu opens"
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_theme_can_change(view: PlotView) -> None:
    view.set_theme(LIGHT)
    image = pixels(view)
    assert is_colored(image, LIGHT.color("surface"), 3).mean() > 0.9
    assert is_colored(image, LIGHT.color("muted"), 30).any()


def test_a_drawing_consists_of_lines_and_words(view: PlotView) -> None:
    line = LineItem(DISCRIMINATOR)
    view.plots[0].add(line)
    line.keep_painted()
    line.set_data(np.array([0.0, 10.0]), np.array([0.0, 1.0]))
    view.grab()
    svg = svg_of(view).decode()
    assert "<image" not in svg
    assert svg.count("<polyline") + svg.count("<path") + svg.count("<line") > 10
    assert ">0.5<" in svg


def test_a_view_goes_when_it_is_closed(qtbot: QtBot) -> None:
    view, plot = view_of()
    line = LineItem(DISCRIMINATOR)
    plot.add(line)
    view.show()
    view.close()
    view.deleteLater()
    del view, plot
    qtbot.wait(1)
    gc.collect()
    assert not isValid(line)


def test_a_line_in_a_frame_ends_at_it(view: PlotView) -> None:
    """Others may reach out by half their width."""
    box = view.plots[0].box
    (left, right), (_, top) = box.viewRange()
    line = LineItem(LineStyle("generated", 6.0))
    view.plots[0].add(line)
    line.set_data(np.array([left, right]), np.array([top, top]))
    scene = box.mapRectToScene(box.rect())
    column, edge = math.floor(scene.center().x()), math.floor(scene.top())
    beyond = []
    for sharp in (False, True):
        if sharp:
            line.cut_off_sharply()
        beyond.append(is_colored(pixels(view), view.theme.color("generated"))[edge - 3 : edge - 1, column].any())
    assert beyond == [True, False]


def test_a_plot_can_be_placed_by_its_panel(qtbot: QtBot) -> None:
    view = PlotView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    plot = view.add_placed_plot(Plot())
    plot.setGeometry(QRectF(50, 40, 200, 100))
    view.show()
    plot.layout().activate()
    assert plot.box.mapRectToScene(plot.box.rect()) == QRectF(50, 40, 200, 100)
    view.set_theme(LIGHT)
    assert plot.theme is LIGHT


def test_an_axis_is_painted_anew_when_it_has_another_size(view: PlotView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt keeps its picture, and would show as much of the old one as has room: its range need not have changed."""
    axis = view.plots[0].axes["left"]
    asked: list[bool] = []
    monkeypatch.setattr(axis, "update", lambda: asked.append(True))
    bounds = axis.boundingRect()
    axis.resize(axis.size().width(), axis.size().height() + 20)
    assert asked
    assert axis.boundingRect().height() == bounds.height() + 20
