"""From the wish to open a run until it trains: what is said meanwhile, and the way out of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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

TellOpen: TypeAlias = "Callable[[SavedRun], str]"
"""What is to be said of a run that is open now; empty where nobody asked for it by a file."""

AskWhere: TypeAlias = "Callable[[SavedRun], Path | None]"


def nothing() -> None:
    """What there is to do where a file that could not be opened leaves nothing undone."""


def untold_open(_saved: SavedRun) -> str:
    """Whoever wanted it knows what it is."""
    return ""


class Opening(QObject):
    """One file at a time: what was asked for last wins, be it a file or any other run."""

    def __init__(self, session: Session, notifier: Notifier, ask_where: AskWhere, parent: QObject) -> None:
        """ask_where: lets somebody point to what a run learned from; None where he does not."""
        super().__init__(parent)
        self._session, self._notifier, self._ask_where = session, notifier, ask_where
        self._path: Path | None = None
        self._take: Take | None = None
        self._otherwise: Callable[[], None] = nothing
        self._tell_open: TellOpen = untold_open
        self._ordered_before: int | None = None
        self._run: int | None = None
        self._untold: Callable[[], None] = nothing
        self._tell_change: Callable[[], None] = nothing
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._say)
        self._soon = QTimer(self, singleShot=True, interval=0)  # after what the worker says of the run that begins
        self._soon.timeout.connect(self._tell_untold)
        session.hear(RunRead, self._on_read)
        session.hear(RunUnread, self._on_unread)
        session.run_started.connect(self._on_started)
        session.failed.connect(self._on_failed)

    def begin(
        self,
        path: Path,
        take: Take,
        otherwise: Callable[[], None] = nothing,
        tell_open: TellOpen = untold_open,
    ) -> None:
        """Read a run and go on with it. otherwise: what to do instead where that fails, or is cancelled."""
        self._end()
        self._path, self._take, self._otherwise, self._tell_open = path, take, otherwise, tell_open
        self._ordered_before = self._session.ordered_run
        self._session.autosave.read(path)
        self._patience.start()

    def cancel(self) -> None:
        """Stay with the run that is there."""
        self._session.autosave.cancel_reading()
        self._give_up()

    def leave(self, path: Path) -> None:
        """The same, where it is this file that is read."""
        if path == self._path and self._run is None:
            self.cancel()

    def close(self) -> None:
        """The window closes: whatever is on its way is not wanted any more. Harmless the second time."""
        self._session.autosave.cancel_reading()
        self._soon.stop()
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
        if event.lacks:
            self._do_otherwise(partial(self._offer_to_point, self._take, event))
            return
        self._tell_change = partial(self._tell_of, self._take, event, self._tell_open(event.run))
        self._go_on_with(self._take, event.run)

    def _go_on_with(self, take: Take, saved: SavedRun) -> None:
        self._run = take(saved)
        if not self._patience.isActive():
            self._say()  # from here on it cannot be cancelled

    def _tell_of(self, take: Take, event: RunRead, opened: str) -> None:
        """What it is, and what has changed of its data; where the run goes on with a copy, there is a choice."""
        told = " ".join(filter(None, (opened, event.told)))
        if event.anew is not None:
            self._notifier.offer(told, "Use the new data", partial(self._take_other, take, event.anew))
        elif told:
            self._notifier.tell(told)

    def _take_other(self, take: Take, saved: SavedRun) -> None:
        self._end()
        self._go_on_with(take, saved)

    def _offer_to_point(self, take: Take, event: RunRead) -> None:
        self._notifier.offer(event.lacks, "Point to it …", partial(self._point, take, event.run))

    def _point(self, take: Take, saved: SavedRun) -> None:
        path = self._ask_where(saved)
        if path is not None:
            self._take_other(take, saved.learning_from(path))

    def _on_unread(self, event: RunUnread) -> None:
        self._do_otherwise(partial(self._session.tell, event.failure))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self._run is not None and failure.run == self._run:
            self._do_otherwise(partial(self._session.tell, replace(failure, run=None)), is_told=True)

    def _do_otherwise(self, tell: Callable[[], None], is_told: bool = False) -> None:
        """Do what is to be done instead; where that is a run, it is told only then why, since old news go with it."""
        before = self._session.ordered_run
        self._give_up()
        if self._session.ordered_run != before:
            self._untold = tell
        elif not is_told:
            tell()

    @Slot(object)
    def _on_started(self, run: RunInfo) -> None:
        if self._run is not None and run.run >= self._run:
            if run.run == self._run:
                self._untold = self._tell_change
            self._end()
        if self._untold is not nothing:
            self._soon.start()

    @Slot()
    def _tell_untold(self) -> None:
        untold, self._untold = self._untold, nothing
        untold()

    def _give_up(self) -> None:
        otherwise = self._otherwise
        self._end()
        otherwise()

    def _end(self) -> None:
        self._patience.stop()
        self._notifier.end_opening()
        self._path = self._take = self._run = None
        self._otherwise = self._tell_change = nothing
        self._tell_open = untold_open
