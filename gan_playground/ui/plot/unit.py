"""How much larger text and lines are in a large panel than in a small one."""

from __future__ import annotations

from gan_playground.ui.theme.text_scale import text_scale


def unit_of(width: float, height: float) -> float:
    """What sizes in px are multiplied with: it grows less than the panel itself does."""
    side = max(1.0, width * height) ** 0.5
    return text_scale.wanted * float(min(2.2, max(0.95, (side / 700) ** 0.7)))
