"""Tables are looked at in a thread of their own, so that neither the window nor the training waits for a file."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.line.column import shipped_file
from gan_playground.gan.experiment.data import Data
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from gan_playground.gan.data.table.survey import TableSurvey


class TableOrder(Struct, frozen=True):
    """A table to be looked at, and what of it is to be chosen: as `survey_table` takes them."""

    path: str
    columns: str
    count: int
    decimals: str = "auto"
    sheet: str = ""

    @classmethod
    def of(cls, data: Data) -> Self:
        """The table that these data are of, or would be."""
        family = FAMILIES[data.kind]
        if not data.path:
            return cls(str(resource_path(shipped_file)), data.column or family.shipped_columns, family.column_count)
        path = str(Path(data.path).expanduser())
        return cls(path, data.column, family.column_count, data.decimals, data.sheet)


class TableSurveyed(Struct, frozen=True):
    """What the table is that was asked for last."""

    order: TableOrder
    survey: TableSurvey


class SurveyDesk(QObject):
    """Looks at tables in the thread it is moved to: at the one that was wanted last, when it comes to it.

    Signals
    -------
    said(TableSurveyed)
    """

    said = Signal(object)

    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._wanted: TableOrder | None = None
        self._woken.connect(self._work, Qt.ConnectionType.QueuedConnection)

    def want(self, order: TableOrder | None) -> None:
        """Look at this one, and at no other that was wanted before. Callable from any thread."""
        with self._lock:
            self._wanted = order
        if order is not None:
            self._woken.emit()

    @Slot()
    def _work(self) -> None:
        with self._lock:
            order, self._wanted = self._wanted, None
        if order is not None:
            self.said.emit(TableSurveyed(order, look_at(order)))


def look_at(order: TableOrder) -> TableSurvey:
    """The table, or why it cannot be read, whatever is wrong with it."""
    from gan_playground.gan.data.table import column_names
    from gan_playground.gan.data.table.survey import TableSurvey, survey_table

    path = Path(order.path)
    try:
        survey = survey_table(path, order.columns, order.count, order.decimals, order.sheet)
        if not survey.refusal:
            column_names(path, order.sheet)  # which the panel of knobs asks for next, and does not wait for then
    except PlaygroundError as error:
        return TableSurvey(path.name, str(error))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
        return TableSurvey(path.name, f"{path.name} cannot be read: {str(error).partition(chr(10))[0].rstrip('.')}.")
    return survey


class TableSurveyor(QObject):
    """Owns the thread, which begins with the first table.

    Signals
    -------
    said(TableSurveyed): of the order that was given last, unless it was cancelled.
    """

    said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order: TableOrder | None = None
        self._thread = QThread()
        self._thread.setObjectName("tables")
        self._desk: SurveyDesk | None = None

    @property
    def is_looking(self) -> bool:
        """Whether what was wanted last is still to be told."""
        return self._order is not None

    def want(self, order: TableOrder) -> None:
        """Look at this table, and not at any that was wanted before."""
        self._order = order
        self._open().want(order)

    @Slot()
    def cancel(self) -> None:
        """No table is wanted any more."""
        self._order = None
        if self._desk is not None:
            self._desk.want(None)

    def close(self) -> None:
        """End the thread, after what it is at; harmless the second time."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    def _open(self) -> SurveyDesk:
        if self._desk is None:
            self._desk = SurveyDesk()
            self._desk.moveToThread(self._thread)
            self._desk.said.connect(self._on_said)
            self._thread.finished.connect(self._desk.deleteLater)
            self._thread.start()
        return self._desk

    @Slot(object)
    def _on_said(self, event: TableSurveyed) -> None:
        if event.order == self._order:
            self._order = None
            self.said.emit(event)
