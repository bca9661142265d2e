"""A turn that stands still, in colours: those of this very batch, with what D says, and where each is pushed."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.ui.plot.items.strokes_item import StrokesItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.slow_motion.lit import BOX_OF, is_lit
from gan_playground.ui.stages.colours.cloud import CloudItem
from gan_playground.ui.stages.colours.cube import project
from gan_playground.ui.stages.colours.figure import ColoursFigure
from gan_playground.ui.stages.colours.tiles_item import JudgedColours, TilesItem
from gan_playground.ui.stages.part_layer import PartLayer, faint, lit_strength, most, other_strength
from gan_playground.ui.theme.wording import number, percent

push_shades, longest_shades = 90.0, 140.0  # of a push of 1 per deviation of the real colours; as long as its root
dot_px, push_width, head_px = 11.0, 1.5, 5.0
of_batch = "of this batch", "this batch"
of_push = "left half: now, right half: where it is pushed", "now | pushed there", "now | pushed"
absent = {"real": ("G sees none of them", "unseen by G"), "generated": ("not made yet",)}
no_colours = np.empty((0, 3))


class ColoursPartLayer(PartLayer):
    """Tiles in the place of the fields, dots and arrows in the cube; all else of the colours steps back."""

    def __init__(self, figure: ColoursFigure) -> None:
        self._figure = figure
        self._stepping_back = (*figure.items_of("real", "generated", "histograms"), figure.cloud.dots)
        self.tiles = {name: TilesItem() for name in BOX_OF}
        self.dots = {name: CloudItem(dot_px) for name in BOX_OF}
        self.pushes = StrokesItem("text", push_width, head_px)
        self._colours = dict.fromkeys(BOX_OF, no_colours)
        self._pushed: Array | None = None
        figure.cloud.add(self.dots["real"], self.pushes, self.dots["generated"])
        figure.cloud.turned.connect(self._place)

    def show_part(self, part: TurnPart | None) -> None:
        for item in self._stepping_back:
            item.setOpacity(1.0 if part is None else faint)
        for name, found in _tiles_of(part, self._figure).items():
            self._show(name, found, part)
        generated = self.tiles["generated"].tiles
        self._pushed = None if generated is None else generated.pushed
        self._place()

    def _show(self, name: str, tiles: JudgedColours | None, part: TurnPart | None) -> None:
        self.tiles[name].set_data(tiles)
        self.tiles[name].setVisible(tiles is not None)
        self._figure.fields[name].set_cover(None if tiles is None else self.tiles[name])
        self._colours[name] = no_colours if tiles is None else tiles.colours
        strength = lit_strength if part is None or is_lit(part, name) else other_strength
        self.tiles[name].set_strength(strength)
        self.dots[name].setOpacity(strength)

    def _place(self) -> None:
        """Where they lie in the cube, as it is turned now."""
        turn = self._figure.cloud.turn
        for name, colours in self._colours.items():
            self.dots[name].set_data(turn, {name: colours})
        if self._pushed is None:
            self.pushes.set_data(np.empty((0, 4)))
        else:
            ways = (self._colours["generated"], self._pushed)
            self.pushes.set_data(np.hstack([project(turn, colours)[:, :2] for colours in ways]))


def _tiles_of(part: TurnPart | None, figure: ColoursFigure) -> dict[str, JudgedColours | None]:
    if part is None:
        return dict.fromkeys(BOX_OF)
    says = number if part.scores else percent
    both = {"real": (part.real, part.real_verdicts), "generated": (part.samples, part.verdicts)}
    pushes = None if part.pushes is None or figure.picture is None else part.pushes[:most]
    tiles: dict[str, JudgedColours | None] = {}
    for name, (colours, verdicts) in both.items():
        if colours is None:
            tiles[name] = JudgedColours(name, no_colours, notes=absent[name])
            continue
        said = () if verdicts is None else tuple(says(verdict) for verdict in verdicts[:most].tolist())
        tiles[name] = JudgedColours(name, colours[:most], said, notes=of_batch)
    if pushes is not None and part.samples is not None and figure.picture is not None:
        pushed = pushed_to(part.samples[:most], pushes, np.nanstd(figure.picture.real, axis=0))
        was = tiles["generated"]
        assert was is not None
        tiles["generated"] = JudgedColours(was.name, was.colours, was.says, pushed, of_push)
    return tiles


def pushed_to(colours: Array, pushes: Array, deviation: Array) -> Array:
    """The colours (N, 3) towards which these are pushed (N, 3), so far off that it can be seen."""
    size = np.linalg.norm(pushes * deviation, axis=1)
    length = np.minimum(push_shades * np.sqrt(size), longest_shades)
    way = pushes / np.maximum(np.linalg.norm(pushes, axis=1), 1e-12)[:, None]
    return np.asarray(colours + way * length[:, None])
