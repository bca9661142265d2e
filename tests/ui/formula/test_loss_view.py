"""What one fake costs G, as it is drawn: which curves, where the fakes lie, and how steep it is there."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.ui.formula.loss_plot import ticks_of_verdicts
from gan_playground.ui.formula.loss_view import LossView
from gan_playground.ui.formula.row import written
from ui.drawn import faults, texts_in
from watched import Opener


@pytest.fixture
def view(qtbot: QtBot) -> LossView:
    made = LossView()
    qtbot.addWidget(made)
    made.resize(276, 210)
    made.show()
    return made


def show(view: LossView, objective: str, *answers: float) -> None:
    view.show_experiment(Experiment().with_knobs({"objective": objective}))
    view.show_values(FormulaValues(7, {}, answers))
    QApplication.processEvents()


def test_the_curve_in_force_and_its_rival_have_their_names(view: LossView) -> None:
    for objective, names in (("minimax", {"log(1 − D)", "−log D"}), ("hinge", {"−D"})):
        show(view, objective, -1.0)
        said = {text.text for text in texts_in(view)}
        assert names <= said
        assert len(said & {"log(1 − D)", "−log D", "−D"}) == len(names)


def test_the_slope_is_that_at_the_mean_of_the_fakes(view: LossView) -> None:
    sure = float(np.log(0.01 / 0.99))  # D says 1 % of each
    show(view, "minimax", sure - 1, sure, sure + 1)
    assert view.aside.text() == "slope −0.010"
    show(view, "non-saturating", sure - 1, sure, sure + 1)
    assert view.aside.text() == "slope −0.990"
    assert "−0.990" in view.accessibleName()


def test_where_no_fake_was_judged_nothing_is_said(view: LossView) -> None:
    show(view, "minimax", 0.5)
    view.show_values(FormulaValues(8, {}))
    assert view.aside.text() == ""
    view.show_values(None)
    assert view.aside.text() == ""


def test_another_objective_forgets_the_fakes_of_before(view: LossView) -> None:
    show(view, "minimax", 0.5)
    view.show_experiment(Experiment().with_knobs({"objective": "least-squares"}))
    assert not len(view.plot.answers)


def test_it_grows_until_the_fakes_are_seen_and_a_new_run_begins_as_at_first(view: LossView) -> None:
    show(view, "minimax", -20.0)
    low, high = view.plot.home
    assert low < -20 < high
    assert view.plot.box.home[0] == view.plot.home
    show(view, "minimax", 0.0)
    assert view.plot.home == (low, high)
    view.show_run()
    assert view.plot.home == (-7, 7)


def test_the_ticks_say_the_share_that_a_logit_is() -> None:
    said = {words: 100 / (1 + np.exp(-t)) for t, words in ticks_of_verdicts(7.0)}
    assert said == pytest.approx({"1 %": 1, "10 %": 10, "50 %": 50, "90 %": 90, "99 %": 99})
    ((least, words), _) = ticks_of_verdicts(28.0)
    assert words == "10⁻¹¹"
    assert 1 / (1 + np.exp(-least)) == pytest.approx(1e-11)


@each_of("objective", OBJECTIVES)
def test_every_word_fits(objective: str, view: LossView) -> None:
    for spread in (1.0, 30.0):
        show(view, objective, -spread, spread)
        assert not faults(view)


def test_in_the_window_they_are_the_fakes_of_the_step_that_is_seen(shared: Opener) -> None:
    watched = shared("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step > 3)
    watched.window.side_tabs.show_page("formula")
    watched.pause()
    frame = watched.settle()
    loss = watched.window.formula.loss
    assert frame.formula is not None
    mean = float(np.mean(frame.formula.answers))
    watched.until(lambda: loss.plot.mean == pytest.approx(mean))
    assert loss.aside.text() == f"slope {written(-1 / (1 + np.exp(mean)))}"
    watched.window.history.turn({"objective": "minimax"})
    watched.until(lambda: loss.plot.curves.in_force.name == "log(1 − D)")
