"""How the score names, explains and writes what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gan_playground.ui.theme.wording import number, percent


def hundredths(value: float) -> str:
    """How losses and distances are written."""
    return number(value, 2)


def thousandths(value: float) -> str:
    """How small divergences are written."""
    return number(value, 3)


def whole(value: float) -> str:
    """How counts are written."""
    return number(value, 0)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """How a measure is named, in full and for narrow cards, explained and written."""

    title: str
    brief: str
    explanation: str
    write: Callable[[float], str] = hundredths


MEASURES: dict[str, MeasureWords] = {
    "wasserstein": MeasureWords(
        "Distance (Wasserstein)",
        "Distance",
        "The Wasserstein distance: how far a generated sample must be moved, on average, to make the real ones.",
    ),
    "sliced_wasserstein": MeasureWords(
        "Distance (sliced Wasserstein)",
        "Distance",
        "The sliced Wasserstein distance: how far a dot must be moved, on average, as seen from one side.",
    ),
    "modes": MeasureWords(
        "Modes found", "Modes", "How many modes of the real data get a generated dot within three σ.", whole
    ),
    "high_quality": MeasureWords(
        "High quality", "Quality", "The share of generated dots within three σ of a mode of the real data.", percent
    ),
    "js": MeasureWords(
        "Jensen–Shannon divergence",
        "JS",
        f"The Jensen–Shannon divergence, in nats: 0 where both are alike, {number(np.log(2), 3)} where they never "
        "meet.",
        thousandths,
    ),
    "frechet": MeasureWords(
        "Distance (Fréchet)",
        "Distance",
        "The Fréchet distance between what a small network sees in real and in generated pictures: 0 where mean and "
        "spread are alike.",
    ),
    "kernel": MeasureWords(
        "Distance (kernel)",
        "Kernel",
        "The kernel distance: the squared maximum mean discrepancy of what a small network sees in pictures. It can "
        "be a little below 0.",
        thousandths,
    ),
    "agreement": MeasureWords(
        "Agreement",
        "Agreement",
        "The share of generated pictures that a classifier takes for the class that was asked for.",
        percent,
    ),
    "copies": MeasureWords(
        "Copies",
        "Copies",
        "The share of generated pictures that are nearer to a training picture than all but 5 % of held-out real ones.",
        percent,
    ),
    "precision": MeasureWords(
        "Precision",
        "Precision",
        "The share of generated samples that lie among real ones, as their neighbours see it.",
        percent,
    ),
    "recall": MeasureWords(
        "Recall",
        "Recall",
        "The share of real samples that lie among generated ones, as their neighbours see it.",
        percent,
    ),
}
"""What the third plot can show, wherever it is measured."""
