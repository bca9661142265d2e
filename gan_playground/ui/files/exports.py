"""A panel as a picture: of points (.png), or of lines that can be enlarged (.svg)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole
from gan_playground.ui.plot.picture import drawn_anew

fineness = 2.0
"""Pixels of a picture for each of the panel's, in width and in height."""

svg_dpi = 96


def save_picture(path: Path, panel: QWidget) -> None:
    """Write what a panel shows to a .png or a .svg file, whole or not at all; raises PlaygroundError."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise PlaygroundError(f"{path.name} should end with .png, for a picture, or with .svg, for a drawing.")
    write_whole(path, writer(panel))


def copied(panel: QWidget) -> QMimeData:
    """What a panel shows in every form that another program may want from the clipboard."""
    content = QMimeData()
    content.setImageData(picture_of(panel))
    content.setData("image/png", png_of(panel))
    content.setData("image/svg+xml", svg_of(panel))
    return content


def picture_of(panel: QWidget) -> QImage:
    """What a panel shows, with finer pixels than the screen's."""
    image = QImage(panel.size() * fineness, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(fineness)
    with QPainter(image) as painter:
        _paint(painter, panel)
    return image


def png_of(panel: QWidget) -> bytes:
    """The same as the content of a file."""
    return _written(lambda device: picture_of(panel).save(device, "PNG"))


def svg_of(panel: QWidget) -> bytes:
    """What a panel shows as lines and words; what it keeps as a picture stays one."""
    return _written(lambda device: _draw(device, panel))


def _draw(device: QIODevice, panel: QWidget) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(panel.size())
    generator.setViewBox(QRect(QPoint(0, 0), panel.size()))
    generator.setResolution(svg_dpi)
    generator.setTitle(panel.accessibleName() or "GAN Playground")
    with QPainter(generator) as painter:
        _paint(painter, panel)


def _written(write: Callable[[QIODevice], object]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    return bytes(buffer.data().data())


def _paint(painter: QPainter, panel: QWidget) -> None:
    """The panel on the ground of the window, which shows at its round corners."""
    painter.fillRect(panel.rect(), panel.palette().color(QPalette.ColorRole.Window))
    flags = QWidget.RenderFlag.DrawChildren | QWidget.RenderFlag.DrawWindowBackground
    with _finer(panel), drawn_anew(panel):
        QWidget.render(panel, painter, QPoint(0, 0), panel.rect(), flags)  # a graphics view has another of that name


@contextmanager
def _finer(panel: QWidget) -> Iterator[None]:
    """Let all parts make what they keep as pictures for finer pixels than the screen's: they ask themselves."""
    parts = [panel, *panel.findChildren(QWidget)]
    for part in parts:
        part.devicePixelRatioF = _fineness
    try:
        yield
    finally:
        for part in parts:
            del part.devicePixelRatioF


def _fineness() -> float:
    return fineness


WRITERS: dict[str, Callable[[QWidget], bytes]] = {".png": png_of, ".svg": svg_of}
"""By the ending of the file's name."""
