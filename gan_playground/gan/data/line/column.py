"""A column of measurements: from the user's own table, or from the irises that ship with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Array, Constant, Family, LineDistribution
from gan_playground.gan.data.table import TableReading, read_table
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

shipped_file = "data/iris.csv"
shipped_column = "petal length (cm)"


def make(data: Data) -> LineDistribution:
    """The column that `data` names, sampled with replacement."""
    table, reading = read_own(data, 1, shipped_column)
    values = table[:, 0]
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
        reading=reading,
        values=table,
    )


def read_own(data: Data, count: int, shipped_columns: str) -> tuple[Array, TableReading | None]:
    """The columns (N, count) that `data` names, and how its file was read; nothing is told of the one that ships."""
    if data.path:
        return read_table(Path(data.path).expanduser(), data.column, count, data.decimals, data.sheet)
    return read_table(resource_path(shipped_file), data.column or shipped_columns, count)[0], None


COLUMN = Family(
    title="From a file",
    explanation="A column of a table of yours (.csv, .xlsx, .npy, …); without one, the lengths of iris petals.",
    stage="line",
    make=make,
    knobs=("path", "column", "sheet", "decimals"),
    file_kind="numbers",
    file_hint="the irises that ship",
    column_count=1,
    shipped_columns=shipped_column,
)
