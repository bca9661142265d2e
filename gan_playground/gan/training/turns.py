"""Who moves when."""

from __future__ import annotations

from gan_playground.gan.experiment.knob import Choice


class Turns(Choice, frozen=True, kw_only=True):
    """at_once: each player answers to what the other was before the step."""

    at_once: bool


TURNS: dict[str, Turns] = {
    "alternating": Turns(
        title="Alternating",
        explanation="D moves first, and G answers to the D that has moved.",
        source="Goodfellow et al. 2014, algorithm 1",
        at_once=False,
    ),
    "simultaneous": Turns(
        title="Simultaneous",
        explanation="Both move at once: G answers to the D of before this step.",
        source="Mescheder et al. 2018",
        at_once=True,
    ),
}
