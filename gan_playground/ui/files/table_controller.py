"""From a table that somebody brings until it is learned from: it is looked at first, and shown on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.data import Data
from gan_playground.session.files.tables import TableOrder, TableSurveyed
from gan_playground.ui.theme.theme import DARK, Theme

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.files.table_sheet import TableSheet
    from gan_playground.ui.undo.history import UndoHistory

patience_ms = 150  # what is read sooner needs no word


class TableController(QObject):
    """Nothing changes of what trains until somebody says so."""

    def __init__(self, session: Session, history: UndoHistory, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._history, self._window = session, history, window
        self._theme, self._is_exhibit = DARK, False
        self._sheet: TableSheet | None = None
        self._wanted: dict[str, Any] = {}
        """Knobs that are to be turned, by path."""
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._show_reading)
        session.hear(TableSurveyed, self._on_surveyed)
        session.closing.connect(self.close)

    @property
    def sheet(self) -> TableSheet:
        """Made when somebody brings a table first."""
        if self._sheet is None:
            from gan_playground.ui.files.table_sheet import TableSheet

            self._sheet = TableSheet(self._theme, self._window)
            self._sheet.set_exhibit(self._is_exhibit)
            self._sheet.turned.connect(self._on_turned)
            self._sheet.taken.connect(self._on_taken)
            self._sheet.closed.connect(self._on_closed)
        return self._sheet

    @Slot(object)
    def turn(self, values: Mapping[str, Any]) -> None:
        """Turn knobs; a table that comes with them is looked at first."""
        family = FAMILIES[values.get("data.kind", self._session.experiment.data.kind)]
        if values.get("data.path") and family.file_kind == "numbers":
            self._look(values)
        else:
            self._history.turn(values)

    @Slot()
    def look_again(self) -> None:
        """How the table was read that is learned from."""
        self._look({})

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._sheet is not None:
            self._sheet.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Fingers are there rather than a mouse."""
        self._is_exhibit = exhibit
        if self._sheet is not None:
            self._sheet.set_exhibit(exhibit)

    @Slot()
    def close(self) -> None:
        """No table is wanted any more."""
        self._patience.stop()
        self._session.tables.cancel()
        if self._sheet is not None:
            self._sheet.close_sheet()

    @property
    def data(self) -> Data:
        """The real data, if what is wanted were turned."""
        parts = {path.partition(".")[2]: value for path, value in self._wanted.items() if path.startswith("data.")}
        return replace(self._session.experiment.data, **parts)

    def _look(self, values: Mapping[str, Any]) -> None:
        self._wanted = dict(values)
        if self._sheet is not None:
            self._sheet.forget()
            if self._sheet.isVisible():
                self._show_reading()
        self._order()

    def _order(self) -> None:
        self._patience.start()
        self._session.tables.want(TableOrder.of(self.data))

    @Slot()
    def _show_reading(self) -> None:
        """It takes a while."""
        self.sheet.show_reading(Path(TableOrder.of(self.data).path).name)
        self._come_up()

    def _on_surveyed(self, event: TableSurveyed) -> None:
        self._patience.stop()
        self.sheet.show_survey(event.survey, self.data)
        self._come_up()

    def _come_up(self) -> None:
        if self.sheet.isHidden():
            self.sheet.show_sheet()

    @Slot(object)
    def _on_turned(self, values: Mapping[str, Any]) -> None:
        self._wanted |= values
        self._order()

    @Slot()
    def _on_taken(self) -> None:
        experiment = self._session.experiment
        if self._session.tables.is_looking:
            return  # at what was changed last
        if any(experiment.knob(path) != value for path, value in self._wanted.items()):
            self._history.turn(self._wanted)
        self.sheet.close_sheet()

    @Slot()
    def _on_closed(self) -> None:
        self._patience.stop()
        self._session.tables.cancel()
        self._session.experiment_changed.emit(self._session.experiment)  # what was only wanted is seen no more
