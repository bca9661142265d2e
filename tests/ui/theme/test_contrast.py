"""That what is written can be read: contrast as WCAG 2.1 defines it."""

from __future__ import annotations

import itertools
import re

import pytest
from msgspec.structs import asdict
from PySide6.QtGui import QColor

from cases import each_of
from gan_playground.arguments import themes
from gan_playground.resources import resource_path
from gan_playground.ui.theme.style import derived
from gan_playground.ui.theme.theme import CONTRAST, DARK, LIGHT, THEMES, Theme

PANELS = ("background", "surface", "raised", "popup", "segment", "sunken")
"""What words of every kind stand on."""
LIT = ("chosen", "selection", "pressed", "generated_wash", "discriminator_wash", "recording")
"""What is pointed at, pressed or chosen; its words are in the colour of text."""
FILLED = ("text", "primary_hover", "primary_pressed")
"""Buttons that are filled; their words are in the colour of the background."""
BARE = ("groove", "disabled", "generated", "discriminator", "outline", "edge", "transparent")
"""What has a background and no words: grooves, handles, hairlines, scroll bars."""
MARKS = ("real", "generated", "discriminator", "theory", "good", "warning")
FUTURES = ("future1", "future2", "future3", "future4")
INKS = ("text", "muted", *MARKS, *FUTURES)


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


def color_of(theme: Theme, name: str) -> str:
    return (asdict(theme) | derived(theme))[name]


@each_of("theme", THEMES.values())
@each_of("role, panel", list(itertools.product(INKS, PANELS)))
def test_words_stand_out_from_every_panel(theme: Theme, role: str, panel: str) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    assert contrast(theme.ink(role).name(), color_of(theme, panel)) >= least


@each_of("theme", THEMES.values())
def test_words_stand_out_from_what_is_lit_and_from_what_is_filled(theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    for panel in LIT:
        assert contrast(theme.text, color_of(theme, panel)) >= least, panel
    for button in FILLED:
        assert contrast(theme.background, color_of(theme, button)) >= least, button


@each_of("theme", THEMES.values())
@each_of("role, panel", list(itertools.product((*MARKS, *FUTURES), ("background", "surface"))))
def test_lines_and_signs_stand_out_from_the_stage(theme: Theme, role: str, panel: str) -> None:
    """3:1, what WCAG asks of graphics; the shape of each line says it again."""
    assert contrast(getattr(theme, role), color_of(theme, panel)) >= 3.0


@each_of("theme", THEMES.values())
def test_what_says_how_a_control_stands_can_be_seen(theme: Theme) -> None:
    """How far a slider is, and where the keyboard is, on a panel and on a button that is filled."""
    for filled in ("text", "generated", "discriminator"):
        assert contrast(getattr(theme, filled), color_of(theme, "groove")) >= 3.0, filled
    assert contrast(theme.text, theme.background) >= 3.0
    assert contrast(color_of(theme, "filled_line"), theme.text) >= 3.0
    assert contrast(color_of(theme, "filled_line"), theme.background) >= 3.0


@each_of("panel", ["background", "surface", "raised"])
def test_with_high_contrast_every_control_has_a_line_around_it_that_is_seen(panel: str) -> None:
    for line in ("outline", "edge", "card_line"):
        assert contrast(color_of(CONTRAST, line), getattr(CONTRAST, panel)) >= 3.0, line
    assert contrast(color_of(CONTRAST, "disabled"), getattr(CONTRAST, panel)) >= 3.0


def test_all_that_the_style_sheet_paints_is_looked_at_above() -> None:
    sheet = resource_path("style.qss").read_text(encoding="utf-8")
    behind = set(re.findall(r"background: \$?(\w+)", sheet))
    assert behind <= {*PANELS, *LIT, *FILLED, *BARE}
    words = {name.removesuffix("_ink") for name in re.findall(r"[ {;]color: \$(\w+)", sheet)}
    assert words <= {*INKS, "disabled", "background"}


def test_an_ink_is_the_colour_itself_where_that_can_be_read() -> None:
    assert DARK.ink("generated").name() == DARK.color("generated").name()
    assert LIGHT.ink("real").name() != LIGHT.color("real").name()


def test_the_command_line_and_the_window_know_the_same_themes() -> None:
    assert tuple(THEMES) == themes
