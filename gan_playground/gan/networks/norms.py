"""What evens out the numbers between the layers of a network.

`batch` and `layer` act on what flows, `spectral` on the weights (spectral.py).
"""

from __future__ import annotations

import enum

from gan_playground.gan.experiment.knob import Choice

memory_of_statistics = 0.1  # the weight of the newest batch in what batch normalisation remembers


class Statistics(enum.Enum):
    """Where batch normalisation takes mean and deviation from."""

    OWN = "this batch's, remembered"  # in the player's own turn
    ONLY = "this batch's, and all that is remembered"  # where weights come that had no turn
    BATCH = "this batch's"  # in the other player's turn
    REMEMBERED = "those remembered"  # when somebody looks

    @property
    def weight_of_newest(self) -> float:
        """How much the batch counts in what is remembered."""
        return 1.0 if self is Statistics.ONLY else memory_of_statistics

    @property
    def remembers(self) -> bool:
        """Whether what is remembered is read or written."""
        return self is not Statistics.BATCH


NORMS: dict[str, Choice] = {
    "none": Choice(title="None", explanation="Numbers flow as they are."),
    "batch": Choice(
        title="Batch",
        explanation="Each neuron's numbers get mean 0 and deviation 1 over the batch, then a gain and a shift. In D, "
        "real and generated samples are batches of their own.",
        source="Ioffe and Szegedy 2015",
    ),
    "layer": Choice(
        title="Layer",
        explanation="Each sample's numbers get mean 0 and deviation 1 over the layer, then a gain and a shift.",
        source="Ba et al. 2016",
    ),
    "spectral": Choice(
        title="Spectral",
        explanation="Every matrix is divided by its largest singular value.",
        source="Miyato et al. 2018",
    ),
}
