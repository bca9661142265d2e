"""Commands on their way to the training thread: what a hand can repeat does not queue there, the newest wins."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from threading import Lock
from typing import TypeAlias

from gan_playground.session.commands import Finish, LookAt, Save, SessionCommand, SetSpeed, TurnKnobs, Visit

Sent: TypeAlias = tuple[int, SessionCommand]
"""A command with its serial number."""

newest_counts = (LookAt, SetSpeed)
"""Of each of these the last one alone is of any use, and may as well come first."""


class Inbox:
    """Thread-safe: the window puts, the worker drains."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sent: deque[Sent] = deque()
        self._is_closed = False

    def put(self, serial: int, command: SessionCommand) -> bool:
        """Leave a command; gives whether the worker has to be woken, since it was told of nothing that lies here."""
        with self._lock:
            if self._is_closed:
                return False
            is_first = not self._sent
            self._sent.append((serial, command))
        return is_first

    @property
    def has_any(self) -> bool:
        """Whether something waits; without a lock, for it is asked between any two steps."""
        return bool(self._sent)

    @property
    def is_closed(self) -> bool:
        """Whether nothing but the end is wanted any more."""
        return self._is_closed

    def drain(self) -> list[Sent]:
        """All that lies here, without what something later makes pointless."""
        with self._lock:
            sent, self._sent = self._sent, deque()
        return coalesced(sent)

    def take_back(self, kinds: tuple[type, ...]) -> list[int]:
        """Take out what of these kinds nobody has begun with; gives the serial numbers."""
        with self._lock:
            taken = [serial for serial, command in self._sent if isinstance(command, kinds)]
            self._sent = deque(sent for sent in self._sent if sent[0] not in taken)
        return taken

    def close(self) -> None:
        """Drop everything but what is to be written, and let nothing in but the end."""
        with self._lock:
            self._is_closed = True
            self._sent = deque([*(sent for sent in self._sent if isinstance(sent[1], Save)), (0, Finish())])


def coalesced(sent: Iterable[Sent]) -> list[Sent]:
    """In the same order, without what something later makes pointless; of what counts once, the first has its place."""
    kept: list[Sent] = []
    places: dict[type, int] = {}
    for serial, command in sent:
        if kept and overrides(command, kept[-1][1]):
            kept[-1] = serial, command
        elif type(command) in places:
            kept[places[type(command)]] = serial, command
        else:
            if isinstance(command, newest_counts):
                places[type(command)] = len(kept)
            kept.append((serial, command))
    return kept


def overrides(later: SessionCommand, earlier: SessionCommand) -> bool:
    """Whether a command leaves nothing of the one right before it: it turns the same knobs, or follows a hand."""
    if isinstance(later, TurnKnobs) and isinstance(earlier, TurnKnobs):
        return later.run == earlier.run and later.values.keys() >= earlier.values.keys()
    return isinstance(later, Visit) and isinstance(earlier, Visit) and later.run == earlier.run
