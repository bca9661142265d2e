"""Keeping runs: by themselves, where somebody wants them, and opening them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.session.commands import Keep, Save
from gan_playground.session.files.autosave_folder import AutosaveFolder
from gan_playground.session.files.events import KeepDue, KeepFailed, RunRead, RunUnread
from gan_playground.session.files.saving import Saving

if TYPE_CHECKING:
    from gan_playground.session.channel import WorkerChannel

first_keep_ms, keep_interval_ms = 2_000, 27_000  # and a while to write: what is left is at most half a minute old


class Autosave(QObject):
    """The run files of one session. What there is to say about them is heard with all else that the session says.

    saving: where the worker leaves runs to be written.
    """

    def __init__(self, channel: WorkerChannel) -> None:
        super().__init__(channel)
        self._channel = channel
        self.autosave_folder = AutosaveFolder()
        self.saving = Saving(self._on_said)
        self._reading = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)

    def open(self) -> None:
        """Take a place in the folder of kept runs."""
        self.saving.open()
        self._take_place()

    def _take_place(self) -> None:
        if reason := self.autosave_folder.open():
            self._channel.tell(KeepFailed(reason))

    def stop(self) -> None:
        """Nothing more is to be kept now and then, or read."""
        self._timer.stop()
        self.saving.want("")

    def close(self) -> None:
        """Write what is left; the worker has ended before."""
        self._timer.stop()
        self.saving.close()
        self.autosave_folder.tidy()
        self.autosave_folder.close()

    def begin(self) -> None:
        """A run has begun: it is kept soon, and now and then from then on."""
        if self.autosave_folder.is_open:
            self._timer.start(first_keep_ms)

    @Slot()
    def _on_time(self) -> None:
        self._timer.start(keep_interval_ms)
        self._channel.tell(KeepDue())

    def keep(self, thumbnail: bytes) -> None:
        """Keep the run as it is now."""
        self._channel.send(Keep(thumbnail))

    def save(self, path: Path, thumbnail: bytes) -> None:
        """Save the run as it is now; RunWritten tells when it is there."""
        self._channel.send(Save(thumbnail, str(path)))

    def read(self, path: Path) -> None:
        """Read a run, and no other that was asked for before; RunRead or RunUnread tells what came of it."""
        self._reading = str(path)
        self.saving.want(self._reading)

    def cancel_reading(self) -> None:
        """What is being read is not wanted any more."""
        self._reading = ""
        self.saving.want("")

    @Slot(object)
    def _on_said(self, event: object) -> None:
        """Pass it on, but for what is not wanted any more."""
        if isinstance(event, RunRead | RunUnread):
            if not self._reading or (isinstance(event, RunRead) and event.path != self._reading):
                return
            self.cancel_reading()
        self._channel.tell(event)

    def read_heads(self, paths: list[Path]) -> None:
        """See what these say of themselves; HeadRead tells, of each that can be read."""
        self.saving.read_heads(paths)

    def look_for_cut_off(self) -> None:
        """See whether a window was cut off with a run that can be opened; CutOffFound tells."""
        if left := self.autosave_folder.cut_off():
            self.saving.look_through(left)

    def path_of(self, run: int, lesson: str) -> str:
        """Where this run, of this lesson, is kept by itself; empty where nothing can be."""
        if not self.autosave_folder.is_open:
            self._take_place()  # a disk may have been put right meanwhile
        path = self.autosave_folder.path_of(run, lesson)
        return "" if path is None else str(path)
