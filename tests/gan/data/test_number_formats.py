"""How numbers are written: what is plain from the whole column, what one odd cell may not change, and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import TableReading, column_names, read_table

TRUE = [12.5 + 37.25 * i for i in range(40)]
LARGE = [1_234_567.5 + 9_876.25 * i for i in range(40)]
THOUSANDS = [100 + 97 * i for i in range(40)]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read(
        cells: Sequence[str], *, before: str = "x", between: str = ";", column: str = "", decimals: str = "auto"
    ) -> tuple[list[float], TableReading]:
        """What is read of a column of cells, with a column of words beside it unless there is nothing between."""
        rows = [before, *(f"w{between}{cell}" if between else cell for cell in cells)]
        rows[0] = f"who{between}{before}" if between and before else before
        path = tmp_path / "mine.csv"
        path.write_text("\n".join(row for row in rows if row) + "\n", encoding="utf-8")
        numbers, reading = read_table(path, column, 1, decimals)
        return numbers[:, 0].tolist(), reading

    return read


def english(value: float, group: str = ",", point: str = ".") -> str:
    return f"{value:,.2f}".replace(",", "_").replace(".", point).replace("_", group)


@pytest.mark.parametrize("group", ["", ",", "'", "’", " ", "\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("values", [TRUE, LARGE], ids=["to a thousand", "millions"])
def test_thousands_apart_and_a_decimal_point(read: Any, group: str, values: list[float]) -> None:
    numbers, reading = read([english(value, group) for value in values])
    assert numbers == values
    assert not reading.doubts


@pytest.mark.parametrize("group", ["", ".", "'", " ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("values", [TRUE, LARGE], ids=["to a thousand", "millions"])
def test_thousands_apart_and_a_decimal_comma(read: Any, group: str, values: list[float]) -> None:
    numbers, reading = read([english(value, group, ",") for value in values])
    assert numbers == values
    assert not reading.doubts
    assert "decimal commas in x" in reading.line()


def test_indian_thousands(read: Any) -> None:
    assert read([f"{lakh},23,456" for lakh in range(10, 40)])[0] == [lakh * 100_000 + 23_456 for lakh in range(10, 40)]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        *(("{} %", "%"), ("{}%", "%"), ("${}", "$"), ("{} €", "€"), ("CHF {}", "CHF"), ("R$ {}", "R$")),
        *(("{} cm", "cm"), ("{}kg", "kg"), ("{} apples", "apples")),
    ],
)
def test_units_are_told_and_taken_off(read: Any, written: str, unit: str) -> None:
    numbers, reading = read([written.format(f"{value:.2f}") for value in TRUE])
    assert numbers == TRUE
    assert reading.columns[reading.chosen[0]].unit == unit
    assert f"x in {unit}" in reading.line()


@pytest.mark.parametrize("odd", ["1.73 m", "$170", "170%"])
def test_another_unit_than_the_columns_is_left_out(read: Any, odd: str) -> None:
    cells = [f"{value:.2f} cm" for value in TRUE]
    cells[7] = odd
    numbers, reading = read(cells)
    assert numbers == TRUE[:7] + TRUE[8:]
    (left_out,) = reading.left_out
    assert (left_out.reason, left_out.rows, left_out.example) == ("not in cm", (9,), odd)


@pytest.mark.parametrize("minus", ["-", "−", "–", "- "])
def test_signs_below_zero(read: Any, minus: str) -> None:
    assert read([f"{minus}{value:.2f}" for value in TRUE])[0] == [-value for value in TRUE]


def test_brackets_are_below_zero_and_that_is_said(read: Any) -> None:
    numbers, reading = read([f"({value:.2f})" if value < 100 else f"{value:.2f}" for value in TRUE])
    assert numbers == [-value if value < 100 else value for value in TRUE]
    assert "in brackets, read as below 0" in reading.line()


@pytest.mark.parametrize("cell", ["2024-01-05", "05.01.2024", "10:30", "p12", "12a", "1/2", "<5", "1.2.3", "7b"])
def test_what_is_no_number(read: Any, cell: str) -> None:
    with pytest.raises(PlaygroundError, match="where a number should be"):
        read([cell] * 30)


# What could be either.


@pytest.mark.parametrize(("sign", "knob"), [(",", "comma"), (".", "point")])
def test_three_digits_beside_short_whole_numbers_are_thousands_and_that_is_said(
    read: Any, sign: str, knob: str
) -> None:
    cells = [f"{value:,}".replace(",", sign) for value in THOUSANDS]
    numbers, reading = read(cells)
    assert numbers == THOUSANDS
    (doubt,) = reading.doubts
    assert "could be either" in doubt.sentence()
    assert (doubt.knob, doubt.value) == ("data.decimals", knob)
    assert read(cells, decimals=knob)[0] == [float(cell.replace(sign, ".")) for cell in cells]


def test_three_decimals_everywhere_are_decimals_and_that_is_said(read: Any) -> None:
    numbers, reading = read([f"{1.001 + i / 8:.3f}" for i in range(40)], between=",")
    assert numbers[:2] == [1.001, 1.126]
    assert reading.doubts[0].value == "comma"


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ([f"0,{i:03}" for i in range(100, 140)], [i / 1000 for i in range(100, 140)]),
        ([f"{i}234,567" for i in range(10, 40)], [i * 1000 + 234.567 for i in range(10, 40)]),
        ([f"{i},234,567" for i in range(10, 40)], [i * 1_000_000 + 234_567 for i in range(10, 40)]),
        ([f"1.234,{i}" for i in range(10, 40)], [1234 + i / 100 for i in range(10, 40)]),
        ([f"1,234.{i}" for i in range(10, 40)], [1234 + i / 100 for i in range(10, 40)]),
    ],
)
def test_what_the_column_says_itself_is_no_doubt(read: Any, cells: list[str], values: list[float]) -> None:
    numbers, reading = read(cells)
    assert numbers == pytest.approx(values, rel=1e-15)
    assert not reading.doubts


def test_the_other_columns_of_a_file_say_where_its_decimals_are(tmp_path: Path) -> None:
    rows = [f"{1000 + 7 * i:,};{i}.5" for i in range(40)]
    path = tmp_path / "mine.csv"
    path.write_text("a;b\n" + "\n".join(rows), encoding="utf-8")
    numbers, reading = read_table(path, "a", 1)
    assert numbers[:, 0].tolist() == [1000 + 7 * i for i in range(40)]
    assert not reading.doubts


@pytest.mark.parametrize("odd", ["1,5", "0,5", "12.5", "x", "1.234,5", "", "1e400", "7 cm", "2024"])
@pytest.mark.parametrize("place", [0, 3, 39])
def test_one_odd_number_changes_no_other(read: Any, odd: str, place: int) -> None:
    """Of a column of thousands with commas, some shorter: without the odd one, and with it."""
    cells = [f"{value:,}" for value in THOUSANDS]
    kept = [value for i, value in enumerate(THOUSANDS) if i != place]
    cells[place] = odd
    numbers, reading = read(cells)
    assert [value for value in numbers if value in kept] == kept
    assert len(numbers) + reading.left_out_count == 40
    assert reading.doubts


def test_cells_of_one_column_with_a_header_that_has_commas(read: Any) -> None:
    cells = [f"{i},{i % 7}" for i in range(10, 40)]
    _, reading = read(cells, before="Sleep, hours", between="")
    assert "could be one number" in reading.line()
    assert read(cells, before="Sleep, hours", between="", decimals="comma")[0] == [
        i + i % 7 / 10 for i in range(10, 40)
    ]
    assert not read(cells, before="hours,score", between="")[1].doubts


# Names.


def lines(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


YEARS = [f"{12.25 + i},{30.5 - i},{i / 4 + 0.125:.3f}" for i in range(30)]


@pytest.mark.parametrize("names", ["2019,2020,2021", "id,2020,2021", "0,1,2", "10,20,30"])
def test_a_row_of_years_or_bins_is_names_and_that_is_said(tmp_path: Path, names: str) -> None:
    numbers, reading = read_table(lines(tmp_path, names, *YEARS), names.split(",")[1], 1)
    assert numbers[:, 0].tolist() == [30.5 - i for i in range(30)]
    assert "is taken for names" in reading.line()


def test_a_first_row_of_data_is_data(tmp_path: Path) -> None:
    for first in ("12,31,7", "3,5", "2019,7.5,3", "14.5,20.25,1.5"):
        rest = [",".join(row.split(",")[: first.count(",") + 1]) for row in YEARS]
        assert len(read_table(lines(tmp_path, first, *rest), "1", 1)[0]) == 31


def test_a_title_with_a_year_above_names(tmp_path: Path) -> None:
    path = lines(tmp_path, "Heights of class 7b", "names and numbers,,", "height,width,depth", "cm,mm,(m)", *YEARS)
    assert column_names(path) == ["height", "width", "depth"]
    numbers, reading = read_table(path, "width", 1)
    assert numbers[0, 0] == 30.5
    assert [(one.reason, one.rows) for one in reading.left_out] == [("row of units", (4,)), ("rows of titles", (1, 2))]


def test_names_in_the_comment_that_numpy_writes(tmp_path: Path) -> None:
    np.savetxt(tmp_path / "a.txt", np.column_stack((TRUE, LARGE)), header="height weight")
    assert column_names(tmp_path / "a.txt") == ["height", "weight"]
    assert read_table(tmp_path / "a.txt", "weight", 1)[0][:, 0].tolist() == LARGE


def test_a_name_less_than_cells_is_refused_unless_rows_have_names(tmp_path: Path) -> None:
    """R leaves one out above the names of rows; but decimal commas without quotes look alike."""
    with pytest.raises(PlaygroundError, match="rows of 3 cells under 2 names"):
        read_table(lines(tmp_path, "name,height", *(f"Ada{i},17{i % 10},{i % 7}" for i in range(30))), "", 1)
    path = tmp_path / "r.csv"
    path.write_text('"height","width"\n' + "".join(f'"{i + 1}",{i},5.5\n' for i in range(30)), encoding="utf-8")
    numbers, reading = read_table(path, "height", 1)
    assert numbers[:, 0].tolist() == list(range(30))
    assert "the first cell of each row is its name" in reading.line()


def test_more_names_than_columns_are_not_guessed(tmp_path: Path) -> None:
    path = lines(tmp_path, "a,b,c,d", *YEARS)
    assert column_names(path) == ["1", "2", "3"]
    assert "4 names for 3 columns" in read_table(path, "2", 1)[1].line()


@pytest.mark.parametrize("last", [["Total,{}"], ["Mean,3", "n,30"], [",{}"], ["Summe:,{}"], ["Max,9", "Mean,2"]])
def test_totals_are_left_out(tmp_path: Path, last: list[str]) -> None:
    values = [i + 0.5 for i in range(30)]
    rows = [f"p{i},{value}" for i, value in enumerate(values)]
    path = lines(tmp_path, "who,x", *rows, *(one.format(sum(values)) for one in last))
    numbers, reading = read_table(path, "x", 1)
    assert numbers[:, 0].tolist() == values
    assert reading.left_out_count == len(last)


def test_people_called_max_stay(tmp_path: Path) -> None:
    rows = [f"p{i},{i}.5" for i in range(30)]
    assert len(read_table(lines(tmp_path, "who,x", *rows, "Max,3.5"), "x", 1)[0]) == 31


def test_words_that_are_often_there_are_no_totals(tmp_path: Path) -> None:
    rows = [f"{('good', 'average', 'poor')[i % 3]},{i}.5" for i in range(30)]
    assert len(read_table(lines(tmp_path, "how,x", *rows), "x", 1)[0]) == 30


def test_a_damaged_letter_is_told_and_harms_no_other(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    content = "wer;Größe\n" + "".join(f"Jürgen;{i},5\n" for i in range(30))
    path.write_bytes(content.encode().replace("ü".encode(), b"\xfc", 1))
    numbers, reading = read_table(path, "Größe", 1)
    assert len(numbers) == 30
    assert "1 letters of the file are damaged" in reading.line()
