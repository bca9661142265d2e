"""The loop in place of parameters: every case is tried, and the one that fails is named."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from cases import each_of, first_of_each, one_in


def test_every_case_is_tried_with_the_fixtures_there_are(tmp_path: object) -> None:
    tried = []

    @each_of("a", [1, 2])
    @each_of("b, c", [(3, 4), (5, 6)])
    def test(tmp_path: object, a: int, b: int, c: int) -> None:
        tried.append((tmp_path, a, b, c))

    assert list(inspect.signature(test).parameters) == ["tmp_path"]
    test(tmp_path=tmp_path)
    assert tried == [(tmp_path, a, b, c) for a in (1, 2) for b, c in ((3, 4), (5, 6))]


def test_a_mark_below_the_loop_is_not_lost() -> None:
    @each_of("a", [1, 2])
    @pytest.mark.slow
    def test(a: int) -> None:
        pass

    assert [mark.name for mark in test.pytestmark] == ["slow"]  # type: ignore[attr-defined]


def test_the_case_that_fails_is_named() -> None:
    @each_of("number", [1, 2, 3])
    def small(number: int) -> None:
        assert number < 2

    with pytest.raises(AssertionError) as caught:
        small()
    assert caught.value.__notes__ == ["small with {'number': 2}"]


def tried_soon(cases: list[Any]) -> list[Any]:
    """The cases that `make test` tries."""
    return [case.values for case in cases if not case.marks]


def test_of_so_many_cases_the_first_is_tried_soon_and_none_is_lost() -> None:
    cases = one_in(2, ["a", ("b",), "c"])
    assert tried_soon(cases) == [("a",), ("c",)]
    assert [case.values for case in cases] == [("a",), ("b",), ("c",)]
    assert [mark.name for mark in cases[1].marks] == ["slow"]


def test_of_each_kind_the_first_is_tried_soon_and_none_is_lost() -> None:
    cases = first_of_each(lambda number, _word: number % 2, [(1, "a"), (3, "b"), (2, "c"), (4, "d")])
    assert tried_soon(cases) == [(1, "a"), (2, "c")]
    assert len(cases) == 4
