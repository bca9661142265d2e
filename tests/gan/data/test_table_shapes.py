"""Tables as programs and people lay them out: what stands around the numbers, and what may be mistaken for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import Kind, TableReading, column_names, read_table

HEIGHTS = [150.5 + 1.75 * i for i in range(40)]
Read = Callable[..., tuple[list[float], TableReading]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(
        text: str, column: str = "", encoding: str = "utf-8", decimals: str = "auto"
    ) -> tuple[list[float], TableReading]:
        path = tmp_path / "mine.csv"
        path.write_bytes(text.encode(encoding))
        numbers, reading = read_table(path, column, 1)
        return numbers[:, 0].tolist(), reading

    return read


def rows(pattern: str, values: list[float] = HEIGHTS) -> str:
    return "".join(pattern.format(i=i, n=i + 1, x=value) + "\n" for i, value in enumerate(values))


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        (f'"","height"\n{rows(chr(34) + "{n}" + chr(34) + ",{x}")}', "", "learning height"),
        (f",height\n{rows('{i},{x}')}", "", "learning height"),
        (f'"height"\n{rows(chr(34) + "p{i}" + chr(34) + " {x}")}', "", "learning"),
        (f'"a" "height"\n{rows(chr(34) + "Mazda {i}" + chr(34) + " 1{i} {x}")}', "height", "first cell of each row"),
        (f"| who | height |\n|-----|-------:|\n{rows('| p{i} | {x} |')}", "height", "bars"),
        (f" who | height \n-----+--------\n{rows(' p{i} | {x}')}(40 rows)\n", "height", "1 row that has not 2 cells"),
        (f"who,height\n{rows('p{i},{x}')}\nSource: somebody\n* estimated\n", "height", "2 rows that have not 2 cells"),
        (f"height\n{rows('{x}')}Source: somebody, 2024\n", "height", "1 remark below the table (row 42;"),
        (f"# x y\n{rows('{i}' + chr(9) + '{x}')}", "y", "names from the comment in row 1"),
        (f"who      height   w\n{rows('p{i:<8}{x:<9}{i}')}", "height", "spaces"),
        (f"a, height, c\n{rows('{i}, {x}, w')}", "height", "commas"),
        (f"a\theight\t\n{rows('{i}' + chr(9) + '{x}' + chr(9))}", "height", "tabs"),
        (f"group A,,group B,\nage,height,age,width\n{rows('{i},{x},{i},1')}", "height", "1 row of a title"),
        (f"Heights,2024\nwho,height\n{rows('p{i},{x}')}", "height", "1 row of a title (row 1; 'Heights')"),
        (f"\n\nwho;height\n{rows('p{i};{x}')}", "height", "names from row 3"),
        (f"who,height\n{rows('p{i},{x}')}who,height\n", "height", "1 row that says the names again"),
        (f"'who';'height'\n{rows(chr(39) + 'a;{i}' + chr(39) + ';{x}')}", "height", "semicolons"),
        (f"sep=|\nwho|height\n{rows('p{i}|{x}')}", "height", "bars between cells, as its first line says"),
        (f"who~height\n{rows('p{i}~{x}')}", "height", "tildes"),
    ],
)
def test_layouts(read: Read, text: str, column: str, told: str) -> None:
    numbers, reading = read(text, column)
    assert numbers == HEIGHTS
    assert told in reading.line()
    assert not reading.doubts


def test_a_table_of_years_below_titles_with_trailing_separators(read: Read) -> None:
    """As the World Bank gives its tables away."""
    head = (
        '"Data Source","Indicators",\n\n"Last Updated Date","2024-01-01",\n\n"Country","Code","1960","1961","1962",\n'
    )
    numbers, reading = read(head + rows('"C{i}","C{i}","{x}","{i}.5","",'), "1961")
    assert numbers == [i + 0.5 for i in range(40)]
    assert "row 5 (Country, Code, 1960, 1961, …) is taken for names" in reading.line()
    assert reading.left_out[0].rows == (1, 3)
    kinds = [column.kind for column in reading.columns]
    assert kinds == [Kind.WORDS, Kind.WORDS, Kind.NUMBERS, Kind.NUMBERS, Kind.EMPTY, Kind.EMPTY]


@pytest.mark.parametrize("lone", [(7,), (7, 20), (7, 8), (3, 9, 21)])
def test_quotes_that_do_not_close_swallow_no_rows(read: Read, lone: tuple[int, ...]) -> None:
    text = "who,height\n" + "".join(f"{'' if i not in lone else chr(34)}p{i},{x}\n" for i, x in enumerate(HEIGHTS))
    numbers, reading = read(text, "height")
    assert numbers == HEIGHTS
    assert "quotes that do not close" in reading.line()


def test_inches(read: Read) -> None:
    assert read("who,height\n" + rows('5"{i},{x}'), "height")[0] == HEIGHTS


@pytest.mark.parametrize(
    ("header", "encoding", "words"),
    [
        ("Größe;Länge", "cp1252", "Windows-1252"),
        ("Größe €;x", "cp1252", "Windows-1252"),
        ("рост;вес", "cp1251", "cp1251 is a guess"),
        ("身長;体重", "shift_jis", "cp932 is a guess"),
        ("身高;体重", "gbk", "gb18030 is a guess"),
        ("Größe;Länge", "utf-16", "UTF-16"),
        ("Größe;Länge", "utf-16-be", "UTF-16"),
        ("Größe;Länge", "utf-32", "UTF-32"),
        ("Größe;Länge", "utf-8-sig", "UTF-8"),
    ],
)
def test_encodings(read: Read, header: str, encoding: str, words: str) -> None:
    numbers, reading = read(f"{header}\n{rows('{x};{i}')}", header.split(";")[0], encoding)
    assert numbers == HEIGHTS
    assert words in reading.line()


def test_columns_that_end_one_after_the_other(read: Read) -> None:
    text = "a,b\n" + rows("{i},{x}", HEIGHTS[:25]) + rows("9{i}", HEIGHTS[25:])
    assert read(text, "b")[0] == HEIGHTS[:25]
    assert len(read(text, "a")[0]) == 40


def test_rows_of_too_many_lengths_are_refused(read: Read) -> None:
    text = "a,b\n" + "".join(f"{i},{x}\n" if i % 3 else f"{i}\n" for i, x in enumerate(HEIGHTS))
    with pytest.raises(PlaygroundError, match=r"14 rows of fewer than 2 cells, the first in row 2"):
        read(text, "b")
    with pytest.raises(PlaygroundError, match=r"20 rows of more than 2 cells, the first in row 3"):
        read("a,b\n" + "".join(f"{i},{x}\n" if i % 2 == 0 else f"{i},{x},9\n" for i, x in enumerate(HEIGHTS)), "b")


def test_what_may_be_two_numbers_with_decimal_commas_is_said(read: Read) -> None:
    numbers, reading = read("".join(f"17{i % 10},5,18{i % 7},{i % 9}\n" for i in range(40)))
    assert numbers[:2] == [170, 171]
    (doubt,) = reading.doubts
    assert "could be 2 numbers with decimal commas" in doubt.words


def test_thousands_with_spaces_between_are_one_number_and_that_is_said(read: Read) -> None:
    numbers, reading = read("".join(f"{1 + i % 9} {100 + i}\n" for i in range(40)))
    assert numbers[0] == 1100
    assert "could be 2 cells" in reading.doubts[0].words
    assert not read("income\n" + "".join(f"{1 + i % 9} {100 + i}\n" for i in range(40)))[1].doubts


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><table>" + "<tr><td>2</td></tr>\n" * 40,
        '[{"a": 1, "b": 2.5},\n' + '{"a": 1, "b": 2.5},\n' * 40,
        "Dear all,\nhere is what I said, in 3 parts,\nand no table.\n" * 10,
    ],
    ids=["html", "json", "a letter"],
)
def test_what_is_no_table_is_refused(read: Read, text: str) -> None:
    with pytest.raises(PlaygroundError, match=r"mine\.csv"):
        read(text)


def test_what_a_sheet_shows(read: Read, tmp_path: Path) -> None:
    text = "who;day;income;none\n" + rows("p{i};2024-01-{n:02};{x:.2f} €;").replace(".", ",") + "p40;2024-02-01;n/a;\n"
    _, reading = read(text, "income")
    who, day, income, none = reading.columns
    assert (who.kind, day.kind, income.kind, none.kind) == (Kind.WORDS, Kind.DATES, Kind.NUMBERS, Kind.EMPTY)
    assert (income.count, income.missing, income.unread, income.unit) == (40, 1, 0, "€")
    assert reading.chosen == (2,)
    assert reading.preview[0] == ("p0", "2024-01-01", "150,50 €", "")
    assert reading.sentence() == "learning income of mine.csv, 40 values, 1 left out"
    assert column_names(tmp_path / "mine.csv") == ["who", "day", "income", "none"]
