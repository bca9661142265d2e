"""A column of measurements: the user's own .csv or .npy, or the irises that ship with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Constant, Family, LineDistribution
from gan_playground.gan.data.table import read_column
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

shipped_file = "data/iris.csv"
shipped_column = "petal length (cm)"


def make(data: Data) -> LineDistribution:
    """The column that `data` names, sampled with replacement."""
    if data.path:
        values = read_column(Path(data.path).expanduser(), data.column)
    else:
        values = read_column(resource_path(shipped_file), data.column or shipped_column)
    shift, scale = float(values.mean()), float(values.std())
    standardised = (values - shift) / scale
    margin = 0.5 * (values.max() - values.min())

    kept = Constant(standardised[:, None])

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        chosen = torch.randint(len(standardised), (count,), generator=rng, device=rng.device)
        return kept.on(rng.device)[chosen]

    return LineDistribution(
        shift=shift,
        scale=scale,
        view=(float(values.min() - margin), float(values.max() + margin)),
        sample=sample,
    )


COLUMN = Family(
    title="From a file",
    explanation="A column of measurements from a .csv or .npy file of yours; without one, the lengths of iris petals.",
    stage="line",
    make=make,
    knobs=("path", "column"),
    file_kind="numbers",
    file_hint="the irises that ship",
)
