"""The gradient meter: how long its bars are, what its tick remembers, and which lessons show it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.frame import Pair
from gan_playground.lessons.catalogue import lessons
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.stages.line.gradient_meter import GradientMeter, share_of
from gan_playground.ui.theme.theme import DARK, LIGHT, Theme
from ui.drawn import texts_in
from ui.looks import Pixels, distance_to, is_colored, pixels
from watched import Opener

ROWS = {"generated": 0, "discriminator": 1}


@pytest.fixture
def meter(qtbot: QtBot) -> GradientMeter:
    meter = GradientMeter()
    qtbot.addWidget(meter)
    meter.set_theme(DARK)
    meter.resize(800, meter.sizeHint().height())
    meter.show()
    return meter


def track_of(image: Pixels, role: str, theme: Theme = DARK) -> tuple[int, int, int]:
    """Of a player's row: the height of its middle, and where its bar begins and could at most end."""
    grounds = is_colored(image, theme.color("raised"), 4)
    rows = np.flatnonzero(grounds.sum(axis=1) > 50)
    top, bottom = np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1)[ROWS[role]][[0, -1]]
    columns = np.flatnonzero(distance_to(image[(top + bottom) // 2], theme.color("surface")) > 6)
    empty = np.flatnonzero(grounds[top : bottom + 1].mean(axis=0) > 0.8)
    joined = np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1)
    bar = next(run for run in joined if run[-1] >= empty[-1] - 2 and run[0] <= empty[-1])
    return (top + bottom) // 2, int(bar[0]), int(bar[-1])


def share_shown(meter: GradientMeter, role: str) -> float:
    """How much of its track a bar fills."""
    image = pixels(meter)
    row, left, right = track_of(image, role)
    band = image[row - 3 : row + 4, left : right + 1]
    filled = ~is_colored(band, DARK.color("raised"), 12).all(axis=0) & ~is_colored(band, DARK.color("theory")).any(
        axis=0
    )
    return float(filled.sum() / (right + 1 - left))


SHARES = {1e-9: 0.0, 1e-6: 3 / 11, 1e-3: 6 / 11, 0.1: 8 / 11, 1.0: 9 / 11, 1e5: 1.0, 1e-30: 0.0}


@pytest.mark.parametrize(("norm", "share"), SHARES.items())
def test_a_bar_is_as_long_as_its_exponent_says(norm: float, share: float) -> None:
    assert share_of(norm) == pytest.approx(share)


@pytest.mark.parametrize("role", ROWS)
@pytest.mark.parametrize("norm", [1e-7, 1e-4, 0.03, 2.0])
def test_the_bars_on_the_screen_have_that_length(meter: GradientMeter, role: str, norm: float) -> None:
    norms = Pair(norm, 1e-5) if role == "generated" else Pair(1e-5, norm)
    meter.show_norms(norms)
    assert share_shown(meter, role) == pytest.approx((math.log10(norm) + 9) / 11, abs=0.015)
    other = next(name for name in ROWS if name != role)
    assert share_shown(meter, other) == pytest.approx(4 / 11, abs=0.015)


def test_the_players_differ_in_more_than_colour(meter: GradientMeter) -> None:
    """G's bar is of one colour, D's is hatched."""
    meter.show_norms(Pair(1.0, 1.0))
    image = pixels(meter)
    kinds = []
    for role in ROWS:
        row, left, _ = track_of(image, role)
        kinds.append(len(np.unique(image[row - 3 : row + 4, left + 20 : left + 120].reshape(-1, 3), axis=0)))
    assert kinds[0] == 1
    assert kinds[1] > 1
    row, left, _ = track_of(image, "generated")
    assert is_colored(image[row, left + 50], DARK.color("generated"), 3)


def tick(meter: GradientMeter, role: str) -> float | None:
    """Where along the track the tick of the largest norm stands, by what sticks out above the bar."""
    image = pixels(meter)
    row, left, right = track_of(image, role)
    heights = np.flatnonzero(is_colored(image[:, left:right], DARK.color("raised"), 4).any(axis=1))
    top = next(r for r in range(row, 0, -1) if r - 1 not in heights)
    above = is_colored(image[top - 1, left : right + 3], DARK.color("theory"), 90)
    return float(np.flatnonzero(above).mean() / (right - left)) if above.any() else None


def test_the_tick_stays_at_the_largest_of_the_run(meter: GradientMeter) -> None:
    assert tick(meter, "generated") is None
    meter.show_norms(Pair(1.0, 1e-2))
    meter.show_norms(Pair(1e-5, 1e-4))
    assert tick(meter, "generated") == pytest.approx(9 / 11, abs=0.015)
    assert tick(meter, "discriminator") == pytest.approx(7 / 11, abs=0.015)
    for bad in (math.nan, math.inf, 0.0):
        meter.show_norms(Pair(bad, bad))
    assert tick(meter, "generated") == pytest.approx(9 / 11, abs=0.015)
    meter.begin()
    assert tick(meter, "generated") is None


def test_no_gradient_has_no_bar(meter: GradientMeter) -> None:
    meter.show_norms(Pair(0.0, 1.0))
    assert share_shown(meter, "generated") < 0.005
    assert share_shown(meter, "discriminator") > 0.7


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_no_number_is_not_shown_as_nil(meter: GradientMeter, bad: float) -> None:
    meter.show_norms(Pair(0.0, 0.0))
    nil = pixels(meter)
    meter.show_norms(Pair(bad, bad))
    assert (pixels(meter) != nil).any()


def test_the_powers_of_ten_stand_below_where_they_belong(meter: GradientMeter) -> None:
    """Each stroke of the scale lies at a whole exponent."""
    meter.show_norms(Pair(0.0, 0.0))
    image = pixels(meter)
    _, left, right = track_of(image, "discriminator")
    strokes = is_colored(image[round(49.5)], DARK.color("muted"), 150)
    columns = np.flatnonzero(strokes)
    columns = columns[(columns >= left - 2) & (columns <= right + 2)]
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1)
    exponents = [-9 + 11 * (float(group.mean()) - left + 0.5) / (right + 1 - left) for group in groups]
    assert len(exponents) >= 4
    assert all(abs(exponent - round(exponent)) < 0.06 for exponent in exponents), exponents


@pytest.mark.parametrize("width", [300, 500, 1400])
def test_it_has_room_at_every_width(meter: GradientMeter, width: int) -> None:
    meter.resize(width, meter.height())
    meter.show_norms(Pair(8.8e-88, 3.2e-7))
    image = pixels(meter)
    for role in ROWS:
        row, left, right = track_of(image, role)
        assert 0 < left < right < width
        ink = (distance_to(image[row - 6 : row + 7], DARK.color("surface")) > 60).any(axis=0)
        assert ink[:left].any(), "its name"
        assert ink[right + 3 :].any(), "its number"
        assert not ink[right + 1 : right + 4].any(), "which does not touch the bar"


def test_it_is_drawn_in_the_theme(meter: GradientMeter) -> None:
    meter.show_norms(Pair(1.0, 1.0))
    meter.set_theme(LIGHT)
    image = pixels(meter)
    row, left, _ = track_of(image, "generated", LIGHT)
    assert is_colored(image[row, left + 40], LIGHT.color("generated"), 3)


@pytest.mark.parametrize(
    "lesson", [one for one in lessons().values() if one.experiment.stage == "line"], ids=lambda lesson: lesson.id
)
def test_it_is_shown_for_the_lessons_that_want_it(opened: Opener, lesson: Lesson) -> None:
    watched = opened("--lesson", lesson.id)
    assert isinstance(watched.window.run_view.stage, LineStage)
    meter = watched.part("gradientMeter")
    assert meter.isVisible() is lesson.gradients
    assert lesson.gradients is (lesson.id == "pinned")
    norms = watched.pause().gradient_norms
    assert meter.norms == norms
    if lesson.experiment.generator.steps:  # else a hand plays it
        assert norms.generator > 0


def test_it_comes_and_goes_with_the_lesson(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    for lesson, shown in (("pinned", True), ("textbook-curve", False), ("pinned", True)):
        watched.window.show_lesson(lesson)
        ordered = watched.window.session.ordered_run
        watched.until(lambda run=ordered: watched.frames[-1].run == run)
        assert watched.part("gradientMeter").isVisible() is shown


def test_what_was_not_measured_is_a_dash(meter: GradientMeter) -> None:
    meter.begin()
    assert [text.text for text in texts_in(meter)].count("–") == 2
    assert "0" not in [text.text for text in texts_in(meter)]
