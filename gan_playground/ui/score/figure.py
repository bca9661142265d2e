"""The picture of one plot of the score: lines over time, with a headline, theory's lines, other histories and marks."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.observe.frame import Track
from gan_playground.ui.plot.strokes import draw_line
from gan_playground.ui.score.axes import Axes, nearest, plot_height, thinned, unit_of
from gan_playground.ui.score.backdrop import Backdrop
from gan_playground.ui.score.charts import Chart, draws_the_same
from gan_playground.ui.score.drawing import (
    ScoreScene,
    name_decades,
    paint_cut_off,
    paint_hover,
    paint_last_step,
    paint_now,
    step_size_px,
    step_words,
    time_height,
)
from gan_playground.ui.score.headline import Headline, HeadlineEntry, headline_text, laid_out, paint_words, pair
from gan_playground.ui.score.line_tags import tags_of, words_of
from gan_playground.ui.score.lines import StrandLines
from gan_playground.ui.score.marks import Marks
from gan_playground.ui.score.range import SteadyRange
from gan_playground.ui.score.shadows import Shadows, dot_ends
from gan_playground.ui.score.strands import NOBODY, Others, recent_steps
from gan_playground.ui.score.tags import Gutter, Placed, gutter_for, paint_tags, placed, tag_size_px
from gan_playground.ui.score.text import sized, width_px
from gan_playground.ui.theme.theme import DARK, Theme

now_distance_px = 4.0
guest_air_px = 6
raised_px = 3.0  # by which marks stand above the time axis, so that no guest cuts off their feet
headline_size_px = 12.5


class ScoreFigure(QWidget):
    """Draws one Chart at a time; `chart` is what it shows, and `pointed` the future that stands out."""

    def __init__(
        self,
        titles: tuple[str, str],
        write: Callable[[float], str],
        bounds: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`titles`: in full, and for narrow cards. `write` puts a value into words. `bounds`: fixed heights."""
        super().__init__(parent)
        self.chart = Chart(())
        self.marks = Marks()
        self.pointed: int | None = None
        self._lines, self._shadows, self._backdrop = StrandLines(), Shadows(), Backdrop()
        self._run_b_now: tuple[float, ...] = ()
        self._titles, self._write = titles, write
        self._range = SteadyRange(bounds)
        self._from_start = True
        self._theme = DARK
        self._guest: QWidget | None = None
        self._pointer_px: float | None = None
        self._entries_now: list[HeadlineEntry] = []
        self._most_number_px = math.inf
        self._axes: Axes | None = None
        self._gutter_now: Gutter | None = None
        self._tags: tuple[Axes | None, list[Placed]] = (None, [])
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(titles[0])

    def show_chart(self, chart: Chart, marks: Marks, from_start: bool, others: Others = NOBODY) -> None:
        """`from_start`: the time axis begins at step 0, and not at the first point."""
        others_changed = self._lines.take(chart, others.strands) or others.run_b_now != self._run_b_now
        same_view = from_start == self._from_start and marks is self.marks
        if not others_changed and same_view and draws_the_same(chart, self.chart):
            return
        self.chart, self.marks, self._from_start = chart, marks, from_start
        self._run_b_now = others.run_b_now
        self._rearrange()
        self.place_guest()
        self._entries_now = self._entries_at(None)
        self.setAccessibleDescription(headline_text(self.entries()))

    def reset(self) -> None:
        """A run begins."""
        self.chart, self.marks, self._run_b_now, self.pointed = Chart(()), Marks(), (), None
        self._lines, self._entries_now = StrandLines(), []
        self._range.reset()
        self._rearrange()

    def forget_range(self) -> None:
        """Another quantity comes, of another size."""
        self._range.reset()
        self._rearrange()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def host(self, guest: QWidget | None) -> None:
        """Keep a small widget in the middle of the time axis, which has nothing to say there."""
        self._guest = guest
        if guest is not None and guest.parentWidget() is not self:
            guest.setParent(self)

    def point_at(self, outcome: int | None) -> None:
        """Let one future stand out; None: none."""
        if outcome != self.pointed:
            self.pointed = outcome
            self.update()

    # The numbers above the plot.

    def entries(self) -> list[HeadlineEntry]:
        """Of the frame, or of the step under the mouse; of two runs, both."""
        step = self.hovered_step
        return self._entries_now if step is None else self._entries_at(step)

    def _entries_at(self, step: float | None) -> list[HeadlineEntry]:
        chart = self.chart
        entries = [
            HeadlineEntry(line.style, line.name, reduce(pair, map(self._written, self._values(i, step))))
            for i, line in enumerate(chart.series)
        ]
        if chart.floor is not None:
            entries.append(HeadlineEntry(None, "floor", self._written(chart.floor)))
        if chart.ceiling is not None:
            entries.append(HeadlineEntry(None, "at best", self._written(chart.ceiling)))
        return entries

    def _values(self, index: int, step: float | None) -> tuple[float, ...]:
        """Of one line: the run's value, and the run B's, if there is one."""
        run_b = self._lines.run_b
        if step is None:
            return (self.chart.series[index].now, *self._run_b_now[index : index + 1])
        own = nearest(self._track_at(index, step), step)[1]
        return (own,) if run_b is None else (own, nearest(run_b.lines[index].track, step)[1])

    def _track_at(self, index: int, step: float) -> Track:
        """The line of the run itself, or after the present what lies ahead."""
        ahead = self._lines.ahead
        own = self.chart.series[index].track
        return own if ahead is None or step <= self.now_step else ahead.lines[index].track

    def _written(self, value: float) -> str:
        return (self.chart.write or self._write)(value)

    def _headline(self) -> Headline:
        axes = self.axes()
        row = QRectF(0, 0, self.width(), axes.plot.top() - 4 * axes.unit)
        font = self._font(headline_size_px * axes.unit)
        return laid_out(row, self._titles_now(), self.entries(), font, axes.unit, self._most_number_px)

    @property
    def number_px(self) -> int:
        """How large the numbers above the plot are."""
        return self._headline().strong.pixelSize()

    def limit_numbers(self, most_px: float) -> None:
        """Write them no larger than this, so that all plots are alike."""
        if most_px != self._most_number_px:
            self._most_number_px = most_px
            self.update()

    def _titles_now(self) -> tuple[str, ...]:
        """From the longest to the shortest."""
        titles: tuple[str, ...]
        if self.hovered_step is not None:
            titles = (f"step {self.hovered_step:,.0f}",)
        else:
            more = " ▾" if len(self.chart.choices) > 1 else ""
            titles = tuple(f"{title}{more}" for title in self.chart.titles or self._titles)
        if self._lines.run_b is not None:
            titles = (*(f"{title}  A | B" for title in titles), *titles)
        return titles

    # Where everything lies.

    @property
    def now_step(self) -> float:
        """Where the run is, which all plots agree on: some lines get their newest points later than others."""
        tracks = (line.track for line in self.chart.series)
        return max(self.chart.step, *(float(track.steps[-1]) for track in tracks if len(track.steps)), 0.0)

    @property
    def last_reachable(self) -> float:
        """The last step that one can go to on this branch."""
        ahead = self._lines.ahead
        return self.now_step if ahead is None else max(self.now_step, ahead.last_step)

    @property
    def hovered_step(self) -> float | None:
        """The step of the point nearest to the mouse; None while the mouse is elsewhere."""
        if self._pointer_px is None or not any(len(line.track.steps) for line in self.chart.series):
            return None
        step = self.axes().step_at(self._pointer_px)
        tracks = (self._track_at(i, step) for i in range(len(self.chart.series)))
        return nearest(max(tracks, key=lambda track: len(track.steps)), step)[0]

    def _rearrange(self) -> None:
        """What is drawn has changed, or the room for it."""
        self._axes = self._gutter_now = None
        self.update()

    def axes(self) -> Axes:
        """Where the plot lies, and which steps and heights it spans; the same object until something changes."""
        if self._axes is None:
            self._axes = self._fitted_axes()
        return self._axes

    def _fitted_axes(self) -> Axes:
        tracks = [line.track for line in self.chart.series if len(line.track.steps)]
        first = 0.0 if self._from_start else min((track.steps[0] for track in tracks), default=0.0)
        values = np.concatenate([track.values for track in tracks]) if tracks else np.empty(0)
        always = self.chart.guides if self.chart.floor is None else (0.0, self.chart.floor)
        if self.chart.ceiling is not None:
            always = (*always, 0.0, 1.0)
        always += tuple(height for pair in self._lines.heights(counts=True) for height in pair)
        bounds = self._range.fit(values, always, self._lines.heights(counts=False))
        if self.chart.logarithmic:  # whole powers of ten, one at least
            low, high = math.floor(bounds[0]), math.ceil(bounds[1])
            bounds = float(low), float(max(high, low + 1))
        span = float(first), self._last_step(first)
        return Axes.fit(self.width(), self.height(), span, bounds, values, self._gutter().width)

    def _last_step(self, first: float) -> float:
        own = max(self.now_step, first)
        furthest = own + (math.inf if self._from_start else recent_steps)
        return max(own, min(self._lines.last_step, furthest))

    def _gutter(self) -> Gutter:
        if self._gutter_now is None:
            self._gutter_now = self._fitted_gutter()
        return self._gutter_now

    def _fitted_gutter(self) -> Gutter:
        unit = unit_of(self.height())
        height, font = plot_height(self.height()), self._font(tag_size_px * unit)
        return gutter_for(words_of(self._lines, self.chart), font, self.width(), height, unit)

    def tags(self, axes: Axes) -> list[Placed]:
        """The words at the ends of lines, where they are written."""
        if self._tags[0] is not axes:
            tags = tags_of(self._lines, self.chart, axes)
            self._tags = axes, placed(tags, axes.plot, self._gutter(), axes.unit)
        return self._tags[1]

    def sizeHint(self) -> QSize:
        return QSize(260, 140)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 90)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter, ScoreScene(self.chart, self.axes(), self._theme, self.font(), self._written))

    def _paint(self, painter: QPainter, scene: ScoreScene) -> None:
        axes, theme = scene.axes, self._theme
        headline = self._headline()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._backdrop.paint(painter, scene, headline, self.size().toSizeF())
        self._paint_lines(painter, axes)
        name_decades(painter, scene)
        paint_last_step(painter, scene, self._right_of_time(), self.height())
        self.marks.paint(painter, axes, time_height(axes) - raised_px * axes.unit, theme)
        now = paint_now(painter, scene, self.now_step) if self._shows_more_than_now(axes) else QRectF()
        paint_cut_off(painter, scene, now)
        if axes.gutter:
            paint_tags(painter, self.tags(axes), scene.font(tag_size_px), theme, self.pointed)
        if self.hovered_step is not None:
            self._paint_hover(painter, scene, self.hovered_step)
        paint_words(painter, headline, theme)

    def _paint_lines(self, painter: QPainter, axes: Axes) -> None:
        """Those of other histories behind, the run's own before them."""
        painter.setClipRect(axes.plot.adjusted(-1, -1, 1, 1))
        self._shadows.paint(painter, self._lines.bundles, axes, self._theme, self.pointed)
        for line in self.chart.series:
            draw_line(painter, *thinned(line.track, axes), line.style, self._theme, axes.unit)
        painter.setClipping(False)
        if (outcome := self._lines.outcome(self.pointed)) is not None:
            dot_ends(painter, outcome, axes, self._theme)

    def _shows_more_than_now(self, axes: Axes) -> bool:
        """Whether other times of this run are seen after its present."""
        others = any(not bundle.strand.runs_alongside for bundle in self._lines.bundles)
        return others and axes.plot.right() - float(axes.x(np.array(self.now_step))) > now_distance_px * axes.unit

    def _paint_hover(self, painter: QPainter, scene: ScoreScene, step: float) -> None:
        tracks = (self._track_at(i, step) for i in range(len(self.chart.series)))
        paint_hover(painter, scene, step, [nearest(track, step) for track in tracks])

    def _font(self, size_px: float) -> QFont:
        return sized(self.font(), round(size_px))

    def place_guest(self) -> None:
        """Put the hosted widget where it belongs; it must be told when the guest's size changes."""
        if self._guest:
            size = self._guest.sizeHint()
            left, top = self._left_of_guest(size.width()), self.height() - size.height()
            self._guest.setGeometry(left, top, size.width(), size.height())

    def _left_of_guest(self, width: int) -> int:
        """In the middle between the first step and the last; where these leave no room, flush right."""
        axes, room = self.axes(), self.width() - round(self._gutter().width)
        font, left = self._font(step_size_px * axes.unit), (room - width) // 2
        widest = max(width_px(step_words(step), font) for step in axes.span)
        return left if left >= widest + guest_air_px else self.width() - width

    def _right_of_time(self) -> float:
        """How far right the last step may be written."""
        guest = self._guest
        if guest is None or guest.isHidden() or guest.geometry().right() < self.width() - 1:
            return self.width()
        return guest.x() - guest_air_px

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rearrange()
        self.place_guest()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._rearrange()
