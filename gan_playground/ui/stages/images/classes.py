"""Which class G is to paint."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import spaced

most_buttons = 24  # classes; more are a list
touch_px = 44


class ClassPicker(QWidget):
    """Which class G is to paint: buttons, or a list where there is no room for them.

    Signals: chosen(int or None), None for all of them in turn.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.classes: tuple[str, ...] = ()
        self.label: int | None = None
        self.may_show = True
        self.buttons: list[QPushButton] = []
        self.box = QComboBox(self)
        self.box.setObjectName("classBox")
        self.box.setAccessibleName("The class to paint")
        self.box.setToolTip("Which class G is asked to paint.")
        self.box.currentIndexChanged.connect(self._on_listed)
        self._either = QButtonGroup(self)
        self._large = False
        self._row = QHBoxLayout(self, spacing=2)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.box)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_classes(self, classes: tuple[str, ...]) -> None:
        """Offer these; none of them: nothing to choose."""
        if classes == self.classes:
            return
        self.classes = classes
        self.choose(None)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        words = ("all", *classes)
        self.buttons = [self._make_button(place, word) for place, word in enumerate(words[: most_buttons + 1])]
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItems(["all classes", *classes])
        self.setVisible(bool(classes) and self.may_show)
        self._show_what_fits()

    def _make_button(self, place: int, word: str) -> QPushButton:
        button = QPushButton(word, self, checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setObjectName("class.all" if place == 0 else f"class.{place - 1}")
        told = "all classes, each in its row" if place == 0 else f"the class {word} alone"
        button.setToolTip(f"Let G paint {told}.")
        button.setAccessibleName(f"Paint {told}")
        button.setProperty("segment", True)
        button.setStyleSheet("padding: 0 8px;")
        button.setChecked(place == 0)
        button.clicked.connect(self._on_pressed)
        set_look(button, "large", self._large)
        self._either.addButton(button, place)
        self._row.insertWidget(place, button)
        return button

    def choose(self, label: int | None) -> None:
        """Show what is chosen, and say so."""
        place = 0 if label is None else label + 1
        if place < len(self.buttons):
            self.buttons[place].setChecked(True)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(place)
        if label != self.label:
            self.label = label
            self.chosen.emit(label)

    def set_large(self, large: bool) -> None:
        self._large = large
        for button in self.buttons:
            set_look(button, "large", large)
        self.box.setMinimumHeight(touch_px if large else 0)
        self._show_what_fits()

    @Slot()
    def _on_pressed(self) -> None:
        place = self._either.checkedId()
        self.choose(None if place == 0 else place - 1)

    @Slot(int)
    def _on_listed(self, place: int) -> None:
        self.choose(None if place <= 0 else place - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits()

    def minimumSizeHint(self) -> QSize:
        return QSize(110, self.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(110, max(touch_px + 2 if self._large else 0, spaced(34)))

    def _show_what_fits(self) -> None:
        taken = sum(button.sizeHint().width() + 2 for button in self.buttons)
        fits = taken <= self.width() and len(self.classes) <= most_buttons
        for button in self.buttons:
            button.setVisible(fits)
        self.box.setVisible(not fits)
