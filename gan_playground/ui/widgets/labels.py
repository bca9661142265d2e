"""Labels with more to say than there may be room for."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

least_px = 60  # of a fitting label: what is no wider is never cut


class ElidedLabel(QLabel):
    """A caption on one line, with an ellipsis where it is too long: at its end, or, as suits names, in the middle."""

    def __init__(self, parent: QWidget | None = None, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setProperty("role", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text = ""

    def show_text(self, text: str) -> None:
        self._text = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._text, self._mode, self.width()))


class WrappingLabel(QLabel):
    """A sentence of as many lines as it takes, whose longest word is broken as well: an address, or a path.

    Such words are there to be copied, and are copied whole.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def setText(self, text: str) -> None:
        super().setText(long_words.sub(_breakable, text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selectedText().replace(may_break, ""))
        else:
            super().keyPressEvent(event)


may_break = "\u200b"  # takes no room, and ends no word that is read aloud
long_words = re.compile(r"\S{25,}")
pieces = re.compile(r".{1,19}[/\\._-]|.{1,20}")


def _breakable(word: re.Match[str]) -> str:
    return may_break.join(pieces.findall(word.group()))


class FittingLabel(QLabel):
    """Shows the longest of its texts that fits; of the shortest, as much as fits."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: tuple[str, ...] = ("",)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def show_texts(self, *texts: str) -> None:
        """The longest comes first."""
        self.texts = texts
        self.setAccessibleName(texts[0])
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.texts[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(least_px, self._width_of(self.texts[-1])), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 1

    def _fit(self) -> None:
        fitting = (text for text in self.texts if self._width_of(text) <= self.width())
        cut = self.fontMetrics().elidedText(self.texts[-1], Qt.TextElideMode.ElideRight, self.width())
        self.setText(next(fitting, cut))
