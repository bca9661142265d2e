"""The phase plane of the Dirac-GAN, alive: θ to the right, ψ upwards, both on one scale."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import PhasePicture
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.even_box import EvenBox
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.items.strokes_item import StrokesItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.light import OF_REAL
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.strokes import REAL, LineStyle
from gan_playground.ui.stages.phase.average_item import AverageRingItem
from gan_playground.ui.stages.phase.field import half_circle, pulls
from gan_playground.ui.stages.phase.layers import PHASE_LAYERS
from gan_playground.ui.stages.phase.path_item import PathItem
from gan_playground.ui.stages.phase.start import StartTarget
from gan_playground.ui.stages.stage_plot import StagePlot
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import number

Align = Qt.AlignmentFlag

ENERGY = LineStyle("theory", 2.0, 2.0, 4.0)
LEVEL = LineStyle("theory", 1.0, 1.5, 4.5)
pull_strength, pull_width_px, head_px = 0.75, 1.1, 4.2
side_px, title_px, below_px, right_px = 46, 26, 24, 14
narrow_px = 400.0
room_px = 160.0  # at the right of the start, for its numbers
most_magnified = 50.0
guide_points = 129  # of a straight line, so that of a magnified one little more than is seen is cut into dashes


class PhasePlot(StagePlot):
    """Draws the picture of one frame.

    Signals: start_chosen(theta, psi): the start was put somewhere by hand.
    """

    start_chosen = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PHASE_LAYERS, parent)
        self.extent = 0.0
        self._force_seen: object = None
        self._guided: tuple[Span, Span] | None = None
        self.box = EvenBox(most_magnified)
        self.axes = {"left": PlotAxis("left", most=5), "bottom": PlotAxis("bottom", most=9)}
        self.plane = self.add_plot(Plot(self.axes, self.box))
        for axis in self.axes.values():
            axis.set_line(False)
        self._make_items()
        self._make_words()
        self.box.sigRangeChanged.connect(self._on_range_changed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setObjectName("phasePlane")
        self.setAccessibleName("Phase plane: the generator's number to the right, the discriminator's upwards")
        self.setToolTip("Drag the start to where the game is to begin. Esc takes it back.")

    def _make_items(self) -> None:
        """From under to over."""
        self._pulls = StrokesItem("theory", pull_width_px, head_px)
        self._level, self._real = LineItem(LEVEL), LineItem(REAL)
        self._circle = (LineItem(ENERGY), LineItem(ENERGY))
        self._path, self._average, self.start = PathItem(), AverageRingItem(), StartTarget()
        self._pulls.set_strength(pull_strength)
        still = (self._pulls, self._level, self._real, *self._circle)
        for item in still:
            item.keep_painted()
        for item in (*still, self._path, self._average):
            item.cut_off_sharply()
        self.show_while(self._pulls, "force")
        self.show_while(self._circle[0], "energy")
        self.show_while(self._circle[1], "energy")
        self.show_while(self._path, "path")
        self.show_while(self._average, "average")
        self.tell_about(self._real, OF_REAL)
        self.plane.add(self._level, self._real, self._pulls, *self._circle, self._path, self._average, self.start)
        self.start.moved.connect(self._on_start_moved)
        self.start.dropped.connect(self.start_chosen)

    def _make_words(self) -> None:
        self._names, self._name_of_real = WordsItem(in_shares=True), WordsItem()
        self._names.keep_painted()
        self._name_of_real.keep_painted()
        self._averaged, self._at_start = WordsItem(), WordsItem()
        self._numbers = WordsItem(in_shares=True)
        self.show_while(self._averaged, "average")
        self.plane.add(self._name_of_real, self._averaged, self._at_start)
        self.plane.add_over(self._names, self._numbers)
        theta = Words("θ, where G puts its samples", 1, 1, Align.AlignRight, "generated", -6, -12, pill=True)
        self._names.set_data([theta])

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.box.setBorder(theme.color("outline"))
        self.box.borderRect.show()

    def arrange(self) -> None:
        unit = self.unit
        self.plane.set_axis_sizes(left=side_px * unit, bottom=below_px * unit)
        self.plane.set_margins(top=title_px * unit, right=right_px * unit)
        self.axes["left"].set_title("ψ" if self.is_narrow else "ψ, the slope of D", "discriminator")
        self.renew()

    @property
    def is_narrow(self) -> bool:
        """Whether there is room above the plane for little more than numbers."""
        return self.width() - (side_px + right_px) * self.unit < narrow_px * self.unit

    # What is shown.

    def begin(self) -> None:
        """A run begins; nothing is shown until its first frame."""
        self.extent = 0.0
        self.start.moving = False
        self.fit()
        self.show_frame(None)

    @property
    def picture_now(self) -> PhasePicture | None:
        """What is drawn; None before the first frame."""
        picture = self.frame.picture if self.frame is not None else None
        return picture if isinstance(picture, PhasePicture) else None

    def renew(self) -> None:
        picture = self.picture_now
        self.plane.set_shown(picture is not None)
        self.start.setVisible(picture is not None)
        if picture is None:
            return
        shown = [frame.picture for frame in self.frames if isinstance(frame.picture, PhasePicture)]
        extent = max(one.extent for one in shown)
        planes = [plot for plot in (self, self.companion) if isinstance(plot, PhasePlot)]
        if self.extent == 0.0 or not any(plot.is_pressed for plot in planes):  # nothing slips away from a hand
            for plane in planes:
                plane._reach(extent)
        self._take(picture)
        self._show_numbers()

    def _reach(self, extent: float) -> None:
        """Both numbers are seen so far, as far as those of the run beside this one."""
        if extent == self.extent:
            return
        self.extent = extent
        self.box.set_shown((-extent, extent), (-extent, extent))
        self._draw_guides()

    def _draw_guides(self) -> None:
        """Where ψ is 0, and where the real data are, from edge to edge."""
        if self.box.home == self._guided:
            return
        self._guided = (left, right), (low, high) = self.box.home
        across = np.linspace(left, right, guide_points)
        self._level.set_data(across, np.zeros(guide_points))
        self._real.set_data(np.zeros(guide_points), np.linspace(low, high, guide_points))

    def _take(self, picture: PhasePicture) -> None:
        if picture.force is not self._force_seen:
            self._force_seen = picture.force
            self._pulls.set_data(pulls(picture))
        self._path.set_data(picture.path_steps, picture.path, picture.position)
        if picture.start != self.start.began_at:
            radius = math.hypot(*picture.start)
            for half, upper in zip(self._circle, (True, False), strict=True):
                half.set_data(*half_circle(radius, upper=upper))
        self.start.set_data(picture.start)
        averaged = picture.averaged or (math.nan, math.nan)
        self._average.set_data(averaged)
        known = math.isfinite(averaged[0]) and math.isfinite(averaged[1])
        self._averaged.set_data([Words("EMA of G", *averaged, dy=-17, role="generated")] if known else [])

    # Words.

    def _show_numbers(self) -> None:
        assert self.frame is not None
        assert isinstance(self.frame.picture, PhasePicture)
        theta, psi = self.frame.picture.position
        radius = f"radius {number(math.hypot(theta, psi), 3)}"
        place, align = (0.0, Align.AlignLeft) if self.is_narrow else (0.5, Align.AlignHCenter)
        words = radius if self.is_narrow else f"θ {number(theta)}   ψ {number(psi)}   {radius}"
        self._numbers.set_data(
            [
                Words(f"step {self.frame.step:,}", place, 0, align, "text", dy=-15),
                Words(words, 1, 0, Align.AlignRight, "text", dy=-15),
            ]
        )

    @Slot()
    def _on_range_changed(self) -> None:
        """The real data keep their name at the upper edge."""
        self._draw_guides()
        top = self.box.viewRange()[1][1]
        self._name_of_real.set_data([Words("real data", 0, top, Align.AlignLeft, "real", 10, 12, pill=True)])

    @Slot()
    def _on_start_moved(self) -> None:
        """While it is dragged, its numbers are beside it, on the side where there is room."""
        theta, psi = self.start.place
        left = self.box.mapViewToScene(self.start.pos()).x() > self.width() - (room_px + right_px) * self.unit
        side, align = (-14, Align.AlignRight) if left else (14, Align.AlignLeft)
        text = f"start at θ {number(theta)}, ψ {number(psi)}"
        self._at_start.set_data([Words(text, theta, psi, align, "text", side, pill=True)] if self.start.moving else [])

    # The hand.

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.renew()  # what did not move from under the hand

    @property
    def region(self) -> tuple[Span, Span] | None:
        """The θ and ψ that a hand has magnified; None: all is seen."""
        (left, right), (low, high) = self.box.viewRange()
        return None if self.box.is_fitted else ((left, right), (low, high))

    def show_region(self, region: tuple[Span, Span] | None) -> None:
        """Magnify this part of the plane; None: show all of it."""
        if region is None:
            self.fit()
        elif region != self.region:
            self.box.setRange(xRange=region[0], yRange=region[1], padding=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.start.moving:
            self.start.take_back()
        else:
            event.ignore()  # keys are the window's

    def event(self, event: QEvent) -> bool:
        """Escape belongs to what is being dragged, before it leaves full screen."""
        if event.type() is QEvent.Type.ShortcutOverride and self.start.moving:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)
