"""Undo and redo as two small buttons, which say what they would do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.undo.history import UndoHistory, WayBack

icon_px = 19


class UndoButtons(QWidget):
    """Side by side; grey where there is nothing to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo_button, self.redo_button = _button("undoButton", "Undo"), _button("redoButton", "Redo")
        row = QHBoxLayout(self, spacing=0)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        self.show_way_back(WayBack())

    def use_history(self, history: UndoHistory) -> None:
        """Undo and redo what this remembers."""
        self.undo_button.clicked.connect(history.undo)
        self.redo_button.clicked.connect(history.redo)
        history.changed.connect(self.show_way_back)

    @Slot(object)
    def show_way_back(self, way: WayBack) -> None:
        """Say what can be undone and redone."""
        show_way_back(way, self.undo_button, self.redo_button)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (self.undo_button, self.redo_button):
            set_look(button, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        draw_icon(self.undo_button, "undo", theme.text, icon_px)
        draw_icon(self.redo_button, "redo", theme.text, icon_px)


def show_way_back(way: WayBack, undo_button: QPushButton, redo_button: QPushButton) -> None:
    """Name on both buttons what they would do, or make them grey."""
    _show(undo_button, "Undo", way.undo, "Nothing was turned, painted or removed yet")
    _show(redo_button, "Redo", way.redo, "Nothing was undone")


def _show(button: QPushButton, title: str, words: str, nothing: str) -> None:
    button.setEnabled(bool(words))
    button.setToolTip(hint(title.lower(), f"{title}: {words or nothing[0].lower() + nothing[1:]}"))
    button.setAccessibleDescription(words or f"{nothing}.")


def _button(name: str, title: str) -> QPushButton:
    button = QPushButton(focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", "tool")
    button.setAccessibleName(title)
    return button
