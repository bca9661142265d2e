"""What the two players minimise: pure functions of logits, one number a sample, finite for every finite logit.

`a` are the discriminator's logits on real data, `b` on generated data, of any shape; sigmoid(logit) is the
probability of "real". Nothing here loads torch until a function runs, so the window can list the objectives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


@cache
def _softplus() -> Callable[[Tensor], Tensor]:
    from torch.nn.functional import softplus

    return softplus


def softplus(t: Tensor) -> Tensor:
    """log(1 + e^t) without overflow, so that -log D(x) = softplus(-a) and -log(1 - D(G(z))) = softplus(b)."""
    return _softplus()(t)


def cross_entropy(a: Tensor, b: Tensor) -> Tensor:
    """-log D(x) - log(1 - D(G(z))): the negative of V(D, G), a sample at a time."""
    return softplus(-a) + softplus(b)


def minimax(b: Tensor) -> Tensor:
    """log(1 - D(G(z))): the zero-sum game; its gradient vanishes where D is sure of itself."""
    return -softplus(b)


def non_saturating(b: Tensor) -> Tensor:
    """-log D(G(z)): the same fixed point, with a strong gradient exactly where G is losing."""
    return softplus(-b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A pair of losses, and their values at balance (p_g = p_data, every logit 0)."""

    title: str
    explanation: str
    source: str
    discriminator: Callable[[Tensor, Tensor], Tensor]
    generator: Callable[[Tensor], Tensor]
    discriminator_at_balance: float
    generator_at_balance: float
    knobs: tuple[str, ...] = ()


OBJECTIVES: dict[str, Objective] = {
    "minimax": Objective(
        title="Minimax",
        explanation="G lowers log(1 - D(G(z))): the zero-sum game of the paper. G's gradient fades when D wins.",
        source="Goodfellow et al. 2014, equation 1",
        discriminator=cross_entropy,
        generator=minimax,
        discriminator_at_balance=math.log(4),
        generator_at_balance=-math.log(2),
    ),
    "non-saturating": Objective(
        title="Non-saturating",
        explanation="G raises log D(G(z)): the same goal, with a strong push where G is losing.",
        source="Goodfellow et al. 2014, section 3",
        discriminator=cross_entropy,
        generator=non_saturating,
        discriminator_at_balance=math.log(4),
        generator_at_balance=math.log(2),
    ),
}
