"""The plane: the widget that draws it, and in which it is moved, magnified and touched."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.data.plane.turning import rotation
from gan_playground.gan.observe.frame import Frame, PlanePicture
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.plane.geometry import PlaneGeometry, Zoom
from gan_playground.ui.stages.plane.layers import OFTEN, PLANE_LAYERS, SELDOM, PlaneScene, paint_pinned
from gan_playground.ui.stages.plane.readout import Told, paint_rim, rim
from gan_playground.ui.theme.theme import corner_radius_px
from gan_playground.ui.theme.wording import number, percent

Place = tuple[float, float]

paint = {layer.id: layer.paint for layer in PLANE_LAYERS}


class PlaneFigure(Canvas):
    """Draws the picture of one frame; `frame` is what it shows.

    Signals: region_changed() when another part of the plane is seen.
    """

    region_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PLANE_LAYERS, parent)
        self.zoom = Zoom()
        self.axes_of: PlaneFigure = self
        """The figure whose data decide what part of the plane is seen."""
        self.pointer: QPointF | None = None
        self.tip_radius = 0.0
        """Of the tool in hand, in the data's units; 0: it has no tip."""
        self.stroke: list[Place] = []
        self.is_empty = self._real_moves = False
        self._sheet_of: tuple[object, ...] = ()
        self._seldom = QPixmap()
        self._rim: list[Told] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setObjectName("plane")
        self.setAccessibleName("The plane: real dots, generated dots, and the discriminator's opinion of every place")

    @property
    def picture(self) -> PlanePicture | None:
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, PlanePicture) else None

    @property
    def geometry_now(self) -> PlaneGeometry | None:
        """Where everything lies; None before the first frame."""
        picture = self.axes_of.picture or self.picture
        if picture is None:
            return None
        return PlaneGeometry.fit(self.width(), self.height(), picture.view, picture.scale, self.zoom)

    def scene(self) -> PlaneScene | None:
        """What is drawn, and where; None before the first frame."""
        picture, geometry = self.picture, self.geometry_now
        if picture is None or geometry is None:
            return None
        font = QFont(self.font())
        font.setPixelSize(round(12.5 * geometry.unit))
        ratio = self.devicePixelRatioF()
        return PlaneScene(picture, geometry, self._theme, self.visible_layers, self.opacities, font, ratio)

    def show_frame(self, frame: Frame | None) -> None:
        before = self.picture
        super().show_frame(frame)
        picture = self.picture
        self._real_moves = picture is not None and before is not None and picture.angle != before.angle

    def set_zoom(self, zoom: Zoom) -> None:
        """Show another part of the plane."""
        if zoom != self.zoom:
            self.zoom = zoom
            self.update()
            self.region_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self.scene()
        if scene is not None and not self.is_empty:
            self._renew_sheet(scene)
        with QPainter(self) as painter:
            if self.is_empty:
                self._paint_empty(painter, scene)
            elif scene is None:
                painter.fillRect(self.rect(), self._theme.color("surface"))
            else:
                self._paint(painter, scene)

    def _paint(self, painter: QPainter, scene: PlaneScene) -> None:
        painter.drawPixmap(0, 0, self._seldom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name in OFTEN:
            if name in scene.visible and (name != "real" or self._real_moves):
                paint[name](painter, scene)
        paint_pinned(painter, scene)
        self._paint_stroke(painter, scene)
        if "generated" in scene.visible:
            paint_rim(painter, scene, self._rim)
        self._paint_place(painter, scene)

    def _paint_empty(self, painter: QPainter, scene: PlaneScene | None) -> None:
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("outline"), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner_radius_px, corner_radius_px)
        painter.setPen(self._theme.color("text"))
        words = "An empty canvas: take the brush, and paint something to be learned."
        label(painter, self.width() / 2, self.height() / 2, words, Align.AlignHCenter)
        if scene is not None:
            self._paint_stroke(painter, scene)

    def _renew_sheet(self, scene: PlaneScene) -> None:
        """Paint what a whole look brings again, if any of it changed."""
        shown = [name for name in SELDOM if name in scene.visible and (name != "real" or not self._real_moves)]
        strengths = tuple(scene.opacity(name) for name in shown)
        survey = scene.picture.survey
        real = id(scene.picture.real) if "real" in shown else 0
        manner = (scene.geometry, scene.theme, tuple(shown), strengths, scene.ratio, self.size())
        key = (id(survey), real, *manner)
        if key == self._sheet_of:
            return
        self._rim = rim(scene)
        self._sheet_of, self._kept = key, scene.picture  # kept, or another could come to have its id
        self._seldom = self._sheet(self._theme.color("surface"))
        with QPainter(self._seldom) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for name in shown:
                paint[name](painter, scene)
            _round_corners(painter, scene)

    def _paint_stroke(self, painter: QPainter, scene: PlaneScene) -> None:
        """What the tool in hand is doing, before it is done."""
        if not self.tip_radius or self.pointer is None:
            return
        radius = scene.geometry.px(self.tip_radius)
        color = self._theme.color("real")
        if self.stroke:
            points = scene.geometry.pixels(self.turned(np.array(self.stroke)))
            color.setAlphaF(0.35)
            pen = QPen(color, 2 * radius, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(
                [QPointF(*point) for point in (points if len(points) > 1 else np.repeat(points, 2, 0))]
            )
        painter.setPen(QPen(self._theme.color("text"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.pointer, radius, radius)

    def _paint_place(self, painter: QPainter, scene: PlaneScene) -> None:
        """What is under the pointer, in numbers."""
        if self.pointer is None or not self.underMouse():
            return
        x, y = scene.geometry.place(self.pointer)
        words = f"x {number(x)}   y {number(y)}"
        survey = scene.picture.survey
        if survey.heat is not None and bool(survey.region.contains(np.array([[x, y]]))[0]):
            rows, columns = survey.heat.shape
            row = min(rows - 1, int((y - survey.region.bottom) / survey.region.height * rows))
            column = min(columns - 1, int((x - survey.region.left) / survey.region.width * columns))
            words += f"   D(x) {percent(float(survey.heat[row, column]))}"
        painter.setFont(scene.font)
        painter.setPen(self._theme.color("muted"))
        unit = scene.geometry.unit
        label(painter, 12 * unit, self.height() - 16 * unit, words, Align.AlignLeft)

    def turned(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where places (N, 2) of the data lie now that the data have turned."""
        picture = self.picture
        if picture is None or not picture.angle:
            return places
        scale, middle = np.array(picture.scale), np.array(picture.middle)
        return (places - middle) / scale @ rotation(picture.angle) * scale + middle

    def own_place(self, point: QPointF) -> Place:
        """The place of the data under a point, before the data turned."""
        picture, geometry = self.picture, self.geometry_now
        assert picture is not None
        assert geometry is not None
        scale, middle = np.array(picture.scale), np.array(picture.middle)
        place = (np.array(geometry.place(point)) - middle) / scale @ rotation(-picture.angle) * scale + middle
        return float(place[0]), float(place[1])

    def dot_at(self, point: QPointF, reach_px: float) -> int | None:
        """The generated dot that is nearest to a point, if one is near."""
        picture, geometry = self.picture, self.geometry_now
        if picture is None or geometry is None:
            return None
        away = np.hypot(*(geometry.pixels(picture.generated) - (point.x(), point.y())).T)
        away[~np.isfinite(away)] = math.inf
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= reach_px * geometry.unit else None

    def mode_at(self, point: QPointF, centres: NDArray[np.float64] | None, reach_px: float) -> int | None:
        """The mode whose middle is nearest to a point, if one is near; centres (M, 2) before the data turned."""
        picture, geometry = self.picture, self.geometry_now
        if picture is None or geometry is None or centres is None or not len(centres):
            return None
        away = np.hypot(*(geometry.pixels(self.turned(centres)) - (point.x(), point.y())).T)
        nearest = int(np.argmin(away))
        reach = max(reach_px * geometry.unit, geometry.px(3 * picture.sigma))
        return nearest if away[nearest] <= reach else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.region_changed.emit()


def _round_corners(painter: QPainter, scene: PlaneScene) -> None:
    """The surface again, outside of a rectangle with round corners."""
    around, inside = QPainterPath(), QPainterPath()
    around.addRect(scene.geometry.plot)
    inside.addRoundedRect(scene.geometry.plot, corner_radius_px, corner_radius_px)
    painter.fillPath(around.subtracted(inside), scene.theme.color("surface"))
