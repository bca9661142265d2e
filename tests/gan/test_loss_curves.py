"""What one fake costs G: against what training computes, by autograd and by closed forms."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from cases import each_of
from gan.runs import make
from gan_playground.gan.observe.formula_values import most_answers
from gan_playground.gan.training.loss_curves import LOSS_CURVES, sigmoid, softplus
from gan_playground.gan.training.objectives import OBJECTIVES

objectives = each_of("objective", OBJECTIVES)
answers = np.linspace(-30.0, 30.0, 61)


def test_every_objective_has_its_curve() -> None:
    assert list(LOSS_CURVES) == list(OBJECTIVES)


@objectives
def test_a_curve_and_its_slope_are_those_that_training_goes_down(objective: str) -> None:
    t = torch.tensor(answers, requires_grad=True)
    loss = OBJECTIVES[objective].generator(torch.zeros_like(t), t)
    (slope,) = torch.autograd.grad(loss.sum(), t)
    curve = LOSS_CURVES[objective].in_force
    np.testing.assert_allclose(curve.of(answers), loss.detach().numpy(), atol=1e-9)
    np.testing.assert_allclose(curve.slope(answers), slope.numpy(), atol=1e-9)


@objectives
def test_every_slope_is_what_its_curve_does_between_two_places(objective: str) -> None:
    curves, h = LOSS_CURVES[objective], 1e-5
    for curve in (curves.in_force, *curves.others):
        between = (curve.of(answers + h) - curve.of(answers - h)) / (2 * h)
        np.testing.assert_allclose(curve.slope(answers), between, atol=1e-6)


def test_where_d_is_sure_one_is_flat_and_the_other_steep() -> None:
    """In D's logit the slopes are -D and -(1 - D)."""
    share = np.array([0.01, 0.5, 0.99])
    logits = np.log(share / (1 - share))
    minimax, other = LOSS_CURVES["minimax"].in_force, LOSS_CURVES["non-saturating"].in_force
    np.testing.assert_allclose(minimax.slope(logits), -share, atol=1e-12)
    np.testing.assert_allclose(other.slope(logits), share - 1, atol=1e-12)
    np.testing.assert_allclose(minimax.of(logits), np.log(1 - share), atol=1e-12)
    np.testing.assert_allclose(other.of(logits), -np.log(share), atol=1e-12)


def test_no_answer_is_too_large() -> None:
    huge = np.array([-1e300, 1e300])
    assert np.isfinite(softplus(huge)).all()
    assert sigmoid(huge).tolist() == [0.0, 1.0]


@objectives
def test_the_answers_are_those_that_g_was_judged_by(objective: str) -> None:
    trainer = make(objective=objective, batch_size=50)
    trainer.advance(3)
    values = trainer.observe().formula
    assert values is not None
    assert len(values.answers) == 50
    loss = float(LOSS_CURVES[objective].in_force.of(np.array(values.answers)).mean())
    assert loss == pytest.approx(sum(values.terms["loss-g"].values()), abs=1e-9)


def test_of_a_large_batch_there_are_some_and_of_no_move_none() -> None:
    trainer = make(batch_size=300)
    trainer.step_discriminator()
    values = trainer.observe().formula
    assert values is not None
    assert values.answers == ()
    trainer.advance()
    values = trainer.observe().formula
    assert values is not None
    assert len(values.answers) == most_answers
