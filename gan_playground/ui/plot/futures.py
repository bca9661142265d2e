"""How the futures are told apart wherever one looks ahead: by a number, a colour, a line and a shape each."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.sprites import Shape
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.side_tag import paint_disc

muted_strength = 0.3
"""Of what steps back while another one is pointed at."""


class FutureLook(Struct, frozen=True):
    """The line and the dots of one future; its colour is that of the line."""

    line: LineStyle
    shape: Shape

    @property
    def role(self) -> str:
        """The theme's name of its colour."""
        return self.line.role


FUTURES = (
    FutureLook(LineStyle("future1", 1.8), Shape.RING),
    FutureLook(LineStyle("future2", 1.8, 14, 4), Shape.SQUARE),
    FutureLook(LineStyle("future3", 1.8, 5, 9), Shape.DIAMOND),
    FutureLook(LineStyle("future4", 2.0, 2, 4), Shape.CROSS),
)
"""By their numbers, from 0 on; they are written from 1 on, as the keys that take them."""


def strength_of(number: int, pointed: int | None) -> float:
    """How strongly one is drawn while this one, or none, is pointed at."""
    return 1.0 if pointed is None or pointed == number else muted_strength


def paint_number(painter: QPainter, disc: QRectF, number: int, theme: Theme) -> None:
    """The digit of a future on a disc of its colour."""
    paint_disc(painter, disc, f"{number + 1}", theme, FUTURES[number].role, "surface")
