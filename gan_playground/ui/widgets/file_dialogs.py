"""The dialogs for files and folders. In an exhibit there are none: nothing there leads to the disk."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

leads_out = "leadsOut"
"""The property of a button that leads to the disk."""


def is_exhibited(part: QWidget) -> bool:
    """Whether the window of this part is for visitors."""
    return bool(part.window().property("exhibit"))


def hide_ways_out(part: QWidget) -> None:
    """A visitor is not to see what would lead to the disk."""
    for button in part.findChildren(QPushButton):
        if button.property(leads_out):
            button.hide()


def chosen_to_open(parent: QWidget, title: str, start: str, kinds: str = "") -> str:
    """The file that somebody chooses; empty where he chooses none."""
    return "" if is_exhibited(parent) else QFileDialog.getOpenFileName(parent, title, start, kinds)[0]


def chosen_to_save(parent: QWidget, title: str, start: str, kinds: str = "") -> tuple[str, str]:
    """The file that somebody chooses and of which kind it is to be; empty where he chooses none."""
    return ("", "") if is_exhibited(parent) else QFileDialog.getSaveFileName(parent, title, start, kinds)


def chosen_folder(parent: QWidget, title: str, start: str = "") -> str:
    """The folder that somebody chooses; empty where he chooses none."""
    return "" if is_exhibited(parent) else QFileDialog.getExistingDirectory(parent, title, start)


def documents_folder() -> str:
    """Where documents are saved on this computer."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def pictures_folder() -> str:
    """Where pictures are."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
