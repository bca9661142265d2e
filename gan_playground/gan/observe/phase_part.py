"""A game of two numbers at one part of a turn: where it stands, what pulls at it, and where that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.training.parts import LOOK_AHEAD_D, LOOK_AHEAD_G, MOVE_D, MOVE_G, PartKind, parts_of
from gan_playground.gan.training.stabilisers import settings_at

if TYPE_CHECKING:
    from torch import Tensor

    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.gan.training.update import Update

Place: TypeAlias = tuple[float, float]
"""Theta, which is G's, and psi, which is D's."""

moves, looks_ahead = (MOVE_G, MOVE_D), (LOOK_AHEAD_G, LOOK_AHEAD_D)


class PhasePart(Struct, frozen=True):
    """place: where the game stands. base: where its players step from: elsewhere while one of them only looks ahead.

    Of who is about to move, as far as it has come, in its own number: pull: minus the gradient of its loss. goes_to:
    where it will move, by its optimizer. came_from: where it was before it did. judge: the psi of the D that judges,
    which for G may be an earlier one, or one that is foreseen.
    """

    place: Place
    base: Place
    judge: float | None = None
    is_foreseen: bool = False
    pull: float | None = None
    goes_to: float | None = None
    came_from: float | None = None


class PhaseFollower:
    """Follows the game of a trainer through one turn, part by part."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._base, self._number = self._place, 0
        self._part = PhasePart(self._base, self._base)

    @property
    def _place(self) -> Place:
        trainer = self._trainer
        return float(trainer.generator.network.values[0]), float(trainer.discriminator.network.values[0])

    def look(self, kind: PartKind, update: Update) -> PhasePart:
        """At the next part."""
        place = self._place
        self._number += 1
        if kind in (*moves, *looks_ahead):
            self._part = self._moved(place, self._own(update), only_looks=kind in looks_ahead)
        else:
            if self._number == 1:  # a knob may have put it elsewhere as the turn began
                self._base = place
            judge = None if update.logits is None else self._judge(update)
            foreseen = update.opponent is not None and self._trainer.game.unroll > 0
            self._part = PhasePart(place, self._base, judge, foreseen)
        return self._part

    def _own(self, update: Update) -> int:
        """Which of the two numbers is that of who moves."""
        return int(update.player is self._trainer.discriminator)

    def _moved(self, place: Place, own: int, only_looks: bool) -> PhasePart:
        came_from = self._base[own]
        if not only_looks:
            self._base = (place[0], self._base[1]) if own == 0 else (self._base[0], place[1])
        return replace(self._part, place=place, base=self._base, came_from=came_from)

    def _judge(self, update: Update) -> float | None:
        """The psi by which D said what it said; D(x) = psi x, so that one that was foreseen is found from that."""
        D, game = self._trainer.discriminator.network, self._trainer.game
        if update.opponent is None:
            return float(D.values[0])
        if not game.unroll:
            return float(update.opponent.weights[0])
        assert update.logits is not None
        assert update.seen is not None
        seen, says = update.seen.detach(), update.logits[1].detach()
        square = float(seen.square().sum())
        return float((seen.reshape(says.shape) * says).sum()) / square if square and D.spectral is None else None

    def find(self, update: Update, gradients: Sequence[Tensor]) -> PhasePart:
        """At the gradient: what pulls, and where that will take who moves."""
        trainer, player, own = self._trainer, update.player, self._own(update)
        config = trainer.experiment.discriminator if own else trainer.experiment.generator
        settings = settings_at(trainer.step, config, trainer.experiment)
        ahead = float(player.optimizer.ahead(player.present, gradients, settings).weights[0])
        goes_to, bound = self._base[own] + (ahead - self._part.place[own]), trainer.experiment.penalty.clip
        if bound and parts_of(trainer.experiment)[self._number] is MOVE_D:  # a look ahead is not cut off
            goes_to = min(max(goes_to, -bound), bound)
        self._part = replace(self._part, pull=-float(gradients[0]), goes_to=goes_to)
        return self._part
