"""A run in training with its past: there is one, or there are two side by side."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from msgspec import Struct, field
from msgspec.structs import replace

from gan_playground.session.messages import RunInfo

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.gan.timeline.checkpoint import Checkpoint
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

record_share = 0.02  # of the time, for keeping the past
record_interval_s = 0.05
short_life_s = 15.0


class Run(Struct, eq=False):
    """The trainer, and the timeline that knows where it has been.

    origin: the moment at which a second run left the first; None where it did not grow from it. lesson: the id of the
    lesson that it is of. keep_at: where it is kept by itself. thumbnail: its last picture, a PNG. replaced: where the
    run is kept that this one took the place of; empty where it was not kept.
    """

    trainer: Trainer
    timeline: Timeline
    origin: Checkpoint | None = None
    lesson: str = ""
    keep_at: str = ""
    thumbnail: bytes = b""
    replaced: str = ""
    _next_record_s: float = 0.0
    _began_s: float = field(default_factory=time.perf_counter)

    @property
    def info(self) -> RunInfo:
        """What there is to say about it."""
        return replace(RunInfo.of(self.trainer), lesson=self.lesson, replaced=self.replaced)

    @property
    def has_lived(self) -> bool:
        """Long enough that somebody may want it back after another run took its place."""
        return time.perf_counter() - self._began_s > short_life_s

    def packed(self, *grown: Run) -> SavedRun:
        """The run as it is now, for a file; runs that grew from it and train beside it are branches there."""
        from gan_playground.gan.runfile import saved_run

        timeline = self.timeline.copy(self.trainer) if grown else self.timeline
        for other in grown:
            assert other.origin is not None
            timeline.adopt(other.origin, other.timeline.copy(other.trainer), other.trainer)
        return saved_run(self.trainer, timeline, self.lesson, self.thumbnail)

    def give_way_to(self, run_b: Self) -> None:
        """The past with all its branches goes with a run that left this one; both come to the present for that."""
        assert run_b.origin is not None
        for side in (self, run_b):
            side.timeline.switch(side.trainer, side.timeline.branch.number)
        past = self.timeline
        self.timeline, self.origin = past.hand_over(self.trainer, run_b.origin, run_b.timeline, run_b.trainer)
        run_b.timeline, run_b.origin = past, None
        self.keep_at, run_b.keep_at = run_b.keep_at, self.keep_at

    @classmethod
    def fresh(cls, trainer: Trainer) -> Self:
        """A run whose past begins here."""
        from gan_playground.gan.timeline.timeline import Timeline

        return cls(trainer, Timeline(trainer))

    def record_if_due(self) -> None:
        """Keep this moment, where that does not slow the training down by more than its share."""
        now_s = time.perf_counter()
        if now_s < self._next_record_s:
            return
        began_s = time.thread_time()
        self.timeline.record(self.trainer)
        took_s = time.thread_time() - began_s
        self._next_record_s = now_s + max(record_interval_s, took_s / record_share)
