"""Stops a trainer's turn between its parts, and looks at what flows there.

Looking changes nothing: a gradient that is asked for here is found by the trainer once more as it moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import torch
from msgspec.structs import replace
from numpy.typing import NDArray

from gan_playground.gan.data.distribution import LineDistribution
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.data.images.palette import ColourDistribution
from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.phase_part import PhaseFollower
from gan_playground.gan.observe.saliency import of_pixels
from gan_playground.gan.observe.shown import says
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.formula import LOSS_G, formulas_of
from gan_playground.gan.training.gradients import norm
from gan_playground.gan.training.last_update import LastUpdate
from gan_playground.gan.training.parts import (
    GRADIENT_OF_D,
    GRADIENT_OF_G,
    JUDGE,
    LOOK_AHEAD_D,
    LOOK_AHEAD_G,
    LOSS_OF_D,
    MOVE_D,
    MOVE_G,
    PartKind,
    parts_of,
    takes_noise,
)

if TYPE_CHECKING:
    from torch import Tensor

    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.gan.training.update import Update

Shown: TypeAlias = "Array | NDArray[np.uint8]"

most_points, most_pictures = 128, 16
"""So many samples of a batch are seen, of the first ones."""


class TurnObserver:
    """Takes one trainer through one turn, a part at a time."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._part: TurnPart | None = None
        self._follower = PhaseFollower(trainer) if trainer.experiment.is_dirac else None
        self._terms: dict[str, dict[str, float]] = {}
        self._answers: tuple[float, ...] = ()

    def next_part(self) -> TurnPart:
        """Go on to the next part; the last one ends the turn."""
        stopped = self._trainer.turn.next_part()
        assert stopped is not None  # the last part ended the turn, and somebody moves in each
        self._part = part = self._look(*stopped)
        if part.number == part.count:
            self._trainer.turn.finish()
        return part

    def _look(self, kind: PartKind, update: Update) -> TurnPart:
        before, trainer = self._part, self._trainer
        part = TurnPart(
            kind=kind.id,
            number=1 if before is None else before.number + 1,
            count=len(parts_of(trainer.experiment)),
            run=trainer.run,
            step=trainer.step,
            update=update.number,
            updates=update.count,
            scores=not trainer.game.objective.has_best,
            formula=self._formula(kind, update),
            phase=None if self._follower is None else self._follower.look(kind, update),
            **self._samples(update),
        )
        if before is not None and kind in after_gradient:  # who moves goes by what was found
            return replace(part, **{name: getattr(before, name) for name in found})
        return replace(part, **LOOKS[kind](self, update)) if kind in LOOKS else part

    def _formula(self, kind: PartKind, update: Update) -> FormulaValues:
        """Whoever was judged last brings its own terms up to date."""
        trainer = self._trainer
        if kind in (LOSS_OF_D, JUDGE) and update.logits is not None:
            experiment, logits = trainer.experiment, tuple(one.detach() for one in update.logits)
            of_g = kind is JUDGE
            formulas = [each for each in formulas_of(experiment) if (each.head is LOSS_G) is of_g]
            last = LastUpdate(trainer.step, experiment, logits, update.penalties)
            self._terms = {**self._terms, **last.values_of(formulas)}
            self._answers = last.answers if of_g else self._answers
        return FormulaValues(trainer.step, self._terms, self._answers)

    def _samples(self, update: Update) -> dict[str, Any]:
        """What has come of this update so far."""
        made = update.made if update.seen is None else update.seen
        assert update.z is not None
        dim, logits = self._trainer.experiment.latent.dim, update.logits
        has_real = logits is not None and logits[0] is not logits[1]
        return {
            "noise": fixed(to_numpy(update.z[: self._most, :dim])) if takes_noise(self._trainer.experiment) else None,
            "real": self._shown(update.x),
            "samples": self._shown(made),
            "real_verdicts": self._verdicts(update, 0) if has_real else None,
            "verdicts": self._verdicts(update, 1),
            "real_shares": self._shares(update, 0) if has_real else None,
            "shares": self._shares(update, 1),
        }

    @property
    def _most(self) -> int:
        return most_pictures if isinstance(self._trainer.real, ImageDistribution) else most_points

    def _each(self, batch: Tensor) -> Tensor:
        """The first samples of a batch, unpacked: (N, columns)."""
        real = self._trainer.real
        return batch.detach().reshape(-1, real.dim + real.label_count)[: self._most]

    def _shown(self, batch: Tensor | None) -> Shown | None:
        if batch is None:
            return None
        real, samples = self._trainer.real, self._each(batch)
        if isinstance(real, ImageDistribution):
            return fixed(real.to_pictures(samples))
        assert isinstance(real, LineDistribution | PlaneDistribution | ColourDistribution)
        return fixed(to_numpy(samples) * real.scale + real.shift)

    def _verdicts(self, update: Update, which: int) -> Array | None:
        """D's probability of real, or its score."""
        if update.logits is None:
            return None
        logits, objective = update.logits[which].detach()[:, 0], self._trainer.game.objective
        return self._of_each(objective.probability(logits) if objective.has_best else logits)

    def _shares(self, update: Update, which: int) -> Array | None:
        """How real each looks to D, from 0 to 1, as frames say it."""
        if update.logits is None:
            return None
        logits = [one.detach() for one in update.logits]
        return self._of_each(says(self._trainer, logits[which], *logits))

    def _of_each(self, of_packs: Tensor) -> Array:
        """Each of the first samples has what is said of its pack (m,)."""
        pack = self._trainer.experiment.stabilise.pack
        return fixed(to_numpy(of_packs.repeat_interleave(pack)[: self._most]))

    def _loss(self, update: Update) -> dict[str, float]:
        assert update.loss is not None
        return {"loss": float(update.loss.detach())}

    def _loss_of_d(self, update: Update) -> dict[str, float]:
        assert update.logits is not None
        on_real, on_fake = (logits.detach() for logits in update.logits)
        smoothing = self._trainer.experiment.stabilise.label_smoothing
        of_verdicts = self._trainer.game.objective.of_discriminator(on_real, on_fake, smoothing).mean()
        loss = self._loss(update)
        return {**loss, "penalty": loss["loss"] - float(of_verdicts) if self._trainer.game.has_penalty else 0.0}

    def _gradient_of_d(self, update: Update) -> dict[str, Any]:
        in_weights = _gradients(update)
        return {**self._loss_of_d(update), **self._of_weights(update, in_weights)}

    def _gradient_of_g(self, update: Update) -> dict[str, Any]:
        assert update.seen is not None
        *in_weights, in_samples = _gradients(update, update.seen)
        return {**self._loss(update), **self._of_weights(update, in_weights), "pushes": self._pushes(in_samples)}

    def _of_weights(self, update: Update, gradients: Sequence[Tensor]) -> dict[str, Any]:
        if self._follower is None:
            return {"gradient_norm": norm(gradients)}
        return {"gradient_norm": norm(gradients), "phase": self._follower.find(update, gradients)}

    def _pushes(self, gradient: Tensor) -> Array:
        """Of G's loss in its samples (m, pack * columns); it is the mean over m, and a push is to be each one's own."""
        real = self._trainer.real
        if isinstance(real, ImageDistribution):
            return of_pixels(-self._each(gradient) * len(gradient), real)
        assert isinstance(real, LineDistribution | PlaneDistribution | ColourDistribution)
        # In the data's units a place is worth 1 / scale as much as in the standardised ones.
        return fixed(-to_numpy(self._each(gradient)) * len(gradient) / real.scale)


def _gradients(update: Update, *others: Tensor) -> tuple[Tensor, ...]:
    """Of the loss, in the weights of who is about to move, and in others; it can be asked for again."""
    assert update.loss is not None
    return torch.autograd.grad(update.loss, [*update.player.network.parameters, *others], retain_graph=True)


LOOKS: dict[PartKind, Callable[[TurnObserver, Update], dict[str, Any]]] = {
    LOSS_OF_D: TurnObserver._loss_of_d,
    GRADIENT_OF_D: TurnObserver._gradient_of_d,
    GRADIENT_OF_G: TurnObserver._gradient_of_g,
}
"""What else is seen at some parts."""

after_gradient = MOVE_D, LOOK_AHEAD_D, MOVE_G, LOOK_AHEAD_G
found = "loss", "penalty", "gradient_norm", "pushes"
