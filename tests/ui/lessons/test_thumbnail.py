"""The little pictures: in the theme's colours, sharp, and there for every lesson."""

from __future__ import annotations

import re

import msgspec
import pytest
from msgspec import structs
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.lessons.catalogue import lessons, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.resources import resource_path
from gan_playground.ui.lessons.thumbnail import thumbnail, thumbnail_file
from gan_playground.ui.theme.theme import DARK, LIGHT, THEMES, Theme

SIZE = QSize(58, 42)


def colors_of(image: QImage) -> set[str]:
    """The opaque colours of a picture, as #rrggbb."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@each_of("theme", THEMES.values())
@each_of("lesson", lessons().values())
def test_it_is_drawn_in_the_colours_of_the_theme(qtbot: QtBot, lesson: Lesson, theme: Theme) -> None:
    found = colors_of(thumbnail(lesson, theme, SIZE, 3.0).toImage())
    assert QColor(theme.real).name() in found
    assert QColor(theme.generated).name() in found


def test_it_has_as_many_pixels_as_the_screen(qtbot: QtBot) -> None:
    pixmap = thumbnail(load_lesson("two-knobs"), DARK, SIZE, 2.0)
    assert pixmap.size() == SIZE * 2
    assert pixmap.deviceIndependentSize().toSize() == SIZE


def test_every_shipped_lesson_has_a_picture_of_its_own() -> None:
    files = [thumbnail_file(lesson) for lesson in lessons().values()]
    assert [file.stem for file in files] == list(lessons())


@pytest.mark.parametrize(("painted", "stage"), [("two-knobs", "line"), ("tug-of-war", "phase")])
def test_a_lesson_without_one_gets_that_of_its_stage(qtbot: QtBot, painted: str, stage: str) -> None:
    lesson = msgspec.structs.replace(load_lesson(painted), id="unpainted")
    assert thumbnail_file(lesson).name == f"{stage}.svg"
    assert thumbnail_file(lesson).is_file()
    assert colors_of(thumbnail(lesson, LIGHT, SIZE, 1.0).toImage())


def test_drawings_name_roles_and_no_colours() -> None:
    roles = {field.name for field in structs.fields(DARK)} - {"name", "title", "is_dark", "least_contrast"}
    for file in resource_path("lessons").glob("*.svg"):
        drawing = file.read_text(encoding="utf-8")
        assert set(re.findall(r"{(\w+)}", drawing)) <= roles
        assert not re.search(r'(stroke|fill)="#', drawing)
