"""One plot of the score: lines over time, with a headline, theory's lines, and marks where a knob was turned."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from gan_playground.gan.experiment import Edit
from gan_playground.ui.score_axes import Axes, nearest, thinned
from gan_playground.ui.score_charts import Chart, draws_the_same
from gan_playground.ui.score_headline import Entry, headline_text, paint_headline
from gan_playground.ui.score_range import SteadyRange
from gan_playground.ui.stages.geometry import ticks
from gan_playground.ui.strokes import dashed, draw_line, draw_strokes, flat_pen, tint
from gan_playground.ui.theme import DARK, Theme
from gan_playground.ui.wording import edit_sentence, ten_to

Align = Qt.AlignmentFlag

mark_reach_px = 7.0
mark_spacing_px = 3.0
most_edits_told = 5


class ScorePlot(QWidget):
    """Shows one Chart at a time; `chart` is what it shows.

    Signals: chosen(str) when another of the chart's choices is wanted.
    """

    chosen = Signal(str)

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
        self.edits: tuple[Edit, ...] = ()
        self._edit_steps = np.empty(0)
        self._titles, self._write = titles, write
        self._range = SteadyRange(bounds)
        self._from_start = True
        self._theme = DARK
        self._guest: QWidget | None = None
        self._pointer_px: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(titles[0])

    def show_chart(self, chart: Chart, edits: tuple[Edit, ...], from_start: bool) -> None:
        """`from_start`: the time axis begins at step 0, and not at the first point."""
        if draws_the_same(chart, self.chart) and from_start == self._from_start and edits is self.edits:
            return
        self.chart, self._from_start = chart, from_start
        if edits is not self.edits:
            self.edits = edits
            self._edit_steps = np.array([float(edit.step or 0) for edit in edits])
        self.setAccessibleDescription(headline_text(self.entries()))
        self.update()

    def reset(self) -> None:
        """A run begins."""
        self.chart, self.edits, self._edit_steps = Chart(()), (), np.empty(0)
        self._range.reset()
        self.update()

    def forget_range(self) -> None:
        """Another quantity comes, of another size."""
        self._range.reset()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def host(self, guest: QWidget | None) -> None:
        """Keep a small widget in the middle of the time axis, which has nothing to say there."""
        self._guest = guest
        if guest is not None and guest.parentWidget() is not self:
            guest.setParent(self)

    def entries(self) -> list[Entry]:
        """The numbers above the plot: of the frame, or of the step under the mouse."""
        step, chart = self.hovered_step, self.chart
        entries = []
        for line in chart.series:
            value = line.now if step is None else nearest(line.track, step)[1]
            entries.append(Entry(line.style, line.name, self._written(value)))
        if chart.floor is not None:
            entries.append(Entry(None, "floor", self._written(chart.floor)))
        if chart.ceiling is not None:
            entries.append(Entry(None, "at best", self._written(chart.ceiling)))
        return entries

    def _written(self, value: float) -> str:
        return (self.chart.write or self._write)(value)

    @property
    def hovered_step(self) -> float | None:
        """The step of the point nearest to the mouse; None while the mouse is elsewhere."""
        if self._pointer_px is None or not any(len(line.track.steps) for line in self.chart.series):
            return None
        longest = max((line.track for line in self.chart.series), key=lambda track: len(track.steps))
        return nearest(longest, self.axes().step_at(self._pointer_px))[0]

    def axes(self) -> Axes:
        """Where the plot lies, and which steps and heights it spans."""
        tracks = [line.track for line in self.chart.series if len(line.track.steps)]
        first = 0.0 if self._from_start else min((track.steps[0] for track in tracks), default=0.0)
        last = max((track.steps[-1] for track in tracks), default=first)
        values = np.concatenate([track.values for track in tracks]) if tracks else np.empty(0)
        always = self.chart.guides if self.chart.floor is None else (0.0, self.chart.floor)
        if self.chart.ceiling is not None:
            always = (*always, 0.0, 1.0)
        bounds = self._range.fit(values, always)
        if self.chart.logarithmic:  # whole powers of ten, one at least
            low, high = math.floor(bounds[0]), math.ceil(bounds[1])
            bounds = float(low), float(max(high, low + 1))
        return Axes.fit(self.width(), self.height(), (float(first), float(last)), bounds, values)

    def sizeHint(self) -> QSize:
        return QSize(260, 140)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 90)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter, self.axes())

    def _paint(self, painter: QPainter, axes: Axes) -> None:
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_theory(painter, axes)
        painter.setClipRect(axes.plot.adjusted(-1, -1, 1, 1))
        for line in self.chart.series:
            draw_line(painter, *thinned(line.track, axes), line.style, self._theme, axes.unit)
        painter.setClipping(False)
        self._name_decades(painter, axes)
        self._paint_time(painter, axes)
        self._paint_cut_off(painter, axes)
        titles, step = self.chart.titles or self._titles, self.hovered_step
        if step is not None:
            self._paint_hover(painter, axes, step)
            titles = (f"step {step:,.0f}",) * 2
        elif len(self.chart.choices) > 1:
            titles = (f"{titles[0]} ▾", f"{titles[1]} ▾")
        head = QRectF(0, 0, self.width(), axes.plot.top() - 4 * axes.unit)
        font = self._font(12.5 * axes.unit)
        paint_headline(painter, head, titles, self.entries(), self._theme, font, axes.unit)

    def _paint_theory(self, painter: QPainter, axes: Axes) -> None:
        """The band that nothing can get below, and dotted lines; the powers of ten of a logarithmic axis."""
        plot = axes.plot
        self._paint_decades(painter, axes)
        if self.chart.floor is not None:
            top = float(axes.y(np.array(self.chart.floor)))
            painter.fillRect(
                QRectF(plot.left(), top, plot.width(), plot.bottom() - top), tint(self._theme, "theory", 0.3)
            )
        if self.chart.ceiling is not None:
            bottom = float(axes.y(np.array(self.chart.ceiling)))
            painter.fillRect(
                QRectF(plot.left(), plot.top(), plot.width(), bottom - plot.top()), tint(self._theme, "theory", 0.3)
            )
        painter.setPen(flat_pen(tint(self._theme, "theory", 0.8), 1.2 * axes.unit))
        for guide in self.chart.guides:
            y = np.full(2, float(axes.y(np.array(guide))))
            ends = np.array([plot.left(), plot.right()])
            draw_strokes(painter, dashed(ends, y, 1.5 * axes.unit, 3.5 * axes.unit))

    def _decades(self, axes: Axes) -> list[tuple[int, float]]:
        """Whole powers of ten with their heights, as few as are needed to read a logarithmic axis."""
        if not self.chart.logarithmic:
            return []
        heights = [
            (int(value), float(axes.y(np.array(value)))) for value in ticks(*axes.bounds, most=3) if value % 1 == 0
        ]
        return [(exponent, y) for exponent, y in heights if axes.plot.top() <= y <= axes.plot.bottom()]

    def _paint_decades(self, painter: QPainter, axes: Axes) -> None:
        painter.setPen(QPen(self._theme.color("outline"), 1))
        for _, y in self._decades(axes):
            painter.drawLine(QLineF(axes.plot.left(), y, axes.plot.right(), y))

    def _name_decades(self, painter: QPainter, axes: Axes) -> None:
        """Over the lines, on patches of the surface, so that they can be read."""
        plot, unit = axes.plot, axes.unit
        painter.setFont(self._font(10.5 * unit))
        painter.setPen(self._theme.color("muted"))
        for exponent, y in self._decades(axes):
            words = ten_to(exponent)
            top = min(max(y - 7 * unit, plot.top()), plot.bottom() - 14 * unit)
            patch = QRectF(
                plot.left(), top, QFontMetricsF(painter.font()).horizontalAdvance(words) + 6 * unit, 14 * unit
            )
            painter.fillRect(patch.adjusted(0, -1, 0, 0), self._theme.color("surface"))
            painter.drawText(patch, Align.AlignLeft | Align.AlignVCenter, words)

    def _paint_time(self, painter: QPainter, axes: Axes) -> None:
        """The first and the last step, and a mark where a knob was turned."""
        plot, unit, theme = axes.plot, axes.unit, self._theme
        painter.setPen(QPen(theme.color("outline"), 1))
        y = np.floor(plot.bottom() + 3 * unit) + 0.5
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
        row = QRectF(plot.left(), y, plot.width(), self.height() - y)
        painter.setFont(self._font(11.5 * unit))
        painter.setPen(theme.color("muted"))
        if self.chart.series:
            painter.drawText(row, Align.AlignLeft | Align.AlignBottom, f"{axes.span[0]:,.0f}")
            painter.drawText(row, Align.AlignRight | Align.AlignBottom, f"{axes.span[1]:,.0f}")
        painter.setPen(Qt.PenStyle.NoPen)
        for x, edit in self._marks(axes):
            painter.setBrush(theme.color(_players.get(edit.knob.partition(".")[0], "muted")))
            corners = [
                QPointF(x, y - 5 * unit),
                QPointF(x - 4 * unit, y + 2 * unit),
                QPointF(x + 4 * unit, y + 2 * unit),
            ]
            painter.drawPolygon(QPolygonF(corners))

    def _marks(self, axes: Axes) -> list[tuple[float, Edit]]:
        """Where edits are marked; of those that would cover one another only the last."""
        inside = self._edits_inside(axes)
        x = axes.x(self._edit_steps[inside])
        _, last = np.unique(np.round(x[::-1] / mark_spacing_px), return_index=True)
        return [(float(x[-1 - i]), self.edits[inside[-1 - i]]) for i in last]

    def _edits_inside(self, axes: Axes) -> NDArray[np.intp]:
        """The places in `edits` of those whose step is in the plot."""
        first, end = axes.span
        return np.flatnonzero((self._edit_steps >= first) & (self._edit_steps <= end))

    def edits_at(self, pixel: float) -> list[Edit]:
        """The edits marked near this pixel, in the order they were made."""
        axes = self.axes()
        inside = self._edits_inside(axes)
        near = np.abs(axes.x(self._edit_steps[inside]) - pixel) <= mark_reach_px * axes.unit
        return [self.edits[i] for i in inside[near]]

    def _paint_cut_off(self, painter: QPainter, axes: Axes) -> None:
        """Say so where a value lies beyond the bounds."""
        painter.setFont(self._font(11 * axes.unit))
        painter.setPen(self._theme.color("muted"))
        if axes.highest > axes.bounds[1] * (1 + 1e-9):
            painter.drawText(axes.plot, Align.AlignHCenter | Align.AlignTop, f"↑ up to {self._written(axes.highest)}")
        if axes.lowest < axes.bounds[0] - 1e-9 * abs(axes.bounds[0]):
            painter.drawText(
                axes.plot, Align.AlignHCenter | Align.AlignBottom, f"↓ down to {self._written(axes.lowest)}"
            )

    def _paint_hover(self, painter: QPainter, axes: Axes, step: float) -> None:
        """An upright line, and a dot on each line at its nearest point."""
        x = float(axes.x(np.array(step)))
        painter.setPen(QPen(self._theme.color("muted"), 1))
        painter.drawLine(QLineF(x, axes.plot.top(), x, axes.plot.bottom()))
        painter.setPen(QPen(self._theme.color("surface"), 1.5))
        for line in self.chart.series:
            at, value = nearest(line.track, step)
            if np.isfinite(value):
                place = QPointF(float(axes.x(np.array(at))), float(axes.y(np.array(value))))
                painter.setBrush(self._theme.color(line.style.role))
                painter.drawEllipse(place, 3.2 * axes.unit, 3.2 * axes.unit)

    def _font(self, size_px: float) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(size_px))
        return font

    def place_guest(self) -> None:
        """Put the hosted widget where it belongs; it must be told when the guest's size changes."""
        if self._guest:
            size = self._guest.sizeHint()
            left, top = (self.width() - size.width()) // 2, self.height() - size.height()
            self._guest.setGeometry(left, top, size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place_guest()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer_px = event.position().x()
        self.setToolTip(self.tooltip_at(self._pointer_px))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the title, what else could be shown here."""
        if event.button() is Qt.MouseButton.LeftButton and event.position().y() < self.axes().plot.top():
            self.offer_choices()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self.chart.choices:
            self.offer_choices()
        else:
            super().keyPressEvent(event)

    def offer_choices(self) -> None:
        """Open the menu, if there is anything to choose."""
        if len(self.chart.choices) < 2:
            return
        menu = QMenu(self)
        menu.setObjectName("measureMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, title in self.chart.choices:
            menu.addAction(title).setData(name)
        menu.triggered.connect(self._choose)
        menu.popup(self.mapToGlobal(QPoint(0, round(self.axes().plot.top()))))

    @Slot(object)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer_px = None
        self.update()

    def tooltip_at(self, pixel: float) -> str:
        """What was changed here, or else what this plot shows."""
        edits = self.edits_at(pixel)
        if not edits:
            return self.chart.explanation
        told = [edit_sentence(edit) for edit in edits[-most_edits_told:]]
        if len(edits) > most_edits_told:
            told.insert(0, f"{len(edits) - most_edits_told} earlier changes")
        return "\n".join(told)


_players = {"generator": "generated", "discriminator": "discriminator"}
