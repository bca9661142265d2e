"""On how many threads a run computes: chosen once for each run, and never while it trains.

Small products are done before a second thread has woken up; convolutions of pictures are not. Another number
adds up a convolution's gradient in another order, so the number is part of what makes a run repeatable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from gan_playground.gan.networks import DISCRIMINATORS, GENERATORS

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment

at_hand = torch.get_num_threads()  # before any run has chosen; OMP_NUM_THREADS is heard too


def threads_for(experiment: Experiment) -> int:
    """The number that suits the larger of the two networks, as far as this computer has it."""
    generator, discriminator = GENERATORS[experiment.generator.kind], DISCRIMINATORS[experiment.discriminator.kind]
    return min(at_hand, max(generator.threads, discriminator.threads))


def claim(threads: int) -> None:
    """Compute on so many threads from now on, in the thread that calls this."""
    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
