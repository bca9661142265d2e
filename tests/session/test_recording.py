"""A film that is written beside what goes on: its time is the clock's, and it is a whole file or none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gan_playground.errors import PlaygroundError
from gan_playground.files import new_folder, replacing
from gan_playground.session.files.recording import (
    DiscardedError,
    FilmPictures,
    Recording,
    RecordingEnded,
    most_waiting,
)

RATE = 30


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@given(st.lists(st.floats(1.001, 20.0), min_size=1, max_size=most_waiting - 1), st.floats(0.0, 20.0))
def test_each_picture_is_seen_from_its_time_to_that_of_the_next(waits: list[float], last: float) -> None:
    """waits: between two pictures, each in the time that one of the film takes. At every place is what came last."""
    clock = Clock()
    pictures = FilmPictures(RATE, clock)
    began_s, came = clock.now_s, []
    for number, wait in enumerate([0.0, *waits]):
        clock.now_s += wait / RATE
        came.append(int((clock.now_s - began_s) * RATE))
        pictures.put(number)
    clock.now_s += last / RATE
    pictures.end()
    end = max(int((clock.now_s - began_s) * RATE), came[-1] + 1)  # the last one is seen in any case
    assert list(pictures) == [max(number for number, at in enumerate(came) if at <= place) for place in range(end)]


def test_no_picture_is_wanted_before_its_time_nor_while_the_writer_is_behind() -> None:
    clock = Clock()
    pictures = FilmPictures(RATE, clock)
    assert pictures.is_due
    pictures.put("first")
    assert not pictures.is_due
    clock.now_s += 1.01 / RATE
    for number in range(most_waiting - 1):
        assert pictures.is_due
        pictures.put(number)
        clock.now_s += 1.0 / RATE
    assert not pictures.is_due, "there is no room"
    pictures.put("one too many")
    film = iter(pictures)
    assert [next(film) for _ in range(most_waiting)] == ["first", *range(most_waiting - 1)]
    clock.now_s += 1.0 / RATE
    assert pictures.is_due


def test_what_comes_late_is_bridged_by_the_one_before() -> None:
    clock = Clock()
    pictures = FilmPictures(RATE, clock)
    pictures.put("a")
    clock.now_s += 5.5 / RATE
    pictures.put("b")
    clock.now_s += 2.0 / RATE
    pictures.end()
    pictures.put("c")
    assert list(pictures) == [*"aaaaa", *"bb"]
    assert (pictures.written, pictures.repeated) == (7, 5)


def test_nothing_more_comes_once_nobody_wants_it() -> None:
    pictures = FilmPictures(RATE, Clock())
    pictures.put("a")
    pictures.end(is_unwanted=True)
    with pytest.raises(DiscardedError):
        list(pictures)


@pytest.fixture
def parent(qapp: object) -> QObject:
    return QObject()


def poured(path: Path) -> Callable[[Iterator[object]], None]:
    def write(pictures: Iterator[object]) -> None:
        with replacing(path) as temporary, temporary.open("w") as file:
            for picture in pictures:
                file.write(f"{picture} ")

    return write


def ended(qtbot: QtBot, recording: Recording, act: Callable[[], object]) -> RecordingEnded:
    with qtbot.waitSignal(recording.ended, timeout=20_000) as signal:
        act()
    (event,) = signal.args
    return event


def test_a_recording_is_written_while_it_goes_on(qtbot: QtBot, tmp_path: Path, parent: QObject) -> None:
    clock = Clock()
    recording = Recording(poured(tmp_path / "film.txt"), RATE, parent, clock)
    recording.pictures.put("a")
    clock.now_s += 2.5 / RATE
    recording.pictures.put("b")
    clock.now_s += 1.0 / RATE
    event = ended(qtbot, recording, recording.finish)
    assert event == RecordingEnded(None, False, pictures=3, repeated=1)
    assert (tmp_path / "film.txt").read_text() == "a a b "
    assert [path.name for path in tmp_path.iterdir()] == ["film.txt"]


def test_what_is_not_wanted_leaves_the_file_that_was_there(qtbot: QtBot, tmp_path: Path, parent: QObject) -> None:
    (tmp_path / "film.txt").write_text("older")
    recording = Recording(poured(tmp_path / "film.txt"), RATE, parent)
    recording.pictures.put("a")
    event = ended(qtbot, recording, lambda: recording.finish(is_unwanted=True))
    assert event.discarded
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("film.txt", "older")]


def test_a_file_that_cannot_be_written_is_told_at_once(qtbot: QtBot, tmp_path: Path, parent: QObject) -> None:
    recording = Recording(poured(tmp_path / "no" / "film.txt"), RATE, parent)
    event = ended(qtbot, recording, lambda: None)
    assert event.failure is not None
    assert "there is no folder" in event.failure.sentence
    for number in range(10):
        recording.pictures.put(number)  # nobody waits for anybody
    recording.finish()


def test_closing_ends_the_file(qtbot: QtBot, tmp_path: Path, parent: QObject) -> None:
    recording = Recording(poured(tmp_path / "film.txt"), RATE, parent)
    recording.pictures.put("a")
    recording.close()
    recording.close()
    assert (tmp_path / "film.txt").read_text().startswith("a")


def test_closing_does_not_wait_for_a_slow_writer(
    qtbot: QtBot, tmp_path: Path, parent: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gan_playground.session.files.recording.patience_ms", 10)
    unwanted = threading.Event()

    def write(pictures: Iterator[object]) -> None:
        with replacing(tmp_path / "film.txt") as temporary:
            for picture in pictures:
                temporary.write_text(str(picture))
                unwanted.wait(20)

    recording = Recording(write, RATE, parent)
    recording.pictures.put("a")
    finish = recording.finish

    def note(is_unwanted: bool = False) -> None:
        finish(is_unwanted)
        if is_unwanted:
            unwanted.set()

    recording.finish = note
    recording.close()
    assert unwanted.is_set()
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    with new_folder(tmp_path / "pictures") as temporary:
        (temporary / "1.png").write_bytes(b"1")
        assert not (tmp_path / "pictures").exists()
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["1.png"]
    with pytest.raises(PlaygroundError, match="cannot be written"), new_folder(tmp_path / "others") as temporary:
        (temporary / "1.png").rename(tmp_path / "nosuch" / "1.png")
    with pytest.raises(PlaygroundError, match="is there already"), new_folder(tmp_path / "pictures"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["pictures"]
