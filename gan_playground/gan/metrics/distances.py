"""How far the generated distribution is from the real one. What real samples give in its place: see usual.py."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Array

if TYPE_CHECKING:
    from torch import Tensor

few_columns = 3  # up to so many, distances are added up column by column


def wasserstein(a: Array, b: Array) -> float:
    """Wasserstein-1 distance of two sorted samples of one size, (N,) each, in their own unit.

    On the line the best transport plan pairs the sorted samples.
    """
    return float(np.abs(a - b).mean())


def wasserstein_of_densities(x: Array, p: Array, q: Array) -> float:
    """Wasserstein-1 distance of two densities on one grid, (N,) each, in the unit of x: the area between their
    distribution functions. What is not of area 1 is made so; both must be more than nil somewhere.
    """
    return float(_areas(x, np.abs(_distribution(x, p) - _distribution(x, q))).sum())


def _distribution(x: Array, density: Array) -> Array:
    """P(X <= x) at each x (N,)."""
    area = np.cumsum(_areas(x, density))
    return np.concatenate(([0.0], area / area[-1]))


def _areas(x: Array, y: Array) -> Array:
    """Below a line through points (N,), between each and the next (N - 1,): the trapezoid rule."""
    return (y[1:] + y[:-1]) / 2 * np.diff(x)


def mean_and_deviation(x: Array, density: Array) -> tuple[float, float]:
    """Of a density on a grid, (N,) each, in the unit of x; what is not of area 1 is made so."""
    weights = np.gradient(x) * density
    mean = float(np.average(x, weights=weights))
    return mean, math.sqrt(float(np.average((x - mean) ** 2, weights=weights)))


def jensen_shannon(p: Array, q: Array) -> float:
    """Jensen-Shannon divergence of two histograms of probabilities (K,), in nats, from 0 to log 2."""
    m = (p + q) / 2
    return (_relative_entropy(p, m) + _relative_entropy(q, m)) / 2


def _relative_entropy(p: Array, q: Array) -> float:
    """KL(p || q), where q > 0 wherever p > 0."""
    held = p > 0
    return float(np.sum(p[held] * np.log(p[held] / q[held])))


def best_discriminator(p_data: Array, p_g: Array, least: float = 0.0) -> Array:
    """D* = p_data / (p_data + p_g) (Goodfellow et al. 2014, proposition 1).

    NaN where both are nil, or together at most `least`: an estimate of p_g from samples says nothing about places
    where hardly any sample fell.
    """
    total = p_data + p_g
    defined = total > least
    return np.divide(p_data, total, out=np.full_like(total, np.nan), where=defined)


def decision_gap(decision: Array, best: Array, p_data: Array, p_g: Array) -> float:
    """Mean |D - D*| over the samples that D sees, from 0 to 1; all (N,) on one grid."""
    weight = np.where(np.isnan(best), 0.0, p_data + p_g)
    return float(np.sum(weight * np.abs(decision - np.nan_to_num(best))) / np.sum(weight))


def projections(samples: Array, directions: Array) -> NDArray[np.float32]:
    """Samples (N, dim) as seen from each direction (dim, K): (K, N), each row sorted."""
    # NumPy sorts single precision six times as fast as torch does.
    return np.sort((directions.T @ samples.T).astype(np.float32), axis=1)


def sliced_wasserstein(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Mean over directions of the Wasserstein-1 distance of what is seen from there; sorted projections (K, N) each.

    Rabin et al. 2012.
    """
    return float(np.abs(a - b).mean())


def even_directions(count: int) -> Array:
    """Unit vectors (2, count) spread evenly over half a turn; the other half sees the same."""
    angles = np.pi * np.arange(count) / count
    return np.stack((np.cos(angles), np.sin(angles)))


def spread_directions(count: int) -> Array:
    """Unit vectors (3, count) spread evenly over half a sphere, on a golden spiral; the other half sees the same."""
    height = (np.arange(count) + 0.5) / count
    turn = np.pi * (3 - math.sqrt(5)) * np.arange(count)
    across = np.sqrt(1 - height**2)
    return np.stack((across * np.cos(turn), across * np.sin(turn), height))


def shares_of_cells(samples: Array, box: Box, cells: int) -> Array:
    """The share of samples (N, 2) in each of cells x cells parts of a box, and beyond it: (cells**2 + 1,)."""
    inside = samples[box.contains(samples)]
    column = ((inside[:, 0] - box.left) / box.width * cells).astype(int).clip(0, cells - 1)
    row = ((inside[:, 1] - box.bottom) / box.height * cells).astype(int).clip(0, cells - 1)
    counts = np.bincount(row * cells + column, minlength=cells**2 + 1).astype(np.float64)
    counts[-1] = len(samples) - len(inside)
    return counts / len(samples)


def hits_of_modes(samples: Array, centres: Array, sigma: float) -> NDArray[np.int64]:
    """How many samples (N, 2) are of high quality for each mode (M,): within 3 sigma of it, and nearest to it.

    The protocol of VEEGAN (Srivastava et al. 2017) and PacGAN (Lin et al. 2018).
    """
    nearest, near = nearest_modes(samples, centres, sigma)
    hits = np.bincount(nearest[near], minlength=len(centres))
    hits.setflags(write=False)
    return hits


def nearest_modes(samples: Array, centres: Array, sigma: float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The number of the mode that is nearest to each sample (N,), and whether it is within 3 sigma of it (N,)."""
    dx, dy = (samples[:, i, None] - centres[:, i] for i in (0, 1))
    squared = dx * dx + dy * dy  # (N, M)
    nearest = squared.argmin(axis=1)
    return nearest, squared[np.arange(len(samples)), nearest] <= (3 * sigma) ** 2


high_quality_ceiling = 1 - math.exp(-4.5)
"""The share of a normal mode's own points within 3 sigma of its middle."""


def reverse_kl(hits: NDArray[np.int64]) -> float:
    """KL(generated || real) in nats over equal modes, from hits (M,); NaN where nothing was hit.

    0 where all modes are hit alike, log M where one takes all.
    """
    if not hits.sum():
        return math.nan
    shares = hits[hits > 0] / hits.sum()
    return float(np.sum(shares * np.log(shares * len(hits))))


def reaches(samples: Tensor, neighbours: int = 3) -> Tensor:
    """The distance from each sample (N, dim) to its k-th nearest neighbour among the others: (N,)."""
    return _distances(samples, samples).topk(neighbours + 1, dim=1, largest=False).values[:, -1]


def covered(samples: Tensor, by: Tensor, reach: Tensor) -> float:
    """The share of samples (N, dim) that lie within reach (M,) of one of the others (M, dim)."""
    return _covered(_distances(samples, by), reach)


def precision_and_recall(real: Tensor, fake: Tensor, real_reach: Tensor) -> tuple[float, float]:
    """The share of generated samples that real ones cover, and the other way round (Kynkäänniemi et al. 2019).

    real (N, dim) with its reaches (N,), fake (M, dim).
    """
    apart = _distances(fake, real)  # (M, N)
    return _covered(apart, real_reach), _covered(apart.T, reaches(fake))


def _covered(distances: Tensor, reach: Tensor) -> float:
    import torch

    # As numbers, of which the greatest is found four times as fast as `any` finds a truth.
    return float((distances <= reach).view(torch.uint8).amax(dim=1).float().mean())


def _distances(a: Tensor, b: Tensor) -> Tensor:
    """(N, M) from (N, dim) and (M, dim), without the matrix product that loses the digits of near points."""
    import torch

    if a.shape[1] > few_columns:
        return torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist")
    squared = a.new_zeros(len(a), len(b))
    for one, other in zip(a.T, b.T, strict=True):  # a quarter of the time
        apart = one[:, None] - other
        squared.addcmul_(apart, apart)
    return squared.sqrt_()


def smoothed_plane(samples: Array, box: Box, cells: int, width: float) -> Array:
    """A Gaussian kernel estimate of the density of samples (N, 2) over a box: (cells, cells), the first row below.

    width: the kernel's deviation, in cells. Samples beyond the box count in N.
    """
    counts = shares_of_cells(samples, box, cells)[:-1].reshape(cells, cells)
    places = np.arange(cells)
    kernel = np.exp(-0.5 * ((places[:, None] - places) / width) ** 2) / (width * math.sqrt(2 * math.pi))
    return kernel @ counts @ kernel / (box.width * box.height / cells**2)
