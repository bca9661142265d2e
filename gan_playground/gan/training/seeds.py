"""Independent streams of random numbers from one seed."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Generator, device


class Stream(enum.IntEnum):
    """What a stream is for: looking at a run must not change the numbers that it trains on."""

    WEIGHTS = 0
    TRAINING = 1
    OBSERVATION = 2
    PULSE = 3


def random_generator(seed: int, stream: Stream, device: device | str = "cpu") -> Generator:
    """A torch generator on `device` whose numbers depend on the seed and the stream alone."""
    import torch

    word = np.random.SeedSequence([seed, stream]).generate_state(1, np.uint64)[0]
    return torch.Generator(device).manual_seed(int(word >> np.uint64(1)))
