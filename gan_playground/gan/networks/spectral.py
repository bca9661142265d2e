"""Spectral normalisation: matrices divided by their largest singular value (Miyato et al. 2018, algorithm 1)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import normalize

first_iterations = 15  # as torch's own parametrisation: from then on, one an update is enough


class SpectralNorm:
    """The singular vectors of every matrix in a list of weights, followed by power iteration.

    `vectors` is what has to be kept: u and v of each matrix in turn. They start from a fixed draw, so that
    a norm switched on depends on the weights alone.
    """

    def __init__(self, weights: Sequence[Tensor]) -> None:
        rng = torch.Generator().manual_seed(0)
        self._places = [i for i, weight in enumerate(weights) if weight.dim() > 1]
        self._matrices = [weights[i] for i in self._places]
        self.vectors: list[Tensor] = []
        for matrix in self._matrices:
            u = torch.randn(matrix.shape[0], generator=rng).to(matrix)
            self.vectors += [normalize(u, dim=0), torch.zeros_like(matrix[0].flatten())]
        self.iterate(first_iterations)

    def of(self, weights: Sequence[Tensor]) -> SpectralNorm:
        """The same of other weights, which are thought to be near."""
        other = SpectralNorm(weights)
        for vector, near in zip(other.vectors, self.vectors, strict=True):
            vector.copy_(near)
        other.iterate(first_iterations)
        return other

    def restart(self) -> None:
        """Forget, and begin anew with the weights as they are."""
        for vector, fresh in zip(self.vectors, SpectralNorm(self._matrices).vectors, strict=True):
            vector.copy_(fresh)

    @torch.no_grad()
    def iterate(self, times: int = 1) -> None:
        """Power iteration: v to W'u, then u to Wv, each of length 1."""
        for i, weight in enumerate(self._matrices):
            matrix, (u, v) = weight.flatten(1), self.vectors[2 * i : 2 * i + 2]  # of a convolution: patch to pixel
            for _ in range(times):
                v.copy_(normalize(matrix.T @ u, dim=0))
                u.copy_(normalize(matrix @ v, dim=0))

    def __call__(self, weights: Sequence[Tensor]) -> list[Tensor]:
        """The weights with each matrix divided by u'Wv; gradients flow through that number too."""
        normed = list(weights)
        for i, place in enumerate(self._places):
            u, v = self.vectors[2 * i : 2 * i + 2]
            sigma = u @ (normed[place].flatten(1) @ v)
            normed[place] = normed[place] / sigma.clamp_min(1e-12)
        return normed
