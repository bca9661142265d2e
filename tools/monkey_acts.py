"""All that a monkey does with the window of the program, and how often."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QMenu,
    QSlider,
    QSpinBox,
    QWidget,
)

from agreement import part
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import lessons
from gan_playground.ui.window.main_window import MainWindow
from monkey_hands import Hands, left


class Acts(Hands):
    """`weights`: how often each is chosen. Each says what it did."""

    def __init__(self, window: MainWindow, rng: Random, folder: Path) -> None:
        super().__init__(window, rng)
        self._folder = folder
        self.weights: dict[Callable[[], str], int] = {
            self.begin_lesson: 4, self.turn_knob: 24, self.turn_for_what_is_not_here: 3, self.ask_the_impossible: 3,
            self.choose_recipe: 3, self.play: 8, self.step: 8, self.scrub: 6, self.restart: 4, self.choose_seed: 2,
            self.undo: 8, self.bookmark: 2, self.use_branches: 5, self.compare: 4, self.use_comparison: 5,
            self.look_ahead: 3, self.take_outcome: 2, self.train_to_its_best: 2, self.choose_device: 1,
            self.dress: 1, self.change_speed: 3, self.save_or_open: 4, self.act_of_the_story: 2, self.show_knobs: 1,
        }  # fmt: skip

    def begin_lesson(self) -> str:
        """By a click in the gallery, also on one whose photographs are not here."""
        gallery = part(self.window, "lessonList", QListWidget)
        rows = [row for row in range(gallery.count()) if gallery.item(row).data(Qt.ItemDataRole.UserRole)]
        row = self.rng.choices(rows, [self._weight(gallery, row) for row in rows])[0]
        gallery.scrollToItem(gallery.item(row))
        place = gallery.visualItemRect(gallery.item(row)).center()
        QTest.mouseClick(gallery.viewport(), left, pos=place)
        return gallery.item(row).text()

    def _weight(self, gallery: QListWidget, row: int) -> float:
        """Pictures that train take seconds a look, so that little else would happen; those that cannot take no time."""
        lesson = lessons()[gallery.item(row).data(Qt.ItemDataRole.UserRole)]
        return 0.1 if lesson.experiment.stage == "images" and "cifar" not in lesson.id else 1.0

    def turn_knob(self) -> str:
        """One that is there to be turned, by its own control."""
        able = [widget for path in KNOBS if (widget := self.able(path)) is not None]
        widget = self.rng.choice(able)
        return f"{widget.objectName()} {self.turn(widget)}"

    def turn_for_what_is_not_here(self) -> str:
        """Data that would have to be downloaded first."""
        kind = self.rng.choice(("mnist", "fashion-mnist", "cifar-10"))
        self.window.history.turn({"data.kind": kind})
        return kind

    def ask_the_impossible(self) -> str:
        """Values that are refused, at once or by the trainer."""
        values = self.rng.choice(
            (
                {"generator.learning_rate": -1.0},
                {"generator.steps": 0, "discriminator.steps": 0},
                {"batch_size": 10**9},
                {"data.path": "/not/there.csv", "data.kind": "column"},
                {"data.kind": "no such kind"},
                {"data.drift": 0.5},
                {"no.such.knob": 1},
            )
        )
        self.window.session.turn(values)
        return str(values)

    def choose_recipe(self) -> str:
        box = part(self.window, "recipe", QComboBox)
        self.choose(box, self.rng.randrange(box.count()))
        return str(box.currentData())

    def play(self) -> str:
        self.click("playButton")
        return "clicked"

    def step(self) -> str:
        names = ("stepBackButton", "stepDiscriminatorButton", "stepGeneratorButton", "stepBothButton")
        return self.click(self.rng.choice(names), times=self.rng.randint(1, 3))

    def scrub(self) -> str:
        """Drag the timeline; now and then come back to the present."""
        if self.rng.random() < 0.3:
            return self.click("presentButton")
        slider = part(self.window, "timelineSlider", QSlider)
        self.drag(slider)
        return f"to {slider.value()} of {slider.maximum()}"

    def restart(self) -> str:
        return self.click(self.rng.choice(("restartButton", "newSeedButton")))

    def choose_seed(self) -> str:
        box = part(self.window, "seedBox", QSpinBox)
        box.setValue(self.rng.randrange(5))
        return str(box.value())

    def undo(self) -> str:
        shift = self.rng.random() < 0.3
        modifiers = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        for _ in range(self.rng.randint(1, 2)):
            QTest.keyClick(self.window, Qt.Key.Key_Z, modifiers)
        return "redo" if shift else "undo"

    def bookmark(self) -> str:
        return self.click("bookmarkButton")

    def use_branches(self) -> str:
        """Go to one of the rows, rename it, remove it, or compare it."""
        self.click("branchesButton")
        tree = part(self.window, "branchTree")
        rows = [row for row in tree.findChildren(QFrame) if hasattr(row, "entry") and not row.isHidden()]
        if not rows:
            return "there are none"
        row, key = self.rng.choice(rows), self.rng.choice(("Return", "F2", "Delete", "C"))
        name = row.accessibleName()
        QTest.keyClick(row, getattr(Qt.Key, f"Key_{key}"))
        if key == "F2":
            field = row.findChild(QLineEdit)
            QTest.keyClicks(field, self.rng.choice(("a", "another", " ")))
            QTest.keyClick(field, Qt.Key.Key_Return)
        tree.close()
        return f"{key} on {name}"

    def compare(self) -> str:
        """Begin a comparison through the sheet, or end the one that is there."""
        self.click("compareButton")
        sheet = part(self.window, "compareSheet")
        if not sheet.isVisible():
            return "ended"
        page = self.rng.randrange(4)
        self.click(f"compareWith.{page}")
        boxes = [box for box in sheet.findChildren(QComboBox) if box.isVisible() and box.count()]
        if boxes:
            self.choose(boxes[0], self.rng.randrange(boxes[0].count()))
        turned = [w for w in sheet.findChildren(QWidget) if w.objectName().startswith("run B.") and w.isVisible()]
        for widget in turned[:1]:
            if isinstance(widget, (QSlider, QComboBox, QAbstractButton)):
                self.turn(widget)
        self.click("compareStart")
        words = part(self.window, "compareSentence").text()
        if sheet.isVisible():
            sheet.close_sheet()
        return f"page {page}, {words}"

    def use_comparison(self) -> str:
        return self.click(self.rng.choice(("swapSides", "keepRival", "endComparison", "swapSides")))

    def look_ahead(self) -> str:
        self.click("lookAheadButton")
        menu = part(self.window, "foresightMenu", QMenu)
        choices = [action for action in menu.actions() if action.data() and action.actionGroup() is None]
        if menu.isVisible() and choices:
            choice = self.rng.choice(choices)
            choice.trigger()
        menu.close()
        return f"{len(choices)} choices"

    def take_outcome(self) -> str:
        key = self.rng.choice("1234")
        QTest.keyClick(self.window, key)
        return key

    def train_to_its_best(self) -> str:
        return self.click("trainDiscriminatorButton")

    def choose_device(self) -> str:
        box = part(self.window, "deviceBox", QComboBox)
        self.choose(box, max(box.findData("cpu"), 0))
        return str(box.currentData())

    def dress(self) -> str:
        if self.rng.random() < 0.5:
            return self.click("fullScreenButton")
        name = self.rng.choice(("theme", "larger_text", "smaller_text"))
        self.window.named_actions[name].trigger()
        return name

    def change_speed(self) -> str:
        slider = part(self.window, "speedSlider", QSlider)
        slider.setValue(self.rng.choice((slider.maximum(), self.rng.randint(3, slider.maximum()))))
        return str(slider.value())

    def save_or_open(self) -> str:
        """A file of its own, and now and then one that is no run."""
        path = self._folder / f"{self.rng.randrange(4)}.ganrun"
        if self.rng.random() < 0.5:
            self.window.run_files.save(path)
            return f"save {path.name}"
        self.window.run_files.open(path)
        return f"open {path.name}"

    def act_of_the_story(self) -> str:
        button = part(self.window, "storyAction", QAbstractButton)
        return f"{button.text()}: {self.click('storyAction')}"

    def show_knobs(self) -> str:
        return self.click(self.rng.choice(("simpleKnobsButton", "allKnobsButton")))
