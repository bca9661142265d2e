"""What a hand moves while a duel is played, and by which keys; without a window."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.lessons.deed import puts
from gan_playground.lessons.duel import Duel

LEFT_KEYS = {Qt.Key.Key_A: (0, -1), Qt.Key.Key_D: (0, 1), Qt.Key.Key_S: (1, -1), Qt.Key.Key_W: (1, 1)}
RIGHT_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Down: (1, -1),
    Qt.Key.Key_Up: (1, 1),
}
"""Which of somebody's two numbers a key moves, and whether down or up."""


class Reach(Struct, frozen=True):
    """How fast a held key moves a number, a second, and from where to where."""

    rate: float
    low: float
    high: float


REACHES = {
    "generator.theta1": Reach(4.0, -25.0, 25.0),
    "generator.theta2": Reach(1.5, -8.0, 8.0),
    "discriminator.threshold": Reach(1.0, -3.0, 3.0),
    "discriminator.steepness": Reach(1e9, -12.0, 12.0),  # from one side to the other at once
}


ALL_KEYS = frozenset((*LEFT_KEYS, *RIGHT_KEYS))
"""Heard while a round is played, also where one of them moves nothing: it does nothing else meanwhile."""


class DuelHands:
    """The numbers that hands have put. moves: what each key does."""

    def __init__(self, duel: Duel, begin: Mapping[str, float], paths: Iterable[str]) -> None:
        self.values = {path: begin[path] for path in paths}
        self.moves = _moves(duel, tuple(self.values))

    def hold(self, keys: Iterable[Qt.Key], seconds: float) -> dict[str, float]:
        """These keys are held for so long; gives what they have moved."""
        moved: dict[str, float] = {}
        for path, way in (self.moves[key] for key in keys if key in self.moves):
            reach, now = REACHES[path], moved.get(path, self.values[path])
            moved[path] = min(max(now + way * reach.rate * seconds, reach.low), reach.high)
        changed = {path: round(value, 3) for path, value in moved.items() if value != self.values[path]}
        self.values |= changed
        return changed

    def put(self, path: str, value: float) -> dict[str, float]:
        """A hand on the stage, or at a button, puts it there; gives what it has moved."""
        reach = REACHES[path]
        moved = {path: round(min(max(value, reach.low), reach.high), 3)}
        self.values |= moved
        return moved

    def follow(self, edits: Sequence[Edit], held: Collection[Qt.Key]) -> None:
        """What a hand has put on the stage counts from there on; not of what a held key moves, which is further."""
        busy = {self.moves[key][0] for key in held if key in self.moves}
        self.values |= {edit.knob: edit.value for edit in puts(edits) if edit.knob in self.values.keys() - busy}


def _moves(duel: Duel, paths: tuple[str, ...]) -> dict[Qt.Key, tuple[str, int]]:
    """Of one, both hands' keys; of two, G has those at the left and D those at the right."""
    sides = {player: [path for path in paths if path.startswith(player)] for player in duel.hands}
    if len(sides) == 1:
        (own,) = sides.values()
        sets = ((LEFT_KEYS, own), (RIGHT_KEYS, own))
    else:
        sets = ((LEFT_KEYS, sides["generator"]), (RIGHT_KEYS, sides["discriminator"]))
    return {key: (own[axis], way) for keys, own in sets for key, (axis, way) in keys.items() if axis < len(own)}
