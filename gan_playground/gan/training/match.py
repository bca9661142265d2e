"""One step of the game: Algorithm 1 of Goodfellow et al. (2014), one method a player."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from msgspec import structs
from torch import Tensor

from gan_playground.gan.training.batches import Batches
from gan_playground.gan.training.game import Game
from gan_playground.gan.training.last_update import LastUpdate
from gan_playground.gan.training.optimizers import OptimizerState
from gan_playground.gan.training.stabilisers import decayed
from gan_playground.gan.training.turns import TURNS

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

    def begin(self, data: Distribution, step: int, angle: float) -> None:
        """Of this step are the turns that follow; the real data have turned by `angle` radians."""
        self._step = step
        self._batches = Batches(self._experiment, data, self._rng, step, angle)
        self.game.stride = self._settings(self._experiment.discriminator)

    def look_ahead(self) -> None:
        """Where extragradient is played: move to the point at which the coming gradients are to be taken."""
        D, G, experiment = self._players.discriminator, self._players.generator, self._experiment
        if not (D.optimizer.looks_ahead or G.optimizer.looks_ahead):
            return
        opponent = self.opponent()
        if D.optimizer.looks_ahead and experiment.discriminator.steps:
            D.look_ahead(self._discriminator_loss()[0], self._settings(experiment.discriminator))
        if G.optimizer.looks_ahead and experiment.generator.steps:
            G.look_ahead(self._generator_loss(opponent)[0], self._settings(experiment.generator))

    def opponent(self) -> OptimizerState:
        """The D that G answers to: the one that is about to move, or a copy of it where both move at once."""
        D = self._players.discriminator
        return D.copied() if TURNS[self._experiment.turns].at_once else D.present

    def discriminator_turn(self, updates: int) -> Tensor:
        """D moves once or more. Gives its logits on real and on generated samples (2, m, 1) before the last move."""
        D = self._players.discriminator
        for _ in range(updates):
            added: dict[str, Tensor] = {}
            loss, logits = self._discriminator_loss(added)
            D.descend(loss, self._settings(self._experiment.discriminator))
            D.clip(self._experiment.penalty.clip)
        logits = logits.detach()
        D.last_update = LastUpdate(self._step, self._experiment, logits, added)
        return logits

    def generator_turn(self, updates: int, opponent: OptimizerState) -> tuple[Tensor, Tensor]:
        """G moves once or more. Gives D's logits on real and on generated samples (m, 1) each before the last move."""
        G = self._players.generator
        for _ in range(updates):
            loss, on_real, on_fake = self._generator_loss(opponent)
            G.descend(loss, self._settings(self._experiment.generator))
            G.follow(self._experiment)
        logits = on_real.detach(), on_fake.detach()
        G.last_update = LastUpdate(self._step, self._experiment, logits)
        return logits

    def _discriminator_loss(self, added: dict[str, Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """D's loss on fresh samples, and its logits on them (2, m, 1); `added` is told what each penalty adds."""
        D, G = self._players.discriminator.network, self._players.generator.network
        D.iterate_spectrally()
        x = self._real_as_seen()  # (m, pack * dim), from p_data
        fake = self._batches.as_seen(G.frozen(self._batches.latent()))  # (m, pack * dim), from p_g
        return self.game.discriminator_loss(D, D, x, fake, self._rng, added)

    def _generator_loss(self, opponent: OptimizerState) -> tuple[Tensor, Tensor, Tensor]:
        """G's loss against this D, and D's logits on real and on generated samples (m, 1) each."""
        D, G, game = self._players.discriminator, self._players.generator.network, self.game
        G.iterate_spectrally()
        fake = self._batches.as_seen(G(self._batches.latent()))
        x = self._real_as_seen() if game.needs_real else None
        return game.generator_loss(D.network, opponent, x, fake, self._rng, D.optimizer)

    def _real_as_seen(self) -> Tensor:
        return self._batches.as_seen(self._batches.real())

    def _settings(self, player: PlayerConfig) -> PlayerConfig:
        """The player's knobs, with the learning rate as it is at this step."""
        half_life = self._experiment.stabilise.rate_half_life
        if not half_life:
            return player
        return structs.replace(player, learning_rate=decayed(player.learning_rate, half_life, self._step))
