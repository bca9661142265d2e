"""What of the flow is lit at each part of a turn: boxes, and the arrows along which something goes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training import parts
from gan_playground.gan.training.formula import LOSS_D, LOSS_G

NOISE, GENERATOR, SAMPLE, DISCRIMINATOR, REAL = range(5)
"""The boxes, from the left; the arrow i goes from box i to the next, and the last one from the real data back to D."""


class Lit(Struct, frozen=True):
    """boxes: their places. arrows: by their places, whether what goes along them goes back."""

    boxes: frozenset[int]
    arrows: Mapping[int, bool] = {}


def _lit(*boxes: int, there: tuple[int, ...] = (), back: tuple[int, ...] = ()) -> Lit:
    return Lit(frozenset(boxes), {**dict.fromkeys(there, False), **dict.fromkeys(back, True)})


LIT: Mapping[str, Lit] = {
    kind.id: lit
    for kind, lit in {
        parts.DRAW_BOTH: _lit(NOISE, REAL),
        parts.DRAW_REAL: _lit(REAL),
        parts.MAKE_FOR_D: _lit(SAMPLE, there=(0, 1)),
        parts.JUDGE_BOTH: _lit(DISCRIMINATOR, there=(2, 3)),
        parts.LOSS_OF_D: _lit(DISCRIMINATOR),
        parts.GRADIENT_OF_D: _lit(DISCRIMINATOR),
        parts.MOVE_D: _lit(DISCRIMINATOR),
        parts.LOOK_AHEAD_D: _lit(DISCRIMINATOR),
        parts.DRAW: _lit(NOISE),
        parts.MAKE: _lit(SAMPLE, there=(0, 1)),
        parts.FORESEE: _lit(DISCRIMINATOR),
        parts.JUDGE: _lit(DISCRIMINATOR, there=(2,)),
        parts.GRADIENT_OF_G: _lit(SAMPLE, back=(1, 2)),
        parts.MOVE_G: _lit(GENERATOR),
        parts.LOOK_AHEAD_G: _lit(GENERATOR),
    }.items()
}
"""By the ids of the parts."""

BOX_OF: Mapping[str, int] = {"real": REAL, "generated": SAMPLE}


def is_lit(part: TurnPart, samples: str) -> bool:
    """Whether these samples, real or generated, have a part in what is done."""
    is_pushed = samples == "generated" and part.pushes is not None
    return is_pushed or bool(LIT[part.kind].boxes & {BOX_OF[samples], DISCRIMINATOR})


PRESENT_FORMULA: Mapping[str, str] = {
    part.id: head.id
    for head, of_parts in (
        (LOSS_D, (parts.LOSS_OF_D, parts.GRADIENT_OF_D, parts.MOVE_D, parts.LOOK_AHEAD_D)),
        (LOSS_G, (parts.JUDGE, parts.GRADIENT_OF_G, parts.MOVE_G, parts.LOOK_AHEAD_G)),
    )
    for part in of_parts
}
"""The head of the formula that a part is about, by the id of the part."""
