"""The palette: the widget that draws it, and in which its cube is turned."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import ColoursPicture, Frame
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.colours.cube import Cube, Turn
from gan_playground.ui.stages.colours.geometry import ColoursPlan, title_px
from gan_playground.ui.stages.colours.histograms import paint_cut_off, paint_scales, peak_of
from gan_playground.ui.stages.colours.layers import COLOURS_LAYERS, paint_cloud, paint_generated, paint_real
from gan_playground.ui.stages.colours.readout import Swatch, paint_card
from gan_playground.ui.stages.colours.scene import ColoursScene
from gan_playground.ui.stages.colours.swatches import beyond_notes, paint_photo, paint_title
from gan_playground.ui.stages.density_scale import DensityScale

key_turn_deg = 10.0
keys = {
    Qt.Key.Key_Left: (-key_turn_deg, 0.0),
    Qt.Key.Key_Right: (key_turn_deg, 0.0),
    Qt.Key.Key_Up: (0.0, -key_turn_deg),
    Qt.Key.Key_Down: (0.0, key_turn_deg),
}
full_drag_deg = 180.0
"""For a drag over the width of the cube's place."""


class ColoursFigure(Canvas):
    """Draws the picture of one frame; `frame` is what it shows.

    Signals: turned() when the cube is seen from another side.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLOURS_LAYERS, parent)
        self.turn = Turn()
        self.hint = "drag to turn"
        self._held: QPointF | None = None
        self._pointer: QPointF | None = None
        self._ringed = False
        self._scale = DensityScale()
        self._still = QPixmap()
        self._still_of: tuple[object, ...] = ()
        self._kept: ColoursPicture | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setObjectName("colours")
        self.setAccessibleName("Colours of the photograph, and colours that the generator makes")
        self.setAccessibleDescription("Arrow keys turn the cube of colours; Home shows it as it was at first.")

    @property
    def picture(self) -> ColoursPicture | None:
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, ColoursPicture) else None

    def begin(self) -> None:
        """A run begins; nothing is shown until its first frame."""
        self._scale.reset()
        self.show_frame(None)

    def stand_beside(self, companion: Canvas | None) -> None:
        super().stand_beside(companion)
        self._scale = companion._scale if isinstance(companion, ColoursFigure) else DensityScale()

    def set_turn(self, turn: Turn) -> None:
        """Show the cube from another side."""
        if turn != self.turn:
            self.turn = turn
            self.update()
            self.turned.emit()

    def plan(self) -> ColoursPlan:
        """Where everything lies."""
        photo = self.picture.photograph.shape if self.picture is not None else (1, 1)
        size, ratio = (self.width(), self.height()), self.devicePixelRatioF()
        return ColoursPlan.fit(size, ratio, self.visible_layers, photo[1] / photo[0])

    def scene(self) -> ColoursScene | None:
        """What is drawn, and where; None before the first frame."""
        picture = self.picture
        if picture is None:
            return None
        plan = self.plan()
        cube = Cube.fit(plan.cloud, plan.unit, self.turn) if plan.cloud is not None else None
        shown = [frame.picture for frame in self.frames if isinstance(frame.picture, ColoursPicture)]
        peaks = [(peak_of(one.real_histogram), peak_of(one.generated_histogram)) for one in shown]
        top = self._scale.top(*map(max, zip(*peaks, strict=True)))
        font = QFont(self.font())
        font.setPixelSize(round(12.5 * plan.unit))
        return ColoursScene(picture, plan, cube, top, self._theme, self.visible_layers, font, self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self.scene()
        if scene is not None:
            self._renew_still(scene)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if scene is None or self.frame is None:
                self._paint_empty(painter)
            else:
                painter.drawPixmap(0, 0, self._still)
                self._paint(painter, scene, self.frame)

    def _paint(self, painter: QPainter, scene: ColoursScene, frame: Frame) -> None:
        if "generated" in scene.visible:
            paint_generated(painter, scene)
            paint_title(painter, scene, "generated", beyond_notes(scene.picture.generated))
        paint_cloud(painter, scene)
        painter.setFont(scene.font)
        painter.setPen(self._theme.color("text"))
        label(painter, 0, title_px * scene.unit / 2, f"step {frame.step:,}", Align.AlignLeft)
        self._paint_hint(painter, scene)
        swatch = self.swatch_at(self._pointer) if self._pointer is not None else None
        if swatch is not None:
            paint_card(painter, scene, swatch)

    def _paint_hint(self, painter: QPainter, scene: ColoursScene) -> None:
        """How to turn the cube, until somebody has; and a frame around it when keys would."""
        cloud = scene.plan.cloud
        if cloud is None:
            return
        if self.turn == Turn() and self._held is None:
            painter.setPen(self._theme.color("muted"))
            label(painter, cloud.right(), cloud.bottom() - 9 * scene.unit, self.hint, Align.AlignRight)
        if self._ringed:
            painter.setPen(QPen(self._theme.color("muted"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cloud.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def _paint_empty(self, painter: QPainter) -> None:
        """Where the photograph and the colours will be."""
        plan = self.plan()
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised", 0.5))
        places = [plan.photo, *(field.box for field in plan.fields.values()), *plan.histograms, plan.cloud]
        for place in places:
            if place is not None:
                painter.drawRoundedRect(place, 10, 10)

    def _renew_still(self, scene: ColoursScene) -> None:
        """Paint what stands still again, if anything of it changed."""
        picture, kept = scene.picture, self._kept
        key = (scene.plan, scene.top, scene.theme, scene.visible, scene.ratio, self.size())
        same = kept is not None and (
            picture.photograph is kept.photograph
            and np.array_equal(picture.real, kept.real, equal_nan=True)
            and np.array_equal(picture.real_histogram, kept.real_histogram, equal_nan=True)
        )
        if same and key == self._still_of:
            return
        self._still_of, self._kept = key, picture
        self._still = self._sheet(self._theme.color("surface"))
        with QPainter(self._still) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_photo(painter, scene)
            paint_scales(painter, scene)
            if "real" in scene.visible:
                paint_real(painter, scene)
                paint_cut_off(painter, scene)
                paint_title(painter, scene, "real")

    def swatch_at(self, point: QPointF) -> Swatch | None:
        """Which swatch is under a point."""
        picture = self.picture
        for name, field in self.plan().fields.items() if picture is not None else ():
            index = field.index_at(point)
            count = len(picture.real if name == "real" else picture.generated) if picture is not None else 0
            if index is not None and index < count:
                return name, index
        return None

    def _over_cloud(self, point: QPointF) -> bool:
        cloud = self.plan().cloud
        return self.picture is not None and cloud is not None and cloud.contains(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._over_cloud(event.position()):
            self._held = event.position()
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        cloud = self.plan().cloud
        if self._held is not None and cloud is not None:
            away = (point - self._held) * (full_drag_deg / max(1.0, cloud.width()))
            self._held = point
            self.set_turn(self.turn.by(away.x(), away.y()))
        before, self._pointer = self._pointer, point
        self._show_cursor(point)
        if (self.swatch_at(before) if before is not None else None) != self.swatch_at(point):
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._show_cursor(event.position())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._over_cloud(event.position()):
            self.set_turn(Turn())

    def _show_cursor(self, point: QPointF) -> None:
        shape = Qt.CursorShape.OpenHandCursor if self._over_cloud(point) else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.ClosedHandCursor if self._held is not None else shape)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Arrows belong to the cube before they belong to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._turns(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._turns(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Home:
            self.set_turn(Turn())
        else:
            self.set_turn(self.turn.by(*keys[Qt.Key(event.key())]))

    def _turns(self, event: QKeyEvent) -> bool:
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return bare and "cloud" in self.visible_layers and (event.key() in keys or event.key() == Qt.Key.Key_Home)
