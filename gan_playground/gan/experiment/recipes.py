"""Known ways to train a GAN, each a set of live knobs: what a paper changed, and everything else switched off.

They change the game, not the networks: no run has to begin again. Learning rates are those that suit the small
networks of this program (benchmarks/recipes.py), where a paper's were made for images.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.rules import RULES

kept = ("batch_size", "stabilise.average_shown")
"""Live knobs that no recipe touches."""

strides = ("learning_rate", "optimizer", "momentum", "beta1", "beta2", "weight_decay")
"""How a player steps. Recipes are made for networks; the two numbers of the Dirac-GAN keep steps of their own size."""

decisive = ("objective", "generator.learning_rate", "discriminator.learning_rate")
"""What every recipe sets, every network reads, and no rule touches."""

_plain = Experiment()
_neutral = {path: _plain.knob(path) for path, knob in KNOBS.items() if knob.live and path not in kept}


class Recipe(Struct, frozen=True, kw_only=True):
    """knobs: those that make the recipe; all the other live ones go to where they are off."""

    title: str
    explanation: str
    source: str
    knobs: Mapping[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """Every live knob that a recipe decides."""
        return {**_neutral, **self.knobs}

    def values_for(self, experiment: Experiment) -> dict[str, Any]:
        """`values`, without what makes no sense for this experiment's networks."""
        values = self.values
        if experiment.is_dirac:
            values = {path: value for path, value in values.items() if path.rpartition(".")[2] not in strides}

        def imagined(path: str) -> Any:
            return values[path] if path in values else experiment.knob(path)

        for rule in RULES:
            if rule.holds(imagined):
                values |= {path: _neutral[path] for path in rule.knobs if path in values}
        return values

    def fits(self, experiment: Experiment) -> bool:
        """Whether the experiment is played by this recipe, as far as its knobs are read."""
        told_apart_by = decisive[:1] if experiment.is_dirac else decisive
        if any(experiment.knob(path) != self.knobs[path] for path in told_apart_by):
            return False  # asked for at every pixel of a drag, and hardly ever more than this
        values = self.values_for(experiment)
        return all(experiment.knob(path) == value or not experiment.reads(path) for path, value in values.items())


def _both(**settings: Any) -> dict[str, Any]:
    """The same settings for both players."""
    return {f"{player}.{name}": value for player in ("generator", "discriminator") for name, value in settings.items()}


RECIPES: dict[str, Recipe] = {
    "goodfellow-2014": Recipe(
        title="Goodfellow 2014",
        explanation="The first GAN: non-saturating, by gradient descent with momentum, one D step a G step.",
        source="Goodfellow et al. 2014",
        knobs={
            "objective": "non-saturating",
            **_both(optimizer="momentum", momentum=0.5),
            "generator.learning_rate": 0.003,
            "discriminator.learning_rate": 0.1,
        },
    ),
    "dcgan": Recipe(
        title="DCGAN",
        explanation="Non-saturating with Adam, β₁ = 0.5: what most tutorials train with.",
        source="Radford et al. 2015",
        knobs={
            "objective": "non-saturating",
            **_both(optimizer="adam", beta1=0.5),
            "generator.learning_rate": 2e-4,
            "discriminator.learning_rate": 2e-3,
        },
    ),
    "wgan-gp": Recipe(
        title="WGAN-GP",
        explanation="A critic with slopes drawn to 1, five steps of it for one of G. λ is 10 in the paper; on a line, "
        "where a slope turns round only by way of 0, it has to be small.",
        source="Gulrajani et al. 2017",
        knobs={
            "objective": "wasserstein",
            "penalty.wgan_gp": 0.1,
            "discriminator.steps": 5,
            **_both(optimizer="adam", beta1=0.0, beta2=0.9),
            "generator.learning_rate": 3e-4,
            "discriminator.learning_rate": 3e-3,
        },
    ),
    "sngan-hinge": Recipe(
        title="SNGAN hinge",
        explanation="The hinge loss with spectral norm, which bounds D's slopes whatever it learns.",
        source="Miyato et al. 2018",
        knobs={
            "objective": "hinge",
            "stabilise.spectral_norm": True,
            "discriminator.steps": 5,
            **_both(optimizer="adam", beta1=0.0, beta2=0.9),
            "generator.learning_rate": 3e-4,
            "discriminator.learning_rate": 4e-3,
        },
    ),
    "r3gan": Recipe(
        title="R3GAN",
        explanation="Relativistic, R1 and R2 together, Adam without momentum, the EMA of G: the strongest simple one.",
        source="Huang et al. 2024",
        knobs={
            "objective": "relativistic",
            "penalty.r1": 0.1,
            "penalty.r2": 0.1,
            "stabilise.average_half_life": 50_000.0,
            **_both(optimizer="adam", beta1=0.0, beta2=0.99),
            "generator.learning_rate": 1e-3,
            "discriminator.learning_rate": 2e-3,
        },
    ),
}


def find_recipe(name: str) -> Recipe:
    """The recipe with this name; raises PlaygroundError with the names that exist."""
    try:
        return RECIPES[name]
    except KeyError:
        raise PlaygroundError(f"There is no recipe {name!r}; {nearest(name, RECIPES)}.") from None
