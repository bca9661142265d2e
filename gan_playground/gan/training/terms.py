"""The terms of V(D, G) and of both losses: each a mean over samples, with a sign, and words that read it aloud.

What training computes is in objectives.py and penalties.py; these are the same sums taken apart, which a test holds
against it. `tex` is in the macros of tools/formulas.py, which sets every term once: \\D, \\x, \\Gz and \\E_{...}.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from gan_playground.gan.training.softplus import softplus

if TYPE_CHECKING:
    from torch import Tensor

OfSamples: TypeAlias = "Callable[[Tensor, Tensor, float], Tensor]"
"""D's logits on real and on generated samples, and the label smoothing, to one number a sample."""


class MeanTerm(Struct, frozen=True, kw_only=True):
    """Something that is averaged over samples.

    id: its setting is resources/formulas/<id>.svg. name: as it is read aloud. says: what it is, in one sentence.
    about: the samples that it is an average over, "real" or "generated", or both. of: its number for each sample, given
    D's logits; None where those do not tell, of a penalty.
    """

    id: str
    tex: str
    name: str
    says: str
    about: tuple[str, ...]
    of: OfSamples | None = None


class Summand(Struct, frozen=True):
    """A term as it stands in a sum. sign: 1 or -1."""

    sign: int
    term: MeanTerm


Sum: TypeAlias = tuple[Summand, ...]
real, generated, both = ("real",), ("generated",), ("real", "generated")

log_d_real = MeanTerm(
    id="log-d-real",
    tex=r"\E_{\x}\, \log\, \D(\x)",
    name="the average of log D of x",
    says="How sure D is of real samples: 0 if it says 1 of each, and far below 0 if it takes some for fakes",
    about=real,
    of=lambda a, b, s: -softplus(-a),
)
log_not_d_fake = MeanTerm(
    id="log-not-d-fake",
    tex=r"\E_z\, \log(1 - \D(\Gz))",
    name="the average of log of 1 minus D of G of z",
    says="How well D sees through fakes: 0 if it says 0 of each, and far below 0 if some fool it",
    about=generated,
    of=lambda a, b, s: -softplus(b),
)
log_d_fake = MeanTerm(
    id="log-d-fake",
    tex=r"\E_z\, \log\, \D(\Gz)",
    name="the average of log D of G of z",
    says="How well the fakes fool D: 0 if it says 1 of each, and far below 0 if it sees through them",
    about=generated,
    of=lambda a, b, s: -softplus(-b),
)
smooth_log_d_real = MeanTerm(
    id="smooth-log-d-real",
    tex=r"(1 - \alpha)\, \E_{\x}\, \log\, \D(\x)",
    name="1 minus alpha, times the average of log D of x",
    says="How sure D is of real samples, which counts less by α, the label smoothing",
    about=real,
    of=lambda a, b, s: -(1 - s) * softplus(-a),
)
smooth_log_not_d_real = MeanTerm(
    id="smooth-log-not-d-real",
    tex=r"\alpha\, \E_{\x}\, \log(1 - \D(\x))",
    name="alpha times the average of log of 1 minus D of x",
    says="What keeps D from being too sure of real samples: α is the label smoothing",
    about=real,
    of=lambda a, b, s: -s * softplus(a),
)
square_real = MeanTerm(
    id="square-real",
    tex=r"\half\, \E_{\x}\, (\D(\x) - 1)^2",
    name="one half of the average of D of x minus 1, squared",
    says="How far D is from saying 1 of real samples",
    about=real,
    of=lambda a, b, s: (a - 1).square() / 2,
)
smooth_square_real = MeanTerm(
    id="smooth-square-real",
    tex=r"\half\, \E_{\x}\, (\D(\x) - 1 + \alpha)^2",
    name="one half of the average of D of x minus 1 plus alpha, squared",
    says="How far D is from saying 1 − α of real samples: α is the label smoothing",
    about=real,
    of=lambda a, b, s: (a - (1 - s)).square() / 2,
)
square_fake = MeanTerm(
    id="square-fake",
    tex=r"\half\, \E_z\, \D(\Gz)^2",
    name="one half of the average of D of G of z, squared",
    says="How far D is from saying 0 of fakes",
    about=generated,
    of=lambda a, b, s: b.square() / 2,
)
square_fooled = MeanTerm(
    id="square-fooled",
    tex=r"\half\, \E_z\, (\D(\Gz) - 1)^2",
    name="one half of the average of D of G of z minus 1, squared",
    says="How far D is from saying 1 of fakes, which is what G wants",
    about=generated,
    of=lambda a, b, s: (b - 1).square() / 2,
)
score_real = MeanTerm(
    id="score-real",
    tex=r"\E_{\x}\, \D(\x)",
    name="the average of D of x",
    says="The score that D gives to real samples, on average",
    about=real,
    of=lambda a, b, s: a,
)
score_fake = MeanTerm(
    id="score-fake",
    tex=r"\E_z\, \D(\Gz)",
    name="the average of D of G of z",
    says="The score that D gives to fakes, on average",
    about=generated,
    of=lambda a, b, s: b,
)
hinge_real = MeanTerm(
    id="hinge-real",
    tex=r"\E_{\x}\, \max(0, 1 - \D(\x))",
    name="the average of the greater of 0 and 1 minus D of x",
    says="How much the scores of real samples lack to 1; what is above 1 lacks nothing",
    about=real,
    of=lambda a, b, s: (1 - a).relu(),
)
hinge_fake = MeanTerm(
    id="hinge-fake",
    tex=r"\E_z\, \max(0, 1 + \D(\Gz))",
    name="the average of the greater of 0 and 1 plus D of G of z",
    says="How far the scores of fakes are above −1; what is below −1 costs nothing",
    about=generated,
    of=lambda a, b, s: (1 + b).relu(),
)
real_beats_fake = MeanTerm(
    id="real-beats-fake",
    tex=r"\E_{\x, z}\, \log\, \sigma(\D(\x) - \D(\Gz))",
    name="the average of log sigma of D of x minus D of G of z",
    says="How surely D tells the real one of a pair, a real sample and a fake: 0 if it never errs",
    about=both,
    of=lambda a, b, s: -softplus(b - a),
)
fake_beats_real = MeanTerm(
    id="fake-beats-real",
    tex=r"\E_{\x, z}\, \log\, \sigma(\D(\Gz) - \D(\x))",
    name="the average of log sigma of D of G of z minus D of x",
    says="How surely D takes the fake of a pair for the real one: 0 if it always does",
    about=both,
    of=lambda a, b, s: -softplus(a - b),
)
slope_real = MeanTerm(
    id="slope-real",
    tex=r"\half\, \gamma_1\, \E_{\x}\, \norm \nabla\! \D(\x)\norm ^2",
    name="one half of gamma 1 times the average of the squared slope of D at x",
    says="R1: how steep D is at real samples, γ₁ being the strength of the penalty",
    about=real,
)
slope_fake = MeanTerm(
    id="slope-fake",
    tex=r"\half\, \gamma_2\, \E_z\, \norm \nabla\! \D(\Gz)\norm ^2",
    name="one half of gamma 2 times the average of the squared slope of D at G of z",
    says="R2: how steep D is at fakes, γ₂ being the strength of the penalty",
    about=generated,
)
slope_between = MeanTerm(
    id="slope-between",
    tex=r"\lambda_1\, \E_{u}\, (\norm \nabla\! \D(u)\norm - 1)^2",
    name="lambda 1 times the average of the slope of D minus 1, squared, between real samples and fakes",
    says="WGAN-GP: how far D’s slope is from 1 at random places u between real samples and fakes",
    about=both,
)
slope_around = MeanTerm(
    id="slope-around",
    tex=r"\lambda_2\, \E_{\x}\, (\norm \nabla\! \D(\x + \delta)\norm - 1)^2",
    name="lambda 2 times the average of the slope of D minus 1, squared, around real samples",
    says="DRAGAN: how far D’s slope is from 1 at random places near real samples",
    about=real,
)
OF_PENALTIES = {"r1": slope_real, "r2": slope_fake, "wgan_gp": slope_between, "dragan": slope_around}
"""By the names of the penalties."""

min_max: Sum = Summand(1, log_d_real), Summand(1, log_not_d_fake)
"""V(D, G): equation 1 of Goodfellow et al. (2014)."""
cross_entropy: Sum = Summand(-1, log_d_real), Summand(-1, log_not_d_fake)
smoothed_cross_entropy: Sum = (
    Summand(-1, smooth_log_d_real),
    Summand(-1, smooth_log_not_d_real),
    Summand(-1, log_not_d_fake),
)
