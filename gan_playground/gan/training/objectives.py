"""What the two players minimise: pure functions of logits, one number a sample.

Finite for logits up to 1e38 in single precision; the squares of least squares for those up to 1e19.

`a` are the discriminator's logits on real data, `b` on generated data, of any shape. Nothing here loads torch
until a function runs, so the window can list the objectives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from gan_playground.gan.experiment.knob import Choice
from gan_playground.gan.training import terms
from gan_playground.gan.training.softplus import softplus
from gan_playground.gan.training.terms import Sum, Summand

if TYPE_CHECKING:
    from torch import Tensor

Loss: TypeAlias = "Callable[[Tensor, Tensor], Tensor]"


def cross_entropy(a: Tensor, b: Tensor) -> Tensor:
    """-log D(x) - log(1 - D(G(z))): the negative of V(D, G), a sample at a time."""
    return softplus(-a) + softplus(b)


def smoothed_cross_entropy(a: Tensor, b: Tensor, smoothing: float) -> Tensor:
    """The same with the label of real data at 1 - smoothing instead of 1 (Salimans et al. 2016)."""
    return (1 - smoothing) * softplus(-a) + smoothing * softplus(a) + softplus(b)


def minimax(a: Tensor, b: Tensor) -> Tensor:
    """log(1 - D(G(z))): the zero-sum game; its gradient vanishes where D is sure of itself."""
    return -softplus(b)


def non_saturating(a: Tensor, b: Tensor) -> Tensor:
    """-log D(G(z)): the same fixed point, with a strong gradient exactly where G is losing."""
    return softplus(-b)


def least_squares(a: Tensor, b: Tensor) -> Tensor:
    """D is pulled to 1 on real and to 0 on generated data."""
    return (a - 1).square() / 2 + b.square() / 2


def smoothed_least_squares(a: Tensor, b: Tensor, smoothing: float) -> Tensor:
    return (a - (1 - smoothing)).square() / 2 + b.square() / 2


def least_squares_of_generator(a: Tensor, b: Tensor) -> Tensor:
    return (b - 1).square() / 2


def critic(a: Tensor, b: Tensor) -> Tensor:
    """-(E f(x) - E f(G(z))): the Kantorovich dual, where f keeps to slopes of at most 1."""
    return b - a


def raise_critic(a: Tensor, b: Tensor) -> Tensor:
    return -b


def hinge(a: Tensor, b: Tensor) -> Tensor:
    """Nothing more to win where a > 1 and b < -1."""
    return (1 - a).relu() + (1 + b).relu()


def relativistic(a: Tensor, b: Tensor) -> Tensor:
    """-log sigmoid(a - b): a real sample is to look more real than the generated one it is paired with."""
    return softplus(b - a)


def relativistic_of_generator(a: Tensor, b: Tensor) -> Tensor:
    return softplus(a - b)


def sigmoid(logits: Tensor) -> Tensor:
    return logits.sigmoid()


def unit_interval(logits: Tensor) -> Tensor:
    """With targets 0 and 1, the least squares D is itself the probability, where it lies between them."""
    return logits.clamp(0, 1)


def share_right(says_real: Tensor, says_fake: Tensor) -> Tensor:
    """How much of each pair, a real and a generated sample, D gets right at these probabilities of "real".

    Right on either side of 1/2, and half right at it, where D may as well toss a coin.
    """
    return 0.5 + ((says_real - 0.5).sign() - (says_fake - 0.5).sign()) / 4


class Balance(Struct, frozen=True):
    """Both losses where p_g = p_data and D is at its best."""

    generator: float
    discriminator: float


def _balance_of_minimax(smoothing: float) -> Balance:
    p = (1 - smoothing) / 2  # what the best D says everywhere
    return Balance(math.log(1 - p), -2 * p * math.log(p) - (1 + smoothing) * math.log(1 - p))


def _balance_of_non_saturating(smoothing: float) -> Balance:
    return Balance(-math.log((1 - smoothing) / 2), _balance_of_minimax(smoothing).discriminator)


def _balance_of_least_squares(smoothing: float) -> Balance:
    p = (1 - smoothing) / 2
    return Balance((p - 1) ** 2 / 2, p**2)


class Objective(Choice, frozen=True, kw_only=True):
    """A pair of losses.

    balance: their values at balance, for a label smoothing. sees_real: whether G's loss reads `a`, which may be
    anything where it does not. smoothed: D's loss with smoothed labels; None where there are no labels. probability:
    D's logit as a probability of "real". relative: only differences of D's values mean anything, so its verdict
    counts from halfway between real and generated. has_best: the best D says p_data / (p_data + p_g), so what D says
    is a probability; where it does not, D gives scores. unit: of the losses, if they have one. terms: what each loss is
    the sum of, and game: what D raises and G lowers, where the two play for one number; to be shown.
    """

    discriminator: Loss
    generator: Loss
    balance: Callable[[float], Balance]
    sees_real: bool = False
    smoothed: Callable[[Tensor, Tensor, float], Tensor] | None = None
    probability: Callable[[Tensor], Tensor] = sigmoid
    relative: bool = False
    has_best: bool = False
    unit: str = ""
    terms_of_discriminator: Sum
    terms_of_generator: Sum
    terms_smoothed: Sum = ()
    game: Sum = ()

    def terms_at(self, smoothing: float) -> Sum:
        """Of D's loss, whether or not labels are smoothed."""
        return self.terms_smoothed if smoothing and self.terms_smoothed else self.terms_of_discriminator

    def of_discriminator(self, a: Tensor, b: Tensor, smoothing: float) -> Tensor:
        """D's loss, whether or not labels are smoothed."""
        if smoothing and self.smoothed is not None:
            return self.smoothed(a, b, smoothing)
        return self.discriminator(a, b)

    def value(self, a: Tensor, b: Tensor) -> Tensor:
        """V(D, G) of each pair of samples, log D(x) + log(1 - D(G(z))), for the D(x) that is shown.

        Where D(x) is no sigmoid of a logit it may be 0 or 1; a logarithm is never below -100, as torch has it.
        """
        if self.probability is sigmoid and not self.relative:
            return -cross_entropy(a, b)
        real, fake = self.verdict(a, a, b), self.verdict(b, a, b)
        return real.log().clamp_min(-100) + (1 - fake).log().clamp_min(-100)

    def verdict(self, logits: Tensor, a: Tensor, b: Tensor) -> Tensor:
        """The probability of "real" that D gives where it has these logits; the last axis of a and b are samples."""
        if not self.relative:
            return self.probability(logits)
        middle = (a.mean(-1, keepdim=True) + b.mean(-1, keepdim=True)) / 2
        return self.probability(logits - middle)


OBJECTIVES: dict[str, Objective] = {
    "minimax": Objective(
        title="Minimax",
        explanation="G lowers log(1 - D(G(z))): the zero-sum game of the paper. G's gradient fades when D wins.",
        source="Goodfellow et al. 2014, equation 1",
        discriminator=cross_entropy,
        generator=minimax,
        balance=_balance_of_minimax,
        smoothed=smoothed_cross_entropy,
        has_best=True,
        unit="nats",
        terms_of_discriminator=terms.cross_entropy,
        terms_smoothed=terms.smoothed_cross_entropy,
        terms_of_generator=(Summand(1, terms.log_not_d_fake),),
        game=terms.min_max,
    ),
    "non-saturating": Objective(
        title="Non-saturating",
        explanation="G raises log D(G(z)): the same goal, with a strong push where G is losing.",
        source="Goodfellow et al. 2014, section 3",
        discriminator=cross_entropy,
        generator=non_saturating,
        balance=_balance_of_non_saturating,
        smoothed=smoothed_cross_entropy,
        has_best=True,
        unit="nats",
        terms_of_discriminator=terms.cross_entropy,
        terms_smoothed=terms.smoothed_cross_entropy,
        terms_of_generator=(Summand(-1, terms.log_d_fake),),
        game=terms.min_max,
    ),
    "least-squares": Objective(
        title="Least squares",
        explanation="D is pulled to 1 on real and to 0 on generated data, as a regression would be; G pulls it to 1.",
        source="Mao et al. 2017, equation 9",
        discriminator=least_squares,
        generator=least_squares_of_generator,
        balance=_balance_of_least_squares,
        smoothed=smoothed_least_squares,
        probability=unit_interval,
        has_best=True,
        terms_of_discriminator=(Summand(1, terms.square_real), Summand(1, terms.square_fake)),
        terms_smoothed=(Summand(1, terms.smooth_square_real), Summand(1, terms.square_fake)),
        terms_of_generator=(Summand(1, terms.square_fooled),),
    ),
    "wasserstein": Objective(
        title="Wasserstein",
        explanation="D is a critic whose mean differs most between real and generated. Needs a limit on D's slopes: a "
        "gradient penalty, weight clipping or spectral norm.",
        source="Arjovsky et al. 2017, equation 2",
        discriminator=critic,
        generator=raise_critic,
        balance=lambda _: Balance(0.0, 0.0),
        relative=True,
        terms_of_discriminator=(Summand(-1, terms.score_real), Summand(1, terms.score_fake)),
        terms_of_generator=(Summand(-1, terms.score_fake),),
        game=(Summand(1, terms.score_real), Summand(-1, terms.score_fake)),
    ),
    "hinge": Objective(
        title="Hinge",
        explanation="D earns nothing for being surer than 1 either way; G raises D's value.",
        source="Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17",
        discriminator=hinge,
        generator=raise_critic,
        balance=lambda _: Balance(0.0, 2.0),
        terms_of_discriminator=(Summand(1, terms.hinge_real), Summand(1, terms.hinge_fake)),
        terms_of_generator=(Summand(-1, terms.score_fake),),
    ),
    "relativistic": Objective(
        title="Relativistic",
        explanation="D says which of a pair, one real and one generated, looks the more real.",
        source="Jolicoeur-Martineau 2019 (RpGAN)",
        discriminator=relativistic,
        generator=relativistic_of_generator,
        balance=lambda _: Balance(math.log(2), math.log(2)),
        sees_real=True,
        relative=True,
        unit="nats",
        terms_of_discriminator=(Summand(-1, terms.real_beats_fake),),
        terms_of_generator=(Summand(-1, terms.fake_beats_real),),
    ),
}
