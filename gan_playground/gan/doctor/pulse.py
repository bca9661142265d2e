"""The pulse of a run: a small look at itself, which a trainer takes every so many steps, whoever else looks.

It hangs on the run and its step alone, so what the doctor says of a run is the same in a window, without one, and
however fast it trains. It draws from random numbers of its own and changes nothing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor

from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.doctor.sight import sight_of
from gan_playground.gan.metrics.distances import precision_and_recall, projections, reaches, sliced_wasserstein
from gan_playground.gan.observe.arrays import to_numpy
from gan_playground.gan.observe.judges import Judges
from gan_playground.gan.observe.shown import generator_shown, in_packs, losses_of, scores_of
from gan_playground.gan.timeline.pulse_row import PulseRow
from gan_playground.gan.training.gradients import norm
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.seeds import Stream, random_generator

if TYPE_CHECKING:
    from gan_playground.gan.data.distribution import Array
    from gan_playground.gan.training.trainer import Trainer

usual_draws = 16  # of real samples, against the one that all is compared with
least_share = 0.2  # of what a mode gets of the real sample: with less it is not found


class UsualPulse(Struct, frozen=True):
    """What other real samples give against the one that is compared with: means, and a deviation of the distance.

    modes: how many there are; NaN where there are none. sharp: the share of real samples near a mode.
    """

    distance: float
    distance_deviation: float
    recall: float
    precision: float
    spread: float
    modes: float
    sharp: float


class Pulse:
    """Takes the pulse of one trainer."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._real: object = None

    @property
    def usual(self) -> UsualPulse:
        """Of the real data as they are now."""
        self._meet_real_data()
        return self._usual

    def take(self) -> PulseRow:
        """What is measured now."""
        trainer = self._trainer
        with np.errstate(invalid="ignore", over="ignore"), torch.no_grad():
            self._meet_real_data()
            real = self._sight.turned(self._sample, trainer.angle) if trainer.angle else self._sample
            fake = generator_shown(trainer, self._latents).look(self._latents)
            return PulseRow(**self._of_samples(real, fake), **self._of_discriminator(real, fake), **self._of_players())

    def _meet_real_data(self) -> None:
        """Draw what all is compared with, where the real data are others than before."""
        trainer = self._trainer
        if trainer.real is self._real:
            return
        self._real = trainer.real
        rng = random_generator(trainer.seed, Stream.PULSE, trainer.device)
        self._sight = sight_of(trainer.real, rng)
        self._sample = trainer.real.sample(self._sight.count, rng)
        self._held_out = self._held_out_sample()
        latent = trainer.experiment.latent
        self._latents = LATENTS[latent.kind].sample(self._sight.count, latent.dim, rng)
        if trainer.real.sample_labels is not None:
            self._latents = torch.cat((self._latents, trainer.real.sample_labels(self._sight.count, rng)), dim=1)
        self._usual = self._measure_usual([trainer.real.sample(self._sight.count, rng) for _ in range(usual_draws)])

    def _held_out_sample(self) -> Tensor | None:
        """Real samples that are never trained on, where some are kept for that and D is told of no class."""
        real = self._trainer.real
        if not isinstance(real, ImageDistribution) or real.label_count or len(real.held_out.pictures) < 8:
            return None
        return torch.from_numpy(real.to_samples(real.held_out.pictures[: self._sight.count])).to(self._trainer.device)

    def _measure_usual(self, draws: list[Tensor]) -> UsualPulse:
        sight, places = self._sight, self._sight.places(self._sample)
        self._seen = self._projected(places)
        self._reach = reaches(places[: sight.near_count])
        self._mode_shares = self._shares_of_modes(torch.cat(draws))
        rows = [self._of_samples(self._sample, draw) for draw in draws]
        mean = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
        return UsualPulse(
            distance=mean["distance"],
            distance_deviation=float(np.std([row["distance"] for row in rows])),
            recall=mean["recall"],
            precision=mean["precision"],
            spread=mean["spread"],
            modes=float(sight.modes.count) if sight.modes is not None else math.nan,
            sharp=mean["sharp"],
        )

    def _of_samples(self, real: Tensor, fake: Tensor) -> dict[str, float]:
        sight, angle = self._sight, self._trainer.angle
        real_places, places = sight.places(real), sight.places(fake)
        turned = real is not self._sample
        seen = self._projected(real_places) if turned else self._seen
        near_real, near_fake = real_places[: sight.near_count], places[: sight.near_count]
        reach = reaches(near_real) if turned else self._reach
        finite = bool(torch.isfinite(near_fake).all())
        precision, recall = precision_and_recall(near_real, near_fake, reach) if finite else (0.0, 0.0)
        centre = to_numpy(places.mean(dim=0))
        deviations = [float(torch.linalg.vector_norm(p - p.mean(dim=0))) for p in (places, real_places)]
        return {
            "distance": sliced_wasserstein(self._projected(places), seen),
            "precision": precision,
            "recall": recall,
            "spread": deviations[0] / max(deviations[1], 1e-12),
            "centre_x": float(centre[0]),
            "centre_y": float(centre[1]) if len(centre) > 1 else 0.0,
            **self._of_modes(to_numpy(places), angle),
        }

    def _shares_of_modes(self, samples: Tensor) -> Array:
        """The share of real samples that each mode gets (M,); none without modes."""
        modes = self._sight.modes
        if modes is None:
            return np.empty(0)
        nearest, near = modes.assign(to_numpy(self._sight.places(samples)), 0.0)
        return np.bincount(nearest[near], minlength=modes.count) / len(samples)

    def _of_modes(self, places: Array, angle: float) -> dict[str, float]:
        modes = self._sight.modes
        if modes is None:
            return {"modes": math.nan, "reached": math.nan, "sharp": math.nan}
        nearest, near = modes.assign(places, angle)
        least = least_share * self._mode_shares * len(places)
        counts = [np.bincount(some, minlength=modes.count) for some in (nearest[near], nearest)]
        found, reached = (float((count >= least).sum()) for count in counts)
        return {"modes": found, "reached": reached, "sharp": float(near.mean()) if modes.parted else math.nan}

    def _projected(self, places: Tensor) -> NDArray[np.float32]:
        return projections(to_numpy(places), self._sight.directions)

    def _of_discriminator(self, real: Tensor, fake: Tensor) -> dict[str, float]:
        trainer = self._trainer
        packs = [in_packs(trainer, batch) for batch in (real, fake)]
        judges = Judges(trainer, *packs)
        on_real, on_fake = judges.on_both(*packs)
        losses, scores = losses_of(trainer, on_real, on_fake), scores_of(trainer, on_real, on_fake)
        return {
            "d_real": scores.d_real,
            "d_fake": scores.d_fake,
            "accuracy": scores.accuracy,
            "value": losses.value,
            "loss_discriminator": losses.discriminator,
            "loss_generator": losses.generator,
            "logit": float(torch.cat((on_real, on_fake)).abs().mean()),
            "remembers": self._remembers(judges, on_real, on_fake),
        }

    def _remembers(self, judges: Judges, on_real: Tensor, on_fake: Tensor) -> float:
        """How far D's mean logit on held-out real samples lies from that on training data, on the way to generated
        ones: 0 where it judges both alike, 1 where it takes what it has not seen for generated.
        """
        if self._held_out is None:
            return math.nan
        held_out = judges.on_real(in_packs(self._trainer, self._held_out)).mean()
        apart = on_real.mean() - on_fake.mean()
        return float((on_real.mean() - held_out) / apart) if apart > 0.1 else math.nan

    def _of_players(self) -> dict[str, float]:
        trainer = self._trainer
        players = {"generator": trainer.generator, "discriminator": trainer.discriminator}
        return {
            **{f"gradient_{name}": player.gradient_norm for name, player in players.items()},
            **{f"weight_{name}": norm(player.network.values) for name, player in players.items()},
        }
