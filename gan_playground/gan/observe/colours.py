"""Looks at a run whose data are colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from gan_playground.gan.data.images.palette import ColourDistribution
from gan_playground.gan.metrics.distances import (
    precision_and_recall,
    projections,
    reaches,
    sliced_wasserstein,
    spread_directions,
)
from gan_playground.gan.metrics.usual import beside_usual, fresh_draws, usual_of
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.frame import Array, ColoursPicture, Frame, Measure
from gan_playground.gan.observe.look import Budget, Detail, Look
from gan_playground.gan.observe.observer import Observer
from gan_playground.gan.observe.passage import Coordinates
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.seeds import Stream, random_generator

if TYPE_CHECKING:
    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.trainer import Trainer

sample_count = 2048
shown_count = 600
direction_count = 64
neighbour_count = 500
shades = np.linspace(-0.5, 255.5, 65)  # edges of the histograms


class ColoursObserver(Observer):
    """Colours drawn from the photograph and from G, and how far they are from one another."""

    budgets: ClassVar[Mapping[Detail, Budget]] = {Detail.METRICS: Budget(0.15, 0.095)}
    _directions = spread_directions(direction_count)

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        assert isinstance(trainer.real, ColourDistribution)
        self._real, latent = trainer.real, trainer.experiment.latent
        rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
        draws = self._real.sample(sample_count * (1 + fresh_draws), rng).view(-1, sample_count, 3)
        self._measure_real_data(draws)
        self._latents = LATENTS[latent.kind].sample(sample_count, latent.dim, rng)

    def _measure_real_data(self, draws: Tensor) -> None:
        self._sample = draws[0]
        self._colours = fixed(self._in_shades(draws[0]))
        self._histogram = fixed(_histograms(self._in_shades(draws.reshape(-1, 3))))
        self._seen, self._reaches = self._projected(draws[0]), reaches(draws[0, :neighbour_count])
        self._usual = usual_of([self._values(draw) for draw in draws[1:]])

    def _observe(self, G: Network, look: Look, detail: Detail) -> Frame:
        fake = G.look(self._latents)  # (sample_count, 3)
        real_packs, fake_packs = self._packed(self._sample), self._packed(fake)
        on_real, on_fake = self._judges(real_packs, fake_packs).on_both(real_packs, fake_packs)
        colours = self._in_shades(fake)
        picture = ColoursPicture(
            real=self._colours[:shown_count],
            generated=fixed(colours[:shown_count]),
            real_verdicts=fixed(to_numpy(self._says(on_real, on_real, on_fake))[:shown_count]),
            verdicts=fixed(to_numpy(self._says(on_fake, on_real, on_fake))[:shown_count]),
            bin_edges=fixed(shades),
            real_histogram=self._histogram,
            generated_histogram=fixed(_histograms(colours)),
            photograph=self._real.photograph,
        )
        return self._frame(
            picture, on_real, on_fake, self._metrics(fake), "sliced_wasserstein", averaged=self._is_average(G)
        )

    def _metrics(self, fake: Tensor) -> dict[str, Measure]:
        return beside_usual(self._values(fake), self._usual)

    def _values(self, samples: Tensor) -> dict[str, float]:
        precision, recall = precision_and_recall(
            self._sample[:neighbour_count], samples[:neighbour_count], self._reaches
        )
        sliced = sliced_wasserstein(self._projected(samples), self._seen)
        return {"sliced_wasserstein": sliced, "precision": precision, "recall": recall}

    def _projected(self, samples: Tensor) -> NDArray[np.float32]:
        return projections(self._in_shades(samples), self._directions)

    def _coordinates(self, look: Look) -> Coordinates:
        shift, scale = np.full(3, self._real.shift), np.full(3, self._real.scale)
        return Coordinates(("red", "green", "blue"), ((0.0, 255.0),) * 3, shift, scale)

    def _in_shades(self, standardised: Tensor) -> Array:
        return to_numpy(standardised) * self._real.scale + self._real.shift


def _histograms(colours: Array) -> Array:
    """The share of colours (N, 3) in each of the bins of red, green and blue: (3, bins)."""
    counts = [np.histogram(np.nan_to_num(channel, nan=-1.0), shades)[0] for channel in colours.T]
    return np.array(counts) / len(colours)
