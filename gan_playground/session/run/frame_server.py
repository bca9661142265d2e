"""What the worker does so that its runs are seen, in its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gan_playground.gan.observe.look import Detail
from gan_playground.session.commands import LookAt
from gan_playground.session.run.frame_scheduler import FrameScheduler

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.session.worker import Handler, Worker


class FrameServer:
    """Shows where the runs are, for one worker; the window knows that they are there before it sees them."""

    def __init__(self, worker: Worker, scheduler: FrameScheduler) -> None:
        self._worker, self._scheduler = worker, scheduler

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {LookAt: self._look_at}

    def _look_at(self, command: LookAt) -> None:
        """Show this much from now on: at once while nothing trains, else with the next look."""
        self._scheduler.look_for(command.look)
        if self._worker.runs and not self._worker.is_playing:
            self.publish_whole()

    def look_if_due(self) -> None:
        """Show where they are on their way, and now and then their past."""
        detail = self._scheduler.detail_due(self._worker.runs)
        if detail is None:
            return
        self._tell_if(self._scheduler.look(self._worker.runs, detail))
        self._worker.history_server.tell_summary_if_due()
        self._worker.report()

    def publish_whole(self) -> None:
        """Show them with all care, and their past."""
        self.publish(Detail.METRICS)
        self._worker.history_server.tell_summary()

    def publish(self, detail: Detail) -> None:
        """Show them with this much care."""
        self._worker.report()
        self._tell_if(self._scheduler.publish(self._worker.runs, detail))

    def show(self, frame: Frame) -> None:
        """Show how far a task is with the first run, and with the one beside it."""
        beside = [run.trainer.observe(look=self._scheduler.wish) for run in self._worker.runs[1:]]
        self._tell_if(self._scheduler.put(frame, *beside))

    def show_all(self, frames: Sequence[Frame]) -> None:
        """Show what was seen of every run at one time."""
        self._tell_if(self._scheduler.put(*frames))

    def _tell_if(self, awaited: bool) -> None:
        if awaited:
            self._worker.tell_frame_waits()
