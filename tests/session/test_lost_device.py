"""A device that fails in the middle of a run: it goes on on the processor, from where it was kept last, bit for bit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from pytestqt.qtbot import QtBot

from gan.runs import assert_same
from gan_playground import cli
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training import devices
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.session import Session
from listener import Listener

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
FAULTS = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
    RuntimeError("CUDA error: an illegal memory access was encountered\nCompile with TORCH_USE_CUDA_DSA."),
    RuntimeError("the device is lost"),
]
failing = "cpu:0"  # the processor by another name, which nothing else here has


class Device:
    """A device that fails in the middle of a step, and from then on with all that is asked of it.

    at: the steps at which devices fail, by name; the processor does no more than that. lost: those that fail always.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: Exception = FAULTS[1]
        self.at: dict[str, int] = {failing: 60}
        self.lost: set[str] = set()
        listed = [devices.Device("cpu", "CPU"), devices.Device(failing, "A device")]
        monkeypatch.setattr(devices, "devices", lambda: listed)
        for name in ("_generator_turn", "checkpoint", "observe", "flush", "state"):
            monkeypatch.setattr(Trainer, name, self._unreliable(getattr(Trainer, name)))

    def _unreliable(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(trainer: Trainer, *arguments: Any, **named: Any) -> Any:
            name = str(trainer.device)
            in_step = method.__name__ == "_generator_turn"
            if name in self.lost or (in_step and trainer.step >= self.at.get(name, 10**9)):
                if name == failing:
                    self.lost.add(name)
                raise self.error
            return method(trainer, *arguments, **named)

        return call


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    return Device(monkeypatch)


def assert_alike(trainer: Trainer, other: Trainer) -> None:
    """Bitwise the same, with all that decides their future."""
    assert_same(trainer.state(), other.state())


def undisturbed(steps: int, *edits: Edit) -> Trainer:
    trainer = Trainer(small, seed=3)
    trainer.apply(*edits)
    trainer.advance(steps)
    return trainer


@pytest.fixture
def heard(qtbot: QtBot, device: Device) -> Iterator[Listener]:
    session = Session()
    session.open()
    session.choose_device(failing)
    yield Listener(session, qtbot)
    session.close()


def said_step(sentence: str) -> int:
    found = re.search(r"The run goes on on CPU from step ([\d,]+)\.$", sentence)
    assert found, sentence
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("error", FAULTS, ids=["memory", "illegal", "lost"])
def test_the_run_goes_on_from_where_it_was_kept_bit_for_bit(heard: Listener, device: Device, error: Exception) -> None:
    device.error = error
    heard.session.start(small, seed=3)
    heard.until(lambda: heard.failures)
    is_memory = isinstance(error, torch.OutOfMemoryError)
    reason = "there is not enough memory for it here" if is_memory else str(error).partition(".")[0]
    assert heard.failures[0].sentence.startswith(f"{failing} cannot train this: {reason}"[:50])
    assert said_step(heard.failures[0].sentence) < device.at[failing]
    heard.until(lambda: heard.session.state.step > device.at[failing])
    heard.session.pause()
    heard.rest()
    assert heard.session.device == "cpu"
    assert_alike(heard.trainer, undisturbed(heard.trainer.step))
    assert len(heard.failures) == 1


def test_a_second_failure_pauses_and_says(heard: Listener, device: Device) -> None:
    device.at["cpu"] = 90
    heard.session.start(small, seed=3)
    heard.until(lambda: len(heard.failures) == 2)
    heard.rest()
    assert heard.failures[1].sentence.startswith("The run was paused at step 90 by a fault: CUDA error: an illegal")
    assert heard.failures[1].can_restart
    assert not heard.session.is_playing


def test_two_runs_go_on_side_by_side(heard: Listener, device: Device) -> None:
    heard.session.start(small, seed=3, playing=False)
    heard.session.comparison_client.compare({"objective": "minimax"})
    heard.session.play()
    heard.until(lambda: heard.session.state.step > device.at[failing])
    heard.session.pause()
    heard.rest()
    first, second = (run.trainer for run in heard.session._worker.runs)
    assert first.step == second.step
    assert_alike(first, undisturbed(first.step))
    assert len(heard.failures) == 1


def test_a_run_is_kept_although_its_device_fails_as_everything_closes(
    heard: Listener, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    device.at = {}
    heard.session.start(small, seed=3)
    heard.until(lambda: heard.session.state.step > 20)
    heard.session.pause()
    heard.rest()
    device.lost.add(failing)
    heard.session.close()
    (path,) = heard.session.autosave.autosave_folder.runs()
    trainer = runfile.load(path)
    assert_alike(trainer, undisturbed(trainer.step))


# Without a session.


def test_what_was_turned_since_then_is_turned_again(device: Device) -> None:
    device.at = {}
    trainer, edit = Trainer(small, seed=3, device=failing), Edit("objective", "minimax")
    past = Timeline(trainer)
    for _ in range(3):
        trainer.advance(10)
        past.record(trainer)
    trainer.advance(5)
    past.apply(trainer, edit, Edit("batch_size", 16, 40))
    trainer.advance(3)
    device.lost.add(failing)
    rescued = past.rescue(trainer, "cpu")
    assert rescued.step == 30
    rescued.advance(20)
    assert_alike(rescued, undisturbed(50, Edit("objective", "minimax", 35), Edit("batch_size", 16, 40)))


def test_in_the_past_the_newest_place_is_the_tip(device: Device) -> None:
    device.at = {}
    trainer = Trainer(small, seed=3, device=failing)
    past = Timeline(trainer)
    for _ in range(3):
        trainer.advance(10)
        past.record(trainer)
    trainer.advance(5)
    past.show(trainer, 10)
    device.lost.add(failing)
    rescued = past.rescue(trainer, "cpu")
    assert not past.is_past
    assert_alike(rescued, undisturbed(35))


def test_train_goes_on_and_says_so(device: Device, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "run.ganrun"
    command = ["train", "two-knobs", "--device", failing, "--seed", "3", "--steps", "80", "--save", str(path)]
    assert cli.main(command) == 0
    told = capsys.readouterr().err
    assert f"{failing} failed: CUDA error: an illegal memory access was encountered. " in told
    assert "The run goes on on CPU from step 50." in told
    trainer = runfile.load(path)
    other, straight = tmp_path / "other.ganrun", ["train", "two-knobs", "--seed", "3", "--steps", "80", "--save"]
    assert cli.main([*straight, str(other)]) == 0
    assert_alike(trainer, runfile.load(other))


def test_train_keeps_what_there_is_where_the_processor_fails_too(
    device: Device, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    device.at, path = {"cpu": 60}, tmp_path / "run.ganrun"
    device.error = RuntimeError("can't allocate memory: you tried to allocate 8 bytes.\nMore.")
    command = ["train", "two-knobs", "--steps", "80", "--save", str(path)]
    assert cli.main(command) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "Stopped at step 50." in lines
    assert lines[-1].endswith("The run was stopped by a fault: can't allocate memory: you tried to allocate 8 bytes.")
