"""Modes of points around centres: the data on which generators forget modes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array, Constant, Family
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, Modes, PlaneDistribution, on_the_plane, refusal_without
from gan_playground.gan.observe.box import Box

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

most_modes = 100
farthest = 1e3
no_centres = "none"


@lru_cache(maxsize=32)
def read_centres(text: str) -> tuple[tuple[float, float], ...] | None:
    """The places written in `text` as '2 0; -1 1.5'; None where it is blank, no place where it is 'none'.

    Raises PlaygroundError for anything else.
    """
    if not text.strip():
        return None
    if text.strip() == no_centres:
        return ()
    try:
        places = [tuple(float(number) for number in place.split()) for place in text.split(";") if place.strip()]
        if any(len(place) != 2 or not all(abs(x) <= farthest for x in place) for place in places):
            raise ValueError
    except ValueError:
        raise PlaygroundError(f"{text[:60]!r} are not places; write x and y of each, as in '2 0; -1 1.5'.") from None
    if not 1 <= len(places) <= most_modes:
        raise PlaygroundError(f"data.centres has {len(places)} places; it takes 1 to {most_modes}, or 'none'.")
    return tuple((x, y) for x, y in places)


def write_centres(centres: Array) -> str:
    """The text that `read_centres` reads, with three decimals; (M, 2)."""
    places = ("{} {}".format(*(f"{value:.3f}".rstrip("0").rstrip(".") for value in place)) for place in centres)
    return "; ".join(places) or no_centres


def _ring() -> Array:
    angles = 2 * np.pi * np.arange(8) / 8
    return 2.0 * np.column_stack((np.cos(angles), np.sin(angles)))


def _grid() -> Array:
    places = 2.0 * (np.arange(5) - 2)
    return np.array([(x, y) for x in places for y in places])


def _family(
    title: str, explanation: str, centres: Array, sigma: float, scale: float, view: Box, source: str = ""
) -> Family:
    """scale: the deviation of x and y, about; it stays when centres are moved, for a network goes by it."""

    def centres_of(data: Data) -> Array:
        own = read_centres(data.centres)
        return centres if own is None else np.array(own).reshape(-1, 2)

    def make(data: Data) -> PlaneDistribution:
        places, width = centres_of(data), data.sigma or sigma
        sample = _sampler(places, width) if len(places) else None
        return on_the_plane(data, sample, view, scale, modes=Modes(places, width) if len(places) else None)

    def refusal(data: Data) -> str:
        return "" if len(centres_of(data)) else refusal_without(data.drawing, view)

    return Family(
        title=title,
        explanation=explanation,
        source=source,
        stage="plane",
        make=make,
        centres=centres_of,
        refusal=refusal,
        knobs=("sigma", "centres", *PLANE_KNOBS),
        auto={"sigma": sigma},
    )


def _sampler(centres: Array, sigma: float) -> Callable[[int, Generator], Tensor]:
    kept = Constant(centres)

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        mode = torch.randint(len(centres), (count,), generator=rng, device=rng.device)
        noise = torch.randn(count, 2, generator=rng, device=rng.device)
        return kept.on(rng.device)[mode].add_(noise, alpha=sigma)

    return sample


TWO_BLOBS = _family(
    "Two blobs",
    "Two round modes side by side.",
    centres=np.array([[-1.5, 0.0], [1.5, 0.0]]),
    sigma=0.45,
    scale=1.2,
    view=Box.around(0, 0, 4.0, 3.0),
)
RING = _family(
    "Ring of 8",
    "Eight tight modes on a circle of radius 2: the test for mode collapse.",
    centres=_ring(),
    sigma=0.02,
    scale=float(np.sqrt(2)),
    view=Box.around(0, 0, 3.2),
    source="Metz et al. 2017",
)
SOFT_RING = _family(
    "Soft ring of 8",
    "The same ring with wider modes, which are easier to find and to keep.",
    centres=_ring(),
    sigma=0.15,
    scale=float(np.sqrt(2)),
    view=Box.around(0, 0, 3.2),
)
GRID = _family(
    "Grid of 25",
    "Twenty-five tight modes, five by five, two apart.",
    centres=_grid(),
    sigma=0.05,
    scale=float(np.sqrt(8)),
    view=Box.around(0, 0, 5.6),
    source="Srivastava et al. 2017 (VEEGAN)",
)
DISJOINT = _family(
    "Three islands",
    "Three modes with much nothing between them.",
    centres=np.array([[-2.2, -1.2], [2.2, -1.2], [0.0, 2.1]]),
    sigma=0.2,
    scale=1.7,
    view=Box.around(0, 0.2, 4.4, 3.6),
    source="Kahng et al. 2019 (GAN Lab)",
)
