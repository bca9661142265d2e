"""An upright line at a place of the level axis: pyqtgraph's, in a colour of the theme."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QPen

from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.theme.theme import DARK, Theme


class UprightLineItem(pg.InfiniteLine):
    """One pixel wide from edge to edge; hidden until it has a place. `strength`: how much of the surface it covers."""

    def __init__(self, role: str, strength: float = 1.0) -> None:
        super().__init__(angle=90, movable=False)
        self.theme, self.strength = DARK, strength
        self._role = role
        self._color()
        self.hide()

    def set_place(self, x: float | None) -> None:
        """Where it stands, in the data's units; None: nowhere."""
        self.setVisible(x is not None)
        if x is not None:
            self.setValue(x)

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self._color()

    def set_unit(self, unit: float) -> None:
        """It is as thin in every panel."""

    def _color(self) -> None:
        pen = QPen(tint(self.theme, self._role, self.strength), 1)
        pen.setCosmetic(True)
        self.setPen(pen)
