"""What the doctor finds, told so that it can be read and pressed where it comes and goes several times a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from gan_playground.gan.doctor.finding import Finding, State

lingers_s = 3.0
"""For so long a trouble is told after it has gone: it may be back with the next frames."""

held_s = 20.0
"""For so long, at most, nothing comes or goes under a hand; who walks away leaves the pointer where it was."""


class Said(Struct, frozen=True):
    """A finding as it is told. gone_at: the step at which it was seen to be no longer so; None: it is so."""

    finding: Finding
    gone_at: int | None = None


class SaidFindings:
    """Troubles stay for a moment after they have gone, and are told to have gone. said: the most urgent first."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is told of what was before."""
        self.said: tuple[Said, ...] = ()
        self._seen_s: dict[str, float] = {}
        self._agreed_s = 0.0
        self._step = 0

    @property
    def lingers(self) -> bool:
        """Whether something is told that has gone."""
        return any(one.gone_at is not None for one in self.said)

    def take(self, findings: Sequence[Finding], step: int, now_s: float, is_held: bool = False) -> None:
        """What is found at a step. is_held: a hand is at what is told; nothing of it comes or goes."""
        if step < self._step:
            self.clear()  # back in the past, where what was found later is not yet
        self._step = step
        found = {one.id: one for one in findings}
        self._seen_s.update(dict.fromkeys(found, now_s))
        wanted = self._wanted(found, now_s)
        if not is_held or wanted == self._ids or now_s - self._agreed_s > held_s or not _troubles(self.said):
            self._agreed_s = now_s
        else:
            wanted = self._ids
        before = {one.finding.id: one for one in self.said}
        self.said = tuple(Said(found[name]) if name in found else _gone(before[name], step) for name in wanted)

    @property
    def _ids(self) -> list[str]:
        return [one.finding.id for one in self.said]

    def _wanted(self, found: Mapping[str, Finding], now_s: float) -> list[str]:
        """The ids of what there is to tell: a trouble that lingers stays behind those that it stood behind."""
        order = list(found)
        for place, name in enumerate(self._ids):
            if name not in found and name in _troubles(self.said) and now_s - self._seen_s[name] <= lingers_s:
                order.insert(1 + max((order.index(one) for one in self._ids[:place] if one in order), default=-1), name)
        if len(order) > len(found):  # how the run stands is told once no trouble is
            order = [name for name in order if name not in found or found[name].state is State.TROUBLE]
        return order


def _troubles(said: Iterable[Said]) -> list[str]:
    return [one.finding.id for one in said if one.finding.state is State.TROUBLE]


def _gone(said: Said, step: int) -> Said:
    return Said(said.finding, step) if said.gone_at is None else said
