"""The theory of stability in two numbers (Mescheder et al. 2018): every game against its recurrence by hand.

Plain descent with h = 0.2 from (1, 1), as the paper's figures have it. What must be seen is seen over 500 steps;
position by position fewer are compared, because near the hinge's corner rounding errors grow.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from torch import Tensor

from cases import each_of, first_of_each, one_in
from gan.dirac import Duel, sigmoid
from gan.runs import both, duel
from gan_playground.gan.observe.phase import forces
from gan_playground.gan.training.trainer import Trainer

STEPS = 500
COMPARED, COMPARED_AT_LENGTH = 40, 120
GAN, NON_SATURATING, WGAN = Duel("minimax"), Duel("non-saturating"), Duel("wasserstein")
CLIPPED, WGAN_GP = replace(WGAN, clip=1.0), replace(WGAN, penalties=(("wgan_gp", 0.3),))
EXTRAGRADIENT, OPTIMISTIC = (replace(GAN, optimizer=name) for name in ("extragradient", "optimistic"))
R1 = replace(GAN, penalties=(("r1", 0.3),))
GAMES = {
    "GAN": GAN,
    "non-saturating": NON_SATURATING,
    "least squares": Duel("least-squares"),
    "Wasserstein": WGAN,
    "hinge": Duel("hinge"),
    "relativistic": Duel("relativistic"),
    "WGAN, clipped": CLIPPED,
    "WGAN-GP": WGAN_GP,
    "R1": R1,
    "R1 = 1": replace(GAN, penalties=(("r1", 1.0),)),
    "R2": replace(NON_SATURATING, penalties=(("r2", 0.5),)),
    "R1 + R2": Duel("relativistic", (("r1", 0.2), ("r2", 0.3))),
    "DRAGAN": replace(NON_SATURATING, penalties=(("dragan", 1.0),)),
    "extragradient": EXTRAGRADIENT,
    "optimistic": OPTIMISTIC,
    "heavy ball": replace(GAN, optimizer="momentum", momentum=0.5),
    "brake": replace(GAN, optimizer="momentum", momentum=-0.5),
}
TURNS = [("simultaneous", 1), ("alternating", 1), ("alternating", 5)]
every_game = pytest.mark.parametrize("game", GAMES.values(), ids=list(GAMES))
AT_ONCE_OR_NOT = ("simultaneous", "alternating")
each_turn = pytest.mark.parametrize("turns", AT_ONCE_OR_NOT)


@cache
def played(game: Duel, steps: int = STEPS) -> np.ndarray:
    """theta and psi after each step of the program (steps, 2)."""
    trainer = duel(**game.knobs)
    trainer.advance(steps)
    trainer.flush()
    tracks = trainer.log.history.whole
    np.testing.assert_array_equal(tracks["theta"].steps, np.arange(steps) + 1)
    return np.column_stack((tracks["theta"].values, tracks["psi"].values))


def radii(path: np.ndarray) -> np.ndarray:
    return np.hypot(path[:, 0], path[:, 1])


def turns_of(path: np.ndarray) -> float:
    """How often it went round the origin."""
    angle = np.unwrap(np.arctan2(path[:, 1], path[:, 0]))
    return abs(angle[-1] - angle[0]) / (2 * math.pi)


@every_game
@pytest.mark.parametrize("steps", [COMPARED, pytest.param(COMPARED_AT_LENGTH, marks=pytest.mark.slow)])
def test_positions_are_those_of_the_recurrence(game: Duel, steps: int) -> None:
    for turns, d_steps in TURNS:
        game = replace(game, turns=turns, d_steps=d_steps)
        expected = game.positions(steps)
        size = np.maximum(1.0, radii(expected))[:, None]
        np.testing.assert_allclose(played(game, steps) / size, expected / size, rtol=0, atol=1e-3)


@pytest.mark.parametrize(
    ("turns", "d_steps", "start"),
    one_in(2, [(*turns, start) for turns in TURNS for start in ((-0.5, 2.0), (2.5, -1.0))]),
)
def test_positions_from_elsewhere(turns: str, d_steps: int, start: tuple[float, float]) -> None:
    for game in (GAN, R1, replace(OPTIMISTIC, rate=0.05)):
        game = replace(game, turns=turns, d_steps=d_steps, start=start)
        np.testing.assert_allclose(played(game, 60), game.positions(60), rtol=0, atol=1e-4)


# What must be seen, row by row of the table.


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.5])
def test_plain_and_at_once_each_step_multiplies_the_radius_near_0(rate: float) -> None:
    path = played(replace(GAN, rate=rate, start=(0.003, 0.002)), 50)
    growth = radii(path)[1:] / radii(path)[:-1]
    np.testing.assert_allclose(growth, math.sqrt(1 + rate**2 / 4), rtol=1e-4)


def test_plain_and_at_once_it_spirals_out() -> None:
    path = played(GAN)
    assert (np.diff(radii(path)) > 0).all()
    assert radii(path)[-1] > 2 * math.sqrt(2)
    assert turns_of(path) > 2.5


def test_plain_and_in_turn_the_orbit_closes() -> None:
    path = played(replace(GAN, turns="alternating"))
    assert radii(path).min() > 1.2
    assert radii(path).max() < 1.6
    assert turns_of(path) > 5
    first, later = path[:70], path[-140:]  # a turn takes some 65 steps; a later one comes by the same places
    nearest = [np.hypot(*(later - place).T).min() for place in first]
    assert max(nearest) < 0.12


def test_non_saturating_turns_inward_slowly() -> None:
    radius = radii(played(replace(NON_SATURATING, turns="alternating")))
    assert radius[99] < 0.6 * math.sqrt(2)
    assert radius[-100:].max() < 0.35
    assert radius[-1] > 0.2
    assert radius[-1] < radii(played(NON_SATURATING))[-1] < radii(played(GAN))[-1]


@pytest.mark.parametrize(
    ("game", "turns"),
    first_of_each(lambda game, _: game, itertools.product((CLIPPED, WGAN_GP), AT_ONCE_OR_NOT)),
    ids=str,
)
def test_wasserstein_cycles_for_ever(game: Duel, turns: str) -> None:
    path = played(replace(game, turns=turns))
    late = path[-200:]
    assert radii(late).min() > 0.25
    assert radii(late).max() < 3.0
    assert turns_of(late) > 4
    before = path[-400:-200]
    assert radii(late).max() == pytest.approx(radii(before).max(), rel=0.15)


@pytest.mark.parametrize(
    ("gamma", "name", "objective"),
    first_of_each(lambda gamma, *_: gamma, itertools.product((0.3, 2.0), ("r1", "r2"), ("minimax", "wasserstein"))),
)
def test_a_zero_centred_penalty_converges(objective: str, gamma: float, name: str) -> None:
    radius = radii(played(Duel(objective, ((name, gamma),))))
    assert radius[-1] < 0.01


@pytest.mark.parametrize(
    ("game", "turns"),
    first_of_each(lambda game, _: game, itertools.product((EXTRAGRADIENT, OPTIMISTIC), AT_ONCE_OR_NOT)),
    ids=str,
)
def test_looking_ahead_converges(game: Duel, turns: str) -> None:
    radius = radii(played(replace(game, turns=turns)))
    assert radius[-1] < 0.2
    assert radius[-100:].max() < 0.75 * radius[-200:-100].max()


def test_a_brake_turns_the_orbit_inward() -> None:
    """Gidel et al. (2019): alternating turns with a negative momentum."""
    brake = replace(GAMES["brake"], turns="alternating")
    assert radii(played(brake))[-100:].max() < 0.6 * radii(played(replace(GAN, turns="alternating")))[-100:].min()


@pytest.mark.parametrize(("objective", "turns"), [("minimax", "simultaneous"), ("non-saturating", "alternating")])
def test_instance_noise_converges_to_a_small_neighbourhood(objective: str, turns: str) -> None:
    trainer = duel(objective=objective, turns=turns, batch_size=512, stabilise__instance_noise=1.0)
    trainer.advance(STEPS)
    radius = trainer.observe().history.whole["radius"].values
    assert radius[-200:].max() < 0.2
    assert radius[-1] > 0  # but it never comes to rest: every batch pulls a little
    plain = radii(played(Duel(objective, turns=turns)))
    assert radius[-200:].max() < 0.7 * plain[-200:].min()


@each_turn
def test_steps_with_instance_noise_are_those_by_hand(turns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From what D saw: x and y of its own turn, and y of G's."""
    trainer = duel(objective="minimax", turns=turns, stabilise__instance_noise=0.5)
    D, apply = trainer.discriminator.network, trainer.discriminator.network.apply
    seen: list[list[float]] = []

    def record(weights: Sequence[Tensor], x: Tensor, *others: object) -> Tensor:
        seen.append([float(value) for value in x.detach().flatten()])
        return apply(weights, x, *others)

    D.apply = record
    trainer.advance(100)
    theta = psi = 1.0
    for (x, y), (z,) in zip(seen[::2], seen[1::2], strict=True):
        before = psi
        psi -= 0.2 * (y * sigmoid(psi * y) - x * sigmoid(-psi * x))
        opponent = before if turns == "simultaneous" else psi
        theta += 0.2 * opponent * sigmoid(opponent * z)
    position = [float(player.network.values[0]) for player in (trainer.generator, trainer.discriminator)]
    assert position == pytest.approx([theta, psi], abs=1e-4)
    assert np.std([z - theta for (z,) in seen[1::2]]) > 0.3


# The flow that the steps follow.


def jacobian(trainer: Trainer, distance: float = 0.02) -> np.ndarray:
    """Of the forces at 0, by central differences; rows are the forces on theta and psi."""
    places = distance * np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    plus_theta, minus_theta, plus_psi, minus_psi = forces(trainer, places)
    return np.column_stack((plus_theta - minus_theta, plus_psi - minus_psi)) / (2 * distance)


@each_of("objective", ["minimax", "non-saturating", "relativistic"])
@each_of("name", ["r1", "r2"])
@each_of("gamma", [0.0, 0.1, 0.5, 0.9, 1.1, 2.0, 5.0])
def test_eigenvalues_of_r1_are_those_of_the_paper(objective: str, name: str, gamma: float) -> None:
    """-gamma/2 +- sqrt(gamma^2/4 - f'(0)^2), f'(0) = 1/2."""
    found = np.linalg.eigvals(jacobian(duel(objective=objective, **{f"penalty__{name}": gamma})))
    root = complex(gamma**2 / 4 - 1 / 4) ** 0.5
    expected = np.array([-gamma / 2 - root, -gamma / 2 + root])
    np.testing.assert_allclose(np.sort_complex(found), np.sort_complex(expected), atol=2e-4)
    assert bool(np.abs(found.imag).max() > 1e-3) == (gamma < 1)


def test_no_more_turning_from_gamma_1_on() -> None:
    """Below it, the run goes round and round on its way in; from there on, not once."""
    turns = {gamma: turns_of(played(replace(GAN, penalties=(("r1", gamma),)), 150)) for gamma in (0.1, 0.5, 1.0, 2.0)}
    assert turns[0.1] > turns[0.5] > 1
    assert max(turns[1.0], turns[2.0]) < 0.5


def test_r1_shrinks_by_its_eigenvalue() -> None:
    """Near 0 each step multiplies the radius by |1 + h lambda|, over a whole turn."""
    radius = radii(played(replace(R1, start=(0.01, 0.01)), 300))
    eigenvalue = complex(-0.15, math.sqrt(0.25 - 0.15**2))
    shrinking = (radius[260] / radius[60]) ** (1 / 200)
    assert shrinking == pytest.approx(abs(1 + 0.2 * eigenvalue), rel=2e-3)


def test_a_duel_is_what_it_says() -> None:
    trainer = duel(**both(learning_rate=0.2))
    assert trainer.experiment.is_dirac
    assert (trainer.generator.network.size, trainer.discriminator.network.size) == (1, 1)
