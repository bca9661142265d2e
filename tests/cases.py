"""Many cases in one test, where each is so cheap that a test of its own would cost more than it does."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import pytest
from hypothesis import settings

Test = Callable[..., None]


def one_in(every: int, cases: Iterable[Any]) -> list[Any]:
    """For `parametrize`: `make test` tries the first of every so many, `make test-all` each."""
    return [_case(case, i % every > 0) for i, case in enumerate(cases)]


def first_of_each(kind: Callable[..., Hashable], cases: Iterable[Any]) -> list[Any]:
    """For `parametrize`: `make test` tries the first of each kind, `make test-all` every one."""
    seen: set[Hashable] = set()
    found = []
    for case in cases:
        of = kind(*case) if isinstance(case, tuple) else kind(case)
        found.append(_case(case, of in seen))
        seen.add(of)
    return found


def _case(case: Any, slow: bool) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow if slow else ())


def examples(count: int) -> int:
    """How many hypothesis tries: so many in `make test-all`, a part of them in `make test`."""
    return count * settings().max_examples // 100


def each_of(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Like `pytest.mark.parametrize`, but all in one test; which case it was that failed is told below the error.

    Fixtures are made once for all of them.
    """
    parameters, cases = [name.strip() for name in names.split(",")], list(cases)

    def looped(test: Test) -> Test:
        def loop(**fixtures: Any) -> None:
            for case in cases:
                values = case if len(parameters) > 1 else (case,)
                _run(test, fixtures | dict(zip(parameters, values, strict=True)))

        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in parameters]
        loop.__name__, loop.__doc__, loop.__module__ = test.__name__, test.__doc__, test.__module__
        loop.pytestmark = list(getattr(test, "pytestmark", ()))  # type: ignore[attr-defined]
        loop.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return loop

    return looped


def _run(test: Test, values: dict[str, Any]) -> None:
    try:
        test(**values)
    except BaseException as error:
        error.add_note(f"{getattr(test, '__name__', 'the test')} with {values}")
        raise
