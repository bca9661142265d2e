"""Formulas as they were set (tools/formulas.py), in the colours of a theme, sharp at every size."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from gan_playground.resources import resource_path
from gan_playground.ui.theme.theme import Theme

units = 1000
"""Of a drawing, to an em."""
ROLES = "real", "generated", "discriminator", "text"
"""The classes of what is drawn: the colours of the theme."""
faint = 0.32


class Spot(Struct, frozen=True, eq=False):
    """Some letters of one colour. name: of the element; place: in em, from the beginning of the line of writing."""

    name: str
    role: str
    place: QRectF


class Setting:
    """One drawing. width, ascent, descent: in em, from the beginning of the line of writing."""

    def __init__(self, name: str, theme: Theme) -> None:
        self._renderer = QSvgRenderer(QByteArray(_colored(_drawing(name), theme).encode()))
        box = self._renderer.viewBoxF()
        self.width, self.ascent, self.descent = box.width() / units, -box.top() / units, box.bottom() / units
        found = re.findall(r'<g class="(\w+)" id="([\w-]+)"', _drawing(name))
        self.spots = [Spot(name, role, self._place_of(name)) for role, name in found]

    def _place_of(self, element: str) -> QRectF:
        bounds = self._renderer.boundsOnElement(element)
        return QRectF(bounds.topLeft() / units, bounds.size() / units)

    def draw(self, painter: QPainter, start: QPointF, em_px: float, role: str = "") -> None:
        """On a line of writing that begins there. role: whose letters alone are strong; empty: all are."""
        for spot in self.spots:
            painter.save()
            painter.setOpacity(painter.opacity() * (1.0 if role in ("", spot.role) else faint))
            self._renderer.render(painter, spot.name, scaled_to(spot.place, start, em_px))
            painter.restore()


def scaled_to(place: QRectF, start: QPointF, em_px: float) -> QRectF:
    """From em to px."""
    return QRectF(start + place.topLeft() * em_px, QSizeF(place.size() * em_px))


@cache
def setting(name: str, theme: Theme) -> Setting:
    """The drawing resources/formulas/<name>.svg in the colours of a theme."""
    return Setting(name, theme)


@cache
def _drawing(name: str) -> str:
    return resource_path(f"formulas/{name}.svg").read_text(encoding="utf-8")


def _colored(drawing: str, theme: Theme) -> str:
    rules = "".join(f".{role}{{fill:{theme.ink_name(role)}}}" for role in ROLES)
    return re.sub(r"<style>.*?</style>", f"<style>{rules}</style>", drawing)
