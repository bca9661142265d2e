"""Orders become trainers, on the device that was asked for or else on the processor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.session.messages import Failure, Order

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer


def make_trainer(order: Order) -> tuple[Trainer, Failure | None]:
    """The trainer, and what to say if it is not on the device that was asked for."""
    try:
        trainer = _trainer_on(order.device, order)
        trainer.observe()  # a device that lacks a kernel or memory says so here
    except Exception as error:
        if order.device in ("auto", "cpu"):
            raise
        return _trainer_on("cpu", order), device_failure(order.device, "cpu", error)
    return trainer, None


def _trainer_on(device: str, order: Order) -> Trainer:
    from gan_playground.gan.runfile.pretrained import load_snapshot
    from gan_playground.gan.training.trainer import Trainer

    trainer = Trainer(order.experiment, order.seed, device, order.run)
    if order.snapshot:
        load_snapshot(Path(order.snapshot), trainer)
    return trainer


def device_failure(device: str, kept: str, error: Exception) -> Failure:
    """What to say where a device failed, and the run goes on on another."""
    reason = Failure.of(f"{device} cannot train this", error)
    return replace(reason, sentence=f"{reason.sentence.rstrip('.')}. The run goes on on {kept.upper()}.")
