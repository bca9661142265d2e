"""What one fake costs G, drawn over what D answers to it: the loss in force, its rivals, and the fakes of now."""

from __future__ import annotations

from math import log

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.training.loss_curves import LOSS_CURVES, LossCurve, LossCurves
from gan_playground.numerals import ten_to
from gan_playground.ui.formula.row import written
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.items.curves_item import Curve, CurvesItem
from gan_playground.ui.plot.items.points_item import PointMark, PointsItem
from gan_playground.ui.plot.items.strokes_item import StrokesItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.page_plot import PagePlot
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.strokes import GENERATED, Array, LineStyle
from gan_playground.ui.theme.text_scale import scaled

left_px, bottom_px, margin_px = 34, 40, 12
points_of_a_curve = 161
narrow_px = 240
rival_strength = 0.75
tangent_share = 0.26  # of what is seen, to either side
fake_share = 0.045  # of what is seen, upwards and downwards
outliers_percent = 2  # that many at either end may lie out of sight
Align = Qt.AlignmentFlag
RIVAL = LineStyle("muted", 1.6, 5, 4)
TANGENT = LineStyle("text", 1.8)


class LossPlot(PagePlot):
    """Over D's answer t: curves, the fakes as ticks on that in force, and the tangent at their mean answer."""

    height_px = 176

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves: LossCurves = LOSS_CURVES["non-saturating"]
        self.answers: Array = np.empty(0)
        self.home = self.curves.home
        self._across, self._up = PlotAxis("bottom", most=5), PlotAxis("left", most=4)
        plot = self.add_plot(Plot({"left": self._up, "bottom": self._across}))
        self.box = plot.box
        self._lines, self._tangent = CurvesItem(), CurvesItem()
        self._fakes, self._mean, self._words = StrokesItem("generated", 1.0), PointsItem(), WordsItem()
        self._corner = WordsItem(in_shares=True)
        plot.add(self._lines, self._fakes, self._tangent, self._mean, self._words, self._corner)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # the page scrolls under a wheel
        self._show_curves()

    def arrange(self) -> None:
        unit = self.unit
        self.plots[0].set_axis_sizes(left=left_px * unit, bottom=bottom_px * unit)
        self.plots[0].set_margins(top=margin_px * unit, right=margin_px * unit)
        self._set_ticks()

    # What it shows.

    def show_curves(self, curves: LossCurves) -> None:
        """These from now on; the answers of before were another D's, or to another question."""
        if curves is not self.curves:
            self.curves = curves
            self.answers = np.empty(0)
            self.start()

    def start(self) -> None:
        """A run begins: all is to be seen that is at first."""
        self.home = self.curves.home
        self._show_curves()
        self.show_answers(())

    def show_answers(self, answers: tuple[float, ...]) -> None:
        """D's to the fakes of a step."""
        found = np.array(answers, dtype=np.float64)
        self.answers = found[np.isfinite(found)]
        if len(self.answers):
            self._widen()
        t, heights = self.answers, self.curves.in_force.of(self.answers)
        half = fake_share * (self.box.home[1][1] - self.box.home[1][0])
        self._fakes.set_data(np.stack([t, heights - half, t, heights + half], axis=1))
        self._show_tangent()

    @property
    def mean(self) -> float:
        """Of the answers."""
        return float(self.answers.mean()) if len(self.answers) else np.nan

    @property
    def slope(self) -> float:
        """Of the loss in force, at the mean answer."""
        return float(self.curves.in_force.slope(np.array([self.mean]))[0])

    @property
    def slope_words(self) -> str:
        """As it is written; empty where no fake was judged."""
        return f"slope {written(self.slope)}" if len(self.answers) else ""

    def _widen(self) -> None:
        """Until nearly all fakes are seen; twice as wide at a time, and never narrower within a run."""
        low, high = np.percentile(self.answers, [outliers_percent, 100 - outliers_percent])
        home = self.home
        while low < home[0] or high > home[1]:
            middle, reach = (home[0] + home[1]) / 2, home[1] - home[0]
            home = (middle - reach, middle + reach)
        if home != self.home:
            self.home = home
            self._show_curves()

    def _show_curves(self) -> None:
        every = (self.curves.in_force, *self.curves.others)
        t = np.linspace(*self.home, points_of_a_curve)
        heights = np.concatenate([each.of(t) for each in every])
        low, high = float(heights.min()), float(heights.max())
        air = 0.06 * (high - low)
        self.box.set_home(self.home, (low - air, high + air))
        rivals = [Curve(RIVAL, t, each.of(t), rival_strength) for each in self.curves.others]
        self._lines.set_data([*rivals, Curve(GENERATED, t, self.curves.in_force.of(t))])
        self._words.set_data([self._name(each) for each in every])
        self._across.set_title(self.curves.across)
        self._set_ticks()

    def _set_ticks(self) -> None:
        ticks = ticks_of_verdicts(self.home[1], few=self.width() < scaled(narrow_px))
        self._across.setTicks([ticks] if self.curves.is_logit else None)

    def _name(self, curve: LossCurve) -> Words:
        """Above the curve where it is high, at the left; one that falls from 0 is left free below, at the right."""
        falls_from_zero = float(curve.of(np.array([self.home[0]]))[0]) < 1e-2
        x = self.home[0] + (0.84 if falls_from_zero else 0.2) * (self.home[1] - self.home[0])
        align = Align.AlignRight | Align.AlignTop if falls_from_zero else Align.AlignLeft | Align.AlignBottom
        dx, dy = (-14, 0) if falls_from_zero else (8, 0)
        role = "generated" if curve is self.curves.in_force else "muted"
        y = float(curve.of(np.array([x]))[0])
        return Words(curve.name, x, y, align, role, dx=dx, dy=dy, bold=role == "generated")

    def _show_tangent(self) -> None:
        mean, said = self.mean, self.slope_words
        self._corner.set_data([Words(said, 1.0, 0.0, Align.AlignRight, "text", dy=7)] if said else ())
        if not len(self.answers):
            self._tangent.set_data(())
            self._mean.set_data(())
            return
        height = float(self.curves.in_force.of(np.array([mean]))[0])
        x = mean + tangent_share * (self.home[1] - self.home[0]) * np.array([-1.0, 1.0])
        self._tangent.set_data([Curve(TANGENT, x, height + self.slope * (x - mean))])
        self._mean.set_data([PointMark(mean, height, "text")])


def ticks_of_verdicts(furthest: float, *, few: bool = False) -> list[tuple[float, str]]:
    """Where a logit says round shares, and these: near 0 powers of ten, where it reaches far beyond 1 %."""
    tens = max(2, int(furthest / log(10) - 0.5))
    ticks = [(-log(10.0**tens - 1), "1 %" if tens == 2 else ten_to(-tens)), (0.0, "50 %")]
    if tens > 2:
        return ticks
    between = [] if few else [(-log(9.0), "10 %"), (log(9.0), "90 %")]
    return [*ticks, *between, (log(99.0), "99 %")]
