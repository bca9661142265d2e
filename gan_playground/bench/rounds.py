"""Comparing on a machine that is never quiet: short rounds, both sides in each, and the median of the ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

Tick = Callable[[], object]
T = TypeVar("T")


def rate(step: Callable[[], object], seconds: float) -> float:
    """Calls of `step` a second, over about this time and at least one call."""
    calls, began_s = 0, time.perf_counter()
    while (passed_s := time.perf_counter() - began_s) < seconds or not calls:
        step()
        calls += 1
    return calls / passed_s


def interleaved(sides: Mapping[str, Callable[[], T]], rounds: int, tick: Tick) -> dict[str, list[T]]:
    """One measurement of every side a round; every other round goes backwards, so that no side is always first."""
    numbers: dict[str, list[T]] = {name: [] for name in sides}
    for i in range(rounds):
        for name in list(sides)[:: 1 if i % 2 == 0 else -1]:
            numbers[name].append(sides[name]())
        tick()
    return numbers


def median_ratio(above: list[float], below: list[float]) -> float:
    """The median of the rounds' ratios: what disturbs a round for long disturbs both sides of it."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))
