"""The picture of one plot of the score: lines over time, with a headline, theory's lines, other histories and marks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.items.curves_item import CurvesItem
from gan_playground.ui.plot.items.end_labels_item import EndLabelsItem
from gan_playground.ui.plot.items.levels_item import LevelsItem
from gan_playground.ui.plot.items.marks_item import Mark, MarksItem
from gan_playground.ui.plot.items.points_item import PointMark, PointsItem
from gan_playground.ui.plot.items.upright_line_item import UprightLineItem
from gan_playground.ui.plot.spoken import Spoken
from gan_playground.ui.score.chart import Chart, Numerals, Series, draws_the_same, nearest
from gan_playground.ui.score.end_labels import LineEnd, brevities, labels_of, line_ends
from gan_playground.ui.score.gaps import drawn
from gan_playground.ui.score.headline import HeadlineEntry, HeadlineItem, HeadlineWords, Title, head_px, headline_text
from gan_playground.ui.score.levels import levels_of
from gan_playground.ui.score.notes import Notes, NotesItem, words_beyond
from gan_playground.ui.score.overlay_curves import OverlayCurves
from gan_playground.ui.score.overlays import Overlay
from gan_playground.ui.score.range import SteadyRange
from gan_playground.ui.score.readings import Readings
from gan_playground.ui.score.time_plot import TimePlot, few_numbers, many_numbers

below_head_px, stacked_px = 6.0, 185.0

theory, others = "theory", "others"
"""What can be hidden beside the lines, which have their keys as names."""


class ChartView(TimePlot):
    """Draws one Chart at a time, `chart`. `pointed`: the outcome that stands out. `hidden`: what is not drawn."""

    def __init__(self, name: str, numerals: Numerals, bounds: Span | None, parent: QWidget | None) -> None:
        """`name`: what it is called while there is no chart. `bounds`: fixed heights."""
        super().__init__(parent)
        self.chart, self.span = Chart(()), (0.0, 1.0)
        self.pointed: int | None = None
        self.spoken = Spoken(self, self._told)
        self.hidden: frozenset[str] = frozenset()
        self.overlays = OverlayCurves()
        self._marks_now: Sequence[Mark] = ()
        self._readings = Readings(self.chart, numerals)
        self._name, self._numerals, self._range = name, numerals, SteadyRange(bounds)
        self._ends: list[LineEnd] = []
        self._entries_now: list[HeadlineEntry] = []
        self._pointer_px: float | None = None
        self._most_number_px = math.inf
        self._is_large = self._has_keyboard = self._keeps_still = False
        self._sizes = self._arranged_for = tuple[object, ...]()
        self._make_plot()
        self.box.sigRangeChanged.connect(self._on_range_changed)
        self.setAccessibleName(name)

    def _make_plot(self) -> None:
        self.levels, self.still, self.moving, self.curves = LevelsItem(), CurvesItem(), CurvesItem(), CurvesItem()
        self.pointer_line = UprightLineItem("muted")
        self.plot.add(self.still, self.moving, self.curves, self.pointer_line)
        self.notes, self.marks, self.labels = NotesItem(), MarksItem(), EndLabelsItem()
        self.points, self.head = PointsItem(), HeadlineItem()
        self.plot.add_over(self.levels, self.notes, self.marks, self.labels, self.points, self.head)
        self.levels.setZValue(self.box.zValue() - 1)  # behind the lines
        self.levels.keep_painted()

    # What is shown.

    def show_chart(
        self,
        chart: Chart,
        span: Span,
        marks: Sequence[Mark] = (),
        overlays: Sequence[Overlay] = (),
        run_b_now: tuple[float, ...] = (),
    ) -> None:
        """`span`: the steps that all plots show. `run_b_now`: run B's numbers, one a line; none without one."""
        others_changed = self.overlays.take(chart, overlays) or run_b_now != self._readings.run_b_now
        same_view = span == self.span and marks is self._marks_now
        if not others_changed and same_view and draws_the_same(chart, self.chart):
            return
        moved = span != self.span
        self.chart, self.span, self._marks_now = chart, span, marks
        self._readings = Readings(chart, chart.numerals or self._numerals, self.overlays, run_b_now)
        if moved is self._keeps_still:  # a picture of lines that move would be made in vain
            self._keeps_still = not moved
            self.still.keep_painted(self._keeps_still)
        self._renew()

    def reset(self) -> None:
        """A run begins."""
        self.chart, self.pointed, self.span, self._marks_now = Chart(()), None, (0.0, 1.0), ()
        self.overlays = OverlayCurves()
        self._readings = Readings(self.chart, self._numerals)
        self.forget_range()

    def forget_range(self) -> None:
        """Another quantity comes, of another size."""
        self._range.reset()
        self.box.fit()
        self._renew()

    def set_hidden(self, hidden: frozenset[str]) -> None:
        """Draw all but these."""
        self.hidden = hidden
        self._range.reset()
        self._renew()

    def set_large(self, large: bool) -> None:
        """It takes the stage's place, and has room for more numbers."""
        self._is_large = large
        self.heights_axis.most = many_numbers if large else few_numbers
        self.time_axis.set_large(large)
        self._sizes = self._arranged_for = ()
        self._renew()

    def set_brief(self, brief: bool) -> None:
        """Say the numbers alone, and show no lines."""
        if brief != self.is_brief:
            self.is_brief = brief
            self.plot.set_cover(self.head if brief else None)
            self.updateGeometry()

    @Slot(object)
    def point_at(self, outcome: int | None) -> None:
        """Let one outcome stand out; None: none."""
        if outcome != self.pointed:
            self.pointed = outcome
            self._show_overlays()
            self._show_points()
            self._say()

    def _renew(self) -> None:
        """What is drawn has changed."""
        numerals = self._readings.numerals
        self.heights_axis.set_numerals(numerals.tick, self.chart.logarithmic)
        self._ends = line_ends(self.overlays, self.chart) if others not in self.hidden else []
        self.box.set_home(_not_empty(self.span), self._bounds())
        self.marks.set_data(self._marks_now)
        self.marks.setVisible(bool(self._marks_now))  # what is hidden costs nothing
        self.curves.set_data([curve for line in self.chart.series if self._sees(line) for curve in drawn(line)])
        notes = self._notes()
        self.notes.set_data(notes)
        self.notes.setVisible(notes != Notes())
        self._show_overlays()
        self._entries_now = self._readings.entries(None)
        self.arrange()
        self._show_points()
        self.spoken.renew()
        self.box.updateMatrix()  # else the box moves its items while it is painted, and all is painted again

    def _told(self) -> str:
        return " · ".join(filter(None, (headline_text(self.entries()), self.chart.ended)))

    @property
    def _has_theory(self) -> bool:
        return self.chart.is_begun and theory not in self.hidden

    def _sees(self, line: Series) -> bool:
        return line.key not in self.hidden

    @property
    def _hidden_beside(self) -> frozenset[str]:
        """The lines that are not seen of other histories, by their keys."""
        return self.hidden if others not in self.hidden else frozenset(line.key for line in self.chart.series)

    def _bounds(self) -> Span:
        """The heights that are seen."""
        chart = self.chart
        values = [line.heights for line in chart.series if self._sees(line) and len(line.track.steps)]
        always = (*chart.theory, *chart.seen_always)
        always += tuple(height for pair in self.overlays.heights(True, self._hidden_beside) for height in pair)
        joined = np.concatenate(values) if values else np.empty(0)
        low, high = self._range.fit(joined, always, self.overlays.heights(False, self._hidden_beside))
        if chart.logarithmic:  # whole powers of ten, one at least
            low, high = float(math.floor(low)), float(math.ceil(high))
            high = max(high, low + 1)
        return low, high

    def _notes(self) -> Notes:
        """Where the run is, if other times of it are seen, and what lies beyond the bounds."""
        other_times = any(not overlay.runs_alongside for overlay in self.overlays.overlays)
        values = [line.heights for line in self.chart.series if self._sees(line)]
        cut_off = words_beyond(values, self.box.home[1], self._readings.numerals.write)
        idle = "" if self._readings.has_lines or not self.chart.series else "no line yet"
        return Notes(self._readings.now if other_times else None, *cut_off, idle)

    def _show_overlays(self) -> None:
        for item, curves_of in ((self.still, self.overlays.still), (self.moving, self.overlays.moving)):
            curves = curves_of(self.pointed, self._hidden_beside)
            item.set_data(curves)
            item.setVisible(bool(curves))
        self.labels.point_at(self.pointed)

    def _show_points(self) -> None:
        """On the lines under the pointer, and where those of the outcome that stands out end."""
        ends = [(curve.end, curve.style) for curve in self.overlays.of_outcome(self.pointed)]
        points = [PointMark(*end, style.role) for end, style in ends if end is not None]
        step = self.hovered_step
        if step is not None:
            points += [
                PointMark(*nearest(self._readings.track_at(line, step), step), line.style.role)
                for line in self.chart.series
                if self._sees(line)
            ]
        self.points.set_data(points)
        self.points.setVisible(bool(points))
        self.pointer_line.set_place(step)

    # The numbers above the plot.

    def entries(self) -> list[HeadlineEntry]:
        """Of the frame, or of the step under the pointer; of two runs, both."""
        step = self.hovered_step
        return self._entries_now if step is None else self._readings.entries(step)

    def _say(self) -> None:
        role = "text" if self._has_keyboard else "muted"
        said = HeadlineWords(self.width(), self._titles_now(), tuple(self.entries()), self._most_number_px, role)
        self.head.say(replace(said, is_menu=len(self.chart.choices) > 1, is_stacked=self._is_stacked))

    @property
    def _is_stacked(self) -> bool:
        """The numbers of two runs in a narrow plot need a row for each line, and so do large ones without lines."""
        return (bool(self.overlays.run_b) or self.is_brief) and self.width() < stacked_px * self.unit

    @property
    def number_px(self) -> int:
        """How large the numbers above the plot are."""
        return self.head.headline.strong.pixelSize() if self.head.headline is not None else 0

    def limit_numbers(self, most_px: float) -> None:
        """Write them no larger than this, so that all plots are alike."""
        if most_px != self._most_number_px:
            self._most_number_px = most_px
            self._say()

    def _titles_now(self) -> tuple[Title, ...]:
        """The longest first; for the unit a step that is pointed at, or that lines end at; and that two runs are."""
        titles, step = self.chart.titles or (Title(self._name),), self.hovered_step
        which = f"step {step:,.0f}" if step is not None else self.chart.ended
        aside = "  ".join(filter(None, (which, "A | B" if self.overlays.run_b else "")))
        return tuple(Title(title.words, aside) for title in titles) if aside else titles

    @property
    def hovered_step(self) -> float | None:
        """The step of the point nearest to the pointer; None while it is elsewhere."""
        return None if self._pointer_px is None else self._readings.nearest_step(self.step_at(self._pointer_px))

    # Where everything lies.

    def arrange(self) -> None:
        chart, axes = self.chart, (self.heights_axis, self.time_axis)
        arranged_for = (self.unit, self.size(), self.box.home[1], self._ends, chart.lines, chart.band)
        arranged_for += (
            self._has_theory,
            self._readings.has_lines,
            self.time_px,
            *(axis.numerals for axis in axes),
            self.time_axis.widest_px(),
        )
        if arranged_for != self._arranged_for:  # hardly ever, though the lines move with every picture
            self._arranged_for = arranged_for
            self._arrange_anew()
        self._say()

    def _arrange_anew(self) -> None:
        unit, bounds = self.unit, self.box.home[1]
        top_px = (head_px(self._is_stacked) + below_head_px) * unit
        height_px = max(10.0, self.height() - top_px - self.time_px * unit)
        right_px = max(self._fit_labels(height_px), self.time_axis.overhang_px())
        left_px = self.heights_axis.room_px(*bounds, height_px)
        sizes = unit, left_px, right_px, self.size(), self.time_px, self._is_stacked
        if sizes != self._sizes:
            self._sizes = sizes
            self.plot.set_margins(top=top_px, right=right_px)
            self.plot.set_axis_sizes(left=left_px, bottom=self.height() - round(top_px) - round(height_px))
            self.centralLayout.activate()
            self.plot.layout().activate()  # at once, for what follows depends on it
        for axis in (self.heights_axis, self.time_axis):
            axis.set_shown(self._readings.has_lines)
        numbers = self.heights_axis.numbers(*bounds, height_px) if self._readings.has_lines else []
        self.levels.set_data(*levels_of(self.chart, bounds, numbers, with_theory=self._has_theory))
        self.place_guest()

    def _fit_labels(self, height_px: float) -> float:
        """Write as much at the ends of lines as there is room for; gives what it takes at the right, px."""
        for brevity, share in brevities(self._ends, height_px):
            labels = labels_of(self._ends, brevity)
            width_px = self.labels.width_px(labels)
            if width_px <= share * self.width():
                break
        self.labels.set_data(labels)
        self.labels.setVisible(bool(labels))
        return width_px

    def _on_range_changed(self) -> None:
        if self._pointer_px is not None:
            self._show_points()
            self._say()


def _not_empty(span: Span) -> Span:
    return span[0], max(span[1], span[0] + 1.0)
