"""Where lines begin and end: at a step far from 0, or while only the other player is stepped by hand."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.frame import Track
from gan_playground.gan.training.trainer import Trainer
from gan_playground.ui.score.headline import headline_text
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
    assert score.losses.accessibleDescription().endswith("G: step 20")
    assert score.opinions.head.title.aside == "probability of real"
    for _ in range(3):
        trainer.step_generator()
    frame = trainer.observe()
    refreshed(score, frame)
    assert score.losses.head.title.aside == "D: step 25"
    assert score.opinions.head.title.aside == "step 25", "both of its lines are D's"
    ends = [frame.history.recent[key].values[-1] for key in ("d_real", "d_fake")]
    assert [entry.number for entry in score.opinions.entries()] == [percent(p) for p in ends]
    score.set_probability_of_fake(True)
    assert [entry.number for entry in score.opinions.entries()] == [percent(1 - p) for p in ends]
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
