"""What was ordered, and not heard yet by the worker."""

from __future__ import annotations

from collections import deque

from gan_playground.session import commands
from gan_playground.session.commands import SessionCommand
from gan_playground.session.inbox import Sent, overrides
from gan_playground.session.state import FOLDS, Expected, RunState, after, expected

most_by_hand = 4  # steps that may wait to be made

by_hand = (commands.MakeStep, commands.StepBack)


class UnheardCommands:
    """Those that move something. expected: where the runs will be once all of them are done."""

    def __init__(self) -> None:
        self._sent: deque[Sent] = deque()
        self.expected = Expected()

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
        if self._sent and overrides(command, self._sent[-1][1]):
            self._sent.pop()
        self._sent.append((serial, command))
        self.expected = after(self.expected, command)

    def hear(self, state: RunState) -> None:
        """This is where the runs are, with all that was heard until then done or refused."""
        while self._sent and self._sent[0][0] <= state.heard:
            self._sent.popleft()
        self.expected = expected(state, (command for _, command in self._sent))
