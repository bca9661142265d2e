"""Interrupt the program at any moment, again and again, and see that it ends as it should.

    python tools/interrupt.py [--times 60] [--seed 0] [--command train] [--command film] ...

Each time a command is started in a process of its own, and gets Ctrl+C, a kill, or the end of its terminal at a seeded
moment between its first breath and its last. It has to end within two seconds with 130, 143 or 129, or have ended well
before; no file may be half-written; what was promised has to be there and to open; no traceback may be told. On Linux
the time in which it waits for a processor that others have is not counted.
Prints a line for each fault, and at the end how many there were; the exit status is 1 where there was any.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile

limit_s = 2.0
most_s, most_again_s = 30.0, 0.8
grace_s = 0.5  # for this process to be told, on a machine that is busy
breath_s = 0.5  # Python itself has no handler before
look_s = 0.02
signals = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@dataclass(frozen=True)
class Command:
    """What is started, in a folder of its own; lasts_s: about how long it takes. keeps: a file that it promises."""

    arguments: tuple[str, ...]
    lasts_s: float
    keeps: str = ""
    shows_window: bool = False


class Trickle(BaseHTTPRequestHandler):
    """Sends a download so slowly that it never comes to its end."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**7))
        self.end_headers()
        with suppress(OSError):  # nobody listens any more
            while True:
                self.wfile.write(bytes(2**16))
                time.sleep(0.2)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


COMMANDS = {
    "train": Command(("train", "ring", "--steps", "100000", "--save", "kept.ganrun"), 12.0, "kept.ganrun"),
    "pictures": Command(("train", "faces", "--steps", "100000", "--save", "kept.ganrun"), 15.0, "kept.ganrun"),
    "film": Command(("film", "two-knobs", "--steps", "300", "--seconds", "4", "--out", "film.mp4"), 14.0),
    "gif": Command(("film", "two-knobs", "--steps", "300", "--seconds", "4", "--out", "film.gif"), 14.0),
    "picture": Command(("film", "ring", "--steps", "3000", "--out", "film.png"), 12.0),
    "download": Command(("download", "mnist"), 5.0),
    "lessons": Command(("lessons", "--json"), 1.0),
    "bench": Command(("bench",), 20.0),
    "window": Command(("--lesson", "two-knobs"), 12.0, shows_window=True),
}  # fmt: skip


def main() -> int:
    """Interrupt, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--command", choices=COMMANDS, action="append")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    for one in signals:
        signal.signal(one, signal.SIG_DFL)  # what is ignored here, as behind an &, would be ignored there too
    faults, tried = 0, Counter[str]()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Trickle)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ["GAN_PLAYGROUND_MIRROR"] = f"http://127.0.0.1:{server.server_port}"
    for number in range(options.times):
        name = rng.choice(options.command or list(COMMANDS))
        sent = rng.choice(list(signals))
        after_s = rng.uniform(breath_s, COMMANDS[name].lasts_s)
        again_s = rng.choice((0.0, 0.0, rng.uniform(0.0, most_again_s)))  # while it is ending
        tried[name] += 1
        for fault in faults_of(COMMANDS[name], sent, after_s, again_s):
            faults += 1
            print(f"{number}: {name}, {sent.name} after {after_s:.2f} s, again {again_s:.2f}: {fault}", flush=True)
    print(f"{options.times} interrupts, {faults} faults: {dict(tried)}")
    return int(faults > 0)


def faults_of(command: Command, sent: signal.Signals, after_s: float, again_s: float) -> Iterator[str]:
    """Start it, interrupt it, and look at what is there."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir()
        work = Path(folder, "work")
        work.mkdir()
        status, took_s, told = interrupted(command, sent, after_s, again_s, work, home)
        if took_s > limit_s + grace_s:
            yield f"it took {took_s:.2f} s"
        if status not in (0, signals[sent]):
            yield f"it ended with {status}"
        if took_s > most_s:
            yield f"it hung: {told[-4000:]}"
        if "Traceback" in told or "Error calling" in told:
            yield f"it told a traceback: {told[-600:]}"
        yield from (f"{path.name} is unfinished" for path in work.rglob(".*"))
        if command.shows_window:
            yield from window_faults(home)
        elif "Stopped at step" in told and command.keeps:
            yield from run_faults(work / command.keeps)
        elif status and (left := [path.name for path in work.rglob("[!.]*") if path.is_file()]):
            yield f"it left {left}"


def interrupted(
    command: Command, sent: signal.Signals, after_s: float, again_s: float, work: Path, home: Path
) -> tuple[int, float, str]:
    """The exit status, how long the end took, and all that was told. again_s: when it gets a second one, unless 0."""
    surroundings = {
        **os.environ,
        "HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "PYTHONFAULTHANDLER": "1",  # so that one that hangs says where
        "GAN_PLAYGROUND_DATA": str(work / "data"),
        "PYTHONPATH": str(Path(__file__).parent.parent),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")},
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "gan_playground", *command.arguments],
        cwd=work,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    told = list[str]()
    reader = threading.Thread(target=lambda: told.append(process.stderr.read() if process.stderr else ""))
    reader.start()
    for wait_s in (after_s, *([again_s] if again_s else [])):
        try:
            process.wait(wait_s)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
    began_s, starved_before_s, starved_s = time.monotonic(), starved(process.pid), 0.0
    while process.poll() is None and time.monotonic() - began_s - starved_s < most_s:
        time.sleep(look_s)
        starved_s = max(starved_s, starved(process.pid) - starved_before_s)
    took_s = time.monotonic() - began_s - starved_s
    if process.poll() is None:
        process.send_signal(signal.SIGABRT)
    reader.join()
    return process.wait(), took_s, "".join(told)


def starved(pid: int) -> float:
    """How many seconds the threads of a process have waited for a processor; 0 where nobody tells."""
    waited_s = 0.0
    for told in Path("/proc", str(pid), "task").glob("*/schedstat"):
        with suppress(OSError, ValueError):  # it has ended just now
            waited_s += int(told.read_text().split()[1]) / 1e9
    return waited_s


def run_faults(path: Path) -> Iterator[str]:
    """What is wrong with a run that had to be kept."""
    try:
        runfile.load(path)
    except PlaygroundError as error:
        yield f"the run is not there: {error}"


def window_faults(home: Path) -> Iterator[str]:
    """A window that was closed in order leaves no lock, by which the next one would call it cut off."""
    yield from (f"{lock.name} says that it was cut off" for lock in home.rglob("*.lock"))
    for run in home.rglob("*.ganrun"):
        yield from run_faults(run)


if __name__ == "__main__":
    sys.exit(main())
