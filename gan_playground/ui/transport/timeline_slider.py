"""The run's past as a slider: where it is now, and how to any step before."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.knobs.control import tooltip
from gan_playground.ui.plot.spoken import Spoken
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.transport.markers import MarkIndex, TimelineMark, marks_of, told
from gan_playground.ui.transport.timeline_paint import (
    StepAxis,
    edge_px,
    handle_radius_px,
    paint_edits,
    paint_handle,
    paint_marks,
    paint_pointer,
    paint_track,
)
from gan_playground.ui.widgets.slider import Slider

height_px, touch_height_px = 36, 44
track_below_middle_px = 4  # more is marked above the track than below it
snap_px, still_px = 5.0, 3.0
what_it_does = "Go to any step of the past (← → one step, PgUp PgDown from mark to mark, Home End)"


class TimelineSlider(Slider):
    """Its value is a step. `show_summary` and `show_step` tell it what is so, and emit nothing.

    is_awaited: tells whether the run is still on its way to where the last move has asked it to be.
    Signals: step_wanted(int) for every other change of its value: by hand, by key, by setValue.
    """

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.setObjectName("timelineSlider")
        self.setAccessibleName("Timeline")
        self.setToolTip(what_it_does)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.is_past = False
        self._marks = MarkIndex()
        self.spoken = Spoken(self, self._what_is_seen)
        self._theme = DARK
        self._pointer_px: float | None = None
        self._pressed_px: float | None = None  # until the hand has moved
        self._grip_px = 0.0
        self.is_awaited: Callable[[], bool] = bool
        self._has_asked = False
        self._told = 0, 0, 0  # the first step, the last one, and where the run is
        self.sliderReleased.connect(self._show_told)
        self.set_exhibit(False)
        self.valueChanged.connect(self._on_moved)

    @property
    def axis(self) -> StepAxis:
        """Where the steps lie."""
        return StepAxis(self.minimum(), self.maximum(), edge_px, self.width() - edge_px)

    # What is shown.

    def show_summary(self, summary: TimelineSummary) -> None:
        """Another past, or more of it."""
        marks = marks_of(summary)
        self._marks = MarkIndex(marks)
        self.update()
        self._told = summary.first_step, summary.present.last_step, summary.step
        self._show_told()
        self.spoken.renew()

    def _what_is_seen(self) -> str:
        """Where in its past the run is, and what happened on the way."""
        return "\n".join(
            (f"Step {self.value():,} of {self.maximum():,}.", *told(self._marks.between(-math.inf, math.inf)))
        )

    def show_nothing(self) -> None:
        """There is no past."""
        self._marks = MarkIndex()
        self._told, self._has_asked = (0, 0, 0), False
        self.setSliderDown(False)
        self._show_told()
        self.update()

    def show_step(self, step: int) -> None:
        """Where the run is; it may have come further than it ever did. A step alone leads nobody into the past."""
        (first, last, _), was_past = self._told, self.is_past
        self._told = first, max(step, last), step
        self._show_told()
        self.spoken.renew()
        self.is_past = self.is_past and was_past  # a frame a little older than the summary is no journey

    @Slot()
    def _show_told(self) -> None:
        """Not while it is held: what came meanwhile is shown when it is let go."""
        if not self.isSliderDown():
            first, last, step = self._told
            self._show(first, last, self._value_for(step))

    def _value_for(self, step: int) -> int:
        """The step itself, unless it is older than the last move: the hand is not to be pulled back."""
        self._has_asked = self._has_asked and self.is_awaited()
        return self.value() if self._has_asked else step

    def _show(self, first: int, last: int, step: int) -> None:
        with QSignalBlocker(self):
            self.setRange(first, last)
            self.setValue(step)
        self.is_past = step < last

    @Slot(int)
    def _on_moved(self, step: int) -> None:
        self._has_asked = True
        self.is_past = step < self.maximum()
        self.step_wanted.emit(step)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_exhibit(self, exhibit: bool) -> None:
        self.setFixedHeight(touch_height_px if exhibit else height_px)

    # Marks.

    def step_at(self, x: float) -> int:
        """The step that a click here means: a mark's, where one is near."""
        here, _ = self.axis.between(x, x)
        nearest = min((mark.step for mark in self._marks_at(x)), key=lambda step: abs(step - here), default=None)
        return self.axis.step_at(x) if nearest is None else min(nearest, self.maximum())

    def step_told(self, x: float) -> int:
        """The step that is told at the pointer: at the handle, which no press there moves, that of the run."""
        return self.value() if self.isSliderDown() or self._is_handle(x) else self.step_at(x)

    def words_at(self, x: float) -> list[str]:
        """What is marked here, or else what the slider does."""
        return told(self._marks_at(x)) or [what_it_does]

    def _marks_at(self, x: float) -> tuple[TimelineMark, ...]:
        return self._marks.between(*self.axis.between(x - snap_px, x + snap_px))

    def _mark_before(self) -> int:
        before = self._marks.before(self.value())
        return self.minimum() if before is None else before

    def _mark_after(self) -> int:
        after = self._marks.after(self.value())
        return self.maximum() if after is None else after

    # The hand.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        jumps = {Qt.Key.Key_PageUp: self._mark_before, Qt.Key.Key_PageDown: self._mark_after}
        if event.key() in jumps:
            self.setValue(jumps[Qt.Key(event.key())]())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x = event.position().x()
        held = self._is_handle(x)
        self._grip_px, self._pressed_px = self.axis.x(self.value()) - x if held else 0.0, x
        self.setSliderDown(True)
        if not held:
            self.setSliderPosition(self.step_at(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self.isSliderDown():
            self._drag(x)
        self._point(x)

    def _drag(self, x: float) -> None:
        """Follow the hand, once it has moved enough not to be a click."""
        if self._pressed_px is not None and abs(x - self._pressed_px) <= still_px:
            return
        self._pressed_px = None
        self.setSliderPosition(self.axis.step_at(x + self._grip_px))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.update()

    def _is_handle(self, x: float) -> bool:
        """Whether a press here takes hold, and moves nothing."""
        return abs(x - self.axis.x(self.value())) <= handle_radius_px

    def _point(self, x: float) -> None:
        self._pointer_px = x
        self.setToolTip(tooltip(*self.words_at(x)))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer_px = None
        self.update()

    # The look.

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        axis, theme = self.axis, self._theme
        y = self.height() / 2 + track_below_middle_px
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_track(painter, axis, self.value(), y, theme)
            paint_edits(painter, axis, self._marks.edit_steps, y, theme)
            paint_marks(painter, axis, self._marks.singly, y, theme)
            paint_handle(painter, QPointF(axis.x(self.value()), y), self.hasFocus(), theme)
            if self._pointer_px is not None:
                self._paint_pointer(painter, axis, y, self._pointer_px)

    def _paint_pointer(self, painter: QPainter, axis: StepAxis, y: float, pointer_px: float) -> None:
        font = QFont(self.font())
        font.setPixelSize(scaled(11))
        painter.setFont(font)
        step = self.step_told(pointer_px)
        room = QRectF(0, 1, self.width(), self.height() - 2)
        paint_pointer(painter, QPointF(axis.x(step), y), step, room, self._theme)
