"""Dots by the thousand: where they land, what shape they have, and which are left out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.ui.plot.kept_pictures import forget_pictures
from gan_playground.ui.plot.sprites import Shape, draw_dots
from ui.looks import Pixels, distance_to

white = QColor("white")
size_px = 12.0


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    forget_pictures()  # none from another test, with another colour scheme


def painted(points: np.ndarray, shape: Shape = Shape.CIRCLE, opacity: float = 1.0, ratio: float = 1.0) -> Pixels:
    """Black ground, white dots, 200 px wide and 100 high; (height, width, 3)."""
    image = QImage(round(200 * ratio), round(100 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    with QPainter(image) as painter:
        draw_dots(painter, points, shape, "#ffffff", size_px, opacity, ratio)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., 2::-1].astype(int).copy()


def lit(image: Pixels) -> np.ndarray:
    return distance_to(image, white) < 300


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("shape", Shape)
def test_a_dot_lies_around_its_point(shape: Shape, ratio: float) -> None:
    found = lit(painted(np.array([[60.0, 40.0]]), shape, ratio=ratio))
    rows, columns = (places / ratio for places in np.nonzero(found))
    assert (columns + 0.5 / ratio).mean() == pytest.approx(60, abs=0.6)
    assert (rows.min() + rows.max() + 1 / ratio) / 2 == pytest.approx(40, abs=1.2)
    assert columns.max() - columns.min() == pytest.approx(size_px, abs=2)


def test_real_is_round_and_generated_has_three_corners() -> None:
    circle, triangle = (lit(painted(np.array([[60.0, 40.0]]), shape)) for shape in (Shape.CIRCLE, Shape.TRIANGLE))
    assert circle.sum() == pytest.approx(math.pi * (size_px / 2) ** 2, rel=0.2)
    rows = circle.sum(axis=1)[circle.any(axis=1)]
    assert np.abs(rows - rows[::-1]).max() <= 1, "as wide above as below"
    widths = triangle.sum(axis=1)
    rows = np.flatnonzero(widths)
    assert widths[rows[0]] < 0.4 * widths[rows[-1]], "pointed above, broad below"
    assert (np.diff(widths[rows]) >= 0).all()


@each_of("shape", [Shape.RING, Shape.SQUARE, Shape.DIAMOND])
def test_futures_are_hollow(shape: Shape) -> None:
    found = lit(painted(np.array([[60.0, 40.0]]), shape))
    assert not found[39:41, 59:61].any()
    assert found[:, 60].sum() >= 2, "a rim above and one below"


@each_of("bad", [math.nan, math.inf, -math.inf, 1e300])
@each_of("axis", [0, 1])
def test_what_is_not_a_number_is_left_out_and_the_rest_is_drawn(bad: float, axis: int) -> None:
    good = np.array([[30.0, 50.0], [150.0, 50.0]])
    lost = np.array([[100.0, 50.0]])
    lost[0, axis] = bad
    assert np.array_equal(painted(np.vstack((good[:1], lost, good[1:]))), painted(good))


def test_without_dots_nothing_is_drawn() -> None:
    assert not lit(painted(np.empty((0, 2)))).any()
    assert not lit(painted(np.full((3, 2), math.nan))).any()
    assert not lit(painted(np.array([[60.0, 40.0]]), opacity=0.0)).any()


def test_a_faint_dot_is_as_faint_as_it_is_told() -> None:
    middle = [int(painted(np.array([[60.0, 40.0]]), opacity=opacity)[40, 60, 0]) for opacity in (0.25, 0.5, 1.0)]
    assert middle == pytest.approx([64, 128, 255], abs=3)


def test_a_thousand_dots_land_each_in_its_place(qtbot: QtBot) -> None:
    x, y = np.meshgrid(np.arange(10, 200, 20), np.arange(10, 100, 20))
    points = np.column_stack((x.ravel(), y.ravel())).astype(float)
    image = painted(np.repeat(points, 20, axis=0))
    assert lit(image)[y.ravel(), x.ravel()].all()
    assert not lit(image)[(y.ravel() + 10).clip(0, 99), x.ravel()].any(), "and nothing between them"


def test_a_dot_half_way_between_two_pixels_keeps_its_own() -> None:
    """The last bits of where it is differ with how that was worked out."""
    assert np.array_equal(painted(np.array([[60.5 - 1e-12, 40.5]])), painted(np.array([[60.5 + 1e-12, 40.5 - 1e-12]])))


def test_many_dots_after_few_are_all_drawn() -> None:
    few, many = np.array([[20.0, 20.0]]), np.column_stack((np.arange(10.0, 190.0, 20.0), np.full(9, 60.0)))
    painted(few)
    assert lit(painted(many))[60, 10:190:20].all()
    assert not lit(painted(few))[60].any(), "and none of those before"
