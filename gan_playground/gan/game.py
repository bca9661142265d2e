"""What each player minimises on one batch: its objective, and what stabilises it.

Functions of weights, so that the same lines serve a turn, a look some steps ahead (unrolling), and a field of
arrows over all the states that a small game can be in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import torch
from torch import Tensor

from gan_playground.gan.networks import Network
from gan_playground.gan.objectives import OBJECTIVES
from gan_playground.gan.optimizers import Foreseen, Optimizer
from gan_playground.gan.penalties import PENALTIES

if TYPE_CHECKING:
    from torch import Generator

    from gan_playground.gan.experiment import Experiment

Judge: TypeAlias = "Callable[[Tensor], Tensor]"
"""A batch (m, dim) to logits (m, 1)."""


class Game:
    """The losses of one experiment. D sees samples (m, pack * dim).

    games: 1, or how many games a batch consists of, each with weights of its own and one sample.
    """

    def __init__(self, experiment: Experiment, games: int = 1) -> None:
        self._games = games
        self.objective = OBJECTIVES[experiment.objective]
        self.unroll = experiment.stabilise.unroll
        self.needs_real = self.objective.sees_real or self.unroll > 0
        self._smoothing = experiment.stabilise.label_smoothing
        self._player, self._clip = experiment.discriminator, experiment.penalty.clip
        strengths = {name: getattr(experiment.penalty, name) for name in PENALTIES}
        self._penalties = [(PENALTIES[name], strength) for name, strength in strengths.items() if strength]

    def discriminator_loss(
        self, D: Network, judge: Judge, x: Tensor, fake: Tensor, rng: Generator
    ) -> tuple[Tensor, Tensor]:
        """D's loss as `judge` sees real and generated samples, and its logits on them (2, m, 1)."""
        if not self._penalties:
            logits = _on_both(D, judge, x, fake)
            return self._objective_of_discriminator(logits), logits
        batches, places = [x, fake], []
        for penalty, _ in self._penalties:
            points = penalty.places(x, fake, rng)
            if all(points is not batch for batch in batches):
                batches.append(points)
            places.append(next(i for i, batch in enumerate(batches) if points is batch))
        samples = torch.cat(batches).requires_grad_()
        logits = judge(samples)
        (slopes,) = torch.autograd.grad(logits.sum(), samples, create_graph=True)
        slopes_at = slopes.view(len(batches), *x.shape).unbind()
        on_both = logits[: 2 * len(x)].view(2, len(x), 1)
        loss = self._objective_of_discriminator(on_both)
        for (penalty, strength), place in zip(self._penalties, places, strict=True):
            loss = loss + strength * penalty.cost(slopes_at[place]).mean()
        return loss, on_both

    def generator_loss(
        self, D: Network, opponent: Foreseen, x: Tensor | None, fake: Tensor, rng: Generator, optimizer: Optimizer
    ) -> tuple[Tensor, Tensor, Tensor]:
        """G's loss against D as `opponent` has it, and D's logits on real and on generated samples (m, 1) each.

        x may be None unless `needs_real`; the logits on real samples are then those on generated ones. `optimizer` is
        D's, whose steps unrolling foresees.
        """
        if self.unroll and x is not None:
            opponent = self._unrolled(D, opponent, x, fake, rng, optimizer)
        judge = partial(D.forward, opponent.weights)
        on_fake = judge(fake)
        on_real = judge(x) if self.objective.sees_real and x is not None else on_fake
        return self.objective.generator(on_real, on_fake).mean(), on_real, on_fake

    def _unrolled(
        self, D: Network, opponent: Foreseen, x: Tensor, fake: Tensor, rng: Generator, optimizer: Optimizer
    ) -> Foreseen:
        """D after some more steps of its own, as a function of the generated samples (Metz et al. 2017)."""
        ahead = Foreseen([weight.detach().requires_grad_() for weight in opponent.weights], opponent.memory)
        for _ in range(self.unroll):
            loss, _ = self.discriminator_loss(D, partial(D.forward, ahead.weights), x, fake, rng)
            gradients = torch.autograd.grad(loss * self._games, ahead.weights, create_graph=True)
            ahead = optimizer.ahead(ahead, gradients, self._player)
            if self._clip:
                ahead = Foreseen([weight.clamp(-self._clip, self._clip) for weight in ahead.weights], ahead.memory)
        return ahead

    def _objective_of_discriminator(self, logits: Tensor) -> Tensor:
        on_real, on_fake = logits.unbind()  # unbind's backward is one stack; two slices' is three passes
        return self.objective.of_discriminator(on_real, on_fake, self._smoothing).mean()


def _on_both(D: Network, judge: Judge, x: Tensor, fake: Tensor) -> Tensor:
    """Logits (2, m, 1): in one pass, unless D would mix what is real with what is not."""
    if D.mixes_samples:
        return torch.stack((judge(x), judge(fake)))
    return judge(torch.cat((x, fake))).view(2, len(x), 1)
