"""Real and generated pictures side by side: the widget that draws them, and in which one of them is picked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame, ImagesPicture
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.geometry import unit_of
from gan_playground.ui.stages.images.geometry import Grid
from gan_playground.ui.stages.images.layers import IMAGES_LAYERS, ImagesScene
from gan_playground.ui.stages.images.panels import Paper, between_px, make_panels, title_px, told_px
from gan_playground.ui.stages.images.readout import (
    paint_card,
    paint_flag,
    paint_mark,
    paint_told,
    told_of,
)
from gan_playground.ui.stages.images.tiles import TilePainter

steps = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ImagesFigure(Canvas):
    """Draws the picture of one frame; `frame` is what it shows.

    Signals: picked(int, bool) a generated picture was pressed, and whether with Shift.
    """

    picked = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(IMAGES_LAYERS, parent)
        self.start: int | None = None
        """The generated picture that a walk begins at."""
        self.target: int | None = None
        """The one that it leads to."""
        self._pointed: tuple[str, int] | None = None
        self._tiles = TilePainter()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setObjectName("images")
        self.setAccessibleName("Real and generated pictures, and what the discriminator says of each")

    @property
    def picture(self) -> ImagesPicture | None:
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, ImagesPicture) else None

    @property
    def unit(self) -> float:
        return unit_of(self.width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 90)

    def show_frame(self, frame: Frame | None) -> None:
        super().show_frame(frame)
        if self.picture is None:
            self._pointed = None

    def mark(self, start: int | None, target: int | None) -> None:
        """Show which pictures a walk is between."""
        self.start, self.target = start, target
        self._describe()
        self.update()

    def _describe(self) -> None:
        picture, start = self.picture, self.start
        if not self.hasFocus():  # nobody hears it, and words cost time
            return
        if picture is None or start is None or start >= len(picture.generated):
            self.setAccessibleDescription("")
        else:
            self.setAccessibleDescription(told_of(picture, "generated", start))

    def scene(self) -> ImagesScene | None:
        """What is drawn, and where; None before the first frame, and where there is no room."""
        picture = self.picture
        font = QFont(self.font())
        font.setPixelSize(round(12.5 * self.unit))
        if picture is None:
            return None
        ratio = self.devicePixelRatioF()
        paper = Paper(self.width(), self.height(), self.unit, ratio, font)
        panels = make_panels(picture, self.visible_layers, paper, (self.target, self.start))
        return ImagesScene(picture, panels, self._tiles, self._theme, self.visible_layers, font, self.unit, ratio)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("surface"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scene = self.scene()
            if scene is None:
                self._paint_empty(painter)
            else:
                self._paint(painter, scene)

    def _paint(self, painter: QPainter, scene: ImagesScene) -> None:
        for layer in IMAGES_LAYERS:
            if layer.id in scene.visible:
                layer.paint(painter, scene)
        self._paint_marks(painter, scene)
        if scene.picture.told:
            room = QRectF(4, self.height() - told_px * self.unit, self.width() - 8, told_px * self.unit)
            paint_told(painter, scene, scene.picture.told, room)
        if self._pointed is not None and self._pointed[0] in scene.panels:
            paint_card(painter, scene, *self._pointed)

    def _paint_marks(self, painter: QPainter, scene: ImagesScene) -> None:
        marked = (("A", self.start), ("B", self.target))
        for name in ("generated", "nearest"):
            panel = scene.panels.get(name)
            for letter, index in marked:
                place = panel.grid.cell_of(index) if panel is not None and index is not None else None
                if place is not None:
                    paint_mark(painter, scene, place, strong=True)
                    if self.target is not None and name == "generated":
                        paint_flag(painter, scene, place, letter)
        if self._pointed is not None and (panel := scene.panels.get(self._pointed[0])) is not None:
            place = panel.grid.cell_of(self._pointed[1])
            if place is not None:
                paint_mark(painter, scene, place, strong=False)

    def _paint_empty(self, painter: QPainter) -> None:
        """Where the grids will be."""
        between, top = between_px * self.unit, title_px * self.unit
        width = (self.width() - between - 8) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised", 0.5))
        for left in (4.0, 4 + width + between):
            painter.drawRoundedRect(QRectF(left, top, width, max(1.0, self.height() - top - 6)), 10, 10)

    def tile_at(self, point: QPointF) -> tuple[str, int] | None:
        """Which grid a point is in, and which picture of it."""
        scene = self.scene()
        for name, panel in scene.panels.items() if scene is not None else ():
            index = panel.grid.picture_at(point)
            if index is not None:
                return name, index
        return None

    def grid(self, name: str) -> Grid | None:
        """Where the tiles of a panel lie."""
        scene = self.scene()
        panel = scene.panels.get(name) if scene is not None else None
        return panel.grid if panel is not None else None

    def _point_at(self, tile: tuple[str, int] | None) -> None:
        if tile != self._pointed:
            self._pointed = tile
            may_pick = tile is not None and tile[0] != "real"
            self.setCursor(Qt.CursorShape.PointingHandCursor if may_pick else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.tile_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position())
        self._point_at(tile)  # a finger does not move before it presses
        if event.button() is Qt.MouseButton.LeftButton and tile is not None and tile[0] != "real":
            self.picked.emit(tile[1], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def event(self, event: QEvent) -> bool:
        """Arrows belong to the picked tile before they belong to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in steps:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        grid = self.grid("generated") or self.grid("nearest")
        if event.key() not in steps or grid is None:
            super().keyPressEvent(event)
        elif self.start is None:
            self.picked.emit(int(grid.pictures[0]), False)
        else:
            self.picked.emit(grid.neighbour(self.start, *steps[Qt.Key(event.key())]), False)
