"""The real window dies in each of its ways, and is there again. Ten times each: benchmarks/exhibit_deaths.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gan_playground.exhibit.guardian import Guardian, GuardTimes
from gan_playground.exhibit.logbook import close_log, last_lines, open_log

window = Path(__file__).parents[2] / "benchmarks" / "exhibit_deaths.py"
soon = GuardTimes(silence=4.0)


@pytest.mark.parametrize(
    "deaths", [("kill", "stop", "loop"), pytest.param(("fault", "memory"), marks=pytest.mark.slow)]
)
def test_a_window_that_dies_is_there_again(tmp_path: Path, deaths: tuple[str, ...]) -> None:
    log, ends = open_log(tmp_path), [*deaths, "leave"]

    def command(_is_safe: bool) -> list[str]:
        return [sys.executable, str(window), "--window", ends[guardian.windows], "--log-folder", str(tmp_path)]

    guardian = Guardian(command, log, soon)
    assert guardian.keep() == 0
    close_log(log)
    assert guardian.windows == len(ends)
    words = last_lines(tmp_path, 200)
    assert sum(" dies at " in line for line in words) == len(deaths)
    assert sum(" is seen at " in line for line in words) == len(ends)
    assert any(f"Failures in the last hour: {len(deaths)}." in line for line in words)
