"""Downloads beside a run that trains: what comes, what is told, and that no thread stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from gan_playground.gan.data.images.downloads import DOWNLOADS, cached, folder_of
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.events import Arrival, Failure, Fetched, GaveWay, Remark
from gan_playground.session.files import fetching as module
from gan_playground.session.files.fetching import Fetcher, Fetching
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from serving import MNIST, Server, left_in, offer, out_of_reach, serving

PICTURES_NAME, LABELS_NAME = (path[1:] for path in MNIST)
small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
wanting = load_lesson("digits").experiment.with_knobs({"data.kind": "mnist", "batch_size": 16})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with serving(monkeypatch, tmp_path) as server:
        offer(server, monkeypatch, "mnist", MNIST)
        offer(server, monkeypatch, "fashion-mnist", {"/fashion" + path: content for path, content in MNIST.items()})
        yield server


class Told:
    """Everything that was said about downloads, and in which thread."""

    def __init__(self, fetching: Fetching, qtbot: QtBot) -> None:
        self.fetching, self.qtbot = fetching, qtbot
        self.arrivals: list[Arrival] = []
        self.fetched: list[str] = []
        self.failures: list[Failure] = []
        self.cancelled: list[str] = []
        fetching.said.connect(self._on_said)

    def _on_said(self, event: object) -> None:
        match event:
            case Arrival():
                self.arrivals.append(event)
            case Fetched(name):
                self.fetched.append(name)
            case Failure():
                self.failures.append(event)
            case Remark(sentence):
                self.cancelled.append(sentence)

    def until(self, condition: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)


@pytest.fixture
def told(qtbot: QtBot, server: Server) -> Iterator[Told]:
    fetching = Fetching()
    yield Told(fetching, qtbot)
    fetching.close()


def test_what_was_asked_for_comes_with_its_progress(told: Told) -> None:
    told.fetching.fetch("mnist")
    assert told.fetching.name == "mnist"
    told.until(lambda: told.fetched)
    total = DOWNLOADS["mnist"].size_bytes
    assert told.fetched == ["mnist"]
    assert cached("mnist")
    assert told.arrivals[0] == Arrival("mnist", 0, total)
    assert told.arrivals[-1] == Arrival("mnist", total, total)
    assert told.arrivals[-1].share is None
    assert told.fetching.name == ""
    assert not told.fetching._thread.isRunning()


def test_nothing_is_fetched_unasked(told: Told, server: Server) -> None:
    told.qtbot.wait(50)
    assert server.asked == []
    assert not told.fetching._thread.isRunning()


def test_it_is_fetched_in_another_thread(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[QThread] = []

    def look(*_: object) -> None:
        threads.append(QThread.currentThread())

    monkeypatch.setattr(module, "fetch", look)
    told.fetching.fetch("mnist")
    told.until(lambda: told.fetched)
    assert threads[0] != QThread.currentThread()


def test_a_flood_of_pieces_is_told_ten_times_a_second(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    clock_s = iter(range(10_000))
    monkeypatch.setattr(module.time, "perf_counter", lambda: next(clock_s) / 1000)
    fetcher, arrivals = Fetcher("mnist"), []
    fetcher.said.connect(arrivals.append)
    for done in range(1, 1001):
        fetcher._tell(done, 1000)
    assert len(arrivals) == 11, "in a second, and the last one"
    assert arrivals[-1].done_bytes == 1000


def test_cancelled_while_the_server_is_silent(told: Told, server: Server) -> None:
    server.flowing.clear()
    told.fetching.fetch("mnist")
    told.until(lambda: any(arrival.share for arrival in told.arrivals))
    told.fetching.cancel()
    told.until(lambda: told.cancelled)
    assert not server.flowing.is_set(), "nobody waits for it"
    assert told.cancelled == ["The download was cancelled; nothing was kept."]
    assert left_in(folder_of("mnist")) == []
    assert (told.fetched, told.failures) == ([], [])


def test_a_cancelled_download_need_not_fetch_again_what_came_whole(told: Told, server: Server) -> None:
    folder_of("mnist").mkdir(parents=True)
    (folder_of("mnist") / PICTURES_NAME).write_bytes(MNIST["/" + PICTURES_NAME])
    server.flowing.clear()
    told.fetching.fetch("mnist")
    told.until(lambda: server.asked)
    told.fetching.cancel()
    server.flowing.set()
    told.until(lambda: told.cancelled)
    assert "what had come whole was kept" in told.cancelled[0]
    assert left_in(folder_of("mnist")) == [PICTURES_NAME]
    told.fetching.fetch("mnist")
    told.until(lambda: told.fetched)
    assert server.asked == ["/" + LABELS_NAME] * 2


def test_without_a_network_the_sentence_says_what_to_put_where(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    out_of_reach(monkeypatch, "mnist")
    told.fetching.fetch("mnist")
    told.until(lambda: told.failures)
    failure = told.failures[0]
    assert str(folder_of("mnist")) in failure.sentence
    assert (failure.download, failure.details) == ("mnist", "")
    assert not told.fetching._thread.isRunning()


def test_a_fault_is_a_sentence_too(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the moon was in the way")

    monkeypatch.setattr(module, "fetch", fail)
    told.fetching.fetch("mnist")
    told.until(lambda: told.failures)
    assert told.failures[0].sentence == "mnist could not be fetched: the moon was in the way."
    assert "RuntimeError" in told.failures[0].details


def test_one_after_the_other_and_none_twice(told: Told, server: Server) -> None:
    for name in ("mnist", "fashion-mnist", "mnist", "fashion-mnist"):
        told.fetching.fetch(name)
    told.until(lambda: len(told.fetched) == 2)
    assert told.fetched == ["mnist", "fashion-mnist"]
    assert server.asked == [*MNIST, *("/fashion" + path for path in MNIST)]


def test_after_a_cancelled_one_the_next_begins(told: Told, server: Server) -> None:
    server.flowing.clear()
    told.fetching.fetch("mnist")
    told.fetching.fetch("fashion-mnist")
    told.fetching.cancel()
    server.flowing.set()
    told.until(lambda: told.fetched)
    assert len(told.cancelled) == 1
    assert told.fetched == ["fashion-mnist"]


def test_closing_stops_it_and_what_waits_is_never_begun(told: Told, server: Server) -> None:
    server.flowing.clear()
    told.fetching.fetch("mnist")
    told.fetching.fetch("fashion-mnist")
    told.until(lambda: server.asked)
    told.fetching.close()
    told.fetching.close()
    assert not told.fetching._thread.isRunning()
    told.qtbot.wait(20)
    assert (told.fetched, told.failures, told.cancelled) == ([], [], [])
    assert left_in(folder_of("mnist")) == []
    assert not any(path.startswith("/fashion") for path in server.asked)


# With a session.


class Listener:
    """What a session said."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.runs: list[RunInfo] = []
        self.failures: list[Failure] = []
        self.sentences: list[str] = []
        session.run_started.connect(self.runs.append)
        session.failed.connect(self.failures.append)
        session.told.connect(self.sentences.append)

    def until(self, condition: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)

    @property
    def step(self) -> int:
        trainer = self.session._worker.trainer
        assert trainer is not None
        return trainer.step


@pytest.fixture
def heard(qtbot: QtBot, server: Server) -> Iterator[Listener]:
    session = Session()
    session.open()
    yield Listener(session, qtbot)
    session.close()


def lack(heard: Listener) -> None:
    """Train one run, and want another that cannot start."""
    heard.session.start(small, seed=1)
    heard.until(lambda: heard.runs)
    heard.session.start(wanting, seed=7, playing=False)
    heard.until(lambda: heard.failures)


def test_a_run_that_lacks_a_download_says_which_and_asks_nobody(heard: Listener, server: Server) -> None:
    lack(heard)
    failure = heard.failures[0]
    assert failure.download == "mnist"
    assert failure.sentence == "MNIST is not on this computer yet (0 MB).", (
        "a window has a button, and needs no command"
    )
    assert heard.session.experiment == small
    assert server.asked == []


def test_the_run_that_was_wanted_starts_and_the_old_one_trains_till_then(heard: Listener, server: Server) -> None:
    lack(heard)
    server.flowing.clear()
    heard.session.download("mnist")
    assert heard.session.fetching == "mnist"
    heard.until(lambda: server.asked)
    before = heard.step
    heard.until(lambda: heard.step > before + 50)
    server.flowing.set()
    heard.until(lambda: len(heard.runs) == 2)
    assert (heard.runs[1].experiment, heard.runs[1].seed) == (wanting, 7)
    heard.until(lambda: not heard.session.is_playing)
    assert heard.sentences == []


def test_the_very_first_run_may_lack_it(heard: Listener) -> None:
    heard.session.start(wanting, seed=7)
    heard.until(lambda: heard.failures)
    heard.session.download("mnist")
    heard.until(lambda: heard.runs)
    assert heard.runs[0].experiment == wanting


def test_whoever_went_on_to_something_else_is_not_called_back(heard: Listener, server: Server) -> None:
    lack(heard)
    server.flowing.clear()
    heard.session.download("mnist")
    heard.session.start(small, seed=2)
    heard.until(lambda: len(heard.runs) == 2)
    server.flowing.set()
    heard.until(lambda: heard.sentences)
    assert heard.sentences == ["MNIST is on this computer now."]
    assert heard.session.experiment == small


def test_knobs_that_give_way_are_told_when_it_starts(heard: Listener) -> None:
    gave_way: list[dict[str, object]] = []
    heard.session.hear(GaveWay, lambda event: gave_way.append(event.values))
    heard.session.start(load_lesson("two-knobs").experiment, seed=1)
    heard.until(lambda: heard.runs)
    heard.session.turn({"data.kind": "mnist"})
    heard.until(lambda: heard.failures)
    assert gave_way == []
    heard.session.download("mnist")
    heard.until(lambda: gave_way)
    assert gave_way[0]["generator.kind"] == heard.runs[-1].experiment.generator.kind != "two-knobs"
    assert heard.runs[-1].experiment.data.kind == "mnist"


def test_closing_the_session_while_it_downloads(heard: Listener, server: Server) -> None:
    lack(heard)
    server.flowing.clear()
    heard.session.download("mnist")
    heard.until(lambda: server.asked)
    heard.session.close()
    heard.session.close()
    assert heard.session.fetching == ""
    assert left_in(folder_of("mnist")) == []
