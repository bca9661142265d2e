"""The honest numbers of the plane: every measure of the generated samples, beside what is usual of real ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor

from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.data.plane.turning import turned
from gan_playground.gan.metrics.distances import (
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
from gan_playground.gan.metrics.usual import Usual, beside_usual, fresh_draws, usual_of
from gan_playground.gan.observe.arrays import to_numpy
from gan_playground.gan.observe.frame import Array, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Generator

sample_count = 2500  # the protocol's number
direction_count = 64
cells_a_side = 24
neighbour_count = 500  # samples, since distances are counted in pairs

_of_real_data: Memo[dict[str, Usual]] = Memo(8)


class PlaneMeasures:
    """Compares samples with real ones that were drawn once, `sample`. All samples are standardised, (N, 2)."""

    _directions = even_directions(direction_count)

    def __init__(self, real: PlaneDistribution, rng: Generator) -> None:
        self._real = real
        # One unit for both axes, which is the data's own wherever x and y have the same.
        self._unit = float(np.sqrt(np.prod(real.scale)))
        self._draws = real.sample(sample_count * (1 + fresh_draws), rng).view(-1, sample_count, 2)
        self.sample = self._draws[0]
        self._is_ready = False

    def _prepare(self) -> None:
        """What is known of the real data alone: not before somebody measures, for data under a hand change often."""
        if not self._is_ready:
            self._seen, self._real_shares = self._projected(self.sample), self._shares(self.sample)
            self._reaches = reaches(self.sample[:neighbour_count])
            self._usual = self._known_of(self._draws)
            self._is_ready = True

    def _known_of(self, draws: Tensor) -> dict[str, Usual]:
        def measure() -> dict[str, Usual]:
            return usual_of([self._values(draw) for draw in draws[1:]])

        place = np.array([*self._real.scale, *self._real.shift]).tobytes()
        return _of_real_data.find(measure, to_numpy(draws).tobytes(), place, self._real.view, str(draws.device))

    def measure(self, fake: Tensor, angle: float = 0.0) -> dict[str, Measure]:
        """What does not need modes.

        Where the real data have turned by an angle, in radians, the samples are turned back, and so compared with what
        does not change.
        """
        self._prepare()
        return beside_usual(self._values(turned(fake, -angle) if angle else fake), self._usual)

    def _values(self, samples: Tensor) -> dict[str, float]:
        near_real, near = self.sample[:neighbour_count], samples[:neighbour_count]
        precision, recall = precision_and_recall(near_real, near, self._reaches)
        return {
            "js": jensen_shannon(self._shares(samples), self._real_shares),
            "sliced_wasserstein": sliced_wasserstein(self._projected(samples), self._seen) * self._unit,
            "precision": precision,
            "recall": recall,
        }

    def _projected(self, samples: Tensor) -> NDArray[np.float32]:
        return projections(to_numpy(samples), self._directions)

    def _shares(self, samples: Tensor) -> Array:
        real = self._real
        return shares_of_cells(to_numpy(samples) * real.scale + real.shift, real.view, cells_a_side)


def measures_of_modes(hits: NDArray[np.int64]) -> Mapping[str, Measure]:
    """How many modes were found, and how many samples were of high quality; hits (M,) of `sample_count`."""
    share = {"high_quality": float(hits.sum() / sample_count)}
    return {
        "modes": Measure(float((hits > 0).sum())),
        "modes_total": Measure(float(len(hits))),
        **beside_usual(share, {"high_quality": Usual.of_share(high_quality_ceiling, sample_count)}),
    }
