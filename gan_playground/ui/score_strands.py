"""Other histories in the score: branches that were left, what lies ahead, a rival, futures. Without a widget."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.frame import Frame, History, Track
from gan_playground.gan.tape import BranchTape, Tape
from gan_playground.ui.wording import setting_words

if TYPE_CHECKING:
    from gan_playground.session.messages import Future, Futures, Prospect

recent_steps = 512
"""How much of the past, and of what lies ahead, the recent past is."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a history is drawn. strength: how much of its colour covers the surface. width: as a share of the run's own.

    counts: whether the plot keeps it in sight as it does the run's own lines.
    """

    strength: float
    width: float
    counts: bool = False


LEFT = Manner(0.34, 0.7)
AHEAD = Manner(0.5, 0.8, counts=True)
RIVAL = Manner(1.0, 0.6, counts=True)
FUTURE = Manner(0.75, 0.7)
POINTED = Manner(1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """One other history, drawn from a step on.

    tags: words at the ends of its first lines, the longest first. choice: which future it is.
    words: what a tooltip says of it. is_ahead: it is what follows on the run's own branch.
    """

    tracks: Mapping[str, Track]
    manner: Manner
    since: float = -math.inf
    tags: tuple[tuple[str, ...], ...] = ()
    choice: int | None = None
    words: str = ""
    is_ahead: bool = False

    @property
    def runs_alongside(self) -> bool:
        """Whether it is a second run, rather than another time of this one."""
        return self.since == -math.inf

    def draws_the_same(self, other: Strand) -> bool:
        """Whether nothing new came; points are only ever added, so the steps that both share tell."""
        return (
            (self.manner, self.since, self.tags, self.choice, self.words)
            == (other.manner, other.since, other.tags, other.choice, other.words)
            and self.tracks.keys() == other.tracks.keys()
            and all(track.steps is other.tracks[key].steps for key, track in self.tracks.items())
        )


@dataclass(frozen=True, slots=True)
class Others:
    """All that is drawn beside the run. rival_now: the rival's numbers, one a line; empty without one."""

    strands: tuple[Strand, ...] = ()
    rival_now: tuple[float, ...] = ()


NOBODY = Others()


def seen_tracks(history: History, recent: bool) -> Mapping[str, Track]:
    """What is drawn of a history. Far back there is no record of single steps: then what there is of the whole."""
    if not recent:
        return history.whole
    return {key: _recent(track, history.recent.get(key, track)) for key, track in history.whole.items()}


def _recent(whole: Track, recent: Track) -> Track:
    """The same object where every step of the recent past is there, so that it can be told that nothing came."""
    last = max((track.steps[-1] for track in (whole, recent) if len(track.steps)), default=0.0)
    first = int(np.searchsorted(recent.steps, last - recent_steps, side="right"))
    begins = recent.steps[first] if first < len(recent.steps) else np.inf
    earlier = slice(*np.searchsorted(whole.steps, (last - recent_steps + 1, begins)))
    if not first and not len(whole.steps[earlier]):
        return recent
    return Track(
        np.concatenate((whole.steps[earlier], recent.steps[first:])),
        np.concatenate((whole.values[earlier], recent.values[first:])),
    )


def since(track: Track, step: float) -> Track:
    """From the last point that is not after a step, so that lines begin where they part."""
    first = max(0, int(np.searchsorted(track.steps, step, side="right")) - 1)
    return Track(track.steps[first:], track.values[first:])


def of_branches(tape: Tape) -> tuple[Strand, ...]:
    """The branches that were left, each from where it is not the present one."""
    return tuple(Strand(branch.history.whole, LEFT, start, words=branch.name) for branch, start in _left(tape))


def _left(tape: Tape) -> Iterator[tuple[BranchTape, int]]:
    """Ancestors count from where we left them, all others from where they began."""
    by_number = {branch.number: branch for branch in tape.branches}
    child, left_at = tape.present, dict[int, int]()
    while child.parent is not None:
        left_at[child.parent] = child.forked_at
        child = by_number[child.parent]
    for branch in tape.branches:
        if branch is not tape.present:
            yield branch, left_at.get(branch.number, branch.forked_at)


def of_what_is_ahead(tape: Tape, frame: Frame) -> tuple[Strand, ...]:
    """The rest of the branch that we are on, where we are in its past."""
    if not tape.is_past or frame.step >= tape.present.last_step:
        return ()
    return (Strand(tape.present.history.whole, AHEAD, frame.step, is_ahead=True),)


def of_rival(tracks: Mapping[str, Track]) -> tuple[Strand, ...]:
    """The run at the right in a comparison."""
    return (Strand(tracks, RIVAL, tags=(("B",),) * 2),)


def of_futures(futures: Futures, recent: bool) -> tuple[Strand, ...]:
    """What would come, each with the words of what would bring it."""
    return tuple(
        Strand(
            seen_tracks(future.history, recent),
            FUTURE,
            futures.from_step,
            tags=(_numbered(index, future.prospect),),
            choice=index,
            words=future_words(index, future),
        )
        for index, future in enumerate(futures.futures)
    )


def _numbered(index: int, prospect: Prospect) -> tuple[str, str, str]:
    """The words of a future behind its key, as in "1: rates ÷2", and its key alone."""
    return f"{index + 1}: {prospect.words}", f"{index + 1}: {prospect.brief}", f"{index + 1}"


def future_words(index: int, future: Future) -> str:
    """What a tooltip says of it: what is turned, what would be found, and how to take it."""
    turned = [setting_words(path, value) for path, value in future.prospect.values.items()]
    found = f"It would end with: {', '.join(future.titles)}." if future.titles else ""
    return "\n".join(
        filter(None, (*(turned or ["All as it is."]), found, f"Click, or press {index + 1}, to take this future."))
    )
