"""The sheet of all the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.theme.actions import ActionRow
from gan_playground.ui.theme.theme import DARK, LIGHT
from gan_playground.ui.window.keys_sheet import KeysSheet

KEYS = [("Space", "Play or pause"), ("Shift+D", "Train D to its best"), ("+", "Faster"), ("?", "This sheet")]
ROWS = [ActionRow(keys=(key, "F9"), words=words) for key, words in KEYS]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    button = QPushButton("play", window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    button.setFocus()
    return window


@pytest.fixture
def sheet(window: QWidget) -> KeysSheet:
    return KeysSheet(ROWS, DARK, window)


def words(sheet: KeysSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


def test_it_lists_every_key_and_what_it_does(sheet: KeysSheet) -> None:
    found = words(sheet)
    for _, what in KEYS:
        assert what in found
    assert {"Space", "Shift", "D", "+", "?"} <= set(found)


def test_it_covers_the_window_and_follows_its_size(sheet: KeysSheet, window: QWidget) -> None:
    assert sheet.isHidden()
    sheet.show_sheet()
    assert sheet.geometry() == window.rect()
    window.resize(1200, 800)
    assert sheet.geometry() == window.rect()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question])
def test_a_key_closes_it_and_gives_the_keyboard_back(
    qtbot: QtBot, sheet: KeysSheet, window: QWidget, key: Qt.Key
) -> None:
    before = window.focusWidget()
    sheet.show_sheet()
    assert window.focusWidget() is sheet
    with qtbot.waitSignal(sheet.closed, timeout=1000):
        qtbot.keyClick(sheet, key)
    assert sheet.isHidden()
    assert window.focusWidget() is before


def test_a_press_beside_the_card_closes_it_and_one_on_it_does_not(qtbot: QtBot, sheet: KeysSheet) -> None:
    sheet.show_sheet()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().center())
    assert sheet.isVisible()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert sheet.isHidden()


def test_its_cross_closes_it(qtbot: QtBot, sheet: KeysSheet) -> None:
    sheet.show_sheet()
    qtbot.mouseClick(sheet.findChild(QPushButton, "keysClose"), Qt.MouseButton.LeftButton)
    assert sheet.isHidden()


def test_the_keys_it_lists_do_nothing_while_it_is_read(qtbot: QtBot, sheet: KeysSheet, window: QWidget) -> None:
    shortcut = QShortcut(QKeySequence("Space"), window)
    with qtbot.waitSignal(shortcut.activated, timeout=1000):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    sheet.show_sheet()
    with qtbot.assertNotEmitted(shortcut.activated, wait=50):
        qtbot.keyClick(sheet, Qt.Key.Key_Space)
    assert sheet.isVisible()


def test_it_is_drawn_in_the_theme(sheet: KeysSheet) -> None:
    sheet.show_sheet()
    dark = sheet.grab().toImage()
    sheet.set_theme(LIGHT)
    assert sheet.grab().toImage() != dark
