"""A net under the slots of the training thread."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")


class Reporter(Protocol):
    """Whoever can pause and tell what went wrong."""

    def stop_and_report(self, error: Exception) -> None: ...


R = TypeVar("R", bound=Reporter)


def reports_failure(slot: Callable[Concatenate[R, P], None]) -> Callable[Concatenate[R, P], None]:
    """Makes a failure inside a slot a sentence in the window, and not the end of the program."""

    @functools.wraps(slot)
    def guarded(reporter: R, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            slot(reporter, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            reporter.stop_and_report(error)

    return guarded
