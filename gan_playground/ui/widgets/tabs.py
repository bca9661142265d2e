"""Pages that stand in one place, and their names above them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gan_playground.ui.theme.style import set_look


class Tabs(QWidget):
    """One page is seen, and its name underlined; the arrows go from name to name.

    Signals: chosen(str): another page, by its name.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._either = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._row = QHBoxLayout(spacing=18)
        self._row.addStretch(1)
        column = QVBoxLayout(self, spacing=10)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)
        column.addWidget(self._pages, 1)

    def add_page(self, name: str, title: str, meaning: str, page: QWidget) -> None:
        """The first one is seen."""
        button = QPushButton(title, checkable=True, toolTip=meaning, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setObjectName(f"tab.{name}")
        button.setAccessibleDescription(meaning)
        button.setProperty("tab", True)
        button.setChecked(not self.buttons)
        button.toggled.connect(self._on_toggled)
        self.buttons[name] = button
        self._either.addButton(button)
        self._row.insertWidget(len(self.buttons) - 1, button)
        self._pages.addWidget(page)

    @property
    def name(self) -> str:
        """Of the page that is seen."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Have this one seen; nothing where there is none of that name."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def turn_to(self, name: str) -> None:
        """This page, or where it is seen the first one again."""
        self.show_page(next(iter(self.buttons)) if name == self.name else name)

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        if checked:
            self._pages.setCurrentIndex(list(self.buttons).index(self.name))
            self.chosen.emit(self.name)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in self.buttons.values():
            set_look(button, "large", exhibit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Close together, and then smaller, where there is no room for the names."""
        for spacing_px, tight in ((18, False), (8, False), (8, True)):
            self._row.setSpacing(spacing_px)
            for button in self.buttons.values():
                set_look(button, "tight", tight)
            if self._row.minimumSize().width() <= self.width():
                break

    def set_margin(self, left_px: int) -> None:
        """How far from the left the names begin."""
        self._row.setContentsMargins(left_px, 0, 0, 0)
        self.fit()
