"""Which file, or which folder of pictures, is to be opened: what a drop brings, asked for by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QCursor

from gan_playground.ui.files.file_drop import openable
from gan_playground.ui.widgets.file_dialogs import chosen_folder, chosen_to_open
from gan_playground.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


class FileQuestion(QObject):
    """Asked by the last row of the gallery; `take` does with it what is done with a file that is dropped."""

    def __init__(self, window: MainWindow, take: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window, self._take = window, take
        window.gallery.files_wanted.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """A dialog shows files or folders, and not both: first, which of them."""
        menu = Menu(self._window)
        menu.setObjectName("fileQuestion")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("A table, points, a picture, a run or a lesson …", self._ask_for_a_file)
        menu.addAction("A folder of pictures …", self._ask_for_a_folder)
        menu.popup(QCursor.pos())

    @Slot()
    def _ask_for_a_file(self) -> None:
        kinds = f"All that can be read ({' '.join(f'*{ending}' for ending in openable)})"
        self._take_chosen(chosen_to_open(self._window, "Open a file", "", kinds))

    @Slot()
    def _ask_for_a_folder(self) -> None:
        self._take_chosen(chosen_folder(self._window, "Open a folder of pictures"))

    def _take_chosen(self, path: str) -> None:
        if path:
            self._take(Path(path))
