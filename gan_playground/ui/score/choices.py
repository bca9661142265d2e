"""What each plot of the score can show, by the names that lessons have for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from gan_playground.gan.observe.frame import Frame, Track
from gan_playground.ui.score.charts import Chart, accuracy, losses, opinions, value

ChartOfTracks: TypeAlias = Callable[[Frame, Mapping[str, Track]], Chart]
Offer: TypeAlias = Mapping[str, tuple[str, ChartOfTracks]]
"""Titles and charts by name, first what is shown unless something is chosen."""

LOSSES: Offer = {"losses": ("Losses", losses), "value": ("Value V(D, G)", value)}
OPINIONS: Offer = {"opinions": ("What D says", opinions), "accuracy": ("D’s accuracy", accuracy)}
OPINIONS_OF_FAKE: Offer = {**OPINIONS, "opinions": ("What D says", partial(opinions, of_fake=True))}


def one_of(offer: Offer, name: str, frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """The chart of this name, with the names and titles of all that is offered."""
    _, chart_of = offer.get(name) or next(iter(offer.values()))
    return replace(chart_of(frame, tracks), choices=tuple((each, title) for each, (title, _) in offer.items()))
