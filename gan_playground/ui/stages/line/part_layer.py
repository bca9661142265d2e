"""A turn that stands still, on the line."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.line.plot import LinePlot
from gan_playground.ui.stages.part_layer import DotsPartLayer
from gan_playground.ui.stages.plane.forces import arrows

at_foot = 0.03  # of the height, where nobody has judged them
view_deviations = 8.0  # about as many deviations of the data as are seen, by which a push is measured


class LinePartLayer(DotsPartLayer):
    """Samples lie at the foot of the figure, and once D has judged them, as high as it says: on D's own curve."""

    def __init__(self, figure: LinePlot) -> None:
        super().__init__(figure.curves, figure.items_of("real", "generated", "histograms"))
        self._figure = figure

    def places(self, samples: Array, verdicts: Array | None) -> Array:
        heights = np.full(len(samples), at_foot)
        if verdicts is not None and not self._figure.scores:
            heights = 1 - verdicts if self._figure.of_fake else verdicts
        return np.column_stack((samples[:, 0], heights))

    def arrows(self, places: Array, pushes: Array) -> tuple[Array, Array]:
        low, high = self._figure.scale.view
        deviation = (high - low) / view_deviations
        return arrows(places, np.hstack((pushes, np.zeros_like(pushes))), (deviation, deviation))
