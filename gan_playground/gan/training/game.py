"""What each player minimises on one batch: its objective, and what stabilises it.

Functions of weights, so that the same lines serve a turn, a look some steps ahead (unrolling), and a field of
arrows over all the states that a small game can be in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import torch
from torch import Tensor

from gan_playground.gan.networks import Network
from gan_playground.gan.training.gradients import gradients
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.optimizers import Optimizer, OptimizerState
from gan_playground.gan.training.penalties import PENALTIES

if TYPE_CHECKING:
    from torch import Generator

    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.experiment.parts import PlayerConfig

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
        self._clip = experiment.penalty.clip
        self.stride: PlayerConfig = experiment.discriminator
        """How D steps at this time, which unrolling foresees; learning rates may fall."""
        strengths = {name: getattr(experiment.penalty, name) for name in PENALTIES}
        self._penalties = [(name, PENALTIES[name], strength) for name, strength in strengths.items() if strength]

    @property
    def has_penalty(self) -> bool:
        """Whether D pays for its slopes."""
        return bool(self._penalties)

    def discriminator_loss(
        self, D: Network, judge: Judge, x: Tensor, fake: Tensor, rng: Generator, added: dict[str, Tensor] | None = None
    ) -> tuple[Tensor, Tensor]:
        """D's loss as `judge` sees real and generated samples, and its logits on them (2, m, 1).

        added: is told what each penalty adds, by its name.
        """
        if not self._penalties:
            logits = _on_both(D, judge, x, fake)
            return self._objective_of_discriminator(logits), logits
        places = [penalty.places(D, x, fake, rng) for _, penalty, _ in self._penalties]
        steep = _distinct(places)  # where slopes are wanted; what else is judged goes by without that burden
        flat = [batch for batch in (x, fake) if not _among(batch, steep)]
        samples = _differentiable(_joined(steep))
        on_steep = judge(samples)
        (slopes,) = gradients(on_steep.sum(), [samples], differentiable=True)
        on_flat = _parted(judge(_joined(flat)), len(flat)) if flat else ()
        judged = [*zip(steep, _parted(on_steep, len(steep)), strict=True), *zip(flat, on_flat, strict=True)]
        logits = torch.stack((_of(x, judged), _of(fake, judged)))
        loss = self._objective_of_discriminator(logits)
        slopes_at = list(zip(steep, _parted(slopes, len(steep)), strict=True))
        for (name, penalty, strength), place in zip(self._penalties, places, strict=True):
            cost = strength * penalty.cost(_of(place, slopes_at)).mean()
            loss = loss + cost
            if added is not None:
                added[name] = cost.detach()
        return loss, logits

    def generator_loss(
        self, D: Network, opponent: OptimizerState, x: Tensor | None, fake: Tensor, rng: Generator, optimizer: Optimizer
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
        self, D: Network, opponent: OptimizerState, x: Tensor, fake: Tensor, rng: Generator, optimizer: Optimizer
    ) -> OptimizerState:
        """D after some more steps of its own, as a function of the generated samples (Metz et al. 2017)."""
        ahead = OptimizerState([weight.detach().requires_grad_() for weight in opponent.weights], opponent.memory)
        for _ in range(self.unroll):
            loss, _ = self.discriminator_loss(D, partial(D.forward, ahead.weights), x, fake, rng)
            slopes = gradients(loss * self._games, ahead.weights, differentiable=True)
            ahead = optimizer.ahead(ahead, slopes, self.stride)
            if self._clip:
                ahead = OptimizerState(
                    [weight.clamp(-self._clip, self._clip) for weight in ahead.weights], ahead.memory
                )
        return ahead

    def _objective_of_discriminator(self, logits: Tensor) -> Tensor:
        on_real, on_fake = logits.unbind()  # unbind's backward is one stack; two slices' is three passes
        return self.objective.of_discriminator(on_real, on_fake, self._smoothing).mean()


def _on_both(D: Network, judge: Judge, x: Tensor, fake: Tensor) -> Tensor:
    """Logits (2, m, 1): in one pass, unless D would mix what is real with what is not."""
    if D.mixes_samples:
        return torch.stack((judge(x), judge(fake)))
    return judge(torch.cat((x, fake))).view(2, len(x), 1)


def _joined(batches: Sequence[Tensor]) -> Tensor:
    return torch.cat(list(batches)) if len(batches) > 1 else batches[0]


def _differentiable(batch: Tensor) -> Tensor:
    """The batch as something to take slopes in; what it is a function of, if anything, stays."""
    return batch if batch.requires_grad else batch.detach().requires_grad_()


def _parted(whole: Tensor, count: int) -> Sequence[Tensor]:
    """The batches that were joined: each as long as the others."""
    return whole.chunk(count) if count > 1 else (whole,)


def _among(batch: Tensor, batches: Sequence[Tensor]) -> bool:
    """Whether it is one of these very tensors."""
    return any(batch is other for other in batches)


def _distinct(batches: Sequence[Tensor]) -> list[Tensor]:
    return [batch for i, batch in enumerate(batches) if not _among(batch, batches[:i])]


def _of(batch: Tensor, pairs: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """What belongs to this very batch."""
    return next(found for one, found in pairs if one is batch)
