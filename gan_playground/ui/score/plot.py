"""One plot of the score in the hand: what is under the pointer, and what a press on it asks for."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QEnterEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gan_playground.lessons.glossary import terms_in
from gan_playground.ui.forecast.choice import OutcomeChoice
from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.view_entries import LayerEntry, ViewEntries
from gan_playground.ui.score.chart import Numerals
from gan_playground.ui.score.chart_view import ChartView, others, theory
from gan_playground.ui.score.enlarge_button import EnlargeButton
from gan_playground.ui.score.markers import told
from gan_playground.ui.theme.actions import stage_key
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.menu import Menu
from gan_playground.ui.widgets.throttle import Throttle

scrub_interval_ms = 40
line_reach_px = 6.0
button_air_px = 3
menu_tip = "Press to choose what is shown here; twice, to see it in the place of the stage."
fit_key, enlarge_key = (QKeySequence(stage_key(action))[0].key() for action in ("fit", "enlarge_plot"))


class ScorePlot(ChartView):
    """A chart that can be pointed at. A press goes to that step, and a drag through the run.

    Signals:
        chosen(str): another of the chart's choices is wanted.
        step_wanted(int): somebody pressed at a step, or drags to it.
        enlarge_wanted(): it is to take the place of the stage, or to give it back.
    """

    chosen = Signal(str)
    step_wanted = Signal(int)
    enlarge_wanted = Signal()

    def __init__(
        self,
        outcomes: OutcomeChoice,
        name: str,
        numerals: Numerals,
        bounds: Span | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, numerals, bounds, parent)
        self._outcomes = outcomes
        outcomes.pointed.connect(self.point_at)
        self._scrub_px: float | None = None
        self._asked: int | None = None
        self._title_pressed_s = -1.0
        self._is_bare = False
        self._scrub = Throttle(scrub_interval_ms, self)
        self._scrub.due.connect(self._ask_for_step)
        self.enlarge_button = EnlargeButton(name, self)
        self.enlarge_button.clicked.connect(self.enlarge_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pointer_moved.connect(self._on_pointer_moved)

    def reset(self) -> None:
        super().reset()
        self._end_scrub()

    def hide_tools(self) -> None:
        """Show nothing that only a hand could use."""
        self._is_bare = True
        self.enlarge_button.hide()

    # What is under the pointer.

    @Slot(object)
    def _on_pointer_moved(self, place: QPointF | None) -> None:
        self._pointer_px = None if place is None else place.x()
        if self._scrub_px is not None and place is not None:
            self._scrub_px = place.x()
            self._scrub.trigger()
        else:
            self._point(place)
        self._show_points()
        self._say()

    def _point(self, place: QPointF | None) -> None:
        """Say what is under the pointer."""
        outcome = None if place is None else self.outcome_at(place)
        over_menu = place is not None and place.y() < self.box_px.top() and len(self.chart.choices) > 1
        if outcome != self.pointed:
            self._outcomes.point_at(outcome)
        presses = over_menu or outcome is not None
        shape = Qt.CursorShape.PointingHandCursor if presses else Qt.CursorShape.ArrowCursor
        if shape != self.viewport().cursor().shape():
            self.viewport().setCursor(shape)
        if place is not None:
            self.setToolTip(menu_tip if over_menu else self.tooltip_at(place.x()))

    def outcome_at(self, place: QPointF) -> int | None:
        """The outcome whose word or line is here."""
        if not any(overlay.choice is not None for overlay in self.overlays.overlays):
            return None
        label = self.labels.label_at(place)
        if label is not None or not self.box_px.contains(place):
            return label.key if label is not None else None  # type: ignore[return-value]
        step = self.step_at(place.x())
        near = [
            (abs(self.place_of(step, height).y() - place.y()), curve.overlay.choice)
            for curve in self.overlays
            if curve.overlay.choice is not None and (height := curve.height_at(step)) is not None
        ]
        distance, choice = min(near, default=(float("inf"), None))
        return choice if distance <= line_reach_px * self.unit else None

    def tooltip_at(self, x_px: float) -> str:
        """The outcome that is pointed at, or what happened here, or else what this plot shows."""
        if self.pointed is not None:
            return next(overlay.words for overlay in self.overlays.overlays if overlay.choice == self.pointed)
        words = self.chart.titles[0].words if self.chart.titles else ""
        meanings = [place.term.meaning for place in terms_in(words)]
        return told(self.marks.near(x_px)) or "\n".join((self.chart.explanation, *meanings[:1]))

    # What a press asks for.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the title, what else could be shown here; on an outcome, that one; elsewhere, the step."""
        super().mousePressEvent(event)
        place = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return
        if place.y() < self.box_px.top():
            self._press_title()
        elif (outcome := self.outcome_at(place)) is not None:
            self._outcomes.choose(outcome)
        elif self.chart.series and place.x() <= self.box_px.right() + 1:
            self._scrub_px = place.x()
            self._scrub.trigger()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._ask_for_step()  # what the throttle may still hold back
            self._end_scrub()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and event.position().y() < self.box_px.top():
            self._press_title()

    def _press_title(self) -> None:
        """Once: what else could be shown here. Twice: it takes the place of the stage, or gives it back."""
        now_s, pressed_s = monotonic(), self._title_pressed_s
        self._title_pressed_s = now_s
        if now_s - pressed_s < QApplication.doubleClickInterval() / 1000:
            self._title_pressed_s = -1.0
            self.enlarge_wanted.emit()
        else:
            self.offer_choices()

    def _end_scrub(self) -> None:
        self._scrub.cancel()
        self._scrub_px = self._asked = None

    @Slot()
    def _ask_for_step(self) -> None:
        step = self.reachable_step(self._scrub_px) if self._scrub_px is not None else self._asked
        if step is not None and step != self._asked:
            self._asked = step
            self.step_wanted.emit(step)

    def reachable_step(self, x_px: float) -> int:
        """The step of this branch under a place, px."""
        first, _ = self.box.viewRange()[0]
        return round(min(max(self.step_at(x_px), first), self._readings.last_reachable))

    # The keyboard, while it is here.

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()  # before the keys of the window
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in (fit_key, enlarge_key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_own(event):
            (self.fit_by_hand if event.key() == fit_key else self.enlarge_wanted.emit)()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self.chart.choices:
            self.offer_choices()
        else:
            event.ignore()  # keys are the window's

    def fit_by_hand(self) -> None:
        """All steps again, in every plot."""
        self.box.fit()
        self.box.moved_by_hand.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._has_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._show_button()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._has_keyboard = False
        self._show_button()

    # Menus.

    def offer_choices(self) -> None:
        """Open the menu, if there is anything to choose."""
        if len(self.chart.choices) < 2:
            return
        menu = Menu(self)
        menu.setObjectName("measureMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        menu.installEventFilter(self)
        for name, title in self.chart.choices:
            menu.addAction(title).setData(name)
        menu.triggered.connect(self._choose)
        menu.popup(self.mapToGlobal(QPoint(0, round(self.box_px.top()))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The second press of a double click on the title comes to the menu that the first has opened."""
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if isinstance(watched, QMenu) and event.type() in presses and isinstance(event, QMouseEvent):
            place = self.mapFromGlobal(event.globalPosition())
            if not watched.rect().contains(event.position().toPoint()) and 0 <= place.y() < self.box_px.top():
                watched.close()
                self._press_title()
                return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())

    def add_entries(self, menu: QMenu) -> None:
        """What can be done with what is seen, for the plot's menu."""
        if self.chart.series and not self._is_bare:
            menu.addAction("Back to its place" if self._is_large else "Larger", self.enlarge_wanted.emit)
            ViewEntries(self.fit_by_hand, self.box.is_fitted, self._layers()).add_to(menu)

    def _layers(self) -> list[LayerEntry]:
        series = self.chart.series
        layers = [(line.key, f"Line of {line.name}") for line in series] if len(series) > 1 else []
        if self.chart.theory:
            layers.append((theory, "Theory"))
        if self.overlays.overlays:
            layers.append((others, "Other histories"))
        return [LayerEntry(key, title, key not in self.hidden, self._set_seen) for key, title in layers]

    def _set_seen(self, layer: str, seen: bool) -> None:
        self.set_hidden(self.hidden - {layer} if seen else self.hidden | {layer})

    # The button.

    def set_large(self, large: bool) -> None:
        super().set_large(large)
        self.enlarge_button.set_large(large)
        self._show_button()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.enlarge_button.set_theme(theme)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_button(entered=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_button()

    def _show_button(self, entered: bool = False) -> None:
        wanted = entered or self._is_large or self._has_keyboard
        self.enlarge_button.setVisible(wanted and not self._is_bare and bool(self.chart.series))
        self._say()

    def _arrange_anew(self) -> None:
        super()._arrange_anew()
        corner = self.box_px.topRight().toPoint()
        self.enlarge_button.move(corner.x() - self.enlarge_button.width() - button_air_px, corner.y() + button_air_px)
