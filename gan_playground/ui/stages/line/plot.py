"""Figure 1 of Goodfellow et al. (2014), alive: two linked plots, densities and D above, the map from z to x below."""

from __future__ import annotations

from operator import is_

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.gan.observe.look import Look
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.box import Span, set_homes
from gan_playground.ui.plot.items.bars_item import BarsItem
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.light import OF_FAKES
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL, THEORY, LineStyle
from gan_playground.ui.stages.density_scale import DensityScale, peaks_of
from gan_playground.ui.stages.line.arrows import MapArrowsItem
from gan_playground.ui.stages.line.examples_item import ExamplesItem
from gan_playground.ui.stages.line.layers import LAYERS
from gan_playground.ui.stages.line.outside import cut_off, outside
from gan_playground.ui.stages.line.readout import Dot, Reading, ReadoutItem, below_px, read, rows
from gan_playground.ui.stages.pointing import at_curve
from gan_playground.ui.stages.stage_plot import StagePlot

Align = Qt.AlignmentFlag

HALF = LineStyle("theory", 0.9, 1.5, 4.5)
half_strength = 0.7
side_px, title_px, z_px, bare_px = 46, 26, 21, 24
named_px = 380  # wide enough to say what D's number is
"""What the upright axes, the titles above, the numbers of z, and those of x where there is no map, take."""


class LineScale(Struct, frozen=True):
    """What both figures of a comparison have in common: x from, to, and the density at the upper edge."""

    view: Span
    density_top: float


class LinePlot(StagePlot):
    """Draws the picture of one frame. The upper box spans 0 to 1: probabilities as they are, densities scaled."""

    roles_at = at_curve

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LAYERS, parent)
        self._of_fake, self.has_map, self._latent_name = False, True, "z"
        self._density_scale = DensityScale()
        self.scale = LineScale((0.0, 1.0), 1.0)
        self._standing: tuple[object, ...] = (None,) * 5
        self._real_heights = np.empty(0)
        self._pointer: QPointF | None = None
        self._make_curves()
        self._make_map()
        self._name_axes()
        self.pointer_moved.connect(self._on_pointer_moved)
        self.setAccessibleName("Figure: real and generated densities, D(x), and the map from z to x")

    def _make_curves(self) -> None:
        """The upper plot."""
        self._density_axis, self._probability_axis = PlotAxis("left", most=4), PlotAxis("right", most=2)
        self.curves = self.add_plot(
            Plot({"left": self._density_axis, "right": self._probability_axis, "bottom": PlotAxis("bottom")})
        )
        self.curves.box.setMouseEnabled(x=True, y=False)
        self._density_axis.set_line(False)
        self._probability_axis.set_line(False)
        self._real_bars, self._bars = BarsItem("real"), BarsItem("generated", over="real")
        self._best, self._decision, self._half = LineItem(THEORY), LineItem(DISCRIMINATOR), LineItem(HALF)
        self._real, self._generated, self._peak = LineItem(REAL), LineItem(GENERATED), WordsItem()
        self._half.set_strength(half_strength)
        for still in (self._half, self._real, self._real_bars):
            still.keep_painted()
        self.show_while(self._real_bars, "real", "histograms")
        self.show_while(self._bars, "generated", "histograms")
        self.show_while(self._best, "best")
        self.show_while(self._decision, "decision")
        self.show_while(self._real, "real")
        self.show_while(self._generated, "generated")
        self.show_while(self._peak, "generated")
        self._examples, self._words, self._readout = ExamplesItem(), WordsItem(in_shares=True), ReadoutItem()
        self.curves.add(self._real_bars, self._bars, self._best, self._decision, self._half, self._real)
        self.curves.add(self._generated, self._peak)
        self.curves.add_over(self._examples, self._words, self._readout)

    def _make_map(self) -> None:
        """The lower plot: the lines of x and z, and arrows between them."""
        self._x_line, self._z_axis = PlotAxis("top", most=0), PlotAxis("bottom")
        self.map = self.add_plot(Plot({"top": self._x_line, "bottom": self._z_axis}), row=1)
        self._z_axis.unlinkFromView()  # z has a range of its own, which always spans the box
        self.map.box.setMouseEnabled(x=True, y=False)
        self.map.box.setXLink(self.curves.box)
        self._arrows = MapArrowsItem()
        self._letters, self._latent = WordsItem(in_shares=True), WordsItem(in_shares=True)
        for words in (self._letters, self._latent):
            words.keep_painted()
        self.tell_about(self._arrows, OF_FAKES)
        self.map.add(self._arrows)
        self.map.add_over(self._letters, self._latent)
        self._name_lines()

    def arrange(self) -> None:
        unit = self.unit
        self._name_axes()
        below = below_px if self.has_map else bare_px
        self.curves.set_axis_sizes(left=side_px * unit, right=side_px * unit, bottom=below * unit)
        self.curves.set_margins(top=title_px * unit)
        self.map.setVisible(self.has_map)  # first, for axes that are hidden take no size
        self.map.set_axis_sizes(top=1, bottom=z_px * unit)
        self.map.set_margins(left=round(side_px * unit), right=round(side_px * unit))
        map_px = max(44 * unit, 0.2 * self.height()) + z_px * unit if self.has_map else 0
        self.map.setFixedHeight(round(map_px))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Words take the room that there is now."""
        super().resizeEvent(event)
        if event is not None and self.frame is not None:
            self.renew()

    def show_map(self, shown: bool) -> None:
        """Whether there is room for the map from z to x."""
        if shown != self.has_map:
            self.has_map = shown
            self.arrange()
            self.centralLayout.activate()
            self.renew()

    # What is shown.

    def begin(self, latent_name: str, followed: Look) -> None:
        """A run with this noise begins, in which these samples are followed; nothing is shown until its first frame."""
        self._examples.follow(followed)
        self._latent_name = f"z ~ {latent_name}"
        self._name_lines()
        self._density_scale.reset()
        self.fit()
        self.show_frame(None)

    def stand_beside(self, companion: StagePlot | None) -> None:
        # One memory of when to rescale, or two figures with the same peaks could stand at different scales.
        self._density_scale = companion._density_scale if isinstance(companion, LinePlot) else DensityScale()
        super().stand_beside(companion)

    def set_scores(self, scores: bool) -> None:
        super().set_scores(scores)
        self._name_axes()

    @property
    def of_fake(self) -> bool:
        """Whether D says how likely a sample is fake: a score has no other side."""
        return self._of_fake and not self.scores

    def set_probability_of_fake(self, of_fake: bool) -> None:
        self._of_fake = of_fake
        self._name_axes()
        self.renew()

    @property
    def picture_now(self) -> LinePicture | None:
        """What is drawn; None before the first frame."""
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, LinePicture) else None

    def renew(self) -> None:
        picture = self.picture_now
        self.curves.set_shown(picture is not None)
        self.map.set_shown(picture is not None and "arrows" in self.visible_layers)
        self._probability_axis.set_shown(bool(self.visible_layers & {"decision", "best"}))
        if picture is None:
            return
        scale = self._scale_now()
        self._take(picture, scale)
        other = self.companion
        if isinstance(other, LinePlot) and other.picture_now is not None and other.scale != scale:
            other._take(other.picture_now, scale)

    def _scale_now(self) -> LineScale:
        shown = [frame.picture for frame in self.frames if isinstance(frame.picture, LinePicture)]
        real_peaks, generated_peaks = zip(*map(peaks_of, shown), strict=True)
        view = min(float(one.bin_edges[0]) for one in shown), max(float(one.bin_edges[-1]) for one in shown)
        return LineScale(view, self._density_scale.top(max(real_peaks), max(generated_peaks)))

    def _take(self, picture: LinePicture, scale: LineScale) -> None:
        """Draw a picture to a scale."""
        if scale != self.scale:
            self.scale = scale
            self._density_axis.set_scale(scale.density_top)
            self._density_axis.set_range_of_numbers(0.01 * scale.density_top, 0.95 * scale.density_top)
            set_homes({plot.box: (scale.view, (0.0, 1.0)) for plot in self.plots})
        self._show_standing(picture)
        self._show_moving(picture)
        told = self.visible_layers & {"generated", "arrows"}
        self._words.set_data([self._step(), *(self._outside(picture) if told else ())])
        self._peak.set_data(cut_off(picture, scale.density_top))
        self._show_reading()

    def _show_standing(self, picture: LinePicture) -> None:
        """What is the same in all frames of a run, and only drawn again if it is not."""
        standing = (picture.x, picture.real_density, picture.bin_edges, picture.real_histogram, self.scale)
        if all(map(is_, standing, self._standing)):
            return
        self._standing = standing
        top = self.scale.density_top
        self._real.set_data(picture.x, picture.real_density / top)
        self._real_heights = picture.real_histogram / top
        self._real_bars.set_data(picture.bin_edges, self._real_heights)
        self._half.set_data(np.array(self.scale.view), np.full(2, 0.5))

    def _show_moving(self, picture: LinePicture) -> None:
        top = self.scale.density_top
        behind = self._real_heights if "real" in self.visible_layers else None
        self._generated.set_data(picture.x, picture.generated_density / top)
        self._decision.set_data(picture.x, self._probability(picture.decision))
        self._best.set_data(picture.x, self._probability(picture.best_decision))
        self._bars.set_data(picture.bin_edges, picture.generated_histogram / top, behind)
        self._examples.set_data(picture.examples, self.visible_layers, self.of_fake, self.scores)
        self._arrows.set_data(picture.latent, picture.image, picture.latent_view)
        self._z_axis.set_span(*picture.latent_view)

    def _probability(self, decision: Array) -> Array:
        """What the axis at the right shows: the probability of real, or of fake."""
        return 1 - decision if self.of_fake else decision

    # Words.

    def _name_lines(self) -> None:
        """x and z, as in the paper, before their lines; and what z is."""
        letters = [Words(text, 0, y, Align.AlignRight, "text", -14, -1, 15, italic=True) for y, text in enumerate("xz")]
        self._letters.set_data(letters)
        self._latent.set_data([Words(self._latent_name, 0.25, 1, dy=13)])

    def _name_axes(self) -> None:
        self._density_axis.set_title("density")
        name = "D says: fake" if self.of_fake else "D(x)"
        if not self.of_fake and self.width() > named_px * self.unit:
            name = "D(x), a score" if self.scores else "D(x), a probability"
        self._probability_axis.set_title(name, "discriminator")

    def _step(self) -> Words:
        assert self.frame is not None
        more = {"EMA of G": self.frame.averaged, "held still": self.is_held}
        text = "  ·  ".join((f"step {self.frame.step:,}", *(words for words, is_so in more.items() if is_so)))
        return Words(text, 0.5, 0, role="text", dy=-15)

    def _outside(self, picture: LinePicture) -> list[Words]:
        """Between both plots, or where there is one alone, in it, unless what is followed has its words there."""
        if len(picture.examples) and not self.has_map:
            return []
        dy = below_px - 10 if self.has_map else -10
        return outside(picture, dy, self.curves.box.width(), self.unit)

    # The hand.

    @property
    def span(self) -> Span | None:
        """The x that a hand has magnified; None: all of it is seen."""
        low, high = self.curves.box.viewRange()[0]
        return None if self.curves.box.is_fitted else (low, high)

    def show_span(self, span: Span | None) -> None:
        """Magnify this x; None: show all of it."""
        if span != self.span:
            self.curves.box.setRange(xRange=span or self.scale.view, padding=0)

    @property
    def reading(self) -> Reading | None:
        """What the readout says now; None while the mouse is elsewhere."""
        picture, pointer = self.picture_now, self._pointer
        if picture is None or pointer is None:
            return None
        return read(picture, self.curves.box.mapSceneToView(pointer).x())

    @Slot(object)
    def _on_pointer_moved(self, pointer: QPointF | None) -> None:
        box = self.curves.box.mapRectToScene(self.curves.box.rect())
        over = pointer is not None and box.left() <= pointer.x() <= box.right()
        over = over and pointer.y() <= box.bottom() + below_px * self.unit
        self._pointer = pointer if over else None
        self._show_reading()

    def _show_reading(self) -> None:
        reading = self.reading
        if reading is None:
            self._readout.set_data(0.0, (), ())
        else:
            self._readout.set_data(reading.x, self.dots_of(reading), rows(reading, self.of_fake, not self.scores))

    def dots_of(self, reading: Reading) -> list[Dot]:
        """Where the curves that are seen are at this x, the most important on top."""
        best, decision = self._probability(np.array([reading.best_decision, reading.decision])).tolist()
        real, generated = reading.real_density, reading.generated_density
        top = self.scale.density_top
        dots = {
            "best": Dot("theory", best),
            "decision": Dot("discriminator", decision),
            "real": Dot("real", real / top),
            "generated": Dot("generated", generated / top),
        }
        return [dot for layer, dot in dots.items() if layer in self.visible_layers]
