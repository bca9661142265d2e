"""The net of noise whose places under G are the manifold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from gan_playground.gan.training.latents import LATENTS

if TYPE_CHECKING:
    from gan_playground.gan.experiment.parts import LatentSpace

manifold_cells = 20


def even_latents(latent: LatentSpace, device: torch.device) -> tuple[Tensor, tuple[int, int]]:
    """z on a grid whose cells hold equal shares of the noise in its first two directions, the others at 0; and how many
    rows and columns there are.
    """
    spread = LATENTS[latent.kind].spread(np.linspace(0, 1, manifold_cells * (1 if latent.dim > 1 else 10) + 1))
    rows = len(spread) if latent.dim > 1 else 1
    z = torch.zeros(rows * len(spread), latent.dim, device=device)
    values = torch.tensor(spread, dtype=torch.float32, device=device)
    z[:, 0] = values.repeat(rows)
    if latent.dim > 1:
        z[:, 1] = values.repeat_interleave(len(spread))
    return z, (rows, len(spread))
