"""Every number that is shown of G and D, on every stage, against networks and formulas written again in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from cases import one_in
from gan import oracles
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.networks import Network
from gan_playground.gan.networks.norms import Statistics
from gan_playground.gan.observe.colours import shown_count
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.images import tile_count
from gan_playground.gan.observe.line import arrow_count
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.observe.plane import PlaneObserver, dot_count
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.trainer import Trainer

STAGES = {"line": "normal", "plane": "ring", "colours": "palette", "images": "digits"}
every_stage = pytest.mark.parametrize("stage", STAGES)
SMALL = {
    **{f"{player}.width": 16 for player in ("generator", "discriminator")},
    **{f"{player}.activation": "relu" for player in ("generator", "discriminator")},
    "batch_size": 64,
}


def make(stage: str, seed: int = 0, **knobs: Any) -> Trainer:
    turned = {name.replace("__", "."): value for name, value in knobs.items()}
    return Trainer(Experiment().with_knobs({"data.kind": STAGES[stage]} | SMALL | turned), seed=seed)


class Flat(Network):
    """A D that says the same of everything."""

    def __init__(self, logit: float) -> None:
        super().__init__([torch.full((1, 1), logit)])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        return weights[0] + 0 * x[:, :1]


def drawn(trainer: Trainer) -> tuple[np.ndarray, np.ndarray]:
    """Real samples that D is asked about for a frame (N, columns), and the noise of the generated ones (N, inputs)."""
    observer: Any = trainer.observer
    real, z = {
        "line": lambda: (observer._judged, observer._latents[:2_000]),
        "plane": lambda: (observer._sample[:1_024], observer._latents[:1_024]),
        "colours": lambda: (observer._sample, observer._latents),
        "images": lambda: (observer._drawn.real, observer._drawn.z),
    }[trainer.experiment.stage]()
    return real.double().numpy(), z.double().numpy()


def painted(trainer: Trainer, weights: Sequence[Tensor], z: np.ndarray, norm: str = "none") -> np.ndarray:
    """What a G of these weights makes of z, with norms of z's own."""
    samples = oracles.mlp(weights, z, norm)
    return np.tanh(samples) if trainer.experiment.stage == "images" else samples


# What D says.


@every_stage
def test_a_d_that_says_one_half_of_everything_is_right_half_of_the_time(stage: str) -> None:
    """In the frame, in the score and in the pulse, by every objective; V is -log 4 there."""
    trainer = make(stage)
    for objective in OBJECTIVES:
        trainer.apply(Edit("objective", objective))
        trainer.replace_networks(trainer.generator.network, Flat(0.5 if objective == "least-squares" else 0.0))
        trainer.advance()
        frame, pulse = trainer.observe(detail=Detail.VIEW), trainer.pulse.take()
        kept = frame.history.recent["accuracy"].values[-1]
        assert (frame.scores.accuracy, pulse.accuracy, kept) == (0.5, 0.5, 0.5), objective
        assert (frame.losses.value, pulse.value) == pytest.approx((-np.log(4), -np.log(4)), abs=1e-6)


def test_a_game_of_two_numbers_that_has_settled_is_a_tie() -> None:
    kinds = {"data.kind": "point", "generator.kind": "point", "discriminator.kind": "slope"}
    settled = Experiment().with_knobs(kinds | {"generator.start": 0.0, "discriminator.start": 0.0})
    trainer = Trainer(settled)
    trainer.advance(3)
    frame = trainer.observe()
    assert frame.scores.accuracy == 0.5
    np.testing.assert_array_equal(frame.history.recent["accuracy"].values, [0.5, 0.5, 0.5])


@every_stage
def test_value_and_scores_are_of_the_ds_that_are_shown(stage: str) -> None:
    """By every objective's own D(x), and not by the sigmoid of its logit."""
    trainer = make(stage)
    trainer.advance(30)
    real, z = drawn(trainer)
    D, fake = trainer.discriminator.network.values, painted(trainer, trainer.generator.network.values, z)
    a, b = (oracles.mlp(D, samples)[:, 0] for samples in (real, fake))
    for objective in OBJECTIVES:
        trainer.apply(Edit("objective", objective))
        on_real, on_fake = oracles.opinions(objective, a, b)
        frame = trainer.observe(detail=Detail.VIEW)
        assert frame.losses.value == pytest.approx(oracles.value(on_real, on_fake), rel=2e-3), objective
        said = frame.scores.d_real, frame.scores.d_fake, frame.scores.accuracy
        right = ((on_real > 0.5).mean() + (on_fake < 0.5).mean()) / 2
        assert said == pytest.approx((on_real.mean(), on_fake.mean(), right), abs=3e-3), objective


@every_stage
def test_a_batch_normed_d_is_shown_in_the_company_it_trains_in(stage: str) -> None:
    """Real samples among real ones, generated ones among generated ones, and what is neither in between."""
    trainer = make(stage, discriminator__norm="batch", discriminator__learning_rate=0.01)
    trainer.advance(60)
    frame, (real, z) = trainer.observe(), drawn(trainer)
    D, fake = trainer.discriminator.network.values, painted(trainer, trainer.generator.network.values, z)
    a, b = (oracles.mlp(D, samples, "batch")[:, 0] for samples in (real, fake))
    right = ((a > 0).mean() + (b < 0).mean()) / 2
    assert frame.scores.accuracy == pytest.approx(right, abs=0.02)
    said = frame.losses.discriminator, frame.losses.value
    loss = (np.logaddexp(0, -a) + np.logaddexp(0, b)).mean()
    assert said == pytest.approx((loss, -loss), rel=0.05)


def test_that_company_is_as_noisy_as_it_is_in_training() -> None:
    """What D says in the middles of the cells: between what it says among real and among generated samples."""
    knobs = {"discriminator__norm": "batch", "discriminator__learning_rate": 0.003}
    trainer = make("plane", stabilise__instance_noise=1.0, **knobs)
    trainer.advance(150)
    picture: Any = trainer.observe().picture
    real, z = drawn(trainer)
    D, rng, observer = trainer.discriminator.network.values, np.random.default_rng(0), trainer.observer
    assert isinstance(observer, PlaneObserver)
    places = observer._standardised_grid(picture.view).double().numpy()

    def says(noise: float) -> np.ndarray:
        companies = real, painted(trainer, trainer.generator.network.values, z)
        noisy = [samples + noise * rng.normal(size=samples.shape) for samples in companies]
        return oracles.sigmoid(sum(oracles.mlp(D, places, "batch", company) for company in noisy) / 2)[:, 0]

    heat = picture.survey.heat.ravel()
    assert np.abs(heat - says(1.0)).mean() < 0.03 < 0.1 < np.abs(says(0.0) - says(1.0)).mean()


# What G makes.


def made(trainer: Trainer, frame: Frame) -> np.ndarray:
    """Generated samples as they are drawn, in the units of training."""
    picture: Any = frame.picture
    real: Any = trainer.real
    if trainer.experiment.stage == "images":
        return real.to_samples(picture.generated)
    if trainer.experiment.stage == "line":
        return (picture.image[:, None] - real.shift) / real.scale  # of the arrows, which are last among the noise
    return (picture.generated - real.shift) / real.scale


def noise_of(trainer: Trainer) -> tuple[np.ndarray, slice]:
    """All the noise that is looked at (N, inputs), and where in it that of `made` is."""
    noise = trainer.observer._latents.double().numpy()
    if trainer.experiment.stage == "images":
        noise = np.concatenate((noise, drawn(trainer)[1]))
    return noise, {
        "line": slice(-arrow_count, None),
        "plane": slice(dot_count),
        "colours": slice(shown_count),
        "images": slice(-tile_count, None),
    }[trainer.experiment.stage]


def off(samples: np.ndarray, expected: np.ndarray) -> float:
    """How far apart they are on average, as a share of the spread of what is expected."""
    return float(np.sqrt(((samples - expected) ** 2).mean()) / expected.std())


NORMS = ("batch", "spectral")
IN_TURN = zip(STAGES, cycle((NORMS, NORMS[::-1])), strict=False)


@pytest.mark.parametrize(("stage", "norm"), one_in(2, [(stage, norm) for stage, norms in IN_TURN for norm in norms]))
def test_g_is_shown_with_norms_of_its_own(stage: str, norm: str) -> None:
    """And so is the one that fights. Batches are of 512, so it is not quite what more noise would make of it."""
    rate = {"generator__learning_rate": 0.01, "stabilise__average_half_life": 3_000.0}
    trainer = make(stage, generator__norm=norm, **rate)
    trainer.advance(60)
    noise, where = noise_of(trainer)
    average, fighting = (
        painted(trainer, weights, noise, norm)[where]
        for weights in (trainer.generator.average or (), trainer.generator.network.values)
    )
    assert off(made(trainer, trainer.observe()), average) < 0.2 < 0.3 < off(fighting, average)
    if norm == "batch":  # singular values of what fights are followed by one iteration a step, here as in training
        assert off(made(trainer, trainer.observe(fighting=True)), fighting) < 0.2
