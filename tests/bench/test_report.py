"""The report: verdicts, a table that lines up, and JSON that any reader accepts."""

from __future__ import annotations

import json
import math

import pytest

from gan_playground.bench.report import RatioRow, as_json, table

MACHINE = {"processor": "a test", "cores": 2}


@pytest.mark.parametrize(
    ("value", "at_least", "holds"),
    [(2.0, True, True), (1.9, True, False), (2.0, False, True), (2.1, False, False), (math.nan, True, False)],
)
def test_a_row_holds_on_its_targets_right_side(value: float, at_least: bool, holds: bool) -> None:
    row = RatioRow("id", "title", value, "x", hold=2.0, at_least=at_least)
    assert row.holds is holds


def test_the_table_names_every_row_with_its_targets_and_its_verdict() -> None:
    rows = [
        RatioRow("a", "first", 1.8, "x", 1.7, 2.0, at_least=True, detail={"rounds": 3}),
        RatioRow("b", "second", 30.0, "ms", 22.0),
    ]
    head, titles, first, detail, second, total = table(MACHINE, rows)
    assert "a test" in head
    assert titles.split() == ["measured", "hold", "reach", "for"]
    assert first.split() == ["first", "1.8", "x", "≥", "1.7", "≥", "2", "holds"]
    assert detail.strip() == "rounds 3"
    assert second.split() == ["second", "30", "ms", "≤", "22", "DOES", "NOT", "HOLD"]
    assert total == "1 of 2 hold."


def test_a_busy_machine_is_told_of() -> None:
    *_, last = table({**MACHINE, "others_percent": 40.0}, [])
    assert "40%" in last


def test_json_has_no_numbers_that_json_does_not_know() -> None:
    whole = json.loads(as_json(MACHINE, [RatioRow("a", "first", math.nan, "x", 1.7)]))
    assert whole["machine"] == MACHINE
    assert whole["rows"][0]["value"] is None
    assert whole["rows"][0]["holds"] is False
