"""Colours, type and measures: one visual language for every panel.

Real is orange and dotted, generated is blue and solid, the discriminator is purple-pink and dashed, theory is
thin grey dots. Never colour alone: the line style says it again.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from PySide6.QtGui import QColor, QFont, QFontDatabase

from gan_playground.resources import resource_path
from gan_playground.ui.theme.contrast import standing_out


class Theme(Struct, frozen=True, kw_only=True):
    """Every colour of the window, as #rrggbb. Words have a contrast of `least_contrast` or more with every panel, if
    they are in the colour of text, in a muted one, or in the `ink` of a role; what is drawn, one of 3 with the stage.

    future1 and on: what would come, where one looks ahead; each has a number, a line and a shape as well.
    """

    name: str
    title: str
    is_dark: bool
    least_contrast: float = 4.5
    background: str
    surface: str
    raised: str
    outline: str
    text: str
    muted: str
    real: str
    generated: str
    discriminator: str
    theory: str
    good: str
    warning: str
    future1: str
    future2: str
    future3: str
    future4: str

    def color(self, role: str, alpha: float = 1.0) -> QColor:
        """The colour of a role ("real", "muted", ...), with an opacity from 0 to 1. Nobody changes it."""
        return _color(getattr(self, role), alpha)

    def ink(self, role: str, alpha: float = 1.0) -> QColor:
        """The colour of words of a role: its own, or the nearest shade that can be read on every panel."""
        return _color(self.ink_name(role), alpha)

    def ink_name(self, role: str) -> str:
        """The same as #rrggbb."""
        panels = self.background, self.surface, self.raised
        return standing_out(getattr(self, role), self.text, panels, self.least_contrast)

    @property
    def card_line(self) -> str:
        """Around a card: in the dark its surface is enough."""
        return self.surface if self.name == "dark" else self.outline


@lru_cache(maxsize=256)
def _color(name: str, alpha: float) -> QColor:
    """Asked for many times in every picture, and to make one takes longer than to find it."""
    color = QColor(name)
    color.setAlphaF(alpha)
    return color


DARK = Theme(
    name="dark",
    title="Dark",
    is_dark=True,
    background="#14171C",
    surface="#1C2027",
    raised="#252A33",
    outline="#2E343E",
    text="#E8EAED",
    muted="#9BA3AF",
    real="#E69F00",
    generated="#56B4E9",
    discriminator="#CC79A7",
    theory="#8A929E",
    good="#4CB88A",
    warning="#E8853D",
    future1="#B9C24A",
    future2="#AE98F5",
    future3="#3CC7B0",
    future4="#D3B49F",
)
LIGHT = Theme(
    name="light",
    title="Light",
    is_dark=False,
    background="#F4F3EF",
    surface="#FFFFFF",
    raised="#ECEBE6",
    outline="#DEDDD7",
    text="#1F2328",
    muted="#5C646F",
    real="#B97F00",
    generated="#0072B2",
    discriminator="#A8527F",
    theory="#7A828D",
    good="#1F7F57",
    warning="#B4560F",
    future1="#66700F",
    future2="#6A4FC8",
    future3="#0B7569",
    future4="#7D5B45",
)
CONTRAST = Theme(
    name="contrast",
    title="High contrast",
    is_dark=True,
    least_contrast=7.0,
    background="#000000",
    surface="#0B0C0E",
    raised="#1D2026",
    outline="#7C838D",
    text="#FFFFFF",
    muted="#D3D8DF",
    real="#FFB219",
    generated="#5CC0FF",
    discriminator="#F5B5D8",
    theory="#BEC5CF",
    good="#5FE0A6",
    warning="#FF9F5C",
    future1="#DDE85A",
    future2="#B8A4FF",
    future3="#5CE6CF",
    future4="#EBCDB8",
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}

corner_radius_px = 12
gap_px = 12


def load_fonts() -> QFont:
    """Bring the program's own typeface, and give it as it is in a small window."""
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(resource_path(f"fonts/Inter-{weight}.otf")))
    return typeface()


def typeface(factor: float = 1.0) -> QFont:
    """Inter, so much larger than in a small window; its figures are of one width, so that counting ones stand still."""
    font = QFont("Inter")
    font.setPixelSize(round(14 * factor))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
