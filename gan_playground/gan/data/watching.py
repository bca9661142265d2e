"""Whoever waits for data to be read can watch: how far that is, and may stop it by raising ReadingStopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Watch: TypeAlias = Callable[[int, int], object]
"""Called very often, with how much is read and how much there is; 0 of 0 where nobody knows yet."""


class ReadingStopped(BaseException):
    """Nobody wants what is being read. No Exception, so that nobody takes it for a fault of a file."""


def _nobody(_done: int, _total: int) -> None:
    """Where nobody watches."""


_watch: ContextVar[Watch] = ContextVar("watch", default=_nobody)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """What is read in here, in this thread, is watched."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def tell_read(done: int = 0, total: int = 0) -> None:
    """Say how far reading is, between two pieces of it; nothing is half-done where this is called."""
    _watch.get()(done, total)
