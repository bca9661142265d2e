"""What a player's last update was made of, kept at no cost inside the step, and what its terms come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from torch import Tensor

from gan_playground.gan.observe.formula_values import FormulaValues, most_answers
from gan_playground.gan.training.formula import LOSS_G, Formula, formulas_of
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.terms import OF_PENALTIES

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.training.player import Player


class LastUpdate(Struct, frozen=True, eq=False):
    """Of a player, at a step.

    logits: D's on real and on generated samples, (m, 1) each. penalties: what each added to D's loss, by name.
    """

    step: int
    experiment: Experiment
    logits: Tensor | tuple[Tensor, ...]
    penalties: Mapping[str, Tensor] = field(default_factory=dict)

    def on_processor(self) -> LastUpdate:
        """To be kept, wherever it was computed."""
        logits = tuple(one.cpu() for one in self.logits)
        return LastUpdate(self.step, self.experiment, logits, {name: one.cpu() for name, one in self.penalties.items()})

    @property
    def size_bytes(self) -> int:
        """How much memory it takes."""
        return sum(one.nbytes for one in self.logits)

    def values_of(self, formulas: Sequence[Formula]) -> dict[str, dict[str, float]]:
        """By formula and term, with signs; in double precision, so that the sum of a loss's terms is that loss."""
        a, b = (logits.cpu().double() for logits in self.logits)
        smoothing = self.experiment.stabilise.label_smoothing
        found = {OF_PENALTIES[name].id: float(added) for name, added in self.penalties.items()}
        for term in {part.term.id: part.term for formula in formulas for part in formula.sum}.values():
            if term.of is not None:
                found[term.id] = float(term.of(a, b, smoothing).mean())
        return {each.head.id: {part.term.id: part.sign * found[part.term.id] for part in each.sum} for each in formulas}

    @property
    def answers(self) -> tuple[float, ...]:
        """D's to the fakes: logits, or where samples are judged in pairs by how much they are the larger ones."""
        a, b = self.logits
        seen = b - a if OBJECTIVES[self.experiment.objective].sees_real else b
        return tuple(seen.flatten()[:most_answers].tolist())


LastUpdates: TypeAlias = tuple[LastUpdate | None, LastUpdate | None]
"""Of G and of D."""


def formula_values(step: int, generator: Player, discriminator: Player) -> FormulaValues:
    """What the terms were in the updates that made this step; nothing of a player that did not move in it."""
    D, G = discriminator.last_update, generator.last_update
    terms: dict[str, dict[str, float]] = {}
    answers: tuple[float, ...] = ()
    if D is not None and D.step == step:
        terms |= D.values_of([each for each in formulas_of(D.experiment) if each.head is not LOSS_G])
    if G is not None and G.step == step:
        terms |= G.values_of([each for each in formulas_of(G.experiment) if each.head is LOSS_G])
        answers = G.answers
    return FormulaValues(step, terms, answers)
