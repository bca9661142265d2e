"""The arrows of the plane against finite differences of G's loss, in double precision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from cases import one_in
from gan.plane import make, real_of
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import Survey
from gan_playground.gan.observe.look import Look
from gan_playground.gan.observe.plane import force_count
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.optimizers import OptimizerState
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.gan.training.trainer import Trainer

STEP = 1e-6  # of a difference, in standardised units
SOME = (0, 1, 7, 150, 299)  # dots


def survey_of(trainer: Trainer, **look: Any) -> Survey:
    survey = trainer.observe(look=Look(**look)).picture.survey
    assert isinstance(survey, Survey)
    return survey


def generators_loss(trainer: Trainer, real: Tensor, dots: Tensor) -> float:
    """G's loss as training has it, of dots (A, 2) in double precision: packed, blurred, against D as it is."""
    pack, D = trainer.experiment.stabilise.pack, trainer.discriminator
    rng = random_generator(trainer.seed, Stream.OBSERVATION)
    if trainer.noise:
        real, dots = (
            samples + trainer.noise * torch.randn(samples.shape, generator=rng).double() for samples in (real, dots)
        )
    present = OptimizerState([w.double() for w in D.present.weights], [m.double() for m in D.present.memory])
    x, fake = (samples.reshape(len(samples) // pack, -1) for samples in (real, dots))
    loss, _, _ = trainer.game.generator_loss(D.network, present, x, fake, rng, D.optimizer)
    return float(loss.detach())


def by_differences(trainer: Trainer, real_dots: np.ndarray, tails: np.ndarray, dot: int) -> np.ndarray:
    """Minus d loss / d dot (2,), times the number of packs, in the data's units."""
    data = real_of(trainer)
    real = torch.tensor((real_dots[: len(tails)] - data.shift) / data.scale)
    force = []
    for axis in (0, 1):
        losses = []
        for sign in (1, -1):
            dots = torch.tensor((tails - data.shift) / data.scale)
            dots[dot, axis] += sign * STEP
            losses.append(generators_loss(trainer, real, dots))
        force.append(-(losses[0] - losses[1]) / (2 * STEP) / data.scale[axis])
    return np.array(force) * (len(tails) // trainer.experiment.stabilise.pack)


DESCENT = {"discriminator__optimizer": "sgd"}
CASES: dict[str, dict[str, Any]] = {
    **{objective: {"objective": objective} for objective in OBJECTIVES},
    **{f"packs of {pack}": {"stabilise__pack": pack} for pack in (2, 3, 7)},
    "relativistic packs": {"objective": "relativistic", "stabilise__pack": 2},
    "noise": {"stabilise__instance_noise": 0.5},
    "fading noise": {"stabilise__instance_noise": 0.5, "stabilise__instance_noise_half_life": 10.0},
    "noise and packs": {"stabilise__instance_noise": 0.5, "stabilise__pack": 2, "objective": "relativistic"},
    "noise and unrolled": {"stabilise__instance_noise": 0.2, "stabilise__unroll": 1},
    "unrolled descent": {
        "stabilise__unroll": 3,
        "discriminator__optimizer": "sgd",
        "discriminator__learning_rate": 0.5,
    },
    "unrolled adam": {"stabilise__unroll": 2},
    "unrolled with penalties": {"stabilise__unroll": 1, "penalty__r2": 1.0, "penalty__r1": 0.1},
    "unrolled relativistic": {"stabilise__unroll": 2, "objective": "relativistic", **DESCENT},
    "layer norm": {"discriminator__norm": "layer"},
    "batch norm": {"discriminator__norm": "batch"},
    "average": {"stabilise__average_half_life": 300.0},
}


OTHERS = ({}, CASES["relativistic packs"])


@pytest.mark.parametrize(
    ("kind", "knobs"),
    one_in(2, [*(("two-blobs", knobs) for knobs in CASES.values()), *(("points", knobs) for knobs in OTHERS)]),
    ids=[*CASES, "points of other units", "packs of other units"],
)
def test_a_force_is_the_difference_of_gs_loss(kind: str, knobs: dict[str, Any]) -> None:
    trainer = make(kind, **{"discriminator__activation": "tanh", "discriminator__init": "glorot", **knobs})
    trainer.advance(20)
    survey = survey_of(trainer)
    assert survey.tails is not None
    assert survey.forces is not None
    pack = trainer.experiment.stabilise.pack
    assert len(survey.tails) == len(survey.forces) == force_count - force_count % pack
    picture = trainer.observe().picture
    np.testing.assert_array_equal(survey.tails, picture.generated[: len(survey.tails)])
    for dot in (i for i in SOME if i < len(survey.tails)):
        expected = by_differences(trainer, picture.real, survey.tails, dot)
        scale = np.abs(survey.forces).max()
        np.testing.assert_allclose(survey.forces[dot], expected, rtol=2e-3, atol=2e-4 * scale)
        assert np.abs(expected).max() > 1e-5, "there is something to see"


def test_a_linear_critic_pulls_everywhere_alike() -> None:
    """D(x) = w x + c in standardised units: its slope is w / scale in the data's own."""
    trainer = make("points", objective="wasserstein", discriminator__depth=0)
    survey = survey_of(trainer)
    assert survey.forces is not None
    expected = trainer.discriminator.network.values[0][0].double().numpy() / real_of(trainer).scale
    np.testing.assert_allclose(survey.forces, np.tile(expected, (force_count, 1)), rtol=1e-5)


@pytest.mark.parametrize(
    ("objective", "pull"),
    [
        ("minimax", lambda b: 1 / (1 + np.exp(-b))),
        ("non-saturating", lambda b: 1 / (1 + np.exp(b))),
        ("least-squares", lambda b: 1 - b),
        ("hinge", np.ones_like),
    ],
)
def test_a_force_is_ds_slope_times_the_objectives_pull(objective: str, pull: Any) -> None:
    trainer = make("ring", objective=objective, discriminator__depth=0)
    survey = survey_of(trainer)
    assert survey.tails is not None
    w, c = (value.double().numpy() for value in trainer.discriminator.network.values)
    scale = real_of(trainer).scale
    b = survey.tails / scale @ w[0] + c
    np.testing.assert_allclose(survey.forces, pull(b)[:, None] * w[0] / scale, rtol=1e-4, atol=1e-6)


def test_the_next_small_step_of_plain_descent_moves_dots_along_their_forces() -> None:
    """G as two free shifts: its gradient is the mean of the forces, so one step moves all dots by rate times that."""
    trainer = make("two-blobs", generator__depth=0, generator__optimizer="sgd", generator__learning_rate=0.01)
    trainer.advance(30)
    for weight in trainer.generator.network.values[:1]:
        weight.zero_()
    survey = survey_of(trainer)
    assert survey.tails is not None
    assert survey.forces is not None
    before = trainer.generator.network.values[1].double().numpy().copy()
    trainer.step_generator()
    moved = (trainer.generator.network.values[1].double().numpy() - before) * real_of(trainer).scale
    # All dots lie on one point, where all are pulled alike.
    np.testing.assert_allclose(survey.forces, np.tile(survey.forces[0], (force_count, 1)), rtol=1e-4)
    np.testing.assert_allclose(moved, 0.01 * survey.forces[0] * real_of(trainer).scale ** 2, rtol=1e-3)


def test_the_force_does_not_hang_on_how_many_dots_are_asked() -> None:
    trainer = make("two-blobs")
    trainer.advance(10)
    survey = survey_of(trainer, pinned=7)
    assert survey.pinned is not None
    assert survey.forces is not None
    np.testing.assert_allclose(survey.pinned.force, survey.forces[7], rtol=1e-4)


@pytest.mark.parametrize(
    "knobs",
    [{"objective": "relativistic"}, {"stabilise__unroll": 2}, {"stabilise__instance_noise": 0.5}],
    ids=["relativistic", "unrolled", "noise"],
)
def test_the_pinned_dot_is_pulled_as_its_arrow_says(knobs: dict[str, Any]) -> None:
    """It is the same dot in the same game: among its likes, and paired with the same real one."""
    trainer = make("two-blobs", **knobs)
    trainer.advance(10)
    survey = survey_of(trainer, pinned=7)
    assert survey.pinned is not None
    assert survey.forces is not None
    np.testing.assert_allclose(survey.pinned.force, survey.forces[7], rtol=1e-3)


def test_forces_are_those_of_the_objective_that_was_just_turned() -> None:
    trainer, other = make("ring"), make("ring", objective="wasserstein")
    trainer.observe()
    trainer.apply(Edit("objective", "wasserstein"))
    np.testing.assert_array_equal(survey_of(trainer).forces, survey_of(other).forces)


def test_where_d_is_flat_nothing_pulls() -> None:
    trainer = make("ring")
    for value in trainer.discriminator.network.values:
        value.zero_()
    assert not np.any(survey_of(trainer).forces)
