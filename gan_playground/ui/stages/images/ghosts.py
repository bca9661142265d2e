"""Futures of pictures: what would be painted of the same noise."""

from __future__ import annotations

from gan_playground.gan.observe.ghost import ImagesGhost
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.ghost_rows import GhostRowsItem, Pictures
from gan_playground.ui.stages.ghosts import TiledGhosts
from gan_playground.ui.stages.images.plot import ImagesPlot

least_px, tile_gap_px = 30.0, 4.0


class ImagesGhosts(TiledGhosts):
    """Rows in the place of the real pictures, which stay as they are; where these are hidden, of what else is seen."""

    def __init__(self, figure: ImagesPlot) -> None:
        super().__init__(figure, GhostRowsItem(least_px, tile_gap_px))
        self._plot = figure

    @property
    def host(self) -> Plot:
        grids = self._plot.grids
        return next((grids[name] for name in ("real", "nearest") if grids[name].isVisible()), grids["generated"])

    def now(self) -> Pictures:
        picture = self._plot.picture_now
        assert picture is not None
        return picture.generated

    def pictures(self, picture: ImagesGhost) -> Pictures:
        return picture.pictures
