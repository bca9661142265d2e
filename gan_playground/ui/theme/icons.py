"""The program's own line icons, drawn in any colour of the theme, at the screen's own resolution."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from gan_playground.resources import resource_path
from gan_playground.ui.theme.text_scale import spaced

disabled_opacity = 0.3

_made: dict[tuple[str, str, int], QIcon] = {}


def icon(name: str, color: str, size_px: int = 20) -> QIcon:
    """The icon resources/icons/<name>.svg in `color` (#rrggbb), for an iconSize of `size_px`; one for all who ask."""
    if not _made:  # pictures must not outlive the application
        QCoreApplication.instance().aboutToQuit.connect(_made.clear)
    key = (name, color, size_px)
    if key not in _made:
        _made[key] = QIcon(_LineEngine(name, color, size_px))
    return _made[key]


def draw_icon(button: QAbstractButton, name: str, color: str, size_px: int) -> None:
    """Give a button its icon, so large beside words of the usual size; to be asked for again when these change."""
    size_px = spaced(size_px)
    button.setIcon(icon(name, color, size_px))
    button.setIconSize(QSize(size_px, size_px))


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


class _LineEngine(QIconEngine):
    """Draws when a picture is asked for, and anew for each pixel ratio: a scaled line of 1.5 px is a blurred one."""

    def __init__(self, name: str, color: str, size_px: int) -> None:
        super().__init__()
        self._what = name, color, size_px
        self._drawn: dict[tuple[int, float, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return _LineEngine(*self._what)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        own = self._what[2]
        return size.boundedTo(QSize(own, own))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """size: as on a screen of ratio 1."""
        name, color, own_px = self._what
        is_faint, size_px = mode is QIcon.Mode.Disabled, min(own_px, size.width())
        key = size_px, scale, is_faint
        if key not in self._drawn:  # Qt's own faint one is as bright in the dark
            self._drawn[key] = pixmap(name, color, size_px, scale, disabled_opacity if is_faint else 1.0)
        return self._drawn[key]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))
