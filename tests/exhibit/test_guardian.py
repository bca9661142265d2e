"""The watchdog, with real processes: what it begins again, what it says of it, and when it gives way."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from logging import Logger
from pathlib import Path

import pytest

from cases import each_of
from gan_playground.exhibit.end import begin_again, lightest
from gan_playground.exhibit.failures import Failures, most_an_hour
from gan_playground.exhibit.guardian import Guardian, GuardTimes
from gan_playground.exhibit.install import install, unit_name
from gan_playground.exhibit.logbook import close_log, file_bytes, last_lines, older_files, open_log
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer
from gan_playground.gan.training.work import shape_of, step_work
from gan_playground.lessons.catalogue import lessons_at_hand, load_lesson

soon = GuardTimes(silence=0.5, start=20.0, look=0.01)
beats = "import os, sys, time, signal\ndef beat(kind=b'.'): os.write(1, kind)\n"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Logger]:
    log = open_log(tmp_path)
    yield log
    close_log(log)


class Watch:
    """A watchdog over small processes that end one after the other as these lines say; the last one leaves."""

    def __init__(self, folder: Path, log: Logger, *ends: str, times: GuardTimes = soon) -> None:
        self.folder, self.safe = folder, []
        self._ends = [*ends, "beat()"]
        self.guardian = Guardian(self._command, log, times, Failures())

    def _command(self, is_safe: bool) -> list[str]:
        self.safe.append(is_safe)
        return [sys.executable, "-c", beats + self._ends[self.guardian.windows]]

    def keep(self) -> str:
        assert self.guardian.keep() == 0
        return "\n".join(last_lines(self.folder, 100))


@each_of(
    "end, told",
    [
        ("beat(); os.kill(os.getpid(), signal.SIGKILL)", "The window was ended by SIGKILL."),
        ("beat(); os.kill(os.getpid(), signal.SIGSTOP)", "The window has not answered for"),
        ("beat()\nwhile True: pass", "The window has not answered for"),
        ("beat(); import ctypes; ctypes.string_at(0)", "The window was ended by SIGSEGV."),
        ("beat(); raise MemoryError", "MemoryError"),
        ("sys.exit(3)", "with status 3."),
    ],
)
def test_what_dies_is_begun_again_and_the_log_says_why(tmp_path: Path, log: Logger, end: str, told: str) -> None:
    watch = Watch(tmp_path, log, end)
    words = watch.keep()
    assert watch.guardian.windows == 2
    assert told in words
    assert "Failures in the last hour: 1." in words


def test_an_operator_who_wants_another_window_has_not_failed(tmp_path: Path, log: Logger) -> None:
    watch = Watch(tmp_path, log, f"beat(); sys.exit({begin_again})")
    assert "Failures" not in watch.keep()
    assert watch.guardian.windows == 2


def test_what_loads_is_waited_for(tmp_path: Path, log: Logger) -> None:
    """Longer than the silence of a window that is there."""
    watch = Watch(tmp_path, log, f"beat(b'-'); time.sleep(2 * {soon.silence}); sys.exit({begin_again})")
    assert "not answered" not in watch.keep()


def test_after_five_failures_only_the_lightest_lessons_are_shown(
    tmp_path: Path, log: Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gan_playground.exhibit.failures.first_wait_s", 0.001)
    watch = Watch(tmp_path, log, *["sys.exit(1)"] * most_an_hour)
    watch.keep()
    assert watch.safe == [False] * most_an_hour + [True]


def test_who_asks_the_watchdog_to_end_ends_the_window(tmp_path: Path) -> None:
    """SIGTERM, as systemd sends it."""
    code = (
        "from gan_playground.interrupts import interrupts, Interrupted\n"
        "from gan_playground.exhibit.guardian import Guardian\n"
        "from gan_playground.exhibit.logbook import open_log\n"
        "import sys, pathlib\n"
        "window = 'import os, time; print(os.getpid(), file=sys.stderr); time.sleep(600)'\n"
        f"window = {beats!r} + \"print('pid', os.getpid(), file=sys.stderr, flush=True); beat(); time.sleep(600)\"\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "with interrupts.noted():\n"
        "    try: Guardian(lambda _: [sys.executable, '-c', window], open_log(folder)).keep()\n"
        "    except Interrupted as end: sys.exit(end.status)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    while not any("pid" in line for line in last_lines(tmp_path, 10)):
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 128 + signal.SIGTERM
    assert "was asked to end" in last_lines(tmp_path, 1)[0]
    window = next(line.split()[-1] for line in last_lines(tmp_path, 10) if "pid" in line)
    assert not Path(f"/proc/{window}").exists()


def test_who_fails_at_once_is_waited_for_ever_longer() -> None:
    now = [0.0]
    failures, waits = Failures(lambda: now[0]), []
    for _ in range(10):
        failures.note(lived_s=2.0)
        waits.append(failures.wait_s)
    assert waits == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    failures.note(lived_s=600.0)
    assert failures.wait_s == 0
    assert failures.is_safe_wanted
    now[0] = 3601.0
    assert not failures.is_safe_wanted


def test_the_log_keeps_its_size(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    for _ in range(4000):
        log.info("x" * 1000)
    close_log(log)
    files = list(tmp_path.iterdir())
    assert len(files) == 1 + older_files
    assert sum(file.stat().st_size for file in files) <= (1 + older_files) * file_bytes


@pytest.mark.slow
def test_the_lightest_are_the_lightest_that_have_a_picture_of_two_kinds() -> None:
    """Two of the ten with the least to compute, one on the line and one on the plane."""
    work = {lesson.id: work_of(lesson.experiment) for lesson in lessons_at_hand()}
    assert set(lightest) <= set(sorted(work, key=work.__getitem__)[:10])
    assert {load_lesson(one).experiment.stage for one in lightest} == {"line", "plane"}


def work_of(experiment: Experiment) -> int:
    return step_work(experiment.knob, shape_of(Trainer(experiment).real))


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
def test_the_unit_begins_the_very_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = install(["/opt/my python", "-m", "gan_playground", "--exhibit", '/srv/50% "hall".toml'])
    assert file == tmp_path / "systemd" / "user" / unit_name
    lines = file.read_text().splitlines()
    assert 'ExecStart="/opt/my python" "-m" "gan_playground" "--exhibit" "/srv/50%% \\"hall\\".toml"' in lines
    assert "Restart=on-failure" in lines
