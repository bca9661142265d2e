"""Densities on a line, estimated from samples by a Gaussian kernel on an evenly spaced grid."""

from __future__ import annotations

import math

import numpy as np

from gan_playground.gan.observe.frame import Array

narrowest = 0.75  # cells of the grid: narrower kernels fall between its places
wider_by = 1.15  # from one kernel that is tried to the next
tried = 30
fewest_samples = 8  # that an estimate has to rest on, to be relied on within an eighth


def chosen_bandwidth(samples: Array, grid: Array) -> float:
    """The kernel's deviation that resolves what these data have, by least-squares cross-validation.

    samples: (K, N), each row a sample of its own. Minimises the integral of f² less twice the mean of f at each value
    as the others have it (Rudemo 1982, Bowman 1984), on average over the rows.
    """
    count = samples.shape[1]
    shares = np.array([_counts(np.sort(row), grid) for row in samples]) / count  # (K, M)
    widths = narrowest * wider_by ** np.arange(tried)
    return float(widths[np.argmin([_cost(shares, count, width) for width in widths])] * (grid[1] - grid[0]))


def unrounded(values: Array, copies: int) -> Array:
    """Values (N,) as they may have been before they were rounded to the usual gap between neighbours: (copies, N).

    Cross-validation would resolve rounded values one by one (Silverman 1986, section 3.4.3).
    """
    gaps = np.diff(np.unique(values))
    half = float(np.median(gaps)) / 2 if len(gaps) else 0.0
    return np.asarray(values + np.random.default_rng(0).uniform(-half, half, (copies, len(values))))


def _cost(shares: Array, count: int, width: float) -> float:
    kernel = _kernel(width, shares.shape[1])
    smoothed = np.array([np.convolve(row, kernel, mode="same") for row in shares])
    of_others = (smoothed - kernel.max() / count) * count / max(count - 1, 1)
    return float((smoothed**2 - 2 * shares * of_others).sum())


def usual_bandwidth(ordered: Array, grid: Array) -> float:
    """Silverman's rule of thumb (1986, equation 3.31) for the part (N,) of an ordered sample that is on the grid.

    Right for one bell, and too wide for several. Never below what the grid resolves.
    """
    least = narrowest * float(grid[1] - grid[0])
    first, last = np.searchsorted(ordered, grid[[0, -1]])
    near = ordered[first:last]
    if not len(near):
        return least
    middle_half = float(near[3 * len(near) // 4] - near[len(near) // 4])
    spread = min(float(near.std()), middle_half / 1.34)
    return max(0.9 * spread * math.pow(len(near), -0.2), least)


def smoothed_density(ordered: Array, grid: Array, bandwidth: float) -> Array:
    """A Gaussian kernel estimate of the density of an ordered sample (N,) on the evenly spaced `grid` (M,).

    The kernel's deviation is `bandwidth`, though never below what the grid resolves; binned first, so it costs
    O(M log N + M^2) at the most. Samples beyond the grid, or not finite, count in N.
    """
    return smoothed(binned(ordered, grid), grid, bandwidth)


def binned(ordered: Array, grid: Array) -> Array:
    """The density of an ordered sample (N,) in the cell of each place (M,), to be smoothed."""
    return _counts(ordered, grid) / (len(ordered) * float(grid[1] - grid[0]))


def smoothed(density: Array, grid: Array, bandwidth: float) -> Array:
    """What `smoothed_density` gives, of a sample that is `binned`."""
    width = max(bandwidth / float(grid[1] - grid[0]), narrowest)
    return np.convolve(density, _kernel(width, len(grid)), mode="same")


def blurred(density: Array, grid: Array, width: float) -> Array:
    """The density (M,) of the same samples plus normal noise of this deviation, on the same evenly spaced grid."""
    spacing = float(grid[1] - grid[0])
    return np.convolve(density, _kernel(max(width / spacing, 0.1), len(grid)), mode="same")


def least_density(count: int, bandwidth: float) -> float:
    """What an estimate from `count` samples has to be, so that it rests on enough of them.

    Of samples of density f, the kernel sees as many as N f / integral of its square, which is 2 sqrt(pi) bandwidths.
    """
    return fewest_samples / (count * 2 * math.sqrt(math.pi) * bandwidth)


def _counts(ordered: Array, grid: Array) -> Array:
    """How many of an ordered sample are in the cell of each place (M,)."""
    half = (grid[1] - grid[0]) / 2
    return np.diff(np.searchsorted(ordered, np.append(grid - half, grid[-1] + half))).astype(np.float64)


def _kernel(width: float, cells: int) -> Array:
    """Of this deviation in cells, with an odd number of places and no more than `cells`, which add up to 1."""
    reach = min(int(4 * width) + 1, (cells - 1) // 2)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    return np.asarray(kernel / kernel.sum())
