"""What is to be recorded, and how large: what the button that records opens while it records nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from gan_playground.ui.files.recorder import Recorder, kinds
from gan_playground.ui.widgets.file_dialogs import chosen_to_save
from gan_playground.ui.widgets.menu import Menu, add_heading

if TYPE_CHECKING:
    from gan_playground.ui.window.settings import Settings

heights = {0: "As it is seen", 480: "480 pixels high", 720: "720 pixels high", 1080: "1080 pixels high"}
whats = {"stage": "Record the stage …", "window": "Record the whole window …"}


class RecordMenu(Menu):
    """Asks for a file, and lets the recorder begin; where nobody names one nothing has happened."""

    def __init__(self, recorder: Recorder, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recordMenu")
        self.setAccessibleName("Record")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._recorder, self._settings = recorder, settings
        for what, words in whats.items():
            self.addAction(words, partial(self.ask, what)).setObjectName(f"record-{what}")
        self.addSeparator()
        add_heading(self, "How large")
        group = QActionGroup(self)
        for height, words in heights.items():
            action = self.addAction(words, partial(self._choose, height))
            action.setCheckable(True)
            action.setChecked(height == settings.film_height)
            group.addAction(action)

    def open_below(self, button: QWidget) -> None:
        """Where the button is that was pressed."""
        self.popup(button.mapToGlobal(QPoint(0, button.height())))

    def ask(self, what: str) -> None:
        """Let a file be chosen, and record into it."""
        start = str(Path(self._settings.folder) / f"{self._recorder.name}.mp4")
        title = whats[what].removesuffix(" …")
        chosen, kind = chosen_to_save(self.parentWidget(), title, start, ";;".join(kinds))
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(kinds.get(kind, ".mp4"))
        self._settings.folder = str(path.absolute().parent)
        self._recorder.start(path, what, self._settings.film_height)

    def _choose(self, height: int) -> None:
        self._settings.film_height = height
