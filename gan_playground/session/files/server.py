"""What the worker does so that its runs are kept, in its thread: it packs them, and another thread writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from gan_playground.session.commands import Keep, Save
from gan_playground.session.run.run import Run

if TYPE_CHECKING:
    from pathlib import Path

    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.worker import Handler, Worker


class RunWriter(Protocol):
    """Where runs are written, in another thread: none of this waits."""

    def keep(self, run: SavedRun, path: Path | str) -> None: ...

    def write(self, run: SavedRun, path: Path | str) -> None: ...

    def forget(self, path: Path | str) -> None: ...


class FileServer:
    """Leaves runs to be written, for one worker."""

    def __init__(self, worker: Worker, writer: RunWriter) -> None:
        self._worker, self._writer = worker, writer

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {Keep: self._keep_all, Save: self._save}

    def _save(self, command: Save) -> None:
        """Leave the run to be written where somebody wants it."""
        if self._runs:
            self._take_picture(command.thumbnail)
            self._writer.write(self._packed(self._runs[0]), command.path)

    def _keep_all(self, command: Keep) -> None:
        """Leave each run to be written to its own place."""
        if not self._runs:
            return
        self._take_picture(command.thumbnail)
        for run in reversed(self._runs):  # the first one last: it is the newest where there is one to be offered
            if run.origin is None:
                self.keep(run)

    def _take_picture(self, thumbnail: bytes) -> None:
        self._runs[0].thumbnail = thumbnail or self._runs[0].thumbnail

    def _packed(self, run: Run) -> SavedRun:
        return run.packed(*(one for one in self._runs if one is not run and one.origin is not None))

    def keep(self, run: Run) -> str:
        """Leave a run to be written to its own place; gives where that is, or nothing if there is nothing to keep."""
        if not run.keep_at or run.timeline.last_step(run.trainer) == 0:
            return ""
        self._writer.keep(self._packed(run), run.keep_at)
        return run.keep_at

    def leave(self, run: Run) -> str:
        """Another run takes its place, or goes on without it; gives where it is kept, if it is."""
        if run.has_lived:
            return self.keep(run)
        self._forget(run)
        return ""

    def _forget(self, run: Run) -> None:
        """What was kept of it was too short to be worth it."""
        if run.keep_at:
            self._writer.forget(run.keep_at)

    @property
    def _runs(self) -> list[Run]:
        return self._worker.runs
