"""Futures of a palette: the swatches that each would make, and how much red, green and blue these would have."""

from __future__ import annotations

from gan_playground.gan.observe.ghost import ColoursGhost, ghost_swatches
from gan_playground.ui.plot.futures import FUTURES, strength_of
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.colours.figure import ColoursFigure
from gan_playground.ui.stages.colours.histogram import line_of
from gan_playground.ui.stages.colours.swatches import screen_colours
from gan_playground.ui.stages.ghost_rows import GhostRowsItem, Pictures
from gan_playground.ui.stages.ghosts import TiledGhosts

least_px, tile_gap_px = 5.0, 1.0


class ColoursGhosts(TiledGhosts):
    """Rows of swatches in the place of the real ones, and a line each in every histogram."""

    def __init__(self, figure: ColoursFigure) -> None:
        super().__init__(figure, GhostRowsItem(least_px, tile_gap_px))
        self._plot = figure
        self._lines = [[LineItem(look.line) for look in FUTURES] for _ in figure.histograms]
        for plot, lines in zip(figure.histograms, self._lines, strict=True):
            plot.add(*lines)

    @property
    def host(self) -> Plot:
        fields = self._plot.fields
        return fields["real"] if fields["real"].isVisible() else fields["generated"]

    def now(self) -> Pictures:
        assert self._plot.picture is not None
        return self._swatches(self._plot.picture.generated[:ghost_swatches])

    def pictures(self, picture: ColoursGhost) -> Pictures:
        return self._swatches(picture.colours)

    def _swatches(self, colours: Array) -> Pictures:
        """Colours (N, 3) as pictures of one pixel."""
        return screen_colours(colours, self._plot.theme.color("raised"))[:, None, None]

    def renew(self) -> None:
        for channel, (plot, lines) in enumerate(zip(self._plot.histograms, self._lines, strict=True)):
            for number, line in enumerate(lines):
                line.setVisible(number < len(self.ghosts))
                if number < len(self.ghosts):
                    picture = self.ghosts[number].picture
                    line.set_data(*line_of(picture.bin_edges, picture.histogram[channel], plot.top))
        super().renew()

    def show_pointed(self) -> None:
        super().show_pointed()
        for lines in self._lines:
            for number, line in enumerate(lines):
                line.set_strength(strength_of(number, self.pointed))
