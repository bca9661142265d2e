"""One plot of the score in the hand: what is under the mouse, and what a press on it asks for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gan_playground.ui.score.figure import ScoreFigure
from gan_playground.ui.score.marks import told
from gan_playground.ui.score.tags import choice_at
from gan_playground.ui.widgets.menu import Menu
from gan_playground.ui.widgets.throttle import Throttle

scrub_interval_ms = 40
line_reach_px = 6.0


class ScorePlot(ScoreFigure):
    """A figure that can be pointed at.

    Signals:
        chosen(str): another of the chart's choices is wanted.
        step_wanted(int): somebody pressed at a step, or drags to it.
        future_chosen(int): somebody takes a future.
        future_pointed(object): the mouse is on a future, by its number, or on none.
    """

    chosen = Signal(str)
    step_wanted = Signal(int)
    outcome_chosen = Signal(int)
    outcome_pointed = Signal(object)

    def __init__(
        self,
        titles: tuple[str, str],
        write: Callable[[float], str],
        bounds: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(titles, write, bounds, parent)
        self._scrub_px: float | None = None
        self._asked: int | None = None
        self._scrub = Throttle(scrub_interval_ms, self)
        self._scrub.due.connect(self._ask_for_step)
        self.setMouseTracking(True)

    def reset(self) -> None:
        super().reset()
        self._end_scrub()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer_px = event.position().x()
        if self._scrub_px is not None:
            self._scrub_px = self._pointer_px
            self._scrub.trigger()
        else:
            self._point(event.position())
        self.update()

    def _point(self, place: QPointF) -> None:
        """Say what is under the mouse."""
        outcome = self.outcome_at(place)
        if outcome != self.pointed:
            self.outcome_pointed.emit(outcome)
            self.setCursor(Qt.CursorShape.ArrowCursor if outcome is None else Qt.CursorShape.PointingHandCursor)
        self.point_at(outcome)
        self.setToolTip(self.tooltip_at(place.x()))

    def outcome_at(self, place: QPointF) -> int | None:
        """The future whose word or line is here."""
        if not any(bundle.strand.choice is not None for bundle in self._lines.bundles):
            return None
        axes = self.axes()
        choice = choice_at(self.tags(axes), place)
        if choice is not None or not axes.plot.contains(place):
            return choice
        return self._lines.outcome_at(axes, place, line_reach_px * axes.unit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the title, what else could be shown here; on a future, that one; elsewhere, the step."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        outcome = self.outcome_at(event.position())
        if event.position().y() < self.axes().plot.top():
            self.offer_choices()
        elif outcome is not None:
            self.outcome_chosen.emit(outcome)
        elif self.chart.series and event.position().x() <= self.axes().plot.right() + 1:
            self._scrub_px = event.position().x()
            self._scrub.trigger()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._ask_for_step()  # what the throttle may still hold back
            self._end_scrub()

    def _end_scrub(self) -> None:
        self._scrub.cancel()
        self._scrub_px = self._asked = None

    @Slot()
    def _ask_for_step(self) -> None:
        step = self.step_at(self._scrub_px) if self._scrub_px is not None else self._asked
        if step is not None and step != self._asked:
            self._asked = step
            self.step_wanted.emit(step)

    def step_at(self, pixel: float) -> int:
        """The step of this branch under a pixel."""
        axes = self.axes()
        return round(min(max(axes.step_at(pixel), axes.span[0]), self.last_reachable))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self.chart.choices:
            self.offer_choices()
        else:
            super().keyPressEvent(event)

    def offer_choices(self) -> None:
        """Open the menu, if there is anything to choose."""
        if len(self.chart.choices) < 2:
            return
        menu = Menu(self)
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
        if self.pointed is not None:
            self.outcome_pointed.emit(None)
        self.point_at(None)
        self.update()

    def tooltip_at(self, pixel: float) -> str:
        """The future that is pointed at, or what happened here, or else what this plot shows."""
        if self.pointed is not None:
            return next(b.strand.words for b in self._lines.bundles if b.strand.choice == self.pointed)
        return told(self.marks.near(self.axes(), pixel)) or self.chart.explanation
