"""Data that are long to read: the old run trains on, what is ordered meanwhile goes where it is meant for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from gan_playground.gan import runfile
from gan_playground.gan.data.images import album_cache
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.events import Failure
from gan_playground.session.session import Session
from gan_playground.session.state import DataReading
from gates import Gate, paint_folder
from listener import Listener

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
rate = "generator.learning_rate"
patience_ms = 60_000


def learning_from(folder: Path) -> Experiment:
    return small.with_knobs({"data.kind": "pictures", "data.path": str(folder), "data.side": 8, "batch_size": 4})


class Watching(Listener):
    """A session with a run that trains on, while the pictures of another one wait at a gate."""

    def __init__(self, qtbot: QtBot, gate: Gate) -> None:
        super().__init__(Session(), qtbot)
        self.gate = gate
        self.readings: list[DataReading | None] = []
        self.session.reading_changed.connect(self.readings.append)
        self.session.open(0)
        self.session.start(small, seed=1)
        self.until(lambda: self.frames)

    def order(self, folder: Path) -> None:
        """Ask for a run on these, whose first pictures come through."""
        self.gate.let_through(10)
        self.session.start(learning_from(folder), seed=2)
        self.until(lambda: self.words.endswith("of 40 pictures") and self.gate.waiting)

    @property
    def words(self) -> str:
        return self.readings[-1].words if self.readings and self.readings[-1] else ""

    def trains_on(self) -> None:
        before = self.frames[-1]
        self.until(lambda: self.frames[-1].step > before.step + 5)
        assert self.frames[-1].run == before.run == 1


@pytest.fixture
def watching(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Watching]:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "cache"))
    gate = Gate(monkeypatch)
    watching = Watching(qtbot, gate)
    yield watching
    watching.session.close()
    gate.close()


def test_the_old_run_trains_on_until_all_is_read(watching: Watching, tmp_path: Path) -> None:
    session, folder = watching.session, paint_folder(tmp_path / "photos")
    watching.order(folder)
    watching.until(lambda: watching.words == "Reading 10 of 40 pictures")
    assert watching.readings[-1].share == 10 / 40
    watching.trains_on()
    assert session.run.run == 1
    assert session.experiment == learning_from(folder), "what was ordered is what is turned"
    watching.gate.open()
    watching.until(lambda: session.run.run == 2)
    assert watching.readings[-1] is None
    watching.until(lambda: watching.frames[-1].run == 2 and watching.frames[-1].step > 2)
    assert session.is_playing
    assert watching.failures == []


def test_cancelled_it_is_as_if_nothing_had_been_ordered(watching: Watching, tmp_path: Path) -> None:
    session = watching.session
    watching.order(paint_folder(tmp_path / "photos"))
    session.cancel()
    watching.until(lambda: watching.failures)
    (failure,) = watching.failures
    assert failure == Failure("Reading photos was cancelled.", run=2, cancelled=True)
    assert session.state.reading is None
    assert session.experiment == small
    watching.trains_on()
    watching.gate.close()
    assert watching.gate.passed == 11, "the one that was waited for, and no other"
    watching.rest()
    assert session.run.run == 1


def test_a_second_choice_takes_over_at_once(watching: Watching, tmp_path: Path) -> None:
    session = watching.session
    watching.order(paint_folder(tmp_path / "photos"))
    other = learning_from(paint_folder(tmp_path / "others", 30))
    session.start(other, seed=3)
    watching.gate.let_through(12)  # for both: the first one ends at its next picture
    watching.until(lambda: "of 30 pictures" in watching.words)
    watching.trains_on()
    session.start(small.with_knobs({"data.kind": "laplace"}), seed=4)
    watching.until(lambda: session.run.run == 4)
    assert watching.readings[-1] is None
    watching.gate.close()
    watching.rest()
    assert session.run.run == 4
    assert session.run.experiment.data.kind == "laplace"
    assert watching.failures == []


def test_what_is_pressed_and_turned_meanwhile_holds_for_both_or_for_the_run_that_comes(
    watching: Watching, tmp_path: Path
) -> None:
    session = watching.session
    watching.order(paint_folder(tmp_path / "photos"))
    session.turn({rate: 0.011})
    session.turn({rate: 0.012, "batch_size": 5})
    session.pause()
    watching.until(lambda: not session.is_playing)
    assert session.run.experiment == small, "the old run is as it was"
    assert session.experiment.knob(rate) == 0.012
    assert not session.will_play
    watching.gate.open()
    watching.until(lambda: session.run.run == 2)
    watching.rest()
    assert (session.state.step, session.is_playing, session.run.seed) == (0, False, 2)
    assert session.run.experiment.knob(rate) == 0.012
    assert session.run.experiment.batch_size == 5
    assert session.experiment == session.run.experiment


def test_the_button_that_says_play_plays(watching: Watching, tmp_path: Path) -> None:
    session = watching.session
    session.pause()
    watching.until(lambda: not session.is_playing)
    watching.order(paint_folder(tmp_path / "photos"))
    assert session.will_play, "the one that comes"
    session.toggle()
    watching.until(lambda: session.is_playing)
    session.toggle()
    watching.until(lambda: not session.is_playing)
    assert not session.will_play


def test_a_comparison_that_is_ordered_meanwhile_is_of_the_run_that_comes(watching: Watching, tmp_path: Path) -> None:
    session = watching.session
    watching.order(paint_folder(tmp_path / "photos"))
    session.comparison_client.compare({rate: 0.02})
    watching.trains_on()
    watching.gate.open()
    watching.until(lambda: session.state.comparison is not None)
    watching.rest()
    comparison = session.state.comparison
    assert (comparison.run.run, comparison.run_b.run) == (2, 3)
    assert comparison.run_b.experiment.data == learning_from(tmp_path / "photos").data
    assert comparison.run_b.experiment.knob(rate) == 0.02
    assert watching.failures == []


def test_a_second_run_on_other_data_is_read_beside_the_first(watching: Watching, tmp_path: Path) -> None:
    session = watching.session
    watching.gate.let_through(40)
    session.start(learning_from(paint_folder(tmp_path / "photos")), seed=2)
    watching.until(lambda: watching.frames[-1].run == 2)
    session.comparison_client.compare({"data.path": str(paint_folder(tmp_path / "others", 30))})
    watching.until(lambda: "others" in watching.words or "of 30" in watching.words)
    assert session.state.comparison is None
    before = watching.frames[-1].step
    watching.until(lambda: watching.frames[-1].step > before + 5)
    watching.gate.open()
    watching.until(lambda: session.state.comparison is not None)
    assert session.state.comparison.run_b.experiment.data.path.endswith("others")


def test_closing_waits_for_no_picture(watching: Watching, tmp_path: Path) -> None:
    watching.order(paint_folder(tmp_path / "photos"))
    watching.session.close()
    assert any(thread.name == "data reader" for thread in threading.enumerate()), "it waits at its gate still"
    watching.gate.close()
    assert watching.gate.passed == 11


def test_the_same_folder_again_is_not_read_again(
    watching: Watching, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(album_cache, "worth_s", 0.0)
    watching.gate.open()
    session, folder = watching.session, paint_folder(tmp_path / "photos")
    session.start(learning_from(folder), seed=2)
    watching.until(lambda: watching.frames[-1].run == 2)
    session.restart()
    watching.until(lambda: watching.frames[-1].run == 3)
    assert watching.gate.passed == 40


def test_between_two_runs_it_is_told_what_has_changed(watching: Watching, tmp_path: Path) -> None:
    session, path, told = watching.session, tmp_path / "heights.csv", []
    session.told.connect(told.append)
    path.write_text("cm\n" + "\n".join(map(str, range(150, 190))), encoding="utf-8")
    session.start(small.with_knobs({"data.kind": "column", "data.path": str(path)}), seed=2)
    watching.until(lambda: session.run.run == 2)
    session.restart()
    watching.until(lambda: session.run.run == 3)
    path.write_text("cm\n" + "\n".join(map(str, range(150, 195))), encoding="utf-8")
    session.restart()
    watching.until(lambda: session.run.run == 4)
    watching.rest()
    assert told == [
        "Learning the column “cm” of heights.csv: 40 rows used, none left out.",
        "heights.csv has changed since the run before: it had 40 values, now 45.",
    ]


def test_a_run_that_was_saved_waits_for_its_data_too(watching: Watching, tmp_path: Path) -> None:
    session, folder, path = watching.session, paint_folder(tmp_path / "photos"), tmp_path / "kept.ganrun"
    watching.gate.open()
    trainer = Trainer(learning_from(folder), seed=7)
    trainer.advance(3)
    runfile.save(path, trainer)
    watching.gate.close()
    Image.new("RGB", (8, 8)).save(folder / "more.png")  # or it would be known already
    watching.gate.let_through(10)
    opened = session.open_run(runfile.find_data(runfile.read(path)).run)
    watching.until(lambda: watching.words.endswith("of 41 pictures"))
    session.turn({rate: 0.011})
    watching.trains_on()
    watching.gate.open()
    watching.until(lambda: session.run.run == opened)
    watching.rest()
    assert (session.state.step, session.is_playing, session.run.seed) == (3, False, 7)
    assert session.run.experiment.knob(rate) == session.experiment.knob(rate) == 0.011
    assert watching.failures == []
