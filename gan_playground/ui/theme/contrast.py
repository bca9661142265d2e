"""How well a colour stands out from what is behind it, as WCAG 2.1 defines it, and shades that do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

finest = 40  # steps on the way from a colour to another


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def channels(color: str) -> tuple[int, int, int]:
    """Of #rrggbb, from 0 to 255."""
    red, green, blue = (int(color[a:b], 16) for a, b in pairwise((1, 3, 5, 7)))
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = map(_linear, channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (alike) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(first: str, second: str, share: float) -> str:
    """The colour that lies `share` of the way from `first` to `second`, as #rrggbb."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(x + share * (y - x)):02x}" for x, y in pairs)


@lru_cache(maxsize=256)
def standing_out(color: str, towards: str, panels: tuple[str, ...], least: float) -> str:
    """The first shade on the way from a colour to another that has this contrast with every panel."""
    shades: Iterable[str] = (mixed(color, towards, step / finest) if step else color for step in range(finest))
    return next((shade for shade in shades if min(contrast(shade, panel) for panel in panels) >= least), towards)
