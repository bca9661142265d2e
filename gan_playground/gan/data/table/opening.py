"""Any file with columns in it, opened by what it begins with rather than by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.array_table import read_npy, read_npz
from gan_playground.gan.data.table.source import Columns, check_file, text_endings
from gan_playground.gan.data.table.text import read_text
from gan_playground.gan.data.table.workbook import read_parquet, read_workbook

Reader = Callable[[Path, str, bool], Columns]

by_start: tuple[tuple[bytes, Reader], ...] = ((b"\x93NUMPY", read_npy), (b"PAR1", read_parquet))
by_ending: dict[str, Reader] = {
    ".npy": read_npy,
    ".npz": read_npz,
    ".parquet": read_parquet,
} | dict.fromkeys(text_endings, read_text)
old_workbook = b"\xd0\xcf\x11\xe0"


def open_table(path: Path, decimals: str = "auto", sheet: str = "", whole: bool = True) -> Columns:
    """The file's columns; of a workbook those of one sheet. With `whole` False a text's beginning is enough.

    Raises PlaygroundError where it cannot be read, or has no such sheet.
    """
    reader = _reader_of(path, check_file(path))
    if reader is None:
        return read_workbook(path, decimals, sheet)
    if sheet:
        raise PlaygroundError(f"{path.name} has no sheets; data.sheet is for workbooks, as .xlsx and .ods files are.")
    return reader(path, decimals, whole)


def _reader_of(path: Path, start: bytes) -> Reader | None:
    """Who reads it; None where it is a workbook."""
    ending = path.suffix.lower()
    if start.startswith(old_workbook) or (start.startswith(b"PK\3\4") and ending != ".npz"):
        return None
    read = next((one for mark, one in by_start if start.startswith(mark)), None)
    return read or by_ending.get(ending)
