"""Tables whose columns are numbers already: arrays of numpy and files of Parquet."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
from msgspec import Struct, field

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.npy import Header, Numbers, header_of, in_archive, members_of, numbers_of, told_of
from gan_playground.gan.data.table.numbers import NumberColumn, largest_value, no_value, not_finite, too_large
from gan_playground.gan.data.table.reading import Doubt, Kind, LeftOut

largest_bytes = 2**30
most_columns = 10_000
most_lying_rows, least_lying = 4, 20  # an array of so few long rows has its columns in them
right = "numbers, in one column or in a table of rows and columns"


class ArrayTable(Struct):
    """Columns of numbers (R,), perhaps of several lengths; None where a column is of something else."""

    names: list[str]
    columns: list[Array | None]
    words: str
    notes: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    has_index: bool = False
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    cut: bool = False

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def count(self) -> int:
        return max((len(column) for column in self.columns if column is not None), default=0)

    def kind(self, column: int) -> Kind:
        values = self.columns[column]
        if values is None:
            return Kind.WORDS
        return Kind.EMPTY if np.isnan(values).all() else Kind.NUMBERS

    def numbers(self, column: int) -> NumberColumn:
        values = self.columns[column]
        if values is None:
            return NumberColumn(np.empty(0), Kind.WORDS)
        kept = np.abs(values) <= largest_value  # which NaN is not either
        reasons = {int(place): _why_not(values[place]) for place in np.flatnonzero(~kept)}
        return NumberColumn(np.where(kept, values, np.nan), self.kind(column), reasons=reasons)

    def line(self, place: int) -> int:
        return place + 1

    def text(self, place: int, column: int) -> str:
        values = self.columns[column]
        return "" if values is None or place >= len(values) else f"{values[place]:.6g}"


def _why_not(value: float) -> str:
    return no_value if np.isnan(value) else not_finite if np.isinf(value) else too_large


def read_npy(path: Path, decimals: str, whole: bool = True) -> ArrayTable:
    """The columns of an array, of numbers or of records of them."""
    with path.open("rb") as file:
        header = header_of(file, path.name)
        _check(header, path.name)
        numbers = numbers_of(file, header, path.name)
    return _table(columns_of(numbers, ""), f"an array of {told_of(header)}", path.name)


def read_npz(path: Path, decimals: str, whole: bool = True) -> ArrayTable:
    """The columns of all arrays in an archive that can be columns, each by its name."""
    return in_archive(path, partial(_from_archive, whole))


def _from_archive(whole: bool, archive: zipfile.ZipFile, name: str) -> ArrayTable:
    members, headers = members_of(archive, name)
    found: dict[str, Array | None] = {}
    others = []
    for member, header in headers.items():
        if not is_columns(header):
            others.append(member)
            continue
        _check(header, f"{member} in {name}")
        with archive.open(members[member]) as stream:
            numbers = numbers_of(stream, header, f"{member} in {name}")
        found |= columns_of(numbers, member)
    words = f"{len(headers)} array{'s' if len(headers) > 1 else ''} of numpy"
    table = _table(found, words, name)
    if others:
        table.notes.append(f"not columns, and left out: {', '.join(others)[:80]}")
    return table


def is_columns(header: Header) -> bool:
    """Whether an array can be columns: numbers, or records with some, that lie along one or two of its sides."""
    shape, _, kind = header
    sides = [length for length in shape if length != 1]
    parts = [kind[name] for name in kind.names] if kind.names else [kind]
    of_numbers = any(part.kind in "biuf" and not part.shape for part in parts) and not kind.hasobject
    return of_numbers and len(sides) <= (1 if kind.names else 2) and 0 not in shape and math.prod(shape) > 1


def _check(header: Header, name: str) -> None:
    if not is_columns(header):
        raise PlaygroundError(f"{name} holds {told_of(header)}; it must hold {right}.")
    if math.prod(header[0]) * header[2].itemsize > largest_bytes:
        raise PlaygroundError(f"{name} takes more than {largest_bytes >> 30} GB of memory; use fewer numbers.")


def columns_of(numbers: Numbers, name: str) -> dict[str, Array | None]:
    """Each column by its name, which begins with the array's; sides of length 1 do not count.

    Few long rows are columns that lie: (2, 500) is 500 points, as is (500, 2).
    """
    if numbers.dtype.names:
        flat = numbers.reshape(-1)
        return {(f"{name}.{one}" if name else one): _as_float(flat[one]) for one in numbers.dtype.names}
    table = numbers.squeeze()
    table = table.reshape(len(table), -1)
    if table.shape[0] <= most_lying_rows and table.shape[1] >= least_lying:
        table = table.T
    if table.shape[1] > most_columns:
        raise PlaygroundError(
            f"{name or 'The array'} has {table.shape[1]:,} columns; at most {most_columns:,} are read."
        )
    if table.shape[1] == 1:
        return {name: _as_float(table[:, 0])}
    return {
        f"{name}.{place + 1}" if name else str(place + 1): _as_float(table[:, place]) for place in range(len(table.T))
    }


def _as_float(values: Numbers) -> Array | None:
    if values.dtype.kind not in "biuf" or values.ndim != 1:
        return None
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large for a double is infinite then, and told
        return values.astype(np.float64)


def _table(columns: Mapping[str, Array | None], words: str, file: str) -> ArrayTable:
    if not any(column is not None and len(column) for column in columns.values()):
        raise PlaygroundError(f"{file} must hold {right}.")
    names = list(columns)
    unnamed = all(name in ("", str(place + 1)) for place, name in enumerate(names))
    return ArrayTable([] if unnamed else names, list(columns.values()), words)
