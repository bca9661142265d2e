"""Real and generated pictures side by side: the widget that draws them, and in which one of them is picked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.frame import Frame, ImagesPicture
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.geometry import unit_of
from gan_playground.ui.stages.images_geometry import Grid, Plan, Room, best_plan, groups_of, keeping, lay_tiles
from gan_playground.ui.stages.images_layers import IMAGES_LAYERS, ImagesScene, Panel, class_name
from gan_playground.ui.stages.images_readout import (
    distance_notes,
    paint_card,
    paint_flag,
    paint_mark,
    paint_told,
    told_of,
)
from gan_playground.ui.stages.images_tiles import TilePainter

steps = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
title_px, told_px, between_px = 24.0, 18.0, 26.0
longest_name_px = 84.0


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
        return QSize(320, 110)

    def show_frame(self, frame: Frame | None) -> None:
        super().show_frame(frame)
        if self.picture is None:
            self._pointed = None
        self._describe()

    def mark(self, start: int | None, target: int | None) -> None:
        """Show which pictures a walk is between."""
        self.start, self.target = start, target
        self._describe()
        self.update()

    def _describe(self) -> None:
        picture = self.picture
        known = picture is not None and self.start is not None and self.start < len(picture.generated)
        if not self.hasFocus():  # nobody hears it, and words cost time
            return
        self.setAccessibleDescription(told_of(picture, "generated", self.start) if known else "")

    def scene(self) -> ImagesScene | None:
        """What is drawn, and where; None before the first frame, and where there is no room."""
        picture = self.picture
        font = QFont(self.font())
        font.setPixelSize(round(12.5 * self.unit))
        if picture is None:
            return None
        panels = self._panels(picture, font)
        ratio = self.devicePixelRatioF()
        return ImagesScene(picture, panels, self._tiles, self._theme, self.visible_layers, font, self.unit, ratio)

    def _panels(self, picture: ImagesPicture, font: QFont) -> dict[str, Panel]:
        names = [name for name in ("real", "generated", "nearest") if name in self.visible_layers]
        if picture.nearest is None and "nearest" in names:
            names.remove("nearest")
        boxes = self._boxes(len(names), picture)
        plan = best_plan(self._room(picture, font, boxes[0])) if boxes else None
        if plan is None:
            return {}
        picked = (self.target, self.start)
        return {name: _panel(name, picture, plan, box, picked) for name, box in zip(names, boxes, strict=True)}

    def _boxes(self, count: int, picture: ImagesPicture) -> list[QRectF]:
        """Equal places for the grids, below their titles."""
        if not count:
            return []
        between, top = between_px * self.unit, title_px * self.unit
        width = (self.width() - (count - 1) * between - 8) / count
        height = self.height() - top - 6 * self.unit - (told_px * self.unit if picture.told else 0)
        return [QRectF(4 + i * (width + between), top, width, height) for i in range(count)]

    def _room(self, picture: ImagesPicture, font: QFont, box: QRectF) -> Room:
        groups = groups_of(len(picture.generated), picture.labels)
        names = shares = 0.0
        if len(groups) > 1 and picture.labels is not None:
            words = [class_name(picture, int(picture.labels[group[0]])) for group in groups]
            longest = max(map(QFontMetricsF(font).horizontalAdvance, words))
            names = round(min(longest, longest_name_px * self.unit) + 12 * self.unit)
            shares = round(46 * self.unit) if picture.agreement is not None else 0.0
        height, width = picture.generated.shape[1:3]
        each = max(len(group) for group in groups)
        return Room(
            max(1.0, box.width()),
            max(1.0, box.height()),
            self.unit,
            self.devicePixelRatioF(),
            names,
            shares,
            len(groups),
            each,
            width,
            height,
        )

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
                place = panel.grid.place_of(index) if panel is not None and index is not None else None
                if place is not None:
                    paint_mark(painter, scene, place, strong=True)
                    if self.target is not None and name == "generated":
                        paint_flag(painter, scene, place, letter)
        if self._pointed is not None and (panel := scene.panels.get(self._pointed[0])) is not None:
            place = panel.grid.place_of(self._pointed[1])
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


def _panel(name: str, picture: ImagesPicture, plan: Plan, box: QRectF, picked: tuple[int | None, ...]) -> Panel:
    """One of the grids, in the middle of its place."""
    if name == "real":
        return _real_panel(picture, plan, box)
    labels = picture.labels
    groups = keeping(groups_of(len(picture.generated), labels), plan.lines * plan.columns, picked)
    grid = lay_tiles(plan, _lowered(box, plan), groups, labels if len(groups) > 1 else None)
    if name == "generated":
        titles = (("generated G(z)", ""), ("G(z)", ""))
        return Panel("generated", titles, grid, picture.generated, picture.verdicts)
    assert picture.nearest is not None
    notes = distance_notes(picture)
    titles = tuple((title, note) for note in notes for title in ("nearest training picture", "nearest"))
    return Panel("real", titles, grid, picture.nearest, None)


def _real_panel(picture: ImagesPicture, plan: Plan, box: QRectF) -> Panel:
    """In classes if the generated ones are; no shares stand beside them."""
    plan = replace(plan, room=replace(plan.room, shares=0.0))
    labels = picture.real_labels if plan.room.classes > 1 else None
    groups = groups_of(len(picture.real), labels)
    grid = lay_tiles(plan, _lowered(box, plan), groups, labels if len(groups) > 1 else None)
    return Panel("real", (("real", ""),), grid, picture.real, picture.real_verdicts)


def _lowered(box: QRectF, plan: Plan) -> QRectF:
    return box.adjusted(0, max(0.0, (box.height() - plan.size[1]) / 2), 0, 0)
