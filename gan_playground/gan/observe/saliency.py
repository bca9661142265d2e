"""What D looks at in a picture: how its logit would change if a pixel were a little brighter (Simonyan et al. 2014)."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.frame import Array
from gan_playground.gan.training.gradients import gradients


def saliency(D: Callable[[Tensor], Tensor], packs: Tensor, real: ImageDistribution) -> Array:
    """(N, H, W): of D's logit in the pixels of the first picture of each pack (N, pack * columns)."""
    with torch.enable_grad():
        seen = packs.detach().requires_grad_()
        (slopes,) = gradients(D(seen).sum(), [seen])  # of each pack its own: none is judged by the others
    return of_pixels(slopes, real)


def of_pixels(slopes: Tensor, real: ImageDistribution) -> Array:
    """Slopes in samples (N, dim or more) as those of how bright each pixel is (N, H, W), all its colours together."""
    planes = slopes[:, : real.dim].detach().reshape(len(slopes), real.channels, real.height, real.width)
    return fixed(to_numpy(planes.sum(1)))
