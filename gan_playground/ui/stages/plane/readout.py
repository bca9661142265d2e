"""What the plane says in words: the step, how many modes, and how many dots lie outside of what is seen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.plane.layers import PlaneScene
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.throttle import Throttle

rim_px = 16.0
beside_px = 150.0  # so far from the sides reach the words that stand there
mode_px = 34.0  # so far from its middle a mode and what is written beside it are hidden by words
pill_shares = (0.5, 0.62, 0.38, 0.7, 0.3, 0.8, 0.2)  # of the height, the most wanted first
words_interval_ms = 100  # nobody reads faster


class PlaneWords(QWidget):
    """The line above the plane: the step at the left, what was found at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._unit = DARK, 1.0
        self._frame: Frame | None = None
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
            step = f"step {self._frame.step:,}"
            painter.drawText(self.rect(), Align.AlignLeft | Align.AlignVCenter, step)
            room = self.width() - QFontMetricsF(font).horizontalAdvance(step) - 16 * self._unit
            words = fitting(found(self._frame), room, QFontMetricsF(font))
            painter.drawText(self.rect(), Align.AlignRight | Align.AlignVCenter, words)


def fitting(words: str, room: float, metrics: QFontMetricsF) -> str:
    """As much of what was found as there is room for, the number of modes to the last."""
    choices = (words, words.partition(" (")[0], words.partition(" · ")[0])
    return next((choice for choice in choices if metrics.horizontalAdvance(choice) <= room), "")


def found(frame: Frame) -> str:
    """As in "5 of 8 modes · 71.2% of high quality (at best 98.9%)"."""
    if "modes" not in frame.metrics:
        return ""
    modes, total, quality = (frame.metrics[name] for name in ("modes", "modes_total", "high_quality"))
    best = f" (at best {100 * quality.ceiling:.1f}%)" if quality.ceiling is not None else ""
    return f"{modes.value:.0f} of {total.value:.0f} modes · {100 * quality.value:.1f}% of high quality{best}"


Told = tuple[float, float, str, Align]
"""Words on the plane: where, what, and on which side of that place."""


def rim(scene: PlaneScene) -> list[Told]:
    """At each side, how many generated dots lie beyond it."""
    geometry, unit = scene.geometry, scene.geometry.unit
    region = geometry.region
    if region.contains(scene.picture.generated).all():
        return []
    x, y = scene.picture.generated.T
    beside = (x >= region.left) & (x <= region.right)
    left, right, below, above, lost = (
        int(beyond.sum())
        for beyond in (
            x < region.left,
            x > region.right,
            beside & (y < region.bottom),
            beside & (y > region.top),
            ~(np.isfinite(x) & np.isfinite(y)),
        )
    )
    middle, side, height = geometry.width / 2, rim_px * unit, geometry.height / 2
    clear = _clear_height(scene)
    told: tuple[tuple[int, Told], ...] = (
        (left, (8 * unit, clear, f"‹ {left:,} further left", Align.AlignLeft)),
        (right, (geometry.width - 8 * unit, clear, f"{right:,} further right ›", Align.AlignRight)),
        (above, (middle, side, f"{above:,} further up", Align.AlignHCenter)),
        (below, (middle, geometry.height - side, f"{below:,} further down", Align.AlignHCenter)),
        (lost, (middle, height, f"{lost:,} are no longer numbers", Align.AlignHCenter)),
    )
    return [words for count, words in told if count]


def _clear_height(scene: PlaneScene) -> float:
    """Where words at either side hide no mode: near the middle, or where they are furthest from the next one."""
    geometry = scene.geometry
    heights = geometry.height * np.array(pill_shares)
    if scene.picture.centres is None or not len(scene.picture.centres):
        return float(heights[0])
    x, y = geometry.pixels(scene.picture.centres).T
    reach = beside_px * geometry.unit
    modes = y[(x < reach) | (x > geometry.width - reach)]
    free = np.abs(heights[:, None] - modes).min(axis=1, initial=mode_px * geometry.unit)
    return float(heights[np.argmax(free)])


def paint_rim(painter: QPainter, scene: PlaneScene, told: list[Told]) -> None:
    """What `rim` found, counted as often as anybody can read."""
    painter.setFont(scene.font)
    for words in told:
        _paint_pill(painter, scene, *words)


def _paint_pill(painter: QPainter, scene: PlaneScene, x: float, y: float, words: str, align: Qt.AlignmentFlag) -> None:
    """Words on a patch of the surface, so that they can be read on dots."""
    unit = scene.geometry.unit
    width, height = QFontMetricsF(scene.font).horizontalAdvance(words) + 16 * unit, 20 * unit
    left = {Align.AlignLeft: x, Align.AlignRight: x - width}.get(align, x - width / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scene.theme.color("surface"))
    painter.drawRoundedRect(QRectF(left, y - height / 2, width, height), height / 2, height / 2)
    painter.setPen(scene.theme.color("generated"))
    label(painter, left + width / 2, y, words, Align.AlignHCenter)
