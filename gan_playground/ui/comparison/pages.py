"""What a run can be compared with: another value of a knob, a recipe, a lesson, a seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from gan_playground.arguments import most_seed
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.lessons.catalogue import lessons, lessons_at_hand
from gan_playground.session.comparison.differences import changed_knobs, run_b_experiment
from gan_playground.ui.knobs.control import Control
from gan_playground.ui.knobs.controls import make_control
from gan_playground.ui.knobs.flat_combo import FlatCombo, choose_quietly
from gan_playground.ui.theme.style import bare
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import knob_name, value_words
from gan_playground.ui.widgets.side_tag import SideTag

seed_width_px = 170

Wanted = tuple[Mapping[str, Any], int | None]
"""Knobs of the run B that are not the run's, by path, and its seed; None for the same."""


class ComparePage(QWidget):
    """One way to choose a run B.

    Signals: changed() `wanted` is another.
    """

    changed = Signal()
    title = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = Experiment()
        self._column = QVBoxLayout(self, spacing=10)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_run(self, experiment: Experiment, seed: int, lesson: str) -> None:
        """Offer what this run can be compared with."""
        self._experiment = experiment

    @property
    def wanted(self) -> Wanted:
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Colours that a style sheet cannot reach."""


class KnobPage(ComparePage):
    """One knob, and its other value."""

    title = "Another value"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = _combo("rivalKnob", "The knob that differs")
        self.control: Control | None = None
        self._theme: Theme | None = None
        self._tags = (SideTag("A"), SideTag("B"))
        self._own = QLabel()
        self._own.setProperty("role", "label")
        self.combo.currentIndexChanged.connect(self._on_chosen)
        self._column.addWidget(self.combo)
        self._column.addLayout(self._make_sides())
        self._column.addStretch(1)

    def _make_sides(self) -> QGridLayout:
        """The value that the run has, and below it, what turns the other one's."""
        self._sides = QGridLayout(horizontalSpacing=12, verticalSpacing=10)
        self._sides.setColumnStretch(1, 1)
        self._sides.addWidget(self._own, 0, 1)
        for row, tag in enumerate(self._tags):
            self._sides.addWidget(tag, row, 0, Qt.AlignmentFlag.AlignVCenter)
        return self._sides

    def show_run(self, experiment: Experiment, seed: int, lesson: str) -> None:
        super().show_run(experiment, seed, lesson)
        before = self.combo.currentData()
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for knob in offered(experiment):
                self.combo.addItem(knob_name(knob.path), knob.path)
            self.combo.setCurrentIndex(max(0, self.combo.findData(before or "objective")))
        self._on_chosen(self.combo.currentIndex())

    @property
    def wanted(self) -> Wanted:
        assert self.control is not None
        return {self.control.knob.path: self.control.value}, None

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        if self.control is not None:
            self._sides.removeWidget(self.control)
            self.control.hide()
            self.control.deleteLater()
        knob = KNOBS[self.combo.itemData(index)]
        self._own.setText(value_words(knob, self._experiment.knob(knob.path)))
        self.control = self._make_control(knob)
        self._sides.addWidget(self.control, 1, 1)
        self.changed.emit()

    def _make_control(self, knob: Knob) -> Control:
        """It shows the run's own value, or where one of few is chosen, another."""
        control = make_control(knob)
        control.leave_out_title()
        for part in control.findChildren(QWidget):
            if part.objectName():  # the window's own knob has that name
                part.setObjectName(f"rival.{part.objectName()}")
        control.show_experiment(self._experiment)
        control.show_value(self._another_value(knob))
        control.knob_turned.connect(self._on_turned)
        if self._theme is not None:
            control.set_theme(self._theme)
        return control

    def _another_value(self, knob: Knob) -> Any:
        """Of a few values the first that is not the run's own and can be; of many, its own, to start from."""
        own = self._experiment.knob(knob.path)
        few = (True, False) if knob.type is bool else tuple(knob.choices or ())
        return next((value for value in few if value != own and self._can_be({knob.path: value})), own)

    def _can_be(self, values: Mapping[str, Any]) -> bool:
        try:
            run_b_experiment(self._experiment, values)
        except PlaygroundError:
            return False
        return True

    @Slot(str, object)
    def _on_turned(self, _path: str, _value: object) -> None:
        self.changed.emit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (*self._tags, self.control):
            if part is not None:
                part.set_theme(theme)


class ListPage(ComparePage):
    """One of a list, with what it is about."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.combo = _combo(name, what)
        self._about = QLabel(wordWrap=True)
        self._about.setProperty("role", "muted")
        self.combo.currentIndexChanged.connect(self._on_chosen)
        self._column.addWidget(self.combo)
        self._column.addWidget(self._about)
        self._column.addStretch(1)

    def offer(self, entries: Mapping[str, str]) -> None:
        """Titles by name; what was chosen last stays chosen if it still can be."""
        before = self.combo.currentData()
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for name, title in entries.items():
                self.combo.addItem(title, name)
        choose_quietly(self.combo, max(0, self.combo.findData(before)))
        self._on_chosen(self.combo.currentIndex())

    def about(self, name: str) -> str:
        """What an entry is about, in a sentence."""
        raise NotImplementedError

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        name = self.combo.currentData()
        self._about.setText(self.about(name) if name else "There is no other one that this can be compared with.")
        self.changed.emit()


class RecipePage(ListPage):
    """A known way to train, with this run's data and networks."""

    title = "A recipe"

    def __init__(self) -> None:
        super().__init__("rivalRecipe", "The recipe that the other run is trained by")

    def show_run(self, experiment: Experiment, seed: int, lesson: str) -> None:
        super().show_run(experiment, seed, lesson)
        self.offer({name: recipe.title for name, recipe in RECIPES.items() if not recipe.fits(experiment)})

    def about(self, name: str) -> str:
        return f"{RECIPES[name].explanation} {RECIPES[name].source}."

    @property
    def wanted(self) -> Wanted:
        name = self.combo.currentData()
        return (RECIPES[name].values_for(self._experiment) if name else {}), None


class LessonPage(ListPage):
    """Another lesson that the same kind of stage shows."""

    title = "Another lesson"

    def __init__(self) -> None:
        super().__init__("rivalLesson", "The lesson that the other run is")

    def show_run(self, experiment: Experiment, seed: int, lesson: str) -> None:
        super().show_run(experiment, seed, lesson)
        fitting = [one for one in lessons_at_hand() if one.experiment.stage == experiment.stage and one.id != lesson]
        self.offer({one.id: one.title for one in fitting})

    def about(self, name: str) -> str:
        return lessons()[name].shows

    @property
    def wanted(self) -> Wanted:
        name = self.combo.currentData()
        return (changed_knobs(self._experiment, lessons()[name].experiment) if name else {}), None


class SeedPage(ComparePage):
    """The same run from other random numbers."""

    title = "Another seed"

    def __init__(self) -> None:
        super().__init__()
        self.box = QSpinBox(maximum=most_seed, prefix="seed ", keyboardTracking=False)
        self.box.setObjectName("rivalSeed")
        self.box.setAccessibleName("The seed of the other run")
        self.box.setToolTip("Where all chance of the other run comes from.")
        self.box.lineEdit().setStyleSheet(bare)
        self.box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.box.setFixedWidth(seed_width_px)
        self.box.valueChanged.connect(self._on_chosen)
        about = QLabel("How much of what you see is chance? The same knobs, from other random numbers.", wordWrap=True)
        about.setProperty("role", "muted")
        self._column.addWidget(self.box)
        self._column.addWidget(about)
        self._column.addStretch(1)

    def show_run(self, experiment: Experiment, seed: int, lesson: str) -> None:
        super().show_run(experiment, seed, lesson)
        self.box.setValue(seed + 1 if seed < most_seed else 0)

    @property
    def wanted(self) -> Wanted:
        return {}, self.box.value()

    @Slot(int)
    def _on_chosen(self, _seed: int) -> None:
        self.changed.emit()


def offered(experiment: Experiment) -> list[Knob]:
    """The knobs that can be turned in a list, those to begin with first."""
    there = [knob for knob in KNOBS.values() if not knob.on_stage and experiment.reads(knob.path)]
    free = [knob for knob in there if not experiment.obstacle(knob.path)]
    return sorted(free, key=lambda knob: (not knob.simple, not knob.live))


def _combo(name: str, what: str) -> FlatCombo:
    combo = FlatCombo()
    combo.setObjectName(name)
    combo.setAccessibleName(what)
    combo.setToolTip(f"{what}.")
    return combo
