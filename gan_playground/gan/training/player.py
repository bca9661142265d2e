"""One of the two players, in training."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.networks import Network
from gan_playground.gan.training.gradients import gradients, norm
from gan_playground.gan.training.optimizers import OPTIMIZERS, Optimizer, OptimizerState
from gan_playground.gan.training.stabilisers import kept_share

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.training.last_update import LastUpdate


class Player:
    """A network, its optimizer, its last gradient and update, and perhaps the running average of its weights."""

    def __init__(self, network: Network, optimizer: str = "adam") -> None:
        self.network = network
        self.updates = 0
        self.gradients: Sequence[Tensor] = ()
        self.average: list[Tensor] | None = None
        self.last_update: LastUpdate | None = None
        self.choose_optimizer(optimizer)

    def choose_optimizer(self, name: str) -> None:
        """A fresh optimizer; it has no memory of earlier gradients."""
        self.optimizer_name = name
        self.optimizer: Optimizer = OPTIMIZERS[name].make(self.network.values)

    def follow_knobs(self, settings: PlayerConfig, spectral: bool) -> None:
        """Bring the optimizer and the norm in line with the knobs; those that are right already go on."""
        if settings.optimizer != self.optimizer_name:
            self.choose_optimizer(settings.optimizer)
        self.network.normalise_spectrally(spectral)

    @property
    def present(self) -> OptimizerState:
        """The weights and the memory of the optimizer themselves, which move in this player's turn."""
        return OptimizerState(self.network.values, self.optimizer.memory)

    def copied(self) -> OptimizerState:
        """The same, as they are now."""
        return OptimizerState(
            [value.clone() for value in self.network.values], [kept.clone() for kept in self.optimizer.memory]
        )

    def descend(self, loss: Tensor, settings: PlayerConfig) -> None:
        """One step of this player, and only this player, down the gradient of `loss`."""
        self.gradients = gradients(loss, self.network.parameters)
        self.optimizer.step(self.gradients, settings)
        self.updates += 1

    @property
    def gradient_norm(self) -> float:
        """Euclidean norm of the last gradient; not a number before the first."""
        return norm(self.gradients) if self.gradients else math.nan

    def look_ahead(self, loss: Tensor, settings: PlayerConfig) -> None:
        """Move to where the next gradient is to be taken; the step that follows starts from here."""
        self.optimizer.look_ahead(gradients(loss, self.network.parameters), settings)

    def clip(self, bound: float) -> None:
        """Keep every weight between -bound and bound; 0 is no bound."""
        if bound:
            torch._foreach_clamp_min_(self.network.values, -bound)
            torch._foreach_clamp_max_(self.network.values, bound)

    def keep_average(self, wanted: bool) -> None:
        """Begin to average the weights, from where they are now, or stop."""
        if not wanted:
            self.average = None
        elif self.average is None:
            self.average = [value.clone() for value in self.network.values]

    def put(self, number: str, value: float) -> None:
        """Set one of the network's own numbers, and its average; nothing where it has no such number.

        The optimizer goes on as if the number had come there by itself.
        """
        numbers = self.network.own_numbers
        if number in numbers:
            for weights in (self.network.values, self.average or self.network.values):
                weights[numbers.index(number)].fill_(value)

    def follow(self, experiment: Experiment) -> None:
        """Let the average, if one is kept, follow the weights by one update: avg = beta avg + (1 - beta) w."""
        if self.average is not None:
            beta = kept_share(experiment.samples_of_an_update, experiment.stabilise.average_half_life)
            torch._foreach_lerp_(self.average, self.network.values, 1 - beta)

    def tensors(self) -> dict[str, Tensor]:
        """All that decides this player's future, by name; the very tensors, not copies."""
        spectral = self.network.spectral
        groups = {
            "weights": self.network.values,
            "buffers": self.network.buffers,
            f"memory.{self.optimizer_name}": self.optimizer.memory,
            "spectral": spectral.vectors if spectral else [],
            "average": self.average or [],
        }
        return {f"{group}.{i}": tensor for group, tensors in groups.items() for i, tensor in enumerate(tensors)}

    def load(self, kept: Mapping[str, Tensor]) -> None:
        """Take over what another kept; what it did not keep begins anew from these weights."""
        self.choose_optimizer(self.optimizer_name)
        self.last_update = None  # which was another's
        for name, tensor in self.tensors().items():
            if name in kept:
                tensor.copy_(kept[name])
        if self.network.spectral and "spectral.0" not in kept:
            self.network.spectral.restart()
        if self.average is not None and "average.0" not in kept:
            torch._foreach_copy_(self.average, self.network.values)
