"""Points of one's own: two columns of a table. Without one, the petals of the irises that ship."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Constant, Family
from gan_playground.gan.data.line.column import read_own, shipped_file
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, PlaneDistribution, on_the_plane
from gan_playground.gan.data.table import chosen_names
from gan_playground.gan.observe.box import Box
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

shipped_columns = "petal length (cm), petal width (cm)"
margin = 0.35  # beside the outermost points, in spans of all


def make(data: Data) -> PlaneDistribution:
    """The rows of the two columns that `data` names, sampled with replacement; each axis in deviations of its own."""
    values, reading = read_own(data, 2, shipped_columns)
    kept = Constant(values)

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        return kept.on(rng.device)[torch.randint(len(values), (count,), generator=rng, device=rng.device)]

    low, high = values.min(axis=0), values.max(axis=0)
    room = margin * (high - low)
    view = Box(*(low - room), *(high + room))
    real = on_the_plane(data, sample, view, scale=values.std(axis=0), shift=values.mean(axis=0))
    return replace(real, reading=reading, values=values)


def axes(data: Data) -> tuple[str, str]:
    """What the two columns are called; empty where the file has no names for them, or cannot be read."""
    path = Path(data.path).expanduser() if data.path else resource_path(shipped_file)
    try:
        names = chosen_names(path, data.column or ("" if data.path else shipped_columns), 2, data.sheet)
    except PlaygroundError:  # whoever makes the data says so
        names = []
    return (names[0], names[1]) if len(names) == 2 else ("", "")


POINTS = Family(
    title="Points from a file",
    explanation="Two columns of a table of yours (.csv, .xlsx, .npy, …); without one, the petals of irises.",
    stage="plane",
    make=make,
    axes=axes,
    knobs=("path", "column", "sheet", "decimals", *PLANE_KNOBS),
    file_kind="numbers",
    file_hint="the irises that ship",
    column_count=2,
    shipped_columns=shipped_columns,
)
