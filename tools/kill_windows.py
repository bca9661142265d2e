"""Kill real windows at random moments, and see that each leaves a run that opens and is at most half a minute old.

    python tools/kill_windows.py [--kills 30] [--at-once 5] [--seed 0]

Each window has a home of its own, trains without a display, and is killed as by a power cut (SIGKILL) between four and
seventy seconds after its first step. What the next start would offer is then looked for as it looks for it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.session.files.autosave_folder import AutosaveFolder

lessons = ("two-knobs", "textbook-curve", "ring", "digits", "counterfeiter", "faces", "palette", "tug-of-war")
soonest_s, latest_s = 4.0, 70.0


window = """
import sys, time
from gan_playground.app import create_window
from PySide6.QtWidgets import QApplication
window = create_window(["--lesson", sys.argv[1]])
window.session.frame_ready.connect(lambda frame: print(frame.step, flush=True))
window.show()
QApplication.exec()
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Kill a window of this lesson so long after its first step."""

    lesson: str
    after_s: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--at-once", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cases = [Case(rng.choice(lessons), rng.uniform(soonest_s, latest_s)) for _ in range(options.kills)]
    with ThreadPoolExecutor(options.at_once) as pool:
        faults = [fault for fault in pool.map(kill, cases) if fault]
    print(f"{len(cases) - len(faults)} of {len(cases)} windows left a run that opens, at most half a minute old.")
    return 1 if faults else 0


def kill(case: Case) -> str:
    """What was wrong with what was left; empty if nothing."""
    with tempfile.TemporaryDirectory() as home:
        variables = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CONFIG", "DATA", "STATE")}
        environment = {**os.environ, **variables, "HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        step = _kill_window(case, environment)
        killed_s = time.time()
        fault = _fault(AutosaveFolder(Path(home) / "data" / "gan-playground" / "runs"), step, killed_s)
    print(f"{case.lesson}, {case.after_s:.1f} s after its first step, at step {step:,}: {fault or 'fine'}", flush=True)
    return fault


def _kill_window(case: Case, environment: dict[str, str]) -> int:
    """Gives the last step that it told."""
    process = subprocess.Popen(
        [sys.executable, "-c", window, case.lesson], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    while int(process.stdout.readline()) < 1:
        pass
    killer = ThreadPoolExecutor(1).submit(_kill_later, process, case.after_s)
    steps = [int(line) for line in process.stdout if line.endswith("\n")]
    killer.result()
    process.wait()
    process.stdout.close()
    return steps[-1]


def _kill_later(process: subprocess.Popen[str], after_s: float) -> None:
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)


def _fault(autosave_folder: AutosaveFolder, step: int, killed_s: float) -> str:
    left = autosave_folder.cut_off()
    if not left:
        return "nothing was left"
    try:
        trainer, _ = runfile.read(left[0]).open()
    except PlaygroundError as error:
        return str(error)
    trainer.advance()
    age_s, allowed_s = killed_s - left[0].stat().st_mtime, 30.0
    return "" if 0 < trainer.step <= step + 1_000 and age_s <= allowed_s else f"it is {age_s:.0f} s old"


if __name__ == "__main__":
    sys.exit(main())
