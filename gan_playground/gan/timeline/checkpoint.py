"""A checkpoint: all that decides the future of a run at one step, kept so that one can come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from msgspec import Struct
from torch import Tensor

from gan_playground.gan.timeline.steps import Moves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gan_playground.gan.experiment.experiment import Edit, Experiment
    from gan_playground.gan.training.last_update import LastUpdates

Layout = tuple[tuple[str, torch.Size], ...]
"""Names and shapes of tensors that lie one after the other in one row."""

overhead_bytes = 2048  # of the objects around the numbers


class Checkpoint(Struct, frozen=True, eq=False):
    """Owned copies, on the CPU.

    experiment: with every knob as it was. edits: those taken before; pending: those that wait for their step.
    moves: the steps before that were not a turn of both players. numbers: (N,) float32: weights, the optimizers'
    memory, averages, singular vectors and running statistics, laid out as `layout` says. random: the state of
    the stream that training draws from. updates: of G and of D. angle: by which the real data have turned.
    last_updates: what brought them there, to be shown; no file keeps that.
    """

    step: int
    experiment: Experiment
    edits: tuple[Edit, ...]
    pending: tuple[Edit, ...]
    moves: Moves
    layout: Layout
    numbers: Tensor
    random: Tensor
    updates: tuple[int, int]
    angle: float
    last_updates: LastUpdates = (None, None)

    @property
    def size_bytes(self) -> int:
        """How much memory it takes."""
        updates = sum(update.size_bytes for update in self.last_updates if update is not None)
        return self.numbers.nbytes + self.random.nbytes + updates + overhead_bytes

    def tensors(self) -> dict[str, Tensor]:
        """The numbers by name, in their shapes; views, not copies."""
        sizes = [shape.numel() for _, shape in self.layout]
        parts = torch.split(self.numbers, sizes)
        return {name: part.view(shape) for (name, shape), part in zip(self.layout, parts, strict=True)}

    def state(self) -> dict[str, Tensor]:
        """The same as `Trainer.state` gives it."""
        return {
            **self.tensors(),
            "random": self.random,
            "counters": torch.tensor([self.step, *self.updates]),
            "angle": torch.tensor(self.angle, dtype=torch.float64),
        }


def in_one_row(tensors: Mapping[str, Tensor]) -> tuple[Layout, Tensor]:
    """One copy of them all, on the CPU: a single call, however many there are."""
    layout = tuple((name, tensor.shape) for name, tensor in tensors.items())
    return layout, torch.cat([tensor.reshape(-1) for tensor in tensors.values()]).cpu()
