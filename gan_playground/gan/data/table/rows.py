"""Rows of cells, from whatever source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from gan_playground.gan.data.table.cells import Cell

_ruler = re.compile(r"[-=:+|\s_]*[-=_]{2}[-=:+|\s_]*")


class Line(Struct, frozen=True, gc=False):
    """A row's cells, and the line in which it ends, as an editor counts them."""

    cells: Sequence[Any]  # of Cell; a list of strings is one too
    line: int


def is_blank(cells: Iterable[object]) -> bool:
    """Whether a row has nothing in it, or only what is drawn to set others apart."""
    text = "".join(map(str, cells)).strip()
    if text[:1].isalnum() or text[-1:].isalnum():
        return False
    return not text or bool(_ruler.fullmatch(text) and len(text) > 2)


def is_comment(cells: Sequence[Cell]) -> bool:
    """Whether a row is a remark, by its first sign."""
    return bool(cells) and isinstance(cells[0], str) and cells[0].lstrip().startswith(("#", "%", "//"))
