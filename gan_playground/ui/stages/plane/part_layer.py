"""A turn that stands still, on the plane."""

from __future__ import annotations

from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.part_layer import DotsPartLayer
from gan_playground.ui.stages.plane.forces import arrows
from gan_playground.ui.stages.plane.plot import PlanePlot


class PlanePartLayer(DotsPartLayer):
    """Samples lie where they lie; arrows are as long as those of all forces."""

    def __init__(self, figure: PlanePlot) -> None:
        super().__init__(figure.plot, figure.items_of("real", "generated", "forces"))
        self._figure = figure

    def places(self, samples: Array, verdicts: Array | None) -> Array:
        return samples

    def arrows(self, places: Array, pushes: Array) -> tuple[Array, Array]:
        picture = self._figure.picture
        return arrows(places, pushes, (1.0, 1.0) if picture is None else picture.scale)
