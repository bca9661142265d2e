"""Bars of the page as what is drawn: which shares modes or classes will have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from gan_playground.gan.observe.frame import Frame, ImagesPicture
from gan_playground.ui.plot.sketch import Sketch
from gan_playground.ui.predict.answers.shares import has_shares_now, shares_of

if TYPE_CHECKING:
    from gan_playground.ui.plot.pixels import Array
    from gan_playground.ui.predict.share_bars import ShareBars


class BarsSketch(Sketch):
    """They stay until the question is put away, with what is so now as lines across them."""

    def __init__(self, bars: ShareBars) -> None:
        super().__init__(bars)
        self._bars = bars
        bars.changed.connect(self.changed)

    def begin(self, frame: Frame) -> Sequence[str]:
        """As many bars as there are modes or classes; gives their names."""
        picture, now = frame.picture, shares_of(frame)
        numbers = [str(number) for number in range(1, len(now) + 1)]
        names = picture.classes if isinstance(picture, ImagesPicture) else numbers
        self._bars.begin(names, now)
        return names

    @property
    def is_empty(self) -> bool:
        return not self._bars.heights.sum() > 0

    @property
    def drawn(self) -> Array:
        """The shares (K,)."""
        return self._bars.shares

    def open(self) -> None:
        self._bars.clear()
        self._bars.set_open(True)

    def close(self) -> None:
        self._bars.set_open(False)

    @Slot()
    def clear(self) -> None:
        self._bars.clear()

    def show_frame(self, frame: Frame) -> None:
        if has_shares_now(frame):
            self._bars.show_now(shares_of(frame))
