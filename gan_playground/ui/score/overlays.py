"""Other histories in the score: branches that were left, what lies ahead, a run B, outcomes. Without a widget."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.history import History, Track
from gan_playground.gan.timeline.summary import BranchSummary, TimelineSummary
from gan_playground.ui.plot.futures import FUTURES
from gan_playground.ui.theme.wording import setting_words

if TYPE_CHECKING:
    from gan_playground.session.messages import Option, Outcome, Outcomes

recent_steps = 512
"""How much of the past, and of what lies ahead, the recent past is."""


class OverlayStyle(Struct, frozen=True):
    """How a history is drawn. strength: how much of its colour covers the surface. width: as a share of the run's own.

    counts: whether the plot keeps it in sight as it does the run's own lines.
    """

    strength: float
    width: float
    counts: bool = False


LEFT = OverlayStyle(0.34, 0.7)
AHEAD = OverlayStyle(0.5, 0.8, counts=True)
RUN_B = OverlayStyle(1.0, 0.6, counts=True)
OUTCOME = OverlayStyle(0.9, 0.7)
POINTED = OverlayStyle(1.0, 1.0)


class Overlay(Struct, frozen=True, eq=False):
    """One other history, drawn from a step on.

    labels: words at the ends of its first lines, the longest first. choice: which outcome it is.
    words: what a tooltip says of it. is_ahead: it is what follows on the run's own branch. role: its own colour; empty
    where it has those of the run's lines.
    """

    tracks: Mapping[str, Track]
    style: OverlayStyle
    since: float = -math.inf
    labels: tuple[tuple[str, ...], ...] = ()
    choice: int | None = None
    words: str = ""
    is_ahead: bool = False
    role: str = ""

    @property
    def runs_alongside(self) -> bool:
        """Whether it is a second run, rather than another time of this one."""
        return self.since == -math.inf

    @property
    def last_step(self) -> float:
        """Where it ends."""
        return max((float(track.steps[-1]) for track in self.tracks.values() if len(track.steps)), default=-math.inf)

    def draws_the_same(self, other: Overlay) -> bool:
        """Whether nothing new came; points are only ever added, so the steps that both share tell."""
        return (
            (self.style, self.since, self.labels, self.choice, self.words)
            == (other.style, other.since, other.labels, other.choice, other.words)
            and self.tracks.keys() == other.tracks.keys()
            and all(track.steps is other.tracks[key].steps for key, track in self.tracks.items())
        )


def last_step(overlays: Sequence[Overlay]) -> float:
    """How far plots should reach for them: where outcomes are looked at, no further than those."""
    outcomes = [overlay for overlay in overlays if overlay.choice is not None]
    return max((overlay.last_step for overlay in outcomes or overlays), default=-math.inf)


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
        whole.stride,
    )


def since(track: Track, step: float) -> Track:
    """From the last point that is not after a step, so that lines begin where they part."""
    first = max(0, int(np.searchsorted(track.steps, step, side="right")) - 1)
    return Track(track.steps[first:], track.values[first:], track.stride)


def of_branches(summary: TimelineSummary) -> tuple[Overlay, ...]:
    """The branches that were left, each from where it is not the present one."""
    return tuple(Overlay(branch.history.whole, LEFT, start, words=branch.name) for branch, start in _left(summary))


def _left(summary: TimelineSummary) -> Iterator[tuple[BranchSummary, int]]:
    """Ancestors count from where we left them, all others from where they began."""
    by_number = {branch.number: branch for branch in summary.branches}
    child, left_at = summary.present, dict[int, int]()
    while child.parent is not None:
        left_at[child.parent] = child.forked_at
        child = by_number[child.parent]
    for branch in summary.branches:
        if branch is not summary.present:
            yield branch, left_at.get(branch.number, branch.forked_at)


def of_what_is_ahead(summary: TimelineSummary, frame: Frame) -> tuple[Overlay, ...]:
    """The rest of the branch that we are on, where we are in its past."""
    if not summary.is_past or frame.step >= summary.present.last_step:
        return ()
    return (Overlay(summary.present.history.whole, AHEAD, frame.step, is_ahead=True),)


def of_run_b(tracks: Mapping[str, Track]) -> tuple[Overlay, ...]:
    """The run at the right in a comparison."""
    return (Overlay(tracks, RUN_B, labels=(("B",),) * 2),)


def of_outcomes(outcomes: Outcomes, recent: bool) -> tuple[Overlay, ...]:
    """What would come, each with the words of what would bring it."""
    return tuple(
        Overlay(
            seen_tracks(outcome.history, recent),
            OUTCOME,
            outcomes.from_step,
            labels=(_numbered(index, outcome.option),),
            choice=index,
            words=outcome_words(index, outcome),
            role=FUTURES[index].role,
        )
        for index, outcome in enumerate(outcomes.outcomes)
    )


def _numbered(index: int, option: Option) -> tuple[str, str, str]:
    """The words of a future behind its key, as in "1: rates ÷2", and its key alone."""
    return f"{index + 1}: {option.words}", f"{index + 1}: {option.brief}", f"{index + 1}"


def outcome_words(index: int, outcome: Outcome) -> str:
    """What a tooltip says of it: what is turned, what would be found, and how to take it."""
    turned = [setting_words(path, value) for path, value in outcome.option.values.items()]
    found = f"It would end with: {', '.join(outcome.titles)}." if outcome.titles else ""
    return "\n".join(
        filter(None, (*(turned or ["All as it is."]), found, f"Click, or press {index + 1}, to take this future."))
    )
