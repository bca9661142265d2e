"""The pictures and numbers that can be taken out of a run's panels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from gan_playground.ui.files.export_menu import ExportMenu

if TYPE_CHECKING:
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.stages.stage import Stage
    from gan_playground.ui.window.run_view import RunView
    from gan_playground.ui.window.settings import Settings


class PanelExports(QObject):
    """Gives every panel a menu at its right click, and the menu of the run the same entries."""

    def __init__(self, run_view: RunView, settings: Settings, notifier: Notifier) -> None:
        super().__init__(run_view)
        self._run_view, self._settings, self._notifier = run_view, settings, notifier
        self.score = ExportMenu(run_view.score, "score", settings, notifier, run_view.score.table)
        ExportMenu(run_view.flow, "flow", settings, notifier)
        for name in ("losses", "opinions", "distance", "gradients"):
            plot = getattr(run_view.score, name)
            table = partial(run_view.score.table, plot)
            ExportMenu(plot, name, settings, notifier, table, plot.add_entries)
        self.stage: ExportMenu | None = None
        run_view.stage_made.connect(self._on_stage_made)
        if run_view.stage is not None:
            self._on_stage_made(run_view.stage)

    @Slot(object)
    def _on_stage_made(self, stage: Stage) -> None:
        menu = ExportMenu(stage, "stage", self._settings, self._notifier, stage.table, stage.add_entries)
        if stage is self._run_view.stage:
            self.stage = menu

    def add_to(self, menu: QMenu) -> None:
        """What can be taken along, as entries of a menu."""
        menu.addAction("Copy the stage's picture", self.copy_stage)
        menu.addAction("Save the stage's picture …", self.save_stage)
        menu.addAction("Save the charts as a picture …", self.score.ask_for_picture)
        menu.addAction("Save the score as .csv …", self.score.ask_for_table)

    @Slot()
    def copy_stage(self) -> None:
        if self.stage is not None:
            self.stage.copy()

    @Slot()
    def save_stage(self) -> None:
        if self.stage is not None:
            self.stage.ask_for_picture()
