"""The photograph, and beside it fields of swatches: colours that were drawn from it, and colours of G."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPixmap, QTransform

from gan_playground.ui.plot.strokes import draw_strokes, flat_pen
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.colours.geometry import Field, swatch_count, title_px
from gan_playground.ui.stages.colours.scene import ColoursScene, rgb_of, screen_colours, to_image
from gan_playground.ui.stages.geometry import Array
from gan_playground.ui.theme.theme import corner_radius_px
from gan_playground.ui.theme.wording import percent

short_names = {"real": "real", "generated": "G(z)"}
longest_note = "100 % clipped"
notable_share = 0.01
half_shade = 0.5
"""Real colours lie up to so much beside the shades of their pixels."""


def paint_photo(painter: QPainter, scene: ColoursScene) -> None:
    """The photograph, whole, with round corners."""
    photo, place, ratio = scene.picture.photograph, scene.plan.photo, scene.ratio
    height, width = photo.shape[:2]
    scale = min(place.width() / width, place.height() / height)
    box = QRectF(place.left(), place.top(), width * scale, height * scale)
    pixels = QSize(max(1, round(box.width() * ratio)), max(1, round(box.height() * ratio)))
    smooth = Qt.TransformationMode.SmoothTransformation
    small = to_image(photo).scaled(pixels, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    brush = QBrush(QPixmap.fromImage(small))
    brush.setTransform(QTransform(1 / ratio, 0, 0, 1 / ratio, box.left(), box.top()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    radius = min(corner_radius_px, box.width() / 6, box.height() / 6)
    painter.drawRoundedRect(box, radius, radius)


def paint_field(painter: QPainter, scene: ColoursScene, name: str, colours: Array) -> None:
    """The first 300 colours, each always in the same place."""
    field = scene.plan.fields.get(name)
    if field is None:
        return
    raised = scene.theme.color("raised")
    cells = np.empty((swatch_count, 3), np.uint8)
    cells[:] = rgb_of(raised)
    cells[: len(colours)] = screen_colours(colours[:swatch_count], raised)
    painter.drawImage(field.box, to_image(cells.reshape(field.rows, field.columns, 3)))
    _paint_gaps(painter, scene, field)


def _paint_gaps(painter: QPainter, scene: ColoursScene, field: Field) -> None:
    """Thin lines between the swatches, so that each is one."""
    box, width = field.box, gap_of(field, scene.ratio)
    x = box.left() + field.cell * np.arange(1, field.columns) - width / 2
    y = box.top() + field.cell * np.arange(1, field.rows) - width / 2
    upright = [x, np.full_like(x, box.top()), x, np.full_like(x, box.bottom())]
    level = [np.full_like(y, box.left()), y, np.full_like(y, box.right()), y]
    painter.setPen(flat_pen(scene.theme.color("surface"), width))
    draw_strokes(painter, np.hstack((upright, level)).T)


def gap_of(field: Field, ratio: float) -> float:
    """Of whole pixels, at the right of and below each swatch."""
    return max(1, round(field.cell * ratio / 12)) / ratio


def paint_title(painter: QPainter, scene: ColoursScene, name: str, notes: Sequence[str] = ()) -> None:
    """Whose swatches these are, and the longest of the notes for which there is room."""
    field = scene.plan.fields.get(name)
    if field is None:
        return
    strong = QFont(scene.font)
    strong.setWeight(QFont.Weight.DemiBold)
    bold, metrics = QFontMetricsF(strong), QFontMetricsF(scene.font)
    room = field.box.width() - metrics.horizontalAdvance(longest_note)  # kept, or the name would change with the note
    title = name if bold.horizontalAdvance(f"{name}  ") <= room else short_names[name]
    room = field.box.width() - bold.horizontalAdvance(f"{title}  ")
    note = next((note for note in notes if metrics.horizontalAdvance(note) <= room), notes[-1] if notes else "")
    y = field.box.top() - title_px * scene.unit / 2
    painter.setFont(strong)
    painter.setPen(scene.theme.color(name))
    label(painter, field.box.left(), y, title, Align.AlignLeft)
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("muted"))
    label(painter, field.box.left() + bold.horizontalAdvance(f"{title}  "), y, note, Align.AlignLeft)


def beyond_notes(colours: Array) -> tuple[str, ...]:
    """How many colours (N, 3) a screen cannot show, from the longest way to say it to the shortest; nothing if few."""
    if not len(colours):
        return ()
    finite = np.isfinite(colours).all(axis=1)
    lost = float(np.mean(~finite))
    if lost > 0:
        share = percent(lost) if lost >= notable_share else "under 1%"
        return (f"{share} are no longer numbers", f"{share} no numbers", f"{share} lost")
    apart = np.abs(colours - 127.5).max(axis=1)
    beyond = float(np.mean(apart > 127.5 + half_shade))
    if beyond < notable_share:
        return ()
    share = percent(beyond)
    return (f"{share} are beyond what a screen shows", f"{share} beyond black or white", f"{share} clipped")
