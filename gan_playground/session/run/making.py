"""Runs are made on the device that was asked for, or else on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.session.commands import Start
from gan_playground.session.events import Failure
from gan_playground.session.run.run import Run

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer


def make_run(command: Start, device: str) -> tuple[Run, Failure | None]:
    """The run, and what to say if it is not on the device that was asked for."""
    trainer, excuse = _make_trainer(command, device)
    run = Run.fresh(trainer)
    run.lesson, run.keep_at = command.lesson, command.berth.keep_at
    return run, excuse


def _make_trainer(command: Start, device: str) -> tuple[Trainer, Failure | None]:
    try:
        trainer = _trainer_on(device, command)
        trainer.observe()  # a device that lacks a kernel or memory says so here
    except Exception as error:
        if device in ("auto", "cpu"):
            raise
        return _trainer_on("cpu", command), device_failure(device, "cpu", error)
    return trainer, None


def _trainer_on(device: str, command: Start) -> Trainer:
    from gan_playground.gan.runfile.pretrained import load_snapshot
    from gan_playground.gan.training.trainer import Trainer

    trainer = Trainer(command.experiment, command.seed, device, command.berth.run)
    if command.snapshot:
        load_snapshot(Path(command.snapshot), trainer)
    return trainer


def device_failure(device: str, kept: str, error: Exception, step: int | None = None) -> Failure:
    """What to say where a device failed, and the run goes on on another; step: from where, if it had to go back."""
    reason = Failure.of(f"{device} cannot train this", error)
    from_where = "" if step is None else f" from step {step:,}"
    return replace(reason, sentence=f"{reason.sentence.rstrip('.')}. The run goes on on {kept.upper()}{from_where}.")
