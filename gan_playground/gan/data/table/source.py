"""What a file is, by its first bytes, and how to come at the columns in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.numbers import NumberColumn
from gan_playground.gan.data.table.reading import Doubt, Kind, LeftOut

largest_file_bytes = 256 * 2**20
text_endings = (".csv", ".tsv", ".txt", ".dat", ".tab")
workbook_endings = (".xlsx", ".xlsm", ".ods", ".xls")
table_endings = (*text_endings, ".npy", ".npz", *workbook_endings, ".parquet")
right = "choose a table (.csv, .tsv, .txt, .xlsx, .ods, .parquet) or an array (.npy, .npz)"


class Columns(Protocol):
    """The columns of a file. names: empty where they have none. words: what it is and how it is written.

    sheets, sheet: of a workbook all, and the one that these are of. cut: whether only the first rows are here.
    """

    names: list[str]
    words: str
    notes: list[str]
    doubts: list[Doubt]
    sheets: tuple[str, ...]
    sheet: str
    cut: bool

    @property
    def width(self) -> int: ...
    @property
    def count(self) -> int:
        """How many rows there are."""

    @property
    def left_out(self) -> Sequence[LeftOut]: ...
    @property
    def has_index(self) -> bool:
        """Whether the first column only counts the rows, and has no name, as programs write it."""

    def kind(self, column: int) -> Kind:
        """What a column is made of, by its first rows."""

    def numbers(self, column: int) -> NumberColumn:
        """All of a column."""

    def line(self, place: int) -> int:
        """The row of the file that an editor shows."""

    def text(self, place: int, column: int) -> str:
        """A cell as it is written."""


def check_file(path: Path) -> bytes:
    """The first bytes of a file that can be read; raises PlaygroundError where it cannot."""
    try:
        size_bytes = path.stat().st_size
        if not path.is_file():
            raise PlaygroundError(f"{path} is not a file; {right}.")
        with path.open("rb") as file:
            start = file.read(8)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        reason = getattr(error, "strerror", None) or error
        raise PlaygroundError(f"{path} cannot be read: {reason}.") from error
    if path.suffix.lower() not in table_endings:
        raise PlaygroundError(f"{path.name} is not a kind of file this reads; {right}.")
    if size_bytes > largest_file_bytes:
        size, most = size_bytes >> 20, largest_file_bytes >> 20
        raise PlaygroundError(f"{path.name} has {size} MB; the largest file this reads has {most} MB.")
    return start


def title_of(names: Sequence[str], column: int) -> str:
    """What a column is called: by its name, or by its number from 1."""
    return names[column] if column < len(names) and names[column] else str(column + 1)
