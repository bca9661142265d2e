"""Looks at the runs that train, as often as the window wants and the training allows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.gan.observe.look import EVERYTHING, Budget, Detail, Look
from gan_playground.session.mailbox import Mailbox

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.session.run.run import Run


rest_of_hand_s = 0.3
of_networks = Budget(0.05, 0.095)
"""How often the networks themselves are looked at, where they are seen."""


class FrameScheduler:
    """Puts frames of the runs into the mailbox.

    Two runs are always looked at together, so that both are seen at one step. wish: what is to be seen of them.
    """

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._next_look_s: dict[Detail, float] = {}
        self._took_s: dict[Detail, float] = {}
        self._seen_step = -1
        self._turn = 0
        self._next_networks_s = self._networks_took_s = 0.0
        self.wish = EVERYTHING

    def begin(self) -> None:
        """Other runs are looked at from now on: what lies in the mailbox is of those before."""
        self._next_look_s.clear()
        self._took_s.clear()
        self._next_networks_s = 0.0
        self.forget()

    def forget(self) -> None:
        """What lies in the mailbox is not of the runs that are looked at from now on."""
        self._seen_step = -1
        self._mailbox.clear()

    def look_for(self, wish: Look) -> None:
        """See this from the next look on, which is due at once."""
        self.wish = wish
        self._next_look_s.pop(Detail.VIEW, None)
        self._next_networks_s = 0.0
        self._seen_step = -1

    def wait_for_hand(self) -> None:
        """A hand is at the data: what took long to measure would be of data that are gone in a moment."""
        rested_s = time.perf_counter() + rest_of_hand_s
        self._next_look_s[Detail.METRICS] = max(self._next_look_s.get(Detail.METRICS, 0.0), rested_s)

    def detail_due(self, runs: Sequence[Run]) -> Detail | None:
        """The most care whose time has come; None: it is too soon for any, or nobody would look, or nothing is new."""
        if not runs or not self._mailbox.wanted or max(run.trainer.step for run in runs) == self._seen_step:
            return None
        now_s = time.perf_counter()
        due = (detail for detail in runs[0].trainer.observer.budgets if now_s >= self._next_look_s.get(detail, 0.0))
        return max(due, default=None)

    def look(self, runs: Sequence[Run], detail: Detail) -> bool:
        """Leave a frame of each run, and plan when they may be looked at again; gives whether somebody waits for them.

        With more care than the least it is one of two runs that is looked at, in turn: both at once would be a pause.
        """
        began_s = time.thread_time()  # without the time in which the window paints and this thread waits for it
        least = min(runs[0].trainer.observer.budgets)
        self._turn = (self._turn + 1) % len(runs)
        self._networks_took_s = 0.0
        awaited = self._publish(runs, [detail if place == self._turn else least for place in range(len(runs))])
        self._plan(runs, detail, time.thread_time() - began_s - self._networks_took_s)
        return awaited

    def _publish(self, runs: Sequence[Run], details: Sequence[Detail]) -> bool:
        frames = self._frames(runs, details)
        are_due = time.perf_counter() >= self._next_networks_s
        return self.put(*(self._with_networks(runs, frames) if are_due else frames))

    def _with_networks(self, runs: Sequence[Run], frames: list[Frame]) -> list[Frame]:
        """The first run's frame with its networks, where they are seen: they have a share of the time to themselves."""
        if not self.wish.networks:
            return frames
        began_s = time.thread_time()
        first = replace(frames[0], networks=runs[0].trainer.observer.networks(self.wish))
        self._networks_took_s = time.thread_time() - began_s
        rest_s = max(self._networks_took_s * (1 / of_networks.share - 1), of_networks.interval_s)
        self._next_networks_s = time.perf_counter() + rest_s
        return [first, *frames[1:]]

    def _plan(self, runs: Sequence[Run], detail: Detail, looked_s: float) -> None:
        """The share of the time that looking may take is each run's own."""
        now_s, budgets = time.perf_counter(), runs[0].trainer.observer.budgets
        least = min(budgets)
        self._took_s[detail] = looked_s / (len(runs) if detail is least else 1)
        for kind, budget in budgets.items():
            # Who measures has surveyed as well; a glance is due again at once, for it moves what moves.
            if kind is detail or Detail.MOTION < kind < detail:
                rest_s = self._took_s.get(kind, looked_s) * (1 / budget.share - 1)
                interval_s = budget.interval_s * (len(runs) if kind is least else 1)
                self._next_look_s[kind] = now_s + max(rest_s, interval_s - looked_s)

    def publish(self, runs: Sequence[Run], detail: Detail) -> bool:
        """Leave a frame of each run now; gives whether somebody waits for them."""
        return self.put(*self.frames(runs, detail))

    def frames(self, runs: Sequence[Run], detail: Detail) -> list[Frame]:
        """What is to be seen of each run now."""
        return self._with_networks(runs, self._frames(runs, [detail] * len(runs)))

    def _frames(self, runs: Sequence[Run], details: Sequence[Detail]) -> list[Frame]:
        return [run.trainer.observe(look=self.wish, detail=detail) for run, detail in zip(runs, details, strict=True)]

    def put(self, *frames: Frame) -> bool:
        """Leave a frame of each run; gives whether somebody waits for them."""
        self._seen_step = max(frame.step for frame in frames)  # one whose loss is no number stays behind
        return self._mailbox.put(*frames)
