"""The honest numbers of the plane: every measure of the generated samples, with what two real samples would give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor

from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.metrics.distances import (
    covered,
    even_directions,
    high_quality_ceiling,
    jensen_shannon,
    precision_and_recall,
    projections,
    reaches,
    shares_of_cells,
    sliced_wasserstein,
)
from gan_playground.gan.metrics.memo import Memo
from gan_playground.gan.observe.arrays import to_numpy
from gan_playground.gan.observe.frame import Array, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Generator

sample_count = 2500  # the protocol's number
floor_pairs = 8
direction_count = 64
cells_a_side = 24
neighbour_count = 500  # samples, since distances are counted in pairs

_of_real_data: Memo[tuple[float, float, float]] = Memo(8)
"""Two floors and a ceiling."""


class PlaneMeasures:
    """Compares samples with real ones that were drawn once. All samples are standardised, (N, 2)."""

    _directions = even_directions(direction_count)

    def __init__(self, real: PlaneDistribution, rng: Generator) -> None:
        self._real = real
        # One unit for both axes, which is the data's own wherever x and y have the same.
        self._unit = float(np.sqrt(np.prod(real.scale)))
        self._draws = real.sample(sample_count * 2 * floor_pairs, rng).view(2 * floor_pairs, sample_count, 2)
        self.sample = self._draws[0]
        self._turned: Tensor | None = None
        self._is_ready = False

    def _prepare(self) -> None:
        """What is known of the real data alone: not before somebody measures, for data under a hand change often."""
        if not self._is_ready:
            self._sw_floor, self._js_floor, self._covered_ceiling = self._known_of(self._draws)
            self._is_ready = True
        if self._turned is not self.sample:
            self._turn(self.sample)
            self._turned = self.sample

    def _known_of(self, draws: Tensor) -> tuple[float, float, float]:
        def measure() -> tuple[float, float, float]:
            return *self._floors(draws), _ceiling_of_covered(draws[:, :neighbour_count])

        place = np.array([*self._real.scale, *self._real.shift]).tobytes()
        return _of_real_data.find(measure, to_numpy(draws).tobytes(), place, self._real.view, str(draws.device))

    def _floors(self, draws: Tensor) -> tuple[float, float]:
        seen = [self._projected(draw) for draw in draws]
        pairs = list(zip(seen[::2], seen[1::2], strict=True))
        shares = [self._shares(draw) for draw in draws]
        js = [jensen_shannon(a, b) for a, b in zip(shares[::2], shares[1::2], strict=True)]
        return float(np.mean([sliced_wasserstein(a, b) for a, b in pairs])) * self._unit, float(np.mean(js))

    def turn_to(self, sample: Tensor) -> None:
        """Compare with these real samples from now on: the same, turned."""
        self.sample = sample

    def _turn(self, sample: Tensor) -> None:
        self._seen = self._projected(sample)
        self._real_shares = self._shares(sample)
        self._reaches = reaches(sample[:neighbour_count])

    def measure(self, fake: Tensor) -> dict[str, Measure]:
        """What does not need modes."""
        self._prepare()
        near_real, near_fake = self.sample[:neighbour_count], fake[:neighbour_count]
        js = jensen_shannon(self._shares(fake), self._real_shares)
        sliced = sliced_wasserstein(self._projected(fake), self._seen) * self._unit
        precision, recall = precision_and_recall(near_real, near_fake, self._reaches)
        return {
            "js": Measure(js, self._js_floor),
            "sliced_wasserstein": Measure(sliced, self._sw_floor),
            "precision": Measure(precision, ceiling=self._covered_ceiling),
            "recall": Measure(recall, ceiling=self._covered_ceiling),
        }

    def _projected(self, samples: Tensor) -> NDArray[np.float32]:
        return projections(to_numpy(samples), self._directions)

    def _shares(self, samples: Tensor) -> Array:
        real = self._real
        return shares_of_cells(to_numpy(samples) * real.scale + real.shift, real.view, cells_a_side)


def _ceiling_of_covered(draws: Tensor) -> float:
    """How much of one real sample another covers, on average over pairs; draws (2 * pairs, N, 2)."""
    pairs = zip(draws[::2], draws[1::2], strict=True)
    return float(np.mean([covered(one, other, reaches(other)) for one, other in pairs]))


def measures_of_modes(hits: NDArray[np.int64]) -> Mapping[str, Measure]:
    """How many modes were found, and how many samples were of high quality; hits (M,) of `sample_count`."""
    return {
        "modes": Measure(float((hits > 0).sum())),
        "modes_total": Measure(float(len(hits))),
        "high_quality": Measure(float(hits.sum() / sample_count), ceiling=high_quality_ceiling),
    }
