"""Trainer -> Frame: everything a panel may see of one instant, from random numbers of its own.

The samples that a run is judged by are drawn once, so that a frame depends on the run and its step alone:
not on how often anybody looked, and a curve that moves means that the generator moved.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import torch
from msgspec.structs import asdict, replace
from torch import Tensor

from gan_playground.gan.doctor.beside import stage_words
from gan_playground.gan.doctor.doctor import Doctor
from gan_playground.gan.observe.frame import Frame, Measure, Pair, Picture, Scores
from gan_playground.gan.observe.judges import Judges
from gan_playground.gan.observe.look import EVERYTHING, Budget, Detail, Look
from gan_playground.gan.observe.network_picture import NetworksPicture
from gan_playground.gan.observe.networks import Followed, networks_picture
from gan_playground.gan.observe.passage import Coordinates
from gan_playground.gan.observe.shown import generator_shown, losses_of, says, scores_of
from gan_playground.gan.training.last_update import formula_values

if TYPE_CHECKING:
    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.player import Player
    from gan_playground.gan.training.trainer import Trainer

measured_latents = 512  # by which batch norms of G are measured


class Observer(ABC):
    """Looks at one trainer; one subclass a stage."""

    budgets: ClassVar[Mapping[Detail, Budget]] = {Detail.METRICS: Budget(0.2)}
    """In how much detail it can look, and how often while it trains: a fifth of the time in all, at the most."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer, self._doctor = trainer, Doctor(trainer)
        self._latents = torch.empty(0, 0)  # (N, columns), always the same

    def observe(self, fighting: bool = False, look: Look | None = None, detail: Detail | None = None) -> Frame:
        """The frame of this instant, even where training has run off to infinity.

        Where G is averaged, the average is looked at, unless its knob or `fighting` asks for the one that fights.
        look: what is wanted; all of it unless told. detail: how much of it has to be of this step; all unless told.
        """
        look, detail = look or EVERYTHING, Detail.METRICS if detail is None else detail
        with np.errstate(invalid="ignore", over="ignore"), torch.no_grad():
            G = generator_shown(self._trainer, self._latents[:measured_latents], fighting)
            if detail is Detail.MOTION and (motion := self._motion(G, look)) is not None:
                return motion
            self._trainer.flush()
            return self._observe(G, look, detail)

    def networks(self, look: Look) -> NetworksPicture:
        """Both players themselves, with the sample that is followed on its way through them."""
        with np.errstate(invalid="ignore", over="ignore"), torch.no_grad():
            G = generator_shown(self._trainer, self._latents[:measured_latents])
            followed = Followed(*self._followed(look), self._latents[:measured_latents])
            return networks_picture(self._trainer, G, followed, self._coordinates(look), look.unit)

    def _followed(self, look: Look) -> tuple[Tensor, bool]:
        """z (1, columns) of the sample that somebody follows, or else of the first; and whether somebody does."""
        return self._latents[:1], False

    def _coordinates(self, look: Look) -> Coordinates | None:
        """What the numbers of a sample are, and how much of each is seen; None: it is a picture."""
        return None

    def _is_average(self, G: Network) -> bool:
        return G.values is not self._trainer.generator.network.values

    @abstractmethod
    def _observe(self, G: Network, look: Look, detail: Detail) -> Frame:
        """The frame, with this G, which fights or is the average."""

    def _motion(self, G: Network, look: Look) -> Frame | None:
        """The same in less time, where that is possible."""
        return None

    def _frame(
        self,
        picture: Picture,
        on_real: Tensor,
        on_fake: Tensor,
        metrics: Mapping[str, Measure],
        distance: str,
        averaged: bool,
        measured_at: int | None = None,
    ) -> Frame:
        """The frame around a picture; D's logits on real and on generated samples are (N, 1) each.

        measured_at: of which step the metrics are, where it is not this one.
        """
        trainer, experiment = self._trainer, self._trainer.experiment
        norms = Pair(self._norm("generator", trainer.generator), self._norm("discriminator", trainer.discriminator))
        scores = scores_of(trainer, on_real, on_fake)
        if measured_at is None and not trainer.turn.is_stopped:  # of the middle of a step nothing is kept
            trainer.log.look(trainer.step, self._kept(metrics, distance, scores))
        return Frame(
            run=trainer.run,
            step=trainer.step,
            updates=Pair(trainer.generator.updates, trainer.discriminator.updates),
            losses=losses_of(trainer, on_real, on_fake),
            balance=experiment.balance,
            scores=scores,
            gradient_norms=norms,
            metrics=metrics,
            distance=distance,
            measured_at=measured_at,
            history=trainer.log.history,
            edits=trainer.edits,
            averaged=averaged,
            average_kept=trainer.generator.average is not None,
            diverged_at=trainer.diverged_at,
            picture=picture,
            diagnosis=self._doctor.diagnosis(stage_words(metrics, distance, measured_at)),
            formula=formula_values(trainer.step, trainer.generator, trainer.discriminator),
        )

    def _with_motion(self, last: Frame, picture: Picture) -> Frame:
        """The last frame with a picture of now."""
        trainer = self._trainer
        return replace(
            last,
            step=trainer.step,
            updates=Pair(trainer.generator.updates, trainer.discriminator.updates),
            edits=trainer.edits,
            balance=trainer.experiment.balance,
            average_kept=trainer.generator.average is not None,
            picture=picture,
            diverged_at=trainer.diverged_at,
            measured_at=last.step if last.measured_at is None else last.measured_at,
        )

    def _norm(self, name: str, player: Player) -> float:
        """Euclidean norm of a player's last gradient, as it was seen last in a run that was opened.

        Not a number before any.
        """
        if player.gradients:
            return player.gradient_norm
        seen = self._trainer.log.history.recent[f"gradient.{name}"].values
        known = seen[np.isfinite(seen)]
        return float(known[-1]) if len(known) else math.nan

    def _kept(self, metrics: Mapping[str, Measure], distance: str, scores: Scores) -> dict[str, float]:
        """What the score remembers of a look; gradients are not numbers before a player's first step."""
        trainer = self._trainer
        return {
            "distance": metrics[distance].value,
            "gradient.generator": trainer.generator.gradient_norm,
            "gradient.discriminator": trainer.discriminator.gradient_norm,
            **{f"metric.{name}": measure.value for name, measure in metrics.items()},
            **{f"look.{name}": value for name, value in asdict(scores).items()},
        }

    def _judges(self, real: Tensor, fake: Tensor) -> Judges:
        """D among these samples (N, columns) each, as it sees them."""
        return Judges(self._trainer, real, fake)

    def _packed(self, samples: Tensor) -> Tensor:
        """Each sample (N, columns), where D judges packs, beside those that follow it: (N, pack * columns)."""
        pack = self._trainer.experiment.stabilise.pack
        return torch.cat([samples.roll(-i, 0) for i in range(pack)], dim=1) if pack > 1 else samples

    def _says(self, logits: Tensor, on_real: Tensor, on_fake: Tensor) -> Tensor:
        """The probability of "real" (N,) of logits (N, 1), given those on real and on generated samples."""
        return says(self._trainer, logits, on_real, on_fake)


def make_observer(trainer: Trainer) -> Observer:
    """The observer for the stage that shows this trainer's data."""
    from gan_playground.gan.observe.colours import ColoursObserver
    from gan_playground.gan.observe.images import ImageObserver
    from gan_playground.gan.observe.line import LineObserver
    from gan_playground.gan.observe.phase import PhaseObserver
    from gan_playground.gan.observe.plane import PlaneObserver

    observers: dict[str, type[Observer]] = {
        "line": LineObserver,
        "phase": PhaseObserver,
        "plane": PlaneObserver,
        "images": ImageObserver,
        "colours": ColoursObserver,
    }
    return observers[trainer.experiment.stage](trainer)
