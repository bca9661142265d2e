"""Which part of the grids a hand has magnified, whatever their size is."""

from __future__ import annotations

from msgspec import Struct

from gan_playground.ui.plot.box import PlotBox, Span


class Seen(Struct, frozen=True):
    """Where the middle of what is seen lies, in shares of the whole, and how much it is magnified."""

    across: float
    down: float
    magnified: float


def seen_in(box: PlotBox) -> Seen | None:
    """What is seen of a box; None: all of it."""
    if box.is_fitted:
        return None
    (left, right), (top, bottom) = box.viewRange()
    (_, width), (_, height) = box.home
    across, down = (left + right) / 2 / width, (top + bottom) / 2 / height
    return Seen(round(across, 6), round(down, 6), round(width / (right - left), 6))


def show_in(box: PlotBox, seen: Seen | None) -> None:
    """Show this part of a box; None: all of it."""
    if seen is None:
        box.fit()
    elif seen != seen_in(box):
        (_, width), (_, height) = box.home
        across, down = _span(seen.across, width, seen), _span(seen.down, height, seen)
        box.setRange(xRange=across, yRange=down, padding=0)


def _span(middle: float, whole: float, seen: Seen) -> Span:
    half = whole / seen.magnified / 2
    return middle * whole - half, middle * whole + half
