"""A turn that stands still, in pictures: its very batch in the place of the tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.observe.frame import Array, ImagesPicture
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.ui.slow_motion.lit import is_lit
from gan_playground.ui.stages.images.panels import Batch
from gan_playground.ui.stages.part_layer import PartLayer

if TYPE_CHECKING:
    from gan_playground.ui.stages.images.plot import ImagesPlot


class ImagesPartLayer(PartLayer):
    """Gives the figure the batch to draw."""

    def __init__(self, figure: ImagesPlot) -> None:
        self._figure = figure

    def show_part(self, part: TurnPart | None) -> None:
        picture = self._figure.picture_now
        if part is None or picture is None:
            self._figure.show_batch(None)
        else:
            self._figure.show_batch(batch_of(part, picture.generated.shape[1:]))


def batch_of(part: TurnPart, shape: tuple[int, ...]) -> Batch:
    """Of pictures of this shape (H, W, C): what flows back to the pixels lies over them; what is not there is black."""
    found = {"real": (part.real, part.real_shares), "generated": (part.samples, part.shares)}
    counts = [len(some) for some in (part.real, part.samples, part.noise) if some is not None]
    nothing = np.zeros((max(counts, default=1), *shape), np.uint8)
    picture = ImagesPicture(
        real=nothing if part.real is None else part.real,
        generated=nothing if part.samples is None else part.samples,
        real_verdicts=_or_unknown(part.real_shares, len(nothing)),
        verdicts=_or_unknown(part.shares, len(nothing)),
        real_labels=None,
        labels=None,
        classes=(),
        nearest=None,
        nearest_distances=None,
        usual_distance=float("nan"),
        agreement=None,
        latent_walk=None,
        dim=0 if part.noise is None else part.noise.shape[1],
        told="",
        saliency=part.pushes,
    )
    return Batch(
        picture,
        {name: is_lit(part, name) for name, (pictures, _) in found.items() if pictures is not None},
        frozenset(name for name, (_, shares) in found.items() if shares is not None),
    )


def _or_unknown(shares: Array | None, count: int) -> Array:
    return np.full(count, np.nan) if shares is None else shares
