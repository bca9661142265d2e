"""The drawings of the formulas: one for each term, with letters that can be found, in the colours of a theme."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.training import terms
from gan_playground.gan.training.formula import HEADS
from gan_playground.gan.training.terms import MeanTerm
from gan_playground.resources import resource_path
from gan_playground.ui.formula.setting import ROLES, faint, setting
from gan_playground.ui.theme.theme import DARK, LIGHT, Theme

everything = [*HEADS, *(term for term in vars(terms).values() if isinstance(term, MeanTerm))]
names = each_of("name", [each.id for each in everything])
themes = each_of("theme", [DARK, LIGHT])


def colors_of(name: str, theme: Theme, role: str = "") -> set[str]:
    """Of the pixels that are covered whole, drawn so large that there are such."""
    image = QImage(1200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        setting(name, theme).draw(painter, QPointF(10, 140), 100, role)
    pixels = (image.pixelColor(x, y) for x in range(0, 1200, 2) for y in range(0, 200, 2))
    return {color.name() for color in pixels if color.alpha() == 255}


def test_every_term_is_set_and_nothing_else_is() -> None:
    drawn = {path.stem for path in resource_path("formulas").glob("*.svg")}
    assert drawn == {each.id for each in everything} | {"plus", "minus", "equals"}


def test_the_letters_of_a_drawing_are_those_of_its_term() -> None:
    """D, x and G(z) are as often in it as in what was set."""
    macros = {"discriminator": r"\\D\b", "real": r"\\x\b", "generated": r"\\Gz?\b"}
    for each in everything:
        roles = [spot.role for spot in setting(each.id, DARK).spots]
        assert {role: roles.count(role) for role in macros} == {
            role: len(re.findall(macro, each.tex)) for role, macro in macros.items()
        }, each.id


@names
def test_letters_stand_beside_one_another_within_the_drawing(name: str) -> None:
    drawn = setting(name, DARK)
    assert drawn.spots
    lefts = [spot.place.left() for spot in drawn.spots]
    assert lefts == sorted(lefts)
    for spot in drawn.spots:
        assert spot.role in ROLES
        assert spot.place.left() >= 0
        assert spot.place.right() <= drawn.width + 0.01
        assert -drawn.ascent - 0.01 <= spot.place.top() < spot.place.bottom() <= drawn.descent + 0.01


@themes
def test_each_letter_has_its_color_in_either_theme(theme: Theme, qtbot: QtBot) -> None:
    assert colors_of("log-not-d-fake", theme) == {
        theme.ink(role).name() for role in ("text", "generated", "discriminator")
    }


def test_all_but_the_letters_that_are_meant_are_faint(qtbot: QtBot) -> None:
    assert colors_of("log-not-d-fake", DARK, "discriminator") == {QColor(DARK.discriminator).name()}
    assert faint < 0.5
