"""What leads from one layer to the next, as strokes: thick where a weight is strong, dashed where it is negative."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.observe.network_picture import LayerPicture
from gan_playground.ui.networks.layout import NetworkLayout
from gan_playground.ui.plot.strokes import LineStyle

Array = NDArray[np.float64]

lines_a_px = 0.55
"""So many lines between two layers are drawn for each px of their height: of more, the strongest."""
steps = (0.1, 0.35, 0.7)
"""Of the strongest weight between two layers; from each on a line is thicker."""
widths_px, tints = (0.6, 1.1, 2.2), (0.35, 0.55, 0.9)
dash_px = 4.0


class WeightLines(Struct, frozen=True, eq=False):
    """Strokes (N, 4) of one look. style: its role and width; tint: how strong its colour is."""

    style: LineStyle
    tint: float
    strokes: Array


def lines_of(layers: Sequence[LayerPicture], layout: NetworkLayout, role: str, unit: float) -> list[WeightLines]:
    """Of a whole network, the weakest first. role: the player's colour, of positive weights."""
    ends, shares, kinds = _gathered(layers, layout)
    found = []
    for number, (low, width, tint) in enumerate(zip(steps, widths_px, tints, strict=True)):
        high = steps[number + 1] if number + 1 < len(steps) else np.inf
        of_step = (shares >= low) & (shares < high)
        for kind, name in ((0, "theory"), (-1, "muted"), (1, role)):
            strokes = ends[of_step & (kinds == kind)]
            if len(strokes):
                drawn = in_dashes(strokes, dash_px * unit) if kind < 0 else strokes
                found.append(WeightLines(LineStyle(name, width if kind > 0 else 0.7 * width), tint, drawn))
    return found


def _gathered(layers: Sequence[LayerPicture], layout: NetworkLayout) -> tuple[Array, Array, NDArray[np.int64]]:
    """Of every line its ends (N, 4), its share of the strongest (N,), and its sign (N,): 0 where it has none."""
    most = int(lines_a_px * layout.words_top)
    parts = [
        _between(layer, layout.columns[number - 1].units, layout.columns[number].units, most)
        for number, layer in enumerate(layers)
        if layer.weights is not None
    ]
    if not parts:
        return np.empty((0, 4)), np.empty(0), np.empty(0, np.int64)
    ends, shares, kinds = zip(*parts, strict=True)
    return np.concatenate(ends), np.concatenate(shares), np.concatenate(kinds)


def _between(layer: LayerPicture, before: Array, after: Array, most: int) -> tuple[Array, Array, NDArray[np.int64]]:
    assert layer.weights is not None
    weights = np.nan_to_num(layer.weights.astype(float).ravel())
    ends = np.hstack((np.tile(before, (len(after), 1)), np.repeat(after, len(before), axis=0)))
    shares = abs(weights) / max(float(abs(weights).max(initial=0.0)), 1e-9)
    kept = np.argsort(shares)[-most:]
    kinds = np.sign(weights).astype(np.int64) if layer.signed else np.zeros(len(weights), np.int64)
    return ends[kept], shares[kept], kinds[kept]


def in_dashes(strokes: Array, on: float) -> Array:
    """Straight strokes (N, 4), each in dashes `on` long and as far apart."""
    along = strokes[:, 2:] - strokes[:, :2]
    lengths = np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    starts = np.arange(0.0, float(lengths.max(initial=0.0)), 2 * on)[None, :]
    seen = starts < lengths
    first, last = starts / lengths, np.minimum((starts + on) / lengths, 1.0)
    x, y = strokes[:, :1], strokes[:, 1:2]
    dx, dy = along[:, :1], along[:, 1:]
    dashes = np.stack((x + dx * first, y + dy * first, x + dx * last, y + dy * last), axis=-1)
    return np.ascontiguousarray(dashes[seen])
