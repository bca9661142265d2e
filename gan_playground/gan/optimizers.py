"""How a gradient becomes a step: each optimizer updates a flat list of tensors in place, in one fused call.

torch.optim's classes cost about as much as the whole backward pass of a small network; the kernels beneath
them do not. torch is loaded when an optimizer is made, not when this registry is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import Tensor


class Optimizer(Protocol):
    """Keeps what it must remember of past gradients (`memory`); the rate may differ at every step."""

    memory: list[Tensor]

    def step(self, gradients: Sequence[Tensor], learning_rate: float) -> None: ...


class Sgd:
    """w -= rate * gradient."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        import torch

        self._add = torch._foreach_add_
        self._weights = list(weights)
        self.memory: list[Tensor] = []

    def step(self, gradients: Sequence[Tensor], learning_rate: float) -> None:
        self._add(self._weights, list(gradients), alpha=-learning_rate)


class Adam:
    """Adam with the momentum that GANs are usually trained with, beta1 = 0.5 (Radford et al. 2015)."""

    beta1, beta2, epsilon = 0.5, 0.999, 1e-8

    def __init__(self, weights: Sequence[Tensor]) -> None:
        import torch

        # torch.optim.adam.adam(fused=True) ends here too, 18 microseconds later.
        self._update = torch._fused_adam_
        self._weights = list(weights)
        self._first_moments = [torch.zeros_like(w) for w in weights]
        self._second_moments = [torch.zeros_like(w) for w in weights]
        # The kernel wants a counter for each weight; one shared tensor is one addition instead of many.
        self._count = torch.zeros((), device=weights[0].device)
        self._counts = [self._count] * len(self._weights)
        self.memory = [*self._first_moments, *self._second_moments, self._count]

    def step(self, gradients: Sequence[Tensor], learning_rate: float) -> None:
        self._count += 1
        self._update(
            self._weights,
            list(gradients),
            self._first_moments,
            self._second_moments,
            [],
            self._counts,
            lr=learning_rate,
            beta1=self.beta1,
            beta2=self.beta2,
            weight_decay=0.0,
            eps=self.epsilon,
            amsgrad=False,
            maximize=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerChoice:
    title: str
    explanation: str
    source: str
    make: Callable[[Sequence[Tensor]], Optimizer]
    knobs: tuple[str, ...] = ()


OPTIMIZERS: dict[str, OptimizerChoice] = {
    "sgd": OptimizerChoice(
        title="SGD",
        explanation="Straight down the gradient, as long a step as the gradient is large.",
        source="Robbins and Monro 1951",
        make=Sgd,
    ),
    "adam": OptimizerChoice(
        title="Adam",
        explanation="Steps of about the learning rate in every weight, whatever the gradient's size.",
        source="Kingma and Ba 2015; beta1 = 0.5 as in Radford et al. 2015",
        make=Adam,
    ),
}
