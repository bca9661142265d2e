"""The terms of the formulas against the losses that the trainer itself goes down."""

from __future__ import annotations

import math
from typing import Any

import pytest
from torch import Tensor

from cases import each_of
from gan.runs import both, duel, make, small
from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.training.formula import formulas_of
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.penalties import PENALTIES
from gan_playground.gan.training.player import Player
from gan_playground.gan.training.trainer import Trainer

objectives = each_of("objective", OBJECTIVES)
ways = each_of(
    "knobs",
    [
        {},
        {"stabilise__label_smoothing": 0.2},
        {f"penalty__{name}": 0.3 + i for i, name in enumerate(PENALTIES)},
        {"stabilise__pack": 2, "penalty__r1": 0.5},
        {"stabilise__unroll": 2, "turns": "simultaneous"},
        {"stabilise__instance_noise": 0.5, **both(steps=2)},
    ],
)


class Losses:
    """Those that each player went down, in order."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.of: dict[int, list[float]] = {}
        descend = Player.descend

        def note(player: Player, loss: Tensor, settings: PlayerConfig) -> None:
            self.of.setdefault(id(player), []).append(float(loss.detach()))
            descend(player, loss, settings)

        patch.setattr(Player, "descend", note)

    def last(self, player: Player) -> float:
        return self.of[id(player)][-1]


@pytest.fixture
def losses(monkeypatch: pytest.MonkeyPatch) -> Losses:
    return Losses(monkeypatch)


def values_of(trainer: Trainer) -> FormulaValues:
    found = trainer.observe().formula
    assert found is not None
    return found


def assert_same_losses(trainer: Trainer, losses: Losses) -> None:
    values = values_of(trainer)
    assert values.step == trainer.step
    for head, player in (("loss-d", trainer.discriminator), ("loss-g", trainer.generator)):
        assert math.fsum(values.terms[head].values()) == pytest.approx(losses.last(player), rel=1e-6, abs=1e-6)
    shown = {each.head.id: [part.term.id for part in each.sum] for each in formulas_of(trainer.experiment)}
    assert {head: list(terms) for head, terms in values.terms.items()} == shown


@objectives
@ways
def test_the_terms_add_up_to_the_losses_that_are_minimised(
    objective: str, knobs: dict[str, Any], losses: Losses
) -> None:
    if knobs.get("stabilise__label_smoothing") and OBJECTIVES[objective].smoothed is None:
        knobs = {}
    trainer = make(objective=objective, **knobs)
    trainer.advance(3)
    assert_same_losses(trainer, losses)


def test_they_do_where_both_are_told_of_classes(losses: Losses) -> None:
    trainer = make(data__kind="digits", data__conditional=True, penalty__r1=1.0, penalty__dragan=1.0)
    trainer.advance(2)
    assert_same_losses(trainer, losses)


def test_they_do_in_a_game_of_two_numbers(losses: Losses) -> None:
    trainer = duel()
    trainer.advance(2)
    assert_same_losses(trainer, losses)


def test_the_game_is_the_number_that_d_minimises_the_negative_of() -> None:
    for objective in ("minimax", "non-saturating", "wasserstein"):
        trainer = make(objective=objective)
        trainer.advance()
        terms = values_of(trainer).terms
        assert sum(terms["game"].values()) == pytest.approx(-sum(terms["loss-d"].values()), abs=1e-12)


def test_only_who_moved_in_this_step_has_values() -> None:
    trainer = make(penalty__r1=1.0)
    assert not values_of(trainer).terms
    trainer.step_discriminator()
    assert values_of(trainer).terms.keys() == {"game", "loss-d"}
    trainer.step_generator()
    assert values_of(trainer).terms.keys() == {"loss-g"}


def test_who_comes_back_to_a_step_finds_what_made_it() -> None:
    trainer = make(penalty__r1=1.0)
    trainer.advance(2)
    there, values = trainer.checkpoint(), values_of(trainer)
    trainer.advance(2)
    assert values_of(trainer).terms != values.terms
    trainer.return_to(there)
    assert values_of(trainer) == values
    trainer.begin_with(trainer.state(), 7)  # where nobody saw it come
    assert not values_of(trainer).terms


def test_a_step_whose_terms_are_noted_is_the_same_step_of_the_paper() -> None:
    """At balance V is -log 4: G paints what is real and D says one half, for the point that both begin at."""
    trainer = duel(generator__start=0.0, discriminator__start=0.0)
    trainer.advance()
    assert values_of(trainer).terms["game"] == pytest.approx(
        {"log-d-real": -math.log(2), "log-not-d-fake": -math.log(2)}
    )


@objectives
def test_every_objective_has_both_losses(objective: str) -> None:
    heads = [each.head.id for each in formulas_of(small(objective=objective))]
    assert heads[-2:] == ["loss-d", "loss-g"]


def test_penalties_are_terms_while_they_are_on() -> None:
    without, with_r1 = (
        next(each for each in formulas_of(small(penalty__r1=strength)) if each.head.id == "loss-d").sum
        for strength in (0.0, 1.0)
    )
    assert [part.term.id for part in with_r1[len(without) :]] == ["slope-real"]
