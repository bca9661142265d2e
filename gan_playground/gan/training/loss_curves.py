"""What one fake costs G, as curves over what D answers to it: closed forms that need no torch.

What training computes is in objectives.py; a test holds these and their slopes against it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float64]"
OfAnswers: TypeAlias = Callable[[Array], Array]


class LossCurve(Struct, frozen=True):
    """name: how the loss is written. of, slope: the loss and its derivative where D answers t (N,), a logit or a score;
    where samples are judged in pairs, t is by how much the fake's is the larger.
    """

    name: str
    of: OfAnswers
    slope: OfAnswers


class LossCurves(Struct, frozen=True):
    """Of an objective: the loss of G that is in force, and those it is compared with.

    across: what t is called. is_logit: whether t says a probability, which is 1 / (1 + exp(-t)). home: from where to
    where t is at least seen.
    """

    in_force: LossCurve
    others: tuple[LossCurve, ...]
    across: str
    is_logit: bool
    home: tuple[float, float]


def softplus(t: Array) -> Array:
    """log(1 + exp(t)), for t of any size."""
    return np.logaddexp(0.0, t)


def sigmoid(t: Array) -> Array:
    """1 / (1 + exp(-t)), for t of any size."""
    return (1 + np.tanh(t / 2)) / 2


log_not_d = LossCurve("log(1 − D)", lambda t: -softplus(t), lambda t: -sigmoid(t))
minus_log_d = LossCurve("−log D", lambda t: softplus(-t), lambda t: -sigmoid(-t))
minus_log_won = LossCurve("−log(fake wins)", lambda t: softplus(-t), lambda t: -sigmoid(-t))
half_square = LossCurve("½(D − 1)²", lambda t: (t - 1) ** 2 / 2, lambda t: t - 1)
minus_d = LossCurve("−D", lambda t: -t, lambda t: -np.ones_like(t))

wide, verdict, score = (-7.0, 7.0), "D(G(z))", "D(G(z)), a score"
LOSS_CURVES: dict[str, LossCurves] = {
    "minimax": LossCurves(log_not_d, (minus_log_d,), verdict, True, wide),
    "non-saturating": LossCurves(minus_log_d, (log_not_d,), verdict, True, wide),
    "least-squares": LossCurves(half_square, (), verdict, False, (-1.0, 2.0)),
    "wasserstein": LossCurves(minus_d, (), score, False, (-3.0, 3.0)),
    "hinge": LossCurves(minus_d, (), score, False, (-3.0, 3.0)),
    "relativistic": LossCurves(minus_log_won, (), "the fake wins its pair", True, wide),
}
"""By the names of the objectives."""
