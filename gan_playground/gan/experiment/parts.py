"""The parts of an Experiment: every knob there is, with its words and its range, assembled from the registries."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from gan_playground.gan.data import FAMILIES
from gan_playground.gan.data.plane.mixtures import read_centres
from gan_playground.gan.data.plane.strokes import read_strokes
from gan_playground.gan.data.plane.word import check_word
from gan_playground.gan.data.table.decimals import DECIMALS
from gan_playground.gan.experiment.knob import Knob
from gan_playground.gan.networks import DISCRIMINATORS, GENERATORS
from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.networks.initialisations import INITIALISATIONS
from gan_playground.gan.networks.norms import NORMS
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.optimizers import OPTIMIZERS
from gan_playground.gan.training.penalties import CLIP, PENALTIES
from gan_playground.gan.training.stabilisers import STABILISERS


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of knobs."""


class Data(Part, frozen=True):
    """The real distribution."""

    kind: Annotated[
        str,
        Knob(
            title="Real data",
            explanation="The distribution that G should learn.",
            choices=FAMILIES,
            live=False,
            simple=True,
        ),
    ] = "normal"
    mean: Annotated[
        float, Knob(title="Mean", explanation="The centre of the real data.", low=-1e6, high=1e6, live=False)
    ] = 0.0
    std: Annotated[
        float,
        Knob(
            title="Standard deviation",
            explanation="How widely the real data spreads: the square root of its variance.",
            low=1e-6,
            high=1e6,
            logarithmic=True,
            live=False,
        ),
    ] = 1.0
    modes: Annotated[
        int,
        Knob(title="Bells", explanation="How many bells the mixture has.", low=2, high=8, live=False, simple=True),
    ] = 2
    path: Annotated[
        str,
        Knob(
            title="File",
            explanation="A file of numbers, a picture, or a folder or file of many; empty for what ships.",
            live=False,
            simple=True,
        ),
    ] = ""
    column: Annotated[
        str,
        Knob(
            title="Column",
            explanation="The column's name, or its number from 1; two with a comma between them for points. Empty for "
            "the first of numbers.",
            live=False,
            simple=True,
        ),
    ] = ""
    decimals: Annotated[
        str,
        Knob(
            title="Decimals",
            explanation="Whether 1,234 in the file is a thousand and more, or one and some decimals.",
            choices=DECIMALS,
            live=False,
        ),
    ] = "auto"
    sigma: Annotated[
        float,
        Knob(
            title="Width of a mode (σ)",
            explanation="How far points stray from the middle of a mode, or from a curve. 0: what suits the shape.",
            low=0.0,
            high=2.0,
            least=5e-3,
            logarithmic=True,
            simple=True,
        ),
    ] = 0.0
    centres: Annotated[
        str,
        Knob(
            title="Where the modes lie",
            explanation="x and y of each mode, as in '2 0; -1 1.5'; empty for where they lie by themselves, 'none' for "
            "no mode.",
            reader=read_centres,
            on_stage=True,
        ),
    ] = ""
    text: Annotated[
        str,
        Knob(
            title="The word",
            explanation="Its ink is the real data; empty for GAN.",
            reader=check_word,
            simple=True,
        ),
    ] = ""
    drawing: Annotated[
        str,
        Knob(
            title="Painted and rubbed out",
            explanation="Strokes on the real data, as in 'brush 0.2 0.5: 0 0, 1 0.5; eraser 0.3 0: 1 1': the radius of "
            "the tip, how soft it is, and where it goes.",
            reader=read_strokes,
            on_stage=True,
        ),
    ] = ""
    conditional: Annotated[
        bool,
        Knob(
            title="Tell both the class",
            explanation="G is told which class to paint, and D which class it should be, where pictures have classes.",
            source="Mirza and Osindero 2014; Miyato and Koyama 2018",
            live=False,
            simple=True,
        ),
    ] = False
    colour: Annotated[
        bool,
        Knob(
            title="Colour",
            explanation="Red, green and blue, or shades of grey: three times the numbers, or a third of the work.",
            live=False,
            simple=True,
        ),
    ] = True
    side: Annotated[
        int,
        Knob(
            title="Size",
            explanation="Pictures are cut to a square and made this large. 0: as they are, where they are small.",
            unit="pixels a side",
            low=0,
            high=64,
            live=False,
            simple=True,
        ),
    ] = 0
    drift: Annotated[
        float,
        Knob(
            title="The data turn",
            explanation="How often the real data go round the middle while both train; below 0 to the right.",
            unit="times in 1,000 steps",
            low=-2.0,
            high=2.0,
            simple=True,
        ),
    ] = 0.0


class LatentSpace(Part, frozen=True):
    """The noise that G turns into samples."""

    kind: Annotated[
        str,
        Knob(title="Noise", explanation="The distribution of z, G's input.", choices=LATENTS, live=False),
    ] = "normal"
    dim: Annotated[
        int,
        Knob(title="Noise dimensions", explanation="How many numbers z has.", low=1, high=512, live=False),
    ] = 1


class PlayerConfig(Part, frozen=True):
    """What both players have."""

    learning_rate: Annotated[
        float,
        Knob(
            title="Learning rate",
            explanation="How far one step moves the weights.",
            unit="per step",
            low=1e-6,
            high=1.0,
            logarithmic=True,
            simple=True,
        ),
    ] = 1e-3
    steps: Annotated[
        int,
        Knob(
            title="Steps a turn",
            explanation="How many updates this player makes in its turn; 0 holds it still.",
            unit="updates",
            low=0,
            high=20,
            simple=True,
        ),
    ] = 1
    optimizer: Annotated[
        str,
        Knob(title="Optimizer", explanation="How a gradient becomes a step.", choices=OPTIMIZERS),
    ] = "adam"
    momentum: Annotated[
        float,
        Knob(
            title="Momentum",
            explanation="How much of the last step is kept in the next; below 0 it brakes.",
            low=-0.9,
            high=0.99,
        ),
    ] = 0.9
    beta1: Annotated[
        float,
        Knob(
            title="Momentum (β₁)",
            explanation="How much of the average gradient each step keeps. The DCGAN has 0.5, later GANs 0.",
            low=0.0,
            high=0.99,
        ),
    ] = 0.5
    beta2: Annotated[
        float,
        Knob(
            title="Size memory (β₂)",
            explanation="How much of the average squared gradient each step keeps.",
            low=0.0,
            high=0.999,
        ),
    ] = 0.999
    weight_decay: Annotated[
        float,
        Knob(
            title="Weight decay",
            explanation="Draws every weight towards 0: this share, times the learning rate, at each step. 0 is off.",
            low=0.0,
            high=10.0,
            least=1e-4,
            logarithmic=True,
        ),
    ] = 0.01
    depth: Annotated[
        int,
        Knob(title="Hidden layers", explanation="Layers between input and output.", low=0, high=8, live=False),
    ] = 2
    width: Annotated[
        int,
        Knob(
            title="Neurons a layer",
            explanation="Width of every hidden layer.",
            unit="neurons",
            low=1,
            high=1024,
            logarithmic=True,
            live=False,
        ),
    ] = 32
    activation: Annotated[
        str,
        Knob(title="Activation", explanation="What bends between layers.", choices=ACTIVATIONS, live=False),
    ] = "leaky-relu"
    norm: Annotated[
        str,
        Knob(
            title="Normalisation",
            explanation="What evens out the numbers between layers.",
            choices=NORMS,
            live=False,
        ),
    ] = "none"
    init: Annotated[
        str,
        Knob(title="First weights", explanation="Where the weights start.", choices=INITIALISATIONS, live=False),
    ] = "uniform"


class Generator(PlayerConfig, frozen=True):
    """G: noise to samples."""

    kind: Annotated[
        str,
        Knob(
            title="Made of",
            explanation="What the generator is: a network, two knobs, or a point.",
            choices=GENERATORS,
            live=False,
        ),
    ] = "mlp"
    start: Annotated[
        float,
        Knob(
            title="Starts at θ",
            explanation="Where the generator's one number begins.",
            low=-3.0,
            high=3.0,
            live=False,
            simple=True,
        ),
    ] = 1.0


class Discriminator(PlayerConfig, frozen=True):
    """D: a sample to the logit of "this is real"."""

    kind: Annotated[
        str,
        Knob(
            title="Made of",
            explanation="What the discriminator is: a network, or a slope.",
            choices=DISCRIMINATORS,
            live=False,
        ),
    ] = "mlp"
    start: Annotated[
        float,
        Knob(
            title="Starts at ψ",
            explanation="Where the discriminator's one number begins.",
            low=-3.0,
            high=3.0,
            live=False,
            simple=True,
        ),
    ] = 1.0


class Penalties(Part, frozen=True):
    """What keeps D's slopes and weights in bounds, each with its strength; 0 is off."""

    r1: Annotated[float, PENALTIES["r1"].knob] = 0.0
    r2: Annotated[float, PENALTIES["r2"].knob] = 0.0
    wgan_gp: Annotated[float, PENALTIES["wgan_gp"].knob] = 0.0
    dragan: Annotated[float, PENALTIES["dragan"].knob] = 0.0
    clip: Annotated[float, CLIP] = 0.0


class Stabilisers(Part, frozen=True):
    """What else keeps the game from running off or in circles."""

    spectral_norm: Annotated[bool, STABILISERS["spectral_norm"]] = False
    instance_noise: Annotated[float, STABILISERS["instance_noise"]] = 0.0
    instance_noise_half_life: Annotated[float, STABILISERS["instance_noise_half_life"]] = 0.0
    label_smoothing: Annotated[float, STABILISERS["label_smoothing"]] = 0.0
    rate_half_life: Annotated[float, STABILISERS["rate_half_life"]] = 0.0
    average_half_life: Annotated[float, STABILISERS["average_half_life"]] = 0.0
    average_shown: Annotated[bool, STABILISERS["average_shown"]] = True
    unroll: Annotated[int, STABILISERS["unroll"]] = 0
    pack: Annotated[int, STABILISERS["pack"]] = 1


NEUTRAL: dict[str, Any] = {
    f"{prefix}.{name}": getattr(part, name)
    for prefix, part in {
        "data": Data(),
        "latent": LatentSpace(),
        "generator": Generator(),
        "discriminator": Discriminator(),
        "penalty": Penalties(),
        "stabilise": Stabilisers(),
    }.items()
    for name in part.__struct_fields__
}
"""Where the knobs of a plain experiment stand: there, all that stabilises is off."""
