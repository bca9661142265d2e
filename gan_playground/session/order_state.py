"""How far it is with the run that the window is about: the one that was ordered last, or the one that is there."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from gan_playground.session.commands import (
    BeginSlowMotion,
    EndComparison,
    EndSlowMotion,
    ForRun,
    Hold,
    KeepB,
    MakeStep,
    NextPart,
    PartBack,
    Play,
    PlayParts,
    Save,
    SessionCommand,
    Swap,
    TrainDiscriminator,
)
from gan_playground.session.events import Failure
from gan_playground.session.state import Expected, ExpectedRun, RunState

moves_run = (
    *(ForRun, Play, Hold, MakeStep, TrainDiscriminator, Swap, KeepB, EndComparison, Save),
    *(BeginSlowMotion, NextPart, PartBack, PlayParts, EndSlowMotion),
)
"""What is meant for a run that is seen: where none is, nobody can have meant it."""


class OrderStage(Enum):
    """How far an order is."""

    THERE = "there"
    ORDERED = "ordered"
    REFUSED = "refused"


class RefusedLesson(Struct, frozen=True):
    """A lesson that could not begin: the window stays with it, and says why.

    run: the one that would have begun. interrupts: the id of the run that was playing until then, and is there still.
    """

    run: ExpectedRun
    failure: Failure
    interrupts: int | None = None


class OrderState(Struct, frozen=True):
    """What is seen of an order.

    lesson: the id of the one that the window is about. words: what is done for it meanwhile; empty where nobody knows.
    share: how much of that, from 0 to 1; None where nobody knows. failure: why it was refused. back_to: the id of the
    lesson whose run is there still; None where there is none.
    """

    stage: OrderStage = OrderStage.THERE
    lesson: str = ""
    words: str = ""
    share: float | None = None
    failure: Failure | None = None
    back_to: str | None = None


def order_state(state: RunState, expected: Expected, refused: RefusedLesson | None) -> OrderState:
    """What there is to see of what was ordered."""
    back_to = None if state.run is None else state.run.lesson
    if refused is not None:
        return OrderState(OrderStage.REFUSED, refused.run.lesson, failure=refused.failure, back_to=back_to)
    first = expected.first
    if first is None or (state.run is not None and first.run == state.run.run and expected.device == state.device):
        return OrderState(lesson="" if first is None else first.lesson)
    words, share = _words(state, expected)
    return OrderState(OrderStage.ORDERED, first.lesson, words, share, back_to=back_to)


def _words(state: RunState, expected: Expected) -> tuple[str, float | None]:
    if state.loading:
        return state.loading, None
    if state.reading is not None:
        return state.reading.words, state.reading.share
    if state.run is not None and expected.device != state.device:
        return f"Moving to {expected.device}", None
    return "", None


def needs_seen_run(command: SessionCommand) -> bool:
    """Whether a command is meant for a run that is seen."""
    return isinstance(command, moves_run)
