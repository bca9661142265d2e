"""The menu of runs that can be opened again: those that were saved or opened last, and those kept automatically."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gan_playground.files import changed_ns
from gan_playground.lessons.catalogue import title_of
from gan_playground.session.files.autosave_folder import lesson_of
from gan_playground.session.files.events import HeadRead
from gan_playground.ui.files.run_entry import RunEntry
from gan_playground.ui.widgets.menu import Menu, add_heading

if TYPE_CHECKING:
    from gan_playground.session.files.run_head import RunHead
    from gan_playground.session.session import Session
    from gan_playground.ui.window.settings import Settings


class RecentRuns(Menu):
    """Opens at once; what the files say of themselves comes while it is looked at, and is remembered.

    Signals: chosen(Path): a run that is to be opened.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle("Recent runs")
        self.setObjectName("recentRuns")
        self.setAccessibleName("Recent runs")
        self.setToolTipsVisible(True)
        self._autosave, self._settings = session.autosave, settings
        self._heads: dict[str, tuple[int, RunHead]] = {}
        self._entries: dict[str, RunEntry] = {}
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._on_triggered)
        session.hear(HeadRead, self._on_head)

    @Slot()
    def _fill(self) -> None:
        """Gone files are not told."""
        self.clear()
        self._entries = {}
        recent = [path for path in map(Path, self._settings.recent_runs) if path.is_file()]
        kept = self._autosave.autosave_folder.runs()
        self._add_group("Saved", recent)
        self._add_group("Kept automatically", kept)
        if not self._entries:
            self.addAction("Nothing yet").setEnabled(False)
        self._autosave.read_heads([Path(path) for path in self._entries if self._known(path) is None])

    def _add_group(self, heading: str, paths: Sequence[Path]) -> None:
        if paths:
            add_heading(self, heading)
        for path in paths:
            self._add(path)

    def _add(self, path: Path) -> None:
        entry = self._entries[str(path)] = RunEntry(path.stem, str(path), self)
        entry.setData(str(path))
        self.addAction(entry)
        self._show(str(path))

    def _known(self, path: str) -> RunHead | None:
        changed, head = self._heads.get(path, (0, None))
        return head if changed == changed_ns(Path(path)) else None

    def _on_head(self, event: HeadRead) -> None:
        self._heads[event.path] = changed_ns(Path(event.path)), event.head
        if event.path in self._entries:
            self._show(event.path)

    def _show(self, path: str) -> None:
        head, own = self._known(path), Path(path)
        is_kept = own.parent == self._autosave.autosave_folder.folder
        lesson = lesson_of(own) if is_kept or head is None else head.lesson
        words = [] if head is None else [f"step {head.step:,}", f"seed {head.seed}"]
        if not is_kept and head is not None:
            words.insert(0, _title(lesson))
        heading = _title(lesson) if is_kept else own.stem
        self._entries[path].show_words(heading, ago(time.time() - changed_ns(own) / 1e9), " · ".join(words))
        if head is not None:
            self._entries[path].show_picture(head.thumbnail)

    @Slot(object)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(Path(action.data()))


def _title(lesson_id: str) -> str:
    return title_of(lesson_id) or "A run"


def ago(seconds: float) -> str:
    """As in "5 minutes ago"."""
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
