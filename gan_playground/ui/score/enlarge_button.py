"""The small button in the corner of a plot that lets it take the place of the stage, and gives it back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gan_playground.ui.theme.icons import icon
from gan_playground.ui.theme.theme import DARK, Theme

side_px, icon_px = 24, 14


class EnlargeButton(QAbstractButton):
    """Checked while the plot is large. It is seen while there is a pointer, or the keyboard, to use it with.

    Signals: those of QAbstractButton.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = DARK
        self.setAccessibleName(f"Show “{name}” in the place of the stage")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the plot itself has a key for it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.resize(self.sizeHint())
        self.set_large(False)
        self.hide()

    def set_large(self, large: bool) -> None:
        """What it says depends on what it would do."""
        back, forth = "Back to its place  (Esc)", "Larger, in the place of the stage  (F, or double click on the title)"
        self.setToolTip(back if large else forth)
        self._icon = "close" if large else "full-screen"
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(side_px, side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("outline" if self.underMouse() else "raised"))
            painter.drawRoundedRect(self.rect(), side_px / 4, side_px / 4)
            air = (side_px - icon_px) // 2
            picture = icon(self._icon, self._theme.text, icon_px)
            picture.paint(painter, self.rect().adjusted(air, air, -air, -air))
