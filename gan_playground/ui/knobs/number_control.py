"""A number: its title, a field to type in, and a slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractSlider, QLabel, QLineEdit, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.ui.knobs.control import Control, player_of
from gan_playground.ui.knobs.knob_line import KnobLine
from gan_playground.ui.knobs.scale import Number, nearest, stops
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import written
from gan_playground.ui.widgets.slider import Slider

rest_ms = 400
field_width_px, field_air_px = 84, 10
directions = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class NumberField(QLineEdit):
    """A number that a click takes whole; up and down turn the slider, Escape takes back what was typed.

    Signals: stepped(int) +1 or -1; abandoned().
    """

    stepped = Signal(int)
    abandoned = Signal()
    _is_entered = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._is_entered = event.reason() is Qt.FocusReason.MouseFocusReason

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The press that brought the keyboard here takes all; the next one is for a place among the figures."""
        super().mousePressEvent(event)
        if self._is_entered:
            self.selectAll()
        self._is_entered = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word ends at a point or a minus, a number does not."""
        super().mouseDoubleClickEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in directions:
            self.stepped.emit(directions[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to what is being typed, before it leaves full screen."""
        if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)


class NumberControl(Control):
    """A slider over the knob's range, and a field that takes any value in it.

    A live knob is turned at every position of a drag; one that restarts the run on release, or after a rest.
    """

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(knob, parent)
        self._stops = stops(knob)
        self._auto: float | None = None
        self._longest = self._longest_text()
        if "auto" in knob.named.values():
            self.heeds = ("data.kind",)
        self._unit = QLabel(knob.unit, self, visible=False)
        self._unit.setProperty("role", "caption")
        self.field = self._make_field()
        self.slider = self._make_slider()
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self._settle)
        parts = (self.field, self._unit) if knob.unit else (self.field,)
        self._hold(KnobLine(self.title, parts, self.slider))
        self._introduce(self.slider)
        self.show_value(self._stops[0])

    def _make_field(self) -> NumberField:
        field = NumberField(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setProperty("inline", True)
        field.setMaximumWidth(scaled(field_width_px))
        field.setObjectName(f"{self.knob.path}.field")
        field.setAccessibleName(f"{self.knob.title}, typed")
        field.setAccessibleDescription(" ".join(self._details()))
        field.editingFinished.connect(self._read_field)
        field.returnPressed.connect(self._leave_field)
        field.textEdited.connect(self.forget_problem)
        field.stepped.connect(self._step)
        field.abandoned.connect(self._abandon)
        return field

    def _make_slider(self) -> Slider:
        slider = Slider(len(self._stops))
        slider.setProperty("player", player_of(self.knob))
        slider.valueChanged.connect(self._slide)
        slider.sliderReleased.connect(self._settle)
        return slider

    def _details(self) -> list[str]:
        named = self.knob.named
        first = self._stops[1] if self._stops[0] in named else self._stops[0]
        unit = f" {self.knob.unit}" if self.knob.unit else ""
        names = "".join(f", or {name}" for name in named.values())
        return [f"From {written(first)} to {written(self._stops[-1])}{unit}{names}."]

    def leave_out_title(self) -> None:
        super().leave_out_title()
        self.begin_with_value()
        self.field.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_theme(self, theme: Theme) -> None:
        self._make_room()
        super().set_theme(theme)

    def _make_room(self) -> None:
        """For the longest of what can be chosen."""
        width_px = self.field.fontMetrics().horizontalAdvance(self._longest) + field_air_px
        self.field.setMinimumWidth(min(width_px, scaled(field_width_px)))
        self.field.setMaximumWidth(scaled(field_width_px))

    def set_default(self, value: Number) -> None:
        """Another lesson takes the slider out of the hand, or the knob would keep what belongs to the last one."""
        self.slider.setSliderDown(False)
        super().set_default(value)

    def show_experiment(self, experiment: Experiment) -> None:
        auto = experiment.auto(self.knob.path)
        if auto != self._auto:
            self._auto = auto
            self._longest = self._longest_text()
            self._make_room()
            self._show_text(self.value)
        super().show_experiment(experiment)

    def show_value(self, value: Number) -> None:
        """Show a value that was set elsewhere; a slider in the hand stays there, or echoes would pull it back."""
        if not self.slider.isSliderDown():
            super().show_value(value)

    def _reflect(self, value: Number) -> None:
        self._rest.stop()
        self._show_text(value)
        blocker = QSignalBlocker(self.slider)
        self.slider.setValue(nearest(self._stops, value))
        blocker.unblock()

    def _show_text(self, value: Number) -> None:
        self.field.setText(self._as_text(value))
        self._unit.setVisible(bool(self.knob.unit) and value not in self.knob.named)
        self._fit()

    def _as_text(self, value: Number) -> str:
        """As its field shows it: what a number stands for, and what comes of it where that is known."""
        words = self.in_words(value)
        return f"{words} ({written(self._auto)})" if words == "auto" and self._auto is not None else words

    def _longest_text(self) -> str:
        """Of all that can be chosen; figures are as wide as one another."""
        return max(map(self._as_text, self._stops), key=len)

    @Slot(int)
    def _slide(self, position: int) -> None:
        self._show_text(self._stops[position])
        self._complain("")
        if self.knob.live:
            self._settle()
        else:
            self._rest.start()

    @Slot()
    def _settle(self) -> None:
        """Turn the knob to where the slider stands."""
        self._rest.stop()
        value = self._stops[self.slider.value()]
        if self.value is None or nearest(self._stops, self.value) != self.slider.value():
            self._turn(value)

    @Slot()
    def _read_field(self) -> None:
        text = self.field.text().strip()
        if text == self._as_text(self.value):
            return
        try:
            value = self.knob.parse(text)
        except PlaygroundError as error:
            self._show_text(self.value)
            self._complain(str(error))
            return
        self._turn(value)
        self._show_text(value)

    @Slot()
    def _leave_field(self) -> None:
        """Hand the keyboard on, so that the next Space plays instead of being typed."""
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _step(self, direction: int) -> None:
        up = direction > 0
        actions = QAbstractSlider.SliderAction
        self.slider.triggerAction(actions.SliderSingleStepAdd if up else actions.SliderSingleStepSub)

    @Slot()
    def _abandon(self) -> None:
        self._show_text(self.value)
        self._leave_field()

    def _complain(self, sentence: str) -> None:
        super()._complain(sentence)
        set_look(self.field, "problem", bool(sentence))
