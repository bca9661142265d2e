"""How numbers are written in pictures: short, with a true minus sign, and honest where they are not numbers."""

from __future__ import annotations

import math

from gan_playground.gan.experiment import KNOBS, Edit


def number(value: float, decimals: int = 2) -> str:
    """With a fixed number of decimals, so that counting numbers stand still; an en dash if not finite."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:,.{decimals}f}" if abs(value) < 1e6 else f"{value:.1e}"
    return (text[1:] if float(text.replace(",", "")) == 0 and text[0] == "-" else text).replace("-", "−")


def short(value: float) -> str:
    """As few figures as say it: tick labels, settings."""
    return f"{value:g}".replace("-", "−") if math.isfinite(value) else "–"


def percent(share: float) -> str:
    """As in "12 %"."""
    return f"{100 * share:.0f} %" if math.isfinite(share) else "– %"


def edit_sentence(edit: Edit) -> str:
    """As in "step 820: Generator learning rate → 0.002"."""
    knob = KNOBS[edit.knob]
    player = edit.knob.partition(".")[0]
    name = f"{player.title()} {knob.title.lower()}" if player in ("generator", "discriminator") else knob.title
    value = knob.choices[edit.value].title if knob.choices else short(edit.value)
    return f"step {edit.step or 0:,}: {name} → {value}"
