"""Real and generated pictures, and the real ones that are nearest to these: linked plots, in which one is picked."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.plot.box import set_homes
from gan_playground.ui.plot.light import OF_D
from gan_playground.ui.stages.images.card_item import PictureCardItem, pictures_of
from gan_playground.ui.stages.images.grid import Grid
from gan_playground.ui.stages.images.grid_plot import GridPlot, small_font
from gan_playground.ui.stages.images.layers import IMAGES_LAYERS
from gan_playground.ui.stages.images.layout import (
    Paper,
    Places,
    edge_px,
    empty_places,
    grid_of,
    places_for,
    title_px,
    told_px,
)
from gan_playground.ui.stages.images.outlines_item import Outline
from gan_playground.ui.stages.images.panels import PANELS, Panel
from gan_playground.ui.stages.images.readout import lines_of, told_of
from gan_playground.ui.stages.images.seen import Seen, seen_in, show_in
from gan_playground.ui.stages.pointing import OF_TILES, at_tile
from gan_playground.ui.stages.stage_plot import StagePlot
from gan_playground.ui.theme.theme import Theme

steps = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
over_everything = 9


class ImagesPlot(StagePlot):
    """Draws the picture of one frame; a hand that moves or magnifies one grid does so with all.

    Signals: picked(int, bool): a generated picture was pressed, and whether with Shift.
    """

    picked = Signal(int, bool)

    roles_at = at_tile

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(IMAGES_LAYERS, parent)
        self.start: int | None = None
        """The generated picture that a walk begins at."""
        self.target: int | None = None
        """The one that it leads to."""
        self.grids = {name: self._add_grid() for name in PANELS}
        for name, plot in self.grids.items():
            self.tell_about(plot.mosaic, OF_TILES[name])
            self.tell_about(plot.frames, OF_TILES[name] | OF_D)
        self._boxes: dict[str, QRectF] = {}
        self._places: Places | None = None
        self._pointer: QPointF | None = None
        self._pointed: tuple[str, int] | None = None
        self._clicked = (0, False)
        self._click_wait = QTimer(self, singleShot=True)
        self._click_wait.timeout.connect(self._pick)
        self._card = PictureCardItem()
        self._card.setParentItem(self.centralWidget)
        self._card.setZValue(over_everything)
        self._card.lie_over(self.plots[0].box)
        self.pointer_moved.connect(self._on_pointer_moved)
        self.scene().sigMouseClicked.connect(self._on_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("images")
        self.setAccessibleName("Real and generated pictures, and what the discriminator says of each")

    def _add_grid(self) -> GridPlot:
        """A plot that is given its place by hand: how much room each needs depends on the pictures."""
        plot = GridPlot()
        plot.setParentItem(self.centralWidget)
        if self.plots:
            plot.box.setXLink(self.plots[0].box)
            plot.box.setYLink(self.plots[0].box)
        self.plots.append(plot)
        plot.box.moved_by_hand.connect(self._show_outlines)
        return plot

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 90)

    def arrange(self) -> None:
        self.renew()

    def arrange_anew(self) -> None:
        """Another lesson's pictures may stand otherwise."""
        self._places = None

    # What is shown.

    @property
    def picture_now(self) -> ImagesPicture | None:
        """What is drawn; None before the first frame."""
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, ImagesPicture) else None

    def grid(self, name: str) -> Grid | None:
        """Where the tiles of a panel lie; None if it is not seen."""
        panel = self.grids[name].panel
        return panel.grid if panel is not None else None

    def mark(self, start: int | None, target: int | None) -> None:
        """Show which pictures a walk is between."""
        self.start, self.target = start, target
        self._describe()
        self.renew()

    def renew(self) -> None:
        picture, paper = self.picture_now, Paper(self.width(), self.height(), self.unit, self.devicePixelRatioF())
        places = None if picture is None else self._places_of(picture, paper)
        if picture is None:
            self._take_boxes(empty_places(("real", "generated"), paper))
        else:
            self._take_boxes({} if places is None else places.boxes)
        for name, plot in self.grids.items():
            seen = picture is not None and places is not None and name in places.boxes
            plot.show_panel(self._panel(name, picture, places) if seen else None)
        self._show_words()
        self._show_outlines()

    def _places_of(self, picture: ImagesPicture, paper: Paper) -> Places | None:
        there = [name for name in PANELS if name != "nearest" or picture.nearest is not None]
        names = [name for name in there if name in self.visible_layers]
        metrics = QFontMetricsF(small_font(self.unit))
        self._places = places_for(picture, names, paper, metrics, self._places)
        return self._places

    def _panel(self, name: str, picture: ImagesPicture, places: Places) -> Panel:
        grid = grid_of(name, picture, places, self.devicePixelRatioF(), (self.target, self.start))
        panel = PANELS[name](picture, grid)
        if not places.plan.room.shares:
            panel = replace(panel, shares=())
        return panel if "verdicts" in self.visible_layers else replace(panel, verdicts=None)

    def _take_boxes(self, boxes: Mapping[str, QRectF]) -> None:
        """Give each plot its place; one that is not seen stands with another, for boxes that are linked line up."""
        if boxes == self._boxes:
            return
        seen, self._boxes = self.seen, dict(boxes)
        for name, plot in self.grids.items():
            plot.setVisible(name in boxes)
            if boxes:
                plot.place(boxes.get(name, next(iter(boxes.values()))), title_px * self.unit)
        self._fit_homes()
        self.show_seen(seen)

    def _fit_homes(self) -> None:
        sizes = {plot.box: plot.box.rect() for plot in self.grids.values()}
        set_homes({box: ((0.0, size.width()), (0.0, size.height())) for box, size in sizes.items()})

    # Words.

    def _show_words(self) -> None:
        """The step stands at the right above, how the data were read at the left below."""
        picture, frame, boxes = self.picture_now, self.frame, self._boxes
        if picture is None or frame is None or not boxes:
            return
        corner = max(boxes, key=lambda name: (-boxes[name].top(), boxes[name].right()))
        foot = max(boxes, key=lambda name: (boxes[name].bottom(), -boxes[name].left()))
        for name in boxes:
            self.grids[name].show_corner(f"step {frame.step:,}" if name == corner else "")
            below = self.height() - boxes[name].bottom() - told_px * self.unit / 2
            self.grids[name].show_foot(picture.told if name == foot else "", self.width() - 2 * edge_px, below)

    def _describe(self) -> None:
        picture, start = self.picture_now, self.start
        if not self.hasFocus():  # nobody hears it, and words cost time
            return
        if picture is None or start is None or start >= len(picture.generated):
            self.setAccessibleDescription("")
        else:
            self.setAccessibleDescription(told_of(picture, "generated", start, self.scores))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._card.set_theme(theme)

    def set_unit(self, unit: float) -> None:
        super().set_unit(unit)
        self._card.set_unit(unit)

    # What is marked.

    @Slot()
    def _show_outlines(self) -> None:
        """Around what is picked and what is pointed at; and the card of the latter."""
        self._pointed = self.tile_at(self._pointer)
        for name, plot in self.grids.items():
            plot.show_outlines([*self._picked_in(name), *self._pointed_in(name)])
        self._show_card()

    def _picked_in(self, name: str) -> list[Outline]:
        """What is picked, in the grids where it is seen; with letters if there are two."""
        if name == "real":
            return []
        letters = ("A", "B") if self.target is not None and name == "generated" else ("", "")
        marked = zip((self.start, self.target), letters, strict=True)
        return [Outline(index, letter=letter) for index, letter in marked if index is not None]

    def _pointed_in(self, name: str) -> list[Outline]:
        """What is pointed at; and of a pair the other one too."""
        if self._pointed is None:
            return []
        at, index = self._pointed
        return [Outline(index, strong=False)] if at == name or "real" not in (at, name) else []

    def _show_card(self) -> None:
        picture, pointed = self.picture_now, self._pointed
        place = self.grids[pointed[0]].place_of(pointed[1]) if pointed is not None else None
        if picture is None or pointed is None or place is None:
            self._card.set_data(QRectF(), (), ())
        else:
            self._card.set_data(place, pictures_of(picture, *pointed), lines_of(picture, *pointed, self.scores))

    # The hand.

    @property
    def seen(self) -> Seen | None:
        """What a hand has magnified; None: all is seen."""
        return seen_in(self.plots[0].box)

    def show_seen(self, seen: Seen | None) -> None:
        """Magnify this, in all grids; None: show all."""
        for plot in self.plots if seen is None else self.plots[:1]:
            show_in(plot.box, seen)

    def tile_at(self, point: QPointF | None) -> tuple[str, int] | None:
        """Which grid a point of the view is in, and which picture of it."""
        if point is None:
            return None
        found = ((name, plot.tile_at(point)) for name, plot in self.grids.items())
        return next(((name, index) for name, index in found if index is not None), None)

    @Slot(object)
    def _on_pointer_moved(self, pointer: QPointF | None) -> None:
        self._pointer = pointer
        if self.tile_at(pointer) != self._pointed:
            self._show_outlines()
            picks = self._pointed is not None and self._pointed[0] != "real"
            shape = Qt.CursorShape.PointingHandCursor if picks else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._on_pointer_moved(event.position())  # a finger does not move before it presses

    @Slot(object)
    def _on_clicked(self, click: MouseClickEvent) -> None:
        tile = self.tile_at(click.scenePos())
        if click.button() is not Qt.MouseButton.LeftButton or click.double() or tile is None or tile[0] == "real":
            return
        self._clicked = tile[1], bool(click.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        # What is magnified may be about to be fitted with a second click, which is no reason to pick a picture.
        if self.is_fitted:
            self._pick()
        else:
            self._click_wait.start(QApplication.doubleClickInterval())

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(*self._clicked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._click_wait.stop()
        super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        """Arrows belong to the picked tile before they belong to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in steps:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        grid = self.grid("generated") or self.grid("nearest")
        if event.key() not in steps or grid is None:
            event.ignore()
        elif self.start is None:
            self.picked.emit(int(grid.pictures[0]), False)
        else:
            self.picked.emit(grid.neighbour(self.start, *steps[Qt.Key(event.key())]), False)
