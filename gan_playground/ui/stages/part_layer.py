"""What a stage shows of a turn that stands still: the very samples of this batch, and where each is pushed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.ui.plot.items.arrows_item import ArrowsItem
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.sprites import Shape
from gan_playground.ui.slow_motion.lit import is_lit
from gan_playground.ui.stages.stage_plot import Item

dot_px, push_width, head_px = 8.5, 1.7, 5.5
most = 32
"""So many samples of the batch: more would cover one another, and their arrows."""
lit_strength, other_strength, faint = 1.0, 0.4, 0.25
nowhere = np.empty((0, 2))


class PartLayer(ABC):
    """What lies on a stage while a turn stands still."""

    @abstractmethod
    def show_part(self, part: TurnPart | None) -> None:
        """None: the turns go by again."""


class DotsPartLayer(PartLayer):
    """Real circles, generated triangles and white arrows over a plot; all else of its samples steps back.

    A subclass says where a sample lies, and how long its arrow is.
    """

    def __init__(self, plot: Plot, stepping_back: Sequence[Item]) -> None:
        self._stepping_back = stepping_back
        self.real, self.samples = DotsItem(Shape.CIRCLE, "real", dot_px), DotsItem(Shape.TRIANGLE, "generated", dot_px)
        self.pushes = ArrowsItem("text", width=push_width, head_px=head_px)
        plot.add(self.real, self.pushes, self.samples)

    def show_part(self, part: TurnPart | None) -> None:
        for item in self._stepping_back:
            item.setOpacity(1.0 if part is None else faint)
        self.real.set_data(self._places(part.real, part.real_verdicts) if part is not None else nowhere)
        self.samples.set_data(self._places(part.samples, part.verdicts) if part is not None else nowhere)
        self.pushes.set_data(*self._arrows(part))
        if part is not None:
            for name, dots in (("real", self.real), ("generated", self.samples)):
                dots.set_strength(lit_strength if is_lit(part, name) else other_strength)

    def _places(self, samples: Array | None, verdicts: Array | None) -> Array:
        """Where these are drawn (N, 2), in the units of the plot."""
        if samples is None:
            return nowhere
        return self.places(samples[:most], None if verdicts is None else verdicts[:most])

    def _arrows(self, part: TurnPart | None) -> tuple[Array, Array]:
        """Where they begin (N, 2), and where they point (N, 2), px."""
        if part is None or part.pushes is None:
            return nowhere, nowhere
        return self.arrows(self._places(part.samples, part.verdicts), part.pushes[:most])

    @abstractmethod
    def places(self, samples: Array, verdicts: Array | None) -> Array:
        """Of samples (N, dim), with what D says of them, once it has."""

    @abstractmethod
    def arrows(self, places: Array, pushes: Array) -> tuple[Array, Array]:
        """From these places, along pushes (N, dim) in the data's units."""
