"""How each measure is named and explained, and in how many decimals it is written."""

from __future__ import annotations

from msgspec import Struct


class MeasureWords(Struct, frozen=True):
    """How a measure is named, in full and for narrow cards, and explained.

    which: what the brief name leaves open. unit: what one of it is. decimals: in which it is written. is_share: it is
    written in per cent instead.
    """

    title: str
    brief: str
    explanation: str
    decimals: int = 2
    is_share: bool = False
    which: str = ""
    unit: str = ""


MEASURES: dict[str, MeasureWords] = {
    "wasserstein": MeasureWords(
        "Distance (Wasserstein)",
        "Distance",
        "The Wasserstein distance: how far a generated sample must be moved, on average, to make the real ones.",
        which="Wasserstein",
        unit="in units of x",
    ),
    "sliced_wasserstein": MeasureWords(
        "Distance (sliced Wasserstein)",
        "Distance",
        "The sliced Wasserstein distance: how far a dot must be moved, on average, as seen from one side.",
        which="sliced Wasserstein",
        unit="in units of x",
    ),
    "modes": MeasureWords(
        "Modes found", "Modes", "How many modes of the real data get a generated dot within three σ.", decimals=0
    ),
    "high_quality": MeasureWords(
        "High quality",
        "Quality",
        "The share of generated dots within three σ of a mode of the real data.",
        is_share=True,
        unit="share of dots",
    ),
    "js": MeasureWords(
        "Jensen–Shannon divergence",
        "Divergence",
        "The Jensen–Shannon divergence, in nats: 0 where both are alike, 0.693 where they never meet.",
        decimals=3,
        which="Jensen–Shannon",
        unit="nats",
    ),
    "frechet": MeasureWords(
        "Distance (Fréchet)",
        "Distance",
        "The Fréchet distance between what a small network sees in real and in generated pictures: 0 where means and "
        "variances are alike.",
        which="Fréchet",
    ),
    "kernel": MeasureWords(
        "Distance (kernel)",
        "Kernel",
        "The kernel distance: the squared maximum mean discrepancy of what a small network sees in pictures. It can "
        "be a little below 0.",
        decimals=3,
    ),
    "agreement": MeasureWords(
        "Agreement",
        "Agreement",
        "The share of generated pictures that a classifier takes for the class that was asked for.",
        is_share=True,
        unit="share of pictures",
    ),
    "copies": MeasureWords(
        "Copies",
        "Copies",
        "The share of generated pictures that are nearer to a training picture than all but 5 % of held-out real ones.",
        is_share=True,
        unit="share of pictures",
    ),
    "precision": MeasureWords(
        "Precision",
        "Precision",
        "The share of generated samples that lie among real ones, as their neighbours see it.",
        is_share=True,
        unit="share of samples",
    ),
    "recall": MeasureWords(
        "Recall",
        "Recall",
        "The share of real samples that lie among generated ones, as their neighbours see it.",
        is_share=True,
        unit="share of samples",
    ),
}
"""Of every measure that says how near the generated samples are to the real ones, by its name in a frame."""
