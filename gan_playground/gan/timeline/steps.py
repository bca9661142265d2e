"""Which steps of a run were made by one player alone; all others are a turn of both."""

from __future__ import annotations

import enum
from itertools import takewhile

from msgspec import Struct


class StepKind(enum.Enum):
    """What a step is; the value names who moves."""

    DISCRIMINATOR = "discriminator"
    GENERATOR = "generator"
    BOTH = "both"


class StepRange(Struct, frozen=True):
    """Steps first to last, both included, that were all made by one player alone."""

    first: int
    last: int
    move: StepKind


Moves = tuple[StepRange, ...]
"""In the order of their steps; steps that no range holds were made by both."""


def with_move(moves: Moves, step: int, move: StepKind) -> Moves:
    """The same, and the step that was made last."""
    if move is StepKind.BOTH:
        return moves
    if moves and moves[-1].move is move and moves[-1].last == step - 1:
        return (*moves[:-1], StepRange(moves[-1].first, step, move))
    return (*moves, StepRange(step, step, move))


def move_at(moves: Moves, step: int) -> StepKind:
    """Who made this step."""
    return next((steps.move for steps in reversed(moves) if steps.first <= step <= steps.last), StepKind.BOTH)


def moves_until(moves: Moves, step: int) -> Moves:
    """Those up to a step, this one included."""
    return tuple(
        StepRange(steps.first, min(steps.last, step), steps.move)
        for steps in takewhile(lambda steps: steps.first <= step, moves)
    )
