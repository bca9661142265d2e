"""A folder that is dropped on the window: how far it is read is seen, and there is a way out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QPushButton

from gan_playground.ui.notices.notice import NoticeKind
from gates import Gate, paint_folder
from watched import Opener, Watched


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Gate]:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "cache"))
    gate = Gate(monkeypatch)
    yield gate
    gate.close()


def said(watched: Watched) -> str:
    return watched.window.notice.accessibleName()


def drop(watched: Watched, gate: Gate, folder: Path) -> None:
    """Its first pictures come through."""
    gate.let_through(10)
    watched.window._drop.take(folder)
    watched.until(lambda: said(watched).startswith("Reading") and said(watched).endswith("of 40 pictures …"))


def test_how_far_a_folder_is_read_is_seen_and_esc_is_the_way_out(opened: Opener, gate: Gate, tmp_path: Path) -> None:
    watched, folder = opened("--lesson", "digits"), paint_folder(tmp_path / "photos")
    window = watched.window
    before, knobs = window.session.run, window.knob_panel.controls
    for by in ("button", "escape"):
        drop(watched, gate, folder)
        watched.until(lambda: said(watched) == "Reading 10 of 40 pictures …")
        bar = window.notice.findChild(QProgressBar)
        assert bar.value() / bar.maximum() == 0.25
        assert window.notice.kind is NoticeKind.READING
        assert watched.part("noticeAction", QPushButton).text() == "Cancel"
        assert knobs["data.kind"].value == "pictures"
        assert watched.part("playButton", QPushButton).isEnabled()
        step = watched.frames[-1].step
        watched.until(lambda step=step: watched.frames[-1].step > step + 2)
        if by == "button":
            watched.click("noticeAction")
        else:
            QTest.keyClick(window, Qt.Key.Key_Escape)
        watched.until(lambda: said(watched) == "Reading photos was cancelled.")
        assert window.notice.kind is NoticeKind.INFO
        assert knobs["data.kind"].value == "digits"
        assert window.session.run.run == before.run
        assert window.history.way_back.undo == "", "nothing was done"
        gate.close()
    drop(watched, gate, folder)
    window.tell("This could not be drawn.")
    gate.let_through(5)
    watched.until(lambda: "Reading 15 of" in window.session.state.reading.words)
    assert said(watched) == "This could not be drawn.", "it is there to be read"
    watched.click("noticeClose")
    gate.let_through(5)
    watched.until(lambda: said(watched) == "Reading 20 of 40 pictures …")
    gate.open()
    watched.until(lambda: window.session.run.experiment.data.kind == "pictures")
    watched.settle()
    assert window.notice.kind is not NoticeKind.READING or window.notice.isHidden()
    assert knobs["data.path"].value == str(folder)
