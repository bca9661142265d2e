"""What is said of one picture: its words, and the card in which it is seen enlarged."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.images.layers import ImagesScene, class_name
from gan_playground.ui.stages.images.tiles import Pictures, to_image
from gan_playground.ui.theme.wording import number, percent

Line = tuple[str, str]
"""Words, and the role whose colour they have."""

enlarged_px = 104.0


def lines_of(picture: ImagesPicture, panel: str, index: int) -> list[Line]:
    """What is known of a picture, line by line."""
    if panel == "real":
        return _lines_of_real(picture, index)
    lines = [
        (f"generated picture {index + 1}", "generated"),
        (f"D says {percent(float(picture.verdicts[index]))} real", "discriminator"),
    ]
    if picture.labels is not None:
        lines.append((f"asked for: {class_name(picture, int(picture.labels[index]))}", "text"))
    if picture.nearest_distances is not None:
        lines.append((f"nearest real one: {number(float(picture.nearest_distances[index]), 3)} away", "real"))
        lines.append((f"held-out ones: {number(picture.usual_distance, 3)} on average", "muted"))
    return lines


def _lines_of_real(picture: ImagesPicture, index: int) -> list[Line]:
    lines = [
        ("real picture", "real"),
        (f"D says {percent(float(picture.real_verdicts[index]))} real", "discriminator"),
    ]
    if picture.real_labels is not None:
        lines.append((f"class: {class_name(picture, int(picture.real_labels[index]))}", "text"))
    return lines


def told_of(picture: ImagesPicture, panel: str, index: int) -> str:
    """The same as one sentence."""
    return "; ".join(words for words, _ in lines_of(picture, panel, index))


def distance_notes(picture: ImagesPicture) -> tuple[str, ...]:
    """How far the nearest training pictures are, from the longest way to say it to the shortest."""
    if picture.nearest_distances is None or not len(picture.nearest_distances):
        return ("",)
    mean, usual = float(np.mean(picture.nearest_distances)), picture.usual_distance
    away, held_out = number(mean, 3), number(usual, 3)
    if not (math.isfinite(mean) and math.isfinite(usual)):
        return (f"{away} away on average", away)
    where = "further away than" if mean > usual else "nearer than"
    return (
        f"{away} away on average: {where} held-out pictures are ({held_out})",
        f"{away} away: {where} held-out ones ({held_out})",
        f"{away}: {where} held-out ones",
        f"{away} (held-out: {held_out})",
        away,
    )


def paint_card(painter: QPainter, scene: ImagesScene, panel: str, index: int) -> None:
    """The picture enlarged, beside its tile, with the nearest real one where that is known."""
    shown = scene.panels[panel]
    place = shown.grid.place_of(index)
    if place is None:
        return
    pictures = _pictures(scene.picture, panel, index)
    lines = lines_of(scene.picture, panel, index)
    card, sides = _lay_out(painter, scene, place, pictures[0], len(pictures), lines)
    painter.setPen(QPen(scene.theme.color("outline"), 1))
    painter.setBrush(scene.theme.color("raised"))
    painter.drawRoundedRect(card, 10, 10)
    unit = scene.unit
    left, top = card.left() + 10 * unit, card.top() + 10 * unit
    for picture in pictures:
        _paint_enlarged(painter, scene, QRectF(left, top, *sides), picture)
        left += sides[0] + 8 * unit
    painter.setFont(scene.font)
    for row, (words, role) in enumerate(lines):
        painter.setPen(scene.theme.color(role))
        y = top + sides[1] + (16 + 17 * row) * unit
        label(painter, card.left() + 10 * unit, y, words, Align.AlignLeft)


def _pictures(picture: ImagesPicture, panel: str, index: int) -> list[Pictures]:
    if panel == "real":
        return [picture.real[index]]
    nearest = [] if picture.nearest is None else [picture.nearest[index]]
    return [picture.generated[index], *nearest]


def _lay_out(
    painter: QPainter, scene: ImagesScene, place: QRectF, picture: Pictures, count: int, lines: list[Line]
) -> tuple[QRectF, tuple[float, float]]:
    """The card, beside the tile and within the figure, and the size of each picture on it."""
    unit, device = scene.unit, painter.device()
    height, width = picture.shape[:2]
    words_px = 17 * unit * len(lines) + 24 * unit
    most = max(16.0, min(enlarged_px * unit, device.height() - words_px - 8))
    scale = most / max(width, height)
    scale = max(1.0, math.floor(scale * scene.ratio)) / scene.ratio if scale >= 1 else scale
    sides = width * scale, height * scale
    longest = max(QFontMetricsF(scene.font).horizontalAdvance(words) for words, _ in lines)
    card_width = max(longest, count * sides[0] + (count - 1) * 8 * unit) + 20 * unit
    card_height = sides[1] + words_px
    right = place.right() + 12 * unit
    fits = right + card_width <= device.width() - 2
    left = right if fits else max(2.0, place.left() - 12 * unit - card_width)
    top = min(max(2.0, place.center().y() - card_height / 2), max(2.0, device.height() - card_height - 2))
    return QRectF(left, top, card_width, card_height), sides


def _paint_enlarged(painter: QPainter, scene: ImagesScene, box: QRectF, picture: Pictures) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, 5, 5)
    painter.save()
    painter.setClipPath(path)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, box.width() < picture.shape[1])
    painter.drawImage(box, to_image(picture))
    painter.restore()


def paint_told(painter: QPainter, scene: ImagesScene, told: str, box: QRectF) -> None:
    """How the data were read, in one muted line."""
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("muted"))
    words = QFontMetricsF(scene.font).elidedText(told, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Align.AlignLeft | Align.AlignVCenter, words)


def paint_mark(painter: QPainter, scene: ImagesScene, place: QRectF, strong: bool) -> None:
    """Around a tile: strongly if it is picked, lightly if it is pointed at."""
    grow = 1.5 * scene.unit
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(scene.theme.color("text"), (2.4 if strong else 1.2) * scene.unit**0.5))
    painter.drawRoundedRect(place.adjusted(-grow, -grow, grow, grow), 5 * scene.unit, 5 * scene.unit)


def paint_flag(painter: QPainter, scene: ImagesScene, place: QRectF, words: str) -> None:
    """A letter on the corner of a tile, so that two marked ones can be told apart."""
    unit = scene.unit
    middle = QPointF(place.left(), place.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scene.theme.color("text"))
    painter.drawEllipse(middle, 7.5 * unit, 7.5 * unit)
    painter.setPen(scene.theme.color("background"))
    painter.setFont(scene.font)
    label(painter, middle.x(), middle.y(), words, Align.AlignHCenter)
