"""The parts of an Experiment: every knob there is, with its words and its range, assembled from the registries."""

from typing import Annotated, Any

from gan_playground.gan.experiment.data import Data
from gan_playground.gan.experiment.knob import Knob, Part
from gan_playground.gan.networks import DISCRIMINATORS, GENERATORS
from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.networks.initialisations import INITIALISATIONS
from gan_playground.gan.networks.norms import NORMS
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.optimizers import OPTIMIZERS
from gan_playground.gan.training.penalties import CLIP, PENALTIES
from gan_playground.gan.training.stabilisers import STABILISERS

most_theta = 1e6


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
            title="Steps per turn",
            explanation="How many updates this player makes before the other one moves.",
            low=0,
            high=20,
            named={0: "held still"},
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
            title="Second moment (β₂)",
            explanation="Adam divides by the gradient’s usual size: how much of its average square each step keeps.",
            low=0.0,
            high=0.999,
        ),
    ] = 0.999
    weight_decay: Annotated[
        float,
        Knob(
            title="Weight decay",
            explanation="Draws every weight towards 0: this share, times the learning rate, at each step.",
            low=0.0,
            high=10.0,
            least=1e-4,
            logarithmic=True,
            named={0: "off"},
        ),
    ] = 0.01
    depth: Annotated[
        int,
        Knob(title="Hidden layers", explanation="Layers between input and output.", low=0, high=8, live=False),
    ] = 2
    width: Annotated[
        int,
        Knob(
            title="Layer width",
            explanation="How many neurons a hidden layer has; in a convolutional network, how many channels the finest "
            "maps have.",
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
        Knob(title="Initialisation", explanation="Where the weights start.", choices=INITIALISATIONS, live=False),
    ] = "uniform"


def _two_knobs(title: str, explanation: str) -> Knob:
    """One of the two numbers of the two-knob generator."""
    explanation += " Where it begins; turned while it trains, it is put there and trains on."
    return Knob(title=title, explanation=explanation, low=-most_theta, high=most_theta, on_stage=True, trained=True)


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
    theta1: Annotated[float, _two_knobs("θ₁", "What is added to z: it moves the curve.")] = 3.0
    theta2: Annotated[float, _two_knobs("θ₂", "What z + θ₁ is multiplied by: it stretches the curve.")] = 1.0


class Discriminator(PlayerConfig, frozen=True):
    """D: a sample to the logit of "this is real"."""

    kind: Annotated[
        str,
        Knob(
            title="Made of",
            explanation="What the discriminator is: a network, a slope, or an edge.",
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
    threshold: Annotated[
        float,
        Knob(
            title="Edge",
            explanation="Where D’s edge lies. Where it begins; turned while it trains, it is put there and trains on.",
            unit="deviations from the mean",
            low=-4.0,
            high=4.0,
            trained=True,
        ),
    ] = 0.0
    steepness: Annotated[
        float,
        Knob(
            title="Steepness",
            explanation="How sure D is beyond its edge; below 0, what is real is at the left. Where it begins; turned "
            "while it trains, it is put there and trains on.",
            low=-20.0,
            high=20.0,
            trained=True,
        ),
    ] = 4.0


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
