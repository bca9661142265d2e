"""What the window says of itself when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.ui.theme.actions import told_rows
from gan_playground.ui.window.tips import Tips

if TYPE_CHECKING:
    from gan_playground.ui.theme.theme import Theme
    from gan_playground.ui.window.keys_sheet import KeysSheet
    from gan_playground.ui.window.main_window import MainWindow


class Help(QObject):
    """The sheet of keys, and the tips of the first start."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys_sheet: KeysSheet | None = None
        self.tips = Tips(window, self)

    @property
    def keys_sheet(self) -> KeysSheet:
        """Made when somebody asks for it first."""
        if self._keys_sheet is None:
            from gan_playground.ui.window.keys_sheet import KeysSheet

            self._keys_sheet = KeysSheet(told_rows(), self._window.theme, self._window)
            self._keys_sheet.tips_wanted.connect(self.tips.begin)
        return self._keys_sheet

    @Slot()
    def show_keys(self) -> None:
        self.tips.end()
        self.keys_sheet.show_sheet()

    def clear_away(self) -> None:
        """Nothing of it is left on the window."""
        self.tips.end()
        if self._keys_sheet is not None:
            self._keys_sheet.close_sheet()

    def set_theme(self, theme: Theme) -> None:
        self.tips.set_theme(theme)
        if self._keys_sheet is not None:
            self._keys_sheet.set_theme(theme)
