"""Three accounts of one run that must agree whenever all is quiet: what the window shows, the session says, and trains.

Used by the monkey and by tests. Nothing here changes anything, apart from opening the list of branches to read it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFrame, QLineEdit, QSlider, QSpinBox, QWidget

from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.ui.knobs.scale import nearest, stops
from gan_playground.ui.theme.wording import written
from gan_playground.ui.window.main_window import MainWindow

still_s = 0.7  # longer than a hand's rest on a slider, after which something may yet be ordered
still_without_hands_s = 0.2  # longer than what is written waits for
patience_s = 120.0
look_every_ms = 60


@dataclass(frozen=True, slots=True)
class Trains:
    """What trains, as its own thread sees it between two steps.

    last_step: how far its branch came. branch: its name; branches: how many there are. busy: something that takes a
    while is on its way. run_b_step: where a second run is; None where there is none.
    run_b_left: whether that one came to a loss that is no number, and stays behind.
    """

    run: int
    step: int
    last_step: int
    experiment: Experiment
    seed: int
    branch: str
    branches: int
    lesson: str
    playing: bool
    busy: bool
    run_b_step: int | None
    run_b_left: bool


def what_trains(worker: Any) -> Trains | None:
    """The one place that knows where a worker keeps its runs; None before the first. To be called in its thread."""
    runs = worker.runs if hasattr(worker, "runs") else worker.lanes
    if not runs:
        return None
    first, *others = runs
    trainer, timeline = first.trainer, first.timeline
    tasks = worker.tasks
    return Trains(
        run=trainer.run,
        step=trainer.step,
        last_step=timeline.last_step(trainer),
        experiment=trainer.experiment,
        seed=trainer.seed,
        branch=timeline.branch.name,
        branches=len(timeline.branches),
        lesson=first.lesson,
        playing=worker.is_playing,
        busy=tasks.is_on,
        run_b_step=others[0].trainer.step if others else None,
        run_b_left=any(other.trainer.diverged_at is not None for other in others),
    )


class Witness(QObject):
    """Stands in the training thread, behind whatever was ordered before, and tells what trains there.

    still_s: how long nothing may have changed before all is taken to be at rest.
    Signals: asked(int): the number of the question.
    """

    asked = Signal(int)

    def __init__(self, window: MainWindow, still_s: float = still_s) -> None:
        super().__init__()
        self.window, self._still_s = window, still_s
        self._worker = window.session._worker
        self._question = self._answered = 0
        self._trains: Trains | None = None
        thread = self._worker.thread()
        self.moveToThread(thread)
        thread.finished.connect(self.deleteLater)
        self.asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)

    @Slot(int)
    def _on_asked(self, question: int) -> None:
        self._trains = what_trains(self._worker)
        self._answered = question

    def look(self) -> Trains | None:
        """What trains once all that was ordered until now has been heard; the window lives on meanwhile."""
        self._question += 1
        self.asked.emit(self._question)
        until_s = time.monotonic() + patience_s
        while self._answered < self._question:
            QTest.qWait(2)
            if time.monotonic() > until_s:
                raise TimeoutError("The training thread does not answer.")
        return self._trains

    def rest(self) -> Trains | None:
        """Wait until nothing changes any more but the steps of a run that plays."""
        until_s = time.monotonic() + patience_s
        before, since_s = None, time.monotonic()
        while time.monotonic() < until_s:
            trains = self.look()
            account = _without_steps(self.window, trains)
            if account != before or (trains is not None and trains.busy):
                before, since_s = account, time.monotonic()
            elif time.monotonic() - since_s > self._still_s:
                return trains
            QTest.qWait(look_every_ms)
        raise TimeoutError("It never comes to rest.")

    def pause(self) -> Trains | None:
        """At rest, and paused, through the button."""
        trains = self.rest()
        if trains is not None and trains.playing:
            QTest.mouseClick(part(self.window, "playButton"), Qt.MouseButton.LeftButton)
            trains = self.rest()
        return trains

    def differences(self) -> list[str]:
        """What the three accounts differ in, a line each: at rest, and again once it is paused."""
        playing = self.rest()
        found = list(differences(self.window, playing))
        if not found and playing is not None and playing.playing:
            found = list(differences(self.window, self.pause()))
        return found


def part(window: MainWindow, name: str, kind: type[QWidget] = QWidget) -> Any:
    """A widget by its name."""
    found = window.findChild(kind, name)
    if found is None:
        raise LookupError(f"There is no {name} in the window.")
    return found


def _without_steps(window: MainWindow, trains: Trains | None) -> tuple[object, ...]:
    if trains is not None and trains.playing:
        trains = replace(trains, step=0, last_step=0, run_b_step=trains.run_b_step and 0)
        shown_step = None
    else:
        shown_step = part(window, "stepLabel").text()
    return trains, shown_step, window.session.experiment, window.session.is_playing, tuple(_knobs_shown(window))


def differences(window: MainWindow, trains: Trains | None) -> Iterator[str]:
    """Each as "subject: what the window shows, what the session says, what trains"."""
    if trains is None:
        return
    if window.session.refused is not None:
        yield from _of_what_cannot_be(window, trains)
        return
    experiment = window.session.experiment
    for path, shown in _knobs_shown(window):
        said, true = (_in_words(window, path, one) for one in (experiment, trains.experiment))
        if not shown == said == true:
            yield f"knob {path}: the panel shows {shown}, the session says {said}, the trainer has {true}"
    if experiment != trains.experiment:
        yield f"experiment: {_changes(experiment, trains.experiment)}"
    yield from _of_playing(window, trains)
    yield from _of_the_run(window, trains)
    if not trains.playing:
        yield from _of_the_place(window, trains)


def _of_what_cannot_be(window: MainWindow, trains: Trains) -> Iterator[str]:
    """A lesson that could not begin: all is of that, and of the run that is there nothing is seen, nor trained."""
    for path, shown in _knobs_shown(window):
        said = _in_words(window, path, window.session.experiment)
        if shown != said:
            yield f"knob {path}: the panel shows {shown}, the session says {said}"
    if not window.lesson.id == window.session.lesson == window.gallery.chosen:
        yield f"lesson: the window {window.lesson.id}, the session {window.session.lesson}"
    if trains.playing or window.run_view.stage.isVisible():
        yield f"what is there: playing {trains.playing}, seen {window.run_view.stage.isVisible()}"


def _changes(said: Experiment, true: Experiment) -> str:
    paths = [path for path in KNOBS if said.knob(path) != true.knob(path)]
    return ", ".join(
        f"{path} is {said.knob(path)} in the session and {true.knob(path)} in the trainer" for path in paths
    )


def _of_playing(window: MainWindow, trains: Trains) -> Iterator[str]:
    button = part(window, "playButton").accessibleName() == "Pause"
    if not button == window.session.is_playing == trains.playing:
        yield f"playing: button {button}, session {window.session.is_playing}, worker {trains.playing}"


def _of_the_run(window: MainWindow, trains: Trains) -> Iterator[str]:
    lesson = window.gallery.chosen
    if not lesson == window.lesson.id == trains.lesson:
        yield f"lesson: the list shows {lesson}, the window {window.lesson.id}, the run is of {trains.lesson}"
    seed = part(window, "seedBox", QSpinBox).value()
    if seed != trains.seed:
        yield f"seed: shown {seed}, true {trains.seed}"
    compares, run_b = part(window, "compareButton", QAbstractButton).isChecked(), trains.run_b_step is not None
    if compares != run_b:
        yield f"comparison: shown {compares}, true {run_b}"


def _of_the_place(window: MainWindow, trains: Trains) -> Iterator[str]:
    """Where a paused run is."""
    step, slider = int(part(window, "stepLabel").text().replace(",", "")), part(window, "timelineSlider", QSlider)
    if not step == slider.value() == trains.step:
        yield f"step: written {step}, on the slider {slider.value()}, true {trains.step}"
    if slider.maximum() != trains.last_step:
        yield f"last step: on the slider {slider.maximum()}, true {trains.last_step}"
    past = not part(window, "presentButton").isHidden()
    if past != (trains.step < trains.last_step):
        yield f"past: shown {past}, at step {trains.step} of {trains.last_step}"
    if trains.run_b_step not in (None, trains.step) and not trains.run_b_left:
        yield f"two runs: A is at step {trains.step}, B at {trains.run_b_step}"
    yield from _of_branches(window, trains)


def _of_branches(window: MainWindow, trains: Trains) -> Iterator[str]:
    button = part(window, "branchesButton")
    words = button.accessibleName()
    count = int(words.split()[0].replace(",", "")) if words != "Branches" else 1
    if count != trains.branches:
        yield f"branches: shown {count}, true {trains.branches}"
    elif count > 1 and (here := _branches_here(window)) != [trains.branch]:
        yield f"branch: shown {here}, true {trains.branch}"


def _branches_here(window: MainWindow) -> list[str]:
    """Names of the branches that the list marks as the one that is lived, as a screen reader is told."""
    QTest.mouseClick(part(window, "branchesButton"), Qt.MouseButton.LeftButton)
    tree = part(window, "branchTree")
    rows = [row.accessibleName() for row in tree.findChildren(QFrame) if not row.isHidden()]
    tree.close()
    return [name.partition(", steps ")[0] for name in rows if name.endswith(", here") and ", steps " in name]


# Knobs.


def _knobs_shown(window: MainWindow) -> Iterator[tuple[str, object]]:
    """Path and what is shown of every knob that can be seen, be it scrolled away."""
    for path in KNOBS:
        widget = window.findChild(QWidget, path)
        if widget is not None and widget.isVisibleTo(window):
            yield path, _shown(window, widget)


def _shown(window: MainWindow, widget: QWidget) -> object:
    if isinstance(widget, QSlider):
        return part(window, f"{widget.objectName()}.field", QLineEdit).text(), widget.value()
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QAbstractButton):
        return widget.isChecked()
    return widget.text()  # of a line, or of a label that says what was done on the stage


def _number_in_words(path: str, experiment: Experiment) -> str:
    """As a field shows it: what a number stands for, and what comes of it where that is known."""
    value, auto = experiment.knob(path), experiment.auto(path)
    words = KNOBS[path].named.get(value, written(value))
    return f"{words} ({written(auto)})" if words == "auto" and auto is not None else words


def _in_words(window: MainWindow, path: str, experiment: Experiment) -> object:
    """What a control would show of this experiment's knob."""
    value, widget = experiment.knob(path), part(window, path)
    if isinstance(widget, QSlider):
        return _number_in_words(path, experiment), nearest(stops(KNOBS[path]), value)
    if isinstance(widget, (QComboBox, QAbstractButton, QLineEdit)):
        return value
    return window.knob_panel.controls[path].in_words(value)
