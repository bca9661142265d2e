"""What a packed workbook would unpack to, looked at before anything reads it: one stray cell can make it immense.

calamine keeps a sheet as a whole rectangle, and ends the process where there is no memory for it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from gan_playground.errors import PlaygroundError

most_cells = 10_000_000
most_unpacked_bytes = 2**29
most_repeats = 20_000  # of a cell that has something in it
at_once = 2**20
longest_tag = 2**12

_cell = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,9})(\d{1,18})[\"']")
_repeated = re.compile(rb"<table:table-cell\b(?=[^>]*office:)[^>]*number-columns-repeated\s*=\s*[\"']\s*\+?(\d+)")
_repeated_row = re.compile(
    rb"number-rows-repeated\s*=\s*[\"']\s*\+?(\d+)[^>]*>\s*(?:<table:table-cell[^>]*/>\s*)*<[^/>]*office:"
)


def check_archive(path: Path) -> None:
    """Raise PlaygroundError where a workbook is too large to be read, or cannot be unpacked."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            size_bytes = sum(info.file_size for info in archive.infolist())
            if size_bytes > most_unpacked_bytes:
                raise PlaygroundError(f"{path.name} unpacks to {size_bytes >> 20:,} MB; at most 512 MB are read.")
            for info in archive.infolist():
                if info.filename.lower().endswith(".xml") and _is_immense(_pieces(archive, info)):
                    raise PlaygroundError(
                        f"{path.name} has a cell far away from the others, which makes it more than {most_cells:,} "
                        "cells; delete it, or save the table as .csv."
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise PlaygroundError(f"{path.name} is damaged: it cannot be unpacked.") from error


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The text of one part in pieces, each with the end of the one before, so that no tag is cut in two for good."""
    before = b""
    with archive.open(info) as file:
        while piece := file.read(at_once):
            yield before + piece
            before = piece[-longest_tag:]


def _is_immense(pieces: Iterator[bytes]) -> bool:
    rows, columns = [2**62, 0], [2**62, 0]
    for piece in pieces:
        if any(int(times) > most_repeats for times in (*_repeated.findall(piece), *_repeated_row.findall(piece))):
            return True
        for letters, number in _cell.findall(piece):
            row, column = int(number), _column(letters)
            rows = [min(rows[0], row), max(rows[1], row)]
            columns = [min(columns[0], column), max(columns[1], column)]
    return (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > most_cells and rows[1] > 0


def _column(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
