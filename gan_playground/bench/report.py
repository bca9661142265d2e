"""What was measured, beside what it should be: as a table for people, and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

Facts = Mapping[str, str | int | float]
busy_percent = 5.0  # from here on, other programs decide the ratios


class RatioRow(Struct, frozen=True):
    """One number and its targets.

    hold: what must be met; reach: what would be better still (None: nothing). at_least: whether the value should
    be above its targets, or below them. detail: what the number was made of.
    """

    id: str
    title: str
    value: float
    unit: str
    hold: float
    reach: float | None = None
    at_least: bool = False
    detail: Facts = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.meets(self.hold)

    def meets(self, target: float) -> bool:
        """Whether the value is on the right side of a target; what could not be measured never is."""
        if not math.isfinite(self.value):
            return False
        return self.value >= target if self.at_least else self.value <= target


def table(machine: Facts, rows: Sequence[RatioRow]) -> Iterator[str]:
    """The lines to print: the machine, the rows, and what to make of them."""
    yield "  ".join(f"{name}: {value}" for name, value in machine.items())
    yield from lines_of(rows)
    held = sum(row.holds for row in rows)
    yield f"{held} of {len(rows)} hold."
    others = machine.get("others_percent", 0)
    if isinstance(others, float) and others > busy_percent:
        yield f"Other programs took {others:.0f}% of the processors meanwhile. Measure again on a quiet machine."


def lines_of(rows: Sequence[RatioRow]) -> Iterator[str]:
    """The rows alone, one below the other."""
    cells = [("", "measured", "hold", "reach for", ""), *(_cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(4)]
    for line, row in zip(cells, (None, *rows), strict=True):
        numbers = "  ".join(line[i].rjust(widths[i]) for i in (1, 2, 3))
        yield f"{line[0]:{widths[0]}}  {numbers}  {line[4]}".rstrip()
        if row is not None and row.detail:
            yield "    " + ", ".join(f"{name} {_number(value)}" for name, value in row.detail.items())


def print_rows(rows: Sequence[RatioRow]) -> None:
    """For a benchmark that is run on its own."""
    print("\n".join(lines_of(rows)))


def _cells(row: RatioRow) -> tuple[str, str, str, str, str]:
    sign = "≥ " if row.at_least else "≤ "
    reach = "" if row.reach is None else f"{sign}{_number(row.reach)}"
    verdict = "holds" if row.holds else "DOES NOT HOLD"
    if row.reach is not None and row.meets(row.reach):
        verdict = "holds, and reaches"
    return row.title, f"{_number(row.value)} {row.unit}", f"{sign}{_number(row.hold)}", reach, verdict


def _number(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def as_json(machine: Facts, rows: Sequence[RatioRow]) -> bytes:
    """One object: the machine, and the rows with their verdicts."""
    whole = {"machine": dict(machine), "rows": [_as_object(row) for row in rows]}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _as_object(row: RatioRow) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "value": row.value if math.isfinite(row.value) else None,
        "unit": row.unit,
        "hold": row.hold,
        "reach": row.reach,
        "at_least": row.at_least,
        "holds": row.holds,
        "detail": dict(row.detail),
    }
