"""The little picture of a lesson: an .svg file beside it in the roles of the theme, or that of its stage."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import load_lesson, own_file
from gan_playground.lessons.lesson import Lesson, LessonHead
from gan_playground.resources import resource_path
from gan_playground.ui.theme.role_picture import role_picture
from gan_playground.ui.theme.theme import Theme


def thumbnail(lesson: LessonHead, theme: Theme, size: QSize, pixel_ratio: float) -> QPixmap:
    """The lesson's picture; a lesson without one has that of its stage."""
    return role_picture(thumbnail_file(lesson), theme, size, pixel_ratio)


def thumbnail_file(lesson: LessonHead) -> Path:
    """The .svg file that pictures the lesson; a sheet with a rent in it for one that cannot be read."""
    beside = (own_file(lesson.id) or resource_path(f"lessons/{lesson.id}.toml")).with_suffix(".svg")
    if beside.is_file():
        return beside
    try:
        whole = lesson if isinstance(lesson, Lesson) else load_lesson(lesson.id)
    except PlaygroundError:
        return resource_path("lessons/unreadable.svg")
    return resource_path(f"lessons/{whole.experiment.stage}.svg")
