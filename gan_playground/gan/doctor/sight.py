"""How the doctor sees samples of each kind of data: as places in a space where near things look alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.data.distribution import Distribution, LineDistribution
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.data.images.palette import ColourDistribution
from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.data.plane.turning import turned
from gan_playground.gan.metrics.distances import even_directions, nearest_modes, spread_directions
from gan_playground.gan.metrics.smoothing import binned, chosen_bandwidth, smoothed, unrounded, usual_bandwidth
from gan_playground.gan.observe.arrays import to_numpy

if TYPE_CHECKING:
    from torch import Generator, Tensor

Array = NDArray[np.float64]

direction_count = 16
feature_directions = 32
grid_points = 257
resolving_rows = 4  # of real samples (N,), by which the modes of a line are told apart
resolving_count = 2000
least_height = 0.1  # of the highest mode on a line: what is lower is no mode
deepest_valley = 0.6  # of the lower of two neighbours, or they are one


class SeenModes(Struct, frozen=True):
    """The modes of the real data. assign(places, angle): of samples (N, K), real or generated, the number of the mode
    that is nearest to each (N,), and whether it is near (N,). parted: whether a sample can be near none.
    """

    count: int
    assign: Callable[[Array, float], tuple[NDArray[np.int64], NDArray[np.bool_]]]
    parted: bool


class Sight(Struct, frozen=True):
    """places(samples): of standardised samples (N, columns), their places (N, K), alike on all axes. directions: (K, L)
    from which they are looked at. count: how many samples are looked at, near_count: among how many of these
    neighbours are looked for. turned(samples, angle): real ones as they lie when the data have turned.
    """

    places: Callable[[Tensor], Tensor]
    directions: Array
    count: int
    near_count: int
    modes: SeenModes | None = None
    turned: Callable[[Tensor, float], Tensor] = lambda samples, angle: samples


def sight_of(real: Distribution, rng: Generator) -> Sight:
    """The way in which this kind of data is seen."""
    return next(make(real, rng) for kind, make in SIGHTS if isinstance(real, kind))


def _of_line(real: LineDistribution, rng: Generator) -> Sight:
    return Sight(_as_they_are, np.ones((1, 1)), 512, 128, _modes_of_line(real, rng))


def _as_they_are(samples: Tensor) -> Tensor:
    return samples


def _modes_of_line(real: LineDistribution, rng: Generator) -> SeenModes | None:
    """What valleys part; None where there is one mode alone."""
    rows = np.sort(_resolved(real, rng), axis=1)
    first, last = np.quantile(rows, (0.002, 0.998))
    grid = np.linspace(first, last, grid_points)
    if not grid[0] < grid[-1]:
        return None
    together = np.sort(rows, axis=None)
    bandwidth = min(chosen_bandwidth(rows, grid), usual_bandwidth(together, grid))
    bounds = grid[valleys(smoothed(binned(together, grid), grid, 1.5 * bandwidth))]
    if not len(bounds):
        return None
    return SeenModes(len(bounds) + 1, partial(_between, bounds), parted=False)


def _resolved(real: LineDistribution, rng: Generator) -> Array:
    """Standardised real samples (resolving_rows, N), none twice: of a file, its values before they were rounded."""
    if real.values is not None:
        return (unrounded(real.values[:, 0], resolving_rows) - real.shift) / real.scale
    return to_numpy(real.sample(resolving_rows * resolving_count, rng)).reshape(resolving_rows, -1)


def valleys(density: Array) -> NDArray[np.int64]:
    """Where a density (N,) is lowest between each two of its modes."""
    tops = [i for i in range(len(density)) if density[i] == density[max(i - 1, 0) : i + 2].max()]
    tops = [i for i in tops if density[i] >= least_height * density.max()]
    kept: list[int] = []
    for top in tops:
        while kept:
            lowest = density[kept[-1] : top + 1].min()
            if lowest <= deepest_valley * min(density[kept[-1]], density[top]):
                break
            if density[kept[-1]] >= density[top]:
                top = kept[-1]
            kept.pop()
        kept.append(top)
    found = [a + int(density[a : b + 1].argmin()) for a, b in pairwise(kept)]
    return np.array(found, dtype=np.int64)


def _between(bounds: Array, places: Array, angle: float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    return np.searchsorted(bounds, places[:, 0]), np.ones(len(places), dtype=bool)


def _of_plane(real: PlaneDistribution, rng: Generator) -> Sight:
    modes = None if real.modes is None else SeenModes(len(real.modes.centres), partial(_on_plane, real), parted=True)
    return Sight(_as_they_are, even_directions(direction_count), 512, 256, modes, turned)


def _on_plane(real: PlaneDistribution, places: Array, angle: float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    centres = real.centres_at(angle)
    assert real.modes is not None
    assert centres is not None
    return nearest_modes(places * real.scale + real.shift, centres, real.modes.sigma)


def _of_colours(real: ColourDistribution, rng: Generator) -> Sight:
    return Sight(_as_they_are, spread_directions(direction_count), 512, 256)


def _of_images(real: ImageDistribution, rng: Generator) -> Sight:
    from gan_playground.gan.metrics.features import feature_count

    directions = np.random.default_rng(0).normal(size=(feature_count, feature_directions))
    return Sight(partial(_features, real), directions / np.linalg.norm(directions, axis=0), 128, 128)


def _features(real: ImageDistribution, samples: Tensor) -> Tensor:
    from gan_playground.gan.metrics.features import features

    seen = samples[:, : real.dim].clamp(-1, 1).nan_to_num_(-1.0)
    return features(seen, (real.channels, real.height, real.width))


SIGHTS: tuple[tuple[type[Distribution], Callable[[Any, Generator], Sight]], ...] = (
    (LineDistribution, _of_line),
    (PlaneDistribution, _of_plane),
    (ColourDistribution, _of_colours),
    (ImageDistribution, _of_images),
)
"""By the kind of data."""
