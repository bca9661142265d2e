"""The one table of keys, and the window's actions that are made of it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.images.tools import ImagesTools
from gan_playground.ui.stages.plane.tools import PlaneTools
from gan_playground.ui.theme.actions import ACTIONS, STAGE_ACTIONS, hint, told_rows
from gan_playground.ui.window.actions import made
from watched import Opener


def test_no_key_does_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS.values() for key in row.keys)
    keys.update(
        QKeySequence(key.strip()).toString() for row in STAGE_ACTIONS.values() for key in row.keys[0].split(", ")
    )
    assert "" not in keys, "Qt knows each of them"
    assert set(keys.values()) == {1}


def test_a_hint_ends_with_the_key() -> None:
    assert hint("full_screen") == "Full screen  (F11)"
    assert hint("step_both") == "One turn of both players  (.)"
    assert hint("play", "Pause") == "Pause  (Space)"
    assert hint("redo") == "Redo what was undone  (Ctrl+Shift+Z)"


@pytest.mark.parametrize("name", list(STAGES))
def test_a_stage_listens_to_the_keys_of_the_table_and_to_no_others(qtbot: QtBot, name: str) -> None:
    stage = STAGES[name]()
    qtbot.addWidget(stage)
    own = {"images": ["another_draw", "export_samples"], "plane": ["open_drawing", "export_samples"]}.get(name, [])
    keys = [STAGE_ACTIONS[action].keys[0] for action in ("fit", *own)]
    if name == "plane":
        keys += STAGE_ACTIONS["tools"].keys[0].split(", ")
    assert sorted(shortcut.key().toString() for shortcut in stage.findChildren(QShortcut)) == sorted(keys)


def test_the_tools_of_a_stage_say_their_keys(qtbot: QtBot) -> None:
    plane, images = PlaneTools(), ImagesTools()
    for tools in (plane, images):
        qtbot.addWidget(tools)
    said = [button.toolTip() for button in plane.buttons.values()]
    assert [words[-4:] for words in said] == [f" ({key})" for key in STAGE_ACTIONS["tools"].keys[0].split(", ")]
    for button, action in (
        (plane.action_buttons["folder"], "open_drawing"),
        (plane.action_buttons["save"], "export_samples"),
        (plane.action_buttons["fit"], "fit"),
        (images.fresh_button, "another_draw"),
        (images.save_button, "export_samples"),
    ):
        assert button.toolTip().endswith(f" ({STAGE_ACTIONS[action].keys[0]})")


def test_what_goes_without_saying_is_not_told() -> None:
    told = [row.words for row in told_rows()]
    assert ACTIONS["escape"].words not in told
    assert {ACTIONS["play"].words, STAGE_ACTIONS["tools"].words} <= set(told)
    assert len(told) == len(set(told))


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    return widget


def test_every_key_of_an_action_does_it(widget: QWidget) -> None:
    done: list[str] = []
    for name in ("redo", "theme"):
        made(widget, name, lambda _=None, name=name: done.append(name))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(widget, Qt.Key.Key_Y, control)
    QTest.keyClick(widget, Qt.Key.Key_Z, control | shift)
    QTest.keyClick(widget, Qt.Key.Key_T)
    assert done == ["redo", "redo", "theme"]


def test_only_what_should_goes_on_while_a_key_is_held(widget: QWidget) -> None:
    assert {name for name in ACTIONS if made(widget, name, widget.update).autoRepeat()} == {
        *("step_discriminator", "step_generator", "step_both", "step_back"),
        *("slower", "faster"),
    }


def test_the_window_has_an_action_for_every_row_and_its_menu_shows_the_keys(opened: Opener) -> None:
    window = opened("--lesson", "two-knobs").window
    assert set(window.named_actions) == set(ACTIONS)
    assert set(window.named_actions.values()) <= set(window.actions())
    menu = window.top_bar.run_button.menu()
    for name, key, words in (("saveRun", "Ctrl+S", "Save the run …"), ("openRun", "Ctrl+O", "Open a run …")):
        action = next(action for action in menu.actions() if action.objectName() == name)
        assert isinstance(action, QAction)
        assert (action.text(), action.shortcut().toString()) == (words, key)
    assert window.findChild(QPushButton, "runMenuButton").toolTip() == "Save, open, export  (Ctrl+S, Ctrl+O)"


def test_the_buttons_at_the_top_do_what_their_keys_do(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    window = watched.window
    watched.click("helpButton")
    assert window.sheets.keys.isVisible()
    window.sheets.keys.close_sheet()
    watched.click("fullScreenButton")
    assert window.isFullScreen()
    watched.click("fullScreenButton")
    assert not window.isFullScreen()
