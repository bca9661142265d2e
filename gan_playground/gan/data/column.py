"""A column of measurements: the user's own .csv or .npy, or the irises that ship with the program."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array, Distribution, Family
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment import Data

fewest_values = 20
largest_file_bytes = 256 * 2**20
shipped_file = "data/iris.csv"
shipped_column = "petal length (cm)"


def make(data: Data) -> Distribution:
    """The column that `data` names, sampled with replacement."""
    if data.path:
        values = read_column(Path(data.path).expanduser(), data.column)
    else:
        values = read_column(resource_path(shipped_file), data.column or shipped_column)
    shift, scale = float(values.mean()), float(values.std())
    standardised = (values - shift) / scale
    margin = 0.5 * (values.max() - values.min())

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        chosen = torch.randint(len(standardised), (count,), generator=rng, device=rng.device)
        return _on(rng)[chosen]

    def _on(rng: Generator) -> Tensor:
        import torch

        if rng.device not in on_device:
            on_device[rng.device] = torch.tensor(standardised, dtype=torch.float32, device=rng.device)[:, None]
        return on_device[rng.device]

    on_device: dict[object, Tensor] = {}
    return Distribution(
        dim=1,
        shift=shift,
        scale=scale,
        view=(float(values.min() - margin), float(values.max() + margin)),
        sample=sample,
    )


COLUMN = Family(
    title="A column of a file",
    explanation="Measurements from a .csv or .npy file of yours; without one, the lengths of iris petals.",
    stage="line",
    make=make,
    knobs=("path", "column"),
)


def read_column(path: Path, column: str) -> Array:
    """The finite numbers of one column, (N,) with N >= 20 and not all alike.

    `column` is a name in the first row, or a number counted from 1; empty means the first column of numbers.

    Raises
    ------
    PlaygroundError
        If the file cannot be read, has no such column, or the column is not made of enough finite numbers.
    """
    _check_readable(path)
    if path.suffix.lower() == ".npy":
        values, first_row = _npy_column(path, column), 1
    elif path.suffix.lower() in (".csv", ".tsv", ".txt"):
        values, first_row = _csv_column(path, column)
    else:
        raise PlaygroundError(f"{path.name} is not a kind of file this reads; choose a .csv or an .npy file.")
    return _checked(values, path.name, first_row)


def column_names(path: Path) -> list[str]:
    """What the columns of a file are called, to choose from; numbers from 1 where they have no names."""
    _check_readable(path)
    if path.suffix.lower() == ".npy":
        return [str(i + 1) for i in range(_load_npy(path).shape[1])]
    names, rows = _split_header(_rows(path))
    return names or [str(i + 1) for i in range(len(rows[0]))]


def _check_readable(path: Path) -> None:
    try:
        size_bytes = path.stat().st_size
        if not path.is_file():
            raise PlaygroundError(f"{path} is not a file; choose a .csv or an .npy file.")
        with path.open("rb"):
            pass
    except OSError as error:
        raise PlaygroundError(f"{path} cannot be read: {error.strerror or error}.") from error
    if size_bytes > largest_file_bytes:
        raise PlaygroundError(
            f"{path.name} has {size_bytes >> 20} MB; the largest file this reads has {largest_file_bytes >> 20} MB."
        )


def _checked(values: Array, name: str, first_row: int) -> Array:
    if len(values) < fewest_values:
        raise PlaygroundError(f"{name} has {len(values)} values in that column; at least {fewest_values} are needed.")
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        raise PlaygroundError(
            f"{name} has {len(bad)} missing or infinite values in that column, the first in row "
            f"{first_row + int(bad[0])}; remove those rows first."
        )
    if not np.isfinite(values.std()):
        raise PlaygroundError(f"{name} has values in that column too large to compute with.")
    if values.std() <= 1e-9 * max(1e-300, float(np.abs(values).max())):
        raise PlaygroundError(f"{name} has the same value in every row of that column; there is no shape to learn.")
    return values


def _npy_column(path: Path, column: str) -> Array:
    table = _load_npy(path)
    return table[:, _find_column([], table.shape[1], column or "1", path.name)]


def _load_npy(path: Path) -> Array:
    """An array of numbers as a table (rows, columns)."""
    try:
        array = np.load(path, allow_pickle=False)
    except (ValueError, OSError, EOFError, MemoryError) as error:
        raise PlaygroundError(f"{path.name} is not an array of numbers that .npy files hold.") from error
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf" or array.ndim not in (1, 2) or not array.size:
        raise PlaygroundError(f"{path.name} must hold numbers in one column or in a table of rows and columns.")
    return array.reshape(len(array), -1).astype(np.float64)


def _csv_column(path: Path, column: str) -> tuple[Array, int]:
    """The column's values, and the number that the file's first row of values has in it."""
    names, rows = _split_header(_rows(path))
    width = max(map(len, rows))
    if column:
        index = _find_column(names, width, column, path.name)
    else:
        index = next((i for i in range(width) if _is_numbers(rows, i)), 0)
    return np.array(list(_numbers(rows, index, path.name, 1 + bool(names)))), 1 + bool(names)


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            start = file.read(8192)
            file.seek(0)
            rows = [row for row in csv.reader(file, delimiter=_delimiter(start)) if any(map(str.strip, row))]
    except (UnicodeDecodeError, csv.Error) as error:
        raise PlaygroundError(f"{path.name} is not a table of text in UTF-8, as .csv files are.") from error
    if not rows:
        raise PlaygroundError(f"{path.name} is empty; it needs a column of at least {fewest_values} numbers.")
    return rows


def _delimiter(start: str) -> str:
    """The separator that the first line has most of; a semicolon file may use commas inside its numbers."""
    line = start.partition("\n")[0]
    return max((";", "\t", ","), key=line.count)


def _split_header(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The names in the first row, if it is not itself made of numbers, and the rows below it."""
    first = [cell.strip() for cell in rows[0]]
    if any(_number(cell) is not None for cell in first) or len(rows) == 1:
        return [], rows
    return first, rows[1:]


def _find_column(names: list[str], width: int, column: str, file_name: str) -> int:
    if column in names:
        return names.index(column)
    if column.isdecimal() and 1 <= int(column) <= width:
        return int(column) - 1
    right = ", ".join(names) if names else f"a number from 1 to {width}"
    raise PlaygroundError(f"{file_name} has no column {column!r}; it has: {right}.")


def _is_numbers(rows: list[list[str]], index: int) -> bool:
    return all(_number(_cell(row, index)) is not None for row in rows[:fewest_values])


def _numbers(rows: list[list[str]], index: int, name: str, first_row: int) -> Iterator[float]:
    for offset, row in enumerate(rows):
        cell = _cell(row, index)
        value = _number(cell) if cell else math.nan
        if value is None:
            raise PlaygroundError(
                f"{name} has {cell[:40]!r} in row {first_row + offset} of that column, where a number should be."
            )
        yield value


def _cell(row: list[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _number(cell: str) -> float | None:
    """The number written in a cell, with a point or a decimal comma; NaN where it says there is none."""
    if cell.lower() in ("na", "n/a", "null", "none"):
        return math.nan
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None
