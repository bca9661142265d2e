"""Drawn faces, 32 pixels square: a made-up crowd, no two of them alike."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.drawn import face_px
from gan_playground.gan.data.images.ink import (
    Field,
    box,
    ellipse,
    grid,
    inside,
    lay,
    outline,
    petals,
    printed,
    turned,
)
from gan_playground.gan.data.images.sitters import Sitters, draw_sitters

side = face_px

white = np.full((1, 3, 1, 1), 250, dtype=np.float32)
ink = np.array([46, 38, 48], dtype=np.float32).reshape(1, 3, 1, 1)
rim = np.array([54, 58, 84], dtype=np.float32).reshape(1, 3, 1, 1)
lips = np.array([142, 50, 58], dtype=np.float32).reshape(1, 3, 1, 1)


def draw_faces(count: int, seed: int = 0, colour: bool = True) -> Album:
    """Faces (count, 32, 32, 3), or (count, 32, 32, 1) in grey; the same ones for the same seed."""
    rng = np.random.default_rng(seed)

    def sheet(_first: int, n: int) -> Field:
        return _portraits(draw_sitters(n, rng))

    return Album(printed(count, sheet, colour))


def _portraits(who: Sitters) -> Field:
    """Canvases (N, 3, 32, 32), painted from the back to the front."""
    x, y = grid(side, side)
    canvas = who.backdrop + 10 - 20 * (y[:, None] / side + 0.5)  # lighter above
    x, y = (x - who.shift_x) / who.zoom, (y - who.shift_y - 2) / who.zoom + 2
    head_x, head_y = turned(x, y - 6, who.tilt_deg)  # a head leans from the neck, not from its middle
    head_y = head_y + 6.5
    _back_hair(canvas, head_x, head_y, who)
    _shoulders(canvas, x, y, who)
    _head(canvas, head_x, head_y, who)
    front_x = head_x - who.turn
    _beard(canvas, front_x, head_y, who)
    _mouth(canvas, front_x, head_y - 4.9, who)
    _nose(canvas, front_x, head_y - 2.2, who)
    _eyes(canvas, front_x, head_y + 0.4, who)
    _front_hair(canvas, head_x, head_y, who)
    _brows(canvas, front_x, head_y + 0.4, who)
    _glasses(canvas, front_x, head_y + 0.2, who)
    return canvas


def _skull(x: Field, y: Field, who: Sitters, more: Field | float = 0.0) -> Field:
    """Distance to the head, an egg with its thin end down; `more`: wider and higher by so many pixels."""
    narrowed = x / (1 - who.jaw * (y / who.height).clip(-0.5, 1.2))
    return ellipse(narrowed, y, who.width + more, who.height + more)


def _back_hair(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    hair = who.hair
    half = (hair.length + 6) / 2
    behind = box(x, y - hair.length / 2 + 3, who.width + hair.width, half + 0.5, 4.0)
    lay(canvas, inside(behind), hair.colour * 0.82)
    bun = ellipse(x, y + who.height + 0.8, hair.bun + 0.01, hair.bun + 0.01)
    lay(canvas, inside(bun) * (hair.bun > 0), hair.colour * 0.9)


def _shoulders(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    lay(canvas, inside(ellipse(x, y - 18.5, 13.0, 8.0)), who.shirt)
    lay(canvas, inside(box(x, y - 8, 2.9, 5.0, 2.0)), who.skin * 0.8)


def _head(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    ears = ellipse(abs(x + 0.5 * who.turn) - who.width + 0.1, y - 0.6, 1.5, 2.1)
    lay(canvas, inside(ears), who.skin * 0.88)
    lay(canvas, inside(_skull(x, y, who)), who.skin)
    blush = np.exp(-(np.square(abs(x - who.turn) - 4.6) + np.square(y - 3.1)) / 3.0)
    lay(canvas, 0.28 * blush, who.skin * np.array([1.0, 0.62, 0.6], dtype=np.float32).reshape(1, 3, 1, 1))


def _beard(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    low = 1.6 - y + 0.05 * np.square(x)  # over the cheeks, lower in the middle
    cover = inside(np.maximum(_skull(x + who.turn, y, who, 0.4), low + 1.8))
    lay(canvas, cover * who.look.beard, who.hair.colour * 0.95)


def _mouth(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    """Between two parabolas; a smile has its corners up, and an open mouth shows the upper teeth."""
    look = who.look
    bow = 1 - np.square(x / look.mouth)
    upper = look.smile * (bow - 0.6)
    lower = upper + 0.9 + look.gape * bow
    corner = abs(x) - look.mouth
    lay(canvas, inside(np.maximum(np.maximum(upper - y, y - lower), corner)), lips)
    teeth = np.maximum(np.maximum(upper + 0.35 - y, y - upper - 0.35 - 0.4 * look.gape), corner + 0.8)
    lay(canvas, inside(teeth) * (look.gape / 1.4).clip(0, 1), white)


def _nose(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    lay(canvas, inside(ellipse(x - 0.3 * who.turn, y, 1.0, 0.75)), who.skin * 0.78)


def _eyes(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    look = who.look
    across = np.where(x < 0, x + look.eye_gap, x - look.eye_gap)
    eye = ellipse(across, y, look.eye, look.eye * 1.08)
    lay(canvas, inside(eye), white)
    gazed, down = across - look.gaze_x, y - look.gaze_y
    pupil = ellipse(gazed, down, look.eye * 0.66, look.eye * 0.72)
    lay(canvas, inside(pupil), look.iris)
    lay(canvas, inside(ellipse(gazed, down, look.eye * 0.3, look.eye * 0.34)), ink)
    lid = np.maximum(abs(eye) - 0.35, y + 0.35 * look.eye)
    lay(canvas, 0.8 * inside(lid), ink)


def _brows(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    look = who.look
    out = abs(x) - look.eye_gap
    line = y + look.brow + look.brow_slope * out - 0.09 * np.square(out)
    stroke = np.maximum(abs(line) - look.brow_weight / 2, abs(out) - 1.9)
    lay(canvas, inside(stroke), 0.55 * who.hair.colour + 0.35 * ink)


def _front_hair(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    """A cap on the skull, down to a hairline that falls away from the parting."""
    hair = who.hair
    above = y - hair.line - hair.fall * np.square(x - hair.part)
    curl = hair.curl * petals(x, y)
    cap = _skull(x, y, who, hair.volume) - curl
    lay(canvas, inside(np.maximum(cap, above - 0.6 * curl)), hair.colour)
    shine = np.exp(-np.square(np.hypot(x + 2.0, y + 2) - 7.0) / 1.2) * inside(np.maximum(cap + 1, above + 1))
    lay(canvas, 0.22 * shine * (y < -2), white)


def _glasses(canvas: Field, x: Field, y: Field, who: Sitters) -> None:
    look = who.look
    out = abs(x) - look.eye_gap - 0.1
    lens = box(out, y, look.eye + 1.15, look.eye + 0.9, 1.6)
    bridge = np.maximum(abs(y + 0.6) - 0.4, abs(x) - look.eye_gap + look.eye + 1.2)
    lay(canvas, np.maximum(outline(lens, 0.9), inside(bridge)) * look.glasses, rim)
