"""What a run measures of itself now and then, in a row of numbers."""

from __future__ import annotations

from msgspec import Struct

pulse_every = 50
"""Steps from one pulse to the next."""


class PulseRow(Struct, frozen=True, kw_only=True):
    """One pulse. What cannot be told is not a number.

    distance: the sliced Wasserstein-1 distance from real samples, in standardised units; of pictures, of their
    features. precision, recall: shares of samples among the neighbours of the others (Kynkäänniemi et al. 2019).
    spread: the deviation of generated samples over that of real ones. centre_x, centre_y: of generated samples, along
    the first two axes. modes: how many get at least a fifth of their share of samples; reached: the
    same of samples however far from the mode that is nearest. sharp: the share of samples near a mode.
    d_real, d_fake: D's mean probability of "real"; accuracy: its share of right answers; value: V(D, G) in nats.
    loss_generator, loss_discriminator: without penalties. logit: the mean size of D's logits. remembers: how far D
    takes real samples that it was not trained with for generated ones, from 0 to 1. gradient, weight: norms of each
    player's last gradient and of its weights.
    """

    distance: float
    precision: float
    recall: float
    spread: float
    centre_x: float
    centre_y: float
    modes: float
    reached: float
    sharp: float
    d_real: float
    d_fake: float
    accuracy: float
    value: float
    loss_generator: float
    loss_discriminator: float
    logit: float
    remembers: float
    gradient_generator: float
    gradient_discriminator: float
    weight_generator: float
    weight_discriminator: float


PULSE = PulseRow.__struct_fields__
"""Their names, in order."""
