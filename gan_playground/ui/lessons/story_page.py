"""What a page of the story is made of: a paragraph that is never cut off, and dots that say how far one has read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gan_playground.ui.glossary.marked import line_height_percent
from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme

close_line_percent = 124
narrow_px = 190  # from where on the lines are closer together, and the letters a little smaller
most_px = 210  # what a page keeps of a column that is short; beyond that, which no lesson that ships needs, it scrolls
dot_px, dot_pitch_px, closest_pitch_px = 3.4, 13.0, 10.0


class PageText(QScrollArea):
    """A paragraph as high as its words need at this width; who wants more room has to get it elsewhere."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self._needed_for, self._needed = tuple[object, ...](), 0
        self._label = TermsLabel(theme, self)
        self._label.setObjectName("storyText")
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        self._label.show_text(text)
        self.verticalScrollBar().setValue(0)
        self.fit()

    def fit(self) -> None:
        """Take the room that the words need, at their present size."""
        policies = Qt.ScrollBarPolicy
        fits = self._needed_px <= self.height()
        self.setVerticalScrollBarPolicy(policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded)
        self.updateGeometry()

    @property
    def _needed_px(self) -> int:
        """Asked for several times whenever anything is laid out, and dear to find."""
        needed_for = self._label.text(), self._label.font().key(), max(120, self.width())
        if needed_for != self._needed_for:
            self._needed_for, self._needed = needed_for, self._label.heightForWidth(needed_for[-1])
        return self._needed

    def set_theme(self, theme: Theme) -> None:
        self._label.set_theme(theme)
        self.fit()

    def sizeHint(self) -> QSize:
        # The height depends on the width; Qt's own height-for-width would forbid the page to shrink below it.
        return QSize(200, self._needed_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(scaled(most_px), self._needed_px))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(narrow_px)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            set_look(self._label, "role", "label" if is_narrow else None)
            self._label.set_line_height(close_line_percent if is_narrow else line_height_percent)
        self.fit()


class PageDots(QWidget):
    """How far the book has been read: full dots behind, a ringed one here, hollow ones ahead; else in figures."""

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

    @property
    def words(self) -> str:
        """What stands there instead of dots that would touch each other, or the buttons; else nothing."""
        if self._count * closest_pitch_px <= self.width():
            return ""
        words = f"{self._number + 1} of {self._count}"
        fits = QFontMetrics(self._figures).horizontalAdvance(words) <= self.width()
        return words if fits else words.replace(" of ", "/")

    @property
    def _figures(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(12))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("muted"), 1.2))
        if self.words:
            painter.setFont(self._figures)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
            return
        pitch = min(dot_pitch_px, self.width() / max(1, self._count))
        left = self.width() / 2 - pitch * (self._count - 1) / 2
        for page in range(self._count):
            self._paint_dot(painter, QPointF(left + page * pitch, self.height() / 2), page)

    def _paint_dot(self, painter: QPainter, centre: QPointF, page: int) -> None:
        muted = self._theme.color("muted")
        painter.setBrush(muted if page < self._number else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, dot_px, dot_px)
        if page == self._number:
            painter.setBrush(self._theme.color("text"))
            painter.drawEllipse(centre, 1.4, 1.4)
