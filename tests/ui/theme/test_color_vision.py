"""Whoever sees colours otherwise can tell apart whatever stands in one panel: by the colour, or by shape or dashes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from cases import each_of
from gan_playground.ui.formula.loss_plot import RIVAL, TANGENT
from gan_playground.ui.lessons.finding_view import LOOKS
from gan_playground.ui.plot.futures import FUTURES
from gan_playground.ui.plot.sprites import Shape
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL, THEORY, LineStyle
from gan_playground.ui.score.charts import DISCRIMINATOR_TRACK, DISTANCE_TRACK, GENERATED_TRACK, REAL_TRACK
from gan_playground.ui.score.levels import GRID, GUIDE
from gan_playground.ui.stages.phase.layers import PATH
from gan_playground.ui.stages.phase.plot import ENERGY, LEVEL
from gan_playground.ui.stages.plane.plot import GENERATED_CONTOUR, REAL_CONTOUR
from gan_playground.ui.theme.theme import THEMES, Theme
from ui.theme.color_vision import MATRICES, difference, seen

least = 10.0
"""CIEDE2000: what is seen at a glance; 2.3 is just noticed by who holds both side by side."""
least_longer = 1.75
"""So many times as long, or as wide, are lines that look otherwise."""

futures = tuple(future.line for future in FUTURES)
PANELS = {
    "line": (REAL, GENERATED, DISCRIMINATOR, THEORY, *futures),
    "plane": (REAL_CONTOUR, GENERATED_CONTOUR, DISCRIMINATOR, *futures),
    "phase": (PATH, ENERGY, LEVEL),
    "losses": (GENERATED_TRACK, DISCRIMINATOR_TRACK, GUIDE, *futures),
    "opinions": (REAL_TRACK, GENERATED_TRACK, GUIDE),
    "distance": (DISTANCE_TRACK, GUIDE, *futures),
    "what a fake costs": (GENERATED, RIVAL, TANGENT),
}
COLOURS_ALONE = (("real", "generated"), ("generated", "discriminator"))
"""Bars and heat; the sliders of G and of D."""
pairs = [(name, a, b) for name, lines in PANELS.items() for a, b in combinations(lines, 2)]


def least_difference(theme: Theme, one: str, other: str) -> float:
    """Of two roles, to the person to whom they look most alike."""
    a, b = getattr(theme, one), getattr(theme, other)
    return min(difference(seen(a, vision), seen(b, vision)) for vision in MATRICES)


def look_otherwise(one: LineStyle, other: LineStyle) -> bool:
    """Without any colour: one is much wider, or one is whole and one is not, or dashes or gaps have other lengths."""
    if max(one.width, other.width) >= least_longer * min(one.width, other.width):
        return True
    if not one.off or not other.off:
        return bool(one.off) is not bool(other.off)
    lengths = ((one.on, other.on), (one.off, other.off))
    return any(max(pair) / min(pair) >= least_longer for pair in lengths)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_measure_itself(one: tuple[float, ...], other: tuple[float, ...], published: float) -> None:
    """Against the data of Sharma, Wu & Dalal (2005)."""
    assert difference(np.array(one), np.array(other)) == pytest.approx(published, abs=1e-4)


def test_red_and_green_of_one_lightness_look_alike_to_some() -> None:
    """And greys to nobody otherwise: the rows of each matrix sum to 1."""
    for vision, matrix in MATRICES.items():
        assert matrix.sum(axis=1) == pytest.approx(1.0, abs=1e-5), vision
    usual, to_some = (
        difference(seen("#B05A50", vision), seen("#6E7A36", vision)) for vision in ("usual", "deuteranopia")
    )
    assert usual > 3 * to_some


@each_of("theme", THEMES.values())
@each_of("panel, one, other", pairs)
def test_lines_of_one_panel_are_told_apart(theme: Theme, panel: str, one: LineStyle, other: LineStyle) -> None:
    assert look_otherwise(one, other) or least_difference(theme, one.role, other.role) >= least


@each_of("theme", THEMES.values())
@each_of("one, other", COLOURS_ALONE)
def test_what_has_no_shape_of_its_own_is_told_apart_by_colour(theme: Theme, one: str, other: str) -> None:
    assert least_difference(theme, one, other) >= least


def test_dots_have_shapes_and_news_have_signs() -> None:
    """Real is round and generated a triangle; each future has a shape, each state of a run its sign."""
    shapes = [Shape.CIRCLE, Shape.TRIANGLE, *(future.shape for future in FUTURES)]
    assert len(set(shapes)) == len(shapes)
    of_colour = [look for look in LOOKS.values() if look.color != "muted"]
    assert len({look.icon for look in of_colour}) == len({look.color for look in of_colour})


def test_nothing_is_asked_that_any_line_would_pass() -> None:
    assert not look_otherwise(LineStyle("real", 2.0, 6, 4), LineStyle("text", 2.0, 6, 3))
    assert not look_otherwise(LineStyle("real", 2.0), LineStyle("text", 1.5))
    assert GRID.role == "outline", "the grid is behind all of them, and no line of theirs"
