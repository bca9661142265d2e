"""The two numbers of the two-knob generator as dials, and what they make of the lesson's example."""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import TwoKnobs
from gan_playground.ui.plot.strokes import flat_pen
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import number, short

start = TwoKnobs.start
"""theta of gan.networks.TwoKnobs before its first step."""

sweep_deg = 270.0
roomy_px, wordless_px = 620.0, 500.0  # below, things move together; and then there is room for the dials alone

Theta = tuple[float, float]

_deviations = {"normal": 1.0, "uniform": 1 / math.sqrt(3)}
"""Of the noise that the data may have the shape of; its mean is 0."""


def transform(theta: Theta, latents: tuple[float, ...]) -> list[float]:
    """x = (z + theta1) * theta2 of each z."""
    return [(z + theta[0]) * theta[1] for z in latents]


def exact_solution(experiment: Experiment) -> Theta | None:
    """The theta that makes the noise into the real data, where both have one shape; None where no theta does."""
    data = experiment.data
    if data.kind != experiment.latent.kind or data.kind not in _deviations:
        return None
    stretch = data.std / _deviations[data.kind]
    return data.mean / stretch, stretch


class Dial(Struct):
    """One dial: 0 at the top, `reach` at either end."""

    symbol: str
    verb: str
    value: float
    exact: float | None = None
    reach: float = 1.0

    def widen(self) -> None:
        """Double the reach until the value and the exact solution fit: never back, so the dial keeps still."""
        wanted = max((abs(v) for v in (self.value, self.exact) if v is not None and math.isfinite(v)), default=0)
        while wanted > self.reach and self.reach < 1e9:
            self.reach *= 2

    def angle_deg(self, value: float) -> float:
        """Clockwise from the top."""
        share = min(1.0, max(-1.0, value / self.reach)) if math.isfinite(value) else 0.0
        return share * sweep_deg / 2


class TwoKnobDials(QWidget):
    """A strip with both dials, the formula with today's numbers, and the example then and now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dials = _dials(None)
        self.example: tuple[float, ...] = ()
        self._theme = DARK
        self._unit = 1.0
        self._exact: Theta | None = None
        self._backdrop = QPixmap()
        self._backdrop_key: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The generator's two numbers")
        self.setToolTip("θ₁ moves the noise, θ₂ stretches it. The grey tick is the exact answer.")

    def begin(self, experiment: Experiment, example: tuple[float, ...]) -> None:
        """A run begins with this experiment; `example` are the latents to spell out."""
        self._exact = exact_solution(experiment)
        self.dials = _dials(self._exact)
        self.example = example
        self.show_theta(start)

    def show_theta(self, theta: Theta) -> None:
        # A bell mirrored is the same bell: where z is turned over, so is the answer.
        turned = math.copysign(1.0, theta[1])
        for index, dial in enumerate(self.dials):
            dial.value = theta[index]
            dial.exact = turned * self._exact[index] if self._exact else None
            dial.widen()
        self.update()

    @property
    def theta(self) -> Theta:
        return self.dials[0].value, self.dials[1].value

    @property
    def example_at_start(self) -> list[float]:
        return transform(start, self.example)

    @property
    def example_now(self) -> list[float]:
        return transform(self.theta, self.example)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small window."""
        self._unit = unit
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, round(78 * self._unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._renew_backdrop()
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._backdrop)
        for dial, box in zip(self.dials, self._boxes(), strict=True):
            self._paint_value(painter, dial, box)
        if self._is_narrower_than(wordless_px):
            return
        left, (first, second) = self._words_left(), self.theta
        self._write(painter, left, 0, f"x = (z + θ₁) · θ₂  =  (z + {number(first)}) · {number(second)}")
        if self.example:
            self._write(painter, left + self._indent(), 2, self._mapping(self.example_now))

    def _renew_backdrop(self) -> None:
        """Paint what stands still again, if anything of it changed."""
        exact = tuple((dial.exact, dial.reach) for dial in self.dials)
        key = (self.size(), self.devicePixelRatioF(), self._unit, self._theme, exact, self.example)
        if key == self._backdrop_key:
            return
        self._backdrop_key = key
        self._backdrop = QPixmap(self.size() * self.devicePixelRatioF())
        self._backdrop.setDevicePixelRatio(self.devicePixelRatioF())
        self._backdrop.fill(self._theme.color("surface"))
        with QPainter(self._backdrop) as painter:
            self._paint_backdrop(painter)

    def _paint_backdrop(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("outline"), 1))
        painter.drawLine(QLineF(0, 0.5, self.width(), 0.5))
        for dial, box in zip(self.dials, self._boxes(), strict=True):
            painter.setPen(self._arc_pen("outline"))
            painter.drawArc(self._ring(box), _sixteenths(90 + sweep_deg / 2), -_sixteenths(sweep_deg))
            self._paint_name(painter, dial, box)
        if self.example and not self._is_narrower_than(wordless_px):
            left = self._words_left()
            self._write(painter, left, 1, "at first", "muted")
            self._write(painter, left + self._indent(), 1, self._mapping(self.example_at_start), "muted")
            self._write(painter, left, 2, "now", "muted")

    def _paint_name(self, painter: QPainter, dial: Dial, box: QRectF) -> None:
        """Beside the dial: what it is, what it does, and where the exact answer lies."""
        left = box.right() + 8 * self._unit
        self._write(painter, left, 0, dial.symbol, weight=QFont.Weight.DemiBold)
        self._write(painter, left, 1, dial.verb, "muted", 12.5)
        if dial.exact is not None:
            self._write(painter, left, 2, f"exact {short(float(f'{dial.exact:.3g}'))}", "muted", 12.5)

    def _paint_value(self, painter: QPainter, dial: Dial, box: QRectF) -> None:
        """The arc from 0 at the top to the value, the exact answer as a tick, the number in the middle."""
        ring, width, angle = self._ring(box), 5 * self._unit, dial.angle_deg(dial.value)
        painter.setPen(self._arc_pen("generated"))
        painter.drawArc(ring, _sixteenths(90), -_sixteenths(angle))
        if dial.exact is not None:
            at, radius = dial.angle_deg(dial.exact), ring.width() / 2
            painter.setPen(flat_pen(self._theme.color("theory"), 2.5 * self._unit))
            painter.drawLine(_on_circle(ring, at, radius - width), _on_circle(ring, at, radius + width))
        painter.setPen(QPen(self._theme.color("surface"), 2 * self._unit))
        painter.setBrush(self._theme.color("generated"))
        painter.drawEllipse(_on_circle(ring, angle, ring.width() / 2), 0.95 * width, 0.95 * width)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self._font(15, QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number(dial.value))

    def _write(
        self,
        painter: QPainter,
        left: float,
        line: int,
        text: str,
        role: str = "text",
        size: float = 13.5,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        """Text on one of three lines."""
        painter.setFont(self._font(size, weight))
        painter.setPen(self._theme.color(role))
        painter.drawText(QPointF(left, self.height() / 2 + (6 + 22 * (line - 1)) * self._unit), text)

    def _mapping(self, images: list[float]) -> str:
        z = ", ".join(short(value) for value in self.example)
        x = ", ".join(number(value, 1) for value in images)
        return f"z = [{z}]  →  x = [{x}]"

    def _boxes(self) -> tuple[QRectF, QRectF]:
        """The squares of both dials."""
        left, top = (4 if self._is_narrower_than(roomy_px) else 40) * self._unit, 10 * self._unit
        size = self.height() - 12 * self._unit
        return QRectF(left, top, size, size), QRectF(left + size + 84 * self._unit, top, size, size)

    def _is_narrower_than(self, width_px: float) -> bool:
        return self.width() < width_px * self._unit

    def _ring(self, box: QRectF) -> QRectF:
        width = 5 * self._unit
        return box.adjusted(width, width, -width, -width)

    def _words_left(self) -> float:
        beside = 86 if self._is_narrower_than(roomy_px) else 96
        return self._boxes()[1].right() + beside * self._unit

    def _indent(self) -> float:
        return QFontMetricsF(self._font(13.5)).horizontalAdvance("at first  ")

    def _arc_pen(self, role: str) -> QPen:
        width, cap = 5 * self._unit, Qt.PenCapStyle.RoundCap
        return QPen(self._theme.color(role), width, Qt.PenStyle.SolidLine, cap)

    def _font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return _font_of(self.font(), round(size * self._unit), weight)


@lru_cache(maxsize=64)
def _font_of(base: QFont, size_px: int, weight: QFont.Weight) -> QFont:
    """Made once: every frame writes with the same few."""
    font = QFont(base)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font


def _dials(exact: Theta | None) -> tuple[Dial, Dial]:
    """Both dials, at the generator's start."""
    first, second = exact or (None, None)
    return Dial("θ₁", "move", start[0], first), Dial("θ₂", "stretch", start[1], second)


def _sixteenths(angle_deg: float) -> int:
    """Qt counts arcs in sixteenths of a degree."""
    return round(16 * angle_deg)


def _on_circle(ring: QRectF, angle_deg: float, radius: float) -> QPointF:
    """The point at this angle, clockwise from the top."""
    angle = math.radians(angle_deg)
    return ring.center() + QPointF(radius * math.sin(angle), -radius * math.cos(angle))
