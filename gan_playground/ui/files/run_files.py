"""Runs as documents: opened, saved, kept by themselves, and offered again after an accident."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gan_playground.lessons.catalogue import lesson_or_alike
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.events import DevicesFound
from gan_playground.session.files.autosave_folder import run_ending
from gan_playground.session.files.events import CutOffFound, KeepDue, RunWritten
from gan_playground.session.order_state import OrderStage
from gan_playground.ui.files.opening import Opening, nothing
from gan_playground.ui.files.recent_runs import RecentRuns
from gan_playground.ui.widgets.file_dialogs import chosen_folder, chosen_to_open, chosen_to_save

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.files.run_head import RunHead
    from gan_playground.session.messages import RunInfo
    from gan_playground.session.session import Session
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.settings import Settings

file_types = f"Runs of GAN Playground (*{run_ending})"
thumbnail_px = (320, 200)
most_recent = 8


class RunFiles(QObject):
    """Opens and saves the runs of one window."""

    def __init__(
        self, session: Session, settings: Settings, notifier: Notifier, picture: Callable[[], QImage], window: QWidget
    ) -> None:
        """`picture`: what is seen of the run now."""
        super().__init__(window)
        self._session, self._settings, self._notifier, self._picture = session, settings, notifier, picture
        self._window = window
        self.opening = Opening(session, notifier, self._ask_where, self)
        self._lessons: dict[int, Lesson] = {}
        self._first: Callable[[], None] = nothing
        self._goes_on_after = False
        self.unsaid: set[str] = set()
        """Runs that are written for the program's own use, and not to be told."""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask_and_save)
        session.playing_changed.connect(self._on_playing_changed)
        session.hear(KeepDue, self._keep)
        session.hear(RunWritten, self._on_written)
        session.hear(CutOffFound, self._offer)
        session.hear(DevicesFound, self._open_first)

    def lesson_of(self, run: RunInfo) -> Lesson | None:
        """The lesson of a run that was opened from a file; None for any other."""
        return self._lessons.get(run.run)

    def recent_runs(self, parent: QWidget) -> RecentRuns:
        """A menu of runs that can be opened again."""
        menu = RecentRuns(self._session, self._settings, parent)
        menu.chosen.connect(self.open)
        return menu

    @Slot()
    def look_for_cut_off(self) -> None:
        """Offer the run of a window that was cut off, if there is one."""
        self._session.autosave.look_for_cut_off()

    @Slot()
    def ask_where_to_save(self) -> None:
        """The dialog for a new file; the run waits for it, so that it is saved at the step that the name says."""
        if self._session.order.stage is not OrderStage.THERE or self._session.run is None:
            self._notifier.tell_error("There is no run of this lesson yet that could be saved.")
        elif self._session.is_playing:
            self._goes_on_after = True
            self._session.pause()
        else:
            self._soon.start()

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        if self._goes_on_after and not playing:
            self._soon.start()

    @Slot()
    def _ask_and_save(self) -> None:
        state, goes_on, self._goes_on_after = self._session.state, self._goes_on_after, False
        start = Path(self._settings.folder) / f"{self._session.lesson or 'run'}-step-{state.step}{run_ending}"
        chosen, _ = chosen_to_save(self._window, "Save the run", str(start), file_types)
        if chosen:
            self.save(Path(chosen if Path(chosen).suffix else f"{chosen}{run_ending}"))
        if goes_on:
            self._session.play()

    @Slot()
    def ask_what_to_open(self) -> None:
        """The dialog for a file that is there."""
        chosen = chosen_to_open(self._window, "Open a run", self._settings.folder, file_types)
        if chosen:
            self.open(Path(chosen))

    def _ask_where(self, saved: SavedRun) -> Path | None:
        """The dialog for what a run learned from, a file or a folder."""
        last = Path(saved.experiment.data.path).expanduser()
        words = f"Where is {last.name}?"
        if saved.source is not None and saved.source.unit == "files":
            chosen = chosen_folder(self._window, words, str(last.parent))
        else:
            chosen = chosen_to_open(self._window, words, str(last.parent))
        return Path(chosen) if chosen else None

    def save(self, path: Path) -> None:
        """Write the run as it is now; it trains on meanwhile."""
        self._settings.folder = str(path.parent)
        self._session.autosave.save(path, thumbnail_png(self._picture()))

    @Slot(object)
    def open(self, path: Path, otherwise: Callable[[], None] = nothing) -> None:
        """Go on with a run that was saved. otherwise: what to do where it cannot be opened, or is not to be."""
        self._settings.folder = str(path.absolute().parent)
        self.opening.begin(path, partial(self._take, path), otherwise, partial(self._opened_words, path))

    def _opened_words(self, path: Path, saved: SavedRun) -> str:
        """As in "Opened mine.ganrun: “Ring of eight”, step 1,204, seed 3. Play goes on from there."."""
        by_itself = path.parent == self._session.autosave.autosave_folder.folder  # where names are for programs
        name = "a run that was kept" if by_itself else path.name
        step = saved.tip.step if saved.step is None else saved.step
        title = lesson_for(saved).title
        return f"Opened {name}: “{title}”, step {step:,}, seed {saved.seed}. Play goes on from there."

    def open_first(self, path: Path, otherwise: Callable[[], None]) -> None:
        """As `open`, once torch is there, in a window that has no run yet."""
        self._first = partial(self.open, path, otherwise)

    def _open_first(self, _event: DevicesFound) -> None:
        first, self._first = self._first, nothing
        first()

    def _take(self, path: Path, saved: SavedRun) -> int:
        self._remember(str(path.absolute()))
        run = self._session.open_run(saved)
        self._lessons = {run: lesson_for(saved)}
        return run

    def _on_written(self, event: RunWritten) -> None:
        if event.path in self.unsaid:
            self.unsaid.remove(event.path)
            return
        self._remember(event.path)
        self._notifier.tell_saved(Path(event.path))

    def _remember(self, path: str) -> None:
        if Path(path).parent != self._session.autosave.autosave_folder.folder:
            others = [one for one in self._settings.recent_runs if one != path]
            self._settings.recent_runs = [path, *others][:most_recent]

    def _offer(self, event: CutOffFound) -> None:
        sentence = (
            f"The last time, the program was cut off. Its run of “{lesson_for(event.run).title}” was kept, "
            f"up to step {event.run.tip.step:,}; it stays among the recent runs."
        )
        self._notifier.offer(sentence, "Open it", partial(self.open, Path(event.path)))

    def _keep(self, _event: KeepDue) -> None:
        self._session.autosave.keep(thumbnail_png(self._picture()))


def thumbnail_png(picture: QImage) -> bytes:
    """A small PNG of what is seen; empty where nothing is yet."""
    if picture.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    picture.scaled(*thumbnail_px, aspect, smooth).save(buffer, "PNG")
    return bytes(buffer.data().data())


def lesson_for(saved: SavedRun | RunHead) -> Lesson:
    """Its lesson; where that is not known here, one with the same kind of data, or at least of stage."""
    return lesson_or_alike(saved.lesson, saved.experiment)
