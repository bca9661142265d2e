"""Runs as documents: opened, saved, kept by themselves, and offered again after an accident."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from gan_playground.lessons.catalogue import default_lesson, lessons
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.shelf import lesson_of, run_ending
from gan_playground.ui.menu_heading import add_heading
from gan_playground.ui.news import News
from gan_playground.ui.settings import Settings

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.messages import Run
    from gan_playground.session.session import Session

file_types = f"Runs of GAN Playground (*{run_ending})"
thumbnail_px = (320, 200)
most_recent = 8


class RunFiles(QObject):
    """Opens and saves the runs of one window.

    Signals: told(str), failed(str): a sentence for the window.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self, session: Session, settings: Settings, news: News, picture: Callable[[], QImage], window: QWidget
    ) -> None:
        """`picture`: what is seen of the run now."""
        super().__init__(window)
        self._session, self._settings, self._news, self._picture = session, settings, news, picture
        self._window = window
        self._lessons: dict[int, Lesson] = {}
        self._step, self._lesson_id = 0, ""
        keeping = session.keeping
        keeping.due.connect(self._keep)
        keeping.written.connect(self._on_written)
        keeping.was_read.connect(self._on_read)
        keeping.found.connect(self._offer)
        keeping.failed.connect(session.failed)

    def lesson_of(self, run: Run) -> Lesson | None:
        """The lesson of a run that was opened from a file; None for any other."""
        return self._lessons.get(run.run)

    def show_place(self, lesson: str, step: int) -> None:
        """What a file would be called after."""
        self._lesson_id, self._step = lesson, step

    @Slot()
    def look_for_cut_off(self) -> None:
        """Offer the run of a window that was cut off, if there is one."""
        self._session.keeping.look_for_cut_off()

    @Slot()
    def ask_where_to_save(self) -> None:
        """The dialog for a new file."""
        start = Path(self._settings.folder) / f"{self._lesson_id}-step-{self._step}{run_ending}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the run", str(start), file_types)
        if chosen:
            self.save(Path(chosen if Path(chosen).suffix else f"{chosen}{run_ending}"))

    @Slot()
    def ask_what_to_open(self) -> None:
        """The dialog for a file that is there."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open a run", self._settings.folder, file_types)
        if chosen:
            self.open(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the run as it is now; it trains on meanwhile."""
        self._settings.folder = str(path.parent)
        self._session.keeping.save(path, self._thumbnail())

    def open(self, path: Path) -> None:
        """Go on with a run that was saved."""
        self._settings.folder = str(path.parent)
        self._session.keeping.read(path)

    def take(self, saved: SavedRun) -> None:
        """Go on with a run that was read."""
        self._lessons = {self._session.open_run(saved): lesson_for(saved)}

    @Slot(object, str)
    def _on_read(self, saved: SavedRun, path: str) -> None:
        self._remember(path)
        self.take(saved)

    @Slot(str)
    def _on_written(self, path: str) -> None:
        self._remember(path)
        self.told.emit(f"The run is saved as {Path(path).name}.")

    def _remember(self, path: str) -> None:
        if Path(path).parent != self._session.keeping.shelf.folder:
            others = [one for one in self._settings.recent_runs if one != path]
            self._settings.recent_runs = [path, *others][:most_recent]

    @Slot(object, str)
    def _offer(self, saved: SavedRun, path: str) -> None:
        sentence = (
            f"The last time, the program was cut off. Its run of “{lesson_for(saved).title}” was kept, "
            f"up to step {saved.tip.step:,}."
        )
        self._news.offer(sentence, "Open it", lambda: self.open(Path(path)))

    @Slot()
    def _keep(self) -> None:
        self._session.keeping.keep(self._thumbnail())

    def _thumbnail(self) -> bytes:
        """A small PNG of what is seen."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._picture().scaled(*thumbnail_px, aspect, smooth).save(buffer, "PNG")
        return bytes(buffer.data().data())

    def fill_menu(self, menu: QMenu) -> None:
        """What was saved or opened last, and what was kept by itself; gone files are not told."""
        menu.clear()
        recent = [Path(path) for path in self._settings.recent_runs if Path(path).is_file()]
        for path in recent:
            self._add(menu, path, path.name)
        kept = self._session.keeping.shelf.runs()
        if kept:
            add_heading(menu, "Kept by themselves")
        for path in kept:
            self._add(menu, path, f"{_title(lesson_of(path))}, {ago(time.time() - path.stat().st_mtime)}")
        if not (recent or kept):
            menu.addAction("Nothing yet").setEnabled(False)

    def _add(self, menu: QMenu, path: Path, title: str) -> None:
        action = menu.addAction(title)
        action.setData(str(path))
        action.setToolTip(str(path))

    @Slot(object)
    def open_action(self, action: QAction) -> None:
        """Open what an entry of the menu stands for."""
        if action.data():
            self.open(Path(action.data()))


def lesson_for(saved: SavedRun) -> Lesson:
    """Its lesson; where that is not known here, one with the same kind of data, or at least of stage."""
    if saved.lesson in lessons():
        return lessons()[saved.lesson]
    alike = [one for one in lessons().values() if one.experiment.data.kind == saved.experiment.data.kind]
    staged = [one for one in lessons().values() if one.experiment.stage == saved.experiment.stage]
    return next(iter((*alike, *staged)), default_lesson())


def _title(lesson_id: str) -> str:
    return lessons()[lesson_id].title if lesson_id in lessons() else "A run"


def ago(seconds: float) -> str:
    """As in "5 minutes ago"."""
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
