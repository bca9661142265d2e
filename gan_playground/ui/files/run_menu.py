"""The menu of the run: save it, open another, and take pictures and numbers along."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gan_playground.ui.files.panel_exports import PanelExports
from gan_playground.ui.files.run_files import RunFiles
from gan_playground.ui.widgets.menu import Menu


class RunMenu(Menu):
    """Behind the folder at the top."""

    def __init__(self, files: RunFiles, exports: PanelExports, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("runMenu")
        self.addAction("Save the run …\tCtrl+S", files.ask_where_to_save).setObjectName("saveRun")
        self.addAction("Open a run …\tCtrl+O", files.ask_what_to_open).setObjectName("openRun")
        self.recent = files.recent_runs(self)
        self.addMenu(self.recent)
        self.addSeparator()
        exports.add_to(self)
