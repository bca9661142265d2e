"""Which knobs mean nothing, or contradict one another, while something else holds; and what has to come together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from msgspec import Struct

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.parts import NEUTRAL
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.penalties import PENALTIES

Lookup: TypeAlias = "Callable[[str], Any]"
"""The value of a knob, by its path."""


class Rule(Struct, frozen=True):
    """While `holds`, these knobs stay where a plain experiment has them; `because` says why, and ends no sentence."""

    knobs: tuple[str, ...]
    holds: Callable[[Lookup], bool]
    because: str


def _has_no_labels(knob: Lookup) -> bool:
    return OBJECTIVES[knob("objective")].smoothed is None


def _has_no_layers(knob: Lookup) -> bool:
    return knob("discriminator.kind") in ("slope", "threshold")


def _stage(knob: Lookup) -> str:
    return FAMILIES[knob("data.kind")].stage


def _has_norm(knob: Lookup, norm: str) -> bool:
    """Whether D really has it: a slope has none, and batch norm stands between hidden layers."""
    has_place = norm == "spectral" or knob("discriminator.depth") > 0 or knob("discriminator.kind") == "conv"
    return bool(knob("discriminator.norm") == norm and has_place and not _has_no_layers(knob))


RULES = (
    Rule(
        ("stabilise.label_smoothing",),
        _has_no_labels,
        "this objective has no labels to smooth; minimax, non-saturating and least squares have",
    ),
    Rule(
        tuple(f"penalty.{name}" for name in PENALTIES),
        lambda knob: _has_norm(knob, "batch"),
        "with batch normalisation D's answer to a sample depends on the whole batch, so it has no slope of its own; "
        "layer normalisation goes with penalties",
    ),
    Rule(
        ("penalty.clip",),
        lambda knob: _has_norm(knob, "spectral") or knob("stabilise.spectral_norm"),
        "spectral norm divides every matrix by its own size, which undoes what clipping does",
    ),
    Rule(
        ("stabilise.spectral_norm",),
        _has_no_layers,
        "a slope or an edge divided by its own size is always 1 or -1, and could not learn",
    ),
    Rule(
        ("stabilise.pack",),
        _has_no_layers,
        "a slope or an edge takes one number at a time; packs ask for a network",
    ),
    Rule(
        ("generator.kind",),
        lambda knob: _stage(knob) == "plane",
        "points on the plane have two coordinates; the generators of one number cannot make them",
    ),
    Rule(
        ("generator.kind",),
        lambda knob: _stage(knob) == "colours",
        "a colour has three numbers; the generators of one number cannot mix it",
    ),
    Rule(
        ("generator.kind",),
        lambda knob: knob("generator.kind") in ("two-knobs", "point") and _stage(knob) == "images",
        "a picture has many numbers; the generators of one number cannot paint it",
    ),
    Rule(
        ("generator.kind", "discriminator.kind"),
        lambda knob: "conv" in (knob("generator.kind"), knob("discriminator.kind")) and _stage(knob) != "images",
        "convolutions are for pictures, and these data are none",
    ),
    Rule(
        ("discriminator.kind",),
        lambda knob: knob("discriminator.kind") == "threshold" and _stage(knob) != "line",
        "an edge parts numbers on a line, and these data are none",
    ),
    Rule(
        ("latent.dim",),
        lambda knob: knob("generator.kind") == "two-knobs",
        "the two-knob generator moves and stretches one number; it takes 1",
    ),
)

DIRAC_GAN: Mapping[str, Any] = {"data.kind": "point", "generator.kind": "point", "discriminator.kind": "slope"}
"""The Dirac-GAN is a whole: its data, its generator and its discriminator come together."""


def dirac_refusal(knob: Lookup) -> str:
    """Why this mixture of the Dirac-GAN and something else cannot be; empty if it can."""
    fits = [path for path, value in DIRAC_GAN.items() if knob(path) == value]
    others = [path for path in DIRAC_GAN if path not in fits]
    if not fits or not others:
        return ""
    whole = ", ".join(f"{path}={value}" for path, value in DIRAC_GAN.items())
    return f"{fits[0]} is {knob(fits[0])} but {others[0]} is {knob(others[0])}; the game of two numbers takes {whole}."


@cache
def foreign_knobs(kind: str) -> Mapping[str, Any]:
    """The knobs of the data, by path, that this kind does not have (`Family.knobs`), and where each of them is off."""
    every = dict.fromkeys(name for family in FAMILIES.values() for name in family.knobs)
    return {f"data.{name}": NEUTRAL[f"data.{name}"] for name in every if name not in FAMILIES[kind].knobs}


def foreign_refusal(knob: Lookup) -> str:
    """Why a knob of other kinds of data than the one there is cannot be turned; empty where none is."""
    kind = knob("data.kind")
    path = next((path for path, off in foreign_knobs(kind).items() if knob(path) != off), "")
    if not path:
        return ""
    owners = ", ".join(other for other, family in FAMILIES.items() if path.partition(".")[2] in family.knobs)
    return f"{path} is {knob(path)!r:.60}, but data.kind is {kind}, which has no such knob; these have it: {owners}."
