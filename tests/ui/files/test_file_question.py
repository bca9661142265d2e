"""A file of one's own, asked for from the gallery."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from gan_playground.ui.files.file_question import FileQuestion
from stand_in import StandIn


@pytest.mark.parametrize(
    ("place", "dialog", "answer"),
    [(0, "getOpenFileName", ("/a/table.csv", "")), (1, "getExistingDirectory", "/a/folder")],
)
@pytest.mark.parametrize("chosen", [True, False])
def test_what_is_chosen_is_taken_as_if_it_were_dropped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: int, dialog: str, answer: object, chosen: bool
) -> None:
    window, taken = StandIn(), list[Path]()
    qtbot.addWidget(window)
    FileQuestion(window, taken.append)
    nothing = ("", "") if place == 0 else ""
    monkeypatch.setattr(QFileDialog, dialog, lambda *_: answer if chosen else nothing)
    window.gallery.files_wanted.emit()
    menu = window.findChild(QMenu, "fileQuestion")
    menu.actions()[place].trigger()
    menu.close()
    assert [str(path) for path in taken] == ([answer[0] if place == 0 else answer] if chosen else [])
