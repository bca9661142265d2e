"""The widget that every figure of a stage is painted on.

A plain widget rather than a graphics scene: the trainer waits for the interpreter while this paints, and a
scene's items took several times as long for the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.stages.layer import Layer
from gan_playground.ui.theme.theme import DARK, Theme


class Canvas(QWidget):
    """Shows `frame`, in a theme, with some of its layers."""

    def __init__(self, layers: Sequence[Layer[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self.companion: Canvas | None = None
        """The figure beside this one, of a run that is compared: both are drawn to one scale."""
        self.visible_layers = frozenset(layer.id for layer in layers if layer.shown)
        self.opacities = {layer.id: layer.opacity for layer in layers if layer.opacity is not None}
        self._theme = DARK
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_frame(self, frame: Frame | None) -> None:
        """None: nothing, until the first frame of a run."""
        self.frame = frame
        self.update()

    @property
    def frames(self) -> list[Frame]:
        """This one's and the companion's: what has to fit into one scale."""
        figures = (self,) if self.companion is None else (self, self.companion)
        return [figure.frame for figure in figures if figure.frame is not None]

    def stand_beside(self, companion: Canvas | None) -> None:
        """Share a scale with another figure of this kind; None: with none."""
        self.companion = companion
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_layer_visible(self, layer: str, visible: bool) -> None:
        self.visible_layers = self.visible_layers | {layer} if visible else self.visible_layers - {layer}
        self.update()

    def set_layer_opacity(self, layer: str, opacity: float) -> None:
        self.opacities = {**self.opacities, layer: opacity}
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 460)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)

    def _sheet(self, color: QColor | Qt.GlobalColor) -> QPixmap:
        """An empty picture of the widget's size, for what is painted once and kept."""
        sheet = QPixmap(self.size() * self.devicePixelRatioF())
        sheet.setDevicePixelRatio(self.devicePixelRatioF())
        sheet.fill(color)
        return sheet
