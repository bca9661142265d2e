"""All knobs of the experiment, in groups, built from their descriptions: a new knob needs nothing here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gan_playground.gan.experiment.experiment import DECIDERS, KNOBS, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.gan.experiment.rules import RULES
from gan_playground.ui.knobs.control import FlatCombo, players
from gan_playground.ui.knobs.controls import Control, make_control
from gan_playground.ui.knobs.recipe_picker import RecipePicker
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.undo.buttons import UndoButtons
from gan_playground.ui.widgets.slider import Slider
from gan_playground.ui.widgets.switch import TwoWaySwitch

groups = {
    "Generator": ("generator",),
    "Discriminator": ("discriminator",),
    "The game": (),
    "Penalties on D": ("penalty",),
    "Stabilisers": ("stabilise",),
    "Data and noise": ("data", "latent"),
}
"""Heading: the parts of the experiment below it. The heading without any takes every other knob."""

ruled = tuple(dict.fromkeys(path for rule in RULES for path in rule.knobs))
"""The knobs that cannot be turned just anywhere."""


class KnobPanel(QWidget):
    """The knobs that matter to the experiment at hand; at first only the simple ones.

    Signals: knobs_turned(values by path) when the user changed one, and with it what depends on it.
    """

    knobs_turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = Experiment()
        self._astray: set[str] = set()
        """The knobs whose controls may show something else than the experiment has."""
        self.controls: dict[str, Control] = {}
        self._groups: dict[str, QWidget] = {}
        column = QVBoxLayout(self, spacing=14)
        column.setContentsMargins(16, 1, 6, 0)
        self.recipes = RecipePicker()
        self.recipes.knobs_wanted.connect(self.knobs_turned)
        self.undo_buttons = UndoButtons()
        column.addWidget(self._make_head())
        column.addWidget(self._make_scroll_area(), 1)
        self._astray = set(KNOBS)
        self.show_experiment(self._experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Bring the controls in line with the experiment, and hide those that do not matter to it.

        A slider that is dragged asks for this at every pixel: what has not changed is left alone.
        """
        changed = self._astray.union(experiment.knobs_unlike(self._experiment))
        self._experiment = experiment
        self.recipes.show_experiment(experiment)
        for path in ruled:
            self.controls[path].show_obstacle(experiment.obstacle(path))
        for path, control in self.controls.items():
            if path in changed or not changed.isdisjoint(control.heeds):
                control.show_experiment(experiment)
        self._astray = {path for path in changed if self.controls[path].value != experiment.knob(path)}
        if not changed.isdisjoint(DECIDERS):
            self._hide_what_does_not_matter()

    def set_defaults(self, experiment: Experiment) -> None:
        """The lesson's own values, to which the knobs can be reset; what hands were at is over."""
        self._astray = set(KNOBS)
        for path, control in self.controls.items():
            control.set_default(experiment.knob(path))

    def set_theme(self, theme: Theme) -> None:
        self.undo_buttons.set_theme(theme)
        for control in self.controls.values():
            control.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self.undo_buttons.set_exhibit(exhibit)
        for button in (self.simple_button, self.all_button):
            set_look(button, "large", exhibit)
        for part in self._content.findChildren(QWidget):
            if isinstance(part, (Slider, FlatCombo)):
                set_look(part, "large", exhibit)
            elif isinstance(part, TwoWaySwitch):
                part.set_exhibit(exhibit)

    def _make_head(self) -> QWidget:
        switch = QFrame()
        switch.setProperty("segmented", True)
        row = QHBoxLayout(switch, spacing=0)
        row.setContentsMargins(1, 1, 1, 1)
        self.simple_button = self._make_segment("Simple", "The knobs to begin with", "simpleKnobsButton")
        self.all_button = self._make_segment("All knobs", "Every knob that matters here", "allKnobsButton")
        either = QButtonGroup(switch)
        for button in (self.simple_button, self.all_button):
            either.addButton(button)
            row.addWidget(button, 1)
        self.simple_button.setChecked(True)
        self.simple_button.toggled.connect(self._hide_what_does_not_matter)
        outer = QWidget()  # the same room at the right as the scroll bar takes below
        head = QHBoxLayout(outer, spacing=6)
        head.setContentsMargins(0, 0, 10, 0)
        head.addWidget(switch, 1)
        head.addWidget(self.undo_buttons)
        return outer

    def _make_segment(self, text: str, meaning: str, name: str) -> QPushButton:
        button = QPushButton(text, checkable=True, toolTip=meaning, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setObjectName(name)
        button.setAccessibleDescription(meaning)
        button.setProperty("segment", True)
        return button

    def _make_scroll_area(self) -> QScrollArea:
        area = QScrollArea(widgetResizable=True, horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.verticalScrollBar().rangeChanged.connect(self._keep_width)
        self._content = content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(content, spacing=20)
        column.setContentsMargins(0, 4, 2, 16)
        column.addWidget(self.recipes)
        for heading, knobs in grouped(KNOBS.values()).items():
            self._groups[heading] = self._make_group(heading, knobs)
            column.addWidget(self._groups[heading])
        column.addStretch()
        area.setWidget(content)
        return area

    def _make_group(self, heading: str, knobs: Iterable[Knob]) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group, spacing=8)
        column.setContentsMargins(0, 0, 0, 0)
        label = QLabel(heading)
        label.setProperty("role", "heading")
        label.setProperty("player", heading.lower() if heading.lower() in players else "")
        column.addWidget(label)
        for knob in knobs:
            control = self.controls[knob.path] = make_control(knob)
            control.knob_turned.connect(self._turn)
            column.addWidget(control)
        return group

    @Slot(int, int)
    def _keep_width(self, _low: int, high: int) -> None:
        """Leave the room of the scroll bar free where there is none, so that nothing moves when it comes."""
        self._content.layout().setContentsMargins(0, 4, 2 if high else 10, 16)

    @Slot(str, object)
    def _turn(self, path: str, value: Any) -> None:
        self._astray.add(path)  # until the experiment has it too
        plain = Experiment()
        forgotten = {other: plain.knob(other) for other in self.controls[path].forgets}
        self.knobs_turned.emit({**forgotten, path: value})

    @Slot()
    def _hide_what_does_not_matter(self) -> None:
        simple_only = self.simple_button.isChecked()
        for path, control in self.controls.items():
            control.setVisible((control.knob.simple or not simple_only) and self._experiment.reads(path))
        for heading, knobs in grouped(KNOBS.values()).items():
            self._groups[heading].setVisible(any(not self.controls[knob.path].isHidden() for knob in knobs))


def grouped(knobs: Iterable[Knob]) -> dict[str, list[Knob]]:
    """The knobs below each heading, the kind of a part before what depends on it."""
    found: dict[str, list[Knob]] = {heading: [] for heading in groups}
    for knob in knobs:
        found[heading_of(knob)].append(knob)
    for heading, parts in groups.items():
        found[heading].sort(key=lambda knob: _rank(knob, parts))
    return found


def heading_of(knob: Knob) -> str:
    part = knob.path.rpartition(".")[0].partition(".")[0]
    owners = [heading for heading, parts in groups.items() if part in parts]
    return owners[0] if owners else next(heading for heading, parts in groups.items() if not parts)


def _rank(knob: Knob, parts: tuple[str, ...]) -> tuple[int, bool]:
    part, _, name = knob.path.rpartition(".")
    return (parts.index(part) if part in parts else -1, name != "kind")
