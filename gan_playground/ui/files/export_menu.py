"""What can be taken out of a panel: its picture, and where it shows numbers, a table of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole
from gan_playground.ui.files.exports import copied, save_picture
from gan_playground.ui.widgets.file_dialogs import chosen_to_save, is_exhibited
from gan_playground.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.settings import Settings

picture_files = "Picture (*.png);;Drawing, to be enlarged (*.svg)"
table_files = "Table (*.csv)"


class ExportMenu(QObject):
    """Offers what a panel can be saved as, at a right click on it and wherever else it is asked to."""

    def __init__(
        self,
        panel: QWidget,
        name: str,
        settings: Settings,
        notifier: Notifier,
        table: Callable[[], bytes] | None = None,
        add_entries: Callable[[QMenu], None] | None = None,
    ) -> None:
        """`name`: of the files that are proposed, in one word. `table`: gives the content of a .csv file.

        `add_entries`: adds what else can be done with the panel, as ViewEntries do.
        """
        super().__init__(panel)
        self.panel, self.name = panel, name
        self._settings, self._notifier, self._table, self._add_entries = settings, notifier, table, add_entries
        self._pressed: QPoint | None = None
        QGuiApplication.styleHints().setContextMenuTrigger(Qt.ContextMenuTrigger.Press)  # everywhere alike
        panel.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        panel.customContextMenuRequested.connect(self._on_right_press)

    def open_at(self, place: QPoint) -> None:
        """Open the menu at a place on the screen; not to visitors, for it leads to the disk."""
        if is_exhibited(self.panel):
            return
        menu = Menu(self.panel)
        menu.setObjectName("exportMenu")
        menu.setAccessibleName(f"Copy or save the {self.name}")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy picture", self.copy)
        menu.addAction("Save picture …  (.png, .svg)", self.ask_for_picture)
        if self._table is not None:
            menu.addAction(f"Save the {self.name} as .csv …", self.ask_for_table)
        if self._add_entries is not None:
            menu.addSeparator()
            self._add_entries(menu)
        menu.popup(place)

    @Slot()
    def copy(self) -> None:
        """Put the picture on the clipboard."""
        QApplication.clipboard().setMimeData(copied(self.panel))
        self._notifier.tell(f"Copied the {self.name}")

    @Slot()
    def ask_for_picture(self) -> None:
        """Let a file be chosen, and save the picture there."""
        path = self._chosen("Save the picture", ".png", picture_files)
        if path is not None:
            self.save_picture(path)

    @Slot()
    def ask_for_table(self) -> None:
        """Let a file be chosen, and save the numbers there."""
        path = self._chosen(f"Save the {self.name}", ".csv", table_files)
        if path is not None:
            self.save_table(path)

    def _chosen(self, title: str, ending: str, files: str) -> Path | None:
        proposed = str(Path(self._settings.folder) / f"{self.name}{ending}")
        chosen, kind = chosen_to_save(self.panel.window(), title, proposed, files)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(ending if "*.svg" not in kind else ".svg")

    def save_picture(self, path: Path) -> None:
        """Write the picture to a .png or .svg file, or say why not."""
        self._save(path, lambda: save_picture(path, self.panel))

    def save_table(self, path: Path) -> None:
        """Write the numbers to a .csv file, or say why not."""
        assert self._table is not None  # it is offered only then
        self._save(path, lambda: write_whole(path, self._table()))

    def _save(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
            return
        self._settings.folder = str(path.absolute().parent)
        self._notifier.tell_saved(path)

    # A right press opens the menu once it has ended where it began: on the plane it may be the start of a drag.

    @Slot(QPoint)
    def _on_right_press(self, place: QPoint) -> None:
        self._pressed = self.panel.mapToGlobal(place)
        if QApplication.mouseButtons() & Qt.MouseButton.RightButton:
            QApplication.instance().installEventFilter(self)
        else:
            self.open_at(self._pressed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            QApplication.instance().removeEventFilter(self)
            moved = (event.globalPosition().toPoint() - self._pressed).manhattanLength()
            if moved < QApplication.startDragDistance():
                self.open_at(self._pressed)
        return False
