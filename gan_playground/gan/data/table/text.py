"""Tables as text."""

from __future__ import annotations

import csv
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.cell_table import CellTable
from gan_playground.gan.data.table.encoding import decode
from gan_playground.gan.data.table.reading import Doubt
from gan_playground.gan.data.table.separators import find_dialect
from gan_playground.gan.data.watching import tell_read

head_bytes = 2**18  # of a file whose columns alone are asked for


def read_text(path: Path, decimals: str, whole: bool = True) -> CellTable:
    """The table in a text; with `whole` False out of its beginning alone.

    Raises PlaygroundError where the file is no table of text, or an empty one.
    """
    with path.open("rb") as file:
        content = file.read() if whole else file.read(head_bytes + 1)
    tell_read()
    cut = not whole and len(content) > head_bytes
    text = decode(content)
    tell_read()
    if text is None:
        raise PlaygroundError(f"{path.name} is not a table of text, as .csv files are.")
    if cut:
        text = type(text)(text.text[: text.text.rfind("\n") + 1] or text.text, text.encoding, text.note)
    if not text.text or text.text.isspace():
        raise PlaygroundError(f"{path.name} is empty; it needs a column of at least 20 numbers.")
    try:
        found = find_dialect(text.text, comma=decimals == "comma")
        tell_read()
        words = f"{text.encoding}, {found.dialect.words}"
        rows = found.dialect.pieces(found.text, found.first_line)
        table = CellTable(rows, words, found.dialect.separator, decimals, path.name)
    except csv.Error as error:
        raise PlaygroundError(f"{path.name} is not a table of text, as .csv files are: {error}.") from error
    table.cut = cut
    table.notes += [text.note] if text.note else []
    if not found.dialect.quoted:
        table.notes.append("quotes that do not close are taken for signs like others")
    if found.otherwise:
        mended = found.dialect.separator == "," and found.otherwise.endswith("one number")
        table.doubts.append(
            Doubt(found.otherwise, *(("data.decimals", "comma", "Read it as one number") if mended else ()))
        )
    return table
