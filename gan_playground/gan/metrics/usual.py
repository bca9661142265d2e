"""What is usual: what as many real samples give in the place of the generated ones, against the same real ones.

Those stay the same through a run, so what a measure comes to by chance alone is a band of that run's own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from gan_playground.gan.observe.frame import Measure

fresh_draws = 19
"""Between the least and the greatest of so many draws one more lies nine times out of ten, whatever their law."""

outside = 0.05  # of draws, on either side of the band
outer_deviation = 1.645  # beyond it lies as much of a normal law
more_is_better = frozenset({"precision", "recall", "agreement", "high_quality"})


class Usual(Struct, frozen=True):
    """What a measure is of real samples: on average, and from where to where nine times out of ten."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float], stretch: float = 1.0) -> Usual:
        """By what fresh draws gave. stretch: how much further than theirs one more would scatter.

        The quantiles are those that one more draw exceeds just as often (Weibull's plotting positions).
        """
        mean = float(np.mean(values))
        low, high = mean + stretch * (np.quantile(values, (outside, 1 - outside), method="weibull") - mean)
        return cls(mean, float(low), float(high))

    @classmethod
    def of_share(cls, share: float, drawn: int, known_by: float = math.inf) -> Usual:
        """Of the share of `drawn` samples that something is true of, if it is of this share of `known_by` others.

        The normal law of a binomial number; the share itself is not quite known (Laplace's rule of succession).
        """
        likely = share if math.isinf(known_by) else (share * known_by + 1) / (known_by + 2)
        reach = outer_deviation * math.sqrt(likely * (1 - likely) * (1 / drawn + 1 / known_by))
        return cls(share, max(0.0, share - reach), min(1.0, share + reach))


def usual_of(draws: Sequence[Mapping[str, float]], stretch: float = 1.0) -> dict[str, Usual]:
    """By what each draw gave, by the measures' names."""
    return {name: Usual.of([draw[name] for draw in draws], stretch) for name in draws[0]}


def beside_usual(values: Mapping[str, float], usual: Mapping[str, Usual]) -> dict[str, Measure]:
    """What was measured beside what is usual: a floor, or a ceiling where more is better."""
    return {name: _beside(value, usual[name], name in more_is_better) for name, value in values.items()}


def _beside(value: float, usual: Usual, is_ceiling: bool) -> Measure:
    floor, ceiling = (None, usual.mean) if is_ceiling else (usual.mean, None)
    return Measure(value, floor, ceiling, usual.low, usual.high)
