"""Numbers that stand beside the doctor's words as well: where the stage has the same, the doctor says the stage's own.

The pulse is of fewer samples than the stage, and of several steps: two numbers for one thing would be one too many.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.gan.metrics.words import MEASURES
from gan_playground.numerals import power

if TYPE_CHECKING:
    from gan_playground.gan.doctor.finding import Finding
    from gan_playground.gan.observe.frame import Measure

most_in_full = 1000.0
_left_open = re.compile(r"⟨(\w+):([^⟩]*)⟩")


def beside(name: str, own: str) -> str:
    """Left open for what the stage says of this; own: what the pulses say, where it says nothing."""
    return f"⟨{name}:{own}⟩"


def filled(finding: Finding, stage: Mapping[str, str]) -> Finding:
    """With the stage's own words in place of all that was left open."""

    def words(found: re.Match[str]) -> str:
        return stage.get(found[1], found[2])

    title, evidence = (_left_open.sub(words, text) for text in (finding.title, finding.evidence))
    return replace(finding, title=title, evidence=evidence)


def stage_words(metrics: Mapping[str, Measure], distance: str, measured_at: int | None) -> dict[str, str]:
    """What the stage says, by the names of what is left open. measured_at: its step, where that is not the present."""
    when = "now" if measured_at is None else f"at step {measured_at:,}"
    return dict(_said(metrics, distance, when))


def _said(metrics: Mapping[str, Measure], distance: str, when: str) -> Iterator[tuple[str, str]]:
    away = metrics[distance]
    if away.floor is not None and math.isfinite(away.value):
        decimals = MEASURES[distance].decimals if distance in MEASURES else 2
        yield "distance", f"{_written(away.value, decimals)} {when}, usual {_written(away.floor, decimals)}"
    if "modes" in metrics:
        found, total = metrics["modes"].value, metrics["modes_total"].value
        yield "modes", f"{found:.0f} of {total:.0f} modes"
        yield "touched", f" ({found:.0f} any at all {when})"
    for name in ("high_quality", "recall"):
        if name in metrics and metrics[name].ceiling is not None:
            yield name, f"{metrics[name].value:.1%} {when}, usual {metrics[name].ceiling:.1%}"


def _written(value: float, decimals: int) -> str:
    """As its chart does."""
    return f"{value:.{decimals}f}" if abs(value) < most_in_full else power(value)
