"""Where the plane lies on the screen: places and pixels, magnified and moved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from gan_playground.gan.observe.box import Box
from gan_playground.ui.stages.plane.geometry import PlaneGeometry, Zoom, least_magnified, most_magnified

sizes = st.tuples(st.integers(1, 4000), st.integers(1, 2500))
deviations = st.floats(1e-3, 1e3)
middles = st.floats(-1e3, 1e3)
zooms = st.builds(Zoom, st.floats(least_magnified, most_magnified), st.floats(-1, 2), st.floats(-1, 2))


@st.composite
def views(draw: st.DrawFn) -> tuple[Box, tuple[float, float]]:
    """A view of a few deviations to each side, and the deviations: of millimetres by dollars, too."""
    scale = draw(deviations), draw(deviations)
    half = draw(st.floats(1, 5)), draw(st.floats(1, 5))
    return Box.around(draw(middles), draw(middles), half[0] * scale[0], half[1] * scale[1]), scale


@st.composite
def geometries(draw: st.DrawFn) -> tuple[PlaneGeometry, Zoom, tuple[float, float]]:
    width, height = draw(sizes)
    view, scale = draw(views())
    zoom = draw(zooms)
    return PlaneGeometry.fit(width, height, view, scale, zoom), zoom, scale


def fitted(geometry: PlaneGeometry, scale: tuple[float, float], zoom: Zoom) -> PlaneGeometry:
    """The same widget and view, with another zoom."""
    return PlaneGeometry.fit(geometry.width, geometry.height, geometry.view, scale, zoom)


shares = st.floats(0, 1)


@given(geometries(), shares, shares)
def test_pixels_and_places_are_inverse(case: tuple, across: float, down: float) -> None:
    geometry, _, _ = case
    point = QPointF(across * geometry.width, down * geometry.height)
    back = geometry.pixels(np.array(geometry.place(point)))
    assert back == pytest.approx([point.x(), point.y()], abs=1e-3)


@given(geometries())
def test_up_is_up_and_right_is_right(case: tuple) -> None:
    geometry, _, _ = case
    x, y = geometry.region.middle
    middle = geometry.point(x, y)
    assert (middle.x(), middle.y()) == pytest.approx((geometry.width / 2, geometry.height / 2), abs=1e-3)
    assert geometry.point(geometry.region.right, y).x() > middle.x()
    assert geometry.point(x, geometry.region.top).y() < middle.y()


@given(geometries())
def test_one_deviation_is_as_long_on_both_axes(case: tuple) -> None:
    geometry, _, scale = case
    x, y = geometry.region.middle
    here = geometry.pixels(np.array((x, y)))
    right = geometry.pixels(np.array((x + scale[0], y))) - here
    up = geometry.pixels(np.array((x, y + scale[1]))) - here
    assert right[0] == pytest.approx(-up[1], rel=1e-4)
    assert geometry.px(scale[0]) == pytest.approx(right[0], rel=1e-4)
    assert geometry.length(right[0]) == pytest.approx(scale[0], rel=1e-4)


@given(sizes, views())
def test_the_whole_view_is_seen_and_touches_two_edges(size: tuple[int, int], case: tuple) -> None:
    view, scale = case
    region = PlaneGeometry.fit(*size, view, scale, Zoom()).region
    assert region.left <= view.left + 1e-6 * view.width
    assert region.right >= view.right - 1e-6 * view.width
    assert region.bottom <= view.bottom + 1e-6 * view.height
    assert region.top >= view.top - 1e-6 * view.height
    assert min(region.width / view.width, region.height / view.height) == pytest.approx(1, rel=1e-6)


@settings(max_examples=200)
@given(geometries(), shares, shares, st.floats(0.05, 20))
def test_what_is_under_the_cursor_stays_there(case: tuple, across: float, down: float, times: float) -> None:
    geometry, zoom, scale = case
    point = QPointF(across * geometry.width, down * geometry.height)
    closer = geometry.magnified(zoom, times, point)
    if not (-2 < closer.x < 3 and -2 < closer.y < 3):
        return  # at the edge of how far one may stray
    x, y = geometry.place(point)
    there = fitted(geometry, scale, closer).point(x, y)
    assert (there.x(), there.y()) == pytest.approx((point.x(), point.y()), abs=0.05)
    assert least_magnified <= closer.factor <= most_magnified
    assert closer.factor == pytest.approx(np.clip(zoom.factor * times, least_magnified, most_magnified))


@given(geometries(), st.floats(-300, 300), st.floats(-300, 300))
def test_the_plane_follows_the_hand(case: tuple, right_px: float, down_px: float) -> None:
    geometry, zoom, scale = case
    moved = geometry.moved(zoom, QPointF(right_px, down_px))
    if not (-2 < moved.x < 3 and -2 < moved.y < 3):
        return
    x, y = geometry.region.middle
    there = fitted(geometry, scale, moved).point(x, y)
    expected = geometry.width / 2 + right_px, geometry.height / 2 + down_px
    assert (there.x(), there.y()) == pytest.approx(expected, abs=0.05)


def test_nobody_gets_lost() -> None:
    geometry = PlaneGeometry.fit(800, 500, Box.around(0, 0, 4, 3), (1, 1), Zoom())
    zoom = Zoom()
    for _ in range(100):
        zoom = geometry.moved(zoom, QPointF(5000, 5000))
        zoom = geometry.magnified(zoom, 0.01, QPointF(0, 0))
    assert np.isfinite([zoom.factor, zoom.x, zoom.y]).all()
    assert abs(zoom.x) <= 3
    assert abs(zoom.y) <= 3
    assert zoom.factor == least_magnified


@given(geometries())
def test_a_box_has_its_corners_where_its_places_are(case: tuple) -> None:
    geometry, _, _ = case
    box = geometry.view
    rectangle = geometry.rectangle(box)
    assert rectangle.left() == pytest.approx(geometry.point(box.left, box.bottom).x(), rel=1e-6, abs=1e-3)
    assert rectangle.bottom() == pytest.approx(geometry.point(box.left, box.bottom).y(), rel=1e-6, abs=1e-3)
    assert rectangle.width() > 0
    assert rectangle.height() > 0
