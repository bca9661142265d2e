"""What a page of the story is made of: a paragraph that is never cut off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gan_playground.ui.glossary.marked import line_height_percent
from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.focus_line import FocusLine

close_line_percent = 124
narrow_px = 190  # from where on the lines are closer together, and the letters a little smaller
most_px = 210  # what a page keeps of a column that is short; beyond that, which no lesson that ships needs, it scrolls


class PageText(QScrollArea):
    """A paragraph as high as its words need at this width; who wants more room has to get it elsewhere."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = self._is_presented = False
        self._needed_for, self._needed = tuple[object, ...](), 0
        self._label = TermsLabel(theme, self)
        self._label.setObjectName("storyText")
        self._focus_line = FocusLine(self)
        self.setWidget(self._label)
        self.setAccessibleName("The page's text")
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
        policies, ways = Qt.ScrollBarPolicy, Qt.FocusPolicy
        fits = self._needed_px <= self.height()
        self.setVerticalScrollBarPolicy(policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded)
        self.setFocusPolicy(ways.NoFocus if fits else ways.TabFocus)  # keys have nothing to do but scroll
        self.updateGeometry()

    @property
    def _needed_px(self) -> int:
        """Asked for several times whenever anything is laid out, and dear to find."""
        needed_for = self._label.text(), self._label.font().key(), max(120, self.width())
        if needed_for != self._needed_for:
            self._needed_for, self._needed = needed_for, self._label.heightForWidth(needed_for[-1])
        return self._needed

    def set_presented(self, presented: bool) -> None:
        """Larger than all else, to be read from the back row."""
        self._is_presented = presented
        self._dress()

    def _dress(self) -> None:
        usual = "label" if self._is_narrow else None
        set_look(self._label, "role", "presented" if self._is_presented else usual)
        is_close = self._is_narrow or self._is_presented
        self._label.set_line_height(close_line_percent if is_close else line_height_percent)
        self.fit()

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
            self._dress()
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_line.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_line.follow(event)
