"""Accelerated visits and random events in the real window of an exhibit; for half an hour of them: make soak."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from exhibit_visitors import Floor
from gan_playground.ui.exhibit.visits import VisitPhase
from ui.exhibit.conftest import Exhibit

soak = Path(__file__).parents[3] / "tools" / "exhibit_soak.py"
slow_minutes = float(os.environ.get("SOAK_MINUTES", "3"))


@pytest.mark.qt_log_ignore("occurs outside target window", extend=True)
def test_visits_end_as_at_the_start(exhibited: Exhibit) -> None:
    """Whoever did what; exceptions and Qt's warnings fail the test by themselves."""
    window = exhibited("two-blobs", "textbook-curve", "tug-of-war")
    floor = Floor(window, Random(3))
    for _ in range(12):
        floor.visit(deeds=4)
    assert floor.faults == []


@pytest.mark.qt_log_ignore("occurs outside target window", extend=True)  # it became smaller under the hand
@pytest.mark.parametrize("seed", [1])
def test_random_events_find_no_way_out(exhibited: Exhibit, qtbot: QtBot, seed: int) -> None:
    window = exhibited("two-blobs", "textbook-curve")
    floor = Floor(window, Random(seed))
    for event in range(300):
        floor.crowd.act()
        if event % 10 == 0:
            floor.let_run(0)
            floor.look()
    qtbot.waitUntil(window.isFullScreen)  # whatever was asked of the window
    floor.leave()
    assert floor.faults == []
    assert window.visits.phase is VisitPhase.ALONE
    assert window.state == floor.start


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--minutes", f"{slow_minutes}"], ["--events", "10000"]])
def test_a_long_soak_finds_nothing(arguments: list[str]) -> None:
    began_s = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    result = subprocess.run(
        [sys.executable, str(soak), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert arguments[0] != "--minutes" or time.monotonic() - began_s >= 60 * slow_minutes
