"""Figure 1 of Goodfellow et al. (2014), alive: the widget that draws it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.ui.stages.backdrop import Align, label, paint_backdrop, paint_outside
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.density_scale import DensityScale
from gan_playground.ui.stages.geometry import Array, Geometry
from gan_playground.ui.stages.layers import LAYERS, Ground, LineScene, paint_layers, paint_standing
from gan_playground.ui.stages.readout import Reading, paint_readout, read


class LineFigure(Canvas):
    """Draws the picture of one frame; `frame` is what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LAYERS, parent)
        self._of_fake = False
        self._latent_name = "z"
        self._density_scale = DensityScale()
        self._backdrop, self._standing = QPixmap(), QPixmap()
        self._backdrop_key: tuple[object, ...] = ()
        self._backdrop_bars: Array = np.empty(0)
        self._ground: Ground
        self._ground_geometry: Geometry | None = None
        self._ground_parts: tuple[Array, ...] = ()
        self._pointer_px: float | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("Figure: real and generated densities, D(x), and the map from z to x")

    def begin(self, latent_name: str) -> None:
        """A run with this noise begins; nothing is shown until its first frame."""
        self._latent_name = f"z ~ {latent_name}"
        self._density_scale.reset()
        self.show_frame(None)

    def stand_beside(self, companion: Canvas | None) -> None:
        super().stand_beside(companion)
        # One memory of when to rescale, or two figures with the same peaks could stand at different scales.
        self._density_scale = companion._density_scale if isinstance(companion, LineFigure) else DensityScale()

    def set_probability_of_fake(self, of_fake: bool) -> None:
        self._of_fake = of_fake
        self.update()

    @property
    def reading(self) -> Reading | None:
        """What the readout says now; None while the mouse is elsewhere."""
        scene = self.scene()
        if scene is None or self._pointer_px is None:
            return None
        return read(scene.picture, scene.geometry.x_at(self._pointer_px))

    def scene(self) -> LineScene | None:
        """What is drawn, and where; None before the first frame."""
        if self.frame is None or not isinstance(self.frame.picture, LinePicture):
            return None
        picture = self.frame.picture
        shown = [frame.picture for frame in self.frames if isinstance(frame.picture, LinePicture)]
        real_peaks, generated_peaks = zip(*map(_peaks, shown), strict=True)
        geometry = Geometry.fit(
            self.width(),
            self.height(),
            self.devicePixelRatioF(),
            view=(min(float(one.bin_edges[0]) for one in shown), max(float(one.bin_edges[-1]) for one in shown)),
            latent_view=picture.latent_view,
            density_top=self._density_scale.top(max(real_peaks), max(generated_peaks)),
        )
        font = QFont(self.font())
        font.setPixelSize(round(12.5 * geometry.unit))
        return LineScene(
            picture, geometry, self._ground_of(picture, geometry), self._theme, self.visible_layers, self._of_fake, font
        )

    def _ground_of(self, picture: LinePicture, geometry: Geometry) -> Ground:
        """Worked out again only where something of it has moved."""
        parts = (picture.x, picture.bin_edges, picture.real_histogram)  # the same ones in all frames of a run
        if geometry != self._ground_geometry or any(a is not b for a, b in zip(parts, self._ground_parts, strict=True)):
            self._ground_geometry, self._ground_parts = geometry, parts
            self._ground = Ground.of(picture, geometry)
        return self._ground

    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self.scene()
        if scene is not None:
            self._renew_backdrop(scene)
        # A painter that an exception keeps alive would take the program down with it.
        with QPainter(self) as painter:
            if scene is None or self.frame is None:
                painter.fillRect(self.rect(), self._theme.color("surface"))
            else:
                self._paint(painter, scene, self.frame)

    def _paint(self, painter: QPainter, scene: LineScene, frame: Frame) -> None:
        painter.drawPixmap(0, 0, self._backdrop)
        paint_layers(painter, scene, self._standing)
        painter.setFont(scene.font)
        plot = scene.geometry.plot
        painter.setPen(self._theme.color("text"))
        words = f"step {frame.step:,}" + ("  ·  averaged G" if frame.averaged else "")
        label(painter, plot.center().x(), plot.top() - 15 * scene.geometry.unit, words, Align.AlignHCenter)
        paint_outside(painter, scene)
        if self._pointer_px is not None:
            paint_readout(painter, scene, read(scene.picture, scene.geometry.x_at(self._pointer_px)))

    def _renew_backdrop(self, scene: LineScene) -> None:
        """Paint what stands still again, if anything of it changed."""
        key = (scene.geometry, scene.theme, scene.visible, scene.of_fake, self._latent_name)
        bars = scene.picture.real_histogram
        if key == self._backdrop_key and (bars is self._backdrop_bars or np.array_equal(bars, self._backdrop_bars)):
            return
        self._backdrop_key, self._backdrop_bars = key, bars
        self._backdrop = self._sheet(self._theme.color("surface"))
        with QPainter(self._backdrop) as painter:
            paint_backdrop(painter, scene, self._latent_name)
        self._standing = self._sheet(Qt.GlobalColor.transparent)
        with QPainter(self._standing) as painter:
            paint_standing(painter, scene)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        scene = self.scene()
        if scene is None:
            return
        geometry, place = scene.geometry, event.position()
        over = geometry.plot.left() <= place.x() <= geometry.plot.right() and place.y() <= geometry.x_line
        self._point_at(place.x() if over else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def _point_at(self, pointer_px: float | None) -> None:
        if pointer_px != self._pointer_px:
            self._pointer_px = pointer_px
            self.update()


def _peaks(picture: LinePicture) -> tuple[float, float]:
    """The highest real density, and the highest generated one that is a number."""
    generated = picture.generated_density
    finite = generated[np.isfinite(generated)]
    return float(np.max(picture.real_density)), float(np.max(finite, initial=0.0))
