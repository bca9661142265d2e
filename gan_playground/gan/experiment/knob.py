"""What can be turned: the description of one knob, from which sliders, `--set`, lessons and docs are all made."""

import math
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError

type_names = {float: "a number", int: "a whole number", str: "text", bool: "on or off"}
truths = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}


class Choice(Struct, frozen=True, kw_only=True):
    """One entry of a registry: what a person reads when they pick it, and where it is from.

    `knobs` are the names of sibling knobs that only some kinds read, and that this one does.
    """

    title: str
    explanation: str
    source: str = ""
    knobs: tuple[str, ...] = ()


class Knob(Struct, frozen=True, kw_only=True):
    """A setting of the experiment: its words, its range, and whether it can be turned while training.

    `low` and `high` are inclusive. `live` knobs take effect at the next step; the others restart the run
    with the same seed. `simple` knobs are shown before anyone asks for more. `source` is where a formula is from.
    `least`: of a logarithmic knob that can be 0, where its slider begins above that; less can be typed. `needs`: the
    path of a knob that must not be at 0 for this one to matter. `reader`: of a text that has a form of its own, what
    reads it, and raises PlaygroundError where it cannot. `on_stage`: it is turned on the stage, with the mouse.
    `trained`: a number of the network's own, which training moves: the experiment has where it begins, and turning it
    puts it elsewhere. `named`: what numbers are called that stand for something else, as in {0: "off"}.
    """

    title: str
    explanation: str
    source: str = ""
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    least: float = 0.0
    logarithmic: bool = False
    choices: Mapping[str, Choice] | None = None
    live: bool = True
    simple: bool = False
    needs: str = ""
    reader: Callable[[str], object] | None = None
    on_stage: bool = False
    trained: bool = False
    named: Mapping[float, str] = {}
    path: str = ""
    type: type = float

    def parse(self, text: str) -> Any:
        """The value written as `text` on a command line or in a number field."""
        if self.type is str:
            return self.check(text)
        meant = {name: value for value, name in self.named.items()}
        try:
            return self.check(truths[text.lower()] if self.type is bool else self.type(meant.get(text.lower(), text)))
        except (ValueError, KeyError):
            raise PlaygroundError(f"{self.path} is {text!r:.60}; it takes {self.expected}.") from None

    def check(self, value: Any) -> Any:
        """`value` in this knob's own type, or a PlaygroundError that names the knob and what would be right."""
        if not self._allows(value):
            raise PlaygroundError(f"{self.path} is {value!r:.60}; it takes {self.expected}.")
        if self.reader is not None:
            self._read(value)
        return self.type(value)

    def _read(self, text: str) -> None:
        assert self.reader is not None
        try:
            self.reader(text)
        except PlaygroundError as error:
            raise PlaygroundError(f"{self.path}: {error}") from error

    def _allows(self, value: Any) -> bool:
        if value.__class__ is not self.type and not (self.type is float and value.__class__ is int):
            return False
        if self.choices is not None:
            return value in self.choices
        return isinstance(value, str | bool) or self._is_in_range(value)

    def _is_in_range(self, value: Any) -> bool:
        return bool(self.low <= value <= self.high and abs(value) < math.inf)  # which NaN is not either

    @property
    def expected(self) -> str:
        """The right values in words, as in 'a number from 0 to 100 (0 is off)'."""
        if self.choices is not None:
            return "one of: " + ", ".join(self.choices)
        bounds = [
            f"{word} {bound:g}" for word, bound in (("from", self.low), ("to", self.high)) if math.isfinite(bound)
        ]
        names = [f"({value:g} is {name})" for value, name in self.named.items()]
        return " ".join([type_names[self.type], *bounds, *names])


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of knobs.

    Its modules do without `from __future__ import annotations`: as texts, sixty knobs would be compiled at every start.
    """


def knobs_of(part: type, prefix: str = "") -> dict[str, Knob]:
    """Every knob annotated on `part` and the parts inside it, by dotted path, in the order of definition."""
    found: dict[str, Knob] = {}
    for name, hint in get_type_hints(part, include_extras=True).items():
        path = prefix + name
        if get_origin(hint) is None:
            found |= knobs_of(hint, path + ".")
        else:
            value_type, knob = get_args(hint)
            found[path] = replace(knob, path=path, type=value_type)
    return found
