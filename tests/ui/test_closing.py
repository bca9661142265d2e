"""The window is closed, and the process ends, whatever hangs."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from cases import one_in
from gan_playground.gan import runfile
from gan_playground.session.watchdog import Watchdog

hangs_s = 400.0

window_that_hangs = f"""
import sys, threading, time
from PySide6.QtCore import QTimer
from gan_playground import app
from gan_playground.session.files import autosave

what = sys.argv[1]
autosave.first_keep_ms = autosave.keep_interval_ms = 50
hangs = threading.Event()

def hang(*_):
    hangs.set()
    time.sleep({hangs_s})

def begin_to_hang():
    if not window.session.autosave.autosave_folder.runs():
        return
    polls.stop()
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.session.run import server
    if what == "step":
        Trainer.advance = hang
        window.session.play()
    else:
        server.make_run = hang
        window.session.start(window.session.experiment, seed=1)
    ends.start(1)

def end_when_it_hangs():
    if hangs.is_set():
        ends.stop()
        for _ in range(300):
            window.session.turn({{"batch_size": 8}})
            window.session.step_both()
        window.close()

def make(options):
    global window, polls, ends
    window = made(options)
    polls, ends = QTimer(window), QTimer(window)
    polls.timeout.connect(begin_to_hang)
    ends.timeout.connect(end_when_it_hangs)
    window.session.run_started.connect(lambda _run: window.session.step_both())
    polls.start(20)
    return window

made, app.make_window = app.make_window, make
from gan_playground.cli import make_parser
status = app.run(make_parser().parse_args(["--lesson", "textbook-curve"]))
print("ended by itself")
sys.exit(status)
"""


@pytest.mark.parametrize("what", one_in(2, ["step", "start"]))
def test_a_window_that_is_closed_while_the_trainer_hangs_is_gone_with_what_was_kept(tmp_path: Path, what: str) -> None:
    """In the middle of a step that takes a minute, and while a folder is read for so long."""
    window = begun(what, tmp_path)
    said, warned = window.communicate(timeout=hangs_s - 100)
    assert (window.returncode, said) == (0, ""), warned
    (kept,) = tmp_path.rglob("*.ganrun")
    assert runfile.load(kept).step >= 1


def begun(what: str, home: Path) -> subprocess.Popen[str]:
    """A window that keeps its runs in a place of its own."""
    homes = {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "DATA", "STATE")}
    return subprocess.Popen(
        [sys.executable, "-c", window_that_hangs, what],
        env={**os.environ, **homes, "HOME": str(home), "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_what_ends_is_waited_for_until_all_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gan_playground.session.watchdog.patience_s", 0.0)
    monkeypatch.setattr("gan_playground.session.watchdog.writing_s", 1e9)
    answers, ended = iter([False, False, True]), []
    watchdog = Watchdog(lambda: next(answers), partial(ended.append, True))
    watchdog.start()
    watchdog.start()
    assert watchdog._thread is not None
    watchdog._thread.join()
    assert ended == [True]
    assert list(answers) == []


def test_a_disk_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gan_playground.session.watchdog.patience_s", 0.0)
    monkeypatch.setattr("gan_playground.session.watchdog.writing_s", 0.0)
    ended: list[bool] = []
    watchdog = Watchdog(lambda: False, partial(ended.append, True))
    watchdog.start()
    assert watchdog._thread is not None
    watchdog._thread.join()
    assert ended == [True]
