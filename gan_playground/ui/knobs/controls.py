"""One control for each kind of knob; which kind a knob is, its description says."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.experiment.knob import Knob
from gan_playground.ui.knobs.control import Control, tooltip
from gan_playground.ui.knobs.flat_combo import FlatCombo, choose_quietly
from gan_playground.ui.knobs.knob_line import KnobLine
from gan_playground.ui.knobs.number_control import NumberControl
from gan_playground.ui.knobs.text_controls import TextControl, text_controls
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import value_words
from gan_playground.ui.widgets.switch import TwoWaySwitch

switch_px, switch_text_px = 26, 12

__all__ = [
    "ChoiceControl",
    "Control",
    "NumberControl",
    "SwitchControl",
    "make_control",
]


class ChoiceControl(Control):
    """One of a registry's entries, each with its explanation."""

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(knob, parent)
        self.combo = FlatCombo()
        self.combo.set_title(self.title)
        stage = ""
        for name, choice in (knob.choices or {}).items():
            if isinstance(choice, Family) and choice.stage != stage:
                if stage:
                    self.combo.insertSeparator(self.combo.count())
                stage = choice.stage
            self.combo.addItem(choice.title, name)
            self.combo.setItemData(
                self.combo.count() - 1, tooltip(choice.explanation, choice.source), Qt.ItemDataRole.ToolTipRole
            )
        self.combo.currentIndexChanged.connect(self._choose)
        self._column.addWidget(self.combo)
        self._column.addWidget(self.problem)
        self._introduce(self.combo)
        self.show_value(self.combo.currentData())

    def leave_out_title(self) -> None:
        super().leave_out_title()
        self.combo.drop_title()

    def _details(self) -> list[str]:
        return [f"{choice.title}: {choice.explanation}" for choice in (self.knob.choices or {}).values()]

    def _reflect(self, value: str) -> None:
        choose_quietly(self.combo, self.combo.findData(value))

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._turn(self.combo.itemData(index))


class SwitchControl(Control):
    """On or off."""

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(knob, parent)
        self.switch = TwoWaySwitch("off", "on")
        self.switch.toggled.connect(self._turn)
        self._hold(KnobLine(self.title, (self.switch,)))
        self._introduce(self.switch)
        self.show_value(False)

    def leave_out_title(self) -> None:
        super().leave_out_title()
        self.begin_with_value()

    def set_theme(self, theme: Theme) -> None:
        self.switch.set_theme(theme)
        self.switch.set_text_size(scaled(switch_text_px))
        self.switch.setMinimumHeight(scaled(switch_px))
        super().set_theme(theme)

    def _reflect(self, value: bool) -> None:
        blocker = QSignalBlocker(self.switch)
        self.switch.setChecked(value)
        blocker.unblock()


class StageControl(Control):
    """What is turned on the stage, with the mouse: whether it was, and the way back; or where it begins."""

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(knob, parent)
        self.label = QLabel()
        self.label.setProperty("role", "muted")
        self._hold(KnobLine(self.title, (self.label,)))
        self._introduce(self.label)
        self.show_value("")

    def in_words(self, value: Any) -> str:
        words = value_words(self.knob, value)
        return f"begins at {words}" if self.knob.trained else words

    def _details(self) -> list[str]:
        tool = "its dial there" if self.knob.trained else "the tools beside the plane"
        return [f"Change it on the stage, with {tool}."]

    def _reflect(self, value: str) -> None:
        self.label.setText(self.in_words(value))
        self._fit()


def make_control(knob: Knob) -> Control:
    """The control that suits a knob."""
    if knob.choices is not None:
        return ChoiceControl(knob)
    if knob.type is bool:
        return SwitchControl(knob)
    if knob.on_stage:
        return StageControl(knob)
    if knob.type is str:
        return text_controls.get(knob.path, TextControl)(knob)
    return NumberControl(knob)
