"""Measuring two checkouts in turn: on a machine that is never quiet, only what runs side by side can be compared."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

Row = dict[str, float]
Measure = Callable[[str], float]
"""Gives the milliseconds that something takes, by its name."""


def compare(script: Path, other: Path, names: Iterable[str], rounds: int) -> Iterator[tuple[str, Row]]:
    """A script of this checkout, on the program of this one and of another one: the ratios of one to the other.

    Each measurement is taken on both at once, again and again, and neither of them is always first.
    """
    with ExitStack() as stack:
        checkouts = script.absolute().parents[1], other.absolute()
        processes = [stack.enter_context(_begin(script.absolute(), checkout)) for checkout in checkouts]
        for name in names:
            measured: tuple[list[float], list[float]] = ([], [])
            for turn in range(rounds):
                for place in (0, 1) if turn % 2 == 0 else (1, 0):
                    measured[place].append(_ask(processes[place], name))
            yield name, _row(*measured)


def _begin(script: Path, checkout: Path) -> subprocess.Popen[str]:
    """Ends when it is left, for then there is nothing more to be asked."""
    command = [sys.executable, str(script), "--on-demand"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=checkout, env=environment)


def _ask(process: subprocess.Popen[str], name: str) -> float:
    process.stdin.write(f"{name}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def _row(one: list[float], other: list[float]) -> Row:
    """The median of the rounds' ratios, with their quartiles; the ratio of the best rounds; the medians of both."""
    low, middle, high = statistics.quantiles([a / b for a, b in zip(one, other, strict=True)], n=4)
    row = {"ratio": middle, "from": low, "to": high, "of the best": min(one) / min(other)}
    row |= {"ms": statistics.median(one), "other ms": statistics.median(other)}
    return {name: round(value, 3) for name, value in row.items()}


def on_demand(measure: Measure) -> None:
    """What the other end of `compare` does: a measurement for every name that comes in."""
    for name in sys.stdin:
        print(measure(name.strip()), flush=True)
