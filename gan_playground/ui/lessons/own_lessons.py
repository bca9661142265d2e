"""Lessons of one's own in the window: begun, found in their folder or elsewhere, and read anew when they are saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole
from gan_playground.lessons.catalogue import (
    ending,
    lesson_heads,
    load_lesson,
    new_lesson_text,
    own_file,
    own_folder,
    reread_own,
)
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.notices.presenter import folder_words
from gan_playground.ui.widgets.file_dialogs import is_exhibited

if TYPE_CHECKING:
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.main_window import MainWindow

settled_ms = 200  # after which an editor has written all that it writes


class OwnLessons(QObject):
    """Keeps the gallery and the story at what the user's files say.

    Signals: changed(): the gallery has other lessons now.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._notifier = window, notifier
        self._watcher = QFileSystemWatcher(self)
        self._settled = QTimer(self, singleShot=True, interval=settled_ms)
        self._settled.timeout.connect(self.read_anew)
        self._watcher.directoryChanged.connect(self._settle)
        self._watcher.fileChanged.connect(self._settle)
        self._untold: tuple[str, Callable[[], None]] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)  # what was told of the run before goes first
        self._soon.timeout.connect(self._tell_untold)
        window.session.run_started.connect(self._on_run)
        window.gallery.new_wanted.connect(self.begin_new)
        window.gallery.folder_wanted.connect(self.open_folder)
        window.lessons.shown.connect(self._watch)
        window.lessons.unreadable.connect(self._on_unreadable)
        window.session.closing.connect(self._close)

    def take(self, file: Path) -> None:
        """Begin the lesson in a file that was dropped or opened; where it lies elsewhere, offer to keep it."""
        lesson_id = next((one for one in lesson_heads() if own_file(one) == file.absolute()), str(file.absolute()))
        try:
            title = load_lesson(lesson_id).title
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
            return
        self._window.show_lesson(lesson_id)
        where = folder_words(file.absolute().parent)
        sentence = f"“{title}” is read anew whenever {file.name} is saved. It lies in {where}."
        word, act = "Show folder", self.open_folder
        if lesson_id == str(file.absolute()):
            word, act = "Keep it in the gallery", partial(self._keep, file)
        self._untold = lesson_id, partial(self._notifier.tell_with, sentence, word, act)

    @Slot(object)
    def _on_run(self, run: RunInfo) -> None:
        if self._untold is not None and self._untold[0] == run.lesson:
            self._soon.start()

    @Slot()
    def _tell_untold(self) -> None:
        if self._untold is not None:
            self._untold[1]()
        self._untold = None

    def _keep(self, file: Path) -> None:
        """A copy in the folder, which is the lesson from now on."""
        try:
            copy = self._written(file.stem, file.read_bytes())
        except (OSError, PlaygroundError) as error:
            self._notifier.tell_error(str(error))
            return
        self.read_anew()
        self.take(copy)

    @Slot()
    def begin_new(self) -> None:
        """Write a lesson to begin with, and open it in whatever opens texts here."""
        if is_exhibited(self._window):
            return
        try:
            file = self._written("my-lesson", new_lesson_text().encode())
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
            return
        self.read_anew()
        self.take(file)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def _written(self, name: str, content: bytes) -> Path:
        """A new file in the folder of one's own lessons; none that is there is written over."""
        folder = own_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlaygroundError(f"{folder} cannot be made: {error.strerror or error}.") from error
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        file = next(path for one in names if not (path := folder / f"{one}{ending}").exists())
        write_whole(file, content)
        return file

    @Slot()
    def open_folder(self) -> None:
        """Show where they lie, outside of this program."""
        if not is_exhibited(self._window):
            own_folder().mkdir(parents=True, exist_ok=True)
            self._watch()
            self._notifier.show_folder(own_folder())

    @Slot()
    def read_anew(self) -> None:
        """Something was saved, or is gone: the gallery follows, and so does the lesson that is there."""
        before = self._window.lesson
        reread_own()
        self._window.gallery.show_lessons(lesson_heads().values())
        self.changed.emit()
        self._watch()
        if own_file(before.id) is None and before.id in lesson_heads():
            return
        try:
            self._follow(before, load_lesson(before.id))
        except PlaygroundError as error:
            self._notifier.tell_error(f"{error} What you see is the lesson as it was.")

    def _follow(self, before: Lesson, after: Lesson) -> None:
        """Show what it says now; another experiment begins another run."""
        if after == before:
            return
        page, tell = self._window.story.page, partial(self._notifier.tell, f"“{after.title}” was read anew.")
        if after.experiment == before.experiment:
            self._window.lessons.show(after)
            tell()
        else:
            self._window.show_lesson(after.id)
            self._untold = after.id, tell
        self._window.story.go_to(page)

    @Slot(str)
    def _on_unreadable(self, sentence: str) -> None:
        """The one that is there stays."""
        self._window.gallery.show_lesson(self._window.lesson.id)
        self._notifier.tell_error(sentence)

    @Slot()
    def _watch(self) -> None:
        """The folder, for what comes and goes, and the file of the lesson that is there; some editors put a new one."""
        file = own_file(self._window.lesson.id)
        wanted = {str(path) for path in (own_folder(), file) if path is not None and path.exists()}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := watched - wanted:
            self._watcher.removePaths(sorted(gone))
        if new := wanted - watched:
            self._watcher.addPaths(sorted(new))

    @Slot()
    def _settle(self) -> None:
        """A file is emptied before it is written, or taken away before another takes its place."""
        self._settled.start()

    @Slot()
    def _close(self) -> None:
        self._settled.stop()
        self._soon.stop()
        if watched := [*self._watcher.directories(), *self._watcher.files()]:
            self._watcher.removePaths(watched)
