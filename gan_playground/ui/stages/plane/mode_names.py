"""What the modes are called while a question is about them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.plane.plot import PlanePlot

away_px, text_px = 20.0, 13.0


class ModeNames:
    """Beside each mode, towards the middle of all: what each has gotten is told at its other side."""

    def __init__(self, figure: PlanePlot) -> None:
        self._figure, self._item = figure, WordsItem()
        self._names: Sequence[str] = ()
        figure.plot.add(self._item)

    def show_names(self, names: Sequence[str]) -> None:
        """One for each mode, in their order; none: nobody asks."""
        self._names = names
        self.renew()

    def renew(self) -> None:
        """The modes may be elsewhere."""
        picture = self._figure.picture
        centres = picture.centres if picture is not None and self._names else None
        if centres is None or len(centres) != len(self._names):
            self._item.set_data(())
            return
        self._item.set_data(
            [
                Words(name, x, y, role="text", dx=across, dy=-up, size_px=text_px, bold=True, pill=True)
                for name, (x, y), (across, up) in zip(self._names, centres.tolist(), _inwards(centres), strict=True)
            ]
        )


def _inwards(centres: Array) -> list[list[float]]:
    """From each of these (M, 2) towards the middle of all, px."""
    way = centres.mean(axis=0) - centres
    far = np.maximum(np.hypot(*way.T), 1e-12)[:, None]
    steps: list[list[float]] = (way / far * away_px).tolist()
    return steps
