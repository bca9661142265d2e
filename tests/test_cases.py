"""The loop in place of parameters: every case is tried, and the one that fails is named."""

from __future__ import annotations

import inspect

import pytest

from cases import each_of


def test_every_case_is_tried_with_the_fixtures_there_are(tmp_path: object) -> None:
    tried = []

    @each_of("a", [1, 2])
    @each_of("b, c", [(3, 4), (5, 6)])
    def test(tmp_path: object, a: int, b: int, c: int) -> None:
        tried.append((tmp_path, a, b, c))

    assert list(inspect.signature(test).parameters) == ["tmp_path"]
    test(tmp_path=tmp_path)
    assert tried == [(tmp_path, a, b, c) for a in (1, 2) for b, c in ((3, 4), (5, 6))]


def test_the_case_that_fails_is_named() -> None:
    @each_of("number", [1, 2, 3])
    def small(number: int) -> None:
        assert number < 2

    with pytest.raises(AssertionError) as caught:
        small()
    assert caught.value.__notes__ == ["small with {'number': 2}"]
