"""Commands whose time has not come."""

from __future__ import annotations

from collections import deque

from gan_playground.session import commands
from gan_playground.session.commands import SessionCommand, TurnKnobs
from gan_playground.session.inbox import Sent

waits_for_arrival = (
    commands.Play,
    commands.Pause,
    commands.MakeStep,
    commands.BeginSlowMotion,
    commands.TrainDiscriminator,
    commands.TurnKnobs,
    commands.BookmarkHere,
    commands.LookAhead,
    commands.Compare,
)
"""What is ordered while the runs are on their way through the past, and is meant for where they will be."""


class WaitingCommands:
    """In the order in which they were sent, in the worker's thread."""

    def __init__(self) -> None:
        self._sent: deque[Sent] = deque()

    def __bool__(self) -> bool:
        return bool(self._sent)

    def append(self, serial: int, command: SessionCommand) -> None:
        """Let it wait, behind all others."""
        self._sent.append((serial, command))

    def pop_turns(self) -> list[TurnKnobs]:
        """The knobs that are turned next, one after the other; none where something else comes first."""
        turns: list[TurnKnobs] = []
        while self._sent and isinstance(turn := self._sent[0][1], TurnKnobs):
            turns.append(turn)
            self._sent.popleft()
        return turns

    def pop(self) -> SessionCommand:
        """What comes next."""
        return self._sent.popleft()[1]

    def clear(self) -> None:
        """What they waited for will not be."""
        self._sent.clear()

    def heard(self, taken: int) -> int:
        """The serial number up to which all is done; taken: of the last command that was taken."""
        return self._sent[0][0] - 1 if self._sent else taken
