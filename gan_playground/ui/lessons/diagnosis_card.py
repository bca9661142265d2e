"""What the playground makes of the run just now: a sentence of judgement and its evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gan_playground.ui.lessons.story_page import rich
from gan_playground.ui.theme.icons import pixmap
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.edge_panel import paint_edge_panel

icon_size_px = 16


class DiagnosisCard(QFrame):
    """A card with an edge in the colour of its news, and a sign that says it without colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosisCard")
        self._theme = theme
        self._shown: tuple[str, str, bool] | None = None
        self._sign = QLabel(self)
        self._title = _wrapped("heading", "diagnosisTitle", self)
        self._text = _wrapped("muted", "diagnosisText", self)
        self._lay_out()
        self.clear()

    def show_diagnosis(self, title: str, text: str, good: bool) -> None:
        """Say what goes on; `good`: there is nothing to mend."""
        if (title, text, good) == self._shown and not self.isHidden():
            return
        self._shown = (title, text, good)
        self._title.setText(title)
        self._text.setText(rich(text))
        self.setAccessibleName(f"{title}. {text}")
        self._show_sign()
        self.show()

    @property
    def _good(self) -> bool:
        return self._shown is None or self._shown[2]

    def clear(self) -> None:
        """Have nothing to say, and take no room for it."""
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show_sign()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        line = theme.color("surface" if theme.name == "dark" else "outline")
        paint_edge_panel(self, theme.color("surface"), line, theme.color("good" if self._good else "warning"))

    def _show_sign(self) -> None:
        name, color = ("check", self._theme.good) if self._good else ("warning", self._theme.warning)
        self.update()
        self._sign.setPixmap(pixmap(name, color, icon_size_px, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 14, 14)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._text)


def _wrapped(role: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
