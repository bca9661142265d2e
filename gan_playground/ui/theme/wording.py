"""How numbers are written in pictures: short, with a true minus sign, and honest where they are not numbers."""

from __future__ import annotations

import math
from typing import Any

from gan_playground.gan.experiment.experiment import KNOBS, Edit
from gan_playground.gan.experiment.knob import Knob


def number(value: float, decimals: int = 2) -> str:
    """With a fixed number of decimals, so that counting numbers stand still; an en dash if not finite."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:,.{decimals}f}" if abs(value) < 1e6 else f"{value:.1e}"
    return (text[1:] if float(text.replace(",", "")) == 0 and text[0] == "-" else text).replace("-", "−")


def signed(value: float, decimals: int = 2) -> str:
    """The same, and it says of more than nothing that it is more."""
    words = number(value, decimals)
    return f"+{words}" if value > 0 and words != number(0.0, decimals) else words


def short(value: float) -> str:
    """As few figures as say it: tick labels, factors."""
    return f"{value:g}".replace("-", "−") if math.isfinite(value) else "–"


def percent(share: float) -> str:
    """As in "12%"; an en dash if it is no number."""
    return f"{100 * share:.0f}%" if math.isfinite(share) else "–"


def verdict_words(verdict: float, scores: bool = False) -> str:
    """As in "D says 12% real", or where D gives scores, pressed between 0 and 1, "D’s score 0.12"."""
    return f"D’s score {number(verdict)}" if scores else f"D says {percent(verdict)} real"


def written(value: float) -> str:
    """A number as its field shows it: 256, 0.05, 1.0e-3; what was typed comes back to six digits."""
    if isinstance(value, int):
        return str(value)
    if value == 0 or 0.01 <= abs(value) < 1e5:
        return f"{value:.6g}"
    mantissa, _, exponent = f"{value:.5e}".partition("e")
    whole, _, digits = mantissa.partition(".")
    return f"{whole}.{digits.rstrip('0') or '0'}e{int(exponent)}"


def escaped(words: str) -> str:
    """The words as a part of rich text; the `html` of Python brings a table of all its names along."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def edit_sentence(edit: Edit) -> str:
    """As in "step 820: Generator learning rate → 2.0e-3"."""
    return f"step {edit.step or 0:,}: {setting_words(edit.knob, edit.value)}"


def setting_words(path: str, value: Any) -> str:
    """As in "Generator learning rate → 2.0e-3"."""
    return f"{knob_name(path)} → {value_words(KNOBS[path], value)}"


def knob_name(path: str) -> str:
    """As in "Generator learning rate"."""
    knob = KNOBS[path]
    player = path.partition(".")[0]
    return f"{player.title()} {knob.title.lower()}" if player in ("generator", "discriminator") else knob.title


def brief_setting_words(path: str, value: Any) -> str:
    """As in "G learning rate → 2.0e-3"."""
    return f"{brief_knob_name(path)} → {value_words(KNOBS[path], value)}"


def brief_knob_name(path: str) -> str:
    """As in "G learning rate"."""
    owner = _initials.get(path.partition(".")[0])
    title = KNOBS[path].title
    plain = title if title[:2].isupper() or title[1:2].isdigit() else title[0].lower() + title[1:]
    return f"{owner} {plain}" if owner else plain


_initials = {"generator": "G", "discriminator": "D"}


def value_words(knob: Knob, value: Any) -> str:
    """A knob's value as a sentence would name it; a number as its field shows it."""
    if knob.choices:
        return knob.choices[value].title
    if isinstance(value, bool):
        return "on" if value else "off"
    if knob.on_stage and not knob.trained:
        return "changed by hand" if value else "as it was"
    if value in knob.named:
        return knob.named[value]
    return written(value) if isinstance(value, int | float) else value or "none"
