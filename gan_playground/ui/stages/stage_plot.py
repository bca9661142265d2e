"""What the plots of every stage have in common: a frame, layers that can be hidden, a companion beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.heat_item import HeatItem
from gan_playground.ui.plot.layer import Layer
from gan_playground.ui.plot.light import NOBODY, Roles, faint_shade, is_lit
from gan_playground.ui.plot.spoken import Spoken
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.stages.seen import what_is_seen

Item = PixelItem | HeatItem


class StagePlot(PlotView):
    """Shows `frame`, with some of its layers. A subclass gives the numbers to its items in `renew`."""

    def __init__(self, layers: Sequence[Layer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self.spoken = Spoken(self, self._what_is_seen)
        self.companion: StagePlot | None = None
        """The plot beside this one, of a run that is compared: both are drawn to one scale."""
        self.scores = False
        """Whether what D says is a score, and no probability."""
        self.is_held = False
        self.visible_layers = frozenset(layer.id for layer in layers if layer.shown)
        self.opacities = {layer.id: layer.opacity for layer in layers if layer.opacity is not None}
        self._layers_of: list[tuple[Item, tuple[str, ...]]] = []
        self._about_layers = {layer.id: layer.about for layer in layers}
        self._about: list[tuple[Item, Roles]] = []

    def show_while(self, item: Item, *layers: str) -> None:
        """Show an item while all of these layers are shown; as strongly as the first, where that can be changed."""
        self._layers_of.append((item, layers))
        self._about.append((item, NOBODY.union(*(self._about_layers[layer] for layer in layers))))
        self._dress_layer(item, *layers)

    def tell_about(self, item: Item, about: Roles) -> None:
        """Whose data an item shows that belongs to no layer, or to one that shows several."""
        self._about = [pair for pair in self._about if pair[0] is not item]
        self._about.append((item, about))

    def show_light(self, roles: Roles) -> None:
        """Somebody points at these data: all else is faint; at nobody's, or at what is nowhere here: nothing is."""
        if not any(is_lit(about, roles) for _, about in self._about):
            roles = NOBODY
        for item, about in self._about:
            item.set_shade(1.0 if is_lit(about, roles) else faint_shade)

    def roles_at(self, point: QPointF) -> Roles:
        """Whose data are seen at a point, px."""
        return NOBODY

    def items_of(self, *layers: str) -> list[Item]:
        """All that is drawn of these layers alone."""
        return [item for item, shown_with in self._layers_of if set(shown_with) <= set(layers)]

    def _dress_layer(self, item: Item, *layers: str) -> None:
        item.setVisible(self.visible_layers.issuperset(layers))
        if layers[0] in self.opacities:
            item.set_strength(self.opacities[layers[0]])

    def _dress_layers(self) -> None:
        for item, layers in self._layers_of:
            self._dress_layer(item, *layers)

    def set_held(self, held: bool) -> None:
        """Say that it stands still, for a hand to draw on it."""
        if held != self.is_held:
            self.is_held = held
            self.renew()

    def show_frame(self, frame: Frame | None) -> None:
        """None: nothing, until the first frame of a run."""
        self.frame = frame
        self.renew()
        self.spoken.renew()

    def _what_is_seen(self) -> str:
        return "" if self.frame is None else what_is_seen(self.frame, self.scores)

    def renew(self) -> None:
        """Give every item what it has to draw."""
        raise NotImplementedError

    @property
    def frames(self) -> list[Frame]:
        """This one's and the companion's: what has to fit into one scale."""
        plots = (self,) if self.companion is None else (self, self.companion)
        return [plot.frame for plot in plots if plot.frame is not None]

    def set_scores(self, scores: bool) -> None:
        """Whether D gives scores."""
        if scores != self.scores:
            self.scores = scores
            self.renew()

    def stand_beside(self, companion: StagePlot | None) -> None:
        """Share a scale with another plot of this kind; None: with none."""
        self.companion = companion
        self.renew()

    def set_layer_visible(self, layer: str, visible: bool) -> None:
        self.visible_layers = self.visible_layers | {layer} if visible else self.visible_layers - {layer}
        self._dress_layers()
        self.renew()

    def set_layer_opacity(self, layer: str, opacity: float) -> None:
        self.opacities = {**self.opacities, layer: opacity}
        self._dress_layers()
