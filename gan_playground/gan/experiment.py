"""A run described in full: frozen, validated, and the single list of every knob there is.

Importing this loads neither torch nor Qt: the window draws its knobs from here before training can start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data import FAMILIES, Distribution
from gan_playground.gan.knob import Knob, knobs_of
from gan_playground.gan.latents import LATENTS
from gan_playground.gan.networks import ACTIVATIONS, GENERATORS
from gan_playground.gan.objectives import OBJECTIVES
from gan_playground.gan.optimizers import OPTIMIZERS


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
            explanation="A .csv or .npy file with a column of numbers; empty for the irises that ship.",
            live=False,
            simple=True,
        ),
    ] = ""
    column: Annotated[
        str,
        Knob(
            title="Column",
            explanation="The column's name, or its number from 1; empty for the first column of numbers.",
            live=False,
            simple=True,
        ),
    ] = ""


class LatentSpace(Part, frozen=True):
    """The noise that G turns into samples."""

    kind: Annotated[
        str,
        Knob(title="Noise", explanation="The distribution of z, G's input.", choices=LATENTS, live=False),
    ] = "normal"
    dim: Annotated[
        int,
        Knob(title="Noise dimensions", explanation="How many numbers z has.", low=1, high=128, live=False),
    ] = 1


class Player(Part, frozen=True):
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


class Generator(Player, frozen=True):
    """G: noise to samples."""

    kind: Annotated[
        str,
        Knob(
            title="Made of",
            explanation="What the generator is: a network, or two knobs.",
            choices=GENERATORS,
            live=False,
        ),
    ] = "mlp"


class Discriminator(Player, frozen=True):
    """D: a sample to the logit of "this is real"."""


class Experiment(Part, frozen=True):
    """Everything that decides a run, apart from its seed and its device."""

    data: Data = Data()
    latent: LatentSpace = LatentSpace()
    generator: Generator = Generator()
    discriminator: Discriminator = Discriminator()
    objective: Annotated[
        str,
        Knob(
            title="Objective",
            explanation="What the two players minimise.",
            choices=OBJECTIVES,
            simple=True,
        ),
    ] = "non-saturating"
    batch_size: Annotated[
        int,
        Knob(
            title="Batch size",
            explanation="How many real and how many generated samples one update sees.",
            unit="samples",
            low=1,
            high=4096,
            logarithmic=True,
            simple=True,
        ),
    ] = 256

    def __post_init__(self) -> None:
        for knob in KNOBS.values():
            knob.check(self.knob(knob.path))
        only_dim = GENERATORS[self.generator.kind].latent_dim
        if only_dim not in (None, self.latent.dim):
            raise PlaygroundError(
                f"latent.dim is {self.latent.dim}; a generator of kind {self.generator.kind} takes {only_dim}."
            )
        if self.generator.steps == self.discriminator.steps == 0:
            raise PlaygroundError(
                "generator.steps and discriminator.steps are both 0, so nobody would learn; set one to 1 or more."
            )

    def knob(self, path: str) -> Any:
        """The value of one knob, by its dotted path."""
        value: Any = self
        for name in find_knob(path).path.split("."):
            value = getattr(value, name)
        return value

    def with_knobs(self, values: Mapping[str, Any]) -> Experiment:
        """This experiment with some knobs set to other values; raises PlaygroundError for a bad name or value."""
        parts: dict[str, dict[str, Any]] = {}
        own: dict[str, Any] = {}
        for path, value in values.items():
            checked = find_knob(path).check(value)
            part, dot, name = path.rpartition(".")
            (parts.setdefault(part, {}) if dot else own)[name] = checked
        for part, changes in parts.items():
            own[part] = msgspec.structs.replace(getattr(self, part), **changes)
        return msgspec.structs.replace(self, **own)

    def reads(self, path: str) -> bool:
        """Whether a knob matters here: a normal distribution has no file, a two-knob generator no width."""
        part_path, dot, name = path.rpartition(".")
        kind = KNOBS.get(f"{part_path}.kind")
        if not dot or kind is None or kind.choices is None or name == "kind":
            return True
        special = {name for choice in kind.choices.values() for name in choice.knobs}
        return name not in special or name in kind.choices[self.knob(kind.path)].knobs

    def make_data(self) -> Distribution:
        """The real distribution; raises PlaygroundError where its file cannot be used."""
        return FAMILIES[self.data.kind].make(self.data)

    @property
    def stage(self) -> str:
        """The kind of stage that shows this data."""
        return FAMILIES[self.data.kind].stage


KNOBS: dict[str, Knob] = knobs_of(Experiment)
"""Every knob by its dotted path: the same names in --set, lesson files, run files and objectNames."""


def find_knob(path: str) -> Knob:
    """The knob with this path; raises PlaygroundError with the names that exist."""
    try:
        return KNOBS[path]
    except KeyError:
        raise PlaygroundError(f"There is no knob {path!r}; the knobs are: {', '.join(KNOBS)}.") from None


@dataclass(frozen=True, slots=True)
class Edit:
    """One live change of one knob, taking effect before step `step` (None: the next one) of run `run` (None: any)."""

    knob: str
    value: Any
    step: int | None = None
    run: int | None = None
