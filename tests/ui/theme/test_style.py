"""The style sheet and the icons: everything in the theme's own colours, and sharp."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.resources import resource_path
from gan_playground.ui.theme.icons import icon, pixmap
from gan_playground.ui.theme.style import palette, set_look, stylesheet
from gan_playground.ui.theme.theme import DARK, LIGHT, THEMES, Theme
from gan_playground.ui.widgets.dashed_button import DashedButton
from gan_playground.ui.widgets.menu import Menu, add_heading
from ui.theme.test_contrast import contrast


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_disabled_text_aside_every_text_colour_is_the_theme_s(theme: Theme, qtbot: QtBot) -> None:
    sheet = stylesheet(theme)
    written = set(re.findall(r"(?<![-\w])color: (#\w{6})", sheet))
    own = {theme.ink_name(role) for role in ("text", "muted", "generated", "discriminator", "real", "warning")}
    assert written - own - {theme.background} == {sheet.split("QLabel:disabled { color: ")[1][:7]}
    assert palette(theme).text().color() == QColor(theme.text)


def test_a_look_can_change_after_the_sheet_was_set(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.setStyleSheet(stylesheet(DARK))
    set_look(label, "role", "muted")
    assert label.palette().windowText().color() == QColor(DARK.muted)
    set_look(label, "role", "error")
    assert label.palette().windowText().color() == QColor(DARK.warning)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_headings_and_small_words_in_a_menu_can_be_read(theme: Theme, qtbot: QtBot) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    menu.setStyleSheet(stylesheet(theme))
    add_heading(menu, "Saved")
    heading = menu.actions()[0].defaultWidget()
    heading.ensurePolished()
    assert heading.palette().windowText().color() == QColor(theme.muted)
    chosen = menu.addAction("A run")
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(chosen)
    pixels = menu.grab().toImage()
    ground = pixels.pixelColor(menu.actionGeometry(chosen).topRight() + QPoint(-8, 8))
    assert ground != pixels.pixelColor(menu.actionGeometry(menu.actions()[0]).topRight() + QPoint(-8, 8))
    assert contrast(theme.muted, ground.name()) >= 4.5
    assert pixels.pixelColor(0, 0).alpha() == 0, "a round corner"
    menu.close()


def test_a_dashed_button_takes_the_colour_of_the_theme_it_wears(qtbot: QtBot) -> None:
    button = DashedButton("Step D")
    qtbot.addWidget(button)
    for theme in (DARK, LIGHT):
        button.setStyleSheet(stylesheet(theme))
        button.ensurePolished()
        assert button.dash == QColor(theme.discriminator)


@each_of("file", sorted(resource_path("icons").glob("*.svg")))
def test_every_icon_is_drawn_in_the_colour_asked_for_at_each_pixel_ratio(file: Path, qtbot: QtBot) -> None:
    for ratio in (1.0, 1.5, 2.0):
        image = pixmap(file.stem, "#CC79A7", 20, ratio).toImage()
        assert image.width() == round(20 * ratio)
        solid = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid or ratio == 1.0
        if "currentColor" in file.read_text():
            assert solid <= {"#cc79a7"}


def test_an_icon_holds_a_picture_of_its_own_for_each_screen(qtbot: QtBot) -> None:
    for ratio in (1.0, 1.5, 2.0):
        assert icon("play", "#ffffff", 18).pixmap(QSize(18, 18), ratio).width() == round(18 * ratio)


def test_an_icon_is_faint_where_a_button_is_off(qtbot: QtBot) -> None:
    size, strongest = QSize(18, 18), []
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        image = QIcon(icon("close", "#ffffff", 18)).pixmap(size, 2.0, mode).toImage()
        strongest.append(max(image.pixelColor(x, y).alpha() for x in range(36) for y in range(36)))
    assert strongest[0] == 255
    assert 0.29 * 255 < strongest[1] < 0.6 * 255, "more where two lines cross"


def test_an_icon_is_never_larger_than_it_was_drawn_for(qtbot: QtBot) -> None:
    drawn = icon("play", "#ffffff", 18)
    assert drawn.actualSize(QSize(40, 40)) == drawn.pixmap(QSize(40, 40), 1.0).size() == QSize(18, 18)
    assert drawn.pixmap(QSize(12, 12), 1.5).size() == QSize(18, 18)
