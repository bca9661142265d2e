"""The score: what its plots hold, where they draw it, and that it draws no more often than it says."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment import Edit, Experiment
from gan_playground.gan.frame import Frame, History, LinePicture, Losses, Measure, Pair, Scores, Track
from gan_playground.gan.objectives import OBJECTIVES
from gan_playground.session.messages import Run
from gan_playground.ui.score import Score, refresh_interval_ms
from gan_playground.ui.score_axes import Axes, nearest, thinned
from gan_playground.ui.score_headline import headline_text
from gan_playground.ui.score_plot import ScorePlot
from gan_playground.ui.score_range import SteadyRange
from gan_playground.ui.strokes import tint
from gan_playground.ui.theme import DARK
from gan_playground.ui.wording import edit_sentence, number

KEYS = ("loss.generator", "loss.discriminator", "d_real", "d_fake", "accuracy", "distance")
EDITS = (Edit("generator.learning_rate", 0.002, 820, 1), Edit("discriminator.steps", 3, 300, 1))
RUN = Run(1, Experiment(), 0, "cpu", 2, 100)


def make_history(points: int = 1000, **changed: Track) -> History:
    steps = np.arange(1.0, points + 1)
    level = {"loss.generator": 0.7, "loss.discriminator": 1.3, "d_real": 0.6, "d_fake": 0.4, "distance": 0.5}
    whole = {key: Track(steps, level.get(key, 0.5) + 0.05 * np.sin(steps / 50)) for key in KEYS} | changed
    return History(whole, {key: Track(track.steps[-200:], track.values[-200:]) for key, track in whole.items()})


def make_frame(step: int = 1000, **changes: Any) -> Frame:
    nothing = np.empty(0)
    picture = LinePicture(*([nothing] * 2), True, *([nothing] * 7), (-1.0, 1.0), nothing, 0.0, None)
    frame = Frame(
        run=1,
        step=step,
        updates=Pair(step / 2, step / 2),
        losses=Losses(0.69, 1.39, -1.39),
        scores=Scores(0.51, 0.49, 0.5),
        gradient_norms=Pair(0.1, 0.1),
        metrics={"wasserstein": Measure(0.09, 0.06), "js": Measure(0.012, 0.008)},
        history=make_history(),
        edits=(),
        picture=picture,
    )
    return dataclasses.replace(frame, **changes)


@pytest.fixture
def score(qtbot: QtBot) -> Score:
    score = Score()
    qtbot.addWidget(score)
    score.resize(1200, 180)
    score.set_theme(DARK)
    score.show_run(RUN)
    score.show()
    qtbot.waitExposed(score)
    return score


def pixels(plot: ScorePlot) -> np.ndarray:
    """The plot as it is on the screen, (height, width, 3)."""
    grabbed = plot.grab().toImage()
    image = grabbed.convertToFormat(grabbed.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def distance_to(image: np.ndarray, color: QColor) -> np.ndarray:
    return np.abs(image - np.array(color.getRgb()[:3])).sum(axis=-1)


def refreshed(score: Score, frame: Frame) -> Score:
    score.show_frame(frame)
    score.refresh()
    return score


def test_headlines_are_the_frames_numbers(score: Score) -> None:
    refreshed(score, make_frame())
    headlines = [headline_text(plot.entries()) for plot in score.plots]
    assert headlines == ["G 0.69 · D 1.39", "real 51 % · generated 49 %", "0.09 · floor 0.06"]
    assert [plot.accessibleDescription() for plot in score.plots] == headlines


@pytest.mark.parametrize("name", OBJECTIVES)
def test_balance_lines_lie_at_the_objectives_values(score: Score, name: str) -> None:
    score.show_run(dataclasses.replace(RUN, experiment=Experiment(objective=name)))
    refreshed(score, make_frame(history=History({}, {})))
    objective = OBJECTIVES[name]
    values = objective.generator_at_balance, objective.discriminator_at_balance
    assert score.losses.chart.guides == values
    axes, image = score.losses.axes(), pixels(score.losses)
    dots = distance_to(image, tint(DARK, "theory", 0.8)) < 90
    inside = slice(math.ceil(axes.plot.top()), math.floor(axes.plot.bottom()))
    rows = inside.start + np.flatnonzero(dots[inside, 4:-4].sum(axis=1) > 40)
    expected = axes.y(np.array(values))
    assert len(rows)
    assert all(np.abs(expected - row - 0.5).min() < 1.6 for row in rows)
    assert all(np.abs(rows + 0.5 - y).min() < 1.6 for y in expected if inside.start < y < inside.stop - 1)


def test_a_live_change_of_the_objective_moves_the_balance(score: Score) -> None:
    refreshed(score, make_frame(edits=(Edit("objective", "minimax", 500, 1),)))
    assert score.losses.chart.guides[0] == pytest.approx(-math.log(2))


def test_one_half_and_the_floor_are_theory(score: Score) -> None:
    refreshed(score, make_frame())
    assert score.opinions.chart.guides == (0.5,)
    axes = score.distance.axes()
    image = pixels(score.distance)
    band = distance_to(image, tint(DARK, "theory", 0.3)) < 12
    rows = np.flatnonzero(band[:, 10:-10].mean(axis=1) > 0.9)
    assert rows.min() + 0.0 == pytest.approx(float(axes.y(np.array(0.06))), abs=1.1)
    assert rows.max() + 1.0 == pytest.approx(float(axes.y(np.array(0.0))), abs=1.1)


def test_a_line_runs_where_its_track_says(score: Score) -> None:
    frame = make_frame()
    refreshed(score, frame)
    axes, image = score.losses.axes(), pixels(score.losses)
    found = distance_to(image, DARK.color("generated")) < 60
    found[: math.ceil(axes.plot.top())] = False
    columns = np.flatnonzero(found.any(axis=0))
    rows = np.array([(np.flatnonzero(found[:, column]) + 0.5).mean() for column in columns])
    track = frame.history.whole["loss.generator"]
    expected = np.interp(columns + 0.5, axes.x(track.steps), axes.y(track.values))
    assert len(columns) > 0.8 * axes.plot.width()
    assert np.abs(rows - expected).max() < 2.5


def test_the_switch_zooms_in_on_the_recent_past(score: Score, qtbot: QtBot) -> None:
    refreshed(score, make_frame())
    assert all(plot.axes().span == (0.0, 1000.0) for plot in score.plots)
    switch = score.findChild(QAbstractButton, "scoreZoom")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert all(plot.axes().span == (801.0, 1000.0) for plot in score.plots)


def test_edits_are_marked_at_their_step(score: Score) -> None:
    refreshed(score, make_frame())
    bare = pixels(score.losses)
    refreshed(score, make_frame(edits=EDITS))
    axes = score.losses.axes()
    changed = np.flatnonzero((pixels(score.losses) != bare).any(axis=(0, 2)))
    for edit in EDITS:
        x = float(axes.x(np.array(float(edit.step or 0))))
        near = changed[np.abs(changed - x) < 12]
        assert (near.min() + near.max() + 1) / 2 == pytest.approx(x, abs=1.5)
        assert score.losses.tooltip_at(x) == edit_sentence(edit)
    assert len(changed) < 40
    assert score.losses.tooltip_at(20.0) == score.losses.chart.explanation


def test_an_edit_is_told_in_words() -> None:
    assert edit_sentence(EDITS[0]) == "step 820: Generator learning rate → 0.002"
    assert edit_sentence(Edit("objective", "minimax", 1500)) == "step 1,500: Objective → Minimax"


def test_the_distance_tells_its_floor_and_the_divergence(score: Score) -> None:
    refreshed(score, make_frame())
    told = score.distance.tooltip_at(20.0)
    assert "0.060" in told
    assert "0.012 nats, floor 0.008" in told


def test_the_headline_follows_the_mouse(score: Score, qtbot: QtBot) -> None:
    frame = make_frame()
    refreshed(score, frame)
    plot = score.losses
    at = QPoint(round(float(plot.axes().x(np.array(400.0)))), plot.height() // 2)
    qtbot.mouseMove(plot, at)
    step = plot.hovered_step
    assert step == pytest.approx(400, abs=3)
    index = int(step or 0) - 1
    tracks = frame.history.whole
    expected = [number(tracks[key].values[index]) for key in ("loss.generator", "loss.discriminator")]
    assert [entry.number for entry in plot.entries()] == expected
    plot.leaveEvent(None)  # type: ignore[arg-type]
    assert headline_text(plot.entries()) == "G 0.69 · D 1.39"


def test_a_flood_of_frames_is_drawn_now_and_then(score: Score, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(score.losses, "show_chart", lambda chart, edits, from_start: shown.append(chart))
    for step in range(50):
        score.show_frame(make_frame(step, losses=Losses(float(step), 1.0, -1.0)))
    assert [chart.series[0].now for chart in shown] == [0.0]
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown[-1].series[0].now == 49.0
    qtbot.waitUntil(lambda: not score._pause.isActive())
    assert len(shown) == 2
    assert score._pause.interval() == refresh_interval_ms >= 100


def test_what_cannot_be_seen_is_drawn_when_it_can(score: Score) -> None:
    score.hide()
    score.show_frame(make_frame())
    assert score.losses.chart.series == ()
    score.show()
    assert headline_text(score.losses.entries()) == "G 0.69 · D 1.39"


def test_a_new_run_clears_the_score(score: Score) -> None:
    refreshed(score, make_frame())
    score.show_run(RUN)
    assert all(plot.chart.series == () for plot in score.plots)


def test_bounds_keep_still_until_they_must_move() -> None:
    bounds = SteadyRange()
    first = bounds.fit(np.array([0.1, 0.9]), (0.5,))
    assert first[0] <= 0.1
    assert first[1] >= 0.9
    assert bounds.fit(np.array([0.15, 0.85]), (0.5,)) == first
    assert bounds.fit(np.array([0.1, 1.7]), (0.5,))[1] >= 1.7
    assert bounds.fit(np.array([0.49, 0.51]), (0.5,))[1] < 0.6


def test_a_spike_does_not_flatten_the_rest(score: Score) -> None:
    values = np.full(1000, 0.7) + 0.1 * np.sin(np.arange(1000))
    values[500] = 400.0
    spiky = Track(np.arange(1.0, 1001), values)
    refreshed(score, make_frame(history=make_history(**{"loss.generator": spiky})))
    axes = score.losses.axes()
    assert axes.bounds[1] < 3
    assert axes.highest == 400.0
    with_note = pixels(score.losses)
    corner = slice(round(axes.plot.top()), round(axes.plot.top() + 14))
    assert (distance_to(with_note[corner], DARK.color("muted")) < 60).any()


def test_thinning_keeps_the_mean() -> None:
    steps = np.arange(1.0, 5001)
    values = np.random.default_rng(0).normal(size=5000)
    axes = Axes.fit(300, 140, (0.0, 5000.0), (-1.0, 1.0), values)
    x, y = thinned(Track(steps, values), axes)
    assert len(x) <= 300 / 1.4
    assert (np.diff(x) > 0).all()
    shown = axes.bounds[0] + (axes.plot.bottom() - y) / axes.plot.height() * 2
    assert shown.mean() == pytest.approx(values.mean(), abs=0.01)


def test_few_points_are_kept_as_they_are() -> None:
    track = Track(np.array([1.0, 50.0, 100.0]), np.array([0.0, 1.0, 0.5]))
    axes = Axes.fit(300, 140, (0.0, 100.0), (0.0, 1.0), track.values)
    x, y = thinned(track, axes)
    assert x == pytest.approx(axes.x(track.steps))
    assert y == pytest.approx(axes.y(track.values))
    assert nearest(track, 60) == (50.0, 1.0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("points", [0, 1, 2, 1000])
def test_numbers_that_are_none_are_left_out(score: Score, bad: float, points: int) -> None:
    steps = np.arange(1.0, points + 1)
    broken = {key: Track(steps, np.where(steps > points // 2, bad, 0.5)) for key in KEYS}
    frame = make_frame(
        history=History(broken, broken),
        losses=Losses(bad, bad, bad),
        scores=Scores(bad, bad, bad),
        metrics={"wasserstein": Measure(bad, None), "js": Measure(bad)},
        edits=EDITS,
    )
    refreshed(score, frame)
    for plot in score.plots:
        plot.grab()
    assert "–" in headline_text(score.losses.entries())


@pytest.mark.parametrize("width", [720, 1240, 2400])
def test_the_switch_never_covers_the_steps(score: Score, width: int) -> None:
    score.resize(width, 160)
    refreshed(score, make_frame())
    switch, plot = score.switch, score.opinions
    assert switch.width() >= switch.sizeHint().width()
    metrics = plot.fontMetrics()
    assert switch.geometry().left() > metrics.horizontalAdvance("0") + 4
    assert switch.geometry().right() < plot.width() - metrics.horizontalAdvance("100,000")
