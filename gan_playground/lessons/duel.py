"""The format of a duel: a page of a lesson on which hands play one of the two, or both. See docs/lessons.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import Experiment

most_after, most_speed = 10_000, 1_000
PUT_BY_HAND = {
    "generator": {"two-knobs": ("theta1", "theta2")},
    "discriminator": {"threshold": ("threshold", "steepness")},
}
"""Of each player, the kinds that a hand can play, and by which of its numbers."""


class Duel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rounds of a minute, best of three.

    hands: who is played by hand; the other one trains. after: how many steps it has trained already as a round begins.
    speed: steps a second while one is played.
    """

    hands: tuple[Literal["generator", "discriminator"], ...]
    after: Annotated[int, msgspec.Meta(ge=0, le=most_after)] = 0
    speed: Annotated[float, msgspec.Meta(ge=1, le=most_speed)] = 20.0

    def __post_init__(self) -> None:
        if not self.hands or len(set(self.hands)) != len(self.hands):
            raise PlaygroundError("a duel names in `hands` who is played by hand, each once.")


def check_duel(duel: Duel, experiment: Experiment) -> None:
    """Raise PlaygroundError where it cannot be played in this experiment."""
    if experiment.gives_scores:
        raise PlaygroundError("a duel counts D's probabilities, and with this objective D gives scores.")
    for player in ("generator", "discriminator"):
        is_by_hand, is_held = player in duel.hands, experiment.knob(f"{player}.steps") == 0
        if is_by_hand != is_held:
            wanted = "held still, with steps = 0" if is_by_hand else "one that trains"
            raise PlaygroundError(f"in this duel the {player} has to be {wanted}.")
        kinds = PUT_BY_HAND[player]
        if is_by_hand and experiment.knob(f"{player}.kind") not in kinds:
            raise PlaygroundError(f"a hand can play this kind of {player}: {', '.join(kinds)}.")
    if "discriminator" in duel.hands and "mean" not in FAMILIES[experiment.data.kind].knobs:
        raise PlaygroundError(
            f"D’s edge is drawn on data that have a mean of their own, not on {experiment.data.kind}."
        )


def paths_by_hand(duel: Duel, experiment: Experiment) -> tuple[str, ...]:
    """The knobs that hands turn in it. Against a hand that draws an edge, G's hand only moves: wide, it always won."""
    names: dict[str, tuple[str, ...]] = {
        player: PUT_BY_HAND[player][experiment.knob(f"{player}.kind")] for player in duel.hands
    }
    if len(names) > 1:
        names["generator"] = names["generator"][:1]
    return tuple(f"{player}.{name}" for player, own in names.items() for name in own)
