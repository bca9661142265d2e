"""The phase plane of the Dirac-GAN: the widget that draws it, and in which a new start is dragged."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.observe.frame import Frame, PhasePicture
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.phase.geometry import PhaseGeometry
from gan_playground.ui.stages.phase.layers import (
    PHASE_LAYERS,
    UNDER_TO_OVER,
    PhaseScene,
    paint_names,
    paint_plane,
    paint_start,
)
from gan_playground.ui.theme.wording import number


class PhaseFigure(Canvas):
    """Draws the picture of one frame; `frame` is what it shows.

    Signals: start_chosen(theta, psi) when a start was put somewhere with the mouse, a finger or a pen.
    """

    start_chosen = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PHASE_LAYERS, parent)
        self._ghost: tuple[float, float] | None = None
        self._backdrop = QPixmap()
        self._backdrop_key: tuple[object, ...] = ()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setObjectName("phasePlane")
        self.setAccessibleName("Phase plane: the generator's number to the right, the discriminator's upwards")
        self.setToolTip("Press, drag and let go to start from there. Esc takes it back.")

    @property
    def extent(self) -> float:
        """How far the plane reaches: as far as that of the run beside it."""
        pictures = [frame.picture for frame in self.frames]
        return max((picture.extent for picture in pictures if isinstance(picture, PhasePicture)), default=0.0)

    def scene(self) -> PhaseScene | None:
        """What is drawn, and where; None before the first frame."""
        if self.frame is None or not isinstance(self.frame.picture, PhasePicture):
            return None
        picture = self.frame.picture
        geometry = PhaseGeometry.fit(self.width(), self.height(), self.extent)
        font = QFont(self.font())
        font.setPixelSize(round(12.5 * geometry.unit))
        return PhaseScene(picture, geometry, self._theme, self.visible_layers, font, self._ghost)

    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self.scene()
        if scene is not None:
            self._renew_backdrop(scene)
        with QPainter(self) as painter:
            if scene is None or self.frame is None:
                painter.fillRect(self.rect(), self._theme.color("surface"))
            else:
                self._paint(painter, scene, self.frame)

    def _paint(self, painter: QPainter, scene: PhaseScene, frame: Frame) -> None:
        painter.drawPixmap(0, 0, self._backdrop)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(scene.geometry.plot)
        paint = {layer.id: layer.paint for layer in PHASE_LAYERS}
        for name in UNDER_TO_OVER[1:]:  # the force belongs to the backdrop
            if name in scene.visible:
                paint[name](painter, scene)
        paint_start(painter, scene)
        painter.setClipping(False)
        self._paint_numbers(painter, scene, frame)

    def _paint_numbers(self, painter: QPainter, scene: PhaseScene, frame: Frame) -> None:
        theta, psi = scene.picture.position
        plot, y = scene.geometry.plot, scene.geometry.plot.top() - 15 * scene.geometry.unit
        painter.setFont(scene.font)
        painter.setPen(self._theme.color("text"))
        narrow = scene.geometry.is_narrow
        place, align = (plot.left(), Align.AlignLeft) if narrow else (plot.center().x(), Align.AlignHCenter)
        label(painter, place, y, f"step {frame.step:,}", align)
        radius = f"radius {number(math.hypot(theta, psi), 3)}"
        words = radius if narrow else f"θ {number(theta)}   ψ {number(psi)}   {radius}"
        label(painter, plot.right(), y, words, Align.AlignRight)

    def _renew_backdrop(self, scene: PhaseScene) -> None:
        """Paint what stands still again, if anything of it changed."""
        force = scene.picture.force if "force" in scene.visible else None
        key = (scene.geometry, scene.theme, id(force), self.devicePixelRatioF(), self.size())
        if key == self._backdrop_key:
            return
        self._backdrop_key, self._kept_force = key, force  # kept, or another could come to have its id
        self._backdrop = self._sheet(self._theme.color("surface"))
        with QPainter(self._backdrop) as painter:
            paint_plane(painter, scene)
            if force is not None:
                painter.setClipRect(scene.geometry.plot)
                next(layer for layer in PHASE_LAYERS if layer.id == "force").paint(painter, scene)
            painter.setFont(scene.font)
            paint_names(painter, scene)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        scene = self.scene()
        inside = scene is not None and scene.geometry.plot.contains(event.position())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._ghost is not None:
            self._drag_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        ghost, self._ghost = self._ghost, None
        if ghost is not None and event.button() is Qt.MouseButton.LeftButton:
            self.start_chosen.emit(*ghost)
        self.update()

    def _drag_to(self, point: QPointF) -> None:
        scene = self.scene()
        if scene is not None:
            theta, psi = scene.geometry.place(point)
            self._ghost = (_on_knob("generator.start", theta), _on_knob("discriminator.start", psi))
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._ghost is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to what is being dragged, before it leaves full screen."""
        if event.type() is QEvent.Type.ShortcutOverride and self._ghost is not None:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def _let_go(self) -> None:
        self._ghost = None
        self.update()


def _on_knob(path: str, value: float) -> float:
    """The nearest value, in hundredths, that the knob can have."""
    knob = KNOBS[path]
    return round(min(knob.high, max(knob.low, value)), 2)
