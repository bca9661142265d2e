"""The program's own line icons, drawn in any colour of the theme, at the screen's own resolution."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QCoreApplication, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gan_playground.resources import resource_path

device_pixel_ratios = (1.0, 1.25, 1.5, 2.0, 3.0)


disabled_opacity = 0.3

_made: dict[tuple[str, str, int], QIcon] = {}


def icon(name: str, color: str, size_px: int = 20) -> QIcon:
    """The icon resources/icons/<name>.svg in `color` (#rrggbb), for an iconSize of `size_px`.

    Drawn anew for each pixel ratio, since a scaled line of 1.5 px is a blurred one; but only once, since every knob
    has two.
    """
    if not _made:  # pictures must not outlive the application
        QCoreApplication.instance().aboutToQuit.connect(_made.clear)
    key = (name, color, size_px)
    if key not in _made:
        _made[key] = QIcon()
        for ratio in device_pixel_ratios:
            _made[key].addPixmap(pixmap(name, color, size_px, ratio))
            faint = pixmap(name, color, size_px, ratio, opacity=disabled_opacity)
            _made[key].addPixmap(faint, QIcon.Mode.Disabled)  # Qt's own is as bright in the dark
    return _made[key]


def pixmap(name: str, color: str, size_px: int, ratio: float = 1.0, opacity: float = 1.0) -> QPixmap:
    """The icon as a square picture `size_px` wide on a screen of this pixel ratio."""
    picture = QPixmap(round(size_px * ratio), round(size_px * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))
    with QPainter(picture) as painter:
        painter.setOpacity(opacity)
        renderer.render(painter)
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawing(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
