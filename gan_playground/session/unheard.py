"""What was ordered, and not heard yet by the worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from msgspec.structs import replace

from gan_playground.session import commands
from gan_playground.session.commands import SessionCommand
from gan_playground.session.inbox import Sent, overrides
from gan_playground.session.order_state import RefusedLesson
from gan_playground.session.state import FOLDS, Expected, RunState, after, expected

most_by_hand = 4  # steps that may wait to be made

by_hand = (commands.MakeStep, commands.StepBack, commands.NextPart, commands.PartBack)
begins_run = (commands.Start, commands.Open, commands.Compare)


class UnheardCommands:
    """Those that move something. refused: the lesson that was ordered last, where it could not begin."""

    def __init__(self) -> None:
        self._sent: deque[Sent] = deque()
        self._reached = Expected()
        self.refused: RefusedLesson | None = None

    @property
    def expected(self) -> Expected:
        """Where the runs will be once all is done; what was refused counts, for the window stays with it."""
        if self.refused is None:
            return self._reached
        return replace(self._reached, first=self.refused.run, second=None, playing=False)

    def __bool__(self) -> bool:
        return bool(self._sent)

    def has(self, kind: type[SessionCommand]) -> bool:
        """Whether one of this kind is among them."""
        return any(isinstance(command, kind) for _, command in self._sent)

    def is_one_too_many(self, command: SessionCommand) -> bool:
        """Steps by hand that a held key asks for may not queue: what is not made by now is not made after it."""
        waiting = sum(isinstance(one, by_hand) for _, one in self._sent) if isinstance(command, by_hand) else 0
        return waiting >= most_by_hand

    def note(self, serial: int, command: SessionCommand) -> None:
        """It is sent now."""
        if type(command) not in FOLDS:
            return
        if isinstance(command, begins_run):
            self.refused = None
        if self._sent and overrides(command, self._sent[-1][1]):
            self._sent.pop()
        self._sent.append((serial, command))
        self._reached = after(self._reached, command)

    def take_back(self, serials: Collection[int], state: RunState) -> None:
        """These will never be heard."""
        self._sent = deque(sent for sent in self._sent if sent[0] not in serials)
        self.hear(state)

    def hear(self, state: RunState) -> None:
        """This is where the runs are, with all that was heard until then done or refused."""
        while self._sent and self._sent[0][0] <= state.heard:
            self._sent.popleft()
        self._reached = expected(state, (command for _, command in self._sent))
