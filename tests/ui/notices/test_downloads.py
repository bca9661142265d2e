"""Downloads as a person at the window asks for them, waits for them, and thinks better of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.app import create_window
from gan_playground.gan.data.images import downloads
from gan_playground.gan.data.images.downloads import DOWNLOADS, folder_of
from gan_playground.session.events import Arrival, Failure
from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.notices.presenter import progress_words
from gan_playground.ui.widgets.labels import may_break
from serving import MNIST, Server, left_in, offer, out_of_reach, serving
from watched import Opener, Watched


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with serving(monkeypatch, tmp_path) as server:
        offer(server, monkeypatch, "mnist", MNIST)
        yield server


@pytest.fixture
def lacking(server: Server, opened: Opener) -> Watched:
    """A window that trains digits, and was told to train MNIST, which is not there."""
    watched = opened("--lesson", "digits")
    want(watched)
    return watched


def want(watched: Watched) -> None:
    watched.window.session.turn({"data.kind": "mnist"})
    watched.until(lambda: watched.window.notice.kind is NoticeKind.OFFER and watched.window.notice.y() > 0)


def said(watched: Watched) -> str:
    text = watched.part("noticeText", QLabel).text().replace(may_break, "")
    assert watched.window.notice.accessibleName() == text
    return text


def begin(watched: Watched, server: Server) -> None:
    """Press Download, with a server that falls silent half-way."""
    server.flowing.clear()
    watched.click("noticeAction")
    watched.until(lambda: watched.window.notice.findChild(QProgressBar).value() > 0)


def test_what_is_lacking_is_offered_and_not_fetched(lacking: Watched, server: Server) -> None:
    assert "MNIST is not on this computer yet" in said(lacking)
    assert lacking.part("noticeAction", QPushButton).text() == "Download (0 MB)"
    assert lacking.window.notice.findChild(QProgressBar).isHidden()
    before = lacking.frames[-1].step
    lacking.until(lambda: lacking.frames[-1].step > before + 5)
    assert lacking.frames[-1].run == 1
    assert lacking.window.knob_panel.controls["data.kind"].value == "digits"
    assert server.asked == []
    QTest.keyClick(lacking.window, Qt.Key.Key_Escape)
    assert lacking.window.notice.isHidden()
    assert server.asked == []


def test_what_was_wanted_starts_when_it_is_there(lacking: Watched, server: Server) -> None:
    begin(lacking, server)
    notice = lacking.window.notice
    assert notice.kind is NoticeKind.DOWNLOADING
    assert said(lacking).startswith("Downloading MNIST: ")
    assert lacking.part("noticeAction", QPushButton).text() == "Cancel"
    assert lacking.part("noticeAction", QPushButton).toolTip()
    assert lacking.part("noticeClose").isHidden()
    bar = notice.findChild(QProgressBar)
    assert bar.isVisible()
    assert 0 < bar.value() < bar.maximum()
    before = lacking.frames[-1].step
    lacking.until(lambda: lacking.frames[-1].step > before + 5)
    server.flowing.set()
    lacking.until(lambda: lacking.frames[-1].run == 3)
    lacking.settle()
    assert lacking.window.session.run.experiment.data.kind == "mnist"
    assert lacking.window.knob_panel.controls["data.kind"].value == "mnist"
    assert notice.isHidden() or notice.kind is NoticeKind.INFO
    assert lacking.window.session.is_playing


def test_it_can_be_cancelled(lacking: Watched, server: Server) -> None:
    for by in ("button", "escape", "escape in the notice"):
        begin(lacking, server)
        if by == "button":
            lacking.click("noticeAction")
        else:
            QTest.keyClick(lacking.window.notice if "in" in by else lacking.window, Qt.Key.Key_Escape)
        assert said(lacking) == "Cancelling the download …", f"{by}: the server is silent still"
        server.flowing.set()
        lacking.until(lambda: lacking.window.notice.kind is NoticeKind.INFO)
        assert said(lacking) == "The download was cancelled; nothing was kept.", by
        assert left_in(folder_of("mnist")) == [], by
        assert lacking.window.session.run.run == 1, by
        want(lacking)
    lacking.click("noticeAction")
    lacking.until(lambda: lacking.window.session.run.experiment.data.kind == "mnist")


def test_whoever_has_the_files_points_to_them(
    lacking: Watched, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine" / "raw", lacking.part("noticeOther", QPushButton)
    mine.mkdir(parents=True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(mine.parent))
    other.click()
    lacking.until(lambda: lacking.window.notice.kind is NoticeKind.ERROR)
    assert f"{mine.parent} holds no train-images-idx3-ubyte.gz" in said(lacking)
    for path, content in MNIST.items():
        (mine / path[1:]).write_bytes(content)
    other.click()
    lacking.until(lambda: lacking.window.session.run.experiment.data.kind == "mnist")
    assert server.asked == []
    assert other.isHidden()


def test_a_failure_is_a_sentence_and_can_be_tried_again(lacking: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    there = DOWNLOADS["mnist"]
    out_of_reach(monkeypatch, "mnist")
    lacking.click("noticeAction")
    lacking.until(lambda: lacking.window.notice.kind is NoticeKind.ERROR)
    assert "cannot be fetched" in said(lacking)
    assert str(folder_of("mnist")) in said(lacking)
    monkeypatch.setitem(DOWNLOADS, "mnist", there)
    lacking.click("noticeAction")
    lacking.until(lambda: lacking.window.session.run.experiment.data.kind == "mnist")


def test_another_sentence_stays_until_it_was_read(lacking: Watched, server: Server) -> None:
    begin(lacking, server)
    window = lacking.window
    window.tell("That file cannot be read.")
    window.session.tell(Arrival("mnist", 1, 2))
    assert said(lacking) == "That file cannot be read."
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.notice.isHidden()
    assert window.session.fetching == "mnist", "Esc is for the nearest thing alone"
    window.session.tell(Arrival("mnist", 1, 2))
    assert window.notice.kind is NoticeKind.DOWNLOADING
    assert said(lacking).startswith("Downloading MNIST")
    server.flowing.set()


def test_whoever_restarts_meanwhile_is_told_and_not_called_away(lacking: Watched, server: Server) -> None:
    begin(lacking, server)
    lacking.click("restartButton")
    lacking.until(lambda: lacking.window.session.run.run == 3)
    assert lacking.window.notice.kind is NoticeKind.DOWNLOADING
    assert lacking.window.notice.isVisible()
    server.flowing.set()
    lacking.until(lambda: lacking.window.notice.kind is NoticeKind.INFO)
    assert said(lacking) == "MNIST is on this computer now."
    assert lacking.window.session.run.experiment.data.kind == "digits"


def test_wanted_again_while_it_comes(lacking: Watched, server: Server) -> None:
    """No second question, and the newest wish counts."""
    begin(lacking, server)
    failures: list[Failure] = []
    lacking.window.session.failed.connect(failures.append)
    lacking.window.session.turn({"data.kind": "mnist", "batch_size": 8})
    lacking.until(lambda: bool(failures))
    assert lacking.window.notice.kind is not NoticeKind.OFFER
    server.flowing.set()
    lacking.until(lambda: lacking.window.session.run.experiment.data.kind == "mnist")
    assert lacking.window.session.run.experiment.batch_size == 8


def test_a_run_that_diverged_can_still_be_restarted(lacking: Watched, server: Server) -> None:
    """The button does what it says, whatever it said before."""
    lacking.window.session.tell(Failure("The weights grew without bound.", can_restart=True))
    lacking.click("noticeAction")
    lacking.until(lambda: lacking.window.session.run.run == 3)
    assert server.asked == []


def test_closing_the_window_stops_it_at_once(server: Server, monkeypatch: pytest.MonkeyPatch, opened: Opener) -> None:
    lacking = opened("--lesson", "digits")
    want(lacking)
    begin(lacking, server)
    window, close, seen = lacking.window, lacking.window.session.close, []

    def look_and_close() -> None:
        seen.append(window.isVisible())
        close()

    monkeypatch.setattr(window.session, "close", look_and_close)
    window.close()
    assert seen[0] is False, "nobody waits for a silent server"
    assert not window.session._fetching._thread.isRunning()
    assert left_in(folder_of("mnist")) == []


def test_the_window_of_a_lesson_that_lacks_its_data_is_of_use(server: Server, qtbot: QtBot) -> None:
    """The program may begin with such a lesson: it was the last one."""
    assert downloads.cached("cifar-10") is None
    window = create_window(["--lesson", "cifar-fully-connected"])
    qtbot.addWidget(window)
    window.show()
    try:
        qtbot.waitUntil(lambda: window.session.refused is not None, timeout=60_000)
        assert window.findChild(QPushButton, "stateAction").text() == "Download (170 MB)"
        assert window.findChild(QPushButton, "stateBack").isHidden(), "there is nothing to go back to"
        assert window.notice.isHidden()
        assert window.session.run is None
    finally:
        window.close()


def test_a_lesson_that_waits_for_its_download_says_how_far_it_is_and_begins_with_it(
    server: Server, opened: Opener
) -> None:
    watched = opened("--lesson", "digits")
    window, session = watched.window, watched.window.session
    session.start(session.experiment.with_knobs({"data.kind": "mnist"}), seed=0, lesson="digits-conv")
    watched.until(lambda: session.refused is not None)
    action, sentence = watched.part("stateAction", QPushButton), watched.part("stateSentence", QLabel)
    assert sentence.text() == "MNIST is not on this computer yet (0 MB)."
    server.flowing.clear()
    action.click()
    watched.until(lambda: watched.part("stateCard").findChild(QProgressBar).value() > 0)
    assert sentence.text().startswith("Downloading MNIST: ")
    assert window.notice.isHidden(), "it is told in one place"
    watched.click("stateBack")
    server.flowing.set()
    watched.until(lambda: action.isVisible() and window.notice.kind is NoticeKind.INFO)
    assert said(watched) == "The download was cancelled; nothing was kept."
    action.click()
    watched.until(lambda: session.run.lesson == "digits-conv")
    watched.settle()
    assert window.run_view.stage.isVisible()
    assert session.run.experiment.data.kind == "mnist"


@pytest.mark.parametrize(
    ("name", "done", "words"),
    [
        ("mnist", 0, "Downloading MNIST: 0 of 10 MB"),
        ("mnist", 3_200_000, "Downloading MNIST: 3 of 10 MB"),
        ("fashion-mnist", 26_451_395, "Checking Fashion-MNIST …"),
        ("cifar-10", 62_000_000, "Downloading CIFAR-10: 62 of 170 MB"),
        ("cifar-10", 170_052_171, "Unpacking CIFAR-10 …"),
    ],
)
def test_how_far_it_is_in_words(name: str, done: int, words: str) -> None:
    assert progress_words(Arrival(name, done, DOWNLOADS[name].size_bytes)) == words
