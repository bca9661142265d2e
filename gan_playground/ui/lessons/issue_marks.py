"""Which troubles of the run that trains are marked on its timeline, and which of these marks have to go again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.observe.frame import Frame

refuted_within_steps = 500
"""What goes by itself sooner than this after it was found was none; what stays longer, or a hand mends, is history."""


class MarkedPast(Protocol):
    """Where marks are set and taken back: the session's past."""

    def mark_issue(self, step: int, finding: str, title: str) -> None: ...

    def withdraw_issue(self, step: int, finding: str) -> None: ...


class KnownTrouble(Struct, frozen=True):
    """One that was found. since: when it began. found_at: when it was told first. edits: how many there were then."""

    since: int
    found_at: int
    edits: int


class IssueMarks:
    """Follows one run while it trains by itself."""

    def __init__(self, past: MarkedPast) -> None:
        self._past = past
        self._step = 0
        self._known: dict[str, KnownTrouble] = {}

    def forget(self) -> None:
        """Another run, or another place in it: what is marked stays, and nothing is known of it any more."""
        self._known = {}

    def found_at(self, finding: Finding, step: int) -> int:
        """When this was told first, as far as that is known at a step."""
        known = self._known.get(finding.id)
        return known.found_at if known is not None else step

    def follow(self, frame: Frame, trains: bool) -> None:
        """What is found now. trains: by itself; else nothing is marked, and nothing taken back."""
        if frame.step < self._step:
            self.forget()
        self._step = frame.step
        if trains:
            troubles = {one.id: one for one in frame.diagnosis if one.state is State.TROUBLE}
            self._let_go(frame, troubles)
            self._mark(frame, list(troubles.values()))

    def _let_go(self, frame: Frame, troubles: Mapping[str, Finding]) -> None:
        for name in [name for name in self._known if name not in troubles]:
            known = self._known.pop(name)
            is_mended = len(frame.edits) > known.edits
            if not is_mended and frame.step - known.found_at <= refuted_within_steps:
                self._past.withdraw_issue(known.since, name)

    def _mark(self, frame: Frame, troubles: Sequence[Finding]) -> None:
        for one in troubles:
            if one.id not in self._known:
                self._known[one.id] = KnownTrouble(one.since, frame.step, len(frame.edits))
                self._past.mark_issue(one.since, one.id, one.title)
