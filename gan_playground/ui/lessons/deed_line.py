"""What a page of a story asks a hand to do: a circle that is open, and a tick once it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.deed import Deed
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import brief_knob_name, brief_setting_words, value_words

mark_px, line_px = 16, 1.6


class DeedLine(QWidget):
    """Small, below the page's text; it is read out whole, with whether it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("storyDeed")
        self._mark = _Mark(self)
        self._words = QLabel(self, wordWrap=True)
        self._words.setProperty("role", "label")
        row = QHBoxLayout(self, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_deed(self, deed: Deed | None, done: bool = False) -> None:
        """What is awaited, or what is said of it now; None: nothing is asked."""
        self.setVisible(deed is not None)
        if deed is not None:
            words = deed.then if done else deed_words(deed)
            self._mark.is_done = done
            self._mark.update()
            self._words.setText(words)
            self.setAccessibleName(f"It is done. {words}" if done else f"To do: {words}")

    @property
    def words(self) -> str:
        return self._words.text()

    def set_theme(self, _theme: Theme) -> None:
        """Words may be of another size."""
        self._mark.updateGeometry()
        self.updateGeometry()


class _Mark(QWidget):
    """As high as a line of words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_done = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(mark_px), max(scaled(mark_px), self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.width() - 2 * line_px
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(line_px, (self.height() - side) / 2)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), line_px))
            if self.is_done:
                tick = [QPointF(side * x, side * y) for x, y in ((0.12, 0.55), (0.4, 0.82), (0.9, 0.2))]
                painter.drawPolyline(QPolygonF(tick))
            else:
                painter.drawEllipse(QRectF(0, 0, side, side))


def deed_words(deed: Deed) -> str:
    """What is to be done, as in "G learning rate → 2.0e-3"."""
    if deed.draw:
        return "Draw real data on the stage"
    if deed.follow:
        return "Press on a generated sample"
    return "; ".join(_turn_words(path, where) for path, where in deed.turn.items())


def _turn_words(path: str, where: Any) -> str:
    if isinstance(where, str) or not isinstance(where, Sequence):
        words = brief_setting_words(path, where)
    else:
        low, high = (value_words(KNOBS[path], value) for value in where)
        words = f"{brief_knob_name(path)} → between {low} and {high}"
    return words[0].upper() + words[1:]
