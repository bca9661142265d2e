"""Points along a curve, a little beside it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, PlaneDistribution, on_the_plane
from gan_playground.gan.observe.box import Box

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data


def _family(
    title: str,
    explanation: str,
    curve: Callable[[Tensor], tuple[Tensor, Tensor]],
    sigma: float,
    scale: float,
    view: Box,
    source: str = "",
) -> Family:
    """curve(t): x and y (count,) for t (count,) spread evenly over 0 to 1."""

    def make(data: Data) -> PlaneDistribution:
        def sample(count: int, rng: Generator) -> Tensor:
            import torch

            along = torch.rand(count, generator=rng, device=rng.device)
            noise = torch.randn(count, 2, generator=rng, device=rng.device)
            return torch.stack(curve(along), dim=1).add_(noise, alpha=data.sigma or sigma)

        return on_the_plane(data, sample, view, scale)

    return Family(
        title=title,
        explanation=explanation,
        source=source,
        stage="plane",
        make=make,
        knobs=("sigma", *PLANE_KNOBS),
        auto={"sigma": sigma},
    )


def _segment(t: Tensor) -> tuple[Tensor, Tensor]:
    return 4 * t - 2, 2.4 * t - 1.2


def _moons(t: Tensor) -> tuple[Tensor, Tensor]:
    """Two half circles that reach into one another, each from half of t."""
    angle, lower = 2 * math.pi * (t % 0.5), t >= 0.5
    x = lower.logical_not() * angle.cos() + lower * (1 - angle.cos()) - 0.5
    y = lower.logical_not() * angle.sin() + lower * (0.5 - angle.sin()) - 0.25
    return 1.6 * x, 1.6 * y


def _spiral(t: Tensor) -> tuple[Tensor, Tensor]:
    """Two arms of a turn and a half each, thinner the nearer to the middle."""
    along, side = (2 * t) % 1, 1 - 2 * (t >= 0.5).to(t.dtype)
    angle = 3 * math.pi * along.sqrt()
    radius = 0.25 + 2.1 * along.sqrt()
    return side * radius * angle.cos(), side * radius * angle.sin()


def _swiss_roll(t: Tensor) -> tuple[Tensor, Tensor]:
    angle = 1.5 * math.pi * (1 + 2 * t)
    radius = angle * (2.4 / (4.5 * math.pi))
    return radius * angle.cos(), radius * angle.sin()


SEGMENT = _family(
    "Line",
    "Points along a straight line: the whole plane beside it is empty.",
    _segment,
    sigma=0.08,
    scale=1.0,
    view=Box.around(0, 0, 3.4, 2.6),
    source="Kahng et al. 2019 (GAN Lab)",
)
MOONS = _family(
    "Two moons",
    "Two half circles that reach into one another.",
    _moons,
    sigma=0.08,
    scale=1.1,
    view=Box.around(0, 0, 3.2, 2.4),
)
SPIRAL = _family(
    "Spiral",
    "Two arms that wind around each other.",
    _spiral,
    sigma=0.06,
    scale=1.1,
    view=Box.around(0, 0, 3.2),
)
SWISS_ROLL = _family(
    "Swiss roll",
    "One long strip, rolled up.",
    _swiss_roll,
    sigma=0.06,
    scale=1.1,
    view=Box.around(0, 0, 3.2),
)
