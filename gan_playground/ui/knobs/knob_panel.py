"""All knobs of the experiment, in groups, built from their descriptions: a new knob needs nothing here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gan_playground.gan.experiment.experiment import DECIDERS, KNOBS, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.gan.experiment.parts import NEUTRAL
from gan_playground.gan.experiment.rules import RULES
from gan_playground.ui.knobs.control import Control
from gan_playground.ui.knobs.controls import make_control
from gan_playground.ui.knobs.enlarged import enlarge
from gan_playground.ui.knobs.groups import Controls, KnobGroup, grouped, heading_of
from gan_playground.ui.knobs.recipe_picker import RecipePicker
from gan_playground.ui.knobs.spotlight import Spotlight
from gan_playground.ui.knobs.whose import WhoseKnobs
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.undo.buttons import UndoButtons
from gan_playground.ui.widgets.scrolling import bring_into_sight, settle_layouts
from gan_playground.ui.widgets.shown import set_shown
from gan_playground.ui.widgets.tab_stops import tab_stops
from gan_playground.ui.widgets.word_folds import WordFolds

ruled = {path for rule in RULES for path in rule.knobs}
"""The knobs that cannot be turned just anywhere."""

of_data = {path for path in KNOBS if path.startswith("data.")}
"""Those of which each kind of data has some and not others."""

roomy_px = 250
all_knobs, brief_all_knobs = "All knobs", "All"


class KnobPanel(QWidget):
    """The knobs that matter to the experiment at hand; at first only the simple ones.

    The window is not kept waiting for controls that are hidden: those are made, one after the other, once it is shown.

    Signals: knobs_turned(values by path) when the user changed one, and with it what depends on it. table_wanted(): how
    the table was read that is learned from. revealing(): a knob is about to be shown.
    """

    knobs_turned = Signal(object)
    revealing = Signal()
    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = Experiment()
        self._lesson: Experiment | None = None
        self._theme, self._exhibit = DARK, False
        self._astray: set[str] = set()
        """The knobs whose controls may show something else than the experiment has."""
        self._heeds: dict[str, tuple[str, ...]] = {}
        """By the paths of the controls that are shown by other knobs: those others."""
        self._refused = ""  # the path of the knob that could not take what was typed last
        self.controls = Controls(self._make_control)
        self._groups: dict[str, KnobGroup] = {}
        self._rest = QTimer(self, interval=0)
        self._rest.timeout.connect(self._make_next)
        column = QVBoxLayout(self, spacing=14)
        self.recipes = RecipePicker()
        self.recipes.knobs_wanted.connect(self.knobs_turned)
        self.undo_buttons = UndoButtons()
        self.whose = WhoseKnobs()
        column.addWidget(self._make_head())
        column.addWidget(self.whose)
        self._area = self._make_scroll_area()
        self._spotlight = Spotlight(self._theme, self._content)
        column.addWidget(self._area, 1)
        self._hide_what_does_not_matter()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now its parts have the sizes that the style sheet gives them."""
        super().showEvent(event)
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the column is wide, its words stand above those of the card below."""
        super().resizeEvent(event)
        left_px, right_px = (16, 6) if self.width() >= roomy_px else (4, 0)
        self.layout().setContentsMargins(left_px, 1, right_px, 0)
        self.layout().activate()
        self._fit_head()
        if self._refused and self.controls[self._refused].problem.isVisible():
            self._show_problem(self._refused)

    def show_experiment(self, experiment: Experiment) -> None:
        """Bring the controls in line with the experiment, and hide those that do not matter to it.

        A slider that is dragged asks for this at every pixel: what has not changed is left alone.
        """
        changed = self._astray.union(experiment.knobs_unlike(self._experiment))
        self._experiment = experiment
        self.recipes.show_experiment(experiment)
        made = self.controls.made
        held_back, obstacles = ruled | of_data if "data.kind" in changed else ruled, experiment.obstacles()
        for path in held_back & made.keys():
            made[path].show_obstacle(obstacles.get(path, ""))
        heeding = {path for path, heeds in self._heeds.items() if not changed.isdisjoint(heeds)}
        for path in changed & made.keys() | heeding:
            made[path].show_experiment(experiment)
        self._astray = {path for path in changed & made.keys() if made[path].value != experiment.knob(path)}
        if not changed.isdisjoint(DECIDERS):
            self._hide_what_does_not_matter()

    def set_defaults(self, experiment: Experiment) -> None:
        """The lesson's own values, to which the knobs can be reset; what hands were at is over."""
        self._lesson, self._astray = experiment, set(KNOBS)
        self._area.verticalScrollBar().setValue(0)
        self.recipes.set_lesson(experiment)
        for path, control in self.controls.made.items():
            control.set_default(experiment.knob(path))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.undo_buttons, self._spotlight, self.whose, *self.controls.made.values()):
            part.set_theme(theme)
        self._fit_head()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._exhibit = exhibit
        self.undo_buttons.set_exhibit(exhibit)
        for button in (self.simple_button, self.all_button):
            set_look(button, "large", exhibit)
        enlarge(self._content, exhibit)
        self._fit_head()

    @Slot(str)
    def reveal(self, path: str) -> None:
        """Show where a knob is turned, among all of them where it is none of the simple ones; not one that is none of
        the experiment's.
        """
        if not self._experiment.reads(path):
            return
        self.revealing.emit()
        if not self._is_wanted(path):
            self.all_button.setChecked(True)
        control, air_px = self.controls[path], self._area.viewport().height() // 3
        settle_layouts()
        bring_into_sight(control, control.rect().adjusted(0, -air_px, 0, air_px))
        self._spotlight.light(control)

    def control_seen(self, path: str) -> Control | None:
        """The control of a knob, where it stands among those that are seen now."""
        return self.controls[path] if self._is_wanted(path) else None

    @Slot(str)
    def _show_problem(self, path: str) -> None:
        """What is wrong with a value that was typed is read whole."""
        self._refused = path
        settle_layouts()
        bring_into_sight(self.controls[path].problem)

    def forget_problems(self) -> None:
        """Another run: what was typed before is not of it."""
        self._refused = ""
        for control in self.controls.made.values():
            control.forget_problem()

    def _make_head(self) -> QWidget:
        switch = QFrame()
        switch.setProperty("segmented", True)
        row = QHBoxLayout(switch, spacing=0)
        row.setContentsMargins(1, 1, 1, 1)
        self.simple_button = self._make_segment("Simple", "The knobs to begin with", "simpleKnobsButton")
        self.all_button = self._make_segment(all_knobs, "Every knob that matters here", "allKnobsButton")
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
        self._head, words = outer, {self.all_button: all_knobs}
        self._folds = WordFolds(head, words, self._show_words, [{self.all_button: brief_all_knobs}])
        return outer

    def _show_words(self, button: QWidget, words: str) -> None:
        assert isinstance(button, QPushButton)
        button.setText(words)

    def _fit_head(self) -> None:
        """To what its buttons need now."""
        self._folds.forget()
        if self.isVisible():
            self._folds.fit(self._head.width())

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
        area.setWidget(content)  # while it is empty, for it is dressed at once with all that it has
        column = QVBoxLayout(content, spacing=20)
        column.setContentsMargins(0, 4, 2, 16)
        column.addWidget(self.recipes)
        for heading, knobs in grouped(KNOBS.values()).items():
            self._groups[heading] = KnobGroup(heading, knobs, content)
            column.addWidget(self._groups[heading])
        column.addStretch()
        return area

    def _make_control(self, knob: Knob) -> Control:
        control = make_control(knob)
        control.knob_turned.connect(self._turn)
        control.more_wanted.connect(self.table_wanted)
        control.complained.connect(self._show_problem)
        control.set_theme(self._theme)
        if self._lesson is not None:
            control.set_default(self._lesson.knob(knob.path))
        if control.heeds:
            self._heeds[knob.path] = control.heeds
        control.show_obstacle(self._experiment.obstacle(knob.path))
        control.show_experiment(self._experiment)
        if self._exhibit:
            enlarge(control, True)
        self._groups[heading_of(knob)].put(control)
        if not self._is_wanted(knob.path):
            control.hide()
        self._put_into_tab_order(control)
        return control

    def _put_into_tab_order(self, control: Control) -> None:
        """Where it stands, and not behind all that was made before it."""
        order = [path for group in self._groups.values() for path in group.paths]
        before = [path for path in order[: order.index(control.knob.path)] if path in self.controls.made]
        above = self.controls[before[-1]] if before else self.recipes
        for stop in reversed(tab_stops(control)):  # a stop that lies in another one cannot be set behind that
            QWidget.setTabOrder(tab_stops(above)[-1], stop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is on the screen: now there is time for what is hidden."""
        super().paintEvent(event)
        if len(self.controls.made) < len(self.controls):
            self._rest.start()

    @Slot()
    def _make_next(self) -> None:
        """Another one of the controls that nobody has seen yet."""
        missing = next((path for path in KNOBS if path not in self.controls.made), None)
        if missing is None:
            self._rest.stop()
        else:
            self.controls[missing]

    @Slot(int, int)
    def _keep_width(self, _low: int, high: int) -> None:
        """Leave the room of the scroll bar free where there is none, so that nothing moves when it comes."""
        self._content.layout().setContentsMargins(0, 4, 2 if high else 10, 16)

    @Slot(str, object)
    def _turn(self, path: str, value: Any) -> None:
        self._astray.add(path)  # until the experiment has it too
        forgotten = {other: NEUTRAL[other] for other in self.controls[path].forgets}
        self.knobs_turned.emit({**forgotten, path: value})

    def _is_wanted(self, path: str) -> bool:
        return (KNOBS[path].simple or not self.simple_button.isChecked()) and self._experiment.reads(path)

    @Slot()
    def _hide_what_does_not_matter(self) -> None:
        wanted = {path for path in KNOBS if self._is_wanted(path)}
        for path, control in self.controls.made.items():
            if path not in wanted:
                control.hide()
        for group in self._groups.values():
            seen = [path for path in group.paths if path in wanted]
            for path in seen:
                set_shown(self.controls[path], True)
            set_shown(group, bool(seen))
