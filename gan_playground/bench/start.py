"""How long until the window is on screen, against the barest window of the same libraries."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from gan_playground.bench.counts import Counts
from gan_playground.bench.report import RatioRow
from gan_playground.bench.rounds import Tick, interleaved

patience_s = 60


def start_row(counts: Counts, tick: Tick) -> RatioRow:
    """Processes one after the other; the first of each, which finds nothing in the disk's cache, does not count."""
    with tempfile.TemporaryDirectory() as folder:
        sides = {which: partial(seconds_to_first_paint, which, folder) for which in ("ours", "bare")}
        for side in sides.values():
            side()
        numbers = interleaved(sides, counts.start_rounds, tick)
    ours_s, bare_s = (statistics.median(numbers[which]) for which in ("ours", "bare"))
    detail = {"ours, s": round(ours_s, 3), "bare, s": round(bare_s, 3)}
    title = "window on screen, against a bare window"
    return RatioRow("start", title, ours_s / bare_s, "x", hold=1.5, detail=detail)


def seconds_to_first_paint(which: str, settings_folder: str) -> float:
    """From the start of a process to the first paint of its window; the user's settings are left alone.

    Both sides find their modules compiled, as those of a program that was installed are.
    """
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(settings_folder) / "compiled")}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": settings_folder, **compiled}
    command = [sys.executable, "-m", "gan_playground.bench.first_paint", which]
    began_s = time.time()
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=patience_s, check=True)
    return float(result.stdout) - began_s
