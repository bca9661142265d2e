"""Let a seeded monkey play with the real window, and see that nobody has another account of the run than the trainer.

    python tools/monkey.py [--seed 0] [--minutes 10] [--acts 12]

It clicks, drags and types through the window's own controls, and orders what cannot be: lessons and data that are not
downloaded, values that are refused, two things at once. After a few acts it waits until all is quiet, and compares what
the panels show, what the session says and what trains (`agreement.py`). Every difference, error and warning of Qt is
printed with the acts before it; after one the monkey begins a lesson anew. Nothing is downloaded, and no home touched.
The exit status is 1 where anything was found, or a thread is left after the window was closed.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QMessageLogContext, QPoint, Qt, QThread, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QMenu,
    QSlider,
    QSpinBox,
    QWidget,
)

from agreement import Witness, part, patience_s
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import lessons
from gan_playground.session.events import Failure
from gan_playground.ui.window.main_window import MainWindow

acts_remembered = 30
longest_rest_s, longest_task_s = 0.6, 4.0
nowhere = "http://127.0.0.1:9"
heavy = {"batch_size", "generator.steps", "discriminator.steps", "stabilise.unroll", "generator.width",
         "discriminator.width", "generator.depth", "discriminator.depth"}  # fmt: skip
"""What makes a step long: kept in the lower third, so that many things happen in a minute."""

recoverable = "no longer a finite number"
left = Qt.MouseButton.LeftButton


class Report:
    """What went wrong, and what was done before it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.acts: deque[str] = deque(maxlen=acts_remembered)
        self.kinds: Counter[str] = Counter()
        self.is_troubled = False

    def add(self, sentence: str) -> None:
        """Print it with the last acts; further ones, until `forget`, without."""
        self.kinds[sentence.partition(":")[0].partition(" ")[0]] += 1
        print(f"seed {self.seed}: {sentence}", flush=True)
        if not self.is_troubled:
            print("\n".join(f"    {act}" for act in self.acts), flush=True)
        self.is_troubled = True

    def forget(self) -> None:
        self.is_troubled = False

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """In place of sys.excepthook."""
        self.add(f"error: {''.join(traceback.format_exception(kind, error, trace))}")

    def catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        self.add(f"error: in a thread: {caught.exc_value!r}")

    def hear_qt(self, kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        """Offscreen says so itself each time it cannot do what only a window manager can."""
        if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in words:
            self.add(f"warning: {words}")

    def hear_failure(self, failure: Failure) -> None:
        """A sentence is an answer; a traceback is a fault."""
        if failure.details:
            self.add(f"fault: {failure.sentence}\n{failure.details}")


class Monkey:
    """Acts at random on one window; `acts` says how."""

    def __init__(self, window: MainWindow, rng: Random, report: Report, folder: Path) -> None:
        self._window, self._rng, self._report, self._folder = window, rng, report, folder
        self.witness = Witness(window)
        self.done: Counter[str] = Counter()
        self.acts: dict[Callable[[], str], int] = {
            self.begin_lesson: 4, self.turn_knob: 24, self.turn_for_what_is_not_here: 3, self.ask_the_impossible: 3,
            self.choose_recipe: 3, self.play: 8, self.step: 8, self.scrub: 6, self.restart: 4, self.choose_seed: 2,
            self.undo: 8, self.bookmark: 2, self.use_branches: 5, self.compare: 4, self.use_comparison: 5,
            self.look_ahead: 3, self.take_outcome: 2, self.train_to_its_best: 2, self.choose_device: 1,
            self.dress: 1, self.change_speed: 3, self.save_or_open: 4, self.act_of_the_story: 2, self.show_knobs: 1,
        }  # fmt: skip

    def act(self) -> None:
        """One of them, and a while; now and then none, so that the next order comes at once."""
        act = self._rng.choices(list(self.acts), list(self.acts.values()))[0]
        self._report.acts.append(f"{time.monotonic():.2f} {act.__name__}: begun")
        try:
            what = act()
        except Exception as error:  # noqa: BLE001 - whatever comes out of the window is what is looked for
            what = f"raised {error!r}"
            self._report.catch(type(error), error, error.__traceback__)
        self._report.acts[-1] = f"{time.monotonic():.2f} {act.__name__}: {what}"
        self.done[act.__name__] += 1
        if self._rng.random() < 0.6:
            QTest.qWait(round(1000 * self._rng.choice((0.02, 0.05, 0.1, 0.3, longest_rest_s))))

    def look_around(self) -> None:
        """Compare the accounts; where they differ, say so and begin anew."""
        self._report.acts.append(f"{time.monotonic():.2f} all is to be quiet")
        try:
            self._cancel_what_takes_long()
            for line in self.witness.differences():
                self._report.add(line)
        except TimeoutError as error:
            self._report.add(f"rest: {error}")
        if self._report.is_troubled:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._report.forget()
        self._window.show_lesson("textbook-curve")
        try:
            self.witness.rest()
        except TimeoutError as error:
            self._report.add(f"rest: {error}")
        self._report.acts.append("begun anew")

    def _cancel_what_takes_long(self) -> None:
        """D on its way to its best, or a look ahead, may take minutes."""
        began_s = time.monotonic()
        while (trains := self.witness.look()) is not None and trains.busy:
            waited_s = time.monotonic() - began_s
            if waited_s > patience_s:
                raise TimeoutError("What takes a while cannot be cancelled.")
            if waited_s > longest_task_s and part(self._window, "trainDiscriminatorButton").text() == "Cancel":
                self._report.acts.append(f"{time.monotonic():.2f} cancelled: {self._click('trainDiscriminatorButton')}")
            QTest.qWait(100)

    # Acts; each says what it did.

    def begin_lesson(self) -> str:
        """By a click in the gallery, also on one whose photographs are not here."""
        gallery = part(self._window, "lessonList", QListWidget)
        rows = range(gallery.count())
        row = self._rng.choices(rows, [self._weight(gallery, row) for row in rows])[0]
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
        able = [widget for path in KNOBS if (widget := self._able(path)) is not None]
        widget = self._rng.choice(able)
        return f"{widget.objectName()} {self._turn(widget)}"

    def _able(self, path: str) -> QWidget | None:
        widget = self._window.findChild(QWidget, path)
        turned = isinstance(widget, (QSlider, QComboBox, QAbstractButton))
        return widget if turned and widget.isVisibleTo(self._window) and widget.isEnabled() else None

    def _turn(self, widget: QWidget) -> str:
        if isinstance(widget, QSlider):
            return self._slide(widget)
        if isinstance(widget, QComboBox):
            if widget.count():
                self._choose(widget, self._rng.randrange(widget.count()))
            return str(widget.currentData())
        QTest.mouseClick(widget, left)
        return "clicked"

    def _choose(self, box: QComboBox, index: int) -> None:
        """As by its list: what is chosen is also activated."""
        if box.itemText(index):  # a line between two groups has none
            box.setCurrentIndex(index)
            box.activated.emit(index)

    def _slide(self, slider: QSlider) -> str:
        """Drag it, press keys on it, or type into its field."""
        name = slider.objectName()
        most = slider.maximum() // 3 if name in heavy else slider.maximum()
        way = self._rng.choice(("drag", "keys", "set", "field"))
        target = self._rng.randint(min(1, most), most)
        field = self._window.findChild(QLineEdit, f"{name}.field")
        if way == "keys":
            for _ in range(self._rng.randint(1, 4)):
                QTest.keyClick(slider, self._rng.choice((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown)))
        elif way == "field" and field is not None:
            field.selectAll()
            QTest.keyClicks(field, self._rng.choice(("0.001", "3", "1e9", "-4", "what", "64")))
            QTest.keyClick(field, Qt.Key.Key_Return)
        elif way == "drag" and name not in heavy:
            self._drag(slider)
        else:
            slider.setValue(target)
        return f"{way} to {slider.value()}"

    def _drag(self, slider: QSlider) -> None:
        places = [QPoint(self._rng.randrange(slider.width()), slider.height() // 2) for _ in range(6)]
        QTest.mousePress(slider, left, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(slider, place)
            QTest.qWait(self._rng.choice((0, 5, 16)))
        QTest.mouseRelease(slider, left, pos=places[-1])

    def turn_for_what_is_not_here(self) -> str:
        """Data that would have to be downloaded first."""
        kind = self._rng.choice(("mnist", "fashion-mnist", "cifar-10"))
        self._window.history.turn({"data.kind": kind})
        return kind

    def ask_the_impossible(self) -> str:
        """Values that are refused, at once or by the trainer."""
        values = self._rng.choice(
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
        self._window.session.turn(values)
        return str(values)

    def choose_recipe(self) -> str:
        box = part(self._window, "recipe", QComboBox)
        self._choose(box, self._rng.randrange(box.count()))
        return str(box.currentData())

    def play(self) -> str:
        self._click("playButton")
        return "clicked"

    def step(self) -> str:
        names = ("stepBackButton", "stepDiscriminatorButton", "stepGeneratorButton", "stepBothButton")
        return self._click(self._rng.choice(names), times=self._rng.randint(1, 3))

    def scrub(self) -> str:
        """Drag the timeline; now and then come back to the present."""
        if self._rng.random() < 0.3:
            return self._click("presentButton")
        slider = part(self._window, "timelineSlider", QSlider)
        self._drag(slider)
        return f"to {slider.value()} of {slider.maximum()}"

    def restart(self) -> str:
        return self._click(self._rng.choice(("restartButton", "newSeedButton")))

    def choose_seed(self) -> str:
        box = part(self._window, "seedBox", QSpinBox)
        box.setValue(self._rng.randrange(5))
        return str(box.value())

    def undo(self) -> str:
        shift = self._rng.random() < 0.3
        modifiers = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        for _ in range(self._rng.randint(1, 2)):
            QTest.keyClick(self._window, Qt.Key.Key_Z, modifiers)
        return "redo" if shift else "undo"

    def bookmark(self) -> str:
        return self._click("bookmarkButton")

    def use_branches(self) -> str:
        """Go to one of the rows, rename it, remove it, or compare it."""
        self._click("branchesButton")
        tree = part(self._window, "branchTree")
        rows = [row for row in tree.findChildren(QFrame) if hasattr(row, "entry") and not row.isHidden()]
        if not rows:
            return "there are none"
        row, key = self._rng.choice(rows), self._rng.choice(("Return", "F2", "Delete", "C"))
        name = row.accessibleName()
        QTest.keyClick(row, getattr(Qt.Key, f"Key_{key}"))
        if key == "F2":
            field = row.findChild(QLineEdit)
            QTest.keyClicks(field, self._rng.choice(("a", "another", " ")))
            QTest.keyClick(field, Qt.Key.Key_Return)
        tree.close()
        return f"{key} on {name}"

    def compare(self) -> str:
        """Begin a comparison through the sheet, or end the one that is there."""
        self._click("compareButton")
        sheet = part(self._window, "compareSheet")
        if not sheet.isVisible():
            return "ended"
        page = self._rng.randrange(4)
        self._click(f"compareWith.{page}")
        boxes = [box for box in sheet.findChildren(QComboBox) if box.isVisible() and box.count()]
        if boxes:
            self._choose(boxes[0], self._rng.randrange(boxes[0].count()))
        turned = [w for w in sheet.findChildren(QWidget) if w.objectName().startswith("run B.") and w.isVisible()]
        for widget in turned[:1]:
            if isinstance(widget, (QSlider, QComboBox, QAbstractButton)):
                self._turn(widget)
        self._click("compareStart")
        words = part(self._window, "compareSentence").text()
        if sheet.isVisible():
            sheet.close_sheet()
        return f"page {page}, {words}"

    def use_comparison(self) -> str:
        return self._click(self._rng.choice(("swapSides", "keepRival", "endComparison", "swapSides")))

    def look_ahead(self) -> str:
        self._click("lookAheadButton")
        menu = part(self._window, "foresightMenu", QMenu)
        choices = [action for action in menu.actions() if action.data() and action.actionGroup() is None]
        if menu.isVisible() and choices:
            choice = self._rng.choice(choices)
            choice.trigger()
        menu.close()
        return f"{len(choices)} choices"

    def take_outcome(self) -> str:
        key = self._rng.choice("1234")
        QTest.keyClick(self._window, key)
        return key

    def train_to_its_best(self) -> str:
        return self._click("trainDiscriminatorButton")

    def choose_device(self) -> str:
        box = part(self._window, "deviceBox", QComboBox)
        self._choose(box, max(box.findData("cpu"), 0))
        return str(box.currentData())

    def dress(self) -> str:
        return self._click(self._rng.choice(("themeButton", "fullScreenButton")))

    def change_speed(self) -> str:
        slider = part(self._window, "speedSlider", QSlider)
        slider.setValue(self._rng.choice((slider.maximum(), self._rng.randint(3, slider.maximum()))))
        return str(slider.value())

    def save_or_open(self) -> str:
        """A file of its own, and now and then one that is no run."""
        path = self._folder / f"{self._rng.randrange(4)}.ganrun"
        if self._rng.random() < 0.5:
            self._window.run_files.save(path)
            return f"save {path.name}"
        self._window.run_files.open(path)
        return f"open {path.name}"

    def act_of_the_story(self) -> str:
        button = part(self._window, "storyAction", QAbstractButton)
        return f"{button.text()}: {self._click('storyAction')}"

    def show_knobs(self) -> str:
        return self._click(self._rng.choice(("simpleKnobsButton", "allKnobsButton")))

    def _click(self, name: str, times: int = 1) -> str:
        """Where a hand could: what is hidden or grey is left alone, and so is a download."""
        button = self._window.findChild(QAbstractButton, name)
        if button is None or not button.isVisibleTo(self._window) or not button.isEnabled():
            return f"{name} cannot be clicked"
        for _ in range(times):
            QTest.mouseClick(button, left)
        return f"{name} {times}x"


def play(seed: int, minutes: float, acts: int) -> Report:
    """Let it act for so long; gives what it found."""
    report = Report(seed)
    sys.excepthook = report.catch
    threading.excepthook = report.catch_in_thread
    qInstallMessageHandler(report.hear_qt)
    with tempfile.TemporaryDirectory() as folder:
        window = opened(Path(folder))
        window.session.failed.connect(report.hear_failure)
        rng = Random(seed)
        monkey = Monkey(window, rng, report, Path(folder))
        until_s, rounds = time.monotonic() + 60 * minutes, 0
        try:
            while time.monotonic() < until_s:
                for _ in range(rng.randint(1, acts)):
                    monkey.act()
                monkey.look_around()
                rounds += 1
        finally:
            close(window, report)
    print(f"seed {seed}: {sum(monkey.done.values())} acts, {rounds} times at rest; found: {dict(report.kinds)}")
    print(f"    {dict(monkey.done)}")
    return report


def opened(home: Path) -> MainWindow:
    """A real window, with a home of its own, in which no download can begin."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "GAN_PLAYGROUND_DATA"):
        os.environ[variable] = str(home / variable.lower())
    os.environ.update(dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere))
    from gan_playground.app import create_window

    window = create_window(["--lesson", "textbook-curve"])
    window.resize(1440, 860)
    window.show()
    QTest.qWait(100)
    part(window, "allKnobsButton").click()
    until_s = time.monotonic() + 60
    while window.session.experiment != lessons()["textbook-curve"].experiment or not window.session.is_playing:
        QTest.qWait(50)
        if time.monotonic() > until_s:
            raise TimeoutError("The window does not begin.")
    return window


def close(window: MainWindow, report: Report) -> None:
    """As a hand does; then nothing may be left at work."""
    began_s = time.monotonic()
    window.close()
    print(f"closed after {time.monotonic() - began_s:.2f} s")
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    python = [one.name for one in threading.enumerate() if one is not threading.main_thread() and is_own(one)]
    for name in (*python, *running_threads_of_qt()):
        report.add(f"thread: {name} is left")


def is_own(thread: threading.Thread) -> bool:
    """Of Python's own making: torch and Qt have threads of which Python only took note."""
    return not isinstance(thread, threading._DummyThread)


def running_threads_of_qt() -> list[str]:
    from shiboken6 import isValid

    found: list[Any] = [thing for thing in gc.get_objects() if type(thing) is QThread and isValid(thing)]
    return [thread.objectName() for thread in found if thread.isRunning() and not thread.isCurrentThread()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--acts", type=int, default=12, help="how many at most between two times at rest")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return 1 if play(options.seed, options.minutes, options.acts).kinds else 0


if __name__ == "__main__":
    sys.exit(main())
