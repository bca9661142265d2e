"""What the window looks like on a page of a story: which page of its right side is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


class Scene(QObject):
    """Set as a page is turned to; a page that says nothing of it leaves it as it is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.story.page_turned.connect(self._on_page)

    @Slot()
    def _on_page(self) -> None:
        self._window.side_tabs.show_page(self._window.story.shown.side)
