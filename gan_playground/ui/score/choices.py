"""What each plot of the score can show, by the names that lessons have for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.history import Track
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.ui.score.chart import Chart, Manner
from gan_playground.ui.score.charts import accuracy, losses, opinions, value

ChartOfTracks: TypeAlias = Callable[[Frame, Mapping[str, Track], Manner], Chart]
Offer: TypeAlias = Mapping[str, tuple[str, ChartOfTracks]]
"""Titles and charts by name, first what is shown unless something is chosen."""

LOSSES: Offer = {"losses": ("Losses", losses), "value": ("Value V(D, G)", value)}
OPINIONS: Offer = {"opinions": ("What D says", opinions), "accuracy": ("D’s accuracy", accuracy)}


def one_of(offer: Offer, name: str, frame: Frame, tracks: Mapping[str, Track], manner: Manner) -> Chart:
    """The chart of this name, with the names and titles of all that is offered."""
    _, chart_of = offer.get(name) or next(iter(offer.values()))
    choices = tuple((each, title) for each, (title, _) in offer.items())
    return replace(chart_of(frame, tracks, manner), choices=choices)


def manner_of(experiment: Experiment) -> Manner:
    """How the numbers of a run with this experiment are to be read."""
    return Manner(OBJECTIVES[experiment.objective].unit, is_score=experiment.gives_scores)
