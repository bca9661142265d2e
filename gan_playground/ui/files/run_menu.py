"""The menu of the run: save it, open another, and take pictures and numbers along."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gan_playground.ui.files.panel_exports import PanelExports
from gan_playground.ui.files.run_files import RunFiles
from gan_playground.ui.widgets.menu import Menu


class RunMenu(Menu):
    """Behind the folder at the top."""

    def __init__(self, actions: Mapping[str, QAction], files: RunFiles, exports: PanelExports, parent: QWidget) -> None:
        """`actions`: those of the window."""
        super().__init__(parent)
        self.setObjectName("runMenu")
        for name, object_name in (("save_run", "saveRun"), ("open_run", "openRun")):
            actions[name].setObjectName(object_name)
            self.addAction(actions[name])
        self.recent = files.recent_runs(self)
        self.addMenu(self.recent)
        self.addSeparator()
        self.addActions([actions[name] for name in ("copy_line", "show_line", "record", "last_minute")])
        self.addSeparator()
        exports.add_to(self)
