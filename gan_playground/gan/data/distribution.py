"""What a family of real data is made of, whatever its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.experiment.knob import Choice

if TYPE_CHECKING:
    import torch
    from torch import Generator, Tensor

    from gan_playground.gan.data.source import DataSource
    from gan_playground.gan.data.table.reading import TableReading
    from gan_playground.gan.experiment.data import Data

Array = NDArray[np.float64]


class Distribution(Struct, frozen=True, kw_only=True):
    """The real data of a run.

    Training happens in standardised units, (x - shift) / scale, so that one learning rate suits a column of
    millimetres and one of dollars; everything shown is in the data's own units.

    sample(count, rng): standardised samples (count, dim) on the random generator's device. Where both players are told
    of classes there are label_count of them, a sample has as many numbers more, which name its class (1 there, else 0),
    and sample_labels(count, rng) draws classes alone, (count, label_count). reading: how a table of the user's own was
    understood, if it is from one; values: its numbers that are learned from, (N, dim). source: the file or the folder
    of the user's own that it is from, as it was.
    """

    dim: int
    sample: Callable[[int, Generator], Tensor]
    label_count: int = 0
    sample_labels: Callable[[int, Generator], Tensor] | None = None
    reading: TableReading | None = None
    values: Array | None = None
    source: DataSource | None = None

    @property
    def told(self) -> str:
        """What a user should know of how a file was read; empty if nothing."""
        return self.reading.line() if self.reading is not None else ""


class LineDistribution(Distribution, frozen=True, kw_only=True):
    """Real data on a line.

    density(x): probability density at x (N,), in the data's units; None where nobody knows it.
    view: the interval that a picture shows, in the data's units.
    """

    dim: int = 1
    shift: float
    scale: float
    view: tuple[float, float]
    density: Callable[[Array], Array] | None = None


class Family(Choice, frozen=True, kw_only=True):
    """An entry of the registry: how a kind of data is named, which knobs it reads, and how it is made.

    centres: where its modes lie (M, 2), of a family that is made of modes. refusal: why such data cannot be, without
    making them; empty where they can. axes: what x and y are called, if anything. file_kind: what `data.path` names,
    "numbers", a "picture", or "pictures" (a folder or one file of many); file_hint: what there is without one.
    column_count: how many columns of a table are learned from, and shipped_columns: which of the one that ships.
    all_paint: only what a hand painted is there. picture: channels, height and width of a picture, from `data.side` and
    `data.colour`, as far as they are known before any is read; of a family of pictures. auto: what a knob of the data
    comes to that stands at "auto", by its name, where that is known before any is read. taken: from such data and the
    name of their file, a sentence that says what of it is learned from; of a table its reading says so.
    """

    stage: str
    make: Callable[[Data], Distribution]
    centres: Callable[[Data], Array] | None = None
    refusal: Callable[[Data], str] | None = None
    axes: Callable[[Data], tuple[str, str]] | None = None
    file_kind: str = ""
    file_hint: str = ""
    column_count: int = 0
    shipped_columns: str = ""
    all_paint: bool = False
    picture: Callable[[int, bool], tuple[int, int, int]] | None = None
    auto: Mapping[str, float] = {}
    taken: Callable[[Any, str], str] | None = None


class Constant:
    """Numbers that samples are made from, as a tensor on whichever device asks for them."""

    def __init__(self, values: Array) -> None:
        self._values = values
        self._on: dict[torch.device, Tensor] = {}

    def on(self, device: torch.device) -> Tensor:
        """The numbers in single precision; made once for each device."""
        if device not in self._on:
            import torch

            self._on[device] = torch.tensor(self._values, dtype=torch.float32, device=device)
        return self._on[device]
