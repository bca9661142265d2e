"""Every order that fails, from every state: what is on screen is of one run, and the program goes on.

A lesson that cannot begin stays on the screen with what is missing; any other order that is refused leaves the run that
is there, as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QSpinBox

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.commands import LookAhead
from gan_playground.session.messages import Option
from gan_playground.session.order_state import OrderStage
from gan_playground.session.run.making import make_run
from gates import Gate, paint_folder
from quiet import quiet
from watched import Opener, Watched

old, lacking, heavy = "textbook-curve", "cifar-convolutional", "two-blobs"
rate = "generator.learning_rate"


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.close()


# From where.


def playing(watched: Watched, _gate: Gate, _folder: Path) -> None:
    watched.settle()


def paused(watched: Watched, _gate: Gate, _folder: Path) -> None:
    watched.pause()


def in_the_past(watched: Watched, _gate: Gate, _folder: Path) -> None:
    step = watched.pause().step
    watched.window.session.past.go_to(step // 2)
    watched.settle()


def comparing(watched: Watched, _gate: Gate, _folder: Path) -> None:
    watched.window.session.comparison_client.compare({rate: 0.01})
    watched.until(lambda: watched.window.session.state.comparison is not None)


def looking_ahead(watched: Watched, _gate: Gate, _folder: Path) -> None:
    watched.pause()
    watched.window.session.past.look_ahead(LookAhead((Option({rate: 0.01}, "faster", "fast"),), 30))
    watched.until(lambda: watched.window.run_view._outcomes is not None)
    watched.settle()


def loading(watched: Watched, gate: Gate, folder: Path) -> None:
    gate.let_through(10)
    watched.window._drop.take(paint_folder(folder / "photos"))
    watched.until(lambda: watched.window.run_view.is_covered)


# What is ordered.


def a_lesson_without_its_download(watched: Watched, _folder: Path) -> None:
    watched.window.show_lesson(lacking)


def a_lesson_that_takes_all_memory(watched: Watched, _folder: Path) -> None:
    watched.window.show_lesson(heavy)


def a_knob_without_its_download(watched: Watched, _folder: Path) -> None:
    watched.window.history.turn({"data.kind": "mnist", "data.path": ""})


def a_file_that_has_vanished(watched: Watched, folder: Path) -> None:
    watched.window.history.turn({"data.kind": "column", "data.path": str(folder / "gone.csv")})


def a_device_that_is_not_there(watched: Watched, _folder: Path) -> None:
    box = watched.part("deviceBox", QComboBox)
    box.addItem("Of a dream", "cuda:7")
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)


def a_broken_run(watched: Watched, folder: Path) -> None:
    (folder / "broken.ganrun").write_bytes(b"no run at all")
    watched.window.run_files.open(folder / "broken.ganrun")


def a_bad_drop(watched: Watched, folder: Path) -> None:
    (folder / "what.xyz").write_text("?")
    watched.window._drop.take(folder / "what.xyz")


states = (playing, paused, in_the_past, comparing, looking_ahead, loading)
nothing_comes_of = (a_bad_drop, a_broken_run, a_device_that_is_not_there)
lessons = (a_lesson_without_its_download, a_lesson_that_takes_all_memory)
runs_of_the_lesson = (a_knob_without_its_download, a_file_that_has_vanished)


@pytest.fixture
def told(opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Watched]:
    """The old lesson trains; whoever wants the heavy one finds no memory."""
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "cache"))

    def make(command: object, device: str) -> object:
        if command.lesson == heavy:
            raise MemoryError("no room for so many weights")
        return make_run(command, device)

    monkeypatch.setattr("gan_playground.session.run.server.make_run", make)
    return lambda: opened("--lesson", old)


@pytest.mark.parametrize("state", states)
def test_an_order_that_fails_leaves_all_of_one_run_and_the_program_goes_on(
    told: Callable[[], Watched], gate: Gate, tmp_path: Path, state: Callable[..., None]
) -> None:
    watched = told()
    state(watched, gate, tmp_path)
    belongs_together(watched)
    for order in nothing_comes_of:
        leaves_the_run(watched, partial(order, watched, tmp_path))
    for order in lessons:
        stays_and_leads_back(watched, partial(order, watched, tmp_path))
    for order in runs_of_the_lesson:
        leaves_the_run(watched, partial(order, watched, tmp_path))
    goes_on(watched)


def leaves_the_run(watched: Watched, order: Callable[[], None]) -> None:
    window, run = watched.window, watched.window.session.run.run
    window.notice.clear()
    order()
    watched.until(window.notice.isVisible)
    assert window.session.run.run == run
    belongs_together(watched)


def stays_and_leads_back(watched: Watched, order: Callable[[], None]) -> None:
    window, session = watched.window, watched.window.session
    was_playing, run, view = session.is_playing, session.run.run, window.run_view
    beside = session.state.comparison is not None, view._outcomes
    order()
    watched.until(lambda: session.refused is not None and not session.is_playing)
    belongs_together(watched)
    for name in ("playButton", "stepBothButton", "compareButton", "lookAheadButton", "trainDiscriminatorButton"):
        assert not watched.part(name).isEnabled(), name
    assert watched.part("playButton").toolTip() == "There is no run of this lesson yet"
    quiet(session, watched.until)
    step = session.state.step
    session.play()
    session.step_both()
    assert not session._unheard, "what nobody sees is not trained"
    watched.click("stateBack")
    watched.until(lambda: session.is_playing == was_playing)
    assert session.run.run == run
    assert session.state.step == step or was_playing
    assert (session.state.comparison is not None, view._outcomes) == beside
    belongs_together(watched)


# All of one.


def belongs_together(watched: Watched) -> None:
    """Title, story, gallery, knobs, seed and device are of one run; the stage and what tells of it too, or empty."""
    window, session = watched.window, watched.window.session
    lesson = load_lesson(session.lesson)
    assert window.lesson.id == lesson.id
    assert watched.part("lessonList", QListWidget).currentItem().data(Qt.ItemDataRole.UserRole) == lesson.id
    assert window.top_bar._lesson.text() == lesson.title
    assert lesson.story.shown in [page.text for page in window.story._pages]
    brought = session.experiment.data.path
    assert (window.story._pages[0].title == "Your own data") is bool(brought)
    assert Path(brought).name in window.story._pages[0].text
    for path, control in window.knob_panel.controls.items():
        assert control.value == session.experiment.knob(path), path
    assert watched.part("seedBox", QSpinBox).value() == session.seed
    is_there = session.order.stage is OrderStage.THERE
    watched.until(lambda: window.run_view.is_covered is not is_there)
    assert window.run_view.stage.isVisible() is is_there
    (is_of_the_run_there if is_there else is_empty)(watched)


def is_of_the_run_there(watched: Watched) -> None:
    window, session = watched.window, watched.window.session
    assert session.run.run == session.ordered_run
    assert session.run.experiment == session.experiment
    assert watched.part("deviceBox", QComboBox).currentData() == session.run.device
    seen = watched.part("stepLabel", QLabel)
    watched.until(lambda: session.is_playing or seen.text() == f"{session.state.step:,}")
    assert window.run_view._stage_name == session.experiment.stage


def is_empty(watched: Watched) -> None:
    window, order = watched.window, watched.window.session.order
    assert watched.part("stateTitle", QLabel).text() == load_lesson(order.lesson).title
    assert window.diagnosis.isHidden()
    assert watched.part("stepLabel", QLabel).text() == "0"
    assert window.transport.time_row.timeline_slider.maximum() == 0
    assert watched.part("rateLabel", QLabel).text() == ""
    if order.failure is not None:
        assert watched.part("stateSentence", QLabel).text() == order.failure.sentence


def goes_on(watched: Watched) -> None:
    """A good lesson begins, plays, is paused and makes a step by hand."""
    window = watched.window
    window.show_lesson("two-knobs")
    ordered = window.session.ordered_run
    watched.until(lambda: watched.frames[-1].run == ordered and watched.frames[-1].step > 1)
    step = watched.pause().step
    belongs_together(watched)
    watched.click("stepBothButton")
    watched.until(lambda: window.session.state.step == step + 1)
