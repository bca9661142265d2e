"""What a page of the story is made of: a paragraph that is never cut off, and dots that say how far one has read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gan_playground.lessons.markup import plain
from gan_playground.ui.glossary.marked import line_height_percent
from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.theme.theme import Theme

fewest_lines = 3  # what the page keeps when the column is short; the rest scrolls


class PageText(QScrollArea):
    """A paragraph as high as its words need at this width; where that much room is lacking, it scrolls."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = TermsLabel(theme, self)
        self._label.setObjectName("storyText")
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        self._label.show_text(text)
        self._label.setAccessibleName(plain(text))
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        self._label.set_theme(theme)

    def sizeHint(self) -> QSize:
        # The height depends on the width; Qt's own height-for-width would forbid the page to shrink below it.
        return QSize(200, self._label.heightForWidth(max(120, self.width())))

    def minimumSizeHint(self) -> QSize:
        least = fewest_lines * self.fontMetrics().lineSpacing() * line_height_percent // 100
        return QSize(120, min(least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class PageDots(QWidget):
    """How far the book has been read: full dots behind, a ringed one here, hollow ones ahead."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number, self._count = 0, 0
        self.setMinimumHeight(16)

    def show_page(self, number: int, count: int) -> None:
        self._number, self._count = number, count
        self.setAccessibleName(f"Page {number + 1} of {count}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = min(13.0, self.width() / max(1, self._count))
        left = self.width() / 2 - pitch * (self._count - 1) / 2
        painter.setPen(QPen(self._theme.color("muted"), 1.2))
        for page in range(self._count):
            self._paint_dot(painter, QPointF(left + page * pitch, self.height() / 2), page)

    def _paint_dot(self, painter: QPainter, centre: QPointF, page: int) -> None:
        muted = self._theme.color("muted")
        painter.setBrush(muted if page < self._number else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 3.4, 3.4)
        if page == self._number:
            painter.setBrush(self._theme.color("text"))
            painter.drawEllipse(centre, 1.4, 1.4)
