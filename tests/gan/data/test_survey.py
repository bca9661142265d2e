"""What is seen of a table before it is learned from: the same as is learned, and what else could be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases import each_of
from gan.workbooks import write_ods, write_xlsx
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import Kind, column_names, read_table, text
from gan_playground.gan.data.table.choosing import names_for, wanted_in
from gan_playground.gan.data.table.survey import TableSurvey, bar_count, bars_of, survey_table

FILES = Path(__file__).parents[1] / "files" / "tables"
HEIGHTS = [150.125 + 1.75 * i for i in range(30)]
PEOPLE: list[Any] = [["name", "height", "age"], *([f"p{i}", HEIGHTS[i], 11 + i % 5] for i in range(30))]

steady = settings(max_examples=60, deadline=None, derandomize=True, database=None)


@each_of("path", sorted(FILES.iterdir()))
def test_it_sees_what_is_learned(path: Path) -> None:
    survey = survey_table(path, "", 1)
    values, reading = read_table(path, "", 1)
    assert not survey.refusal
    assert not survey.cut
    assert (survey.chosen, survey.count) == (reading.chosen, len(values))
    assert (survey.left_out, survey.doubts) == (reading.left_out, reading.doubts)
    (taken,) = [column for column in survey.columns if column.place in survey.chosen]
    assert not taken.obstacle
    assert taken.kind is Kind.NUMBERS
    assert taken.count == len(values)
    assert (taken.low, taken.high) == (values.min(), values.max())
    assert taken.bars == tuple(np.histogram(values, bar_count)[0])
    assert [column.name for column in survey.columns] == column_names(path)
    for column in survey.columns:  # what it says of a column that is not taken yet
        try:
            read_table(path, names_for(survey.names, (column.place,)), 1)
        except PlaygroundError:
            assert column.obstacle, column
        else:
            assert not column.obstacle, column


@each_of(
    "name, words",
    [
        ("semicolon_thousands.csv", ("semicolons between cells", "names in row 1")),
        ("german_excel_cp1252.csv", ("Windows-1252, semicolons between cells", "decimal commas", "names in row 1")),
        ("title_row.csv", ("commas between cells", "decimal points", "names from row 2")),
        ("savetxt_default.txt", ("spaces between cells", "decimal points", "no row of names")),
        ("row_vector.npy", ("an array of float64 numbers of shape (1, 60)",)),
    ],
)
def test_how_it_is_written_in_words(name: str, words: tuple[str, ...]) -> None:
    assert survey_table(FILES / name, "", 1).words == words


def test_the_first_rows_as_an_editor_counts_them() -> None:
    survey = survey_table(FILES / "title_row.csv", "", 1)
    assert survey.lines == (3, 4, 5, 6, 7, 8)
    assert len(survey.columns[0].cells) == 6


def table(tmp_path: Path, *columns: list[Any]) -> Path:
    path = tmp_path / "mixed.csv"
    rows = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    path.write_text("\n".join(rows))
    return path


def test_why_a_column_cannot_be_learned_from(tmp_path: Path) -> None:
    days = [f"2024-01-{1 + i % 28:02}" for i in range(30)]
    path = table(
        tmp_path,
        ["who", *(f"p{i}" for i in range(30))],
        ["day", *days],
        ["few", *([1, 2, 3] + ["NA"] * 27)],
        ["one", *[7] * 30],
        ["cm", *HEIGHTS],
    )
    survey = survey_table(path, "few", 1)
    obstacles = ["words, no numbers", "dates, no numbers", "3 numbers, 20 are needed", "the same number in every row"]
    assert [column.obstacle for column in survey.columns] == [*obstacles, ""]
    assert "few" in survey.refusal
    assert survey.chosen == (2,)
    assert survey.count == 0
    assert not survey_table(path, "cm", 1).refusal
    assert survey_table(path, "cm, nobody", 2).refusal.startswith("mixed.csv has no column 'nobody'")


def test_a_long_text_is_seen_by_its_first_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head_bytes = 2**12
    monkeypatch.setattr(text, "head_bytes", head_bytes)
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "0,1.5\n" * (head_bytes // 6) + "".join(f"{i},{i}\n" for i in range(1000)))
    survey = survey_table(path, "", 1)
    assert survey.cut
    assert not survey.refusal, "which the rest may not deserve"
    assert survey.rows <= head_bytes // 6
    assert not any(column.obstacle for column in survey.columns)
    assert len(read_table(path, "", 1)[0]) > survey.rows


@each_of("write, ending", [(write_xlsx, ".xlsx"), (write_ods, ".ods")])
def test_any_sheet_of_a_workbook_can_be_learned_from(write: Any, ending: str, tmp_path: Path) -> None:
    others = [["kg"], *([value / 3] for value in HEIGHTS)]
    sheets = {"About": [["made by", "Ada"]], "Data": PEOPLE, "More, 2": others, "Empty": []}
    path = write(tmp_path / f"class{ending}", sheets)
    survey = survey_table(path, "", 1)
    assert (survey.sheets, survey.sheet) == (tuple(sheets), "Data")
    survey = survey_table(path, "", 1, sheet="More, 2")
    assert survey.sheet == "More, 2"
    np.testing.assert_array_equal(read_table(path, "", 1, sheet="More, 2")[0][:, 0], np.array(HEIGHTS) / 3)
    assert column_names(path, "More, 2") == ["kg"]
    survey = survey_table(path, "", 1, sheet="Empty")
    assert "empty" in survey.refusal
    assert survey.sheets == tuple(sheets), "to choose another from"
    with pytest.raises(PlaygroundError, match=r"has no sheet 'Mine'; it has: About, Data, More, 2, Empty"):
        read_table(path, "", 1, sheet="Mine")
    with pytest.raises(PlaygroundError, match=r"pipe\.csv has no sheets; data\.sheet is for workbooks"):
        read_table(FILES / "pipe.csv", "", 1, sheet="Data")


@each_of("content", [b"", b"\0\1\2\3" * 50, b"a,b\n1,2,3\n4\n5,6,7,8,9\n", b"name\nAnna\n"])
def test_what_is_refused_is_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    refusal = survey_table(path, "", 1).refusal
    assert refusal.startswith("odd.csv")
    assert refusal.endswith(".")
    assert survey_table(tmp_path / "gone.csv", "", 1) == TableSurvey(
        "gone.csv", f"{tmp_path / 'gone.csv'} cannot be read: No such file or directory."
    )


@steady
@given(st.lists(st.text("ab, 1", max_size=4), min_size=1, max_size=5), st.data())
@example(["a, b", "a", "b"], None)
def test_the_knob_finds_the_chosen_columns_again(names: list[str], data: Any) -> None:
    stripped = [name.strip() for name in names]
    if any(name.isdecimal() for name in stripped):
        return  # a name that is the number of another column
    places = st.permutations(range(len(names)))
    chosen = (1, 2) if data is None else tuple(data.draw(places)[: data.draw(st.integers(1, 2))])
    knob = names_for([name or str(place + 1) for place, name in enumerate(stripped)], chosen)
    found = [
        stripped.index(name) if name in stripped else int(name) - 1 for name in wanted_in(knob, len(chosen), stripped)
    ]
    assert tuple(found) == chosen


@steady
@given(st.lists(st.floats(-1e150, 1e150), min_size=1, max_size=50))
def test_every_number_is_in_a_bar(values: list[float]) -> None:
    bars = bars_of(np.array(values))
    assert len(bars) == bar_count
    assert sum(bars) == len(values)
