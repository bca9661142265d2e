"""How much arithmetic a step of training is, from the knobs alone: by it a step that would take long is known before.

Counted along Algorithm 1 of Goodfellow et al. (2014), once through a network and twice back (Griewank and Walther
2008); a test holds it against what torch counts.
"""

from __future__ import annotations

from gan_playground.gan.data.distribution import Distribution
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.networks import DISCRIMINATORS, GENERATORS
from gan_playground.gan.networks.work import Lookup, SampleShape, Work
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.optimizers import OPTIMIZERS
from gan_playground.gan.training.penalties import PENALTIES, on_generated, on_real


def shape_of(real: Distribution) -> SampleShape:
    """Of one real sample."""
    if isinstance(real, ImageDistribution):
        return SampleShape(real.channels, real.height, real.width)
    return SampleShape(real.dim)


def step_work(knob: Lookup, shape: SampleShape) -> int:
    """Multiply-adds of one step with these knobs on real data of this shape."""
    D = DISCRIMINATORS[knob("discriminator.kind")].work(knob, shape)
    G = GENERATORS[knob("generator.kind")].work(knob, shape)
    batch: int = knob("batch_size")
    painted: int = batch * knob("stabilise.pack")
    of_discriminator = painted * G.forward + batch * _judging(knob, D)
    sees_real = OBJECTIVES[knob("objective")].sees_real
    of_generator = painted * G.learning + batch * ((3 if sees_real else 2) * D.forward + _foreseeing(knob, D))
    return _updates(knob, "discriminator") * of_discriminator + _updates(knob, "generator") * of_generator


def _updates(knob: Lookup, player: str) -> int:
    """In one turn of the player; who looks ahead takes a gradient there as well."""
    steps = int(knob(f"{player}.steps"))
    return steps + 1 if steps and OPTIMIZERS[knob(f"{player}.optimizer")].make.looks_ahead else steps


def _judging(knob: Lookup, D: Work) -> int:
    """Of one update of D, for each pair of a real sample and a generated one."""
    steep = {PENALTIES[name].places for name in PENALTIES if knob(f"penalty.{name}")}
    flat = {on_real, on_generated} - steep
    return len(steep) * _with_slopes(D) + len(flat) * D.learning


def _with_slopes(D: Work) -> int:
    """Of a sample at which D's slope is learned from: that slope, and the slopes of it in all of D's weights."""
    return 2 * D.learning + D.first


def _foreseeing(knob: Lookup, D: Work) -> int:
    """Of G's look at D some updates ahead (Metz et al. 2017), for each pair: all that is done is gone back through."""
    return 3 * int(knob("stabilise.unroll")) * _judging(knob, D)
