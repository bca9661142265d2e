"""Labels beside things that move: each keeps its side as long as it can, or nobody could read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF

patience = 45
"""Pictures for which a nearer place has to be free until a label goes back there: most of a second."""

Slot = tuple[float, int]
"""Where a label may stand: how far aside, in its own widths, and in which row above (-1, -2, …) or below."""
Choices = Mapping[Slot, QRectF]
"""The places that a label has just now, the best first."""


class StandingLabels:
    """Which slot each label has, by its number; none lies on another one, or on what is taken."""

    def __init__(self) -> None:
        self._slots: dict[int, Slot] = {}
        self._waited: dict[int, int] = {}

    def forget(self) -> None:
        """Other labels come."""
        self._slots, self._waited = {}, {}

    def places(self, choices: Sequence[Choices], taken: Sequence[QRectF]) -> list[QRectF]:
        """Where each stands; nowhere without room."""
        slots = self._chosen(choices, taken)
        return [each[slots[i]] if i in slots else QRectF() for i, each in enumerate(choices)]

    def keep(self, choices: Sequence[Choices], taken: Sequence[QRectF]) -> None:
        """They were seen there: so they stay there in the next picture, if they can."""
        self._slots = self._chosen(choices, taken)
        for i, slot in list(self._slots.items()):
            others = [choices[other][at] for other, at in self._slots.items() if other != i]
            best = _first_free(choices[i], [*others, *taken])
            self._waited[i] = 0 if best == slot else self._waited.get(i, 0) + 1
            if self._waited[i] > patience:
                del self._slots[i]

    def _chosen(self, choices: Sequence[Choices], taken: Sequence[QRectF]) -> dict[int, Slot]:
        """Those that can stay come before those that have to move."""
        slots, placed = dict[int, Slot](), [*taken]
        for i, slot in self._slots.items():
            place = choices[i].get(slot) if i < len(choices) else None
            if place is not None and not any(map(place.intersects, placed)):
                slots[i] = slot
                placed.append(place)
        for i in range(len(choices)):
            found = None if i in slots else _first_free(choices[i], placed)
            if found is not None:
                slots[i] = found
                placed.append(choices[i][found])
        return slots


def _first_free(choices: Choices, taken: Sequence[QRectF]) -> Slot | None:
    return next((slot for slot, place in choices.items() if not any(map(place.intersects, taken))), None)
