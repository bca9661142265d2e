"""How far generated pictures are from real ones, by their features, and which training picture each of them is like.

Precision and recall (Kynkäänniemi et al. 2019) are those of metrics.py, of features.
"""

from __future__ import annotations

from typing import TypeAlias

import torch
from torch import Tensor

most_compared = 4_000_000  # pairs of pictures whose distances are kept at a time

Gaussian: TypeAlias = tuple[Tensor, Tensor]
"""Mean (D,) and covariance (D, D), in double precision on the processor."""


def frechet(a: Tensor, b: Tensor) -> float:
    """The Fréchet distance of the Gaussians with the means and covariances of features (N, D) and (M, D).

    |m - n|^2 + tr(A + B - 2 (A B)^(1/2)) (Heusel et al. 2017), where they take features from Inception. It is too large
    for few samples, hence only comparable for the same number of them. NaN where features are not finite.
    """
    return gaussian_distance(gaussian_of(a), gaussian_of(b))


def gaussian_of(samples: Tensor) -> Gaussian:
    """The mean and the covariance of features (N, D), N >= 2."""
    exact = _exact(samples)
    return exact.mean(dim=0), torch.cov(exact.T).view(exact.shape[1], -1)


def gaussian_distance(p: Gaussian, q: Gaussian) -> float:
    """The Fréchet distance of two Gaussians (Dowson and Landau 1982); never below 0."""
    (m, A), (n, B) = p, q
    if not all(bool(part.isfinite().all()) for part in (m, A, n, B)):
        return float("nan")
    root = _root(A)
    # A B has the eigenvalues of A^(1/2) B A^(1/2), which is symmetric.
    shared = torch.linalg.eigvalsh(root @ B @ root).clamp(min=0).sqrt().sum()
    return max(0.0, float((m - n).square().sum() + A.trace() + B.trace() - 2 * shared))


def _root(matrix: Tensor) -> Tensor:
    """The square root of a symmetric matrix without negative eigenvalues."""
    values, vectors = torch.linalg.eigh(matrix)
    root: Tensor = (vectors * values.clamp(min=0).sqrt()) @ vectors.T
    return root


def kernel_distance(a: Tensor, b: Tensor) -> float:
    """The kernel distance of features (N, D) and (M, D): an unbiased estimate of MMD^2 with k(x, y) = (x y / D + 1)^3.

    Bińkowski et al. 2018. On average 0 between samples of the same distribution, and so at times a little below.
    """
    a, b = _exact(a), _exact(b)
    return float(_mean_of_others(a) + _mean_of_others(b) - 2 * _kernel(a, b).mean())


def kernel_distances(own: Tensor, others: Tensor, draws: Tensor) -> list[float]:
    """The kernel distance of each draw of the others from `own`, by one table of kernels.

    own (N, D), others (M, D), draws (K, n) of rows of the others.
    """
    own, others = _exact(own), _exact(others)
    among, across = _kernel(others, others), _kernel(others, own).mean(dim=1)  # (M, M) and (M,)
    count, rows = draws.shape[1], draws.cpu()
    taken = among.new_zeros(len(draws), len(others)).scatter_add_(1, rows, among.new_ones(rows.shape))  # (K, M)
    pairs = (taken @ among * taken).sum(dim=1) - taken @ among.diagonal()
    apart = pairs / (count * (count - 1)) + _mean_of_others(own) - 2 * (taken @ across) / count
    return [float(distance) for distance in apart]


def _kernel(a: Tensor, b: Tensor) -> Tensor:
    base = (a @ b.T).div_(a.shape[1]).add_(1)
    return base.square().mul_(base)  # many times faster than a power


def _mean_of_others(samples: Tensor) -> Tensor:
    """The mean kernel over all pairs of different samples."""
    kernel, count = _kernel(samples, samples), len(samples)
    return (kernel.sum() - kernel.trace()) / (count * (count - 1))


def _exact(samples: Tensor) -> Tensor:
    """In double precision on the processor, since some accelerators have none."""
    return samples.cpu().double()


def nearest(samples: Tensor, kept: Tensor) -> tuple[Tensor, Tensor]:
    """The row of the kept picture that is most like each sample (N,), and how far it is (N,).

    samples (N, D) and kept (M, D) in numbers from -1 to 1. The distance is the root mean square difference of their
    shades, from 0 to 1. Of two that are equally near, or nearly so, either may be named.
    """
    rows = torch.zeros(len(samples), dtype=torch.long, device=samples.device)
    least = torch.full((len(samples),), torch.inf, device=samples.device)
    size = max(1, most_compared // max(1, len(samples)))
    for first in range(0, len(kept), size):
        part = kept[first : first + size]
        # |x - y|^2 less |x|^2, which is the same for every y.
        squared = torch.addmm(part.norm(dim=1).square(), samples, part.T, alpha=-2)  # (N, size)
        found, row = squared.min(dim=1)
        rows = torch.where(found < least, row + first, rows)
        least = torch.minimum(found, least)
    # The products lose the digits of near ones, so the winners are compared once more.
    return rows, (samples - kept[rows]).square().mean(dim=1).sqrt() / 2
