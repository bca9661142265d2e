"""Runs are kept by themselves, and come back after whatever ended the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gan.runs import assert_same
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.files import autosave, autosave_folder
from gan_playground.session.files.autosave_folder import AutosaveFolder, autosave_folder_path, lesson_of
from gan_playground.session.files.events import CutOffFound, KeepDue, RunRead, RunUnread, RunWritten
from gan_playground.session.run import run as run_module
from gan_playground.session.session import Session
from listener import Listener

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})


class Keeper(Listener):
    """A session, and what it says of run files."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(Session(), qtbot)
        self.summaries: list[TimelineSummary] = []
        self.written: list[str] = []
        self.read: list[runfile.SavedRun] = []
        self.found: list[runfile.SavedRun] = []
        session = self.session
        session.timeline_changed.connect(self.summaries.append)
        session.hear(RunUnread, self._on_unread)
        session.hear(RunWritten, self._on_written)
        session.hear(RunRead, self._on_read)
        session.hear(CutOffFound, self._on_found)
        session.hear(KeepDue, self._keep)
        session.open()

    def _on_read(self, event: RunRead) -> None:
        self.read.append(event.run)

    def _on_unread(self, event: RunUnread) -> None:
        self.failures.append(event.failure)

    def _on_written(self, event: RunWritten) -> None:
        self.written.append(event.path)

    def _on_found(self, event: CutOffFound) -> None:
        self.found.append(event.run)

    def _keep(self, _event: KeepDue) -> None:
        self.session.autosave.keep(b"")

    def begin(self, seed: int = 4) -> None:
        self.session.start(small, seed=seed, playing=False, lesson="textbook-curve")
        self.until(lambda: self.frames and self.frames[-1].run == self.session.ordered_run)

    def take_steps(self, count: int) -> None:
        for _ in range(count):
            before = self.trainer.step
            self.session.move(StepKind.BOTH)
            self.until(lambda before=before: self.frames[-1].step == before + 1)
            self.rest()


@pytest.fixture
def open_keeper(qtbot: QtBot) -> Iterator[Callable[[], Keeper]]:
    keepers = []

    def opened() -> Keeper:
        keepers.append(Keeper(qtbot))
        return keepers[-1]

    yield opened
    for keeper in keepers:
        keeper.session.close()


@pytest.fixture
def keeper(open_keeper: Callable[[], Keeper]) -> Keeper:
    return open_keeper()


def test_a_saved_run_goes_on_bitwise_with_its_past(keeper: Keeper, tmp_path: Path) -> None:
    keeper.begin()
    keeper.take_steps(3)
    keeper.session.turn({"generator.learning_rate": 0.02})
    keeper.take_steps(3)
    keeper.session.past.bookmark()
    keeper.session.autosave.save(tmp_path / "mine.ganrun", b"")
    keeper.until(lambda: keeper.written)
    state = keeper.trainer.state()
    keeper.begin(seed=9)
    keeper.session.autosave.read(tmp_path / "mine.ganrun")
    keeper.until(lambda: keeper.read)
    keeper.session.open_run(keeper.read[0])
    keeper.until(lambda: keeper.frames[-1].step == 6 and keeper.trainer.seed == 4)
    keeper.rest()
    assert_same(keeper.trainer.state(), state)
    assert not keeper.session.is_playing
    assert keeper.session.experiment == keeper.trainer.experiment
    keeper.until(lambda: [mark.step for mark in keeper.summaries[-1].bookmarks] == [6])
    keeper.session.past.go_to(2)
    keeper.until(lambda: keeper.frames[-1].step == 2)
    keeper.rest()
    other = Trainer(small, seed=4)
    other.advance(2)
    assert_same(keeper.trainer.state(), other.state())
    keeper.session.past.go_to(6)
    keeper.until(lambda: keeper.frames[-1].step == 6 and not keeper.summaries[-1].is_past)
    keeper.rest()
    keeper.take_steps(4)
    other.apply(Edit("generator.learning_rate", 0.02, 3))
    other.advance(8)
    assert_same(keeper.trainer.state(), other.state())


def test_what_cannot_be_opened_says_so_and_the_run_goes_on(keeper: Keeper, tmp_path: Path) -> None:
    keeper.begin()
    keeper.take_steps(2)
    bad = tmp_path / "bad.ganrun"
    bad.write_bytes(b"no run at all")
    keeper.session.autosave.read(bad)
    keeper.until(lambda: keeper.failures)
    assert "bad.ganrun" in keeper.failures[-1].sentence
    keeper.session.autosave.save(tmp_path / "nowhere" / "x.ganrun", b"")
    keeper.until(lambda: len(keeper.failures) == 2)
    keeper.take_steps(1)
    assert keeper.trainer.step == 3


def test_a_run_is_kept_by_itself_soon_after_it_began(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "first_keep_ms", 50)
    monkeypatch.setattr(autosave, "keep_interval_ms", 100)
    keeper.begin()
    keeper.take_steps(2)
    keeper.until(lambda: keeper.session.autosave.autosave_folder.runs())
    (path,) = keeper.session.autosave.autosave_folder.runs()
    keeper.take_steps(2)
    keeper.until(lambda: runfile.read(path).tip.step == 4)
    assert runfile.read(path).lesson == "textbook-curve"


def test_what_closes_in_peace_is_kept_as_it_was_left_and_is_no_accident(open_keeper: Callable[[], Keeper]) -> None:
    first = open_keeper()
    first.begin()
    first.take_steps(5)
    first.session.close()
    second = open_keeper()
    (path,) = second.session.autosave.autosave_folder.runs()
    assert runfile.load(path).step == 5
    assert second.session.autosave.autosave_folder.cut_off() == []


def test_a_run_that_another_took_the_place_of_is_kept_if_it_had_lived(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "short_life_s", 0.0)
    keeper.begin()
    keeper.take_steps(2)
    keeper.begin(seed=5)
    keeper.until(lambda: keeper.session.autosave.autosave_folder.runs())
    monkeypatch.setattr(run_module, "short_life_s", 1e9)
    keeper.take_steps(1)
    keeper.begin(seed=6)
    keeper.session.close()
    kept = [runfile.read(path) for path in AutosaveFolder().runs()]
    assert [(run.seed, run.tip.step) for run in kept] == [(4, 2)]


def test_what_is_saved_while_the_window_closes_is_written(open_keeper: Callable[[], Keeper], tmp_path: Path) -> None:
    keeper = open_keeper()
    keeper.begin()
    keeper.take_steps(3)
    keeper.session.autosave.save(tmp_path / "last.ganrun", b"")
    keeper.session.close()
    assert runfile.load(tmp_path / "last.ganrun").step == 3


def compare(keeper: Keeper, values: dict[str, Any], seed: int | None = None) -> None:
    """Train another run beside the one that has begun, three steps of both."""
    comparison_client = keeper.session.comparison_client
    runs_b: list[Frame] = []
    keeper.session.run_b_frame_ready.connect(runs_b.append)
    comparison_client.compare(values, seed)
    keeper.until(lambda: runs_b)
    keeper.until(lambda: keeper.trainer.step == keeper.frames[-1].step == runs_b[-1].step)
    keeper.take_steps(3)


def test_what_is_saved_while_two_are_compared_has_both(keeper: Keeper, tmp_path: Path) -> None:
    keeper.begin()
    keeper.take_steps(4)
    compare(keeper, {"generator.learning_rate": 0.02})
    run_b = keeper.session._worker.runs[1].trainer
    keeper.session.autosave.save(tmp_path / "both.ganrun", b"")
    keeper.until(lambda: keeper.written)
    trainer, timeline = runfile.read(tmp_path / "both.ganrun").open()
    assert trainer.step == 7
    assert_same(trainer.state(), keeper.trainer.state())
    timeline.switch(trainer, timeline.branches[-1].number)
    assert trainer.experiment.knob("generator.learning_rate") == 0.02
    assert_same(trainer.state(), run_b.state())
    keeper.take_steps(2)  # neither run has noticed
    assert (keeper.trainer.step, run_b.step) == (9, 9)
    assert len(keeper.summaries[-1].branches) == 1
    assert not keeper.summaries[-1].is_past


def test_two_runs_of_which_none_grew_from_the_other_are_kept_each_by_itself(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "short_life_s", 0.0)
    keeper.begin()
    compare(keeper, {"generator.width": 4}, seed=9)
    keeper.session.autosave.keep(b"")
    autosave_folder = keeper.session.autosave.autosave_folder
    keeper.until(lambda: len(autosave_folder.runs()) == 2)
    found = [runfile.read(path) for path in autosave_folder.runs()]
    assert [(run.seed, run.tip.step, run.experiment.generator.width) for run in found] == [(4, 3, 8), (9, 3, 4)]
    keeper.take_steps(1)
    keeper.session.comparison_client.end()
    keeper.session.close()
    assert [(run.seed, run.tip.step) for run in map(runfile.read, AutosaveFolder().runs())] == [(4, 4), (9, 4)]


def test_a_second_run_that_was_hardly_there_leaves_nothing_behind(keeper: Keeper) -> None:
    keeper.begin()
    compare(keeper, {}, seed=9)
    keeper.session.autosave.keep(b"")
    autosave_folder = keeper.session.autosave.autosave_folder
    keeper.until(lambda: len(autosave_folder.runs()) == 2)
    keeper.session.comparison_client.end()
    keeper.until(lambda: len(autosave_folder.runs()) == 1)
    assert runfile.read(autosave_folder.runs()[0]).seed == 4


def test_the_folder_holds_no_more_than_it_should(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(autosave_folder, "most_kept", 3)
    place = AutosaveFolder(tmp_path / "runs")
    place.open()
    for run in range(6):
        stranger = place.folder / f"20200101-000000-1_{run:03}_ring.ganrun"
        stranger.write_bytes(b"")
        os.utime(stranger, (run, run))
    (tmp_path / "runs" / ".half.ganrun").write_bytes(b"")
    os.utime(tmp_path / "runs" / ".half.ganrun", (0, 0))
    place.tidy()
    assert [path.stem[18:] for path in place.runs()] == ["005_ring", "004_ring", "003_ring"]
    assert lesson_of(place.runs()[0]) == "ring"
    assert not (tmp_path / "runs" / ".half.ganrun").exists()
    place.close()


def test_where_no_folder_can_be_made_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    place = AutosaveFolder(tmp_path / "file" / "runs")
    place.open()
    assert place.path_of(1, "ring") is None
    assert place.runs() == []
    assert place.cut_off() == []
    place.tidy()
    place.close()


living_window = """
import sys
from PySide6.QtCore import QCoreApplication
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.files import autosave as keeping
from gan_playground.session.files.events import KeepDue
from gan_playground.session.session import Session
keeping.first_keep_ms = keeping.keep_interval_ms = 30
application = QCoreApplication([])
session = Session()
session.hear(KeepDue, lambda _event: session.autosave.keep(b""))
session.open()
session.start(Experiment().with_knobs({"generator.width": 8}), seed=4)
session.run_started.connect(lambda run: print("started", flush=True))
application.exec()
"""


@pytest.mark.parametrize("after_s", [0.2, pytest.param(0.35, marks=pytest.mark.slow)])
def test_a_window_that_is_killed_leaves_a_run_that_the_next_one_finds(
    open_keeper: Callable[[], Keeper], qtbot: QtBot, after_s: float
) -> None:
    """Killed while it saves thirty times a second: there is always a whole file."""
    window = subprocess.Popen([sys.executable, "-c", living_window], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    assert window.stdout.readline() == "started\n"
    folder = autosave_folder_path()
    qtbot.waitUntil(lambda: bool(list(folder.glob("[!.]*.ganrun"))), timeout=60_000)
    keeper = open_keeper()
    assert keeper.session.autosave.autosave_folder.cut_off() == []  # it lives
    qtbot.wait(int(1000 * after_s))
    window.send_signal(signal.SIGKILL)
    window.wait()
    window.stdout.close()
    keeper.session.autosave.look_for_cut_off()
    keeper.until(lambda: keeper.found)
    assert keeper.found[0].tip.step > 0
    assert keeper.session.autosave.autosave_folder.cut_off() == []  # told once


@pytest.mark.parametrize("lesson", ["a/b", "../../up", "x" * 240, "nul\0", "back\\slash", "Ünï cödé", "_", "", "."])
def test_a_run_is_kept_whatever_its_lesson_is_called(tmp_path: Path, lesson: str) -> None:
    """A run file may come from anywhere."""
    shelf = AutosaveFolder(tmp_path / "runs")
    shelf.open()
    try:
        path = shelf.path_of(1, lesson)
        assert path is not None
        path.write_bytes(b"kept")
        assert shelf.runs() == [path]
        assert list(tmp_path.iterdir()) == [shelf.folder]
        assert path.stem.split("_")[:-1] == [shelf._name, "001"]
    finally:
        shelf.close()
