"""What each box of the flow holds at a part of a turn: the very numbers of that part."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.parts import PARTS
from gan_playground.ui.slow_motion.thumbnails import (
    SAMPLES,
    NumberRow,
    Numbers,
    Thumbnail,
    noise_thumbnail,
    spans_of,
)
from gan_playground.ui.theme.wording import number, percent


def held_by(part: TurnPart, stage: str, real_seen: NDArray[Any] | None) -> tuple[Thumbnail | None, ...]:
    """Of noise, G, samples, D and real data, in this order; None: it has no part in this.

    stage: the kind of data. real_seen: the real samples that were seen last, whose room samples are drawn in.
    """
    painted, spans = SAMPLES[stage], spans_of(real_seen, part.samples)
    player = PARTS[part.kind].player
    return (
        None if part.noise is None else noise_thumbnail(part.noise),
        Numbers(_found(part) if player == "generator" else _still()),
        None if part.samples is None else painted(part.samples, spans, "generated", part.pushes),
        Numbers((*_verdicts(part), *(_found(part) if player == "discriminator" else _still()))),
        None if part.real is None else painted(part.real, spans, "real", None),
    )


def _verdicts(part: TurnPart) -> tuple[NumberRow, ...]:
    """What D says of each, with the shape that samples have everywhere: of real ones first."""
    of_both = (("●", part.real_verdicts, "real"), ("▲", part.verdicts, "generated"))
    write = number if part.scores else percent
    return tuple(NumberRow(name, values.tolist(), role, write) for name, values, role in of_both if values is not None)


def _found(part: TurnPart) -> tuple[NumberRow, ...]:
    """What whoever moves goes by."""
    numbers = (("loss", part.loss), ("gradient", part.gradient_norm))
    return tuple(NumberRow(name, (value,)) for name, value in numbers if value is not None)


def _still() -> tuple[NumberRow, ...]:
    return (NumberRow("held still", (), "muted"),)
