"""The layers of the figure, and how the legend shows them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.layer import Drawing, Layer
from gan_playground.ui.plot.light import OF_D, OF_FAKES, OF_REAL
from gan_playground.ui.stages.images.verdicts import verdict_color
from gan_playground.ui.theme.theme import Theme


def _sample_tiles(role: str, filled: bool) -> Drawing:
    def sample(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
        """Four small tiles: full ones are real, empty ones are generated."""
        painter.setPen(QPen(theme.color(role), 1.3 * unit))
        painter.setBrush(theme.color(role, 0.75) if filled else Qt.BrushStyle.NoBrush)
        side = 4.6 * unit
        for x in (-6.2, 1.6):
            for y in (-6.2, 1.6):
                painter.drawRect(QRectF(box.center().x() + x * unit, box.center().y() + y * unit, side, side))

    return sample


def _sample_verdicts(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    for place, verdict in enumerate((0.0, 1.0)):
        color = verdict_color(theme, verdict)
        frame = QRectF(box.left() + (1 + 11.5 * place) * unit, box.center().y() - 6 * unit, 8 * unit, 8 * unit)
        painter.setPen(QPen(color, 1.5 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 1.5 * unit, 1.5 * unit)
        end = frame.bottomLeft() + QPointF((0.25 + 0.75 * verdict) * frame.width(), 3.5 * unit)
        painter.drawLine(frame.bottomLeft() + QPointF(0, 3.5 * unit), end)


def _sample_nearest(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center()
    for role, left in (("generated", -10.0), ("real", 3.0)):
        painter.setPen(QPen(theme.color(role), 1.4 * unit))
        painter.drawRect(QRectF(middle.x() + left * unit, middle.y() - 3.5 * unit, 7 * unit, 7 * unit))
    painter.setPen(QPen(theme.color("muted"), 1.2 * unit))
    painter.drawLine(middle + QPointF(-2, 0) * unit, middle + QPointF(2, 0) * unit)


def _sample_saliency(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """A tile, half orange with a plus, half blue with a minus."""
    middle, side = box.center(), 6.5 * unit
    for role, left in (("real", -side), ("generated", 0.0)):
        painter.fillRect(QRectF(middle.x() + left, middle.y() - side, side, 2 * side), theme.color(role, 0.85))
    painter.setPen(QPen(theme.color("text"), 1.3 * unit))
    for left in (-3.25, 3.25):
        painter.drawLine(middle + QPointF(left - 2, 0) * unit, middle + QPointF(left + 2, 0) * unit)
    painter.drawLine(middle + QPointF(-3.25, -2) * unit, middle + QPointF(-3.25, 2) * unit)


IMAGES_LAYERS: tuple[Layer, ...] = (
    Layer(
        "real",
        "real",
        "Pictures of the real data, drawn at random",
        _sample_tiles("real", True),
        about=OF_REAL,
    ),
    Layer(
        "generated",
        "generated",
        "What G makes of some noise; each tile keeps its z from step to step",
        _sample_tiles("generated", False),
        about=OF_FAKES,
    ),
    Layer(
        "nearest",
        "nearest real",
        "The training picture that is most like each generated one, in the same place: is G copying?",
        _sample_nearest,
        shown=False,
        about=OF_REAL,
    ),
    Layer(
        "verdicts",
        "bar: D’s verdict",
        "What D says of each picture. Frame and bar are blue for fake, orange for real and grey in between; the longer "
        "the bar, the surer D is that it is real, with a mark at one half",
        _sample_verdicts,
        about=OF_D,
    ),
    Layer(
        "saliency",
        "what D looks at",
        "D’s slope in every pixel of a generated picture. Orange, +: a little lighter there would look more real to D; "
        "blue, −: a little darker would; grey: D does not mind. It is all that G hears",
        _sample_saliency,
        shown=False,
        about=OF_D,
    ),
)
"""In the order of the legend."""

COSTLY = frozenset({"nearest", "saliency"})
"""What has to be asked for (Look.layers)."""
