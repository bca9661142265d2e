"""How long until the window is on screen, against the barest window of the same libraries."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from msgspec import Struct

from gan_playground.bench.counts import Counts
from gan_playground.bench.report import RatioRow
from gan_playground.bench.rounds import Tick, interleaved, median_ratio

patience_s = 60


class FirstPaint(Struct, frozen=True):
    """clock_s: from the start of the process. processor_s: of that, how long the window's thread computed."""

    clock_s: float
    processor_s: float


def start_row(counts: Counts, tick: Tick) -> RatioRow:
    """Processes one after the other; the first of each, which finds nothing in the disk's cache, does not count.

    Compared is what the window's thread computes, which nobody else's work on this machine is a part of.
    """
    with tempfile.TemporaryDirectory() as folder:
        sides = {which: partial(first_paint, which, folder) for which in ("ours", "bare")}
        for side in sides.values():
            side()
        seen = interleaved(sides, counts.start_rounds, tick)
    processor_s = {which: [one.processor_s for one in paints] for which, paints in seen.items()}
    clock_s = {which: [one.clock_s for one in paints] for which, paints in seen.items()}
    detail = {f"{which}, s": round(statistics.median(numbers), 3) for which, numbers in processor_s.items()}
    detail |= {f"{which} by the clock, s": round(statistics.median(numbers), 3) for which, numbers in clock_s.items()}
    title = "window on screen, against a bare window"
    ratio = median_ratio(processor_s["ours"], processor_s["bare"])
    return RatioRow("start", title, ratio, "x", hold=1.5, detail=detail)


def first_paint(which: str, settings_folder: str) -> FirstPaint:
    """From the start of a process to the first paint of its window; the user's settings are left alone.

    Both sides find their modules compiled, as those of a program that was installed are.
    """
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(settings_folder) / "compiled")}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": settings_folder, **compiled}
    command = [sys.executable, "-m", "gan_playground.bench.first_paint", which]
    began_s = time.time()
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=patience_s, check=True)
    said = json.loads(result.stdout)
    return FirstPaint(said["time_s"] - began_s, said["processor_s"])
