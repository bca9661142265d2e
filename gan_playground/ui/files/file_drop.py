"""Files dropped on the window: data of one's own, of any kind that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES, album_endings, kind_of_file
from gan_playground.gan.data.images.picture import picture_endings
from gan_playground.gan.data.plane.drawing import drawing_ending, read_drawing
from gan_playground.gan.data.table import table_endings
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.files.autosave_folder import run_ending

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.files.run_files import RunFiles
    from gan_playground.ui.files.table_controller import TableController
    from gan_playground.ui.notices.presenter import Notifier


readable = (*table_endings, *picture_endings, *album_endings, drawing_ending)


class FileDrop(QObject):
    """What a window does with files. The window hands on its own drag events: a filter would see all of the others too.

    A run that was saved is opened; any other file that can be read becomes what the run trains on.
    """

    def __init__(
        self, session: Session, tables: TableController, run_files: RunFiles, notifier: Notifier, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._tables, self._run_files, self._notifier = session, tables, run_files, notifier

    def welcome(self, event: QDragEnterEvent) -> None:
        """Something is dragged onto the window: files may come."""
        if event.mimeData().hasUrls():
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
            kinds = ", ".join((*readable, run_ending))
            sentence = f"A link cannot be opened here: save what it leads to, and drop the file ({kinds})."
            self._notifier.tell_error(sentence)

    def take(self, path: Path) -> None:
        """Train on this file, or open it, or say why not."""
        if path.suffix.lower() == run_ending:
            self._run_files.open(path)
            return
        try:
            knobs = knobs_for(path, self._session.experiment.stage)
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
        else:
            self._tables.turn(knobs)


def knobs_for(path: Path, stage: str) -> dict[str, object]:
    """The knobs that make a file the real data; raises PlaygroundError where it is of no kind that can be."""
    ending = path.suffix.lower()
    kinds = (*readable, run_ending)
    kind = kind_of_file(str(path), stage)
    if ending not in readable and FAMILIES[kind].file_kind not in ("picture", "pictures"):
        raise PlaygroundError(f"{path.name} is not a kind of file this reads: drop one of {', '.join(kinds)}.")
    if ending == drawing_ending:
        return {"data.kind": "drawing", "data.drawing": read_drawing(path)}
    own = {"data.kind": kind, "data.path": str(path), "data.column": "", "data.sheet": "", "data.decimals": "auto"}
    return own if FAMILIES[kind].stage == stage or FAMILIES[kind].stage != "images" else {**painters(), **own}


def painters() -> dict[str, object]:
    """Networks and a game that can learn pictures, for whoever drops some where there were none."""
    experiment = load_lesson("texture").experiment
    return {path: experiment.knob(path) for path in KNOBS if not path.startswith("data.")}
