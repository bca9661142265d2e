"""The menu of how all looks: the theme, how large words are, and whether anything moves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup

from gan_playground.ui.theme.motion import motion
from gan_playground.ui.theme.theme import THEMES
from gan_playground.ui.widgets.menu import Menu, add_heading

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow

sizes_of_text = ("larger_text", "smaller_text", "usual_text")


class ViewMenu(Menu):
    """Behind the half-filled disc at the top; it says what is so now whenever it opens."""

    def __init__(self, actions: Mapping[str, QAction], window: MainWindow) -> None:
        """`actions`: those of the window."""
        super().__init__(window)
        self.setObjectName("viewMenu")
        self._window, self._either = window, QActionGroup(self)
        add_heading(self, "Theme")
        for name, theme in THEMES.items():
            action = self.addAction(theme.title, partial(window.choose_theme, name))
            action.setObjectName(f"theme.{name}")
            action.setCheckable(True)
            self._either.addAction(action)
        self.addSeparator()
        self._size = add_heading(self, "")
        for name in sizes_of_text:
            self.addAction(actions[name])
        self.addSeparator()
        self._motion = self.addAction("Less motion")
        self._motion.setCheckable(True)
        self._motion.setObjectName("lessMotion")
        self._motion.triggered.connect(window.choose_motion)
        self.addSeparator()
        self.addAction(actions["presenter"])
        self.aboutToShow.connect(self._show_what_is)

    @Slot()
    def _show_what_is(self) -> None:
        for action in self._either.actions():
            action.setChecked(action.objectName() == f"theme.{self._window.theme.name}")
        self._motion.setChecked(motion.is_reduced)
        self._size.setText(f"Words: {self._window.text_size.percent} %")
