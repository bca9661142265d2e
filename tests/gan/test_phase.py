"""The phase plane of the Dirac-GAN: its forces against gradients by hand, and what a frame says of it."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from cases import each_of, one_in
from gan.dirac import OBJECTIVES, PENALTIES, Duel, sigmoid
from gan.runs import duel
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import PhasePicture
from gan_playground.gan.observe.phase import forces
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer

AXIS = [-2.5, -1.0, -0.3, 0.4, 1.0, 2.0]
PLACES = np.array(list(itertools.product(AXIS, AXIS)))
objectives = pytest.mark.parametrize("objective", OBJECTIVES)


def closed_form(game: Duel, places: np.ndarray = PLACES) -> np.ndarray:
    return np.array([game.force(theta, psi) for theta, psi in places])


@objectives
@pytest.mark.parametrize("strengths", [{}, {"r1": 0.7}, {"r2": 3.0}, {"wgan_gp": 2.0}, {"dragan": 10.0}], ids=str)
def test_forces_are_the_closed_forms(objective: str, strengths: dict[str, float]) -> None:
    game = Duel(objective, tuple(strengths.items()))
    np.testing.assert_allclose(forces(duel(**game.knobs), PLACES), closed_form(game), rtol=1e-4, atol=1e-5)


def test_forces_of_all_penalties_add_up() -> None:
    game = Duel("non-saturating", tuple((name, 0.5 + i) for i, name in enumerate(PENALTIES)))
    np.testing.assert_allclose(forces(duel(**game.knobs), PLACES), closed_form(game), rtol=1e-4, atol=1e-5)


# D's and G's loss of b = psi theta, where a = 0.
LOSSES = {
    "minimax": (lambda b: np.log(2) + np.logaddexp(0, b), lambda b: -np.logaddexp(0, b)),
    "non-saturating": (lambda b: np.log(2) + np.logaddexp(0, b), lambda b: np.logaddexp(0, -b)),
    "least-squares": (lambda b: 0.5 + b**2 / 2, lambda b: (b - 1) ** 2 / 2),
    "wasserstein": (lambda b: b, lambda b: -b),
    "hinge": (lambda b: 1 + np.maximum(0, 1 + b), lambda b: -b),
    "relativistic": (lambda b: np.logaddexp(0, b), lambda b: np.logaddexp(0, -b)),
}


@objectives
def test_forces_are_finite_differences_of_the_losses(objective: str) -> None:
    of_d, of_g = LOSSES[objective]
    theta, psi = PLACES.T
    away = np.abs(theta * psi + 1) > 1e-3  # from the corner of the hinge
    tiny = 1e-5
    on_theta = -(of_g(psi * (theta + tiny)) - of_g(psi * (theta - tiny))) / (2 * tiny)
    on_psi = -(of_d((psi + tiny) * theta) - of_d((psi - tiny) * theta)) / (2 * tiny)
    ours = forces(duel(objective=objective), PLACES)
    np.testing.assert_allclose(ours[away], np.column_stack((on_theta, on_psi))[away], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("smoothing", [0.1, 0.5])
def test_smoothed_labels_change_nothing_where_real_data_are_0(smoothing: float) -> None:
    """D's logit there is 0 whatever psi is."""
    trainer = duel(stabilise__label_smoothing=smoothing)
    np.testing.assert_allclose(forces(trainer, PLACES), closed_form(Duel("non-saturating")), rtol=1e-4, atol=1e-5)


def unrolled_loss_of_g(game: Duel, theta: float, psi: float, unroll: int) -> float:
    for _ in range(unroll):
        psi = game.clipped(psi - game.rate * game.of_d(theta, psi))
    return float(LOSSES[game.objective][1](psi * theta))


@each_of("objective", ["minimax", "non-saturating", "wasserstein", "relativistic"])
@each_of("unroll", [1, 3])
@each_of("gamma", [0.0, 0.5])
def test_unrolled_forces_are_finite_differences(objective: str, unroll: int, gamma: float) -> None:
    """Every place is a game of its own, whose D answers its own G."""
    game = Duel(objective, (("r1", gamma),))
    ours = forces(duel(**game.knobs, stabilise__unroll=unroll), PLACES)
    tiny = 1e-5
    on_theta = [
        -(unrolled_loss_of_g(game, th + tiny, ps, unroll) - unrolled_loss_of_g(game, th - tiny, ps, unroll))
        / (2 * tiny)
        for th, ps in PLACES
    ]
    np.testing.assert_allclose(ours[:, 0], on_theta, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(ours[:, 1], closed_form(game)[:, 1], rtol=1e-4, atol=1e-5)


def expected_with_noise(theta: float, psi: float, deviation: float) -> tuple[float, float]:
    """The minimax game's, averaged over the noise by Gauss and Hermite."""
    nodes, shares = np.polynomial.hermite_e.hermegauss(40)
    shares = shares / shares.sum()
    on_psi = on_theta = 0.0
    for node, share in zip(nodes, shares, strict=True):
        noise = deviation * float(node)
        on_psi += share * (noise * sigmoid(-psi * noise) - (theta + noise) * sigmoid(psi * (theta + noise)))
        on_theta += share * psi * sigmoid(psi * (theta + noise))
    return on_theta, on_psi


def test_forces_with_instance_noise_are_averages() -> None:
    """Over 64 draws a place: an error of an eighth of one draw's deviation, and of less on average."""
    trainer = duel(objective="minimax", stabilise__instance_noise=0.5)
    expected = np.array([expected_with_noise(theta, psi, 0.5) for theta, psi in PLACES])
    error = forces(trainer, PLACES) - expected
    one_draw = 2 * 0.5  # at the most: real and generated noise, through slopes of at most 1
    assert np.abs(error).max() < 4 * one_draw / 8
    assert np.abs(error.mean(0)).max() < 4 * one_draw / 8 / math.sqrt(len(PLACES))
    without = closed_form(Duel("minimax"))
    assert np.abs(error[:, 1]).mean() < 0.5 * np.abs(without - expected)[:, 1].mean()


@pytest.mark.parametrize("objective", ["minimax", "relativistic"])
def test_a_force_does_not_depend_on_the_other_places(objective: str) -> None:
    trainer = duel(objective=objective, penalty__r1=0.5, stabilise__unroll=2)
    together = forces(trainer, PLACES)
    alone = np.vstack([forces(trainer, PLACES[i : i + 1]) for i in range(5)])
    np.testing.assert_allclose(together[:5], alone, rtol=1e-5, atol=1e-6)


@objectives
def test_a_step_at_once_follows_the_force(objective: str) -> None:
    """Plain descent: where it goes is h times the force where it was."""
    trainer = duel(objective=objective, turns="simultaneous", penalty__r1=0.4)
    (force,) = forces(trainer, np.array([[1.0, 1.0]]))
    trainer.advance()
    moved = [float(player.network.values[0]) - 1 for player in (trainer.generator, trainer.discriminator)]
    assert moved == pytest.approx(0.2 * force, rel=1e-4, abs=1e-6)


# What a frame says.


def picture_of(trainer: Trainer) -> PhasePicture:
    picture = trainer.observe().picture
    assert isinstance(picture, PhasePicture)
    return picture


@pytest.mark.parametrize("steps", [0, 1, 50, 900])
def test_the_path_is_where_it_went(steps: int) -> None:
    game = Duel("minimax", turns="alternating", start=(1.0, -0.5))
    trainer = duel(**game.knobs)
    trainer.advance(steps)
    frame = trainer.observe()
    picture = frame.picture
    assert isinstance(picture, PhasePicture)
    whole = np.vstack(([1.0, -0.5], game.positions(steps))) if steps else np.array([[1.0, -0.5]])
    np.testing.assert_array_equal(picture.path_steps, np.arange(steps + 1))
    np.testing.assert_allclose(picture.path, whole, atol=2e-3)
    assert picture.start == (1.0, -0.5)
    assert picture.position == pytest.approx(tuple(whole[-1]), abs=2e-3)
    assert picture.averaged is None
    assert frame.distance == "radius"
    assert frame.metrics["radius"].value == pytest.approx(math.hypot(*whole[-1]), abs=2e-3)
    assert (frame.metrics["theta"].value, frame.metrics["psi"].value) == picture.position


def round_and_round() -> Trainer:
    """A game that circles for ever."""
    return duel(**Duel("minimax", turns="alternating", start=(1.0, 0.25)).knobs)


def places_of_a_fresh_run(steps: int) -> np.ndarray:
    """(steps + 1, 2), from the start."""
    trainer = round_and_round()
    places = [picture_of(trainer).position]
    for _ in range(steps):
        trainer.advance()
        places.append(tuple(float(player.network.values[0]) for player in (trainer.generator, trainer.discriminator)))
    return np.array(places)


@pytest.mark.parametrize("steps", one_in(2, [1200, 3000]))
def test_the_path_of_a_long_run_and_to_any_step_of_its_past_is_whole_and_true(steps: int) -> None:
    trainer, places = round_and_round(), places_of_a_fresh_run(steps)
    timeline = Timeline(trainer)
    for _ in range(steps // 100):
        trainer.advance(100)
        timeline.record(trainer)
    seen = steps_of_a_true_path(trainer, places)
    assert set(range(steps - 511, steps + 1)) <= set(seen), "step by step, of late"
    assert 1 < np.diff(seen).max() <= 4
    for step in (steps - 300, steps // 3, 2 * steps // 3 + 1):
        list(timeline.go_to(trainer, step))
        assert trainer.step == step
        assert np.diff(steps_of_a_true_path(trainer, places)).max() <= 4


def steps_of_a_true_path(trainer: Trainer, places: np.ndarray) -> np.ndarray:
    """Of the path that is seen, from the start to here, through these places."""
    picture = picture_of(trainer)
    steps = picture.path_steps.astype(int)
    np.testing.assert_array_equal(picture.path, places[steps])
    assert (steps[0], steps[-1]) == (0, trainer.step)
    return steps


def test_the_field_is_that_of_the_plane_shown() -> None:
    trainer = duel(objective="minimax")
    picture = picture_of(trainer)
    assert picture.extent >= 1.0
    columns, rows = (np.unique(axis) for axis in picture.grid.T)
    assert (rows[0], rows[-1]) == pytest.approx((-picture.extent, picture.extent))
    assert columns[-1] == -columns[0] >= picture.extent
    np.testing.assert_allclose(np.diff(columns), np.diff(rows)[0])
    np.testing.assert_allclose(np.diff(rows), np.diff(rows)[0])
    assert len(picture.grid) == len(columns) * len(rows)
    np.testing.assert_allclose(picture.force, closed_form(Duel("minimax"), picture.grid), rtol=1e-4, atol=1e-5)


def test_the_field_follows_the_knobs() -> None:
    trainer = duel(objective="minimax")
    picture_of(trainer)
    trainer.apply(Edit("penalty.r1", 2.0))
    picture = picture_of(trainer)
    expected = closed_form(Duel("minimax", (("r1", 2.0),)), picture.grid)
    np.testing.assert_allclose(picture.force, expected, rtol=1e-4, atol=1e-5)


def test_the_plane_makes_room_for_the_path() -> None:
    trainer = duel(objective="wasserstein", turns="simultaneous")
    extents = []
    for _ in range(10):
        trainer.advance(20)
        picture = picture_of(trainer)
        extents.append(picture.extent)
        reach = np.abs(picture.path).max()
        assert reach < picture.extent or reach > 11  # where it is lost from sight
    assert extents == sorted(extents)
    assert extents[-1] > extents[0]


def test_the_average_of_g_is_a_place_of_its_own() -> None:
    game = replace(Duel("minimax"), turns="alternating")
    trainer = duel(**game.knobs, stabilise__average_half_life=20.0)
    trainer.advance(100)
    theta = 1.0
    for place, _ in game.positions(100):
        theta = 0.5 ** (1 / 20) * theta + (1 - 0.5 ** (1 / 20)) * place
    picture = picture_of(trainer)
    assert picture.averaged == pytest.approx((theta, picture.position[1]), abs=1e-3)
    assert picture.position == pytest.approx(tuple(game.positions(100)[-1]), abs=1e-3)


def test_looking_changes_nothing() -> None:
    alone, watched = (duel(stabilise__instance_noise=0.2, batch_size=8) for _ in range(2))
    alone.advance(40)
    for _ in range(40):
        watched.observe()
        watched.advance()
    assert torch.equal(alone.state()["random"], watched.state()["random"])
    for key, value in alone.state().items():
        assert torch.equal(value, watched.state()[key])


def test_losses_and_scores_of_a_duel() -> None:
    frame = duel(objective="non-saturating", generator__start=0.5, discriminator__start=2.0).observe()
    b = 0.5 * 2.0
    assert frame.losses.discriminator == pytest.approx(math.log(2) + math.log1p(math.exp(b)))
    assert frame.losses.generator == pytest.approx(math.log1p(math.exp(-b)))
    assert (frame.scores.d_real, frame.scores.d_fake) == pytest.approx((0.5, 1 / (1 + math.exp(-b))))
    assert frame.balance.discriminator == pytest.approx(math.log(4))
