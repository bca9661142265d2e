"""What the window looks like while it plays by itself, and once a visitor has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow

actions_out = ("save_run", "open_run", "record", "discard_recording", "last_minute", "full_screen")
parts_out = ("recordButton", "runMenuButton", "deviceBox", "fullScreenButton")


class Exhibit(QObject):
    """While nobody is there, only what trains is on screen; whoever comes then has fingers and no mouse."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.demo.playing_changed.connect(self._on_demo_changed)

    @Slot(bool)
    def _on_demo_changed(self, playing: bool) -> None:
        window = self._window
        window.setProperty("exhibit", True)
        if playing:
            self._clear_away()
        for panel in (
            window.top_bar,
            window.gallery,
            window.story,
            window.run_view,
            window.side_tabs,
            window.formula,
            window.knob_panel,
            window.diagnosis,
            window.transport,
            window.branches,
            window.tables,
            window.predictions,
            window.route,
            window.duel,
        ):
            panel.set_exhibit(True)
        self._close_ways_out()
        window.transport.setVisible(not playing)
        window.knobs_column.setVisible(not playing)

    def _close_ways_out(self) -> None:
        """Nothing leads to the disk, to another device, or out of the full screen."""
        for name in actions_out:
            self._window.named_actions[name].setEnabled(False)
        for name in parts_out:
            self._window.findChild(QWidget, name).hide()

    def _clear_away(self) -> None:
        """Leave nothing of what the last visitor did."""
        window = self._window
        window.lessons.speeds.choose(None)
        window.text_size.choose(window.text_size.at_first)
        window.run_view.reset_view()
        window.tables.close()
        window.sheets.close()
        window.showFullScreen()
