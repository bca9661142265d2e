"""Trainer -> Frame: everything a panel may see of one instant, from random numbers of its own.

The samples that a run is judged by are drawn once, so that a frame depends on the run and its step alone:
not on how often anybody looked, and a curve that moves means that the generator moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from gan_playground.gan.frame import Array, Frame, LinePicture, Losses, Measure, Pair, Scores
from gan_playground.gan.latents import LATENTS
from gan_playground.gan.metrics import (
    best_discriminator,
    jensen_shannon,
    sampling_floor,
    smoothed_density,
    wasserstein,
)
from gan_playground.gan.objectives import OBJECTIVES, cross_entropy
from gan_playground.gan.seeds import Stream, random_generator

if TYPE_CHECKING:
    from gan_playground.gan.trainer import Trainer

sample_count = 2000
floor_pairs = 32
grid_points = 257
bin_count = 80
arrow_count = 33
least_density = 0.01  # of the peak: three samples' worth of density


class LineObserver:
    """Looks at one trainer whose data lies on a line."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
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

    def _measure_real_data(self, rng: torch.Generator) -> None:
        """What never changes in a run: the sample to compare with, its pictures, and the floors."""
        draws = self._real.sample(sample_count * (2 * floor_pairs + 1), rng).view(-1, sample_count, 1)
        rows = self._in_data_units(draws)[..., 0]  # (2 * pairs + 1, samples)
        rows.sort(axis=1)
        self._real_sample, floor_rows = rows[0], rows[1:]
        self._real_shares = self._histogram(self._real_sample)
        self._real_bars = fixed(self._real_shares[1:-1] / self._bin_width)
        self._wasserstein_floor = sampling_floor(wasserstein, floor_rows)
        histograms = np.array([self._histogram(row) for row in floor_rows])
        self._js_floor = sampling_floor(jensen_shannon, histograms)
        density = self._real.density
        self._real_density = fixed(density(self._x) if density else smoothed_density(rows.ravel(), self._x))
        self._judged = torch.cat((draws[0], self._standardised(self._x)))

    def observe(self) -> Frame:
        """The frame of this instant, even where training has run off to infinity."""
        with np.errstate(invalid="ignore", over="ignore"):
            return self._observe()

    def _observe(self) -> Frame:
        trainer = self._trainer
        trainer.flush()
        fake = trainer.generator.network.frozen(self._latents)  # (samples + arrows, 1)
        logits = trainer.discriminator.network.frozen(torch.cat((fake[:sample_count], self._judged)))
        on_fake, on_real, on_grid = torch.split(logits, [sample_count, sample_count, grid_points])
        images = self._in_data_units(fake)[:, 0]
        generated, arrow_ends = np.sort(images[:sample_count]), images[sample_count:]
        shares = self._histogram(generated)
        metrics = self._metrics(generated, shares)
        trainer.log.distance(trainer.step, metrics["wasserstein"].value)
        return Frame(
            run=trainer.run,
            step=trainer.step,
            updates=Pair(trainer.generator.updates, trainer.discriminator.updates),
            losses=self._losses(on_real, on_fake),
            scores=_scores(on_real, on_fake),
            gradient_norms=Pair(_norm(trainer.generator.gradients), _norm(trainer.discriminator.gradients)),
            metrics=metrics,
            history=trainer.log.history,
            edits=trainer.edits,
            diverged_at=trainer.diverged_at,
            picture=self._picture(generated, shares, arrow_ends, _to_numpy(on_grid.sigmoid())[:, 0]),
        )

    def _metrics(self, generated: Array, shares: Array) -> dict[str, Measure]:
        return {
            "wasserstein": Measure(wasserstein(generated, self._real_sample), self._wasserstein_floor),
            "js": Measure(jensen_shannon(shares, self._real_shares), self._js_floor),
            "mean": Measure(float(generated.mean())),
            "std": Measure(float(generated.std())),
        }

    def _losses(self, on_real: Tensor, on_fake: Tensor) -> Losses:
        objective = OBJECTIVES[self._trainer.experiment.objective]
        return Losses(
            generator=float(objective.generator(on_fake).mean()),
            discriminator=float(objective.discriminator(on_real, on_fake).mean()),
            value=-float(cross_entropy(on_real, on_fake).mean()),
        )

    def _picture(self, generated: Array, shares: Array, arrow_ends: Array, decision: Array) -> LinePicture:
        density = smoothed_density(generated, self._x)
        return LinePicture(
            x=self._x,
            real_density=self._real_density,
            real_density_known=self._real.density is not None,
            generated_density=fixed(density),
            decision=fixed(decision),
            best_decision=fixed(best_discriminator(self._real_density, density, least_density)),
            bin_edges=self._edges,
            real_histogram=self._real_bars,
            generated_histogram=fixed(shares[1:-1] / self._bin_width),
            latent=self._arrows,
            latent_view=self._latent_view,
            image=fixed(arrow_ends),
            outside=float(shares[0] + shares[-1]),
            theta=self._trainer.generator.network.theta,
        )

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
        return _to_numpy(standardised) * self._real.scale + self._real.shift

    def _standardised(self, values: Array) -> Tensor:
        scaled = (values - self._real.shift) / self._real.scale
        return torch.tensor(scaled, dtype=torch.float32, device=self._trainer.device)[:, None]


def _scores(on_real: Tensor, on_fake: Tensor) -> Scores:
    right = ((on_real > 0).float().mean() + (on_fake < 0).float().mean()) / 2
    return Scores(float(on_real.sigmoid().mean()), float(on_fake.sigmoid().mean()), float(right))


def _norm(gradients: object) -> float:
    """Euclidean norm of a player's whole gradient; 0 before its first step."""
    tensors = list(gradients)  # type: ignore[call-overload]
    return float(torch.stack(torch._foreach_norm(tensors)).norm()) if tensors else 0.0


def fixed(array: Array) -> Array:
    """The array, closed to writing: frames share what does not change."""
    array.setflags(write=False)
    return array


def _to_numpy(tensor: Tensor) -> Array:
    """A copy in double precision that no tensor shares."""
    return np.array(tensor.detach().cpu().numpy(), dtype=np.float64)


OBSERVERS = {"line": LineObserver}
"""Who looks at a run, by the stage that shows its data."""
