"""The headings of the panel of knobs, and what stands below each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.experiment.knob import Knob
from gan_playground.ui.knobs.control import Control, players

groups = {
    "Generator": ("generator",),
    "Discriminator": ("discriminator",),
    "The game": (),
    "Penalties on D": ("penalty",),
    "Stabilisers": ("stabilise",),
    "Data and noise": ("data", "latent"),
}
"""Heading: the parts of the experiment below it. The heading without any takes every other knob."""


class Controls(Mapping[str, Control]):
    """The control of every knob, by its path; each is made when somebody asks for it first."""

    def __init__(self, make: Callable[[Knob], Control]) -> None:
        self._make = make
        self.made: dict[str, Control] = {}

    def __getitem__(self, path: str) -> Control:
        if path not in self.made:
            self.made[path] = self._make(KNOBS[path])
        return self.made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(KNOBS)

    def __len__(self) -> int:
        return len(KNOBS)


class KnobGroup(QWidget):
    """A heading, and below it the controls that were put there, in the order of its knobs."""

    def __init__(self, heading: str, knobs: Iterable[Knob], parent: QWidget) -> None:
        super().__init__(parent)
        self.paths = [knob.path for knob in knobs]
        self._column = QVBoxLayout(self, spacing=8)
        self._column.setContentsMargins(0, 0, 0, 0)
        label = QLabel(heading)
        label.setProperty("role", "heading")
        label.setProperty("player", heading.lower() if heading.lower() in players else "")
        self._column.addWidget(label)
        self._places: list[int] = []

    def put(self, control: Control) -> None:
        """Among those that are here already."""
        place = self.paths.index(control.knob.path)
        before = sum(other < place for other in self._places)
        self._places.append(place)
        self._column.insertWidget(1 + before, control)


def grouped(knobs: Iterable[Knob]) -> dict[str, list[Knob]]:
    """The knobs below each heading, the kind of a part before what depends on it."""
    found: dict[str, list[Knob]] = {heading: [] for heading in groups}
    for knob in knobs:
        found[heading_of(knob)].append(knob)
    for heading, parts in groups.items():
        found[heading].sort(key=lambda knob: _rank(knob, parts))
    return found


def heading_of(knob: Knob) -> str:
    part = knob.path.rpartition(".")[0].partition(".")[0]
    owners = [heading for heading, parts in groups.items() if part in parts]
    return owners[0] if owners else next(heading for heading, parts in groups.items() if not parts)


def _rank(knob: Knob, parts: tuple[str, ...]) -> tuple[int, bool]:
    part, _, name = knob.path.rpartition(".")
    return (parts.index(part) if part in parts else -1, name != "kind")
