"""What keeps a game from running off or in circles, apart from penalties: each a knob and a formula.

Label smoothing is a loss of its own (objectives.py), spectral norm a way to read weights (spectral.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.gan.experiment.knob import Knob

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.experiment.parts import PlayerConfig


def decayed(value: float, half_life: float, step: int) -> float:
    """What is left at a step of something that halves every `half_life` steps, or never (0)."""
    return value * 0.5 ** (step / half_life) if half_life else value


def settings_at(step: int, player: PlayerConfig, experiment: Experiment) -> PlayerConfig:
    """The player's knobs, with the learning rate as it is at this step."""
    half_life = experiment.stabilise.rate_half_life
    return replace(player, learning_rate=decayed(player.learning_rate, half_life, step)) if half_life else player


def kept_share(batch_size: int, half_life: float) -> float:
    """beta = 0.5^(batch / half-life): how much of the average one update of G leaves (Karras et al. 2018)."""
    return float(0.5 ** (batch_size / half_life))


STABILISERS: dict[str, Knob] = {
    "spectral_norm": Knob(
        title="Spectral norm",
        explanation="Divides every matrix of D by its largest singular value, so that D's slopes stay in bounds.",
        source="Miyato et al. 2018",
    ),
    "instance_noise": Knob(
        title="Instance noise",
        explanation="Blurs what D sees, real and generated alike: normal noise, in standard deviations of the data.",
        source="Sønderby et al. 2017; Arjovsky and Bottou 2017",
        unit="deviations",
        low=0.0,
        high=3.0,
        least=1e-2,
        logarithmic=True,
        named={0: "off"},
    ),
    "instance_noise_half_life": Knob(
        title="Instance noise halves",
        explanation="After so many steps the instance noise is half as wide.",
        unit="steps",
        low=0.0,
        high=1e6,
        least=10.0,
        logarithmic=True,
        named={0: "never"},
        needs="stabilise.instance_noise",
    ),
    "rate_half_life": Knob(
        title="Rates halve every",
        explanation="After so many steps both learning rates are half as large, so that the game comes to rest.",
        unit="steps",
        low=0.0,
        high=1e6,
        least=10.0,
        logarithmic=True,
        named={0: "never"},
    ),
    "label_smoothing": Knob(
        title="Label smoothing",
        explanation="D is to say 1 minus this of real data, instead of 1; of generated data still 0.",
        source="Salimans et al. 2016, one-sided",
        low=0.0,
        high=0.5,
        named={0: "off"},
    ),
    "average_half_life": Knob(
        title="EMA of G",
        explanation="Keeps an exponential moving average of G's weights: what is so many samples old counts half.",
        source="Karras et al. 2018",
        unit="samples",
        low=0.0,
        high=1e7,
        least=100.0,
        logarithmic=True,
        named={0: "off"},
        simple=True,
    ),
    "average_shown": Knob(
        title="Show the EMA of G",
        explanation="What is drawn and measured: the EMA of G, or the current G, which plays against D.",
        needs="stabilise.average_half_life",
        simple=True,
    ),
    "unroll": Knob(
        title="Unrolled steps of D",
        explanation="G looks so many steps of D ahead, and D's answer counts in its gradient.",
        source="Metz et al. 2017",
        unit="steps",
        low=0,
        high=10,
        named={0: "off"},
    ),
    "pack": Knob(
        title="Pack size",
        explanation="D judges packs of samples, all real or all generated, so a lack of variety shows.",
        source="Lin et al. 2018 (PacGAN)",
        unit="samples",
        low=1,
        high=8,
        live=False,
        named={1: "off"},
    ),
}
