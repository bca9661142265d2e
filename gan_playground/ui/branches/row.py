"""A row of the list of branches and bookmarks: a click goes there; its name can be changed in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.ui.branches.entries import PastEntry
from gan_playground.ui.knobs.control import tooltip
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.labels import ElidedLabel, FittingLabel

row_height_px, touch_row_height_px = 48, 56
longest_name = 60


class PastRow(QFrame):
    """One Entry.

    Signals: chosen(key), renamed(key, name), removed(key), compared(key).
    """

    chosen = Signal(object)
    renamed = Signal(object, str)
    removed = Signal(object)
    compared = Signal(object)

    def __init__(self, entry: PastEntry, indent_px: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme, self.entry = theme, entry
        self.name_label, self.caption = ElidedLabel(self), FittingLabel("caption", self)
        self.name_field = NameField(self)
        self.compare_button = _button("Compare", "Train it beside the present branch", "C", self)
        self.rename_button = _button("", "Rename", "F2", self)
        self.remove_button = _button("", "Delete", "Delete", self)
        self._here = QLabel("here", self)
        self._lay_out(indent_px)
        self._connect()
        self.show_entry(entry)
        self.set_theme(theme)

    def show_entry(self, entry: PastEntry) -> None:
        if entry.key != self.entry.key:  # what was being renamed is another row now
            self.name_field.hide()
            self.name_label.show()
        self.entry = entry
        self.name_label.show_text(entry.name)
        self.caption.show_texts(*entry.captions)
        self.setToolTip(tooltip(*entry.lines, "A click or Enter goes there."))
        self.setAccessibleName(f"{entry.name}, {entry.captions[0]}{', here' if entry.is_here else ''}")
        self.compare_button.setAccessibleName(f"Compare with {entry.name}")
        self.rename_button.setAccessibleName(f"Rename {entry.name}")
        self.remove_button.setAccessibleName(f"Delete {entry.name}")
        self.compare_button.setVisible(entry.comparable)
        self.remove_button.setVisible(entry.removable)
        self._here.setVisible(entry.is_here)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        draw_icon(self.rename_button, "pencil", theme.muted, 16)
        draw_icon(self.remove_button, "clear", theme.muted, 16)
        self.update()

    def set_exhibit(self, exhibit: bool) -> None:
        self.setFixedHeight(touch_row_height_px if exhibit else row_height_px)
        for button in (self.compare_button, self.rename_button, self.remove_button):
            set_look(button, "large", exhibit)

    @Slot()
    def begin_renaming(self) -> None:
        """Let the name be written."""
        self.name_label.hide()
        self.name_field.begin(self.entry.name)

    @Slot(str)
    def _end_renaming(self, name: str) -> None:
        self.name_field.hide()
        self.name_label.show()
        self.setFocus()
        if name.strip() and name != self.entry.name:
            self.renamed.emit(self.entry.key, name)

    @Slot()
    def ask_to_remove(self) -> None:
        if self.entry.removable:
            self.removed.emit(self.entry.key)

    @Slot()
    def _ask_to_compare(self) -> None:
        if self.entry.comparable:
            self.compared.emit(self.entry.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        does = {
            Qt.Key.Key_Return: self._choose,
            Qt.Key.Key_Enter: self._choose,
            Qt.Key.Key_C: self._ask_to_compare,
            Qt.Key.Key_F2: self.begin_renaming,
            Qt.Key.Key_Delete: self.ask_to_remove,
        }
        if event.key() in does:
            does[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.entry.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.begin_renaming()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raised under the mouse, framed where the keyboard is."""
        if not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("text") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("muted", 0.14) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 8, 8)

    def _lay_out(self, indent_px: int) -> None:
        self.name_label.setProperty("role", "value")
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name_field.hide()
        self._here.setProperty("role", "caption")
        self.compare_button.setProperty("chip", True)
        self.compare_button.setProperty("raised", True)
        words = QVBoxLayout(spacing=1)
        for part in (self.name_label, self.name_field, self.caption):
            words.addWidget(part)
        row = QHBoxLayout(self, spacing=4)
        row.setContentsMargins(indent_px, 4, 8, 4)
        row.addLayout(words, 1)
        for part in (self._here, self.compare_button):
            row.addSpacing(6)
            row.addWidget(part)
        row.addSpacing(4)
        for button in (self.rename_button, self.remove_button):
            button.setProperty("variant", "tool")
            row.addWidget(button)
        policy = self.remove_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the buttons of all rows stand below one another
        self.remove_button.setSizePolicy(policy)
        self.set_exhibit(False)

    def _connect(self) -> None:
        self.name_field.ended.connect(self._end_renaming)
        self.rename_button.clicked.connect(self.begin_renaming)
        self.remove_button.clicked.connect(self.ask_to_remove)
        self.compare_button.clicked.connect(self._ask_to_compare)


class NameField(QLineEdit):
    """A name while it is written.

    Signals: ended(str) with the new name, on Enter or when the keyboard goes elsewhere; with an empty one on Esc.
    """

    ended = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("inline", True)
        self.setMaxLength(longest_name)
        self.setAccessibleName("Name")
        self.editingFinished.connect(self._end)

    def begin(self, name: str) -> None:
        self.setText(name)
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._end()
        else:
            super().keyPressEvent(event)
        event.accept()  # or Enter would go on to the row, and Esc close the list

    @Slot()
    def _end(self) -> None:
        if self.isVisible():  # hiding it takes the keyboard away, which would end it again
            name = self.text()
            self.hide()
            self.ended.emit(name)


def _button(text: str, meaning: str, key: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setToolTip(f"{meaning} ({key})")
    return button
