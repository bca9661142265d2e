"""Rows at the end of a table that say something of all the others: sums, means, counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.body import Body
from gan_playground.gan.data.table.cells import Cell, plain
from gan_playground.gan.data.table.numbers import NumberColumn

_sure_words = """
    total totals sum mean average avg avg. median subtotal std stdev sd variance count std. stddev overall
    minimum maximum summe gesamt gesamtsumme mittelwert durchschnitt mittel anzahl standardabweichung zwischensumme
    somme moyenne médiane totaux effectif suma media promedio mediana somma totale soma média gemiddelde
    """
sure_words = frozenset(_sure_words.split()) | {"grand total", "standard deviation", "std dev", "sub total"}
words_beside = frozenset(("n", "min", "max", "q1", "q3", "25%", "50%", "75%", "mode", "range", "se", "var", "cv"))
"""Which may be names or numbers as well, and count only beside a row with one of `sure_words`."""
least_rows = 5
most_share = 0.1  # of all rows


def _label(row: Sequence[Cell]) -> str:
    """The first cell of a row that has something in it, where that is words."""
    first = row[0] if row and row[0] else next((cell for cell in row if str(cell).strip()), "")
    if not isinstance(first, str) or first[-1:].isdigit():
        return ""
    return plain(first).lower().rstrip(" :=.")


def total_rows(body: Body, columns: Sequence[NumberColumn]) -> list[int]:
    """Places of rows that are totals: by their words, those beside these, and a last row that is the sum of the others.

    `columns`: those of numbers, which tell a total without a word.
    """
    labels = [_label(row) for row in body.rows]
    often = {label for label, count in Counter(labels).items() if count > 1 and "total" not in label}
    said = {place for place, label in enumerate(labels) if label in sure_words and label not in often}
    if len(said) > most_share * len(labels) + 2:
        said = set()
    _join(said, [label if label not in often else "" for label in labels])
    last = len(body.rows) - 1
    if not said and last >= least_rows and columns and _is_unsaid(body.rows[last]):
        summed = [_is_sum(column.values) for column in columns]
        if any(summed) and all(
            found or math.isnan(column.values[last]) for found, column in zip(summed, columns, strict=True)
        ):
            said.add(last)
    return sorted(said)


def _join(said: set[int], labels: Sequence[str]) -> None:
    """Add rows that stand beside a total and say something of the kind."""
    for places in (range(len(labels)), range(len(labels) - 1, -1, -1)):
        for place in places:
            if labels[place] in words_beside and (place - 1 in said or place + 1 in said):
                said.add(place)


def _is_unsaid(row: Sequence[Cell]) -> bool:
    """Whether a row has no word of its own: a total without one has an empty cell there, or nothing but numbers."""
    return not any(isinstance(cell, str) and any(sign.isalpha() for sign in plain(cell)) for cell in row)


def _is_sum(values: Array) -> bool:
    others = values[:-1][np.isfinite(values[:-1])]
    if not len(others) or not math.isfinite(values[-1]):
        return False
    with np.errstate(over="ignore"):
        total = float(others.sum())
        scale = float(np.abs(others).sum())
    enough = np.count_nonzero(others) >= least_rows and abs(total) > 0.3 * scale
    return bool(math.isfinite(scale) and enough and abs(values[-1] - total) <= 1e-9 * scale)
