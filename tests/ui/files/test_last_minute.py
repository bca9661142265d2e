"""The last minute as a film: which steps they were, made again by a process of its own, which leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gan_playground.session.files.film_process import FilmProcess, last_sentence
from gan_playground.ui.files import last_minute
from gan_playground.ui.files.last_minute import LastMinute, Minute, lasts_s, note_s
from watched import Opener, Watched


class Heard(QObject):
    """As much of a session as is listened to."""

    frame_ready = Signal(object)
    failed = Signal(object)
    ordered_run = 1

    def hear(self, kind: type, slot: Callable[[object], object]) -> None:
        pass


class Clocked:
    """The last minute of a run that is shown by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        window = QObject()
        window.session = self.session = Heard()
        self._window = window
        self.minute = LastMinute(window, SimpleNamespace(), SimpleNamespace(), self.clock)

    def clock(self) -> float:
        return self.now_s

    def show(self, step: int, run: int = 1) -> None:
        self.session.frame_ready.emit(SimpleNamespace(step=step, run=run))


@given(st.lists(st.floats(0.02, 5.0), min_size=2, max_size=150), st.integers(1, 9))
def test_it_is_what_was_seen_in_the_last_sixty_seconds(waits: list[float], per_frame: int) -> None:
    clocked = Clocked()
    came = []
    for number, wait in enumerate(waits):
        clocked.now_s += wait
        clocked.show(number * per_frame)
        came.append((clocked.now_s, number * per_frame))
    minute = clocked.minute.minute
    recent = [(at_s, step) for at_s, step in came if at_s >= clocked.now_s - lasts_s - note_s]
    if recent[-1][0] - recent[0][0] < note_s:
        assert minute is None or minute.first >= recent[0][1]
        return
    assert minute is not None
    assert minute.seconds <= lasts_s
    times = {step: at_s for at_s, step in came}
    assert times[minute.first] - recent[0][0] < note_s + 1e-6
    assert recent[-1][0] - times[minute.last] < note_s + 1e-6
    assert minute.seconds == pytest.approx(min(lasts_s, max(1.0, times[minute.last] - times[minute.first])))
    assert len(clocked.minute._moments) <= lasts_s / note_s + 2, "bounded"


def test_what_rested_for_a_minute_and_another_run_are_not_filmed() -> None:
    clocked = Clocked()
    for step in range(10):
        clocked.now_s += 1.0
        clocked.show(step)
    assert clocked.minute.minute == Minute(0, 9, 9.0)
    clocked.now_s += 30.0
    assert clocked.minute.minute == Minute(0, 9, 9.0)
    clocked.now_s += 40.0
    assert clocked.minute.minute is None
    for step in range(10, 13):
        clocked.now_s += 1.0
        clocked.show(step)
    assert clocked.minute.minute == Minute(10, 12, 2.0)
    clocked.now_s += 1.0
    clocked.show(4)
    assert clocked.minute.minute is None, "it was brought back"
    clocked.now_s += 1.0
    clocked.show(5)
    assert clocked.minute.minute == Minute(4, 5, 1.0)
    clocked.session.ordered_run = 2
    assert clocked.minute.minute is None
    clocked.now_s += 1.0
    clocked.show(0, run=2)
    assert clocked.minute.minute is None


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the run is put aside."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def over(watched: Watched) -> str:
    watched.until(lambda: watched.window.last_minute._folder is None)
    return watched.window.notice.accessibleName()


def test_one_key_makes_a_film_of_the_runs_own_past(
    opened: Opener, tmp_path: Path, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = opened("--lesson", "two-knobs")
    window, film = watched.window, tmp_path / "film.mp4"
    watched.until(lambda: window.last_minute.minute is not None)
    watched.pause()
    monkeypatch.setattr(last_minute, "chosen_to_save", lambda *_: (str(film), ""))
    QTest.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert over(watched).startswith("Saved film.mp4")
    with av.open(str(film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(frames) >= 30
    assert frames[0].shape == (720, 1280, 3)
    assert np.abs(frames[-1].astype(int) - frames[0]).max() > 60, "something moved"
    assert left_in(aside) == []
    assert window._settings.recent_runs == [], "the run that was put aside is nobody's"


def test_a_film_that_is_cancelled_leaves_nothing(opened: Opener, tmp_path: Path, aside: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    window, film = watched.window, tmp_path / "film.mp4"
    window.last_minute.make(film, Minute(0, 100, 60.0))
    watched.until(lambda: window.last_minute._process is not None)
    assert window.notice.action == "Cancel"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert "cancelled" in over(watched)
    assert left_in(aside) == []
    assert not film.exists()


def test_a_window_that_closes_ends_the_film_that_is_being_made(opened: Opener, tmp_path: Path, aside: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    watched.window.last_minute.make(tmp_path / "film.mp4", Minute(0, 100, 60.0))
    watched.until(lambda: watched.window.last_minute._process is not None)
    watched.window.close()
    assert left_in(aside) == []
    assert not (tmp_path / "film.mp4").exists()


def test_what_cannot_be_is_told(opened: Opener, tmp_path: Path, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = opened("--lesson", "two-knobs")
    window = watched.window
    window.last_minute._moments.clear()
    window.session.pause()
    watched.settle()
    window.last_minute._moments.clear()
    window.last_minute.ask()
    assert "no step that could be filmed" in window.notice.accessibleName()
    window.last_minute.make(tmp_path / "no" / "film.mp4", Minute(0, 1, 1.0))
    assert "no folder" in window.notice.accessibleName()
    window.last_minute.make(tmp_path / "film.xyz", Minute(0, 1, 1.0))
    assert "film.xyz is not a film" in over(watched)
    assert left_in(aside) == []


def test_a_process_that_cannot_be_started_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gan_playground.session.files.film_process.command", lambda: ["/no/such/program"])
    parent = QObject()
    process = FilmProcess([], parent)
    with qtbot.waitSignal(process.ended, timeout=20_000) as end:
        process.start()
    assert end.args == ["The process that makes films cannot be started here."]
    process.close()


def test_the_last_complaint_is_what_is_told() -> None:
    said = "  3%|   | 1.0/30\rgan-playground: data.csv cannot be read.\n"
    assert last_sentence(said) == "data.csv cannot be read."
    assert "was ended" in last_sentence(" 3%|  |")
