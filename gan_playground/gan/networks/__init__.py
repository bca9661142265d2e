"""Generators and discriminators, and their registries.

torch is loaded when a network is made, not when the registries are read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import LineDistribution
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.experiment.knob import Choice
from gan_playground.gan.networks.few_numbers import Point, Slope, Threshold, TwoKnobs
from gan_playground.gan.networks.network import Network
from gan_playground.gan.networks.work import (
    Lookup,
    SampleShape,
    Work,
    conv_discriminator_work,
    conv_generator_work,
    mlp_discriminator_work,
    mlp_generator_work,
    of_one_number,
)

if TYPE_CHECKING:
    from torch import Generator

    from gan_playground.gan.data.distribution import Distribution
    from gan_playground.gan.experiment.experiment import Experiment


class NetworkKind(Choice, frozen=True, kw_only=True):
    """takes_noise: whether a generator reads z at all. threads: how many threads still make it faster.

    work: its arithmetic, by the knobs and the shape of what is real. width: a usual one, where it has any.
    """

    make: Callable[[Experiment, Distribution, Generator], Network]
    work: Callable[[Lookup, SampleShape], Work] = of_one_number
    width: int = 0
    takes_noise: bool = True
    threads: int = 1


def _mlp_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    from gan_playground.gan.networks.mlp import Mlp, MlpPainter

    if isinstance(real, ImageDistribution):
        return MlpPainter(experiment.latent.dim, real.dim, real.label_count, experiment.generator, rng)
    return Mlp(experiment.latent.dim, real.dim, experiment.generator, rng)


def _conv_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    from gan_playground.gan.networks.convolutional import ConvPainter

    assert isinstance(real, ImageDistribution)  # gan/experiment/rules.py sees to it
    return ConvPainter(experiment.latent.dim, real, experiment.generator, rng)


def _two_knobs_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    assert isinstance(real, LineDistribution)  # gan/experiment/rules.py sees to it
    player = experiment.generator
    return TwoKnobs(real.shift, real.scale, (player.theta1, player.theta2))


def _point_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return Point(experiment.generator.start)


def _mlp_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    from gan_playground.gan.networks.mlp import Mlp, MlpJudge

    pack = experiment.stabilise.pack
    if real.label_count:
        return MlpJudge(real.dim, real.label_count, pack, experiment.discriminator, rng)
    return Mlp(real.dim * pack, 1, experiment.discriminator, rng)


def _conv_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    from gan_playground.gan.networks.convolutional import ConvJudge

    assert isinstance(real, ImageDistribution)
    return ConvJudge(real, experiment.stabilise.pack, experiment.discriminator, rng)


def _slope_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return Slope(experiment.discriminator.start)


def _threshold_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return Threshold((experiment.discriminator.threshold, experiment.discriminator.steepness))


MLP_KNOBS = ("depth", "width", "activation", "norm", "init")
CONV_KNOBS = ("width", "activation", "norm", "init")
mlp_width = 128
dcgan_channels = 64  # of its finest maps, in both players (Radford et al. 2016, for pictures of 64 x 64)

GENERATORS: dict[str, NetworkKind] = {
    "mlp": NetworkKind(
        title="Network",
        explanation="A fully connected network: it can bend z into any shape.",
        make=_mlp_generator,
        work=mlp_generator_work,
        width=mlp_width,
        knobs=MLP_KNOBS,
    ),
    "conv": NetworkKind(
        title="Convolutional",
        explanation="Paints coarse maps first, doubles and refines them; for pictures. Its width is the channels of "
        "its finest maps.",
        source="Radford et al. 2016; Odena et al. 2016",
        make=_conv_generator,
        work=conv_generator_work,
        width=dcgan_channels,
        knobs=CONV_KNOBS,
        threads=4,
    ),
    "two-knobs": NetworkKind(
        title="Two knobs",
        explanation="x = (z + θ₁) × θ₂: it can move and stretch z, nothing else.",
        make=_two_knobs_generator,
        knobs=TwoKnobs.own_numbers,
    ),
    "point": NetworkKind(
        title="A point",
        explanation="One number, θ: every sample lies there.",
        source="Mescheder et al. 2018",
        make=_point_generator,
        knobs=("start",),
        takes_noise=False,
    ),
}
DISCRIMINATORS: dict[str, NetworkKind] = {
    "mlp": NetworkKind(
        title="Network",
        explanation="A fully connected network: it can say anything of any x.",
        make=_mlp_discriminator,
        work=mlp_discriminator_work,
        width=mlp_width,
        knobs=MLP_KNOBS,
    ),
    "conv": NetworkKind(
        title="Convolutional",
        explanation="Looks at patches, then at patches of these; for pictures. Its width is the channels of its "
        "finest maps.",
        source="Radford et al. 2016",
        make=_conv_discriminator,
        work=conv_discriminator_work,
        width=dcgan_channels,
        knobs=CONV_KNOBS,
        threads=4,
    ),
    "slope": NetworkKind(
        title="A slope",
        explanation="One number, ψ: its logit of “real” is ψ × x.",
        source="Mescheder et al. 2018",
        make=_slope_discriminator,
        knobs=("start",),
    ),
    "threshold": NetworkKind(
        title="An edge",
        explanation="What lies beyond an edge is real, what lies before it is fake; for numbers on a line.",
        make=_threshold_discriminator,
        knobs=Threshold.own_numbers,
    ),
}


def make_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    """The generator that the experiment describes, with weights drawn from `rng` (a CPU generator)."""
    return GENERATORS[experiment.generator.kind].make(experiment, real, rng)


def make_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    """The discriminator: a batch (B, dim) to logits (B, 1)."""
    return DISCRIMINATORS[experiment.discriminator.kind].make(experiment, real, rng)


__all__ = [
    "DISCRIMINATORS",
    "GENERATORS",
    "Network",
    "Point",
    "Slope",
    "Threshold",
    "TwoKnobs",
    "make_discriminator",
    "make_generator",
]
