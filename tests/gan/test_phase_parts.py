"""A game of two numbers at each part of a turn, against its gradients by hand (Mescheder et al. 2018)."""

from __future__ import annotations

import math

import pytest

from gan.dirac import Duel, sigmoid
from gan.runs import both, duel
from gan.turns import slowly
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.optimizers import OPTIMIZERS
from gan_playground.gan.training.trainer import Trainer

near = {"rel": 1e-5, "abs": 1e-6}
START = (1.3, -0.7)
OBJECTIVES = ("minimax", "non-saturating", "least-squares", "wasserstein", "hinge", "relativistic")
each_turn = pytest.mark.parametrize("turns", ["simultaneous", "alternating"])


def of(seen: list[TurnPart], kind: str, update: int = 1) -> TurnPart:
    return next(part for part in seen if part.kind == kind and part.update == update)


def played(game: Duel) -> Trainer:
    """In the middle of a game: optimizers remember something."""
    trainer = duel(**game.knobs)
    trainer.advance(3)
    return trainer


@each_turn
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_what_pulls_are_the_gradients_by_hand(objective: str, turns: str) -> None:
    game = Duel(objective, (("r1", 0.3),), turns, start=START)
    seen = slowly(duel(**game.knobs))
    theta, psi = START
    of_d, of_g = of(seen, "discriminator.gradient").phase, of(seen, "generator.gradient").phase
    assert of_d.place == of_d.base == pytest.approx(START)
    assert of_d.pull == pytest.approx(-game.of_d(theta, psi), **near)
    moved = psi - game.rate * game.of_d(theta, psi)
    assert of_d.goes_to == pytest.approx(moved, **near)
    judge = psi if turns == "simultaneous" else moved
    assert of_g.place == pytest.approx((theta, moved), **near)
    assert of_g.judge == pytest.approx(judge, **near)
    assert of_g.pull == pytest.approx(-game.of_g(theta, judge), **near)


@each_turn
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_who_moves_goes_where_it_was_said_to_go(optimizer: str, turns: str) -> None:
    """Of any optimizer, with falling rates, weights that are cut off, and more than one update a turn."""
    knobs = {"turns": turns, "penalty__clip": 1.1, "stabilise__rate_half_life": 20.0, "discriminator__steps": 2}
    trainer = duel(**knobs, **both(optimizer=optimizer, beta2=0.9))
    trainer.advance(3)
    places = [(float(trainer.generator.network.values[0]), float(trainer.discriminator.network.values[0]))]
    for before, part in zip(seen := slowly(trainer), seen[1:], strict=False):
        places.append(part.phase.place)
        own = int(part.kind.startswith("discriminator"))
        if part.kind.endswith((".move", ".look_ahead")):
            assert part.phase.place[own] == pytest.approx(before.phase.goes_to, **near)
            assert part.phase.place[1 - own] == before.phase.place[1 - own]
            assert part.phase.pull == before.phase.pull
        else:
            assert part.phase.place == before.phase.place
    moves = [part for part in seen if part.kind.endswith(".move")]
    assert [part.phase.came_from for part in moves] == [places[0][1], moves[0].phase.place[1], places[0][0]]
    assert moves[-1].phase.place == moves[-1].phase.base


@each_turn
def test_who_looks_ahead_comes_back(turns: str) -> None:
    """Extragradient: w' = w - h g(w), then w - h g(w'), each part where that has the game."""
    game = Duel("minimax", turns=turns, optimizer="extragradient", start=START)
    seen = slowly(duel(**game.knobs))
    theta, psi = START
    psi_ahead = psi - game.rate * game.of_d(theta, psi)
    looked = of(seen, "discriminator.look_ahead").phase
    assert looked.place == pytest.approx((theta, psi_ahead), **near)
    assert looked.base == pytest.approx(START)
    assert looked.came_from == pytest.approx(psi)
    theta_ahead = theta - game.rate * game.of_g(theta, psi if game.at_once else psi_ahead)
    found = [part.phase for part in seen if part.kind == "discriminator.gradient"][1]
    assert found.place == pytest.approx((theta_ahead, psi_ahead), **near)
    assert found.base == pytest.approx(START)
    assert found.goes_to == pytest.approx(psi - game.rate * game.of_d(theta_ahead, psi_ahead), **near)
    moved = of(seen, "discriminator.move").phase
    assert moved.came_from == pytest.approx(psi)
    assert moved.base == pytest.approx((theta, found.goes_to), **near)
    assert seen[-1].phase.place == pytest.approx(tuple(game.positions(1)[0]), **near)


def test_an_optimistic_player_steps_by_more_than_what_pulls() -> None:
    game = Duel("minimax", turns="alternating", optimizer="optimistic")
    before, part = game.positions(3)[-1], of(slowly(played(game)), "discriminator.gradient").phase
    last = game.of_d(game.positions(2)[-1][0], game.positions(2)[-1][1])
    pull = -game.of_d(*before)
    assert part.pull == pytest.approx(pull, **near)
    assert part.goes_to == pytest.approx(before[1] + game.rate * (2 * pull + last), rel=1e-4)


@each_turn
@pytest.mark.parametrize("steps", [1, 3])
def test_a_foreseen_d_is_the_one_that_judges(turns: str, steps: int) -> None:
    game = Duel("non-saturating", turns=turns, start=START)
    seen = slowly(duel(**game.knobs, stabilise__unroll=steps))
    theta, psi = START
    moved = psi - game.rate * game.of_d(theta, psi)
    foreseen = psi if game.at_once else moved
    for _ in range(steps):
        foreseen -= game.rate * game.of_d(theta, foreseen)
    part = of(seen, "generator.foresee")
    assert part.phase.judge == pytest.approx(foreseen, **near)
    assert part.phase.place[1] == pytest.approx(moved, **near)
    assert part.verdicts[0] == pytest.approx(sigmoid(theta * foreseen), **near)

    def loss(place: float) -> float:
        """Of G, through all that D would do about it."""
        ahead = psi if game.at_once else moved
        for _ in range(steps):
            ahead -= game.rate * game.of_d(place, ahead)
        return math.log1p(math.exp(-place * ahead))

    slope = (loss(theta + 1e-5) - loss(theta - 1e-5)) / 2e-5
    assert of(seen, "generator.gradient").phase.pull == pytest.approx(-slope, rel=1e-3)
