"""How a gradient becomes a step: each optimizer updates a flat list of tensors in place, in few fused calls.

torch.optim's classes cost about as much as the whole backward pass of a small network; the kernels beneath
them do not. torch is loaded when an optimizer is made, not when this registry is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.experiment.knob import Choice

if TYPE_CHECKING:
    from torch import Tensor

    from gan_playground.gan.experiment.parts import PlayerConfig

epsilon = 1e-8
tiny = 1e-30


class OptimizerState(Struct, frozen=True):
    """Weights, and the optimizer's memory that goes with them."""

    weights: Sequence[Tensor]
    memory: Sequence[Tensor]


class Optimizer:
    """Plain gradient descent, w -= h g, from which the others differ in a method or two.

    `memory` is what an optimizer keeps of past gradients. Every rate and decay is read at each step, so that a knob
    turned while training is felt at the next one.
    """

    looks_ahead = False

    def __init__(self, weights: Sequence[Tensor]) -> None:
        import torch

        self._torch = torch
        self._weights = list(weights)
        self.memory: list[Tensor] = []

    def step(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        """Move the weights once, down these gradients."""
        self._torch._foreach_add_(self._weights, list(gradients), alpha=-player.learning_rate)

    def ahead(
        self, optimizer_state: OptimizerState, gradients: Sequence[Tensor], player: PlayerConfig
    ) -> OptimizerState:
        """Where a step from there would lead, as new tensors through which gradients flow; nothing is moved."""
        return OptimizerState(_moved(optimizer_state.weights, gradients, player.learning_rate), optimizer_state.memory)

    def look_ahead(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        """Move to where the next gradient should be taken; of those that look ahead."""

    def _zeros(self) -> list[Tensor]:
        return [self._torch.zeros_like(weight) for weight in self._weights]


class Momentum(Optimizer):
    """v = m v + g; w -= h v: the heavy ball. A negative m brakes, which calms games."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        super().__init__(weights)
        self.memory = self._zeros()

    def step(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        self._torch._foreach_mul_(self.memory, player.momentum)
        self._torch._foreach_add_(self.memory, list(gradients))
        super().step(self.memory, player)

    def ahead(
        self, optimizer_state: OptimizerState, gradients: Sequence[Tensor], player: PlayerConfig
    ) -> OptimizerState:
        velocity = [player.momentum * v + g for v, g in zip(optimizer_state.memory, gradients, strict=True)]
        return OptimizerState(_moved(optimizer_state.weights, velocity, player.learning_rate), velocity)


class RmsProp(Optimizer):
    """s = b2 s + (1 - b2) g^2; w -= h g / (sqrt(s) + epsilon)."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        super().__init__(weights)
        self.memory = self._zeros()

    def step(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        torch, gradients = self._torch, list(gradients)
        torch._foreach_mul_(self.memory, player.beta2)
        torch._foreach_addcmul_(self.memory, gradients, gradients, value=1 - player.beta2)
        sizes = torch._foreach_sqrt(self.memory)
        torch._foreach_add_(sizes, epsilon)
        torch._foreach_addcdiv_(self._weights, gradients, sizes, value=-player.learning_rate)

    def ahead(
        self, optimizer_state: OptimizerState, gradients: Sequence[Tensor], player: PlayerConfig
    ) -> OptimizerState:
        squares = _averaged_squares(optimizer_state.memory, gradients, player.beta2)
        scaled = [g / (_root(s) + epsilon) for g, s in zip(gradients, squares, strict=True)]
        return OptimizerState(_moved(optimizer_state.weights, scaled, player.learning_rate), squares)


class Adam(Optimizer):
    """m = b1 m + (1 - b1) g; s = b2 s + (1 - b2) g^2; w -= h m' / (sqrt(s') + epsilon), where ' undoes the bias."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        super().__init__(weights)
        # torch.optim.adam.adam(fused=True) ends here too, 18 microseconds later.
        self._update = self._torch._fused_adam_
        self._first_moments, self._second_moments = self._zeros(), self._zeros()
        # The kernel wants a counter for each weight; one shared tensor is one addition instead of many.
        self._count = self._torch.zeros((), device=self._weights[0].device)
        self._counts = [self._count] * len(self._weights)
        self.memory = [*self._first_moments, *self._second_moments, self._count]

    def step(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        self._count += 1
        self._update(
            self._weights,
            list(gradients),
            self._first_moments,
            self._second_moments,
            [],
            self._counts,
            lr=player.learning_rate,
            beta1=player.beta1,
            beta2=player.beta2,
            weight_decay=self._decay(player),
            eps=epsilon,
            amsgrad=False,
            maximize=False,
        )

    def _decay(self, player: PlayerConfig) -> float:
        return 0.0

    def ahead(
        self, optimizer_state: OptimizerState, gradients: Sequence[Tensor], player: PlayerConfig
    ) -> OptimizerState:
        beta1, beta2, each = player.beta1, player.beta2, len(gradients)
        count = optimizer_state.memory[-1] + 1
        means = [beta1 * m + (1 - beta1) * g for m, g in zip(optimizer_state.memory, gradients, strict=False)]
        squares = _averaged_squares(optimizer_state.memory[each : 2 * each], gradients, beta2)
        steps = [
            m / (1 - beta1**count) / (_root(s / (1 - beta2**count)) + epsilon)
            for m, s in zip(means, squares, strict=True)
        ]
        decayed = [w * (1 - player.learning_rate * self._decay(player)) for w in optimizer_state.weights]
        return OptimizerState(_moved(decayed, steps, player.learning_rate), [*means, *squares, count])


class AdamW(Adam):
    """Adam, and besides w -= h decay w."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        super().__init__(weights)
        self._update = self._torch._fused_adamw_

    def _decay(self, player: PlayerConfig) -> float:
        return player.weight_decay


class Extragradient(Optimizer):
    """w' = w - h g(w), then w -= h g(w'), where all players look ahead before any of them moves."""

    looks_ahead = True

    def __init__(self, weights: Sequence[Tensor]) -> None:
        super().__init__(weights)
        self._base: list[Tensor] | None = None  # w, while the weights are at w'

    def look_ahead(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        self._base = [weight.clone() for weight in self._weights]
        super().step(gradients, player)

    def step(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        if self._base is not None:
            self._torch._foreach_copy_(self._weights, self._base)
            self._base = None
        super().step(gradients, player)


class OptimisticMirrorDescent(Optimizer):
    """w -= 2 h g_t - h g_(t-1), with nothing before the first gradient."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        super().__init__(weights)
        self.memory = self._zeros()

    def step(self, gradients: Sequence[Tensor], player: PlayerConfig) -> None:
        torch, gradients = self._torch, list(gradients)
        torch._foreach_add_(self._weights, gradients, alpha=-2 * player.learning_rate)
        torch._foreach_add_(self._weights, self.memory, alpha=player.learning_rate)
        torch._foreach_copy_(self.memory, gradients)

    def ahead(
        self, optimizer_state: OptimizerState, gradients: Sequence[Tensor], player: PlayerConfig
    ) -> OptimizerState:
        steps = [2 * g - last for g, last in zip(gradients, optimizer_state.memory, strict=True)]
        return OptimizerState(_moved(optimizer_state.weights, steps, player.learning_rate), list(gradients))


def _moved(weights: Sequence[Tensor], steps: Sequence[Tensor], rate: float) -> list[Tensor]:
    return [weight - rate * step for weight, step in zip(weights, steps, strict=True)]


def _averaged_squares(squares: Sequence[Tensor], gradients: Sequence[Tensor], beta2: float) -> list[Tensor]:
    return [beta2 * s + (1 - beta2) * g.square() for s, g in zip(squares, gradients, strict=True)]


def _root(square: Tensor) -> Tensor:
    """Its square root, with a derivative even at 0."""
    return (square + tiny).sqrt()


class OptimizerChoice(Choice, frozen=True, kw_only=True):
    make: type[Optimizer]


OPTIMIZERS: dict[str, OptimizerChoice] = {
    "sgd": OptimizerChoice(
        title="SGD",
        explanation="Straight down the gradient, as long a step as the gradient is large.",
        source="Robbins and Monro 1951",
        make=Optimizer,
    ),
    "momentum": OptimizerChoice(
        title="Momentum",
        explanation="A heavy ball: part of the last step is kept. A negative part brakes.",
        source="Polyak 1964; for games Gidel et al. 2019",
        make=Momentum,
        knobs=("momentum",),
    ),
    "rmsprop": OptimizerChoice(
        title="RMSprop",
        explanation="Divides each gradient by its own recent size; what the first Wasserstein GAN was trained with.",
        source="Tieleman and Hinton 2012",
        make=RmsProp,
        knobs=("beta2",),
    ),
    "adam": OptimizerChoice(
        title="Adam",
        explanation="Steps of about the learning rate in every weight, whatever the gradient's size.",
        source="Kingma and Ba 2015; β₁ = 0.5 as in Radford et al. 2015",
        make=Adam,
        knobs=("beta1", "beta2"),
    ),
    "adamw": OptimizerChoice(
        title="AdamW",
        explanation="Adam, with every weight drawn a little towards 0 at each step.",
        source="Loshchilov and Hutter 2019",
        make=AdamW,
        knobs=("beta1", "beta2", "weight_decay"),
    ),
    "extragradient": OptimizerChoice(
        title="Extragradient",
        explanation="Looks one step ahead, for both players, and goes by the gradient found there.",
        source="Korpelevich 1976; for GANs Gidel et al. 2019",
        make=Extragradient,
    ),
    "optimistic": OptimizerChoice(
        title="Optimistic",
        explanation="Optimistic mirror descent: twice this gradient less the last one, a guess at the next.",
        source="Daskalakis et al. 2018",
        make=OptimisticMirrorDescent,
    ),
}
