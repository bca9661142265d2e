"""What is left of a frame for a stage that shows it beside another one: what G makes, and little of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.observe.frame import (
    Array,
    ColoursPicture,
    Frame,
    ImagesPicture,
    LinePicture,
    PhasePicture,
    PlanePicture,
)

ghost_dots = 160
ghost_swatches = 300


class LineGhost(Struct, frozen=True, tag=True):
    """x: (N,) the grid; density: (N,) of what is generated, per unit of the data."""

    x: Array
    density: Array


class PlaneGhost(Struct, frozen=True, tag=True):
    """dots: (N, 2) in the data's units; the i-th has the z of the i-th generated dot of any frame."""

    dots: Array


class PhaseGhost(Struct, frozen=True, tag=True):
    """path: (N, 2) theta and psi after the steps path_steps (N,), from the start on; position: where it ends."""

    path_steps: Array
    path: Array
    position: tuple[float, float]


class ImagesGhost(Struct, frozen=True, tag=True):
    """pictures: (N, H, W, C) uint8; the i-th has the z of the i-th generated one of any frame."""

    pictures: NDArray[np.uint8]


class ColoursGhost(Struct, frozen=True, tag=True):
    """colours: (N, 3), of the z of any frame's; histogram: (3, K) the share of each bin, between bin_edges (K + 1,)."""

    colours: Array
    bin_edges: Array
    histogram: Array


GhostPicture: TypeAlias = LineGhost | PlaneGhost | PhaseGhost | ImagesGhost | ColoursGhost


class Ghost(Struct, frozen=True):
    """What G makes at a step, of one of several runs that are seen together."""

    step: int
    picture: GhostPicture


def ghost_of(frame: Frame) -> Ghost:
    """The little that is drawn of a frame where it is not the frame that is shown; arrays are the frame's own."""
    return Ghost(frame.step, _ghosts[type(frame.picture)](frame.picture))


def _of_line(picture: LinePicture) -> LineGhost:
    return LineGhost(picture.x, picture.generated_density)


def _of_plane(picture: PlanePicture) -> PlaneGhost:
    return PlaneGhost(picture.generated[:ghost_dots])


def _of_phase(picture: PhasePicture) -> PhaseGhost:
    return PhaseGhost(picture.path_steps, picture.path, picture.position)


def _of_images(picture: ImagesPicture) -> ImagesGhost:
    return ImagesGhost(picture.generated)


def _of_colours(picture: ColoursPicture) -> ColoursGhost:
    return ColoursGhost(picture.generated[:ghost_swatches], picture.bin_edges, picture.generated_histogram)


_ghosts: Mapping[type, Callable[[Any], GhostPicture]] = {
    LinePicture: _of_line,
    PlanePicture: _of_plane,
    PhasePicture: _of_phase,
    ImagesPicture: _of_images,
    ColoursPicture: _of_colours,
}
