"""What suits the time there is: widths that a kind of network begins with, and what makes a long step shorter."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.networks import DISCRIMINATORS, GENERATORS
from gan_playground.gan.networks.work import Lookup, SampleShape
from gan_playground.gan.training.work import step_work

PLAYERS = {"generator": GENERATORS, "discriminator": DISCRIMINATORS}
least_width = 8
brisk_work = 1.2e10  # multiply-adds: about half a second of one core of a processor of today
few_numbers = SampleShape(3)  # points and colours; what makes a step of these long is never how many they are


class Burden(Struct, frozen=True):
    """A knob that makes steps long: where it usually stands, and how little still makes sense."""

    usual: int
    least: int


def shape_unread(knob: Lookup) -> SampleShape:
    """Of a real sample, as far as it is known before any data are read."""
    picture = FAMILIES[knob("data.kind")].picture
    return few_numbers if picture is None else SampleShape(*picture(knob("data.side"), knob("data.colour")))


def players_of_another_kind(before: Lookup, after: Lookup) -> list[str]:
    """Those that become a network of another kind, for which the same width means something else."""
    return [
        player
        for player, kinds in PLAYERS.items()
        if before(f"{player}.kind") != after(f"{player}.kind")
        and kinds[before(f"{player}.kind")].width
        and kinds[after(f"{player}.kind")].width
    ]


def suiting_widths(knob: Lookup, players: Iterable[str]) -> dict[str, int]:
    """Of these players' layers: as their kind usually has it, halved together until a step is brisk."""
    shape = shape_unread(knob)
    widths = {f"{player}.width": PLAYERS[player][knob(f"{player}.kind")].width for player in players}
    while step_work(_with(knob, widths), shape) > brisk_work and max(widths.values(), default=0) > least_width:
        widths = {path: max(width // 2, least_width) for path, width in widths.items()}
    return widths


def lighter(knob: Lookup, shape: SampleShape, most_work: float) -> dict[str, int]:
    """Knobs, and where they would have to stand so that a step is at most so many multiply-adds, if that can be.

    What stands highest above its usual place, and saves most, is halved until it does.
    """
    burdens, values = _burdens(knob), dict[str, int]()
    while (work := step_work(now := _with(knob, values), shape)) > most_work:
        halved = {path: max(now(path) // 2, one.least) for path, one in burdens.items() if now(path) > one.least}
        if not halved:
            break
        gains = {
            path: math.log(work / step_work(_with(now, {path: less}), shape)) * now(path) / burdens[path].usual
            for path, less in halved.items()
        }
        best = max(gains, key=gains.__getitem__)
        values[best] = halved[best]
    return values


def _burdens(knob: Lookup) -> dict[str, Burden]:
    widths = {player: kinds[knob(f"{player}.kind")].width for player, kinds in PLAYERS.items()}
    return {
        **{f"{player}.width": Burden(width, least_width) for player, width in widths.items() if width},
        **{f"{player}.steps": Burden(5, 1) for player in PLAYERS},
        "batch_size": Burden(128, 16),
        "stabilise.unroll": Burden(2, 0),
    }


def _with(knob: Lookup, values: Mapping[str, Any]) -> Lookup:
    return lambda path: values[path] if path in values else knob(path)
