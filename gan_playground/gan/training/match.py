"""One step of the game: Algorithm 1 of Goodfellow et al. (2014), one method a player.

Its turns are generators that stop after each of their parts. What they hand out is what they hold anyway: nothing is
computed for whoever may be looking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from gan_playground.gan.training.batches import Batches
from gan_playground.gan.training.game import Game
from gan_playground.gan.training.last_update import LastUpdate
from gan_playground.gan.training.optimizers import OptimizerState
from gan_playground.gan.training.parts import (
    DRAW,
    DRAW_BOTH,
    DRAW_REAL,
    FORESEE,
    GRADIENT_OF_D,
    GRADIENT_OF_G,
    JUDGE,
    JUDGE_BOTH,
    LOOK_AHEAD_D,
    LOOK_AHEAD_G,
    LOSS_OF_D,
    MAKE,
    MAKE_FOR_D,
    MOVE_D,
    MOVE_G,
    takes_noise,
)
from gan_playground.gan.training.stabilisers import settings_at
from gan_playground.gan.training.turns import TURNS
from gan_playground.gan.training.update import TurnParts, Update

if TYPE_CHECKING:
    from gan_playground.gan.data.distribution import Distribution
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.experiment.parts import PlayerConfig
    from gan_playground.gan.training.players import Players


class Match:
    """The two players against each other, by the rules of this experiment. `begin` comes before all else."""

    def __init__(self, experiment: Experiment, players: Players, rng: torch.Generator) -> None:
        self.game = Game(experiment)
        self._experiment, self._players, self._rng = experiment, players, rng
        self._takes_noise = takes_noise(experiment)

    def begin(self, data: Distribution, step: int, angle: float) -> None:
        """Of this step are the turns that follow; the real data have turned by `angle` radians."""
        self._step = step
        self._batches = Batches(self._experiment, data, self._rng, step, angle)
        self.game.stride = self._settings(self._experiment.discriminator)

    def look_ahead(self) -> TurnParts[None]:
        """Where extragradient is played: move to the point at which the coming gradients are to be taken."""
        D, G, experiment = self._players.discriminator, self._players.generator, self._experiment
        if not (D.optimizer.looks_ahead or G.optimizer.looks_ahead):
            return
        opponent = self.opponent()
        if D.optimizer.looks_ahead and experiment.discriminator.steps:
            update = Update(D)
            loss, _ = yield from self._discriminator_loss(update)
            D.look_ahead(loss, self._settings(experiment.discriminator))
            yield LOOK_AHEAD_D, update
        if G.optimizer.looks_ahead and experiment.generator.steps:
            update = Update(G)
            loss, *_ = yield from self._generator_loss(update, opponent)
            G.look_ahead(loss, self._settings(experiment.generator))
            yield LOOK_AHEAD_G, update

    def opponent(self) -> OptimizerState:
        """The D that G answers to: the one that is about to move, or a copy of it where both move at once."""
        D = self._players.discriminator
        return D.copied() if TURNS[self._experiment.turns].at_once else D.present

    def discriminator_turn(self, updates: int) -> TurnParts[Tensor]:
        """D moves once or more. Gives its logits on real and on generated samples (2, m, 1) before the last move."""
        D = self._players.discriminator
        for number in range(1, updates + 1):
            update = Update(D, number, updates)
            loss, logits = yield from self._discriminator_loss(update)
            D.descend(loss, self._settings(self._experiment.discriminator))
            D.clip(self._experiment.penalty.clip)
            logits = logits.detach()
            D.last_update = LastUpdate(self._step, self._experiment, logits, update.penalties)
            yield MOVE_D, update
        return logits

    def generator_turn(self, updates: int, opponent: OptimizerState) -> TurnParts[tuple[Tensor, Tensor]]:
        """G moves once or more. Gives D's logits on real and on generated samples (m, 1) each before the last move."""
        G = self._players.generator
        for number in range(1, updates + 1):
            update = Update(G, number, updates)
            loss, on_real, on_fake = yield from self._generator_loss(update, opponent)
            G.descend(loss, self._settings(self._experiment.generator))
            G.follow(self._experiment)
            logits = on_real.detach(), on_fake.detach()
            G.last_update = LastUpdate(self._step, self._experiment, logits)
            yield MOVE_G, update
        return logits

    def _discriminator_loss(self, update: Update) -> TurnParts[tuple[Tensor, Tensor]]:
        """D's loss on fresh samples, and its logits on them (2, m, 1)."""
        D, G = self._players.discriminator.network, self._players.generator.network
        D.iterate_spectrally()
        update.x = x = self._real_as_seen()  # (m, pack * dim), from p_data
        update.z = z = self._batches.latent()
        yield DRAW_BOTH if self._takes_noise else DRAW_REAL, update
        update.made = made = G.frozen(z)
        yield MAKE_FOR_D, update
        update.seen = fake = self._batches.as_seen(made)  # (m, pack * dim), from p_g
        loss, logits = self.game.discriminator_loss(D, D, x, fake, self._rng, update.penalties)
        update.loss, update.logits = loss, logits
        yield JUDGE_BOTH, update
        yield LOSS_OF_D, update
        yield GRADIENT_OF_D, update  # which D then finds as it moves; whoever stops here may find it before
        return loss, logits

    def _generator_loss(self, update: Update, opponent: OptimizerState) -> TurnParts[tuple[Tensor, Tensor, Tensor]]:
        """G's loss against this D, and D's logits on real and on generated samples (m, 1) each."""
        D, G, game = self._players.discriminator, self._players.generator.network, self.game
        G.iterate_spectrally()
        update.opponent = opponent
        update.z = z = self._batches.latent()
        if self._takes_noise:
            yield DRAW, update
        update.made = made = G(z)
        yield MAKE, update
        update.seen = fake = self._batches.as_seen(made)
        update.x = x = self._real_as_seen() if game.needs_real else None
        loss, on_real, on_fake = game.generator_loss(D.network, opponent, x, fake, self._rng, D.optimizer)
        update.loss, update.logits = loss, (on_real, on_fake)
        if game.unroll:
            yield FORESEE, update
        yield JUDGE, update
        yield GRADIENT_OF_G, update
        return loss, on_real, on_fake

    def _real_as_seen(self) -> Tensor:
        return self._batches.as_seen(self._batches.real())

    def _settings(self, player: PlayerConfig) -> PlayerConfig:
        return settings_at(self._step, player, self._experiment)
