"""Tables out of spreadsheets, and of Parquet."""

from __future__ import annotations

import importlib.util
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gan.workbooks import Sheets, write_ods, write_xlsx
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import archive_check, column_names, read_table

HEIGHTS = [150.125 + 1.75 * i for i in range(30)]
AGES = [11 + i % 5 for i in range(30)]
PEOPLE: list[Any] = [["name", "height", "age"], *([f"p{i}", HEIGHTS[i], AGES[i]] for i in range(30))]
BOOKS = [pytest.param(write_xlsx, ".xlsx", id="xlsx"), pytest.param(write_ods, ".ods", id="ods")]
Write = Callable[[Path, Sheets], Path]


@pytest.mark.parametrize(("write", "ending"), BOOKS)
def test_columns_by_name_and_points(write: Write, ending: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"class{ending}", {"Heights & more": PEOPLE})
    assert column_names(path) == ["name", "height", "age"]
    numbers, reading = read_table(path, "", 2)
    np.testing.assert_array_equal(numbers, np.column_stack((HEIGHTS, AGES)))
    assert "sheet 'Heights & more'" in reading.line()
    assert not reading.doubts


@pytest.mark.parametrize(("write", "ending"), BOOKS)
def test_titles_units_totals_and_holes(write: Write, ending: str, tmp_path: Path) -> None:
    rows: list[Any] = [[], ["Heights of class 7b"], [], ["name", "height", "age"], [None, "cm", "years"], *PEOPLE[1:]]
    rows[9] = ["p4", None, 12]
    rows += [["Mean", 175.5, 13]]
    numbers, reading = read_table(write(tmp_path / f"class{ending}", {"a": rows}), "height", 1)
    np.testing.assert_array_equal(numbers[:, 0], HEIGHTS[:4] + HEIGHTS[5:])
    assert {(one.reason, one.rows) for one in reading.left_out} == {
        ("row of a title", (2,)),
        ("row of units", (5,)),
        ("without a value", (10,)),
        ("row of a total", (36,)),
    }


@pytest.mark.parametrize(("write", "ending"), BOOKS)
def test_the_first_sheet_with_numbers_and_the_others_are_told(write: Write, ending: str, tmp_path: Path) -> None:
    about = [["This is about", "people"], ["made by", "Ada"]]
    path = write(tmp_path / f"class{ending}", {"About": about, "Data": PEOPLE, "More": PEOPLE})
    numbers, reading = read_table(path, "height", 1)
    np.testing.assert_array_equal(numbers[:, 0], HEIGHTS)
    assert "sheet 'Data'" in reading.line()
    assert "2 other sheets are not read" in reading.line()


@pytest.mark.parametrize(("write", "ending"), BOOKS)
def test_numbers_as_text_and_years_as_names(write: Write, ending: str, tmp_path: Path) -> None:
    rows: list[Any] = [["who", 2019, 2020], *([f"p{i}", f"{HEIGHTS[i]:.2f} cm", HEIGHTS[i] / 3] for i in range(30))]
    path = write(tmp_path / f"class{ending}", {"a": rows})
    assert column_names(path) == ["who", "2019", "2020"]
    numbers, reading = read_table(path, "2019", 1)
    np.testing.assert_array_equal(numbers[:, 0], [float(f"{height:.2f}") for height in HEIGHTS])
    assert "2019 in cm" in reading.line()
    np.testing.assert_array_equal(read_table(path, "2020", 1)[0][:, 0], np.array(HEIGHTS) / 3)


def test_a_workbook_under_a_wrong_name_is_read_for_what_it_is(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "class.csv", {"a": PEOPLE})
    np.testing.assert_array_equal(read_table(path, "height", 1)[0][:, 0], HEIGHTS)


@pytest.mark.parametrize("content", [b"", b"name,height\n1,2\n", b"PK\3\4", b"\xd0\xcf\x11\xe0" + bytes(600)])
@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xls"])
def test_what_is_no_workbook(content: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"class{ending}"
    path.write_bytes(content)
    with pytest.raises(PlaygroundError, match=rf"class\{ending}"):
        read_table(path, "", 1)


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "class.xlsx", {"a": PEOPLE})
    assert archive_check.most_unpacked_bytes == 512 * 2**20
    monkeypatch.setattr(archive_check, "most_unpacked_bytes", 2**22)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more", bytes(5 * 2**20))
    with pytest.raises(PlaygroundError, match="unpacks to"):
        read_table(path, "", 1)


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
MANY = b'<table:table-cell table:number-columns-repeated="999999999" office:value-type="float" office:value="1"/>'


@pytest.mark.parametrize(
    ("write", "ending", "before", "after"),
    [
        (write_xlsx, ".xlsx", b"</sheetData>", FAR),
        (write_ods, ".ods", b"</table:table-row>", MANY + b"</table:table-row>"),
    ],
)
def test_one_stray_cell_does_not_take_all_memory(
    write: Write, ending: str, before: bytes, after: bytes, tmp_path: Path
) -> None:
    path = write(tmp_path / f"class{ending}", {"a": PEOPLE})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(before, after, 1) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(PlaygroundError, match="far away"):
        read_table(path, "", 1)


def test_empty_cells_without_end_as_libreoffice_writes_them(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "class.ods", {"a": PEOPLE})
    empty = b'<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
    below = b'<table:table-row table:number-rows-repeated="1048544">'
    below += b'<table:table-cell table:number-columns-repeated="16384"/>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].replace(b"</table:table-row>", empty)
    parts["content.xml"] = content.replace(b"</table:table>", below + b"</table:table-row></table:table>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    np.testing.assert_array_equal(read_table(path, "height", 1)[0][:, 0], HEIGHTS)


PORTIONS = [pytest.param(0, 60, id="short"), *(pytest.param(i, 200, marks=pytest.mark.slow) for i in range(1, 11))]


@pytest.mark.parametrize(("number", "count"), PORTIONS)
@pytest.mark.parametrize(("write", "ending"), BOOKS)
def test_a_damaged_workbook_gives_a_sentence_or_numbers(
    write: Write, ending: str, number: int, count: int, tmp_path: Path
) -> None:
    rng = random.Random(number)
    whole = write(tmp_path / f"whole{ending}", {"a": PEOPLE}).read_bytes()
    with zipfile.ZipFile(tmp_path / f"whole{ending}") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for place in range(count):
        path = tmp_path / f"{place}{ending}"
        if place % 2:
            path.write_bytes(harmed(whole, rng))
        else:
            harm_inside(path, parts, rng)
        assert is_read_or_refused(path)
        path.unlink()


def is_read_or_refused(path: Path) -> bool:
    try:
        numbers, reading = read_table(path, "", 1)
    except PlaygroundError as error:
        return path.name in str(error)
    return len(numbers) == reading.count and bool(np.isfinite(numbers).all())


def harmed(content: bytes, rng: random.Random) -> bytes:
    place, length = rng.randrange(len(content)), rng.randrange(1, 40)
    return content[:place] + rng.randbytes(rng.randrange(length)) + content[place + length :]


def harm_inside(path: Path, parts: dict[str, bytes], rng: random.Random) -> None:
    """The archive is whole, but what is packed in it is not."""
    victim = rng.choice(list(parts))
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, harmed(part, rng) if name == victim and part else part)


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "class.parquet"
    if importlib.util.find_spec("pyarrow") is None:
        path.write_bytes(b"PAR1")
        with pytest.raises(PlaygroundError, match="pip install pyarrow"):
            read_table(path, "", 1)
        return
    import pyarrow
    import pyarrow.parquet

    columns = {"who": ["a"] * 30, "height": [*HEIGHTS[:-1], None], "age": AGES}
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    assert column_names(path) == ["who", "height", "age"]
    numbers, reading = read_table(path, "", 1)
    np.testing.assert_array_equal(numbers[:, 0], HEIGHTS[:-1])
    assert reading.left_out[0].rows == (30,)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(PlaygroundError, match="Parquet"):
        read_table(path, "", 1)
