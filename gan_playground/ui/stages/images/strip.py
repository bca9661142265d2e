"""The pictures on a way through the noise, in a row."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QHelpEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gan_playground.gan.observe.frame import LatentWalk
from gan_playground.ui.plot.box import PlotBox
from gan_playground.ui.plot.items.words_item import Words, WordsItem, font_of
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.stages.images.frames_item import TileFramesItem
from gan_playground.ui.stages.images.grid import Grid, lay_tiles
from gan_playground.ui.stages.images.mosaic_item import MosaicItem
from gan_playground.ui.stages.images.plan import Room, row_plan
from gan_playground.ui.theme.wording import number, percent, verdict_words

label_px, text_px = 17.0, 12.0
edge_px = 4
lowest_px, highest_px = 68.0, 100.0
roomy_px = 420  # height of a stage that has room for high pictures


class WalkStrip(PlotView):
    """Shows a walk, or in its place what to do first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.latent_walk: LatentWalk | None = None
        self.hint = ""
        self.shows_verdicts = True
        self.scores = False
        """Whether D's verdicts are scores, and no probabilities."""
        self._stage_unit, self._height = 1.0, lowest_px
        self._row = self.add_plot(Plot(box=PlotBox()))
        self._row.box.invertY(True)
        self._row.box.setMouseEnabled(x=False, y=False)
        self._mosaic, self._frames = MosaicItem(), TileFramesItem()
        self._stops, self._hint = WordsItem(), WordsItem(in_shares=True)
        self._row.add(self._mosaic, self._frames, self._stops)
        self._row.add_over(self._hint)
        self.setObjectName("walkStrip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Pictures on the way through the noise")

    def set_room(self, unit: float, roomy: bool) -> None:
        """How much larger than in a small window; `roomy`: whether there is height to spare."""
        self._stage_unit, self._height = unit, highest_px if roomy else lowest_px
        self.set_unit(unit)
        self.updateGeometry()
        self.renew()

    def unit_for(self, width: float, height: float) -> float:
        """That of the stage: a strip has a size of its own."""
        return self._stage_unit

    def sizeHint(self) -> QSize:
        return QSize(600, round(self._height * self._stage_unit))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def arrange(self) -> None:
        self._row.set_margins(left=edge_px, right=edge_px)
        self._row.box.set_home((0.0, max(1.0, self.width() - 2 * edge_px)), (0.0, max(1.0, self.height())))
        self.renew()

    def show_walk(self, latent_walk: LatentWalk | None) -> None:
        """None: no pictures."""
        self.latent_walk = latent_walk
        self.renew()

    def show_hint(self, hint: str) -> None:
        """What to do first; none: the pictures are seen."""
        self.hint = hint
        self.renew()

    def set_verdicts_shown(self, shown: bool) -> None:
        self.shows_verdicts = shown
        self.renew()

    @property
    def grid(self) -> Grid | None:
        """Where the pictures lie; None without any."""
        latent_walk, unit, ratio = self.latent_walk, self.unit, self.devicePixelRatioF()
        if latent_walk is None or not len(latent_walk.pictures):
            return None
        count, height, width = latent_walk.pictures.shape[:3]
        box = QRectF(edge_px, 0, max(1, self.width() - 2 * edge_px), max(1.0, self.height() - label_px * unit))
        room = Room(box.width() * ratio, box.height() * ratio, unit * ratio, 0, 0, 1, count, width, height)
        plan = row_plan(room)
        return None if plan is None else lay_tiles(plan, box, ratio, [np.arange(count)], None)

    def renew(self) -> None:
        """Give every item what it has to draw."""
        walk, grid = self.latent_walk, None if self.hint else self.grid
        for item in (self._mosaic, self._frames, self._stops):
            item.setVisible(grid is not None)
        self._hint.set_data([Words(self.hint, 0.5, 0.5, size_px=text_px)] if self.hint else [])
        if walk is not None and grid is not None:
            self._mosaic.set_data(grid, walk.pictures)
            self._frames.set_data(grid, walk.verdicts if self.shows_verdicts else None)
            self._stops.set_data(self._words(walk, grid))

    def _words(self, walk: LatentWalk, grid: Grid) -> list[Words]:
        """Every stop, or every second, or only those that are tiles of the grid."""
        words = [stop_words(walk, place) for place in range(len(grid.corners))]
        metrics, ends = QFontMetricsF(font_of(Words("", 0, 0, size_px=text_px), self.unit)), _ends(walk)
        longest = max(map(metrics.horizontalAdvance, words)) + 8
        every = max(1, math.ceil(longest / (grid.tile.pitch[0] * grid.side)))
        across, down = grid.picture_size
        below = down + (grid.tile.frame + grid.tile.bar) / grid.ratio
        return [
            Words(words[i], x + across / 2, y + below, role="text" if i in ends else "muted", dy=9, size_px=text_px)
            for i, (x, y) in enumerate(grid.places.tolist())
            if (i - ends[0]) % every == 0 or i in ends
        ]

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return bool(super().viewportEvent(event))

    def told_at(self, point: QPointF) -> str:
        """What is known of the picture there."""
        grid, walk = self.grid, self.latent_walk
        place = grid.picture_at(self._row.box.mapSceneToView(point)) if grid is not None else None
        if walk is None or place is None:
            return ""
        return f"{stop_words(walk, place)}: {verdict_words(float(walk.verdicts[place]), self.scores)}"


def _ends(latent_walk: LatentWalk) -> tuple[int, ...]:
    """The stops that are tiles of the grid."""
    last = len(latent_walk.pictures) - 1
    return (0, last) if latent_walk.walk.to is not None else (last // 2,)


def stop_words(latent_walk: LatentWalk, place: int) -> str:
    """Where on the way a picture is: the number of z that changes, or how far it is."""
    walk, stop = latent_walk.walk, float(latent_walk.stops[place])
    if walk.to is not None:
        last = len(latent_walk.stops) - 1
        return {0: "A", last: "B"}.get(place, percent(stop))
    if walk.axis is not None and walk.axis < latent_walk.z.shape[1]:
        return number(float(latent_walk.z[place, walk.axis]))
    return "A" if place == (len(latent_walk.stops) - 1) // 2 else f"{'+' if stop > 0 else ''}{number(stop, 1)} σ"
