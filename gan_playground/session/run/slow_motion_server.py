"""What the worker does while a turn is seen in its parts, in its thread.

Nothing is ever kept from the middle of a turn: whatever needs a whole step runs through the rest of it first.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.observe.look import Detail
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.session import commands
from gan_playground.session.commands import SessionCommand
from gan_playground.session.messages import SlowMotion

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.observe.turn_observer import TurnObserver
    from gan_playground.session.worker import Handler, Worker

needs_no_step = (
    commands.LookAt,
    commands.SetSpeed,
    commands.SetBudget,
    commands.MarkIssue,
    commands.WithdrawIssue,
    commands.RenameBranch,
    commands.PutBookmark,
)
"""What leaves a turn where it stands."""

needs_whole_step = (commands.TurnKnobs, commands.Save, commands.BookmarkHere)
"""What has the turn run through, and is at its end then; anything else ends slow motion."""


class SeenPart(Struct, frozen=True, eq=False):
    """A part of a turn, and the frame of each run at that time."""

    part: TurnPart
    frames: Sequence[Frame]


class SlowMotionServer:
    """Stops the first run's turns between their parts, for one worker. present: where it stands; None: it does not.

    A second run makes its step when the first one's turn is over. Parts that were seen are shown again without being
    made again: they are the same.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._due_s = 0.0
        self._deferred: commands.Keep | None = None
        self.forget()

    def forget(self) -> None:
        """The runs are others now, or cannot go on."""
        self.present: SlowMotion | None = None
        self._turn: TurnObserver | None = None
        self._seen: list[SeenPart] = []
        self._place = 0

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {
            commands.BeginSlowMotion: self._begin,
            commands.NextPart: self._next_by_hand,
            commands.PartBack: self._back,
            commands.PlayParts: self._play_parts,
            commands.EndSlowMotion: self._end,
        }

    @property
    def plays(self) -> bool:
        """Whether it goes from part to part by itself."""
        return self.present is not None and math.isfinite(self.present.seconds)

    @property
    def _is_in_turn(self) -> bool:
        return bool(self._seen) and self._seen[-1].part.number < self._seen[-1].part.count

    def makes_way_for(self, command: SessionCommand) -> bool:
        """Whether that can be done now, since nothing is in the middle of a step any more; else it will be later."""
        if self.present is None or isinstance(command, (*needs_no_step, *self.handlers())):
            return True
        if isinstance(command, commands.Keep):  # the program's own wish, for which nobody's turn is run through
            self._deferred = command if self._is_in_turn else None
            return self._deferred is None
        if isinstance(command, needs_whole_step):
            self._run_through()
        else:
            self._leave()
        return True

    # What is asked for.

    def _begin(self, command: commands.BeginSlowMotion) -> None:
        worker = self._worker
        worker.tasks.end()
        if self.present is not None or not worker.runs or not worker.training_server.is_ready_for(command):
            return
        goes_on = worker.is_playing
        worker.set_playing(False)
        worker.training_server.leave_past()
        worker.report()  # futures go before a turn is seen, for both dress the same items of a stage
        self._show(self._next(), math.inf, goes_on)

    def _next_by_hand(self, _command: commands.NextPart) -> None:
        if (present := self.present) is not None:
            self._go_on(present, math.inf)

    def _back(self, _command: commands.PartBack) -> None:
        if (present := self.present) is not None:
            self._place = max(self._place - 1, 0)
            self._show(self._seen[self._place], math.inf, present.goes_on)

    def _play_parts(self, command: commands.PlayParts) -> None:
        if (present := self.present) is not None:
            self._show(self._seen[self._place], command.seconds, present.goes_on)

    def _end(self, command: commands.EndSlowMotion) -> None:
        if self.present is None:
            return
        self._leave()
        if command.playing:
            self._worker.training_server.go_on()

    def go_on_if_due(self) -> None:
        """Show the next part, where this one was seen for long enough."""
        if self.present is not None and time.perf_counter() >= self._due_s:
            self._go_on(self.present, self.present.seconds)

    # Going on.

    def _go_on(self, present: SlowMotion, seconds: float) -> None:
        self._place += 1
        if self._place < len(self._seen):
            self._show(self._seen[self._place], seconds, present.goes_on)
        elif self._is_in_turn or self._worker.training_server.can_train():
            self._show(self._next(), seconds, present.goes_on)
        else:
            self._leave()

    def _next(self) -> SeenPart:
        """Make the next part, of this turn or of another. From its first part on frames say which step it makes."""
        if self._turn is None or not self._is_in_turn:
            from gan_playground.gan.observe.turn_observer import TurnObserver

            self._turn, self._seen = TurnObserver(self._worker.runs[0].trainer), []
        part = self._turn.next_part()
        if part.number == part.count:
            self._end_turn()
            frames = self._frames(Detail.METRICS)
        else:
            frames = self._frames(Detail.MOTION) if part.number == 1 or part.kind in moving else self._seen[-1].frames
        self._seen.append(seen := SeenPart(part, frames))
        self._place = len(self._seen) - 1
        return seen

    def _frames(self, detail: Detail) -> Sequence[Frame]:
        return self._worker.frame_scheduler.frames(self._worker.runs, detail)

    def _end_turn(self) -> None:
        """The step is made; what waited for that is done."""
        _, *others = runs = self._worker.runs
        for run in others:
            run.trainer.advance()
        for run in runs:
            run.record_if_due()

    def _run_through(self) -> None:
        """Make the rest of the turn, and stand at its end."""
        present = self.present
        assert present is not None
        while self._is_in_turn:
            self._next()
        self._place = len(self._seen) - 1
        self._show(self._seen[-1], present.seconds, present.goes_on)

    def _leave(self) -> None:
        if self._is_in_turn:
            self._worker.runs[0].trainer.turn.finish()
            self._end_turn()
        self.forget()
        self._worker.on_task_changed()
        self._worker.frame_server.publish_whole()
        self._keep_deferred()

    def _show(self, seen: SeenPart, seconds: float, goes_on: bool) -> None:
        self.present = SlowMotion(seen.part, seconds, goes_on)
        self._due_s = time.perf_counter() + seconds
        self._worker.report()
        self._worker.frame_server.show_all(seen.frames)
        self._worker.on_task_changed()
        if not self._is_in_turn:
            self._worker.history_server.tell_summary()
            self._keep_deferred()

    def _keep_deferred(self) -> None:
        if (keep := self._deferred) is not None:
            self._deferred = None
            self._worker.do(keep)


moving = "discriminator.move", "discriminator.look_ahead", "generator.move", "generator.look_ahead"
"""The parts after which something else is to be seen."""
