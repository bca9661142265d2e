"""What somebody who looks at a run wants to see: what nobody asks for is not computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from gan_playground.gan.box import Box


class Care(IntEnum):
    """How much of a picture has to be of this very step; the rest may be some steps old, and says so.

    GLANCE: what moves. SURVEY: all that is seen. WHOLE: what is measured, too.
    """

    GLANCE = 0
    SURVEY = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Look:
    """layers: names of parts of a picture that cost something to compute (None: all of them). region: the part of the
    plane to look at (None: the data's own view). pinned: which generated dot to follow closely (None: none).
    """

    layers: frozenset[str] | None = None
    region: Box | None = None
    pinned: int | None = None

    def asks_for(self, layer: str) -> bool:
        """Whether this part of the picture is wanted."""
        return self.layers is None or layer in self.layers


EVERYTHING = Look()
