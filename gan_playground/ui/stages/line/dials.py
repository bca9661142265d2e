"""The two numbers of the two-knob generator as dials, and what they make of the lesson's example."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.ui.stages.line.dial import Dial
from gan_playground.ui.stages.line.theta_dial import ThetaDial, exact_words
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import number, short

paths = ("generator.theta1", "generator.theta2")
room = 2.0  # how many times the exact answer fits on a dial
roomy_px = 620.0  # below, things move together


class StripSize(Struct, frozen=True):
    """How high the strip is, how far apart its lines of words are, and how many there are; before they grow."""

    height: float
    line: float
    lines: int


high, low = StripSize(78, 22, 3), StripSize(52, 18, 2)
"""Where there is room, and where there is little."""


widest = "−88.88"
"""By which it is told whether there is room for numbers, so that nothing comes and goes while they change."""

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


class TwoKnobDials(QWidget):
    """A strip with both dials, the formula with today's numbers, and the example then and now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start: Theta = (3.0, 1.0)
        dials = zip(paths, _dials(self._start, None), strict=True)
        self.thetas = tuple(ThetaDial(path, dial, self) for path, dial in dials)
        self.example: tuple[float, ...] = ()
        self._theme = DARK
        self._unit, self._size = 1.0, high
        self._exact: Theta | None = None
        self._backdrop = QPixmap()
        self._backdrop_key: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The generator's two numbers")
        self.setToolTip(f"θ₁ moves the noise, θ₂ stretches it: turn them. {exact_words}")

    def begin(self, experiment: Experiment, example: tuple[float, ...]) -> None:
        """A run begins with this experiment; `example` are the latents to spell out."""
        self._exact = exact_solution(experiment)
        self._start = experiment.generator.theta1, experiment.generator.theta2
        self.example = example
        for theta, dial in zip(self.thetas, _dials(self._start, self._exact), strict=True):
            theta.begin(dial)
        self.show_theta(self._start)

    def show_theta(self, theta: Theta) -> None:
        # A bell mirrored is the same bell: where z is turned over, so is the answer.
        turned = math.copysign(1.0, theta[1])
        for index, dial in enumerate(self.thetas):
            dial.dial.exact = turned * self._exact[index] if self._exact else None
            dial.show_value(theta[index])
        self.update()

    @property
    def dials(self) -> list[Dial]:
        """What both show."""
        return [theta.dial for theta in self.thetas]

    @property
    def theta(self) -> Theta:
        first, second = self.dials
        return first.value, second.value

    @property
    def example_at_start(self) -> list[float]:
        return transform(self._start, self.example)

    @property
    def example_now(self) -> list[float]:
        return transform(self.theta, self.example)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for dial in self.thetas:
            dial.theme = theme
        self.update()

    def set_unit(self, unit: float, roomy: bool = True) -> None:
        """How much larger than in a small window, and whether there is room for three lines of words."""
        self._unit, self._size = unit, high if roomy else low
        for dial in self.thetas:
            dial.unit = unit
        self.updateGeometry()
        self._place_dials()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._size.height * self._unit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_dials()

    def _place_dials(self) -> None:
        """Both squares; below them there is room for nothing else."""
        side, top = round(self.height() - 10 * self._unit), round(8 * self._unit)
        left = (4 if self._is_narrower_than(roomy_px) else 40) * self._unit
        top = top if self._size is high else round(5 * self._unit)
        for dial in self.thetas:
            dial.setGeometry(round(left), top, side, side)
            left += side + 84 * self._unit

    def paintEvent(self, event: QPaintEvent) -> None:
        self._renew_backdrop()
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._backdrop)
        left, (first, second) = self._words_left(), self.theta
        for dial in self.thetas:
            if not dial.has_number:
                self._write(painter, self._beside(dial) + 22 * self._unit, 0, number(dial.dial.value))
        before = "x = (z + θ₁) · θ₂  =  "
        longest = f"(z + {widest}) · {widest}"
        is_long = self._has_room(left, before + longest)
        if is_long or self._has_room(left, f"x = {longest}"):
            self._write(painter, left, 0, f"{before if is_long else 'x = '}(z + {number(first)}) · {number(second)}")
        if self._has_example:
            now = self._mapping(number(value) for value in self.example_now)
            self._write(painter, left + self._indent(), self._size.lines - 1, now)

    def _renew_backdrop(self) -> None:
        """Paint what stands still again, if anything of it changed."""
        exact = tuple((dial.exact, dial.reach) for dial in self.dials)
        key = (self.size(), self.devicePixelRatioF(), self._unit, self._size, self._theme, exact)
        key += (self.example, self._start)
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
        for theta in self.thetas:
            self._paint_name(painter, theta)
        if self._has_example:
            self._paint_start(painter)

    def _paint_start(self, painter: QPainter) -> None:
        """The example as it was at first, if there is a line for it, and what stands before the one of now."""
        left, indent = self._words_left(), self._indent()
        first = self._mapping(short(round(value, 2)) for value in self.example_at_start)
        if not indent:
            return
        self._write(painter, left, self._size.lines - 1, "now", "muted")
        if self._size is high:
            self._write(painter, left, 1, "at first", "muted")
            self._write(painter, left + indent, 1, first, "muted")

    def _paint_name(self, painter: QPainter, theta: ThetaDial) -> None:
        """Beside the dial: what it is, what it does, and where the exact answer lies."""
        dial, left = theta.dial, self._beside(theta)
        self._write(painter, left, 0, dial.symbol, weight=QFont.Weight.DemiBold)
        if self._size is high:
            self._write(painter, left, 1, dial.verb, "muted", 12.5)
        if dial.exact is not None:
            exact = f"exact {short(float(f'{dial.exact:.3g}'))}"
            self._write(painter, left, self._size.lines - 1, exact, "muted", 12.5)

    def _beside(self, theta: ThetaDial) -> float:
        return theta.geometry().right() + 6 * self._unit

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
        """Text on one of the lines."""
        painter.setFont(self._font(size, weight))
        painter.setPen(self._theme.ink(role))
        below = 6 + self._size.line * (line - (self._size.lines - 1) / 2)
        painter.drawText(QPointF(left, self.height() / 2 + below * self._unit), text)

    @property
    def _has_example(self) -> bool:
        """Whether the lesson has one, and there is room for it."""
        mapping = self._mapping(widest for _ in self.example)
        return bool(self.example) and self._has_room(self._words_left(), mapping)

    def _has_room(self, left: float, text: str) -> bool:
        return left + self._width(text) <= self.width()

    def _width(self, text: str) -> float:
        return QFontMetricsF(self._font(13.5)).horizontalAdvance(text)

    def _mapping(self, images: Iterable[str]) -> str:
        z = ", ".join(short(value) for value in self.example)
        return f"z = [{z}]  →  x = [{', '.join(images)}]"

    def _is_narrower_than(self, width_px: float) -> bool:
        return self.width() < width_px * self._unit

    def _words_left(self) -> float:
        beside = 86 if self._is_narrower_than(roomy_px) else 96
        return self.thetas[1].geometry().right() + beside * self._unit

    def _indent(self) -> float:
        """What is free before the example for what it is of; nothing where that would push it out."""
        word = self._width("at first  " if self._size is high else "now  ")
        return word if self._has_room(self._words_left() + word, self._mapping(widest for _ in self.example)) else 0.0

    def _font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return _font_of(self.font(), round(size * self._unit), weight)


@lru_cache(maxsize=64)
def _font_of(base: QFont, size_px: int, weight: QFont.Weight) -> QFont:
    """Made once: every frame writes with the same few."""
    font = QFont(base)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font


def _dials(start: Theta, exact: Theta | None) -> tuple[Dial, Dial]:
    """Both dials, at the generator's start."""
    first, second = exact or (None, None)
    dials = Dial("θ₁", "move", start[0], first), Dial("θ₂", "stretch", start[1], second)
    for dial in dials:
        dial.widen(room)
    return dials
