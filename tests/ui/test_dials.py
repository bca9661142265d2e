"""The dials of the two-knob generator, against the generator's own formula."""

from __future__ import annotations

import math

import pytest
import torch
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import make_generator
from gan_playground.ui.stages.line.dial import Dial
from gan_playground.ui.stages.line.dials import TwoKnobDials, exact_solution

TEXTBOOK = Experiment().with_knobs({"data.mean": 10.0, "data.std": 2.0, "generator.kind": "two-knobs"})
EXAMPLE = (0.2, -0.7)


@pytest.fixture
def dials(qtbot: QtBot) -> TwoKnobDials:
    dials = TwoKnobDials()
    qtbot.addWidget(dials)
    dials.resize(700, 78)
    dials.begin(TEXTBOOK, EXAMPLE)
    dials.show()
    return dials


@pytest.mark.parametrize("start", [(3.0, 1.0), (10.0, 1.1)])
def test_the_start_is_the_generators(dials: TwoKnobDials, start: tuple[float, float]) -> None:
    experiment = TEXTBOOK.with_knobs({"generator.theta1": start[0], "generator.theta2": start[1]})
    dials.begin(experiment, EXAMPLE)
    assert dials.theta == start
    G = make_generator(experiment, experiment.make_data(), torch.Generator())
    assert G.theta == pytest.approx(start)


def test_the_example_is_the_texts(dials: TwoKnobDials) -> None:
    assert dials.example_at_start == pytest.approx([3.2, 2.3])


@pytest.mark.parametrize("theta", [(3.0, 1.0), (5.0, 2.0), (-4.5, -1.9), (0.0, 0.0)])
def test_the_example_now_is_moved_and_then_stretched(dials: TwoKnobDials, theta: tuple[float, float]) -> None:
    dials.show_theta(theta)
    assert dials.theta == theta
    assert dials.example_now == pytest.approx([(z + theta[0]) * theta[1] for z in EXAMPLE])


def test_the_exact_answer_makes_the_real_bell() -> None:
    solution = exact_solution(TEXTBOOK)
    assert solution == (5.0, 2.0)
    theta1, theta2 = solution
    # Of z ~ N(0, 1): (z + theta1) * theta2 has mean theta1 * theta2 and deviation theta2.
    assert (theta1 * theta2, theta2) == (10.0, 2.0)


def test_the_exact_answer_makes_the_real_plateau_of_uniform_noise() -> None:
    solution = exact_solution(TEXTBOOK.with_knobs({"data.kind": "uniform", "latent.kind": "uniform"}))
    assert solution is not None
    theta1, theta2 = solution
    # Of z ~ U(-1, 1), whose deviation is 1 / sqrt(3).
    assert (theta1 * theta2, theta2 / math.sqrt(3)) == pytest.approx((10.0, 2.0))


@pytest.mark.parametrize("knobs", [{"data.kind": "laplace"}, {"latent.kind": "uniform"}])
def test_where_no_theta_is_exact_none_is_marked(dials: TwoKnobDials, knobs: dict[str, str]) -> None:
    experiment = TEXTBOOK.with_knobs(knobs)
    assert exact_solution(experiment) is None
    dials.begin(experiment, EXAMPLE)
    dials.show_theta((2.0, 1.5))
    assert [dial.exact for dial in dials.dials] == [None, None]
    dials.grab()


def test_a_bell_turned_over_has_its_own_exact_answer(dials: TwoKnobDials) -> None:
    dials.show_theta((-3.0, -1.0))
    assert [dial.exact for dial in dials.dials] == [-5.0, -2.0]
    dials.show_theta((3.0, 1.0))
    assert [dial.exact for dial in dials.dials] == [5.0, 2.0]


def test_a_dial_turns_with_its_value_and_keeps_its_scale() -> None:
    dial = Dial("θ", "turn", value=3.0, exact=5.0)
    dial.widen()
    assert dial.reach == 8.0
    assert dial.angle_deg(0.0) == 0.0
    assert dial.angle_deg(-5.0) == -dial.angle_deg(5.0)
    assert dial.angle_deg(4.0) == pytest.approx(135 / 2)
    dial.value = 1.0
    dial.widen()
    assert dial.reach == 8.0


def test_another_value_is_another_picture(dials: TwoKnobDials) -> None:
    dials.show_theta((3.0, 1.0))
    before = dials.grab().toImage()
    dials.show_theta((4.0, 1.5))
    assert dials.grab().toImage() != before


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_do_no_harm(dials: TwoKnobDials, bad: float) -> None:
    dials.show_theta((bad, bad))
    dials.grab()
    dials.show_theta((3.0, 1.0))
    assert dials.dials[0].reach == 16.0
