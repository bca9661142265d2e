"""What somebody who looks at a run wants to see: what nobody asks for is not computed."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

from gan_playground.gan.observe.box import Box


class Detail(IntEnum):
    """How much of a picture has to be of this very step; the rest may be some steps old, and says so.

    MOTION: what moves. VIEW: all that is seen. METRICS: what is measured, too.
    """

    MOTION = 0
    VIEW = 1
    METRICS = 2


class Budget(Struct, frozen=True):
    """How often a look in one detail may be taken while it trains: at most this share of the trainer's time goes into
    it, and so many seconds lie between two of them at the least.
    """

    share: float
    interval_s: float = 0.0


class Walk(Struct, frozen=True):
    """A way through the noise, from the z of a generated picture: straight to another one's (`to`), along one of its
    numbers (`axis`), or else in a random direction, which `direction` chooses.
    """

    start: int
    to: int | None = None
    axis: int | None = None
    direction: int = 0


class UnitPlace(Struct, frozen=True):
    """One of a network's numbers, or of its maps. player: "generator" or "discriminator". layer: 0 is what goes in."""

    player: str
    layer: int
    unit: int


class Look(Struct, frozen=True):
    """layers: names of parts of a picture that cost something to compute (None: all of them). region: the part of the
    plane to look at (None: the data's own view). pinned: which generated dot to follow closely (None: none). label:
    which class G should paint now (None: all in turn), where it is told. spread: what its noise is multiplied with.
    walk: a way through the noise to see painted. fresh: another draw of pictures for each number. extent: how far the
    phase plane is to reach at the least, where another run's is seen beside it. latents, places: z and real x on a line
    that are followed, each with D's verdict. networks: whether the networks themselves are seen, and unit: of which of
    their units is wanted what it answers.
    """

    layers: frozenset[str] | None = None
    region: Box | None = None
    pinned: int | None = None
    label: int | None = None
    spread: float = 1.0
    walk: Walk | None = None
    fresh: int = 0
    extent: float = 0.0
    latents: tuple[float, ...] = ()
    places: tuple[float, ...] = ()
    networks: bool = False
    unit: UnitPlace | None = None

    def asks_for(self, layer: str) -> bool:
        """Whether this part of the picture is wanted."""
        return self.layers is None or layer in self.layers


EVERYTHING = Look()
