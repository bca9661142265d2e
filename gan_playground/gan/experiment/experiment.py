"""A run described in full: frozen, validated, and the single list of every knob there is.

Importing this loads neither torch nor Qt: the window draws its knobs from here before training can start.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from operator import attrgetter
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.gan.data.distribution import Distribution
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.making import make_real
from gan_playground.gan.experiment.data import Data
from gan_playground.gan.experiment.knob import Knob, Part, knobs_of
from gan_playground.gan.experiment.lighter import PLAYERS, players_of_another_kind, suiting_widths
from gan_playground.gan.experiment.parts import (
    NEUTRAL,
    Discriminator,
    Generator,
    LatentSpace,
    Penalties,
    Stabilisers,
)
from gan_playground.gan.experiment.rules import (
    DIRAC_GAN,
    RULES,
    dirac_refusal,
    foreign_knobs,
    foreign_refusal,
)
from gan_playground.gan.networks import GENERATORS
from gan_playground.gan.training.objectives import OBJECTIVES, Balance
from gan_playground.gan.training.turns import TURNS


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
    turns: Annotated[
        str,
        Knob(title="Turns", explanation="Whether G answers to the D that has just moved.", choices=TURNS),
    ] = "alternating"
    batch_size: Annotated[
        int,
        Knob(
            title="Batch size",
            explanation="How many real and how many generated samples one update sees; with packs, so many packs.",
            unit="samples",
            low=1,
            high=4096,
            logarithmic=True,
            simple=True,
        ),
    ] = 256
    penalty: Penalties = Penalties()
    stabilise: Stabilisers = Stabilisers()

    def __post_init__(self) -> None:
        for knob in KNOBS.values():
            knob.check(self.knob(knob.path))
        self._check_together()

    def _check_together(self) -> None:
        """What no knob can say by itself."""
        if refusal := dirac_refusal(self.knob) or foreign_refusal(self.knob) or self._data_refusal():
            raise PlaygroundError(refusal)
        for rule in RULES:
            for path in rule.knobs if rule.holds(self.knob) else ():
                if self.knob(path) != NEUTRAL[path]:
                    raise PlaygroundError(f"{path} is {self.knob(path)!r}, but {rule.because}.")
        in_hands = self.generator.kind == "two-knobs" and self.discriminator.kind == "threshold"  # which move both
        if self.generator.steps == self.discriminator.steps == 0 and not in_hands:
            raise PlaygroundError(
                "generator.steps and discriminator.steps are both 0, so nobody would learn; set one to 1 or more."
            )

    def _data_refusal(self) -> str:
        refuse = FAMILIES[self.data.kind].refusal
        return "" if refuse is None else refuse(self.data)

    def knob(self, path: str) -> Any:
        """The value of one knob, by its dotted path."""
        try:
            return _value_of[path](self)
        except KeyError:
            raise _unknown(path) from None

    def auto(self, path: str) -> float | None:
        """What a knob comes to that stands at "auto"; None where it does not, or where that is only known later."""
        kind, name = FAMILIES[self.data.kind], path.partition(".")[2]
        is_auto = find_knob(path).named.get(self.knob(path)) == "auto"
        return kind.auto.get(name) if is_auto else None

    def knobs_unlike(self, other: Experiment) -> list[str]:
        """The paths of the knobs that stand elsewhere than in the other experiment."""
        parts = [name for name in self.__struct_fields__ if getattr(self, name) != getattr(other, name)]
        return [path for part in parts for path in PATHS[part] if self.knob(path) != other.knob(path)]

    def with_knobs(self, values: Mapping[str, Any]) -> Experiment:
        """This experiment with some knobs set to other values; raises PlaygroundError for a bad name or value.

        Where the kind of data is another one, what that does not have is off, and a network of another kind has a width
        that suits it, unless `values` names it.
        """
        changed = self._with({**self._left_behind(values), **self._widths_for(values), **values})
        changed._check_together()  # all else was checked when this experiment was made
        return changed

    def turned(self, values: Mapping[str, Any]) -> Experiment:
        """The same of a run in training: what training moves is put elsewhere, and began where it began."""
        return self.with_knobs({path: value for path, value in values.items() if not find_knob(path).trained})

    def _with(self, values: Mapping[str, Any]) -> Experiment:
        """The same with these values, each of them checked, but not whether they go together."""
        changed, own = copy(self), set[str]()
        for path, value in values.items():
            checked = find_knob(path).check(value)
            part, _, name = path.rpartition(".")
            if part and part not in own:
                own.add(part)
                force_setattr(changed, part, copy(getattr(self, part)))
            force_setattr(getattr(changed, part) if part else changed, name, checked)
        return changed

    def _widths_for(self, values: Mapping[str, Any]) -> dict[str, int]:
        """Of networks that become another kind, where `values` does not say how wide they are."""
        if not any(f"{player}.kind" in values for player in PLAYERS):
            return {}
        after = self._with(values).knob
        unsaid = [p for p in players_of_another_kind(self.knob, after) if f"{p}.width" not in values]
        return suiting_widths(after, unsaid) if unsaid else {}

    def changes_for(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """`values`, and what has to give way to them: knobs that would contradict them, back to where they are off.

        Nothing that `values` names gives way; where that leaves a contradiction, `with_knobs` refuses.
        """
        changes = {**self._of_the_dirac_gan(values), **values}
        changes |= {path: off for path, off in self._left_behind(changes).items() if path not in changes}

        def imagined(path: str) -> Any:
            return changes[path] if path in changes else self.knob(path)

        for rule in RULES:
            for path in rule.knobs if rule.holds(imagined) else ():
                if path not in values and imagined(path) != NEUTRAL[path]:
                    changes[path] = NEUTRAL[path]
        return {**self._widths_for(changes), **changes}

    def _of_the_dirac_gan(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The other parts of the Dirac-GAN, where one of them comes or goes."""
        turned = {path: value for path, value in values.items() if path in DIRAC_GAN and value != self.knob(path)}
        if not turned:
            return {}
        if any(value == DIRAC_GAN[path] for path, value in turned.items()):
            return dict(DIRAC_GAN)
        return {path: NEUTRAL[path] for path, value in DIRAC_GAN.items() if self.knob(path) == value}

    def _left_behind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What is turned here and the kind of data in `values` does not have, back to where it is off."""
        kind = KNOBS["data.kind"].check(values.get("data.kind", self.data.kind))
        if kind == self.data.kind:
            return {}
        return {path: off for path, off in foreign_knobs(kind).items() if self.knob(path) != off}

    def obstacle(self, path: str) -> str:
        """Why a knob that matters here cannot be turned just now; empty if it can."""
        return self.obstacles().get(path, "")

    def obstacles(self) -> dict[str, str]:
        """By the paths of the knobs that cannot be turned just now: why."""
        held = [rule for rule in RULES if rule.holds(self.knob)]
        return {path: rule.because for rule in reversed(held) for path in rule.knobs}

    def reads(self, path: str) -> bool:
        """Whether a knob matters here: a normal distribution has no file, a two-knob generator no width."""
        return not self.unread(path)

    def unread(self, path: str) -> str:
        """What makes a knob mean nothing here, as "data.kind is normal"; empty where it matters."""
        knob = find_knob(path)
        if knob.needs and not self.knob(knob.needs):
            value = self.knob(knob.needs)
            return f"{knob.needs} is {KNOBS[knob.needs].named.get(value, value)}"
        part, _, name = path.rpartition(".")
        if part == "latent" and not GENERATORS[self.generator.kind].takes_noise:
            return f"generator.kind is {self.generator.kind}"
        for chooser in CHOOSERS.get(part, ()):
            choices, chosen = chooser.choices or {}, self.knob(chooser.path)
            special = any(name in choice.knobs for choice in choices.values())
            if special and name not in choices[chosen].knobs:
                return f"{chooser.path} is {chosen}"
        return ""

    def make_data(self) -> Distribution:
        """The real distribution; raises PlaygroundError where its file cannot be used."""
        return make_real(self.data)

    def has_same_data(self, other: Experiment) -> bool:
        """Whether the real data of both are made alike; how they turn is a matter of the run."""
        mine, others = (replace(data, drift=0.0) for data in (self.data, other.data))
        return bool(mine == others)

    @property
    def samples_of_an_update(self) -> int:
        """How many real, and how many generated samples one update sees: a batch of packs."""
        return self.batch_size * self.stabilise.pack

    @property
    def is_dirac(self) -> bool:
        """Whether each player is one number, as in the Dirac-GAN."""
        return all(self.knob(path) == value for path, value in DIRAC_GAN.items())

    @property
    def stage(self) -> str:
        """The kind of stage that shows this data."""
        return FAMILIES[self.data.kind].stage

    @property
    def balance(self) -> Balance:
        """What both losses are where p_g = p_data and D is at its best."""
        return OBJECTIVES[self.objective].balance(self.stabilise.label_smoothing)

    @property
    def gives_scores(self) -> bool:
        """Whether D is a critic, whose number is no probability: nothing says what the best D would give."""
        return not OBJECTIVES[self.objective].has_best


KNOBS: dict[str, Knob] = knobs_of(Experiment)
"""Every knob by its dotted path: the same names in --set, lesson files, run files and objectNames."""

PATHS: dict[str, list[str]] = {}
"""The paths of the knobs by the first name in them, which is that of a part or of a knob of the experiment's own."""

for _path in KNOBS:
    PATHS.setdefault(_path.partition(".")[0], []).append(_path)

_value_of = {path: attrgetter(path) for path in KNOBS}

CHOOSERS: dict[str, list[Knob]] = {}
"""By part: the knobs that choose from a registry."""

for _knob in KNOBS.values():
    if _knob.choices is not None:
        CHOOSERS.setdefault(_knob.path.rpartition(".")[0], []).append(_knob)

DECIDERS = {knob.path for knobs in CHOOSERS.values() for knob in knobs} | {
    knob.needs for knob in KNOBS.values() if knob.needs
}
"""The knobs by which others come to matter, or cease to: all that `unread` looks at."""


def find_knob(path: str) -> Knob:
    """The knob with this path; raises PlaygroundError with the names that exist."""
    try:
        return KNOBS[path]
    except KeyError:
        raise _unknown(path) from None


def _unknown(path: str) -> PlaygroundError:
    its_part = [known for known in KNOBS if known.startswith(f"{path.partition('.')[0]}.")]
    return PlaygroundError(f"There is no knob {path!r}; {nearest(path, its_part or KNOBS)}.")


class Edit(Struct, frozen=True):
    """One live change of one knob, taking effect before step `step` (None: the next one) of run `run` (None: any).

    turn: edits of one step and one turn take effect together, and one turn after the other.
    """

    knob: str
    value: Any
    step: int | None = None
    run: int | None = None
    turn: int = 0
