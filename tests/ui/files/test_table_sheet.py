"""A table is seen on a sheet before it is learned from: what was understood of it, and one click changes it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan.workbooks import write_ods, write_xlsx
from gan_playground.gan.data.table import read_table
from gan_playground.gan.data.table.survey import TableSurvey, survey_table
from gan_playground.gan.experiment.data import Data
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.files import tables
from gan_playground.session.files.tables import TableOrder
from gan_playground.session.session import Session
from gan_playground.ui.files.column_card import ColumnCard
from gan_playground.ui.files.table_controller import TableController
from gan_playground.ui.files.table_sheet import TableSheet, touch_px
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.undo.history import UndoHistory
from ui.tabulator import as_one_reads, stops_of
from watched import Opener, Watched

FILES = Path(__file__).parents[2] / "gan" / "files" / "tables"
PEOPLE: list[Any] = [["name", "height", "age"], *([f"p{i}", 150.5 + 1.25 * i, 11 + i % 5] for i in range(30))]


def drop(watched: Watched, path: Path) -> TableSheet:
    """Let it fall on the window, and wait until it has been looked at."""
    watched.window._drop.take_first([QUrl.fromLocalFile(str(path))])
    return looked_at(watched)


def looked_at(watched: Watched) -> TableSheet:
    window = watched.window
    watched.until(lambda: window.tables.sheet.isVisible() and not window.session.tables.is_looking)
    return window.tables.sheet


def click(watched: Watched, name: str) -> TableSheet:
    """Press what is on the sheet, and wait for what comes of it."""
    QTest.mouseClick(watched.window.tables.sheet.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    return looked_at(watched)


def take(watched: Watched) -> Trainer:
    """Press Enter; gives what trains then."""
    sheet = looked_at(watched)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.isHidden()
    watched.settle()
    return watched.window.session._worker.trainer


def learns(trainer: Trainer, values: np.ndarray) -> bool:
    """Whether its real data are these (N, 1)."""
    return bool(trainer.real.shift == values.mean() and trainer.real.scale == values.std())


def test_each_kind_of_table_is_shown_and_learned_as_the_command_line_reads_it(opened: Opener, tmp_path: Path) -> None:
    sheets = {"About": [["made by", "Ada"]], "Data": PEOPLE}
    np.save(tmp_path / "column.npy", np.arange(40.0) ** 2)
    shown = {
        FILES / "german_excel_cp1252.csv": "Windows-1252, semicolons between cells · decimal commas · names in row 1",
        FILES / "excel_unicode_text.txt": "UTF-16, tabs between cells · decimal points · names in row 1",
        FILES / "savetxt_default.txt": "Spaces between cells · decimal points · no row of names",
        tmp_path / "column.npy": "An array of float64 numbers of shape (40)",
        write_xlsx(tmp_path / "a.xlsx", sheets): "Sheet 'Data' · decimal points · names in row 1 · its 1 other sheet ",
        write_ods(tmp_path / "b.ods", sheets): "Sheet 'Data' · decimal points · names in row 1 · its 1 other sheet ",
    }
    watched = opened("--lesson", "textbook-curve")
    for path, words in shown.items():
        run = watched.window.session.ordered_run
        sheet = drop(watched, path)
        assert sheet.title == path.name
        assert sheet.words.text().startswith(words), path
        values, reading = read_table(path, "", 1)
        assert [card.badge for card in sheet.columns.cards if card.isChecked()] == ["✓"]
        assert sheet.columns.taken == reading.chosen
        assert sheet.sentence.text().startswith(f"{len(values)} values of ")
        assert watched.window.session.ordered_run == run, "nothing has begun yet"
        trainer = take(watched)
        assert learns(trainer, values), path
        assert trainer.real.reading == reading
        assert trainer.experiment.data.path == str(path)


def test_a_click_changes_how_it_is_read_and_esc_changes_nothing(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "textbook-curve")
    session, panel = watched.window.session, watched.window.knob_panel
    before, run = session.experiment, session.ordered_run
    incomes = FILES / "semicolon_thousands.csv"

    sheet = drop(watched, incomes)
    assert [row.doubt.words for row in sheet.facts.doubts] == [
        "income could be either: '2,567' is read as 2567, not as 2.567"
    ]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert watched.settle().run == session.ordered_run == run
    assert session.experiment == before
    assert not watched.window.history.way_back.undo

    drop(watched, incomes)
    sheet = click(watched, "tableOtherwise")
    assert not sheet.facts.doubts
    assert sheet.choices.decimals.currentData() == "comma"
    assert sheet.columns.cards[1].column.low == pytest.approx(1.059)
    trainer = take(watched)
    assert trainer.experiment.data.decimals == "comma"
    assert learns(trainer, read_table(incomes, "income", 1, "comma")[0])

    panel.controls["data.column"].how_button.click()  # later, while it trains
    sheet = looked_at(watched)
    assert sheet.title == incomes.name
    assert sheet.choices.decimals.currentData() == "comma"
    sheet.choices.decimals.setCurrentIndex(sheet.choices.decimals.findData("point"))
    looked_at(watched)
    assert learns(take(watched), read_table(incomes, "income", 1)[0])

    run = session.ordered_run
    panel.controls["data.column"].how_button.click()
    take(watched)
    assert session.ordered_run == run, "as it is learned already"

    path = panel.controls["data.path"]  # typed, and let go
    path.line.setText(str(tmp_path / "gone.csv"))
    path.line.editingFinished.emit()
    sheet = looked_at(watched)
    assert sheet.sentence.text() == f"{tmp_path / 'gone.csv'} cannot be read: No such file or directory."
    assert not sheet.take_button.isVisible()
    QTest.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    assert sheet.isHidden()
    assert path.line.text() == str(incomes)
    assert session.ordered_run == run

    session.turn({"data.path": str(FILES / "pipe.csv"), "data.decimals": "auto"})  # by no hand: no sheet
    watched.settle()
    assert sheet.isHidden()
    assert session._worker.trainer.experiment.data.path == str(FILES / "pipe.csv")


def test_other_columns_another_sheet_and_the_plane(opened: Opener, tmp_path: Path) -> None:
    more = [["kg", "cm", "age"], *([40.5 + i, 100 + i, i % 7] for i in range(30))]
    book = write_xlsx(tmp_path / "class.xlsx", {"Data": PEOPLE, "More": more, "Empty": []})
    watched = opened("--lesson", "textbook-curve")
    sheet = drop(watched, book)
    name, height, age = sheet.columns.cards
    assert (name.isEnabled(), height.isChecked(), age.isChecked()) == (False, True, False)
    assert "no numbers" in name.accessibleDescription()
    QTest.mouseClick(age, Qt.MouseButton.LeftButton)
    assert looked_at(watched).sentence.text() == "30 values of age."

    sheet.choices.sheets.setCurrentText("Empty")
    assert "empty" in looked_at(watched).sentence.text()
    sheet.choices.sheets.setCurrentText("More")
    assert looked_at(watched).sentence.text() == "30 values of kg."

    click(watched, "tableFor.points")
    kg, cm, age = sheet.columns.cards
    assert [card.badge for card in (kg, cm, age)] == ["x", "y", ""]
    QTest.mouseClick(kg, Qt.MouseButton.LeftButton)
    assert sheet.sentence.text() == "Choose another column."
    assert not sheet.take_button.isEnabled()
    QTest.mouseClick(age, Qt.MouseButton.LeftButton)
    assert looked_at(watched).sentence.text() == "30 points of cm and age."
    trainer = take(watched)
    data = trainer.experiment.data
    assert (data.kind, data.column, data.sheet) == ("points", "cm, age", "More")
    np.testing.assert_array_equal(trainer.real.reading.chosen, (1, 2))
    watched.window.history.undo()
    watched.settle()
    assert watched.window.session.experiment.data.kind != "points"


def test_what_takes_long_says_so_and_can_be_cancelled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    may_end, look_at = Event(), tables.look_at

    def look(order: TableOrder) -> TableSurvey:
        may_end.wait(60)
        return look_at(order)

    monkeypatch.setattr(tables, "look_at", look)
    window, session = QWidget(), Session()
    qtbot.addWidget(window)
    window.show()
    controller = TableController(session, UndoHistory(session), window)
    controller.turn({"data.kind": "column", "data.path": str(FILES / "pipe.csv")})
    sheet = controller.sheet
    qtbot.waitUntil(sheet.isVisible)
    assert sheet.busy.isVisible()
    assert not sheet.take_button.isVisible()
    QTest.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    assert sheet.isHidden()
    controller.turn({"data.kind": "column", "data.path": str(FILES / "percent.csv")})
    may_end.set()
    qtbot.waitUntil(lambda: sheet.isVisible() and not session.tables.is_looking)
    assert sheet.title == "percent.csv"
    assert not sheet.busy.isVisible()
    assert sheet.take_button.isEnabled()
    controller.close()
    session.close()


def test_the_keyboard_reaches_all_that_can_be_pressed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    sheet = TableSheet(DARK, window)
    data = Data(kind="points", path=str(FILES / "units_row.csv"))
    order = TableOrder.of(data)
    sheet.show_survey(survey_table(Path(order.path), order.columns, order.count), data)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sheet.show_sheet()
    reached = stops_of(sheet)
    names = {stop.objectName() for stop in reached}
    assert {"tableColumn.1", "tableColumn.2", "tableDecimals", "tableCancel", "tableTake"} <= names
    assert as_one_reads(reached, sheet)
    for card in sheet.findChildren(ColumnCard):
        assert card.accessibleName()
        assert card.column.name in card.toolTip()
    with qtbot.waitSignal(sheet.taken, timeout=1000):
        sheet.columns.cards[0].setFocus()
        QTest.keyClick(sheet.columns.cards[0], Qt.Key.Key_Return)
    with qtbot.waitSignal(sheet.closed, timeout=1000), qtbot.assertNotEmitted(sheet.taken):
        sheet.cancel_button.setFocus()
        QTest.keyClick(sheet.cancel_button, Qt.Key.Key_Return)


def test_a_column_that_cannot_be_learned_gives_way_to_one_that_can(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,same,b\n" + "".join(f"{i},7,{i * i}\n" for i in range(30)))
    window = QWidget()
    qtbot.addWidget(window)
    sheet, turned = TableSheet(DARK, window), list[dict[str, Any]]()
    sheet.turned.connect(turned.append)
    sheet.show_survey(survey_table(path, "", 2), Data(kind="points", path=str(path)))
    a, same, b = sheet.columns.cards
    assert "same value" in sheet.sentence.text()
    assert not sheet.take_button.isEnabled()
    assert [card.badge for card in (a, same, b)] == ["x", "", ""]
    same.click()
    assert not turned
    b.click()
    assert turned == [{"data.column": "a, b"}]


ALL = sorted(FILES.iterdir())


@pytest.mark.parametrize(
    "files", [pytest.param(ALL[::6], id="some"), pytest.param(ALL, id="all", marks=pytest.mark.slow)]
)
def test_every_file_that_falls_on_the_window_is_shown_as_it_is_read_elsewhere(
    opened: Opener, files: list[Path]
) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.session.pause()
    for path in files:
        sheet = drop(watched, path)
        values, reading = read_table(path, "", 1)
        assert sheet.title == path.name
        assert sheet.columns.taken == reading.chosen, path
        assert sheet.sentence.text().startswith(f"{len(values)} values of "), path
        assert [row.doubt for row in sheet.facts.doubts] == list(reading.doubts), path
        for one in reading.left_out:
            assert one.words() in sheet.facts.left_out.text(), path
        assert sheet.take_button.isEnabled()

    watched.window.tables.set_exhibit(True)
    sheet = drop(watched, FILES / "tab_thousands.txt")
    pressed = [button for button in sheet.findChildren(QPushButton) if button.isVisible()]
    assert len(pressed) == 6, "close, two purposes, a doubt, cancel, learn"
    for button in (*pressed, sheet.choices.decimals, *sheet.columns.cards):
        assert min(button.width(), button.height()) >= touch_px, button.objectName()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not watched.window.history.way_back.undo


def test_any_column_of_a_wide_table_is_found_by_its_name_or_number(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    heads = ",".join(f"item {place}" for place in range(1, 61))
    path.write_text(heads + "\n" + "".join(",".join(str(i * j % 31) for j in range(1, 61)) + "\n" for i in range(30)))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    sheet, turned = TableSheet(DARK, window), list[dict[str, Any]]()
    sheet.turned.connect(turned.append)
    sheet.show_survey(survey_table(path, "", 1), Data(kind="column", path=str(path)))
    window.show()
    sheet.show_sheet()
    finder = sheet.columns.finder
    assert finder.isVisible()
    assert finder.placeholderText().startswith("20 more columns")
    finder.setFocus()
    for written, column in (("item 57", "item 57"), ("44", "item 44"), ("TEM 59", "item 59")):
        finder.setText(written)
        with qtbot.assertNotEmitted(sheet.taken):
            QTest.keyClick(finder, Qt.Key.Key_Return)
        assert turned.pop() == {"data.column": column}
    finder.setText("nothing of the kind")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert not turned
    assert finder.property("problem")
    survey = survey_table(path, "item 57", 1)
    sheet.show_survey(survey, Data(kind="column", path=str(path), column="item 57"))
    assert [card.column.name for card in sheet.columns.cards if card.isChecked()] == ["item 57"]
    assert finder.text() == ""


def test_three_columns_end_with_the_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text("name,height,income\n" + "".join(f"p{i},{150 + i},{i % 7}\n" for i in range(30)))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    sheet = TableSheet(DARK, window)
    sheet.show_survey(survey_table(path, "", 1), Data(kind="column", path=str(path)))
    window.show()
    sheet.show_sheet()
    last, viewport = sheet.columns.cards[-1], sheet.columns.viewport()
    ends_px = last.mapTo(viewport, last.rect().bottomRight()).x()
    assert viewport.width() - 4 <= ends_px <= viewport.width()
