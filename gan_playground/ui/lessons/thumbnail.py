"""The little picture of a lesson, drawn in the colours of the theme and sharp on every screen.

A thumbnail is an .svg file beside the lesson whose colours are the theme's roles in braces: stroke="{real}".
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import asdict
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import load_lesson, own_file
from gan_playground.lessons.lesson import Lesson, LessonHead
from gan_playground.resources import resource_path
from gan_playground.ui.theme.theme import Theme


def thumbnail(lesson: LessonHead, theme: Theme, size: QSize, pixel_ratio: float) -> QPixmap:
    """The lesson's picture; a lesson without one has that of its stage.

    `size` is in device-independent pixels; the pixmap has `pixel_ratio` times as many.
    """
    pixmap = QPixmap(size * pixel_ratio)
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = _renderer(lesson, theme)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    return pixmap


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


def _renderer(lesson: LessonHead, theme: Theme) -> QSvgRenderer:
    drawing = thumbnail_file(lesson).read_text(encoding="utf-8", errors="replace")
    for role, colour in asdict(theme).items():
        drawing = drawing.replace(f"{{{role}}}", str(colour))
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer
