"""Which tensors the players of an experiment keep: told without allocating any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from gan_playground.gan.networks import make_discriminator, make_generator
from gan_playground.gan.training.player import Player
from gan_playground.gan.training.players import Players

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment


class Shapes:
    """The shapes that every checkpoint of a run must have. Making one reads the run's data, and may raise for them."""

    def __init__(self, experiment: Experiment) -> None:
        real, rng = experiment.make_data(), torch.Generator()
        with torch.device("meta"):
            generator = Player(make_generator(experiment, real, rng))
            self._players = Players(generator, Player(make_discriminator(experiment, real, rng)))

    def under(self, experiment: Experiment) -> dict[str, torch.Size]:
        """By name, with live knobs as they are there: an optimizer has a memory, an average is kept or not."""
        with torch.device("meta"):
            self._players.follow_knobs(experiment)
        return {name: tensor.shape for name, tensor in self._players.tensors().items()}
