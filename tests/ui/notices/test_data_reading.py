"""A folder that is dropped on the window: how far it is read is seen, and there is a way out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

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
    """In the place of the run, while it is on its way, or in a notice."""
    window = watched.window
    if not window.run_view.is_covered:
        return window.notice.accessibleName()
    return watched.part("stateSentence", QLabel).text()


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
        bar = watched.part("stateCard").findChild(QProgressBar)
        assert bar.value() / bar.maximum() == 0.25
        assert window.notice.isHidden()
        assert watched.part("stateBack", QPushButton).text() == "Cancel"
        assert not window.run_view.stage.isVisible(), "it is of another run than the knobs"
        assert watched.part("stepLabel", QLabel).text() == "0"
        assert knobs["data.kind"].value == "pictures"
        assert watched.part("playButton", QPushButton).isEnabled()
        step = watched.frames[-1].step
        watched.until(lambda step=step: watched.frames[-1].step > step + 2)
        if by == "button":
            watched.click("stateBack")
        else:
            QTest.keyClick(window, Qt.Key.Key_Escape)
        watched.until(lambda: said(watched) == "Reading photos was cancelled.")
        assert window.notice.kind is NoticeKind.INFO
        assert window.run_view.stage.isVisible()
        watched.until(lambda: watched.part("stepLabel", QLabel).text() != "0")
        assert knobs["data.kind"].value == "digits"
        assert window.session.run.run == before.run
        assert window.history.way_back.undo == "", "nothing was done"
        gate.close()
        QTest.keyClick(window, Qt.Key.Key_Escape)
    drop(watched, gate, folder)
    window.tell("This could not be drawn.")
    gate.let_through(5)
    watched.until(lambda: said(watched) == "Reading 15 of 40 pictures …")
    assert window.notice.isVisible(), "it is there to be read"
    gate.open()
    watched.until(lambda: window.session.run.experiment.data.kind == "pictures")
    watched.settle()
    assert not window.run_view.is_covered
    assert knobs["data.path"].value == str(folder)
