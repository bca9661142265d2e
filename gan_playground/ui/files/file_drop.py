"""Files dropped on the window: data of one's own, of any kind that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES, album_endings, kind_of_file
from gan_playground.gan.data.images.picture import picture_endings
from gan_playground.gan.data.plane.drawing import drawing_ending, read_drawing
from gan_playground.gan.data.plane.strokes import read_strokes
from gan_playground.gan.data.table import table_endings
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import ending as lesson_ending
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.events import Remark
from gan_playground.session.files.autosave_folder import run_ending
from gan_playground.ui.widgets.file_dialogs import is_exhibited

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.files.run_files import RunFiles
    from gan_playground.ui.files.table_controller import TableController
    from gan_playground.ui.lessons.own_lessons import OwnLessons
    from gan_playground.ui.notices.presenter import Notifier


readable = (*table_endings, *picture_endings, *album_endings, drawing_ending)
openable = (*readable, run_ending, lesson_ending)


class FileDrop(QObject):
    """What a window does with files. The window hands on its own drag events: a filter would see all of the others too.

    A run that was saved is opened, a lesson begins; any other file that can be read becomes what the run trains on.
    """

    def __init__(
        self,
        session: Session,
        tables: TableController,
        run_files: RunFiles,
        own_lessons: OwnLessons,
        notifier: Notifier,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._tables, self._run_files, self._notifier = session, tables, run_files, notifier
        self._own_lessons = own_lessons
        self._untold = ""
        self._soon = QTimer(self, singleShot=True, interval=0)  # what is told of the run before goes first
        self._soon.timeout.connect(self._tell_untold)
        session.run_started.connect(self._tell_soon)
        session.failed.connect(self._forget)
        session.hear(Remark, self._on_remark)

    def welcome(self, event: QDragEnterEvent) -> None:
        """Something is dragged onto the window: files may come."""
        if event.mimeData().hasUrls() and not is_exhibited(self._window):
            event.acceptProposedAction()

    def receive(self, event: QDropEvent) -> None:
        """Something is dropped: take what is a file."""
        if urls := event.mimeData().urls():
            event.acceptProposedAction()
            self.take_first(urls)

    def take_first(self, urls: list[QUrl]) -> None:
        """Take the first file; where there are only links, say what would be taken."""
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.take(paths[0])
        else:
            kinds = ", ".join(openable)
            sentence = f"A link cannot be opened here: save what it leads to, and drop the file ({kinds})."
            self._notifier.tell_error(sentence)

    def take(self, path: Path) -> None:
        """Train on this file, or open it, or say why not."""
        if path.suffix.lower() == run_ending:
            self._run_files.open(path)
            return
        if path.suffix.lower() == lesson_ending:
            self._own_lessons.take(path)
            return
        try:
            knobs = knobs_for(path, self._session.experiment.stage)
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
        else:
            goes_on = FAMILIES[self._session.experiment.data.kind] is FAMILIES[str(knobs["data.kind"])]
            self._tables.turn(knobs)
            if "data.drawing" in knobs:
                self._untold = drawing_words(path, str(knobs["data.drawing"]))
                if goes_on:  # what is painted is a live knob
                    self._tell_untold()

    @Slot()
    def _tell_soon(self) -> None:
        if self._untold:
            self._soon.start()

    @Slot()
    def _forget(self) -> None:
        """It was not taken."""
        self._untold = ""

    @Slot()
    def _tell_untold(self) -> None:
        if self._untold:
            self._notifier.tell(self._untold)
        self._untold = ""

    def _on_remark(self, remark: Remark) -> None:
        """Where it says how a table was read, that can be looked at."""
        if remark.of_table:
            self._notifier.tell_with(remark.sentence, "Look at it …", self._tables.look_again)


def knobs_for(path: Path, stage: str) -> dict[str, object]:
    """The knobs that make a file the real data; raises PlaygroundError where it is of no kind that can be."""
    ending = path.suffix.lower()
    kind = kind_of_file(str(path), stage)
    if ending not in readable and FAMILIES[kind].file_kind not in ("picture", "pictures"):
        raise PlaygroundError(f"{path.name} is not a kind of file this reads: drop one of {', '.join(openable)}.")
    if ending == drawing_ending:
        return {"data.kind": "drawing", "data.drawing": read_drawing(path)}
    own = {"data.kind": kind, "data.path": str(path), "data.column": "", "data.sheet": "", "data.decimals": "auto"}
    return own if FAMILIES[kind].stage == stage or FAMILIES[kind].stage != "images" else {**painters(), **own}


def drawing_words(path: Path, drawing: str) -> str:
    """What a drawing brings."""
    count = len(read_strokes(drawing))
    return f"Learning what is drawn in {path.name}: {count:,} stroke{'' if count == 1 else 's'}."


def painters() -> dict[str, object]:
    """Networks and a game that can learn pictures, for whoever drops some where there were none."""
    experiment = load_lesson("texture").experiment
    return {path: experiment.knob(path) for path in KNOBS if not path.startswith("data.")}
