"""What stands below a table's data: remarks, such as where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gan_playground.gan.data.table.body import Body
from gan_playground.gan.data.table.cells import Cell

last_rows = 10
_remark = re.compile(
    r"(?:(?:data )?sources?|foot ?notes?|notes?|remarks?|quellen?|datenquelle|anmerkung(?:en)?|hinweise?|"
    r"bemerkung(?:en)?|stand|fuentes?|notas?|fonte|legende?|last updated|updated|generated|exported|created|retrieved|"
    r"downloaded|copyright)\b\s*[:.–—(]|[*†‡©]\s*\w|\(?[a-z\d]\)\s+\w{3}",
    re.IGNORECASE,
)


def leave_ends(body: Body) -> None:
    """Leave out remarks at the end, where the row above them says nothing of the kind."""
    count = body.count
    places = []
    for place in range(count - 1, max(count - 1 - last_rows, 0), -1):
        if not is_remark(body.row(place).cells):
            break
        places.append(place)
    body.take_out(sorted(places), "remarks below the table")


def is_remark(cells: Sequence[Cell]) -> bool:
    """Whether a row is words about the table rather than of it."""
    first = next((str(cell).strip() for cell in cells if str(cell).strip()), "")
    return bool(_remark.match(first))
