"""That what is written can be read: contrast as WCAG 2.1 defines it."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor

from cases import each_of
from gan_playground.ui.theme.theme import THEMES, Theme

PANELS = ("background", "surface", "raised")


def luminance(color: str) -> float:
    """Relative luminance of #rrggbb, from 0 to 1."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(color).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """From 1 (alike) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    """Against the published values: black on white, and #767676, the lightest grey that passes on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@each_of("theme", THEMES.values())
@each_of("text, panel", list(itertools.product(("text", "muted", "future1", "future2", "future3", "future4"), PANELS)))
def test_text_stands_out_from_every_panel(theme: Theme, text: str, panel: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, panel)) >= 4.5


@each_of("theme", THEMES.values())
@each_of("role", ["real", "generated", "discriminator", "theory", "good", "warning"])
def test_lines_and_signs_stand_out_from_the_stage(theme: Theme, role: str) -> None:
    """3:1, what WCAG asks of graphics; the shape of each line says it again."""
    assert contrast(getattr(theme, role), theme.surface) >= 3.0
