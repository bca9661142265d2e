"""The menu of the run: save it, open another, and take pictures and numbers along."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from gan_playground.ui.panel_exports import PanelExports
from gan_playground.ui.run_files import RunFiles


class RunMenu(QMenu):
    """The recent runs are looked for whenever somebody looks."""

    def __init__(self, files: RunFiles, exports: PanelExports, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("runMenu")
        self._files = files
        self.addAction("Save the run …\tCtrl+S", files.ask_where_to_save).setObjectName("saveRun")
        self.addAction("Open a run …\tCtrl+O", files.ask_what_to_open).setObjectName("openRun")
        self.recent = QMenu("Recent runs", self)
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill_recent)
        self.recent.triggered.connect(files.open_action)
        self.addMenu(self.recent)
        self.addSeparator()
        exports.add_to(self)

    @Slot()
    def _fill_recent(self) -> None:
        self._files.fill_menu(self.recent)
