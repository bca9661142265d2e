"""Where lines begin and end: at a step far from 0, or while only the other player is stepped by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.history import Track
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.ui.plot.items.curves_item import thinned
from gan_playground.ui.plot.strokes import dashed, solid
from gan_playground.ui.score.chart import Chart
from gan_playground.ui.score.charts import accuracy, looks_explained, losses, opinions
from gan_playground.ui.score.gaps import broken, drawn
from gan_playground.ui.score.headline import headline_text
from gan_playground.ui.score.overlays import seen_tracks
from gan_playground.ui.theme.wording import number, percent
from ui.scores import KEYS, branch, make_frame, make_history, make_summary, places, refreshed, shown_score


def test_the_steps_begin_where_the_run_does(qtbot: QtBot) -> None:
    """As with players that were trained before; also while nothing but the lines is known."""
    score = shown_score(qtbot)
    late = Track(np.arange(3001.0, 3041.0), np.full(40, 0.5))
    frame = make_frame(3040, history=make_history(**dict.fromkeys(KEYS, late)))
    refreshed(score, frame)
    assert places(score.losses).span == (3001.0, 3040.0)
    score.show_summary(make_summary(branch(0, None, 0, 3040), step=3040, on=0, first_step=3000))
    score.refresh()
    assert {places(plot).span for plot in score.seen} == {(3000.0, 3040.0)}
    assert [score.losses.time_axis.range[0]] == [3000.0]


def test_of_a_long_run_whose_first_steps_are_one_point_they_begin_at_its_first(qtbot: QtBot) -> None:
    score = shown_score(qtbot)
    thinned = Track(np.arange(64.0, 6401.0, 64), np.full(100, 0.5))
    score.show_summary(make_summary(branch(0, None, 0, 6400), step=6400, on=0))
    refreshed(score, make_frame(6400, history=make_history(**dict.fromkeys(KEYS, thinned))))
    assert places(score.losses).span == (0.0, 6400.0)


def test_a_number_whose_line_has_ended_is_that_of_its_end_and_says_of_which_step(qtbot: QtBot) -> None:
    score, trainer = shown_score(qtbot), Trainer(Experiment(), seed=0)
    trainer.advance(20)
    refreshed(score, trainer.observe())
    assert [entry.is_past for plot in score.plots for entry in plot.entries()] == [False] * 8
    for _ in range(5):
        trainer.step_discriminator()
    frame = trainer.observe()
    refreshed(score, frame)
    last = frame.history.recent["loss.generator"]
    assert last.steps[-1] == 20
    assert last.values[-1] != pytest.approx(frame.losses.generator, abs=1e-6)
    G, D = score.losses.entries()
    assert (G.number, G.is_past, D.is_past) == (number(last.values[-1]), True, False)
    assert D.number == number(frame.losses.discriminator)
    assert score.losses.head.title.aside == "G: step 20"
    assert [each.role for each in score.losses.head.headline.numbers] == ["muted", "text"]
    score.losses.spoken.say()
    assert score.losses.accessibleDescription().endswith("G: step 20")
    assert score.opinions.head.title.aside == "probability of real"
    for _ in range(3):
        trainer.step_generator()
    frame = trainer.observe()
    refreshed(score, frame)
    assert score.losses.head.title.aside == "D: step 25"
    assert score.opinions.head.title.aside == "probability of real", "of the samples of now D is asked"
    now = frame.scores.d_real, frame.scores.d_fake
    assert [(entry.number, entry.is_past) for entry in score.opinions.entries()] == [(percent(p), False) for p in now]
    score.set_probability_of_fake(True)
    assert [entry.number for entry in score.opinions.entries()] == [percent(1 - p) for p in now]
    trainer.advance()
    refreshed(score, frame := trainer.observe())
    assert score.losses.head.title.aside == "nats"
    assert headline_text(score.losses.entries()) == (
        f"G {number(frame.losses.generator)} · D {number(frame.losses.discriminator)}"
    )


def test_so_it_is_of_a_player_that_its_knobs_hold(qtbot: QtBot) -> None:
    trainer = Trainer(Experiment(), seed=0)
    trainer.advance(4)
    trainer.apply(Edit("generator.steps", 0))
    trainer.advance(4)
    score = refreshed(shown_score(qtbot), trainer.observe())
    assert score.losses.head.title.aside == "G: step 4"


# Gaps.


@pytest.fixture(scope="module")
def asleep() -> Trainer:
    """D makes no turns from step 100 to step 160, and is looked at there every tenth step."""
    trainer = Trainer(Experiment(), seed=0)
    trainer.advance(100)
    trainer.apply(Edit("discriminator.steps", 0))
    for _ in range(6):
        trainer.advance(10)
        trainer.observe()
    trainer.apply(Edit("discriminator.steps", 1))
    trainer.advance(40)
    return trainer


@pytest.mark.parametrize("recent", [False, True])
@pytest.mark.parametrize("chart_of", [losses, opinions, accuracy])
def test_no_line_is_drawn_through_steps_without_a_turn(
    asleep: Trainer, chart_of: Callable[..., Chart], recent: bool
) -> None:
    """At every zoom: no stroke of a line lies over the gap, other than dots from look to look."""
    frame = asleep.observe()
    chart = chart_of(frame, seen_tracks(frame.history, recent))
    for line in chart.series:
        gap = not line.key.endswith("generator")
        for wide in (60, 200, 2000):
            x, y = thinned(broken(line.track)[0] * wide / 200, broken(line.track)[1], 1.5)
            strokes = solid(x, y)
            over = (strokes[:, 0] < 130.5 * wide / 200) & (strokes[:, 2] > 130.5 * wide / 200)
            assert over.any() != gap
        looked = [curve.x.tolist() for curve in drawn(line)][1:]
        assert looked == ([] if chart_of is losses else [[110, 120, 130, 140, 150, 160]])
    assert (looks_explained in chart.explanation) == (chart_of is not losses)


def test_so_it_is_of_a_thinned_past() -> None:
    """A point of four turns; a hole shorter than that is none that could be told."""
    steps = np.array([4.0, 8, 12, 15, 20, 60, 64])
    x, y = broken(Track(steps, np.arange(7.0), 4))
    assert x.tolist() == [4, 8, 12, 15, 20, 38, 56, 60, 64]
    assert np.isnan(y).tolist() == [False] * 5 + [True] + [False] * 3
    assert y[6] == y[7], "a point begins where the turns do that it is of"


def test_one_turn_between_two_gaps_is_seen_in_any_pattern() -> None:
    x, y = broken(Track(np.array([1.0, 2, 40, 80]), np.full(4, 0.5), 1))
    for strokes in (solid(x, y), dashed(x, y, 6, 3)):
        assert strokes[:, [0, 2]].tolist() == [[1, 2], [39, 40], [79, 80]]


def test_while_only_G_moves_what_D_says_is_of_now_and_its_dots_end_there(qtbot: QtBot) -> None:
    score, trainer = shown_score(qtbot), Trainer(Experiment(), seed=0)
    trainer.advance(40)
    trainer.observe()
    for _ in range(3):
        trainer.step_generator()
        frame = trainer.observe()
    score.choose(score.opinions, "accuracy")
    refreshed(score, frame)
    (line,) = score.opinions.chart.series
    assert (line.track.steps[-1], line.looks.steps.tolist()) == (40, [40, 41, 42, 43])
    assert (line.now, line.ended_at) == (line.looks.values[-1], None)
    assert line.now == pytest.approx(frame.scores.accuracy)
    moved_on = replace(frame, step=45, measured_at=43)
    (line,) = accuracy(moved_on, frame.history.whole).series
    assert (line.now, line.ended_at) == (line.looks.values[-1], None), "as new as all that was measured"
    (line,) = accuracy(replace(frame, step=45), frame.history.whole).series
    assert (line.now, line.ended_at) == (line.looks.values[-1], 43)


def test_what_a_hand_has_moved_since_the_last_step_is_said_as_it_is_now() -> None:
    trainer = Trainer(load_lesson("two-knobs").experiment, seed=0)
    for _ in range(40):
        trainer.step_discriminator()
    trainer.step_generator()
    trainer.observe()
    trainer.apply(Edit("generator.theta1", 10.0))
    frame = trainer.observe()
    assert frame.scores.d_fake > 0.9, "D takes it for real, and did not before"
    _, generated = opinions(frame, frame.history.whole).series
    (right,) = accuracy(frame, frame.history.whole).series
    assert (generated.now, generated.ended_at) == (frame.scores.d_fake, None)
    assert (right.now, right.ended_at) == (frame.scores.accuracy, None)
    assert right.looks.values[-1] > 0.9 > right.now


def test_the_accuracy_is_said_where_its_line_ends(qtbot: QtBot) -> None:
    """Far from it may be what was looked at, as of a batch that D had just learned."""
    score = shown_score(qtbot)
    score.choose(score.opinions, "accuracy")
    steps = np.arange(1.0, 1001)
    noisy = Track(steps, np.where(steps % 2, 0.5, 0.9))
    refreshed(score, make_frame(history=make_history(accuracy=noisy)))
    (curve,) = drawn(score.opinions.chart.series[0])
    _, y = thinned(curve.x * 300 / 1000, curve.y, 1.5, keeps_end=curve.keeps_end)
    assert score.opinions.entries()[0].number == percent(y[-1]) == percent(noisy.values[-1])
    assert y[-2] == pytest.approx(0.7, abs=0.05), "before it, the mean of its column"
