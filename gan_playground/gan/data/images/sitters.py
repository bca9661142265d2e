"""Who sits for a drawn face: everything about them that varies, drawn by lot."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.data.images.ink import Dice, Field, Size

skins = ((255, 224, 198), (244, 196, 156), (219, 160, 114), (170, 112, 76), (108, 68, 48))
hairs = ((38, 32, 40), (78, 50, 36), (128, 76, 44), (176, 82, 44), (230, 190, 112), (182, 182, 190), (206, 92, 132))
hair_shares = (5, 5, 4, 3, 4, 2, 1)
irises = ((74, 48, 34), (52, 92, 150), (62, 118, 82))
iris_shares = (5, 3, 2)

# Pixels: how far the hair stands off the head, how far down and out it hangs behind, where it ends on the brow, where
# it is parted and how steeply it falls from there; then how curly it is, and how big a bun it is tied to.
cuts = np.array(
    [
        (0.5, 0.0, -2.0, -5.6, 0.0, 0.02, 0.0, 0.0),  # cropped
        (1.5, 0.0, -2.0, -6.4, 3.2, 0.042, 0.0, 0.0),  # parted at a side
        (1.2, 3.0, 0.6, -3.4, 0.0, 0.01, 0.0, 0.0),  # a fringe
        (1.5, 6.5, 1.7, -5.6, 2.8, 0.04, 0.0, 0.0),  # a bob
        (1.4, 13.0, 1.9, -6.4, 0.0, 0.10, 0.0, 0.0),  # long
        (2.5, 3.0, 2.0, -4.8, 0.0, 0.03, 0.65, 0.0),  # curls
        (0.7, 0.0, -2.0, -5.6, 0.0, 0.05, 0.0, 3.3),  # a bun
        (-1.5, 0.0, -3.0, -12.0, 0.0, 0.0, 0.0, 0.0),  # none
    ],
    dtype=np.float32,
)
cut_shares = (4, 5, 4, 4, 5, 4, 3, 1)
cut_spreads = np.array([0.25, 0.8, 0.3, 0.5, 0.8, 0.008, 0.15, 0.3], dtype=np.float32)


class Hair(Struct, frozen=True):
    """(N, 1, 1) each, in pixels; colour (N, 3, 1, 1)."""

    colour: Field
    volume: Field
    length: Field
    width: Field
    line: Field
    part: Field
    fall: Field
    curl: Field
    bun: Field


class Appearance(Struct, frozen=True):
    """What a face does: its eyes, its brows, its mouth and what it wears. (N, 1, 1) each."""

    iris: Field
    eye: Field
    eye_gap: Field
    gaze_x: Field
    gaze_y: Field
    brow: Field
    brow_slope: Field
    brow_weight: Field
    smile: Field
    mouth: Field
    gape: Field
    glasses: Field
    beard: Field


class Sitters(Struct, frozen=True):
    """N people. tilt_deg: of the head; turn: how far the features sit to a side of it."""

    hair: Hair
    look: Appearance
    skin: Field
    shirt: Field
    backdrop: Field
    tilt_deg: Field
    zoom: Field
    shift_x: Field
    shift_y: Field
    turn: Field
    width: Field
    height: Field
    jaw: Field


def draw_sitters(count: int, rng: np.random.Generator) -> Sitters:
    dice = Dice(count, rng)
    return Sitters(
        hair=_hair(dice),
        look=_look(dice),
        skin=_along(skins, dice.between(0, 1)) + dice.about(0, 4)[:, None],
        shirt=_hue(dice, 125.0, dice.between(30, 80)),
        backdrop=_hue(dice, dice.between(196, 222), dice.between(8, 30)),
        tilt_deg=dice.about(0, 6),
        zoom=dice.between(1.0, 1.14),
        shift_x=dice.about(0, 0.5),
        shift_y=dice.about(0, 0.4),
        turn=dice.about(0, 0.7),
        width=dice.between(7.2, 8.6),
        height=dice.between(8.6, 10.0),
        jaw=dice.between(0.02, 0.2),
    )


def _hair(dice: Dice) -> Hair:
    rows = dice.rows(cut_shares)
    spread = cut_spreads * dice.rng.standard_normal((dice.count, len(cut_spreads)), dtype=np.float32).clip(-2, 2)
    spread[:, 6:] *= cuts[rows, 6:] > 0  # straight hair stays straight, and nobody has a little of a bun
    spread[:, 4] *= np.where(dice.rng.random(dice.count) < 0.5, -1, 1)
    cut = (cuts[rows] + spread).T[..., None, None]  # (8, N, 1, 1)
    side = np.where(dice.between(0, 1) < 0.5, np.float32(-1), np.float32(1))
    colour = _picked(hairs, dice.rows(hair_shares)) * dice.about(1, 0.07)[:, None]
    return Hair(colour, cut[0], cut[1], cut[2], cut[3], cut[4] * side, cut[5], cut[6], cut[7])


def _look(dice: Dice) -> Appearance:
    return Appearance(
        iris=_picked(irises, dice.rows(iris_shares)) * dice.about(1, 0.1)[:, None],
        eye=dice.between(1.35, 1.95),
        eye_gap=dice.between(3.1, 4.0),
        gaze_x=dice.about(0, 0.35),
        gaze_y=dice.about(0, 0.2),
        brow=dice.between(2.8, 3.8),
        brow_slope=dice.about(0, 0.14),
        brow_weight=dice.between(0.6, 1.3),
        smile=dice.between(-0.3, 2.0),
        mouth=dice.between(2.3, 3.7),
        gape=dice.chance(0.4) * dice.between(0.4, 2.6),
        glasses=dice.chance(0.25),
        beard=dice.chance(0.18) * dice.between(0.5, 1.0),
    )


def _along(stops: tuple[tuple[int, int, int], ...], place: Field) -> Field:
    """Colours (N, 3, 1, 1) at places from 0 to 1 on a way through the stops."""
    steps = np.linspace(0, 1, len(stops))
    bands = [np.interp(place, steps, band) for band in zip(*stops, strict=True)]
    return np.stack(bands, axis=1).astype(np.float32)


def _picked(colours: tuple[tuple[int, int, int], ...], rows: NDArray[np.int64]) -> Field:
    return np.asarray(colours, dtype=np.float32)[rows][..., None, None]


def _hue(dice: Dice, middle: Size, strength: Size) -> Field:
    """Colours (N, 3, 1, 1) of any hue: three waves, a third of a turn apart."""
    turn = dice.between(0, 1)
    bands = [middle + strength * np.cos(2 * np.pi * (turn + third / 3)) for third in range(3)]
    return np.stack(bands, axis=1).astype(np.float32)
