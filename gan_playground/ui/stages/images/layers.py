"""What can be seen of pictures: each layer a function that paints it, and its entry in the legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.images.geometry import Array, Grid
from gan_playground.ui.stages.images.tiles import Pictures, TilePainter, TileStyle, verdict_color
from gan_playground.ui.stages.layer import Drawing, Layer
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import percent

name_gap_px = 12.0  # between a name and its tiles


@dataclass(frozen=True, slots=True)
class Panel:
    """One grid. titles: its name, from the longest way to say it to the shortest, and what is told beside it. verdicts:
    (N,), None where D is not asked.
    """

    role: str
    titles: tuple[tuple[str, str], ...]
    grid: Grid
    pictures: Pictures
    verdicts: Array | None


@dataclass(frozen=True, slots=True)
class ImagesScene:
    """Everything that painting one frame depends on. ratio: the screen's pixels in one px."""

    picture: ImagesPicture
    panels: Mapping[str, Panel]
    tiles: TilePainter
    theme: Theme
    visible: frozenset[str]
    font: QFont
    unit: float
    ratio: float

    def manner(self, panel: Panel) -> TileStyle:
        return TileStyle(panel.grid.tile, self.theme, self.ratio)


def paint_real(painter: QPainter, scene: ImagesScene) -> None:
    _paint_panel(painter, scene, "real")


def paint_generated(painter: QPainter, scene: ImagesScene) -> None:
    _paint_panel(painter, scene, "generated")
    _paint_shares(painter, scene)


def paint_nearest(painter: QPainter, scene: ImagesScene) -> None:
    _paint_panel(painter, scene, "nearest")


def paint_verdicts(painter: QPainter, scene: ImagesScene) -> None:
    """What D says of every tile."""
    for panel in scene.panels.values():
        if panel.verdicts is not None:
            grid = panel.grid
            scene.tiles.draw_verdicts(painter, panel.verdicts[grid.pictures], grid.corners, scene.manner(panel))


def _paint_panel(painter: QPainter, scene: ImagesScene, name: str) -> None:
    panel = scene.panels.get(name)
    if panel is None:
        return
    grid = panel.grid
    _paint_title(painter, scene, panel)
    scene.tiles.draw_pictures(painter, name, panel.pictures, grid.corners, grid.pictures, scene.manner(panel))
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("text"))
    metrics = QFontMetricsF(scene.font)
    for block, place in zip(grid.blocks, grid.labels, strict=False):
        name, room = class_name(scene.picture, place), grid.names - name_gap_px * scene.unit
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room + 1)
        label(painter, block.left() - 8 * scene.unit, _middle(panel, block), words, Align.AlignRight)


def _paint_title(painter: QPainter, scene: ImagesScene, panel: Panel) -> None:
    """The longest title that does not run into the next panel."""
    strong = QFont(scene.font)
    strong.setWeight(QFont.Weight.DemiBold)
    bold, metrics = QFontMetricsF(strong), QFontMetricsF(scene.font)
    box = panel.grid.box
    left = panel.grid.blocks[0].left()
    room = box.right() - left + 6 * scene.unit
    fitting = (
        (title, note)
        for title, note in panel.titles
        if bold.horizontalAdvance(title) + metrics.horizontalAdvance(f"  {note}") <= room
    )
    title, note = next(fitting, panel.titles[-1])
    y = box.top() - 12 * scene.unit
    painter.setFont(strong)
    painter.setPen(scene.theme.color(panel.role))
    label(painter, left, y, title, Align.AlignLeft)
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("muted"))
    label(painter, left + bold.horizontalAdvance(f"{title}  "), y, note, Align.AlignLeft)


def _paint_shares(painter: QPainter, scene: ImagesScene) -> None:
    """At the right of each class, how many of its samples a classifier takes for it."""
    panel, agreement = scene.panels.get("generated"), scene.picture.agreement
    if panel is None or agreement is None:
        return
    painter.setPen(scene.theme.color("muted"))
    for block, place in zip(panel.grid.blocks, panel.grid.labels, strict=False):
        if place < len(agreement):
            words = percent(float(agreement[place]))
            label(painter, block.right() + 8 * scene.unit, _middle(panel, block), words, Align.AlignLeft)


def _middle(panel: Panel, block: QRectF) -> float:
    return block.center().y() - panel.grid.tile.bar / 2


def class_name(picture: ImagesPicture, place: int) -> str:
    """What a label says; its number where the classes have no names."""
    return picture.classes[place] if 0 <= place < len(picture.classes) else str(place)


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


IMAGES_LAYERS: tuple[Layer[ImagesScene], ...] = (
    Layer(
        "real", "real", "real", "Pictures of the real data, drawn at random", paint_real, _sample_tiles("real", True)
    ),
    Layer(
        "generated",
        "generated",
        "G(z)",
        "What G makes of some noise; each tile keeps its z from step to step",
        paint_generated,
        _sample_tiles("generated", False),
    ),
    Layer(
        "nearest",
        "nearest real",
        "nearest",
        "The training picture that is most like each generated one, in the same place: is G copying?",
        paint_nearest,
        _sample_nearest,
        shown=False,
    ),
    Layer(
        "verdicts",
        "D’s verdict",
        "D(x)",
        "What D says of each picture. The frame is blue for fake and orange for real; the longer the bar, the surer D "
        "is that it is real, with a mark at one half",
        paint_verdicts,
        _sample_verdicts,
    ),
)
"""In the order of the legend, and from under to over."""

COSTLY = frozenset({"nearest"})
"""What has to be asked for (Look.layers)."""
