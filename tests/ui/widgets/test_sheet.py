"""A sheet gives the keyboard back to whoever had it, if that is still there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.widgets.sheet import Sheet


@pytest.mark.parametrize("goes", [False, True])
def test_the_keyboard_goes_back_to_who_had_it_if_it_is_there(qtbot: QtBot, goes: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    field, sheet = QLineEdit(window), Sheet("Title", 200, DARK, window)
    sheet.hide()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    sheet.show_sheet()
    assert sheet._before is field
    if goes:
        delete(field)  # as a stage is, whose lesson has ended
    sheet.close_sheet()
    assert sheet.isHidden()
    assert goes or field.hasFocus()
