"""Tables are looked at in a thread of their own: the one that was wanted last, and only while it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.data.table import survey
from gan_playground.gan.data.table.survey import survey_table
from gan_playground.gan.experiment.data import Data
from gan_playground.session.files import tables
from gan_playground.session.files.tables import TableOrder, TableSurveyed, TableSurveyor

FILES = Path(__file__).parents[1] / "gan" / "files" / "tables"


@pytest.fixture
def surveyor() -> Iterator[TableSurveyor]:
    surveyor = TableSurveyor()
    yield surveyor
    surveyor.close()


def order(name: str) -> TableOrder:
    return TableOrder(str(FILES / name), "", 1)


def heard(surveyor: TableSurveyor) -> list[TableSurveyed]:
    said: list[TableSurveyed] = []
    surveyor.said.connect(said.append)
    return said


def test_it_is_what_is_seen_of_the_file(surveyor: TableSurveyor, qtbot: QtBot) -> None:
    said = heard(surveyor)
    surveyor.want(order("pipe.csv"))
    assert surveyor.is_looking
    qtbot.waitUntil(lambda: bool(said))
    assert not surveyor.is_looking
    assert said == [TableSurveyed(order("pipe.csv"), survey_table(FILES / "pipe.csv", "", 1))]


def test_the_last_wins_and_what_is_cancelled_is_not_told(
    surveyor: TableSurveyor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, began, may_end = heard(surveyor), Event(), Event()
    looked: list[str] = []

    def look(wanted: TableOrder) -> object:
        looked.append(Path(wanted.path).name)
        began.set()
        may_end.wait(60)
        return survey_table(Path(wanted.path), "", 1)

    monkeypatch.setattr(tables, "look_at", look)
    surveyor.want(order("pipe.csv"))
    assert began.wait(60)
    surveyor.cancel()
    assert not surveyor.is_looking
    for name in ("percent.csv", "dollar.csv", "units_row.csv"):  # a hand that changes its mind
        surveyor.want(order(name))
    may_end.set()
    qtbot.waitUntil(lambda: bool(said))
    surveyor.close()
    assert looked == ["pipe.csv", "units_row.csv"]
    assert [Path(event.order.path).name for event in said] == ["units_row.csv"]


def test_whatever_is_wrong_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert tables.look_at(TableOrder(str(tmp_path), "", 1)).refusal.startswith(str(tmp_path))

    def fail(*_: object) -> None:
        raise RuntimeError("the reader fell over\nand more")

    monkeypatch.setattr(survey, "survey_table", fail)
    assert tables.look_at(order("pipe.csv")).refusal == "pipe.csv cannot be read: the reader fell over."


def test_the_order_for_data() -> None:
    own = Data(kind="points", path="~/a.xlsx", column="x, y", sheet="B", decimals="comma")
    assert TableOrder.of(own) == TableOrder(str(Path.home() / "a.xlsx"), "x, y", 2, "comma", "B")
    shipped = TableOrder.of(Data(kind="column"))
    assert (Path(shipped.path).name, shipped.columns, shipped.count) == ("iris.csv", "petal length (cm)", 1)
    assert not tables.look_at(shipped).refusal
