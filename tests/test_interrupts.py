"""Ctrl+C, a kill and a closed terminal end the program in order: nothing half-written, what was promised is there."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan.runs import assert_same
from gan_playground import cli
from gan_playground import interrupts as module
from gan_playground.files import replacing
from gan_playground.gan import runfile
from gan_playground.gan.data.images import folder
from gan_playground.gan.data.images.picture import open_picture
from gan_playground.gan.training.trainer import Trainer
from gan_playground.interrupts import Interrupted, Interrupts, advance, interrupts
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.files.autosave_folder import AutosaveFolder
from gan_playground.ui.notices import notice
from gan_playground.ui.theme.theme import THEMES
from gates import paint_folder

CHECKOUT = Path(__file__).parent.parent
asking = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
patience_s = 60.0


@pytest.fixture
def noted() -> Iterator[Interrupts]:
    one = Interrupts()
    with one.noted():
        yield one


@pytest.mark.parametrize("number", asking)
def test_nothing_is_raised_until_somebody_asks(noted: Interrupts, number: signal.Signals) -> None:
    noted.check()
    signal.raise_signal(number)
    with pytest.raises(Interrupted) as end:
        noted.check()
    assert (end.value.status, end.value.is_between) == (128 + number, True)


def test_where_nobody_asks_it_is_raised_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "patience_s", 0.01)
    with Interrupts().noted():
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Interrupted) as end:
            time.sleep(patience_s)  # a call of the system, which it comes out of
    assert (end.value.status, end.value.is_between) == (143, False)


def test_the_second_one_is_not_waited_for(noted: Interrupts) -> None:
    signal.raise_signal(signal.SIGINT)
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGINT)


def test_nothing_is_raised_where_a_module_is_loaded(noted: Interrupts, tmp_path: Path, monkeypatch: Any) -> None:
    lines = "import signal\nsignal.raise_signal(signal.SIGINT)\nsignal.raise_signal(signal.SIGINT)\n"
    (tmp_path / "loaded_meanwhile.py").write_text(lines)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.import_module("loaded_meanwhile")
    with pytest.raises(Interrupted):
        noted.check()


def test_nothing_is_raised_where_qt_paints(noted: Interrupts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not survive an exception there."""
    signals: list[signal.Signals] = []

    def paint(*_: object) -> None:
        for number in asking:
            signals.append(number)
            signal.raise_signal(number)

    monkeypatch.setattr(notice, "paint_edge_panel", paint)
    parent = QWidget()
    qtbot.addWidget(parent)
    notice.Notice(THEMES["dark"], parent).grab()
    assert signals[: len(asking)] == asking
    with pytest.raises(Interrupted):
        noted.check()


def test_what_is_being_kept_is_not_disturbed(noted: Interrupts) -> None:
    signal.raise_signal(signal.SIGINT)
    with pytest.raises(Interrupted):
        noted.check()
    signal.raise_signal(signal.SIGTERM)
    assert noted.status == 130


def test_a_window_sees_to_its_end_itself(noted: Interrupts) -> None:
    closed: list[bool] = []
    noted.obey_by(lambda: closed.append(True))
    signal.raise_signal(signal.SIGINT)
    assert closed == [True]


def test_a_signal_from_before_the_window_closes_it_too(noted: Interrupts) -> None:
    closed: list[bool] = []
    signal.raise_signal(signal.SIGINT)
    noted.obey_by(lambda: closed.append(True))
    assert closed == [True]


def test_what_was_to_be_ignored_stays_so_and_all_is_as_before_afterwards() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        own = signal.getsignal(signal.SIGINT)
        with Interrupts().noted():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGINT) is not own
        assert signal.getsignal(signal.SIGINT) is own
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_way_out_has_an_end_too_unless_somebody_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a film's last frames take long, and where a run is being kept."""
    for name in ("patience_s", "again_s", "last_patience_s"):
        monkeypatch.setattr(module, name, 0.01)
    for rests in (False, True):
        statuses, one = list[int](), Interrupts()

        def end(status: int, statuses: list[int] = statuses, one: Interrupts = one) -> None:
            statuses.append(status)
            one._end.set()

        monkeypatch.setattr(os, "_exit", end)
        with one.noted():
            one.status = 128 + signal.SIGTERM
            with pytest.raises(Interrupted):
                one.check()
            if rests:
                one.rest()
            one._watch.start()
            one._watch.join()
        assert statuses == ([] if rests else [143])


def test_a_process_that_hangs_takes_along_what_is_unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever catches what is raised, and goes on."""
    one, raised, ended = Interrupts(), list[Interrupted](), threading.Event()
    statuses: list[int] = []

    def end(status: int) -> None:
        statuses.append(status)
        one._end.set()
        ended.set()

    monkeypatch.setattr(os, "_exit", end)
    for name, time_s in (("patience_s", 0.01), ("again_s", 0.05), ("last_patience_s", 0.3)):
        monkeypatch.setattr(module, name, time_s)
    with one.noted(), replacing(tmp_path / "film.mp4") as temporary:
        signal.raise_signal(signal.SIGTERM)
        while not ended.is_set():
            try:
                ended.wait(patience_s)
            except Interrupted as interrupted:
                raised.append(interrupted)
        assert not temporary.exists()
        temporary.touch()
    assert len(raised) > 1
    assert statuses == [143]


def test_training_ends_between_two_steps(noted: Interrupts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "interrupts", noted)
    trainer, make = Trainer(load_lesson("two-knobs").experiment, 0), Trainer.advance

    def advance_and_interrupt(one: Trainer) -> None:
        make(one)
        if one.step == 7:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Trainer, "advance", advance_and_interrupt)
    with pytest.raises(Interrupted):
        advance(trainer, 100)
    monkeypatch.undo()
    twin = Trainer(load_lesson("two-knobs").experiment, 0)
    twin.advance(7)
    assert_same(trainer.state(), twin.state())


def interrupt_at(monkeypatch: pytest.MonkeyPatch, step: int, name: str) -> None:
    """Let the signals come when a run is at this step: before it, or in the middle of it."""
    method = getattr(Trainer, name)

    def interrupted(trainer: Trainer, *arguments: Any) -> Any:
        if trainer.step == step and not interrupts.status:
            signal.raise_signal(signal.SIGINT)
            if name != "advance":
                signal.raise_signal(signal.SIGINT)
        return method(trainer, *arguments)

    monkeypatch.setattr(Trainer, name, interrupted)


@pytest.mark.parametrize(("name", "kept"), [("advance", 121), ("_generator_turn", 100)])
def test_a_run_is_kept_as_far_as_it_came_and_goes_on_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, kept: int
) -> None:
    path = tmp_path / "kept.ganrun"
    settings = ("--set", "batch_size=64@30", "--set", "generator.learning_rate=0.002@140")
    with monkeypatch.context() as patch:
        interrupt_at(patch, 120 if name == "advance" else 121, name)
        assert cli.main(["train", "two-knobs", "--steps", "200", *settings, "--save", str(path)]) == 130
    assert f"Stopped at step {kept}." in capsys.readouterr().err
    assert runfile.load(path).step == kept
    assert cli.main(["train", "--run", str(path), "--steps", "200", "--save", str(path)]) == 0
    whole = tmp_path / "whole.ganrun"
    assert cli.main(["train", "two-knobs", "--steps", "200", *settings, "--save", str(whole)]) == 0
    assert_same(runfile.load(path).state(), runfile.load(whole).state())


def test_a_run_is_gone_on_with_by_knobs_that_are_turned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, further = tmp_path / "kept.ganrun", tmp_path / "further.ganrun"
    assert cli.main(["train", "two-knobs", "--steps", "20", "--save", str(path)]) == 0
    turned = ("--set", "batch_size=64", "--set", "generator.learning_rate=0.002@25")
    assert cli.main(["train", "--run", str(path), "--steps", "30", *turned, "--save", str(further)]) == 0
    edits = [(edit.knob, edit.value, edit.step) for edit in runfile.load(further).checkpoint().edits]
    assert edits == [("batch_size", 64, 20), ("generator.learning_rate", 0.002, 25)]
    capsys.readouterr()
    for arguments, words in (
        (("--steps", "20"), "stands at step 20 already"),
        (("two-knobs", "--steps", "30"), "leave them out beside --run"),
        (("--steps", "30", "--set", "generator.width=8"), "can only be set at the start"),
    ):
        assert cli.main(["train", "--run", str(path), *arguments]) == 2
        assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "arguments"),
    [
        (signal.SIGINT, ("film", "two-knobs", "--steps", "100000", "--out", "film.mp4")),
        (signal.SIGTERM, ("--lesson", "two-knobs")),
    ],
)
def test_the_program_ends_in_order(tmp_path: Path, number: signal.Signals, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, str(CHECKOUT / "main.py"), *arguments], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    is_window = arguments[0] != "film"
    try:
        until_s = time.monotonic() + patience_s
        # A film is under way when its file is; a window keeps its first run after some seconds of it.
        while not list(AutosaveFolder().folder.glob("*.lock") if is_window else tmp_path.iterdir()):
            assert time.monotonic() < until_s
            time.sleep(0.05)
        process.send_signal(number)
        _, told = process.communicate(timeout=patience_s)
    finally:
        process.kill()
    assert process.returncode == 128 + number, told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []
    assert list(AutosaveFolder().folder.glob("*.lock")) == []


@pytest.mark.parametrize("is_seen", [True, False])
def test_reading_ends_between_two_pictures(
    is_seen: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read, path = [], tmp_path / "kept.ganrun"

    def read_and_interrupt(path: Path, least: int) -> Image.Image:
        read.append(path)
        if len(read) == 7:
            signal.raise_signal(signal.SIGINT)
        return open_picture(path, least)

    monkeypatch.setattr(folder, "open_picture", read_and_interrupt)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_seen)
    pictures = [f"data.path={paint_folder(tmp_path / 'photos')}", "data.kind=pictures"]
    settings = [word for setting in pictures for word in ("--set", setting)]
    assert cli.main(["train", "digits", *settings, "--steps", "1", "--save", str(path)]) == 130
    assert len(read) == 7
    assert not path.exists()
    assert ("0.00/40" in capsys.readouterr().err) == is_seen
