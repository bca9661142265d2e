"""A column of cells as numbers, with what was left out of it and why."""

from __future__ import annotations

from msgspec import Struct, field

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.reading import Kind

least_share = 0.9  # of a column's cells that say anything must be numbers
largest_value = 1e150  # beyond it a variance overflows
no_value, no_number, not_finite, too_large = "without a value", "not a number", "infinite", "too large to compute with"


class NumberColumn(Struct, frozen=True):
    """A column as numbers (R,); NaN where a row has none. reasons: why, by place; example: a number that could be
    either of two, its value and the other; comma: where its decimals are."""

    values: Array
    kind: Kind
    unit: str = ""
    reasons: dict[int, str] = field(default_factory=dict)
    either: tuple[str, float, float] | None = None
    comma: bool = False
    bracketed: int = 0

    def count_of(self, *reasons: str) -> int:
        return sum(reason in reasons for reason in self.reasons.values())

    @property
    def unread(self) -> int:
        """Cells with something in them that is no number of this column."""
        return len(self.reasons) - self.count_of(no_value)
