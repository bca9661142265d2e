"""Known ways to train a GAN, a click each, and what the last one changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.ui.knobs.control import tooltip
from gan_playground.ui.knobs.flat_combo import FlatCombo, choose_quietly
from gan_playground.ui.theme.wording import value_words

of_the_lesson, changed_from_it = "the lesson's own", "changed"
"""What is played where it is no known recipe."""

decided = {path for recipe in RECIPES.values() for path in recipe.values}
"""The knobs that make a recipe what it is."""


class RecipePicker(QWidget):
    """A list of recipes, which names the one that is played, and the knobs that were turned by choosing it.

    Signals: knobs_wanted(values by path): what a chosen recipe changes, or to undo it, what it changed.
    """

    knobs_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = self._lesson = Experiment()
        self._before: Experiment | None = None
        self._chosen = ""  # of recipes that differ in nothing here, the one that was clicked is named
        title = QLabel("Recipe")
        title.setProperty("role", "label")
        self.combo = FlatCombo()
        self.combo.setObjectName("recipe")
        self.combo.setAccessibleName("Recipe")
        self.combo.setToolTip(tooltip("Known ways to train a GAN: each turns many knobs at once, while it trains."))
        self.combo.set_title(title)
        self.combo.addItem(of_the_lesson, "")
        for name, recipe in RECIPES.items():
            self.combo.addItem(recipe.title, name)
            words = tooltip(recipe.explanation, recipe.source)
            self.combo.setItemData(self.combo.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.combo.activated.connect(self._choose)
        self._changes = QLabel(self, wordWrap=True, visible=False)
        self._changes.setObjectName("recipeChanges")
        self._changes.setProperty("role", "caption")
        self._undo = QPushButton("Undo", self, visible=False, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._undo.setObjectName("recipeUndo")
        self._undo.setProperty("variant", "quiet")
        self._undo.setToolTip("Turn those knobs back to where they were")
        self._undo.clicked.connect(self._on_undo)
        column = QVBoxLayout(self, spacing=6)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.combo)
        column.addWidget(self._changes)
        column.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignRight)

    def set_lesson(self, experiment: Experiment) -> None:
        """What the lesson itself begins with."""
        self._lesson = experiment
        self._name_no_recipe()

    def _name_no_recipe(self) -> None:
        is_untouched = all(self._experiment.knob(path) == self._lesson.knob(path) for path in decided)
        self.combo.setItemText(0, of_the_lesson if is_untouched else changed_from_it)

    def show_experiment(self, experiment: Experiment) -> None:
        """Name the recipe that this is, and forget what was changed once another knob is turned."""
        self._experiment = experiment
        self._name_no_recipe()
        fitting = [name for name, recipe in RECIPES.items() if recipe.fits(experiment)]
        played = self._chosen if self._chosen in fitting else next(iter(fitting), "")
        if played != self.combo.currentData():
            choose_quietly(self.combo, self.combo.findData(played))
        if self._changes.isHidden() and self._before is None:
            return
        if played != self._chosen or self._before is None:
            self._before = None
            self._show_changes("")

    @Slot(int)
    def _choose(self, index: int) -> None:
        name = self.combo.itemData(index)
        if not name:
            self.show_experiment(self._experiment)  # one's own is made by turning knobs
            return
        before = self._experiment
        values = RECIPES[name].values_for(before)
        changed = {path: value for path, value in values.items() if before.knob(path) != value}
        self._before = before if changed else None
        self._chosen = name
        if changed:
            self.knobs_wanted.emit(changed)
        read = [path for path in changed if self._experiment.reads(path)]
        self._show_changes(changes_in_words({path: changed[path] for path in read}) or "Nothing had to be changed.")

    def _show_changes(self, words: str) -> None:
        self._changes.setText(words)
        self._changes.setVisible(bool(words))
        self._undo.setVisible(bool(words) and self._before is not None)

    @Slot()
    def _on_undo(self) -> None:
        before, now = self._before, self._experiment
        if before is None:
            return
        self._before = None
        values = RECIPES[self.combo.currentData()].values
        self.knobs_wanted.emit({path: before.knob(path) for path in values if before.knob(path) != now.knob(path)})


def changes_in_words(values: Mapping[str, Any]) -> str:
    """A line for each player and one for the game: "G: learning rate 1.0e-3, momentum (β₁) 0"."""
    lines: dict[str, list[str]] = {"G": [], "D": [], "Game": []}
    for path, value in values.items():
        owner = {"generator": "G", "discriminator": "D"}.get(path.partition(".")[0], "Game")
        knob = KNOBS[path]
        name = knob.title if owner == "Game" else knob.title[0].lower() + knob.title[1:]
        lines[owner].append(f"{name} {value_words(knob, value)}")
    return "\n".join(f"{owner}: {', '.join(words)}" for owner, words in lines.items() if words)
