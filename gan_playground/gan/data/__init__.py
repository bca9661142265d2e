"""The real distributions, one file a family, and their registry."""

from gan_playground.gan.data.column import COLUMN
from gan_playground.gan.data.distribution import Distribution, Family
from gan_playground.gan.data.exponential import EXPONENTIAL
from gan_playground.gan.data.laplace import LAPLACE
from gan_playground.gan.data.mixture import MIXTURE
from gan_playground.gan.data.normal import NORMAL
from gan_playground.gan.data.point import POINT
from gan_playground.gan.data.uniform import UNIFORM

FAMILIES: dict[str, Family] = {
    "normal": NORMAL,
    "mixture": MIXTURE,
    "uniform": UNIFORM,
    "exponential": EXPONENTIAL,
    "laplace": LAPLACE,
    "column": COLUMN,
    "point": POINT,
}

__all__ = ["FAMILIES", "Distribution", "Family"]
