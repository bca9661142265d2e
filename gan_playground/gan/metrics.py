"""How far the generated distribution is from the real one, and how near it could possibly come.

Every distance between samples has a floor: what two samples of the real data, of the same size, give.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gan_playground.gan.frame import Array


def wasserstein(a: Array, b: Array) -> float:
    """Wasserstein-1 distance of two sorted samples of one size, (N,) each, in their own unit.

    On the line the best transport plan pairs the sorted samples.
    """
    return float(np.abs(a - b).mean())


def jensen_shannon(p: Array, q: Array) -> float:
    """Jensen-Shannon divergence of two histograms of probabilities (K,), in nats, from 0 to log 2."""
    m = (p + q) / 2
    return (_relative_entropy(p, m) + _relative_entropy(q, m)) / 2


def _relative_entropy(p: Array, q: Array) -> float:
    """KL(p || q), where q > 0 wherever p > 0."""
    held = p > 0
    return float(np.sum(p[held] * np.log(p[held] / q[held])))


def sampling_floor(distance: Callable[[Array, Array], float], samples: Array) -> float:
    """The mean distance of independent real samples: `samples` is (2 * pairs, ...), one a row."""
    return float(np.mean([distance(a, b) for a, b in zip(samples[::2], samples[1::2], strict=True)]))


def best_discriminator(p_data: Array, p_g: Array, least: float = 0.0) -> Array:
    """D* = p_data / (p_data + p_g) (Goodfellow et al. 2014, proposition 1).

    NaN where both are nil, or together at most `least` of what they are at their peak: an estimate of p_g from
    samples says nothing about places where hardly any sample fell.
    """
    total = p_data + p_g
    defined = total > least * total.max(initial=0.0)
    return np.divide(p_data, total, out=np.full_like(total, np.nan), where=defined)


def decision_gap(decision: Array, best: Array, p_data: Array, p_g: Array) -> float:
    """Mean |D - D*| over the samples that D sees, from 0 to 1; all (N,) on one grid."""
    weight = np.where(np.isnan(best), 0.0, p_data + p_g)
    return float(np.sum(weight * np.abs(decision - np.nan_to_num(best))) / np.sum(weight))


def smoothed_density(sample: Array, grid: Array) -> Array:
    """A Gaussian kernel estimate of the density of `sample` (N,) on the evenly spaced `grid` (M,).

    Silverman's bandwidth, though never below what the grid resolves; binned first, so it costs O(N + M^2) at
    the most. Samples beyond the grid, or not finite, count in N.
    """
    spacing = float(grid[1] - grid[0])
    ordered = np.sort(sample)
    ends = np.searchsorted(ordered, np.append(grid - spacing / 2, grid[-1] + spacing / 2))  # of the cells
    near = ordered[ends[0] : ends[-1]]
    if not len(near):
        return np.zeros_like(grid)
    counts = np.diff(ends)
    middle_half = float(near[3 * len(near) // 4] - near[len(near) // 4])
    spread = min(float(near.std()), middle_half / 1.34)
    width = max(0.9 * spread * len(near) ** -0.2 / spacing, 0.75)  # in cells
    reach = min(int(4 * width) + 1, len(grid) - 1)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    full = np.convolve(counts, kernel / kernel.sum())
    return full[reach : reach + len(grid)] / (len(sample) * spacing)


def blurred(density: Array, grid: Array, width: float) -> Array:
    """The density (M,) of the same samples plus normal noise of this deviation, on the same evenly spaced grid."""
    spacing = float(grid[1] - grid[0])
    places = (np.arange(len(grid)) - len(grid) // 2) * spacing
    kernel = np.exp(-0.5 * (places / max(width, 0.1 * spacing)) ** 2)
    return np.convolve(density, kernel / kernel.sum(), mode="same")
