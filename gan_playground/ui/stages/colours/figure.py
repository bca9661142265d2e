"""The palette, alive: a photograph, its colours and those of G as swatches, in histograms, and in a cube."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import ColoursPicture
from gan_playground.ui.plot.box import PlotBox, Span
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.colours.cloud_plot import CloudPlot
from gan_playground.ui.stages.colours.cube import Turn
from gan_playground.ui.stages.colours.histogram import CHANNELS, HistogramPlot, peak_of
from gan_playground.ui.stages.colours.layers import COLOURS_LAYERS
from gan_playground.ui.stages.colours.photo import PhotoPlot, shaped
from gan_playground.ui.stages.colours.places import PlacesItem
from gan_playground.ui.stages.colours.plan import ColoursPlan, marks_px, scale_px, title_px
from gan_playground.ui.stages.colours.readout import Swatch, SwatchCard, SwatchCardItem, lines_of
from gan_playground.ui.stages.colours.swatches import FieldPlot, beyond_notes, screen_colours
from gan_playground.ui.stages.density_scale import DensityScale
from gan_playground.ui.stages.pointing import OF_TILES, at_swatch
from gan_playground.ui.stages.stage_plot import StagePlot
from gan_playground.ui.theme.theme import Theme

Region = tuple[Span, Span]
square = (1, 1)  # the shape of a photograph that is not known yet


class ColoursFigure(StagePlot):
    """Draws the picture of one frame, and what is said of the swatch under the pointer."""

    roles_at = at_swatch

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLOURS_LAYERS, parent)
        self._scale = DensityScale()
        self.top = 0.0
        """The share of colours that reaches the upper edge of the histograms."""
        self._pointer: QPointF | None = None
        self._standing: ColoursPicture | None = None
        self._make_plots()
        self._bind_layers()
        self.places, self._card = PlacesItem(), SwatchCardItem()
        for item in (self.places, self._card):
            self.scene().addItem(item)
        self.setObjectName("colours")
        self.setAccessibleName("Colours of the photograph, and colours that the generator makes")

    def _make_plots(self) -> None:
        self.photo = PhotoPlot()
        self.fields = {name: FieldPlot(name) for name in ("real", "generated")}
        self.histograms = tuple(HistogramPlot(channel) for channel in CHANNELS)
        self.cloud = CloudPlot()
        for plot in (self.photo, *self.fields.values(), *self.histograms, self.cloud):
            self.add_placed_plot(plot)
        for other in self.histograms[1:]:
            other.box.setXLink(self.histograms[0].box)
        self.cloud.turning_box.shown_as_at_first.connect(self._on_shown_as_at_first)

    def _bind_layers(self) -> None:
        for name, field in self.fields.items():
            self.tell_about(field.image, OF_TILES[name])
        for plot in self.histograms:
            self.show_while(plot.area, "real", "histograms")
            self.show_while(plot.real, "real", "histograms")
            self.show_while(plot.cut_off, "real", "histograms")
            self.show_while(plot.generated, "generated", "histograms")

    # Where everything lies.

    @property
    def picture(self) -> ColoursPicture | None:
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, ColoursPicture) else None

    @property
    def _photo_shape(self) -> tuple[int, ...]:
        return self.picture.photograph.shape if self.picture is not None else square

    def plan(self) -> ColoursPlan:
        """Where everything lies."""
        height, width = self._photo_shape[:2]
        size, ratio = (self.width(), self.height()), self.devicePixelRatioF()
        return ColoursPlan.fit(size, ratio, self.visible_layers, width / height)

    def arrange(self) -> None:
        plan, title = self.plan(), round(title_px * self.unit)
        _place(self.photo, shaped(plan.photo, self._photo_shape), top=title)
        for name, plot in self.fields.items():
            field = plan.fields.get(name)
            plot.setVisible(field is not None)
            if field is not None:
                _place(plot, field.box, top=title)
                plot.set_shape(field.columns, field.rows)
                plot.show_title()
        self._arrange_histograms(plan)
        self.cloud.setVisible(plan.cloud is not None)
        if plan.cloud is not None:
            _place(self.cloud, plan.cloud)
            self.cloud.fit_into(plan.cloud.width(), plan.cloud.height())
        self.places.set_data(plan, QSizeF(self.size()))

    def _arrange_histograms(self, plan: ColoursPlan) -> None:
        below = round(scale_px * self.unit)
        self.histograms[0].shares_axis.set_title("share" if plan.shares[0] > below else "")
        for i, plot in enumerate(self.histograms):
            plot.setVisible(bool(plan.histograms))
            if plan.histograms:
                numbered = plan.shares[i] > below
                beside = round(plan.shares[i] if numbered else marks_px * self.unit)
                plot.set_axis_sizes(left=beside, bottom=below)
                plot.shares_axis.set_numbered(numbered)
                plot.setGeometry(plan.histograms[i].adjusted(-beside, 0, 0, below))

    # What is shown.

    def begin(self) -> None:
        """A run begins; nothing is shown until its first frame."""
        self._scale.reset()
        self.show_frame(None)

    def stand_beside(self, companion: StagePlot | None) -> None:
        # One memory of when to rescale, or two figures with the same peaks could stand at different scales.
        self._scale = companion._scale if isinstance(companion, ColoursFigure) else DensityScale()
        super().stand_beside(companion)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for item in (self.places, self._card):
            item.theme = theme
        self.cloud.box.setBorder(theme.color("muted"))
        self._standing = None
        self.renew()

    def set_unit(self, unit: float) -> None:
        super().set_unit(unit)
        self._card.unit = unit

    def set_layer_visible(self, layer: str, visible: bool) -> None:
        super().set_layer_visible(layer, visible)
        self.arrange()

    def renew(self) -> None:
        picture = self.picture
        for plot in self.plots:
            plot.set_shown(picture is not None)
        self.places.setVisible(picture is None)
        if picture is None:
            self._standing = None
            self._show_card()
            return
        top = self._top_now()
        self._take(picture, top)
        other = self.companion
        if isinstance(other, ColoursFigure) and other.picture is not None and other.top != top:
            other._take(other.picture, top)

    def _top_now(self) -> float:
        """The share of colours that reaches the upper edge of the histograms."""
        shown = [frame.picture for frame in self.frames if isinstance(frame.picture, ColoursPicture)]
        peaks = [(peak_of(one.real_histogram), peak_of(one.generated_histogram)) for one in shown]
        return self._scale.top(*map(max, zip(*peaks, strict=True)))

    def _take(self, picture: ColoursPicture, top: float) -> None:
        """Draw a picture to a scale."""
        assert self.frame is not None
        if not self._stands(picture, top):
            self._show_standing(picture, top)
        self.photo.set_words(f"step {self.frame.step:,}")
        self.fields["generated"].set_data(picture.generated, beyond_notes(picture.generated))
        for plot, shares in zip(self.histograms, picture.generated_histogram, strict=True):
            plot.set_generated(picture.bin_edges, shares)
        self.cloud.set_data({name: rows for name, rows in _colours(picture).items() if name in self.visible_layers})
        self._show_card()

    def _stands(self, picture: ColoursPicture, top: float) -> bool:
        """Whether what is the same in all frames of a run is what is drawn."""
        kept = self._standing
        return (
            kept is not None
            and top == self.top
            and picture.photograph is kept.photograph
            and np.array_equal(picture.real, kept.real, equal_nan=True)
            and np.array_equal(picture.real_histogram, kept.real_histogram, equal_nan=True)
        )

    def _show_standing(self, picture: ColoursPicture, top: float) -> None:
        reshaped = self._standing is None or picture.photograph.shape != self._standing.photograph.shape
        self._standing, self.top = picture, top
        self.photo.set_data(picture.photograph)
        self.fields["real"].set_data(picture.real)
        for plot, shares in zip(self.histograms, picture.real_histogram, strict=True):
            plot.set_real(picture.bin_edges, shares, top)
        if reshaped:
            self.arrange()

    # What is looked at.

    def swatch_at(self, point: QPointF) -> Swatch | None:
        """Which swatch is at a place of the view, px."""
        picture = self.picture
        if picture is None:
            return None
        for name, plot in self.fields.items():
            index = plot.index_at(point) if plot.isVisible() and not plot.is_covered else None
            if index is not None and index < len(_colours(picture)[name]):
                return name, index
        return None

    def _show_card(self) -> None:
        swatch = self.swatch_at(self._pointer) if self._pointer is not None else None
        if swatch is not None or self._card.isVisible():
            self._card.set_data(self._card_of(swatch) if swatch is not None else None, QSizeF(self.size()))

    def _card_of(self, swatch: Swatch) -> SwatchCard:
        assert self.picture is not None
        name, index = swatch
        colour = _colours(self.picture)[name][index]
        has_dot = self.cloud.isVisible() and bool(np.isfinite(colour).all())
        (shade,) = screen_colours(colour[None], self.theme.color("outline")).tolist()
        dot = self.cloud.point(colour) if has_dot else None
        lines = lines_of(self.picture, swatch, self.scores)
        return SwatchCard(self.fields[name].place_of(index), dot, QColor(*shade), lines)

    @property
    def turn(self) -> Turn:
        """The side from which the cube is seen."""
        return self.cloud.turn

    def set_turn(self, turn: Turn) -> None:
        self.cloud.set_turn(turn)
        self._show_card()

    @property
    def is_fitted(self) -> bool:
        """Whether all is seen as at first: the cube from its usual side too."""
        return super().is_fitted and self.turn == Turn()

    @property
    def regions(self) -> tuple[Region | None, Region | None]:
        """What a hand has magnified, of the histograms and of the cube; None: all is seen."""
        return _region_of(self.histograms[0].box), _region_of(self.cloud.box)

    def show_regions(self, regions: tuple[Region | None, Region | None]) -> None:
        """Magnify these parts; None: show all."""
        for box, region in zip((self.histograms[0].box, self.cloud.box), regions, strict=True):
            if region is None:
                box.fit()
            elif region != _region_of(box):
                box.setRange(xRange=region[0], yRange=region[1], padding=0)

    @Slot()
    def _on_shown_as_at_first(self) -> None:
        self.set_turn(Turn())


def _colours(picture: ColoursPicture) -> dict[str, Array]:
    """By the names of their layers, colours (N, 3), real ones first."""
    return {"real": picture.real, "generated": picture.generated}


def _region_of(box: PlotBox) -> Region | None:
    (left, right), (low, high) = box.viewRange()
    return None if box.is_fitted else ((left, right), (low, high))


def _place(plot: Plot, box: QRectF, top: int = 0) -> None:
    """Let a plot's box lie here, with so much room above it."""
    plot.set_margins(top=top)
    plot.setGeometry(box.adjusted(0, -top, 0, 0))
