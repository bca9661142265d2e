"""What the plane says above it: the step, and how many modes were found."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.throttle import Throttle

words_interval_ms = 100  # nobody reads faster
Align = Qt.AlignmentFlag


class PlaneWords(QWidget):
    """The line above the plane: the step at the left, what was found at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._unit = DARK, 1.0
        self._frame: Frame | None = None
        self._is_held = False
        self._renewals = Throttle(words_interval_ms, self)
        self._renewals.due.connect(self._renew)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_frame(self, frame: Frame | None) -> None:
        """None: nothing, until the first frame of a run."""
        self._frame = frame
        self._renewals.trigger()

    @Slot()
    def _renew(self) -> None:
        self.setAccessibleName(found(self._frame) if self._frame is not None else "")
        self.update()

    def set_held(self, held: bool) -> None:
        """Say beside the step that the run is held still."""
        if held != self._is_held:
            self._is_held = held
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_unit(self, unit: float) -> None:
        self._unit = unit
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, round(20 * self._unit))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(20 * self._unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("surface"))
            if self._frame is None:
                return
            font = QFont(self.font())
            font.setPixelSize(round(12.5 * self._unit))
            painter.setFont(font)
            painter.setPen(self._theme.color("text"))
            step = f"step {self._frame.step:,}{' · held still' if self._is_held else ''}"
            painter.drawText(self.rect(), Align.AlignLeft | Align.AlignVCenter, step)
            room = self.width() - QFontMetricsF(font).horizontalAdvance(step) - 16 * self._unit
            words = fitting(found(self._frame), room, QFontMetricsF(font))
            painter.drawText(self.rect(), Align.AlignRight | Align.AlignVCenter, words)


def fitting(words: str, room: float, metrics: QFontMetricsF) -> str:
    """As much of what was found as there is room for, the number of modes to the last."""
    choices = (words, words.partition(" (")[0], words.partition(" · ")[0])
    return next((choice for choice in choices if metrics.horizontalAdvance(choice) <= room), "")


def found(frame: Frame) -> str:
    """As in "5 of 8 modes · 71.2% of high quality (usual 98.9%)"; of another step than the dots, with that step."""
    if "modes" not in frame.metrics:
        return ""
    modes, total, quality = (frame.metrics[name] for name in ("modes", "modes_total", "high_quality"))
    best = f" (usual {100 * quality.ceiling:.1f}%)" if quality.ceiling is not None else ""
    when = "" if frame.measured_at is None else f"step {frame.measured_at:,}: "
    return f"{when}{modes.value:.0f} of {total.value:.0f} modes · {100 * quality.value:.1f}% of high quality{best}"
