"""A drawing in the colours of the theme: an .svg file whose colours are its roles in braces, as in stroke="{real}"."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import asdict
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gan_playground.ui.theme.theme import Theme


def role_picture(file: Path, theme: Theme, size: QSize, pixel_ratio: float) -> QPixmap:
    """`size` is in device-independent pixels; the pixmap has `pixel_ratio` times as many, and nothing behind it."""
    pixmap = QPixmap(size * pixel_ratio)
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = _renderer(file, theme)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    return pixmap


def _renderer(file: Path, theme: Theme) -> QSvgRenderer:
    drawing = file.read_text(encoding="utf-8", errors="replace")
    for role, colour in asdict(theme).items():
        drawing = drawing.replace(f"{{{role}}}", str(colour))
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer
