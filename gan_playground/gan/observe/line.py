"""Looks at a run whose data lies on a line."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np
import torch
from torch import Tensor

from gan_playground.gan.data.distribution import LineDistribution
from gan_playground.gan.metrics.distances import best_discriminator, jensen_shannon, wasserstein
from gan_playground.gan.metrics.smoothing import (
    binned,
    blurred,
    chosen_bandwidth,
    least_density,
    smoothed,
    smoothed_density,
    unrounded,
    usual_bandwidth,
)
from gan_playground.gan.metrics.usual import beside_usual, usual_of
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.frame import Array, ExampleSample, Frame, LinePicture, Measure
from gan_playground.gan.observe.line_judges import LineJudges
from gan_playground.gan.observe.look import Budget, Detail, Look
from gan_playground.gan.observe.observer import Observer
from gan_playground.gan.observe.passage import Coordinates
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.seeds import Stream, random_generator

if TYPE_CHECKING:
    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.trainer import Trainer

Verdicts: TypeAlias = "Callable[[Tensor], Tensor]"
"""D's probability of "real" (N,) of samples (N, 1)."""

sample_count = 2000
fresh_draws = 64  # of real samples, by which is told what is usual
grid_points = 257
bin_count = 80
arrow_count = 33
resolving_draws = 16  # of real data, by which the smoothing is chosen


class LineObserver(Observer):
    """Draws densities, D's curve, and the map from z to x.

    Motion is all of these. What D says of samples, and the distances, are of the last whole look.
    """

    budgets: ClassVar = {Detail.MOTION: Budget(0.12), Detail.METRICS: Budget(0.08, 0.09)}

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        assert isinstance(trainer.real, LineDistribution)
        self._real, latent = trainer.real, trainer.experiment.latent
        rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
        self._x = fixed(np.linspace(*self._real.view, grid_points))
        self._edges = fixed(np.linspace(*self._real.view, bin_count + 1))
        self._bin_width = float(self._edges[1] - self._edges[0])
        self._measure_real_data(rng)
        self._latent_view = LATENTS[latent.kind].view
        self._arrows = fixed(np.linspace(*self._latent_view, arrow_count))
        sample = LATENTS[latent.kind].sample(sample_count, latent.dim, rng)
        self._latents = torch.cat((sample, self._on_first_axis(self._arrows, latent.dim)))
        self._last: Frame | None = None

    def _measure_real_data(self, rng: torch.Generator) -> None:
        """What never changes in a run: the sample to compare with, its pictures, and what is usual."""
        draws = self._real.sample(sample_count * (1 + fresh_draws), rng).view(-1, sample_count, 1)
        rows = self._in_data_units(draws)[..., 0]  # (1 + draws, samples)
        rows.sort(axis=1)
        self._real_sample = rows[0]
        self._real_shares = self._histogram(self._real_sample)
        self._real_bars = fixed(self._real_shares[1:-1] / self._bin_width)
        self._usual = usual_of([self._distances(row, self._histogram(row)) for row in rows[1:]])
        self._judged = draws[0]
        self._grid = self._standardised(self._x)
        self._resolve(rows)

    def _resolve(self, rows: Array) -> None:
        """How much the curves are smoothed, and p_data's own; rows (1 + draws, samples), each in order."""
        own, density, x = self._real.values, self._real.density, self._x
        resolved = rows[:resolving_draws] if own is None else unrounded(own[:, 0], resolving_draws)
        self._bandwidth = min(chosen_bandwidth(resolved, x), usual_bandwidth(self._real_sample, x))
        self._all_real = binned(np.sort(rows, axis=None), x)
        self._real_density = fixed(density(x) if density else smoothed(self._all_real, x, self._bandwidth))

    def _motion(self, G: Network, look: Look) -> Frame | None:
        last, trainer = self._last, self._trainer
        # A relative D is understood beside what it says of samples, and one of packs or batches beside other samples.
        D = trainer.discriminator.network
        needs_samples = trainer.game.objective.relative or trainer.experiment.stabilise.pack > 1 or D.mixes_samples
        if last is None or needs_samples or last.averaged != self._is_average(G):
            return None
        fake = G.look(self._latents)

        def says(places: Tensor) -> Tensor:
            return trainer.game.objective.probability(D.look(places)[:, 0])

        picture, _, _ = self._picture(fake, says(self._grid), G, self._examples(G, look, says, says))
        return self._with_motion(last, picture)

    def _observe(self, G: Network, look: Look, detail: Detail) -> Frame:
        fake = G.look(self._latents)  # (samples + arrows, 1)
        D = LineJudges(self._trainer, self._judged, fake[:sample_count])
        examples = self._examples(G, look, D.of_real, D.of_fake)
        picture, generated, shares = self._picture(fake, D.anywhere(self._grid), G, examples)
        metrics = self._metrics(generated, shares)
        self._last = self._frame(picture, D.on_real, D.on_fake, metrics, "wasserstein", averaged=self._is_average(G))
        return self._last

    def _examples(self, G: Network, look: Look, of_real: Verdicts, of_fake: Verdicts) -> tuple[ExampleSample, ...]:
        """The samples that are followed: the real ones first, then what G makes of each z."""
        if not look.latents and not look.places:
            return ()
        places = self._standardised(np.array(look.places))
        made = G.look(self._on_first_axis(np.array(look.latents), self._trainer.experiment.latent.dim))
        verdicts = torch.cat((of_real(places), of_fake(made))).tolist()
        x, z = (*look.places, *self._in_data_units(made)[:, 0].tolist()), (*(None for _ in look.places), *look.latents)
        return tuple(map(ExampleSample, x, verdicts, z))

    def _followed(self, look: Look) -> tuple[Tensor, bool]:
        if not look.latents:
            return super()._followed(look)
        return self._on_first_axis(np.array(look.latents[:1]), self._trainer.experiment.latent.dim), True

    def _coordinates(self, look: Look) -> Coordinates:
        real = self._real
        return Coordinates(("x",), (real.view,), np.array([real.shift]), np.array([real.scale]))

    def _metrics(self, generated: Array, shares: Array) -> dict[str, Measure]:
        return {
            **beside_usual(self._distances(generated, shares), self._usual),
            "mean": Measure(float(generated.mean())),
            "std": Measure(float(generated.std())),
        }

    def _distances(self, ordered: Array, shares: Array) -> dict[str, float]:
        """How far a sorted sample (N,) with this histogram (K + 2,) is from the real one."""
        return {
            "wasserstein": wasserstein(ordered, self._real_sample),
            "js": jensen_shannon(shares, self._real_shares),
        }

    def _picture(
        self, fake: Tensor, says: Tensor, G: Network, examples: tuple[ExampleSample, ...]
    ) -> tuple[LinePicture, Array, Array]:
        """With the sorted samples (N,) it is of, and their histogram (K + 2,)."""
        images = self._in_data_units(fake)[:, 0]
        generated, arrow_ends = np.sort(images[:sample_count]), images[sample_count:]
        shares = self._histogram(generated)
        bandwidth = min(self._bandwidth, usual_bandwidth(generated, self._x))
        density = smoothed_density(generated, self._x, bandwidth)
        picture = LinePicture(
            x=self._x,
            real_density=self._real_density,
            real_density_known=self._real.density is not None,
            generated_density=fixed(density),
            decision=fixed(to_numpy(says)),
            best_decision=fixed(self._best_decision(density, bandwidth)),
            bin_edges=self._edges,
            real_histogram=self._real_bars,
            generated_histogram=fixed(shares[1:-1] / self._bin_width),
            latent=self._arrows,
            latent_view=self._latent_view,
            image=fixed(arrow_ends),
            outside=float(shares[0] + shares[-1]),
            theta=G.theta,
            examples=examples,
            outside_left=float(shares[0]),
        )
        return picture, generated, shares

    def _best_decision(self, density: Array, bandwidth: float) -> Array:
        """The best D for this objective, label smoothing and instance noise; NaN where no formula says.

        density: p_g as a kernel of this bandwidth smoothes it. p_data is smoothed alike: what is real gives 1/2.
        """
        trainer, stabilise = self._trainer, self._trainer.experiment.stabilise
        if not trainer.game.objective.has_best or stabilise.pack > 1:
            return np.full_like(density, np.nan)
        real, noise = smoothed(self._all_real, self._x, bandwidth), trainer.noise * self._real.scale
        least = least_density(sample_count, math.hypot(bandwidth, noise))
        if noise:
            real, density = blurred(real, self._x, noise), blurred(density, self._x, noise)
        return (1 - stabilise.label_smoothing) * best_discriminator(real, density, least)

    def _histogram(self, sample: Array) -> Array:
        """The share of a sorted sample in each bin (K + 2,); the first and last are beyond the view."""
        below = np.searchsorted(sample, self._edges)
        return np.diff(below, prepend=0, append=len(sample)) / len(sample)

    def _on_first_axis(self, values: Array, dim: int) -> Tensor:
        """Latents (N, dim) that run along the first coordinate, the others at 0."""
        latents = torch.zeros(len(values), dim, device=self._trainer.device)
        latents[:, 0] = torch.tensor(values)
        return latents

    def _in_data_units(self, standardised: Tensor) -> Array:
        return to_numpy(standardised) * self._real.scale + self._real.shift

    def _standardised(self, values: Array) -> Tensor:
        scaled = (values - self._real.shift) / self._real.scale
        return torch.tensor(scaled, dtype=torch.float32, device=self._trainer.device)[:, None]
