"""The window's actions: every row of the table of keys, given something to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.actions import ACTIONS
from gan_playground.ui.window.escape import escape, press_or_play

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


def make_actions(window: MainWindow) -> dict[str, QAction]:
    """A QAction for every row of the table, by its name."""
    return {name: made(window, name, act) for name, act in what_to_do(window).items()}


def what_to_do(window: MainWindow) -> dict[str, Callable[[], object]]:
    """By the names of the table. Where there is a button for it that button is pressed, which may be grey."""
    transport, time_row, strip = window.transport, window.transport.time_row, window.run_view.strip
    return {
        "play": partial(press_or_play, window),
        "step_discriminator": transport.discriminator_button.click,
        "step_generator": transport.generator_button.click,
        "step_both": window.slow_motion.step,
        "slow_motion": transport.slow_button.click,
        "step_back": window.slow_motion.step_back,
        "bookmark": time_row.bookmark_button.click,
        "branches": time_row.branches_button.click,
        "present": time_row.present_button.click,
        "compare": transport.compare_button.click,
        "keep_run_b": strip.keep_button.click,
        "swap_runs": strip.swap_button.click,
        "look_ahead": transport.look_ahead_button.click,
        "save_run": window.run_files.ask_where_to_save,
        "open_run": window.run_files.ask_what_to_open,
        "copy_line": window.handouts.copy,
        "show_line": window.handouts.show,
        "record": window.top_bar.record_button.click,
        "discard_recording": window.recorder.discard,
        "last_minute": window.last_minute.ask,
        "train_discriminator": transport.train_button.click,
        "restart": transport.restart_button.click,
        "new_seed": transport.seed_button.click,
        "undo": window.history.undo,
        "redo": window.history.redo,
        "full_speed": transport.speed_control.full_button.click,
        "slower": transport.speed_control.slower,
        "faster": transport.speed_control.faster,
        "search_lessons": window.gallery.begin_search,
        "lesson_before": window.gallery.turn_back,
        "next_lesson": window.gallery.turn_on,
        "formula": partial(window.side_tabs.turn_to, "formula"),
        "networks": partial(window.side_tabs.turn_to, "networks"),
        "theme": window.toggle_theme,
        "larger_text": window.text_size.larger,
        "smaller_text": window.text_size.smaller,
        "usual_text": window.text_size.usual,
        "full_screen": window.toggle_full_screen,
        "presenter": window.presenter.toggle,
        "spotlight": window.presenter.light,
        "story_on": window.presenter.go_on,
        "story_back": window.presenter.go_back,
        "glossary": window.sheets.show_glossary,
        "keys": window.sheets.show_keys,
        "escape": partial(escape, window),
    }


def made(widget: QWidget, name: str, act: Callable[[], object]) -> QAction:
    """The QAction of one row, which its keys trigger wherever in the widget's window the keyboard is."""
    row = ACTIONS[name]
    action = QAction(row.menu or row.words, widget)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setAutoRepeat(row.repeats)
    action.triggered.connect(act)
    widget.addAction(action)
    return action
