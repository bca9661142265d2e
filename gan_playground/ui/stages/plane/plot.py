"""The plane as a live plot: dots, D's opinion of every place, forces, modes, and what a hand is at."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.arrays import pair
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import PlanePicture, Survey
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.items.arrows_item import ArrowsItem
from gan_playground.ui.plot.items.contour_item import ContourItem
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.plot.items.heat_item import HeatItem
from gan_playground.ui.plot.items.strokes_item import StrokesItem
from gan_playground.ui.plot.items.words_item import WordsItem
from gan_playground.ui.plot.light import OF_FAKES, OF_REAL
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.sprites import Shape
from gan_playground.ui.plot.strokes import DISCRIMINATOR, LineStyle
from gan_playground.ui.stages.plane.box import PlaneBox, rectangle
from gan_playground.ui.stages.plane.forces import arrows
from gan_playground.ui.stages.plane.items.frame_item import CornersItem, EmptyCanvasItem
from gan_playground.ui.stages.plane.items.manifold_item import ManifoldItem
from gan_playground.ui.stages.plane.items.modes_item import ModesItem
from gan_playground.ui.stages.plane.items.targets import ModeHandle, PinnedTarget
from gan_playground.ui.stages.plane.items.tip_item import TipItem
from gan_playground.ui.stages.plane.layers import PLANE_LAYERS, heat_colors
from gan_playground.ui.stages.plane.rim import names_of_axes, rim, under
from gan_playground.ui.stages.plane.turning import turned, turned_back
from gan_playground.ui.stages.pointing import at_dot
from gan_playground.ui.stages.stage_plot import StagePlot
from gan_playground.ui.widgets.throttle import Throttle

Place = tuple[float, float]

dot_px = 4.4
density_levels = (0.08, 0.3, 0.65)  # of the real density's peak
hand_interval_ms = 40
"""Between two pictures that only a hand asks for: all of the plane is painted for each. Frames show hands as well."""

axis_px, title_px = {"left": 40.0, "bottom": 20.0}, 17.0

REAL_CONTOUR = LineStyle("real", 1.7, 2.2, 2.6)
GENERATED_CONTOUR = LineStyle("generated", 1.5)


class PlanePlot(StagePlot):
    """Draws the picture of one frame: whatever of it is of another step than the dots is not drawn.

    Signals: region_changed() when another part of the plane is seen.
    """

    region_changed = Signal()

    roles_at = at_dot

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PLANE_LAYERS, parent)
        self.axes_of: PlanePlot = self
        """The plot whose data decide what part of the plane is seen where it fits."""
        self.pointer: QPointF | None = None
        self.tip_radius = 0.0
        """Of the tool in hand, in the data's units; 0: it has no tip."""
        self.stroke: list[Place] = []
        self._handled: Place | None = None
        self._hand = Throttle(hand_interval_ms, self)
        self._hand.due.connect(self.show_hand)
        self.box = PlaneBox()
        self.axes = {side: PlotAxis(side, most=5) for side in ("left", "bottom")}
        self.plot = self.add_plot(Plot(self.axes, self.box))
        for axis in self.axes.values():
            axis.set_line(False)
        self.titles = ("", "")
        self._real_seen: Array | None = None
        self._make_items()
        self.box.sigRangeChanged.connect(self._on_region_changed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setObjectName("plane")
        self.setAccessibleName("The plane: real dots, generated dots, and the discriminator's opinion of every place")

    def _make_items(self) -> None:
        """From under to over."""
        self._heat = HeatItem(heat_colors)
        self._manifold = ManifoldItem()
        self._densities = (ContourItem(REAL_CONTOUR), ContourItem(GENERATED_CONTOUR))
        self._half = ContourItem(DISCRIMINATOR)
        self._real = DotsItem(Shape.CIRCLE, "real", dot_px)
        self._forces = ArrowsItem("text")
        self._generated = DotsItem(Shape.TRIANGLE, "generated", 1.3 * dot_px)
        self._modes = ModesItem()
        self._trail = StrokesItem("text", 1.4, joined=True)
        self._push = ArrowsItem("text", width=1.8)
        self.pinned, self.handle = PinnedTarget(), ModeHandle()
        self._rim, self._place, self._names = (WordsItem(in_shares=True) for _ in range(3))
        self._names.keep_painted()
        self._names.set_data(names_of_axes)
        self._empty, self._tip, self._corners = EmptyCanvasItem(), TipItem(), CornersItem()
        self._empty.setVisible(False)
        of_pinned = (self._trail, self._push, self.pinned)
        under_dots = (self._heat, self._manifold, *self._densities, self._half, self._real, self._forces)
        over_dots = (self._modes, *of_pinned, self.handle, self._names, self._rim, self._place, self._empty, self._tip)
        self.plot.add(*under_dots, self._generated, *over_dots, self._corners)
        self._bind_layers()

    def _bind_layers(self) -> None:
        """Which items a layer of the legend stands for."""
        of_d = {"heat": self._heat, "half": self._half}
        of_g = {"manifold": self._manifold, "forces": self._forces, "generated": self._generated}
        for name, item in (of_d | of_g | {"real": self._real, "modes": self._modes}).items():
            self.show_while(item, name)
        for item, about in zip(self._densities, (OF_REAL, OF_FAKES), strict=True):
            self.show_while(item, "densities")
            self.tell_about(item, about)

    # What is shown.

    @property
    def picture(self) -> PlanePicture | None:
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, PlanePicture) else None

    @property
    def survey(self) -> Survey | None:
        """What was seen besides the dots, if it is of the same step: one picture is one step."""
        picture = self.picture
        if picture is None or self.frame is None or picture.survey.step != self.frame.step:
            return None
        return picture.survey

    @property
    def region(self) -> Box | None:
        """The part of the plane that is seen; None before the first frame."""
        return self.box.region if self.picture is not None else None

    @property
    def is_empty(self) -> bool:
        """Whether there is an empty canvas instead of all that could be seen."""
        return self._empty.isVisible()

    def set_empty(self, empty: bool) -> None:
        self._empty.setVisible(empty)

    def show_titles(self, titles: tuple[str, str]) -> None:
        """What x and y are called; empty where they have no names."""
        if titles != self.titles:
            self.titles = titles
            self._names.set_data(() if any(titles) else names_of_axes)
            self.axes["bottom"].set_title(titles[0])
            self.axes["left"].set_title(titles[1])
            self.arrange()

    def arrange(self) -> None:
        title = title_px * self.unit if any(self.titles) else 0.0
        left, bottom = axis_px["left"] * self.unit, axis_px["bottom"] * self.unit
        self.plot.set_axis_sizes(left=left, bottom=bottom + title)
        self.plot.set_margins(top=title, right=6 * self.unit)

    def renew(self) -> None:
        self.plot.setOpacity(0.0 if self.picture is None else 1.0)
        picture = self.picture
        if picture is None:
            return
        lead = self.axes_of.picture or picture
        self.box.set_view(lead.view, lead.scale)
        self._show_real(picture)
        self._generated.set_data(picture.generated)
        self._show_survey(picture, self.survey)
        self._show_pinned(picture, self.survey)
        self._show_words()

    def _show_real(self, picture: PlanePicture) -> None:
        """Where the real data stay as they are, so does what is painted of them."""
        stays = picture.real is self._real_seen
        self._real_seen = picture.real
        for item in (self._real, self._densities[0]):
            item.keep_painted(stays)
        self._real.set_data(picture.real)

    def _show_survey(self, picture: PlanePicture, survey: Survey | None) -> None:
        self._show_opinion(survey)
        self._manifold.set_data(survey.manifold if survey is not None else None)
        self._show_densities(survey)
        tails, forces = (survey.tails, survey.forces) if survey is not None else (None, None)
        self._forces.set_data(*arrows(tails, forces, picture.scale))
        self._modes.set_data(picture.centres, survey.hits if survey is not None else None, picture.sigma)

    def _show_opinion(self, survey: Survey | None) -> None:
        heat = survey.heat if survey is not None else None
        if (heat is None) is (self._heat.opacity() > 0):  # to set it takes longer than to ask
            self._heat.setOpacity(0.0 if heat is None else 1.0)
        if survey is None or heat is None:
            self._half.clear()
            return
        place = rectangle(survey.region)
        if "heat" in self.visible_layers:
            self._heat.set_data(heat, place)
        if np.isfinite(heat).all():
            self._half.set_data(heat, place, (0.5,))
        else:
            self._half.clear()

    def _show_densities(self, survey: Survey | None) -> None:
        both = (survey.real_density, survey.generated_density) if survey is not None else (None, None)
        peak = float(both[0].max()) if both[0] is not None else 0.0
        for item, density in zip(self._densities, both, strict=True):
            if survey is None or density is None or not peak > 0 or not np.isfinite(density).all():
                item.clear()
            else:
                item.set_data(density, rectangle(survey.region), [share * peak for share in density_levels])

    def _show_pinned(self, picture: PlanePicture, survey: Survey | None) -> None:
        """The dot that somebody follows: where it was, where it is, where it is pushed."""
        dot = survey.pinned if survey is not None else None
        for item in (self._trail, self._push):
            item.setVisible(dot is not None)
        if dot is None:
            self.pinned.show_at(None)
            return
        place = picture.generated[dot.index]
        trail = np.vstack((dot.trail, place))
        self._trail.set_data(np.hstack((trail[:-1], trail[1:])))
        self._push.set_data(*arrows(place[None], dot.force[None], picture.scale))
        self.pinned.show_at(QPointF(*place) if self.box.region.contains(place[None])[0] else None)

    # Words, and what a hand is at.

    def _show_words(self) -> None:
        picture = self.picture
        told = "generated" in self.visible_layers and picture is not None and self.box.width() > 0
        at_edges = (picture.centres, picture.sigma, self.box, self.unit) if told and picture else None
        self._rim.set_data(rim(picture.generated, *at_edges) if picture and at_edges else ())
        self.show_hand()

    def show_hand_soon(self) -> None:
        """A hand is on its way."""
        self._hand.trigger()

    @Slot()
    def show_hand(self) -> None:
        """What is under the pointer, in numbers, the tip of the tool with its stroke, and the mode that is held."""
        self._hand.skip()
        place = self.box.place(self.pointer) if self.pointer is not None and self.viewport().underMouse() else None
        told = under(place, self.survey, self.scores) if place is not None and self.picture is not None else ()
        self._place.set_data(told)
        stroke = self.turned(np.array(self.stroke)) if self.stroke else np.empty((0, 2))
        self._tip.set_data(self.pointer, self.tip_radius, stroke)
        handled = self.turned(np.array([self._handled])) if self._handled is not None else None
        seen = handled is not None and self.box.region.contains(handled)[0]
        self.handle.show_at(QPointF(*handled[0]) if handled is not None and seen else None)

    @Slot()
    def _on_region_changed(self) -> None:
        if self.picture is not None:
            self._show_pinned(self.picture, self.survey)
        self._show_words()
        self.region_changed.emit()

    # Places.

    def turned(self, places: Array) -> Array:
        """Where places (N, 2) of the data lie now that the data have turned."""
        return places if self.picture is None else turned(places, self.picture)

    def own_place(self, point: QPointF) -> Place:
        """The place of the data under a point of the view, before the data turned."""
        assert self.picture is not None
        return pair(turned_back(np.array(self.box.place(point)), self.picture))

    def dot_at(self, point: QPointF, reach_px: float, real: bool = False) -> int | None:
        """The generated dot that is nearest to a point, or the real one, if one is near."""
        if self.picture is None:
            return None
        dots = self.picture.real if real else self.picture.generated
        return self._nearest(dots, point, reach_px * self.unit)

    def mode_at(self, point: QPointF, centres: Array | None, reach_px: float) -> int | None:
        """The mode whose middle is nearest to a point, if one is near; centres (M, 2) before the data turned."""
        if self.picture is None or centres is None or not len(centres):
            return None
        reach = max(reach_px * self.unit, self.box.px(3 * self.picture.sigma))
        return self._nearest(self.turned(centres), point, reach)

    def _nearest(self, places: Array, point: QPointF, reach_px: float) -> int | None:
        away = np.hypot(*((places - self.box.place(point)) / self.box.pixel_size).T)
        away[~np.isfinite(away)] = math.inf
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= reach_px else None

    def handle_at(self, place: Place | None) -> None:
        """The mode here, before the data turned, can be taken, or is; None: none. `show_hand` shows it."""
        self._handled = place
