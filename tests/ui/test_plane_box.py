"""Where the plane lies on the screen: fitted, magnified and moved by hand, in a plot of any shape."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.box import Box
from gan_playground.ui.plot.box import most_magnified
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.stages.plane.box import PlaneBox, least_magnified

SIZES = [(900, 500), (300, 700), (64, 48)]
VIEWS = [
    (Box.around(0, 0, 4, 3), (1.0, 1.0)),
    (Box.around(1.5e6, 0.004, 1.2e6, 0.004), (4e5, 1e-3)),  # dollars and millimetres
    (Box.around(-700, 900, 5, 900), (1.0, 300.0)),
]
cases = pytest.mark.parametrize(("view", "scale"), VIEWS)
sizes = pytest.mark.parametrize("size", SIZES)


@pytest.fixture
def shown(qtbot: QtBot) -> PlotView:
    view = PlotView()
    qtbot.addWidget(view)
    view.add_plot(Plot(box=PlaneBox()))
    view.show()
    return view


def box_of(shown: PlotView, size: tuple[int, int], view: Box, scale: tuple[float, float]) -> PlaneBox:
    shown.resize(*size)
    box = shown.plots[0].box
    assert isinstance(box, PlaneBox)
    box.set_view(view, scale)
    shown.plots[0].layout().activate()
    return box


def middle(box: PlaneBox) -> QPointF:
    return box.mapToScene(box.rect().center())


def deviations_px(box: PlaneBox, scale: tuple[float, float]) -> tuple[float, float]:
    """How long a deviation of x and one of y are on the screen."""
    x, y = box.region.middle
    here, right, up = box.point(x, y), box.point(x + scale[0], y), box.point(x, y + scale[1])
    return right.x() - here.x(), here.y() - up.y()


@cases
@sizes
def test_all_that_is_worth_seeing_is_seen_in_the_middle_and_touches_two_edges(
    shown: PlotView, size: tuple[int, int], view: Box, scale: tuple[float, float]
) -> None:
    region = box_of(shown, size, view, scale).region
    assert region.middle == pytest.approx(view.middle)
    shares = region.width / view.width, region.height / view.height
    assert min(shares) == pytest.approx(1, rel=1e-6)
    assert max(shares) >= 1 - 1e-9


@cases
@sizes
def test_one_deviation_is_as_long_on_both_axes_however_it_is_looked_at(
    shown: PlotView, size: tuple[int, int], view: Box, scale: tuple[float, float]
) -> None:
    box = box_of(shown, size, view, scale)
    for turn in (lambda: None, lambda: box.magnify(7, QPointF(3, 5)), lambda: box.move_by(QPointF(40, -9)), box.fit):
        turn()
        across, up = deviations_px(box, scale)
        assert across == pytest.approx(up, rel=1e-6)
        assert across > 0
    for width, height in SIZES:
        shown.resize(width, height)
        across, up = deviations_px(box, scale)
        assert across == pytest.approx(up, rel=1e-6)


@cases
def test_what_is_under_the_pointer_stays_there(shown: PlotView, view: Box, scale: tuple[float, float]) -> None:
    box = box_of(shown, (900, 500), view, scale)
    for times, at in ((3.0, QPointF(200, 120)), (0.5, QPointF(700, 400)), (5.0, QPointF(450, 30))):
        place, before = box.place(box.mapToScene(at)), box.magnification
        box.magnify(times, at)
        there = box.point(*place)
        assert (there.x(), there.y()) == pytest.approx((at.x(), at.y()), abs=0.05)
        assert box.magnification == pytest.approx(times * before)


@cases
def test_the_plane_follows_the_hand(shown: PlotView, view: Box, scale: tuple[float, float]) -> None:
    box = box_of(shown, (900, 500), view, scale)
    place = box.place(middle(box))
    box.move_by(QPointF(60, -35))
    there = box.point(*place) - middle(box)
    assert (there.x(), there.y()) == pytest.approx((60, -35), abs=0.05)


def test_nobody_gets_lost(shown: PlotView) -> None:
    box = box_of(shown, (900, 500), *VIEWS[0])
    widest = box.region.width / least_magnified
    for _ in range(60):
        box.move_by(QPointF(5000, 5000))
        box.magnify(0.01, QPointF(0, 0))
    assert box.magnification == pytest.approx(least_magnified)
    assert box.region.width == pytest.approx(widest)
    assert box.region.contains(np.array([VIEWS[0][0].middle])).all()
    for _ in range(60):
        box.magnify(100.0, box.rect().center())
    assert box.magnification == pytest.approx(most_magnified)
    assert deviations_px(box, (1.0, 1.0))[0] == pytest.approx(deviations_px(box, (1.0, 1.0))[1], rel=1e-6)


def test_other_data_are_seen_whole_where_nothing_was_chosen(shown: PlotView) -> None:
    box = box_of(shown, (900, 500), *VIEWS[0])
    for view, scale in (*VIEWS[1:], VIEWS[0]):
        box.set_view(view, scale)
        assert box.is_fitted
        assert box.chosen is None
        assert box.region.middle == pytest.approx(view.middle)


def test_what_a_hand_has_chosen_stays_when_the_window_grows_and_is_the_same_elsewhere(
    shown: PlotView, qtbot: QtBot
) -> None:
    box = box_of(shown, (900, 500), *VIEWS[0])
    box.magnify(4, QPointF(100, 100))
    chosen = box.chosen
    assert chosen is not None
    shown.resize(500, 500)
    assert box.chosen == chosen
    assert box.region.middle == pytest.approx(chosen.middle)
    other = PlotView()
    qtbot.addWidget(other)
    other.add_plot(Plot(box=PlaneBox()))
    other.show()
    twin = box_of(other, (500, 500), *VIEWS[0])
    twin.show_region(chosen)
    assert twin.region == box.region
    twin.show_region(None)
    assert twin.is_fitted
