"""The sheets that lie over the window: keys, words, and the line of a run. Each is made when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.actions import told_rows
from gan_playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from gan_playground.ui.files.line_sheet import LineSheet
    from gan_playground.ui.glossary.glossary_sheet import GlossarySheet
    from gan_playground.ui.widgets.sheet import Sheet
    from gan_playground.ui.window.keys_sheet import KeysSheet


class Sheets(QObject):
    """At most one of them is open."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window

    @cached_property
    def keys(self) -> KeysSheet:
        from gan_playground.ui.window.keys_sheet import KeysSheet

        sheet = KeysSheet(told_rows(), self._theme, self._window)
        sheet.glossary_wanted.connect(self.show_glossary)
        return sheet

    @cached_property
    def glossary(self) -> GlossarySheet:
        from gan_playground.ui.glossary.glossary_sheet import GlossarySheet

        sheet = GlossarySheet(self._theme, self._window)
        sheet.keys_wanted.connect(self.show_keys)
        return sheet

    @cached_property
    def line(self) -> LineSheet:
        from gan_playground.ui.files.line_sheet import LineSheet

        return LineSheet(self._theme, self._window)

    @Slot()
    def show_keys(self) -> None:
        self.keys.show_sheet()

    @Slot()
    def show_glossary(self) -> None:
        self.glossary.show_term()

    @Slot(str)
    def show_term(self, name: str) -> None:
        """The glossary, at this term."""
        self.glossary.show_term(name)

    def show_line(self, line: str, caveat: str) -> None:
        """The line that begins the run anew, and what it does not hold."""
        self.line.show_line(line, caveat)

    def close(self) -> None:
        """Away with what is open."""
        for sheet in self._made:
            sheet.close_sheet()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for sheet in self._made:
            sheet.set_theme(theme)

    @property
    def _made(self) -> list[Sheet]:
        return [self.__dict__[name] for name in ("keys", "glossary", "line") if name in self.__dict__]
