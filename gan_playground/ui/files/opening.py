"""From the wish to open a run until it trains: what is said meanwhile, and the way out of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.session.events import Failure
from gan_playground.session.files.events import RunRead, RunUnread
from gan_playground.session.messages import RunInfo

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.session import Session
    from gan_playground.ui.notices.presenter import Notifier

patience_ms = 500  # what is open sooner needs no word

Take: TypeAlias = "Callable[[SavedRun], int]"
"""Goes on with a run that was read, and gives the id that it has here."""


def nothing() -> None:
    """What there is to do where a file that could not be opened leaves nothing undone."""


class Opening(QObject):
    """One file at a time: what was asked for last wins, be it a file or any other run."""

    def __init__(self, session: Session, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._notifier = session, notifier
        self._path: Path | None = None
        self._take: Take | None = None
        self._otherwise: Callable[[], None] = nothing
        self._ordered_before: int | None = None
        self._run: int | None = None
        self._untold: Failure | None = None
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._say)
        session.hear(RunRead, self._on_read)
        session.hear(RunUnread, self._on_unread)
        session.run_started.connect(self._on_started)
        session.failed.connect(self._on_failed)

    def begin(self, path: Path, take: Take, otherwise: Callable[[], None] = nothing) -> None:
        """Read a run and go on with it. otherwise: what to do instead where that fails, or is cancelled."""
        self._end()
        self._path, self._take, self._otherwise = path, take, otherwise
        self._ordered_before = self._session.ordered_run
        self._session.autosave.read(path)
        self._patience.start()

    def cancel(self) -> None:
        """Stay with the run that is there."""
        self._session.autosave.cancel_reading()
        self._give_up()

    def close(self) -> None:
        """The window closes: whatever is on its way is not wanted any more. Harmless the second time."""
        self._session.autosave.cancel_reading()
        self._end()

    @Slot()
    def _say(self) -> None:
        if self._path is not None:
            on_autosave_folder = (
                self._path.parent == self._session.autosave.autosave_folder.folder
            )  # where names are for programs
            name = "the run" if on_autosave_folder else self._path.name
            self._notifier.show_opening(f"Opening {name} …", self.cancel if self._run is None else None)

    def _on_read(self, event: RunRead) -> None:
        if self._take is None:
            return
        if self._session.ordered_run != self._ordered_before:  # somebody has begun something else since
            self._end()
            return
        self._run = self._take(event.run)
        if not self._patience.isActive():
            self._say()  # from here on it cannot be cancelled

    def _on_unread(self, event: RunUnread) -> None:
        if not self._begins_another(event.failure):
            self._session.tell(event.failure)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self._run is not None and failure.run == self._run:
            self._begins_another(replace(failure, run=None))

    def _begins_another(self, failure: Failure) -> bool:
        """Do what is to be done instead; where that is a run, it is told only then why, since old news go with it."""
        before = self._session.ordered_run
        self._give_up()
        begins = self._session.ordered_run != before
        self._untold = failure if begins else None
        return begins

    @Slot(object)
    def _on_started(self, run: RunInfo) -> None:
        if self._run is not None and run.run >= self._run:
            self._end()
        if self._untold is not None:
            failure, self._untold = self._untold, None
            self._session.tell(failure)

    def _give_up(self) -> None:
        otherwise = self._otherwise
        self._end()
        otherwise()

    def _end(self) -> None:
        self._patience.stop()
        self._notifier.end_opening()
        self._path = self._take = self._run = None
        self._otherwise = nothing
