"""Rows at the end of a table that say something of all the others: sums, means, counts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.body import Body
from gan_playground.gan.data.table.cells import Cell, plain
from gan_playground.gan.data.table.numbers import NumberColumn
from gan_playground.gan.data.table.rows import Packed

_sure_words = """
    total totals sum mean average avg avg. median subtotal std stdev sd variance count std. stddev overall
    minimum maximum summe gesamt gesamtsumme mittelwert durchschnitt mittel anzahl standardabweichung zwischensumme
    somme moyenne médiane totaux effectif suma media promedio mediana somma totale soma média gemiddelde insgesamt
    ensemble итого всего среднее razem średnia celkem součet průměr összesen átlag yhteensä keskiarvo totalt summa
    medel toplam ortalama ukupno totaal som 合計 平均 合计 总计 總計 总和 平均值 합계 평균
    """
sure_words = frozenset(_sure_words.split()) | {"grand total", "standard deviation", "std dev", "sub total"}
words_beside = frozenset(("n", "min", "max", "q1", "q3", "25%", "50%", "75%", "mode", "range", "se", "var", "cv"))
"""Which may be names or numbers as well, and count only beside a row with one of `sure_words`."""
least_rows, last_rows = 5, 5
most_share = 0.1  # of all rows
_figures = str.maketrans("", "", "0123456789.,-+eE\n")
_first_word = re.compile(r"[\W_].*")


def total_rows(body: Body, columns: Sequence[NumberColumn]) -> list[int]:
    """Places of rows that are totals: by their words, those beside these, and a last row that is the sum of the others.

    `columns`: those of numbers, which tell a total whatever it is called.
    """
    labels = _labels(body)
    often = {label for label, count in Counter(labels.values()).items() if count > 1 and "total" not in label}
    labels = {place: label for place, label in labels.items() if label not in often}
    said = {place for place, label in labels.items() if label not in words_beside}
    if len(said) > most_share * body.count + 2:
        said = set()
    _join(said, labels)
    last = body.count - 1
    if not said and last >= least_rows and columns:
        summed = [_is_sum(column.values) for column in columns]
        if any(summed) and all(
            found or math.isnan(column.values[last]) for found, column in zip(summed, columns, strict=True)
        ):
            said.add(last)
    return sorted(said)


def _labels(body: Body) -> dict[int, str]:
    """What rows are called that may say something of others, by their places."""
    found: dict[int, str] = {}
    begin, count = 0, body.count
    for block in body.blocks:
        if _has_no_words(block.columns[0]):
            begin += len(block.lines)
            continue
        columns = [block.cells(0)]
        for place, first in enumerate(columns[0], begin):
            if not first and first != 0:
                if len(columns) == 1:
                    columns += [block.cells(column) for column in range(1, body.width)]
                first = next((column[place - begin] for column in columns if str(column[place - begin]).strip()), "")
            if label := _label(first, place >= count - last_rows):
                found[place] = label
        begin += len(block.lines)
    return found


def _has_no_words(packed: Packed) -> bool:
    """Whether each cell is there and made of figures alone: at once, where there are many."""
    return isinstance(packed, str) and not packed.translate(_figures) and "\n\n" not in f"\n{packed}\n"


@lru_cache(maxsize=2**12)
def _label(first: Cell, is_last: bool) -> str:
    """A first cell that is one of the words of this file; at the end it may have others after it."""
    if not isinstance(first, str) or first[-1:].isdigit():
        return ""
    label = plain(first).lower().rstrip(" :=.")
    known = label in sure_words or label in words_beside
    return label if known or (is_last and _first_word.sub("", label) in sure_words) else ""


def _join(said: set[int], labels: Mapping[int, str]) -> None:
    """Add rows that stand beside a total and say something of the kind."""
    for places in (sorted(labels), sorted(labels, reverse=True)):
        for place in places:
            if place - 1 in said or place + 1 in said:
                said.add(place)


def _is_sum(values: Array) -> bool:
    others = values[:-1][np.isfinite(values[:-1])]
    if not len(others) or not math.isfinite(values[-1]):
        return False
    with np.errstate(over="ignore"):
        total = float(others.sum())
        scale = float(np.abs(others).sum())
    enough = np.count_nonzero(others) >= least_rows and abs(total) > 0.3 * scale
    return bool(math.isfinite(scale) and enough and abs(values[-1] - total) <= 1e-9 * scale)
