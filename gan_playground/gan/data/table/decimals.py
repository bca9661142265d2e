"""Whether a file's decimals come after a point or a comma: what a person may say, and what a column says itself.

A column is told by all its numbers together, so that one odd number changes nothing: what only a few say is no more
than a doubt, and is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from gan_playground.gan.data.table.cells import CellKind, CellParts, Vote

least_share = 0.05  # of the numbers that tell, and at least two: fewer may be slips


class Decided(Struct, frozen=True):
    """Whether decimals come after a comma, and whether that is certain."""

    comma: bool
    sure: bool


class Tally(Struct, frozen=True):
    """How many numbers of a column say what of its decimals."""

    votes: Counter[Vote]

    @classmethod
    def of(cls, parts: Iterable[CellParts]) -> Tally:
        return cls(Counter(part.vote for part in parts if part.kind is CellKind.NUMBER))

    @property
    def open(self) -> int:
        """How many could be either."""
        return self.votes[Vote.EITHER_POINT] + self.votes[Vote.EITHER_COMMA]

    def evidence(self) -> Decided | None:
        """What is plain from the column itself, by enough of its numbers; None where it is not.

        Not sure of are thousands beside numbers with decimals, where no number has both.
        """
        grouped = self.votes[Vote.GROUPED_POINT], self.votes[Vote.GROUPED_COMMA]
        point, comma = self.votes[Vote.POINT] + grouped[0], self.votes[Vote.COMMA] + grouped[1]
        most, is_comma = max(point, comma), comma > point
        if not most or not _enough(most, self.open):
            return None
        thousands = self.votes[Vote.EITHER_POINT if is_comma else Vote.EITHER_COMMA]
        return Decided(is_comma, sure=not thousands or grouped[is_comma] > 0)

    def decide(self, others: Decided | None, separator: str) -> Decided:
        """What is to be taken; `others` is what the file's other columns say."""
        if not self.open:
            comma = self.votes[Vote.COMMA] + self.votes[Vote.GROUPED_COMMA]
            return Decided(comma > self.votes[Vote.POINT] + self.votes[Vote.GROUPED_POINT], sure=True)
        return self.evidence() or others or Decided(self._likelier(separator), sure=False)

    def _likelier(self, separator: str) -> bool:
        """Numbers with three digits after the sign beside short whole ones are thousands; else it is the custom."""
        plain, long = self.votes[Vote.NONE], self.votes[Vote.LONG]
        thousands = _enough(plain, self.open) and not _enough(long, self.open)
        if self.votes[Vote.EITHER_POINT] > self.votes[Vote.EITHER_COMMA]:
            return thousands
        return not thousands and separator == ";"


def _enough(count: int, rest: int) -> bool:
    return count > 0 and (not rest or count >= max(2, least_share * (count + rest)))


def evidence_of(tallies: Iterable[Tally]) -> Decided | None:
    """What most of the columns that tell say; None where none does, or as many say either."""
    said = Counter(found.comma for tally in tallies if (found := tally.evidence()))
    return None if said[True] == said[False] else Decided(said[True] > said[False], sure=True)
