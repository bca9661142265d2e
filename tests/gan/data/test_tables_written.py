"""A known table in any dialect, encoding and format of numbers gives the same numbers back, or a sentence.

The short numbers of draws stand in for the long ones, which `make test-all` draws.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from gan.tables import WrittenTable, plain, written_tables
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import TableReading, column_names, read_table

longest_s = 5.0


def portions(short: int, long: int, each: int) -> pytest.MarkDecorator:
    """So many draws now, and with the slow tests so many more, each portion from a seed of its own."""
    slow = [pytest.param(number, each, marks=pytest.mark.slow) for number in range(1, long // each + 1)]
    return pytest.mark.parametrize(("number", "count"), [pytest.param(0, short, id="short"), *slow])


def drawing(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def written(folder: Path, number: int, content: bytes, ending: str) -> Path:
    """A file of its own each time: what was read is remembered by name and time."""
    path = folder / f"{number}{ending}"
    path.write_bytes(content)
    return path


@portions(short=60, long=5_000, each=250)
def test_the_same_numbers_come_back_or_a_sentence(number: int, count: int, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    @seed(number)
    @drawing(count)
    @given(written_tables())
    def try_one(table: WrittenTable) -> None:
        seen["tables"] += 1
        path = written(tmp_path, seen["tables"], table.content, table.ending)
        for column, truth in enumerate(table.columns):
            if truth is not None:
                seen[outcome(path, column, truth, table)] += 1
        path.unlink()

    try_one()
    read = seen["same"] + seen["same, with a doubt"]
    assert read > 0.9 * (read + seen["other, with a doubt"] + seen["refused"]), seen


def outcome(path: Path, column: int, truth: list[float | None], table: WrittenTable) -> str:
    """Fails for a difference without a word."""
    values = plain(truth)
    try:
        numbers, reading = read_table(path, str(column + 1), 1)
    except PlaygroundError as error:
        return checked(error, path) if is_worth_learning(values) else "nothing to learn"
    assert reading.count == len(numbers)
    assert reading.line().startswith(reading.sentence())
    if np.array_equal(numbers[:, 0], values):
        assert reading.left_out_count >= len(truth) - len(values) - table.blank, (table.told, reading.line())
        return "same, with a doubt" if reading.doubts else "same"
    assert reading.doubts, (column, table.told, reading.line(), numbers[:4, 0], values[:4])
    assert any(is_mended(path, column, values, reading)), (column, table.told, reading.line())
    return "other, with a doubt"


def is_worth_learning(values: list[float]) -> bool:
    """Whether there is any reason to refuse numbers, however they are written."""
    return len(values) >= 20 and float(np.std(values)) > 1e-9 * max(map(abs, values))


def checked(refusal: PlaygroundError, path: Path) -> str:
    """A refusal is one sentence about the file."""
    sentence = str(refusal)
    assert path.name in sentence
    assert "\n" not in sentence
    return "refused"


def is_mended(path: Path, column: int, values: list[float], reading: TableReading) -> list[bool]:
    """Whether the choice that a doubt offers gives the right numbers; one that offers none says how to write them."""
    mended = []
    for doubt in reading.doubts:
        if not doubt.knob:
            mended.append("quotes around it" in doubt.words or "could be names" in doubt.words)
            continue
        with suppress(PlaygroundError):
            numbers, _ = read_table(path, str(column + 1), 1, doubt.value)
            mended.append(np.array_equal(numbers[:, 0], values))
    return mended


junk = st.sampled_from([b"\0", b'"', b"\xff", b"\xc3", b";", b",", b"\t", b"\n", b"\r", b"x", b"7", b"-", b"e", b"."])


@st.composite
def damaged(draw: st.DrawFn) -> tuple[WrittenTable, bytes, int]:
    """A table, its damaged content, and how many of its bytes are; -1 where whole pieces are."""
    table = draw(written_tables())
    content = bytearray(table.content)
    times = draw(st.integers(1, 3))
    how = draw(st.sampled_from(["turned", "put in", "taken out", "cut off", "twice", "piece lost", "noise"]))
    for _ in range(times):
        place = draw(st.integers(0, len(content) - 1))
        end = min(len(content), place + draw(st.integers(1, 80)))
        if how == "turned":
            content[place : place + 1] = draw(junk)
        elif how == "put in":
            content[place:place] = draw(junk)
        elif how == "taken out":
            del content[place]
        elif how == "cut off":
            del content[max(1, place) :]
        elif how == "twice":
            content[place:place] = content[place:end]
        elif how == "piece lost":
            del content[place:end]
        else:
            content[place:end] = draw(st.binary(min_size=1, max_size=80))
        content = content or bytearray(b"\n")
    shifted = how in ("put in", "taken out") and b"\0" in table.content  # each letter after it in UTF-16 is another
    small = how in ("turned", "put in", "taken out") and not shifted
    return table, bytes(content), times if small else -1


@portions(short=50, long=2_000, each=250)
def test_a_damaged_table_gives_a_sentence_or_its_own_numbers(number: int, count: int, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    @seed(number)
    @drawing(count)
    @given(damaged())
    def try_one(one: tuple[WrittenTable, bytes, int]) -> None:
        table, content, places = one
        seen["tables"] += 1
        path = written(tmp_path, seen["tables"], content, table.ending)
        began_s = time.perf_counter()
        seen[fate(path, table, places)] += 1
        assert time.perf_counter() - began_s < longest_s
        path.unlink()

    try_one()
    assert seen["read"] > 0.3 * seen["tables"], seen


def fate(path: Path, table: WrittenTable, places: int) -> str:
    """Fails where a few bytes changed more numbers than there are such bytes, without a word."""
    first = next(column for column, truth in enumerate(table.columns) if truth is not None)
    try:
        names = column_names(path)
        numbers, reading = read_table(path, str(first + 1), 1)
    except PlaygroundError as error:
        return checked(error, path)
    assert len(names) == len(reading.columns)
    assert np.isfinite(numbers).all()
    if places > 0 and not reading.doubts and not table.has_row_names:  # a damaged head moves the places of columns
        strange = Counter(numbers[:, 0].tolist()) - Counter(plain(table.columns[first] or []))
        assert strange.total() <= 2 * places, (table.told, reading.line(), strange)
    return "read"
