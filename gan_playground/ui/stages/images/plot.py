"""Real and generated pictures, and the real ones that are nearest to these: linked plots, in which one is picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from msgspec.structs import replace
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.plot.box import set_homes
from gan_playground.ui.plot.light import OF_D
from gan_playground.ui.stages.images.card_item import PictureCardItem, pictures_of, signs_in
from gan_playground.ui.stages.images.grid import Grid, steps
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
from gan_playground.ui.stages.images.marked import Marked
from gan_playground.ui.stages.images.panels import PANELS, Batch, Panel, with_heat
from gan_playground.ui.stages.images.readout import lines_of, told_of
from gan_playground.ui.stages.images.seen import Seen, seen_in, show_in
from gan_playground.ui.stages.pointing import OF_TILES, at_tile
from gan_playground.ui.stages.stage_plot import StagePlot
from gan_playground.ui.theme.theme import Theme

over_everything = 9
unlit = 0.4  # of a grid that has no part in what is done


class ImagesPlot(StagePlot):
    """Draws the picture of one frame; a hand that moves or magnifies one grid does so with all.

    Signals: picked(int, bool): a generated picture was pressed, and whether with Shift.
    """

    picked = Signal(int, bool)

    roles_at = at_tile

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(IMAGES_LAYERS, parent)
        self.start: int | None = None
        self.target: int | None = None
        """The generated pictures that a walk begins at and leads to."""
        self.grids = {name: self._add_grid() for name in PANELS}
        for name, plot in self.grids.items():
            self.tell_about(plot.mosaic, OF_TILES[name])
            self.tell_about(plot.frames, OF_TILES[name] | OF_D)
        self._boxes: dict[str, QRectF] = {}
        self._places: Places | None = None
        self._batch: Batch | None = None
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

    @property
    def shown(self) -> ImagesPicture | None:
        """What stands in its place while a turn stands still; else the same, with what is asked for."""
        picture = self.picture_now if self._batch is None else self._batch.picture
        if picture is None or self._batch is not None or "saliency" in self.visible_layers:
            return picture
        return replace(picture, saliency=None)

    def show_batch(self, batch: Batch | None) -> None:
        """A turn stands still, and these are its pictures; None: it goes by again."""
        self._batch = batch
        for name, plot in self.grids.items():
            plot.setOpacity(1.0 if batch is None or batch.lit.get(name, True) else unlit)
        self.renew()

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
        picture, paper = self.shown, Paper(self.width(), self.height(), self.unit, self.devicePixelRatioF())
        places = None if picture is None else self._places_of(picture, paper)
        if picture is None:
            self._take_boxes(empty_places(("real", "generated"), paper))
        else:
            self._take_boxes({} if places is None else places.boxes)
        there = PANELS if self._batch is None else self._batch.lit
        for name, plot in self.grids.items():
            seen = picture is not None and places is not None and name in places.boxes and name in there
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
        if name == "generated" and picture.saliency is not None:
            panel = with_heat(panel, picture.saliency, self.theme)
        judged = "verdicts" in self.visible_layers and (self._batch is None or name in self._batch.judged)
        return panel if judged else replace(panel, verdicts=None)

    def _take_boxes(self, boxes: Mapping[str, QRectF]) -> None:
        """Give each plot its place; one that is not seen stands with another, for boxes that are linked line up."""
        if boxes == self._boxes:
            return
        seen, self._boxes = self.seen, dict(boxes)
        for name, plot in self.grids.items():
            plot.setVisible(name in boxes)
            if boxes:
                plot.place(boxes.get(name, next(iter(boxes.values()))), title_px * self.unit)
        whole = (plot.box for plot in self.grids.values())
        set_homes({box: ((0.0, box.width()), (0.0, box.height())) for box in whole})
        self.show_seen(seen)

    # Words.

    def _show_words(self) -> None:
        """The step stands at the right above, how the data were read at the left below."""
        picture, frame, boxes = self.shown, self.frame, self._boxes
        if picture is None or frame is None or not boxes:
            return
        corner = max(boxes, key=lambda name: (-boxes[name].top(), boxes[name].right()))
        foot = max(boxes, key=lambda name: (boxes[name].bottom(), -boxes[name].left()))
        for name in boxes:
            self.grids[name].show_corner(f"step {frame.step:,}" if name == corner else "")
            below = self.height() - boxes[name].bottom() - told_px * self.unit / 2
            self.grids[name].show_foot(picture.told if name == foot else "", self.width() - 2 * edge_px, below)

    def _describe(self) -> None:
        if self.hasFocus():  # else nobody hears it, and words cost time
            picture, start = self.picture_now, self.start
            known = picture is not None and start is not None and start < len(picture.generated)
            self.spoken.tell(told_of(picture, "generated", start, self.scores) if known else "")

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._card.set_theme(theme)
        if self.picture_now is not None:
            self.renew()  # what D looks at has the theme's colours

    def set_unit(self, unit: float) -> None:
        super().set_unit(unit)
        self._card.set_unit(unit)

    # What is marked.

    @Slot()
    def _show_outlines(self) -> None:
        """Around what is picked and what is pointed at; and the card of the latter."""
        self._pointed = self.tile_at(self._pointer)
        marked = Marked(pointed=self._pointed) if self._batch else Marked(self.start, self.target, self._pointed)
        for name, plot in self.grids.items():
            plot.show_outlines(marked.outlines_in(name))
        self._show_card()

    def _show_card(self) -> None:
        """Of what is pointed at; or else, where one sees what D looks at, of the picture that is followed."""
        picture, tile = self.shown, self._pointed
        if tile is None and self._batch is None and picture is not None and picture.saliency is not None:
            tile = None if self.start is None else ("generated", self.start)
        place = self.grids[tile[0]].place_of(tile[1]) if tile is not None else None
        if picture is None or tile is None or place is None:
            self._card.set_data(QRectF(), (), ())
            return
        lines, signs = lines_of(picture, *tile, self.scores), signs_in(picture, *tile)
        self._card.set_data(place, pictures_of(picture, *tile, self.theme), lines, signs, self._boxes[tile[0]].top())

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

    def _can_pick(self, tile: tuple[str, int] | None) -> TypeGuard[tuple[str, int]]:
        return tile is not None and tile[0] != "real" and self._batch is None

    @Slot(object)
    def _on_pointer_moved(self, pointer: QPointF | None) -> None:
        self._pointer = pointer
        if self.tile_at(pointer) != self._pointed:
            self._show_outlines()
            picks = self._can_pick(self._pointed)
            shape = Qt.CursorShape.PointingHandCursor if picks else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._on_pointer_moved(event.position())  # a finger does not move before it presses

    @Slot(object)
    def _on_clicked(self, click: MouseClickEvent) -> None:
        tile = self.tile_at(click.scenePos())
        if click.button() is not Qt.MouseButton.LeftButton or click.double() or not self._can_pick(tile):
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
        if event.key() not in steps or grid is None or self._batch is not None:
            event.ignore()
        else:
            self.picked.emit(grid.neighbour(self.start, *steps[Qt.Key(event.key())]), False)
