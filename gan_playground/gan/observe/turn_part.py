"""What is seen of a turn that stands still between two of its parts."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.phase_part import PhasePart


class TurnPart(Struct, frozen=True, eq=False):
    """The part of a turn that has just been done, and the numbers of its first samples: copies, of one update.

    kind: its id in PARTS. number: which of the turn's `count` parts. step: the one that the turn makes. update: the
    how many-th of `updates` that this player makes in this turn. What has not come yet, or is not used, is None.

    noise: (N, latent.dim); None where G takes none. real, samples: as D gets them, on the line (N, 1), on the plane
    (N, 2), colours (N, 3), in the data's units; pictures (N, H, W, C) uint8. real_verdicts, verdicts: (N,) what D says
    of these: its probability of real, or where it is a critic (`scores`) its score; real_shares, shares: (N,) the same
    from 0 to 1, as frames say it. loss: of who moves, over the whole batch; penalty: how much of it D pays for its
    slopes. gradient_norm: Euclidean, of the gradient in all weights of who moves. pushes: like samples, minus the
    gradient of G's loss in each, times how many there are: where each would be more real; of pictures (N, H, W), in how
    bright each pixel is, from -1 to 1. phase: of a game of two numbers alone.
    """

    kind: str
    number: int
    count: int
    run: int
    step: int
    update: int
    updates: int
    noise: Array | None = None
    real: NDArray[Any] | None = None
    samples: NDArray[Any] | None = None
    scores: bool = False
    real_verdicts: Array | None = None
    verdicts: Array | None = None
    real_shares: Array | None = None
    shares: Array | None = None
    loss: float | None = None
    penalty: float = 0.0
    gradient_norm: float | None = None
    pushes: Array | None = None
    phase: PhasePart | None = None
