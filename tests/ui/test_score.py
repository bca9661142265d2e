"""The score: what its plots hold, where they draw it, and that it draws no more often than it says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QCursor, QFont
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from pytestqt.qtbot import QtBot
from scipy.optimize import minimize_scalar

from cases import each_of
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.metrics.words import MEASURES
from gan_playground.gan.observe.frame import Frame, Losses, Measure, Pair, PhasePicture, Scores
from gan_playground.gan.observe.history import History, Track
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.glossary import glossary
from gan_playground.lessons.lesson import PLOTS
from gan_playground.ui.plot.items.curves_item import thinned
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.score.chart import nearest
from gan_playground.ui.score.charts import DISCRIMINATOR_TRACK, GENERATED_TRACK
from gan_playground.ui.score.choices import LOSSES, OPINIONS
from gan_playground.ui.score.headline import HeadlineEntry, Title, headline_text, laid_out, sized, width_px
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.range import SteadyRange, _quantile
from gan_playground.ui.score.score import Score, refresh_interval_ms
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.theme.wording import edit_sentence, number
from ui.drawn import cut, overlapping, texts_in
from ui.looks import distance_to, pixels
from ui.scores import (
    AT_BALANCE,
    EDITS,
    KEYS,
    RUN,
    Paints,
    branch,
    flat_frame,
    make_frame,
    make_history,
    make_summary,
    places,
    refreshed,
    resized,
    shown_score,
)


@pytest.fixture
def score(qtbot: QtBot) -> Score:
    return shown_score(qtbot)


def test_headlines_are_the_frames_numbers(score: Score) -> None:
    refreshed(score, make_frame())
    headlines = [headline_text(plot.entries()) for plot in score.plots]
    assert headlines == [
        "G 0.69 · D 1.39",
        "real 51% · generated 49%",
        "0.09 · usual 0.06",
        "G 0.1 · D 0.02",
    ]
    for plot in score.plots:
        plot.spoken.say()
    assert [plot.accessibleDescription() for plot in score.plots] == headlines


@pytest.mark.parametrize("name", OBJECTIVES)
def test_balance_lines_lie_at_the_objectives_values(score: Score, qtbot: QtBot, name: str) -> None:
    resized(score, qtbot, 1560, 180)
    balance = Experiment(objective=name).balance
    nowhere = dict.fromkeys(KEYS, Track(np.arange(2.0), np.full(2, math.nan)))
    refreshed(score, make_frame(history=History(nowhere, nowhere), balance=balance))
    values = AT_BALANCE[name].generator, AT_BALANCE[name].discriminator
    assert score.losses.chart.guides == pytest.approx(values)
    axes, image = places(score.losses), pixels(score.losses)
    dots = distance_to(image, tint(DARK, "theory", 0.8)) < 90
    inside = slice(math.ceil(axes.plot.top()) - 2, math.floor(axes.plot.bottom()) + 2)
    rows = inside.start + np.flatnonzero(dots[inside, 4:-4].sum(axis=1) > 40)
    expected = axes.y(np.array(values))
    assert len(rows)
    assert all(np.abs(expected - row - 0.5).min() < 1.6 for row in rows)
    assert all(np.abs(rows + 0.5 - y).min() < 1.6 for y in expected if inside.start < y < inside.stop - 1)


def test_a_live_change_of_the_objective_moves_the_balance(score: Score) -> None:
    trainer = Trainer(Experiment(objective="non-saturating"))
    refreshed(score, trainer.observe())
    assert score.losses.chart.guides[0] == pytest.approx(math.log(2))
    trainer.apply(Edit("objective", "minimax"))
    refreshed(score, trainer.observe())
    assert score.losses.chart.guides[0] == pytest.approx(-math.log(2))


def smoothed(p: float, smoothing: float) -> tuple[float, float]:
    """D's loss with smoothed labels where p_g = p_data and D says p, by cross entropy and by squares."""
    label = 1 - smoothing
    cross_entropy = -label * math.log(p) - smoothing * math.log(1 - p) - math.log(1 - p)
    return cross_entropy, (p - label) ** 2 / 2 + p**2 / 2


@pytest.mark.parametrize("name", ["minimax", "non-saturating", "least-squares"])
def test_label_smoothing_moves_the_balance_while_it_trains(score: Score, name: str) -> None:
    trainer = Trainer(Experiment(objective=name))
    trainer.apply(Edit("stabilise.label_smoothing", 0.2))
    refreshed(score, trainer.observe())
    kind = int(name == "least-squares")
    best = minimize_scalar(lambda p: smoothed(p, 0.2)[kind], bounds=(1e-6, 1 - 1e-6), method="bounded")
    of_generator = {
        "minimax": math.log(1 - best.x),
        "non-saturating": -math.log(best.x),
        "least-squares": (best.x - 1) ** 2 / 2,
    }
    assert score.losses.chart.guides == pytest.approx((of_generator[name], best.fun), abs=1e-5)
    assert number(best.fun) in score.losses.chart.explanation


def test_one_half_and_the_band_are_theory(score: Score) -> None:
    refreshed(score, make_frame())
    assert score.opinions.chart.guides == (0.5,)
    axes = places(score.distance)
    image = pixels(score.distance)
    band = distance_to(image, tint(DARK, "theory", 0.3)) < 12
    rows = np.flatnonzero(band[:, 10:-10].mean(axis=1) > 0.9)
    assert rows.min() + 0.0 == pytest.approx(float(axes.y(np.array(0.09))), abs=1.1)
    assert rows.max() + 1.0 == pytest.approx(float(axes.y(np.array(0.03))), abs=1.1)


def test_a_line_runs_where_its_track_says(score: Score) -> None:
    frame = make_frame()
    refreshed(score, frame)
    axes, image = places(score.losses), pixels(score.losses)
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
    assert all(places(plot).span == (0.0, 1000.0) for plot in score.plots)
    switch = score.findChild(QAbstractButton, "scoreZoom")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert all(places(plot).span == (489.0, 1000.0) for plot in score.plots)


def test_edits_are_marked_at_their_step(score: Score) -> None:
    refreshed(score, make_frame())
    bare = pixels(score.losses)
    refreshed(score, make_frame(edits=EDITS))
    axes = places(score.losses)
    changed = np.flatnonzero((pixels(score.losses) != bare).any(axis=(0, 2)))
    for edit in EDITS:
        x = float(axes.x(np.array(float(edit.step or 0))))
        near = changed[np.abs(changed - x) < 12]
        assert (near.min() + near.max() + 1) / 2 == pytest.approx(x, abs=1.5)
        assert score.losses.tooltip_at(x) == edit_sentence(edit)
    assert len(changed) < 40
    told = score.losses.tooltip_at(20.0)
    assert told == f"{score.losses.chart.explanation}\n{glossary()['loss'].meaning}"


def test_an_edit_is_told_in_words() -> None:
    assert edit_sentence(EDITS[0]) == "step 820: Generator learning rate → 2.0e-3"
    assert edit_sentence(Edit("objective", "minimax", 1500)) == "step 1,500: Objective → Minimax"


def test_the_distance_tells_its_floor_and_the_divergence(score: Score) -> None:
    refreshed(score, make_frame())
    told = score.distance.tooltip_at(20.0)
    assert "0.060" in told
    assert "Jensen–Shannon divergence: 0.012 (usual 0.008)" in told


def test_the_headline_follows_the_mouse(score: Score, qtbot: QtBot) -> None:
    frame = make_frame()
    refreshed(score, frame)
    plot = score.losses
    at = QPoint(round(float(places(plot).x(np.array(400.0)))), plot.height() // 2)
    qtbot.mouseMove(plot.viewport(), at)
    step = plot.hovered_step
    assert step == pytest.approx(400, abs=3)
    index = int(step or 0) - 1
    tracks = frame.history.whole
    expected = [number(tracks[key].values[index]) for key in ("loss.generator", "loss.discriminator")]
    assert [entry.number for entry in plot.entries()] == expected
    plot.leaveEvent(QEvent(QEvent.Type.Leave))
    assert headline_text(plot.entries()) == "G 0.69 · D 1.39"


def test_a_flood_of_frames_is_drawn_now_and_then(score: Score, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(score.losses, "show_chart", lambda chart, *rest: shown.append(chart))
    for step in range(50):
        score.show_frame(make_frame(step, losses=Losses(float(step), 1.0, -1.0)))
    assert [chart.series[0].now for chart in shown] == [0.0]
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown[-1].series[0].now == 49.0
    qtbot.waitUntil(lambda: not score._pause.isActive())
    assert len(shown) == 2
    assert score._pause.interval() == refresh_interval_ms >= 100


def test_a_plot_to_which_nothing_came_is_not_drawn_again(score: Score) -> None:
    refreshed(score, frame := make_frame())
    paints = Paints(score)
    refreshed(score, structs.replace(frame, losses=structs.replace(frame.losses, generator=0.1)))
    assert paints.take() == [score.losses.accessibleName()]
    refreshed(score, structs.replace(frame, edits=EDITS))
    assert sorted(paints.take()) == sorted(plot.accessibleName() for plot in seen(score))
    refreshed(score, structs.replace(frame, edits=EDITS))
    assert paints.take() == []


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
    axes = places(score.losses)
    assert axes.bounds[1] < 3
    assert score.losses.notes._notes.above == "↑ up to 400.00"
    with_note = pixels(score.losses)
    corner = slice(round(axes.plot.top()), round(axes.plot.top() + 14))
    assert (distance_to(with_note[corner], DARK.color("muted")) < 60).any()


def test_thinning_keeps_the_mean() -> None:
    steps = np.arange(1.0, 5001)
    values = np.random.default_rng(0).normal(size=5000)
    x, y = thinned(steps * 300 / 5000, values, 1.5)
    assert len(x) <= 300 / 1.4
    assert (np.diff(x) > 0).all()
    assert y.mean() == pytest.approx(values.mean(), abs=0.01)


def test_few_points_are_kept_as_they_are() -> None:
    track = Track(np.array([1.0, 50.0, 100.0]), np.array([0.0, 1.0, 0.5]))
    x, y = thinned(3 * track.steps, track.values, 1.5)
    assert x == pytest.approx(3 * track.steps)
    assert y == pytest.approx(track.values)
    assert nearest(track, 60) == (50.0, 1.0)


@each_of("bad", [math.nan, math.inf, -math.inf])
@each_of("points", [0, 1, 2, 1000])
def test_numbers_that_are_none_are_left_out(score: Score, bad: float, points: int) -> None:
    steps = np.arange(1.0, points + 1)
    broken = {key: Track(steps, np.where(steps > points // 2, bad, 0.5)) for key in KEYS}
    frame = make_frame(
        history=History(broken, broken),
        losses=Losses(bad, bad, bad),
        scores=Scores(bad, bad, bad),
        metrics={"wasserstein": Measure(bad, None), "js": Measure(bad)},
        gradient_norms=Pair(bad, bad),
        edits=EDITS,
    )
    refreshed(score, frame)
    for plot in score.plots:
        plot.grab()
    assert "–" in headline_text(score.losses.entries())


@pytest.mark.parametrize("width", [900, 1240, 2400])
def test_the_switch_never_covers_the_steps(score: Score, qtbot: QtBot, width: int) -> None:
    resized(score, qtbot, width, 160)
    refreshed(score, make_frame())
    never_covers_the_steps(score.switch, score.opinions)


@pytest.mark.parametrize("third", [False, True])
def test_nor_does_the_switch_of_the_third_plot(score: Score, qtbot: QtBot, third: bool) -> None:
    score.third.setChecked(third)
    resized(score, qtbot, 990, 160)
    refreshed(score, make_frame())
    never_covers_the_steps(score.third, score.gradients if third else score.distance)


@pytest.mark.parametrize("width", [536, 688, 890])
def test_where_time_axes_are_short_the_switches_stand_above_the_cards(score: Score, qtbot: QtBot, width: int) -> None:
    resized(score, qtbot, width, 160)
    refreshed(score, make_frame())
    assert score.switch.isVisible()
    assert score.third.isVisible()
    for switch in (score.switch, score.third):
        assert switch.parentWidget() is score
        assert switch.geometry().bottom() < score._cards[score.losses].geometry().top()
    resized(score, qtbot, 990, 160)
    assert (score.switch.parentWidget(), score.third.parentWidget()) == (score.opinions, score.distance)
    assert score.switch.isVisible()


# What is written.


@pytest.mark.parametrize("width", [536, 688, 900, 1328, 1990])
@pytest.mark.parametrize("compares", [False, True])
def test_every_plot_says_what_it_is_in_which_unit_and_whose_numbers_are_whose(
    score: Score, qtbot: QtBot, width: int, compares: bool
) -> None:
    resized(score, qtbot, width, 160)
    if compares:
        score.show_run_b(flat_frame(1000, 0.2))
    refreshed(score, make_frame(step=12_345))
    for plot in seen(score):
        texts = texts_in(plot)
        assert not cut(texts)
        assert not overlapping(texts)
        if not compares:
            assert plot.head.title.aside, plot.accessibleName()
    words = [text.text for text in texts_in(score.opinions)]
    assert any(word.startswith("real ") for word in words)
    assert any(word.startswith("generated ") for word in words)


def test_the_narrowest_losses_and_distances_have_units_too(score: Score, qtbot: QtBot) -> None:
    resized(score, qtbot, 536, 160)
    refreshed(score, make_frame())
    told = [(plot.head.title.words, plot.head.title.aside) for plot in seen(score)]
    assert told == [("Losses", "nats"), ("What D says", "probability"), ("Distance", "Wasserstein")]


def test_a_title_that_is_a_menu_looks_like_one(score: Score) -> None:
    refreshed(score, plane_frame())
    assert [plot.head._said[0].is_menu for plot in score.plots] == [True, True, True, False]
    corner = pixels(score.distance)[2:16, 10:20]
    assert (distance_to(corner, DARK.color("raised")) < 8).any()
    assert not (distance_to(pixels(score.gradients)[2:16, 10:20], DARK.color("raised")) < 4).all(axis=0).any()


def test_over_a_title_that_is_a_menu_the_pointer_and_a_tip_say_so(score: Score, qtbot: QtBot) -> None:
    refreshed(score, plane_frame())
    qtbot.mouseMove(score.distance.viewport(), QPoint(30, 8))
    assert score.distance.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert "choose" in score.distance.toolTip()
    qtbot.mouseMove(score.distance.viewport(), QPoint(60, 90))
    assert score.distance.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    assert score.distance.toolTip().startswith(score.distance.chart.explanation)
    QCursor.setPos(0, 0)  # or the menus of other tests open below it


def test_what_has_not_begun_has_no_axes_and_says_so(score: Score) -> None:
    score.switch.hide()
    words = [text.text for plot in score.plots for text in texts_in(plot)]
    assert words == ["Losses", "What D says", "Distance", "Gradients"]
    refreshed(score, make_frame(step=0, history=History({}, {})))
    words = [text.text for text in texts_in(score.losses)]
    assert words == ["no line yet", "Losses", "nats", "G 0.69", "D 1.39"]


def test_a_critic_gives_scores_and_no_probabilities(score: Score, qtbot: QtBot) -> None:
    """Of the objectives whose best D is no share of densities."""
    critic = Experiment(objective="wasserstein")
    score.show_experiment(critic)
    refreshed(score, make_frame())
    assert headline_text(score.opinions.entries()) == "real 0.51 · generated 0.49"
    words = " ".join(text.text for text in texts_in(score.opinions))
    assert "score" in words
    assert "%" not in words
    assert "probabilit" not in score.opinions.chart.explanation.replace("no probability", "")
    assert score.losses.head.title.aside == "", "and its losses have no unit"
    score.set_probability_of_fake(True)
    assert headline_text(score.opinions.entries()) == "real 0.51 · generated 0.49", "nor has it another side"
    score.show_experiment(Experiment())
    score.refresh()
    assert headline_text(score.opinions.entries()) == "real 49% · generated 51%"


def test_gradients_that_nobody_has_measured_are_a_dash(score: Score) -> None:
    refreshed(score, Trainer(Experiment(), seed=0).observe())
    assert headline_text(score.gradients.entries()) == "G – · D –"


def never_covers_the_steps(switch: QWidget, plot: ScorePlot) -> None:
    assert switch.isVisible()
    assert switch.parentWidget() is plot
    assert switch.width() >= switch.sizeHint().width()
    metrics, box = plot.fontMetrics(), plot.box_px
    assert switch.geometry().left() > box.left() + metrics.horizontalAdvance("0") + 4
    assert switch.geometry().right() < box.right() - metrics.horizontalAdvance("1,000") / 2


# The third plot, and the fourth.


def seen(score: Score) -> list[ScorePlot]:
    return [plot for plot in score.plots if plot.isVisible()]


def test_a_wide_score_has_four_cards_and_a_narrow_one_a_switch(score: Score, qtbot: QtBot) -> None:
    refreshed(score, make_frame())
    assert seen(score) == list(score.plots)
    assert not score.third.isVisible()
    score.resize(900, 180)
    assert seen(score) == [score.losses, score.opinions, score.distance]
    switch = score.findChild(QAbstractButton, "scoreThird")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert seen(score) == [score.losses, score.opinions, score.gradients]
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert seen(score) == [score.losses, score.opinions, score.distance]
    score.resize(1200, 180)
    assert seen(score) == list(score.plots)
    widths = [plot.width() for plot in score.plots]
    assert max(widths) - min(widths) <= 1


def test_what_the_switch_brings_up_is_drawn_at_once(score: Score) -> None:
    """As while it is paused, when no other frame will come."""
    score.resize(900, 180)
    refreshed(score, make_frame())
    score.third.setChecked(True)
    assert headline_text(score.gradients.entries()) == "G 0.1 · D 0.02"
    refreshed(score, make_frame(metrics={"wasserstein": Measure(0.5, 0.06)}))
    score.third.setChecked(False)
    assert headline_text(score.distance.entries()) == "0.50 · usual 0.06"


def test_what_a_wider_window_brings_up_is_drawn_at_once(score: Score) -> None:
    score.resize(900, 180)
    refreshed(score, make_frame())
    score.resize(1200, 180)
    assert headline_text(score.gradients.entries()) == "G 0.1 · D 0.02"


def test_a_new_visitor_sees_the_distance(score: Score) -> None:
    score.resize(900, 180)
    refreshed(score, make_frame())
    score.third.setChecked(True)
    score.reset_view()
    assert seen(score) == [score.losses, score.opinions, score.distance]


# Gradients, on a logarithmic axis.


def falling(first: float = 1.0, last: float = 1e-6, points: int = 1000) -> Track:
    """A norm that falls evenly in the logarithm."""
    return Track(np.arange(1.0, points + 1), np.geomspace(first, last, points))


def with_gradients(generator: Track, discriminator: Track | None = None, norms: Pair | None = None) -> Frame:
    tracks = {"gradient.generator": generator, "gradient.discriminator": discriminator or generator}
    now = norms or Pair(*(float(track.values[-1]) for track in tracks.values()))
    return make_frame(history=make_history(**tracks), gradient_norms=now)


def test_a_gradient_runs_where_its_logarithm_says(score: Score) -> None:
    track = falling()
    refreshed(score, with_gradients(track, falling(1.0, 1.0)))
    axes, image = places(score.gradients), pixels(score.gradients)
    assert axes.bounds[0] <= -6
    assert axes.bounds[1] >= 0
    found = distance_to(image, DARK.color("generated")) < 60
    found[: math.ceil(axes.plot.top())] = False
    columns = np.flatnonzero(found.any(axis=0))
    rows = np.array([(np.flatnonzero(found[:, column]) + 0.5).mean() for column in columns])
    share = (axes.plot.bottom() - rows) / axes.plot.height()
    exponents = axes.bounds[0] + share * (axes.bounds[1] - axes.bounds[0])
    expected = np.interp(columns + 0.5, axes.x(track.steps), np.log10(track.values))
    assert len(columns) > 0.6 * axes.plot.width()
    assert np.abs(exponents - expected).max() < 0.2


def test_the_powers_of_ten_are_lines_with_their_names(score: Score) -> None:
    refreshed(score, with_gradients(falling()))
    axes, image = places(score.gradients), pixels(score.gradients)
    inside = slice(math.ceil(axes.plot.top()), math.floor(axes.plot.bottom()) - 1)
    lines = distance_to(image, DARK.color("surface")) > 8
    middle = lines[inside, image.shape[1] // 4 : -4].mean(axis=1)
    rows = inside.start + np.flatnonzero(middle > 0.95)
    exponents = np.arange(math.ceil(axes.bounds[0]), math.floor(axes.bounds[1]) + 1)
    heights = axes.y(exponents.astype(float))
    assert len(rows) >= 2
    assert all(np.abs(heights - row - 0.5).min() < 1.2 for row in rows)
    names = distance_to(image[inside, :30], DARK.color("muted")) < 60
    for row in rows:
        beside = slice(max(0, row - inside.start - 7), row - inside.start + 8)
        assert names[beside].any(), "each line has its power of ten beside it"


@pytest.mark.parametrize("width", [712, 790, 990, 1000, 1352])
def test_the_numbers_leave_the_title_alone(score: Score, qtbot: QtBot, width: int) -> None:
    score.third.setChecked(True)
    resized(score, qtbot, width, 160)
    refreshed(score, with_gradients(falling(), falling(1.0, 3.2e-9)))
    head = pixels(score.gradients)[: math.floor(places(score.gradients).plot.top()) - 4]
    ink = (distance_to(head, DARK.color("surface")) > 40).any(axis=0)
    blue = (head[..., 2] - head[..., 0] > 40).any(axis=0)  # G's sample may lie between two rows of pixels
    first_sample = np.flatnonzero(blue).min()
    assert ink[: first_sample - 7].any(), "the title is there"
    assert not ink[first_sample - 7 : first_sample - 3].any(), "and ends before the numbers begin"


def test_a_linear_plot_has_no_powers_of_ten(score: Score) -> None:
    refreshed(score, make_frame())
    assert not score.losses.chart.logarithmic
    assert not score.distance.chart.logarithmic
    assert score.gradients.chart.logarithmic


@pytest.mark.parametrize(
    ("norm", "words"),
    [(3.2e-7, "3.2·10⁻⁷"), (1e-7, "1.0·10⁻⁷"), (0.25, "0.25"), (17.0, "17"), (0.0, "0")],
)
def test_a_norm_is_written_in_two_figures(score: Score, norm: float, words: str) -> None:
    refreshed(score, with_gradients(falling(), norms=Pair(norm, 1.0)))
    assert headline_text(score.gradients.entries()) == f"G {words} · D 1"


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_norm_that_is_no_number_is_not_called_nil(score: Score, bad: float) -> None:
    refreshed(score, with_gradients(falling(), norms=Pair(bad, 1.0)))
    assert headline_text(score.gradients.entries()) == "G – · D 1"


def test_nil_has_its_place_at_the_bottom_and_keeps_the_rest_in_sight(score: Score) -> None:
    died = falling()
    values = died.values.copy()
    values[700:] = 0.0
    refreshed(score, with_gradients(Track(died.steps, values)))
    drawn = score.gradients.chart.series[0].track.values
    assert np.isfinite(drawn).all()
    assert drawn[:700] == pytest.approx(np.log10(values[:700]))
    assert (drawn[700:] < -9).all(), "below every norm that single precision can move a weight with"
    assert headline_text(score.gradients.entries()).startswith("G 0 ")
    axes = places(score.gradients)
    assert axes.bounds[0] <= drawn[-1]
    assert axes.bounds[1] >= 0


def test_norms_that_are_not_known_are_a_gap(score: Score) -> None:
    whole = falling()
    values = whole.values.copy()
    values[400:600] = math.nan
    refreshed(score, with_gradients(Track(whole.steps, values), falling(1e-6, 1e-6)))
    axes, image = places(score.gradients), pixels(score.gradients)
    found = distance_to(image, DARK.color("generated")) < 60
    found[: math.ceil(axes.plot.top())] = False
    columns = np.flatnonzero(found.any(axis=0))
    left, right = axes.x(np.array([405.0, 595.0]))
    assert not ((columns > left) & (columns < right)).any()
    assert (columns < left).any()
    assert (columns > right).any()


# The game of two numbers.


def phase_frame(radius: float = 1.2) -> Frame:
    steps = np.arange(1.0, 501)
    radii = Track(steps, np.linspace(1.414, radius, 500))
    nothing = np.empty((0, 2))
    picture = PhasePicture((1.0, 1.0), (radius, 0.0), None, nothing[:, 0], nothing, nothing, nothing, 2.0)
    return make_frame(
        step=500,
        picture=picture,
        metrics={"radius": Measure(radius), "theta": Measure(radius), "psi": Measure(0.0)},
        distance="radius",
        history=History({"radius": radii}, {"radius": Track(steps[-50:], radii.values[-50:])}),
    )


def test_the_distance_of_a_game_of_two_numbers_is_its_radius(score: Score) -> None:
    refreshed(score, phase_frame())
    chart = score.distance.chart
    assert [title.words for title in chart.titles] == ["Radius", "Radius"]
    assert headline_text(score.distance.entries()) == "1.20"
    assert chart.guides == pytest.approx((0.0, math.sqrt(2)))
    assert (chart.reference, chart.band) == (None, None)
    assert chart.series[0].track.values[-1] == pytest.approx(1.2)
    assert number(math.sqrt(2)) in score.distance.tooltip_at(20.0)
    axes = places(score.distance)
    assert axes.bounds[0] <= 0
    assert axes.bounds[1] >= math.sqrt(2)


def test_another_kind_of_data_brings_its_own_title_back(score: Score) -> None:
    refreshed(score, phase_frame())
    of_radius = pixels(score.distance)
    score.show_run(RUN)
    refreshed(score, make_frame())
    assert score.distance.chart.titles[0] == Title("Distance (Wasserstein)", "in units of x")
    assert (pixels(score.distance)[:20, :80] != of_radius[:20, :80]).any()


# The measures of the plane.


PLANE_MEASURES = {
    "modes": Measure(5.0),
    "modes_total": Measure(8.0),
    "high_quality": Measure(0.712, ceiling=0.9889, low=0.985, high=0.993),
    "js": Measure(0.214, 0.013, low=0.006, high=0.031),
    "sliced_wasserstein": Measure(0.34, 0.02, low=0.012, high=0.03),
    "precision": Measure(0.51, ceiling=0.94, low=0.9, high=0.98),
    "recall": Measure(0.42, ceiling=0.94),
}


def plane_frame(**changes: Any) -> Frame:
    steps = np.arange(1.0, 501)
    tracks = {
        f"metric.{name}": Track(steps, np.linspace(0.9, 1.0, 500) * measure.value)
        for name, measure in PLANE_MEASURES.items()
    }
    recent = {key: Track(track.steps[-50:], track.values[-50:]) for key, track in tracks.items()}
    history = History(tracks, recent)
    frame = make_frame(step=500, metrics=PLANE_MEASURES, distance="sliced_wasserstein", history=history)
    return structs.replace(frame, **changes)


def menu_of(plot: ScorePlot) -> QMenu:
    menu = plot.findChild(QMenu, "measureMenu")
    assert menu is not None
    assert menu.isVisible()
    return menu


def choose(plot: ScorePlot, qtbot: QtBot, name: str) -> None:
    """Press on the title, and on one of what is offered."""
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    menu = menu_of(plot)
    action = next(action for action in menu.actions() if action.data() == name)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    qtbot.waitUntil(lambda: plot.findChild(QMenu, "measureMenu") is None)


def band_of(score: Score) -> tuple[int, int]:
    """The first and the last row of the grey band of the third plot."""
    image = pixels(score.distance)
    grey = distance_to(image, tint(DARK, "theory", 0.3)) < 12
    rows = np.flatnonzero(grey[:, 10:-10].mean(axis=1) > 0.8)
    assert len(rows)
    return int(rows.min()), int(rows.max())


def test_the_plane_begins_with_its_distance_and_offers_every_measure(score: Score, qtbot: QtBot) -> None:
    refreshed(score, plane_frame())
    chart = score.distance.chart
    assert chart.titles[0] == Title("Distance (sliced Wasserstein)", "in units of x")
    assert headline_text(score.distance.entries()) == "0.34 · usual 0.02"
    offered = [name for name, _ in chart.choices]
    assert set(offered) == set(PLANE_MEASURES) - {"modes_total"}
    qtbot.mouseClick(score.distance.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    menu = menu_of(score.distance)
    assert [action.data() for action in menu.actions()] == offered
    assert all(action.text() for action in menu.actions())
    menu.close()
    qtbot.waitUntil(lambda: score.distance.findChild(QMenu, "measureMenu") is None)


HEADLINES = {
    "modes": "5",
    "high_quality": "71% · usual 99%",
    "js": "0.214 · usual 0.013",
    "precision": "51% · usual 94%",
    "recall": "42% · usual 94%",
    "sliced_wasserstein": "0.34 · usual 0.02",
}


@pytest.mark.parametrize("name", HEADLINES)
def test_a_measure_that_is_chosen_is_drawn(score: Score, qtbot: QtBot, name: str) -> None:
    frame = plane_frame()
    refreshed(score, frame)
    before = pixels(score.distance)
    choose(score.distance, qtbot, name)
    chart = score.distance.chart
    assert headline_text(score.distance.entries()) == HEADLINES[name]
    assert chart.series[0].track is frame.history.whole[f"metric.{name}"]
    assert (name == "sliced_wasserstein") == (pixels(score.distance) == before).all()
    score.distance.spoken.say()
    assert score.distance.accessibleDescription() == HEADLINES[name]
    low, high = places(score.distance).bounds
    assert low <= chart.series[0].track.values.min()
    assert high >= chart.series[0].track.values.max()
    refreshed(score, plane_frame(step=501))
    assert headline_text(score.distance.entries()) == HEADLINES[name], "and stays"


@pytest.mark.parametrize("name", ["js", "precision"])
def test_the_band_is_where_real_samples_lie_and_their_usual_is_dotted_in_it(
    score: Score, qtbot: QtBot, name: str
) -> None:
    resized(score, qtbot, 1200, 700)  # or it is thinner than a few pixels
    refreshed(score, plane_frame())
    choose(score.distance, qtbot, name)
    axes, measure = places(score.distance), PLANE_MEASURES[name]
    first, last = band_of(score)
    assert first == pytest.approx(float(axes.y(np.array(measure.high))), abs=1.1)
    assert last + 1 == pytest.approx(float(axes.y(np.array(measure.low))), abs=1.1)
    assert score.distance.chart.lines == (measure.usual,)
    told = score.distance.tooltip_at(20.0)
    assert all(number(end, 3) in told for end in (measure.low, measure.usual, measure.high))


def test_a_line_that_runs_in_the_band_is_seen_with_all_of_it(score: Score) -> None:
    steps = np.arange(1.0, 501)
    inside = Track(steps, np.full(500, 0.05))
    refreshed(score, make_frame(history=make_history(**{"metric.wasserstein": inside})))
    axes = places(score.distance)
    assert axes.bounds[0] <= 0.0
    assert 0.09 <= axes.bounds[1] < 0.2
    row = int(axes.y(np.array(0.05)))
    near = distance_to(pixels(score.distance)[row - 1 : row + 2], DARK.color("text")).min(axis=0)
    inside = near[int(axes.plot.left()) + 5 : int(axes.x(np.array(490.0)))]
    assert (inside < 60).mean() > 0.95, "the line is before the band"


def test_a_band_about_nothing_is_seen_whole(score: Score) -> None:
    """The kernel distance of real samples lies to both sides of 0."""
    measure = Measure(0.004, 0.001, low=-0.02, high=0.03)
    track = Track(np.arange(1.0, 501), np.full(500, 0.004))
    history = make_history(**{"metric.kernel": track})
    refreshed(score, make_frame(metrics={"kernel": measure}, distance="kernel", history=history))
    low, high = places(score.distance).bounds
    assert low <= -0.02
    assert high >= 0.03
    assert headline_text(score.distance.entries()) == "0.004 · usual 0.001"


def test_the_number_of_modes_has_its_best_as_a_dotted_line(score: Score, qtbot: QtBot) -> None:
    refreshed(score, plane_frame())
    choose(score.distance, qtbot, "modes")
    chart = score.distance.chart
    assert chart.guides == (0.0, 8.0)
    assert (chart.reference, chart.band) == (None, None)
    assert places(score.distance).bounds[1] >= 8


def test_every_measure_explains_itself_and_tells_the_others(score: Score, qtbot: QtBot) -> None:
    refreshed(score, plane_frame())
    titles = dict(score.distance.chart.choices)
    for name in HEADLINES:
        score.choose(score.distance, name)
        told = score.distance.tooltip_at(20.0)
        for other, title in titles.items():
            assert (f"{title}: " in told) == (other != name)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_the_menu_opens_from_the_keyboard(score: Score, qtbot: QtBot, key: Qt.Key) -> None:
    refreshed(score, plane_frame())
    assert score.distance.focusPolicy() & Qt.FocusPolicy.TabFocus
    score.distance.setFocus()
    qtbot.keyClick(score.distance, key)
    menu = menu_of(score.distance)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert headline_text(score.distance.entries()) != ""
    qtbot.waitUntil(lambda: score.distance.findChild(QMenu, "measureMenu") is None)


def test_a_press_below_the_title_opens_nothing(score: Score, qtbot: QtBot) -> None:
    refreshed(score, plane_frame())
    qtbot.mouseClick(score.distance.viewport(), Qt.MouseButton.LeftButton, pos=score.distance.rect().center())
    assert score.distance.findChild(QMenu) is None


def test_plots_without_a_choice_have_no_menu(score: Score, qtbot: QtBot) -> None:
    refreshed(score, plane_frame())
    qtbot.mouseClick(score.gradients.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    assert score.gradients.findChild(QMenu) is None
    refreshed(score, phase_frame())
    qtbot.mouseClick(score.distance.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    qtbot.keyClick(score.distance, Qt.Key.Key_Return)
    assert score.distance.findChild(QMenu) is None, "the radius is all there is"


# What else the first two plots can show.


CHOICES = {
    "losses": ("G 0.69 · D 1.39", AT_BALANCE["non-saturating"].generator),
    "value": ("−1.39 · −log 4 = −1.39", -math.log(4)),
    "opinions": ("real 51% · generated 49%", 0.5),
    "accuracy": ("55%", 0.5),  # where its line ends, not what was looked at
}
CHOSEN = {"losses": "value", "opinions": "accuracy"}


def with_scores(**changes: Any) -> Frame:
    return make_frame(scores=Scores(0.51, 0.49, 0.52), **changes)


@pytest.mark.parametrize(("usual", "other"), CHOSEN.items())
def test_the_value_and_the_accuracy_are_chosen_from_the_title(
    score: Score, qtbot: QtBot, usual: str, other: str
) -> None:
    frame, plot = with_scores(), getattr(score, usual)
    refreshed(score, frame)
    assert [name for name, _ in plot.chart.choices] == [usual, other]
    choose(plot, qtbot, other)
    plot.spoken.say()
    assert headline_text(plot.entries()) == plot.accessibleDescription() == CHOICES[other][0]
    assert plot.chart.lines == pytest.approx((CHOICES[other][1],))
    assert plot.chart.series[0].track is frame.history.whole[other]
    assert other in score.table(plot).decode().splitlines()[0].split(",")
    refreshed(score, with_scores(step=1001))
    assert headline_text(plot.entries()) == CHOICES[other][0], "and stays"
    score.show_run(RUN)
    refreshed(score, with_scores())
    assert headline_text(plot.entries()) == CHOICES[other][0], "in the next run too"
    score.choose(plot, usual)  # another press on the title would be the second of a double click
    assert headline_text(plot.entries()) == CHOICES[usual][0]


@pytest.mark.parametrize("name", CHOSEN.values())
def test_run_b_and_branches_are_seen_in_what_is_chosen(score: Score, name: str) -> None:
    plot = score.losses if name == "value" else score.opinions
    score.choose(plot, name)
    score.show_summary(make_summary(branch(0, None, 0, 600), branch(1, 0, 300, 500), step=500, on=1))
    score.show_run_b(with_scores(run=2))
    refreshed(score, with_scores(step=500))
    assert {overlay.runs_alongside for overlay in plot.overlays.overlays} == {True, False}
    assert len(plot.overlays.run_b) == 1
    assert " | " in headline_text(plot.entries())


def test_of_a_run_of_before_the_value_begins_where_it_is_known(score: Score) -> None:
    steps = np.arange(1.0, 501)
    track = Track(steps, np.where(steps <= 250, np.nan, -1.2))
    score.choose(score.losses, "value")
    refreshed(score, make_frame(history=make_history(value=track)))
    score.losses.grab()
    low, high = places(score.losses).bounds
    assert (low <= -math.log(4), high >= -1.2) == (True, True)


def test_a_lesson_says_what_the_score_begins_with_and_a_hand_what_it_goes_on_with(score: Score) -> None:
    lesson = structs.replace(load_lesson("textbook-curve"), plots=("value", "js"))
    score.begin_with(lesson)
    refreshed(score, with_scores())
    assert headline_text(score.losses.entries()) == CHOICES["value"][0]
    assert headline_text(score.distance.entries()) == "0.012 · usual 0.008"
    assert headline_text(score.opinions.entries()) == CHOICES["opinions"][0]
    score.choose(score.losses, "losses")
    score.choose(score.opinions, "accuracy")
    score.begin_with(lesson)
    refreshed(score, with_scores(step=1001))
    assert headline_text(score.losses.entries()) == CHOICES["losses"][0], "a restart takes nothing back"
    score.begin_with(structs.replace(lesson, id="another", plots=("value",)))
    refreshed(score, with_scores(step=1002))
    shown = [headline_text(plot.entries()) for plot in (score.losses, score.opinions, score.distance)]
    assert shown == [CHOICES["value"][0], CHOICES["accuracy"][0], "0.09 · usual 0.06"]
    score.reset_view()
    assert headline_text(score.opinions.entries()) == CHOICES["opinions"][0]


def test_lessons_and_plots_have_the_same_names() -> None:
    assert {*PLOTS} == {*LOSSES, *OPINIONS, *MEASURES}


def test_what_is_not_measured_here_gives_way_to_the_distance(score: Score) -> None:
    refreshed(score, plane_frame())
    score.choose(score.distance, "modes")
    metrics = {name: measure for name, measure in PLANE_MEASURES.items() if "modes" not in name}
    refreshed(score, plane_frame(metrics=metrics))
    assert headline_text(score.distance.entries()) == "0.34 · usual 0.02"
    refreshed(score, make_frame())
    assert headline_text(score.distance.entries()) == "0.09 · usual 0.06"
    refreshed(score, plane_frame())
    assert headline_text(score.distance.entries()) == "5", "and comes back"


def test_a_new_visitor_sees_the_distance_of_the_plane(score: Score) -> None:
    refreshed(score, plane_frame())
    score.choose(score.distance, "recall")
    score.reset_view()
    assert headline_text(score.distance.entries()) == "0.34 · usual 0.02"


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_measures_that_are_no_numbers_are_a_dash(score: Score, bad: float) -> None:
    broken = {name: structs.replace(measure, value=bad) for name, measure in PLANE_MEASURES.items()}
    empty = {key: Track(track.steps, np.full(500, bad)) for key, track in plane_frame().history.whole.items()}
    refreshed(score, plane_frame(metrics=broken, history=History(empty, empty)))
    for name in HEADLINES:
        score.choose(score.distance, name)
        score.distance.grab()
        assert headline_text(score.distance.entries()).startswith("–")


# What it costs.


@pytest.mark.parametrize("count", [1, 2, 3, 50, 1000])
def test_heights_are_those_of_the_percentiles(count: int) -> None:
    values = np.random.default_rng(count).standard_t(2, count)
    ordered = np.sort(values)
    for share in (0.02, 0.98):
        assert _quantile(ordered, share) == pytest.approx(np.percentile(values, 100 * share), abs=1e-12)


def test_what_stands_still_is_painted_once(score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    """Theory and the lines at the numbers of an axis: while time goes on they stay where they are."""
    refreshed(score, make_frame())
    pixels(score.losses)
    levels, painted = score.losses.levels, list[Any]()
    paint = levels.paint_px
    monkeypatch.setattr(levels, "paint_px", lambda *given: painted.append(given) or paint(*given))
    refreshed(score, make_frame(1010, losses=Losses(0.68, 1.38, -1.38)))
    pixels(score.losses)
    assert places(score.losses).span == (0, 1010)
    assert painted == []
    refreshed(score, make_frame(balance=AT_BALANCE["hinge"]))
    pixels(score.losses)
    assert painted


@pytest.mark.parametrize(
    "change",
    [
        {"balance": AT_BALANCE["hinge"]},
        {"metrics": {"wasserstein": Measure(0.1, 0.5)}},
        {"losses": Losses(-10.69, 1.39, -1.39)},
        {"history": make_history(points=1100)},
    ],
)
def test_what_was_kept_gives_way_to_what_is_new(score: Score, change: dict[str, Any]) -> None:
    refreshed(score, make_frame())
    before = [pixels(plot) for plot in score.plots]
    refreshed(score, make_frame(**change))
    after = [pixels(plot) for plot in score.plots]
    assert any((a != b).any() for a, b in zip(before, after, strict=True))
    for plot in score.plots:
        for item in plot.scene().items():
            item.update()  # what is kept as a picture is painted anew
    assert all((pixels(plot) == seen).all() for plot, seen in zip(score.plots, after, strict=True))


# The headline.


@pytest.mark.parametrize("number", ["0.55 | 0.03", "−0.69 | −0.31", "12.55 | −0.03"])
@pytest.mark.parametrize("width", [185, 240, 293])
def test_the_numbers_stay_in_their_row(score: Score, width: int, number: str) -> None:
    font = sized(QFont(), 12)
    entries = [HeadlineEntry(GENERATED_TRACK, "G", number), HeadlineEntry(DISCRIMINATOR_TRACK, "D", number)]
    headline = laid_out(QRectF(0, 0, width, 20), entries, font, 0.95)
    assert [each.words[0] for each in headline.numbers] == ["G", "D"]
    ends = [each.left + width_px(each.words, headline.strong) for each in headline.numbers]
    assert ends[0] < headline.numbers[1].sample
    assert ends[1] <= width + 0.5
