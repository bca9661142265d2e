"""Very large and very small numbers as people write them, not as programs do."""

from __future__ import annotations

import math


def power(value: float) -> str:
    """A number of any size in two figures: 0.25, 3.2·10⁻⁷."""
    if not math.isfinite(value):
        return "–"
    if value == 0 or 0.01 <= abs(value) < 1000:
        return f"{value:.2g}".replace("-", "−") if abs(value) < 100 else f"{value:.0f}".replace("-", "−")
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa}·{ten_to(int(exponent))}".replace("-", "−")


def ten_to(exponent: int) -> str:
    """As in 10⁻⁷."""
    return "10" + str(exponent).translate(_raised)


_raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
