"""The formulas of an experiment: the game, and what each player minimises, with the penalties that are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.penalties import PENALTIES
from gan_playground.gan.training.terms import OF_PENALTIES, Sum, Summand

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment


class LeftSide(Struct, frozen=True, kw_only=True):
    """What stands at the left of a formula. id: its setting is resources/formulas/<id>.svg."""

    id: str
    tex: str
    title: str
    name: str
    says: str


GAME = LeftSide(
    id="game",
    tex=r"\min_{\G}\, \max_{\D}\, V(\D,\! \G)",
    title="The game",
    name="V of D and G",
    says="The number they fight over: D wants it high, G wants it low",
)
LOSS_D = LeftSide(
    id="loss-d",
    tex=r"L_{\D}",
    title="What D minimises",
    name="the loss of D",
    says="The loss of D: each of its steps goes down this",
)
LOSS_G = LeftSide(
    id="loss-g",
    tex=r"L_{\G}",
    title="What G minimises",
    name="the loss of G",
    says="The loss of G: each of its steps goes down this",
)
HEADS = GAME, LOSS_D, LOSS_G


class Formula(Struct, frozen=True):
    """A sum, and what it is."""

    head: LeftSide
    sum: Sum


def formulas_of(experiment: Experiment) -> tuple[Formula, ...]:
    """The game, where the players play for one number, and the losses of both."""
    objective, smoothing = OBJECTIVES[experiment.objective], experiment.stabilise.label_smoothing
    penalties = tuple(Summand(1, OF_PENALTIES[name]) for name in PENALTIES if getattr(experiment.penalty, name))
    whole = (
        Formula(GAME, objective.game),
        Formula(LOSS_D, objective.terms_at(smoothing) + penalties),
        Formula(LOSS_G, objective.terms_of_generator),
    )
    return tuple(formula for formula in whole if formula.sum)
