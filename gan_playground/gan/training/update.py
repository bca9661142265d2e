"""One update of one player, as far as it has come: what flows from part to part of a turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct, field
from torch import Tensor

from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training.parts import PartKind

if TYPE_CHECKING:
    from gan_playground.gan.training.optimizers import OptimizerState
    from gan_playground.gan.training.player import Player

T = TypeVar("T")


class Update(Struct, eq=False):
    """The very tensors, not copies; what has not come yet, or is not used, is None.

    player: who moves. number, count: the first of so many in a row. opponent: the D that G answers to. z: (m * pack,
    inputs). made: (m * pack, columns) by G. x, seen: real samples and G's as D gets them, (m, pack * columns). logits:
    D's on real and on generated samples, (m, 1) each; those on real ones are D's on generated ones where G's loss does
    not ask for them. loss: of `player`, one number; until it moves, gradients can be asked of it. penalties: what each
    added to it, by name.
    """

    player: Player
    number: int = 1
    count: int = 1
    opponent: OptimizerState | None = None
    z: Tensor | None = None
    made: Tensor | None = None
    x: Tensor | None = None
    seen: Tensor | None = None
    logits: Tensor | tuple[Tensor, Tensor] | None = None
    loss: Tensor | None = None
    penalties: dict[str, Tensor] = field(default_factory=dict)


TurnParts: TypeAlias = "Generator[tuple[PartKind, Update], None, T]"
"""A turn, or a piece of one, that stops after each of its parts."""


class SteppedTurn:
    """The turn in the middle of which a trainer stands, if it does; `begin` gives all the parts of another step."""

    def __init__(self, begin: Callable[[StepKind], TurnParts[None]]) -> None:
        self._begin = begin
        self._rest: TurnParts[None] | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether it has begun, and is not over."""
        return self._rest is not None

    def next_part(self) -> tuple[PartKind, Update] | None:
        """Go on to the next part and stand still there; begins a turn where there is none. None: it is over."""
        if self._rest is None:
            self._rest = self._begin(StepKind.BOTH)
        part = next(self._rest, None)
        if part is None:
            self._rest = None
        return part

    def make(self, kind: StepKind) -> None:
        """A whole step of this kind, without a stop."""
        self.finish()
        run_through(self._begin(kind))

    def finish(self) -> None:
        """Run through the rest; harmless where nothing was stopped."""
        if (rest := self._rest) is not None:
            self._rest = None
            run_through(rest)

    def forget(self) -> None:
        """It is no turn of where the trainer goes."""
        self._rest = None


def run_through(rest: TurnParts[None]) -> None:
    """Go on to the end, without a stop."""
    deque(rest, maxlen=0)
