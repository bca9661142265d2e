"""A drawing on the plane in a file: which one is asked for, and why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.ui.stages.plane.editor import PlaneEditor
from gan_playground.ui.widgets.file_dialogs import chosen_to_open, chosen_to_save, documents_folder

drawing_files = "Drawings (*.json)"


class DrawingFiles(QObject):
    """What the tools' buttons for files do.

    Signals: failed(str): why there is no such file.
    """

    failed = Signal(str)

    def __init__(self, editor: PlaneEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._parent = editor, parent

    @Slot()
    def ask_to_open(self) -> None:
        """Take the one that somebody chooses."""
        if chosen := chosen_to_open(self._parent, "Open a drawing", documents_folder(), drawing_files):
            self.open(Path(chosen))

    @Slot()
    def ask_to_save(self) -> None:
        """Write the one that somebody names."""
        chosen, _ = chosen_to_save(
            self._parent, "Save the drawing", f"{documents_folder()}/drawing.json", drawing_files
        )
        if chosen:
            self.save(Path(chosen if Path(chosen).suffix else f"{chosen}.json"))

    def open(self, path: Path) -> None:
        """Take a drawing from a file, or say why not."""
        self._try(self._editor.open, path)

    def save(self, path: Path) -> None:
        """Write the drawing to a file, or say why not."""
        self._try(self._editor.save, path)

    def _try(self, act: Callable[[Path], object], path: Path) -> None:
        try:
            act(path)
        except PlaygroundError as error:
            self.failed.emit(str(error))
