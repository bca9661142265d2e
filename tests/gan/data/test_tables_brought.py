"""More files as somebody brings them, each in another shape: their numbers come back, or it is said why not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import column_names, dialect, read_table
from gan_playground.gan.data.table.rows import rows_a_piece
from gan_playground.gan.data.watching import ReadingStopped, watched

HEIGHTS = [round(150.3 + 1.7 * (i * 7 % 23), 1) for i in range(40)]
COUNTS = [(i * 7919) % 8800 + 200 for i in range(40)]
LARGE = [(i * 791_993 + 13) % 8_800_000 + 100_000 for i in range(40)]
SIGNED = [round((i * 37 % 41) / 2.0 - 9.7, 1) for i in range(40)]
NAMES = [f"n{i}" for i in range(40)]


def table(*columns: Sequence[Any], head: str = "n;v", between: str = ";", end: str = "\n") -> str:
    lines = [head.replace(";", between)] if head else []
    lines += [between.join(map(str, row)) for row in zip(*columns, strict=True)]
    return end.join(lines) + end


def comma(values: Sequence[float]) -> list[str]:
    return [str(value).replace(".", ",") for value in values]


def grouped(values: Sequence[int], sign: str) -> list[str]:
    return [f"{value:,}".replace(",", sign) for value in values]


def odd_at(places: Sequence[int], word: str) -> list[str]:
    return [word if i in places else str(value) for i, value in enumerate(HEIGHTS)]


def without(places: Sequence[int]) -> list[float]:
    return [value for i, value in enumerate(HEIGHTS) if i not in places]


first_odd = "n,v\n" + "".join(f"n{i},{cell}\n" for i, cell in enumerate(odd_at((0, 20), "oops")))
address = "".join(f'"Main street {i},\nTown",{value}\n' for i, value in enumerate(HEIGHTS))
wrapped = "".join(f'"x{i},{value}"\n' for i, value in enumerate(HEIGHTS))

READ: dict[str, tuple[str | bytes, str, Sequence[float], str]] = {
    "apostrophes between thousands": (table(NAMES, grouped(LARGE, "'")), "v", LARGE, ""),
    "typographic apostrophes": (table(NAMES, grouped(LARGE, "\u2019")), "v", LARGE, ""),
    "spaces that do not break": (table(NAMES, grouped(LARGE, "\u00a0"), between="\t"), "v", LARGE, "tabs"),
    "narrow ones": (table(NAMES, grouped(LARGE, "\u202f")), "v", LARGE, ""),
    "spaces, alone": (table(grouped(LARGE, " "), head="v"), "v", LARGE, "one column"),
    "points between thousands": (table(NAMES, grouped(LARGE, ".")), "v", LARGE, ""),
    "Indian thousands": (table(NAMES, [f"12,34,{i:03}" for i in range(40)]), "v", [1234000 + i for i in range(40)], ""),
    "money below zero": (table(NAMES, [f"${v}".replace("$-", "-$") for v in SIGNED]), "v", SIGNED, "v in $"),
    "euros, cp1252": (table(NAMES, [f"{v} €" for v in comma(HEIGHTS)]).encode("cp1252"), "v", HEIGHTS, "v in €"),
    "degrees, cp1252": (table(NAMES, [f"{v} °C" for v in comma(SIGNED)]).encode("cp1252"), "v", SIGNED, "v in °C"),
    "percent in brackets": (table(NAMES, [f"({-v}%)" if v < 0 else f"{v}%" for v in SIGNED]), "v", SIGNED, "brackets"),
    "exponents with commas": (table(NAMES, [f"{v:.4E}".replace(".", ",") for v in SIGNED]), "v", SIGNED, "commas in v"),
    "Fortran's exponents": (table([f"{v:.4E}".replace("E", "D") for v in SIGNED], NAMES), "n", SIGNED, ""),
    "a plus": (table(NAMES, [f"{v:+}" for v in SIGNED]), "v", SIGNED, ""),
    "wide figures": (
        table(NAMES, [str(v).translate({48 + i: 0xFF10 + i for i in range(10)}) for v in COUNTS]),
        "v",
        COUNTS,
        "",
    ),
    "Arabic decimals": (table(NAMES, [str(v).replace(".", "\u066b") for v in HEIGHTS]), "v", HEIGHTS, ""),
    "text in spreadsheets": (table(NAMES, [f'="{v}"' for v in HEIGHTS], between=","), "v", HEIGHTS, ""),
    "an apostrophe before": (table(NAMES, [f"'{v}" for v in HEIGHTS], between=","), "v", HEIGHTS, ""),
    "line ends of old": (table(NAMES, HEIGHTS, end="\r"), "v", HEIGHTS, ""),
    "line ends twice": (table(NAMES, HEIGHTS, end="\r\r\n"), "v", HEIGHTS, ""),
    "UTF-16 without a mark": (table(NAMES, comma(HEIGHTS), between="\t").encode("utf-16-le"), "v", HEIGHTS, "UTF-16"),
    "a mark twice": ("\ufeff\ufeff" + table(NAMES, HEIGHTS), "v", HEIGHTS, "UTF-8"),
    "zeros at the end": (table(NAMES, HEIGHTS).encode() + b"\0" * 512, "v", HEIGHTS, "UTF-8"),
    "DOS": (table(["Jürgen"] * 40, comma(HEIGHTS), head="n;Größe").encode("cp850"), "Größe", HEIGHTS, "is a guess"),
    "Macintosh": (
        table(["Jürgen"] * 40, HEIGHTS, head="n;Höhe", end="\r").encode("mac_roman"),
        "Höhe",
        HEIGHTS,
        "guess",
    ),
    "Cyrillic": (table(["Иван"] * 40, HEIGHTS, head="Имя;Рост").encode("cp1251"), "Рост", HEIGHTS, "is a guess"),
    "Japanese": (table(["身長太郎"] * 40, HEIGHTS, head="名前;身長").encode("cp932"), "身長", HEIGHTS, "is a guess"),
    "a separator that is told": ("sep=\t\n" + table(NAMES, HEIGHTS, between="\t"), "v", HEIGHTS, "first line says"),
    "quotes around that": ('"sep=;"\n' + table(NAMES, comma(HEIGHTS)), "v", HEIGHTS, "first line says"),
    "addresses of two lines": ("who,v\n" + address, "v", HEIGHTS, "commas"),
    "rows in quotes as a whole": ('"n,v"\n' + wrapped, "v", HEIGHTS, "commas"),
    "R's short head": (table(NAMES, HEIGHTS, COUNTS, head="v;w", between="\t"), "v", HEIGHTS, "first cell of each row"),
    "separators at the end": (table(NAMES, HEIGHTS, [""] * 40, head="n;v;"), "v", HEIGHTS, ""),
    "those of rows alone": (table(NAMES, HEIGHTS, [""] * 40, head="n;v"), "v", HEIGHTS, ""),
    "a head of years": (table(COUNTS, LARGE, head="2019;2020"), "2020", LARGE, "taken for names"),
    "years above units": (table(HEIGHTS, head="Heights\n1983\n(cm)"), "1983", HEIGHTS, "row of units"),
    "units in a row": (table(NAMES, HEIGHTS, head="n;v\n;[cm]"), "v", HEIGHTS, "1 row of units (row 2; '[cm]')"),
    "titles": ("Class 7b\n2024, in spring\n\n" + table(NAMES, HEIGHTS), "v", HEIGHTS, "titles (rows 1, 2; 'Class 7b')"),
    "a total of another name": (
        table(NAMES, COUNTS) + f"Alles;{sum(COUNTS)}\n",
        "v",
        COUNTS,
        "1 row of a total (row 42;",
    ),
    "a total with words": (table(NAMES, COUNTS) + "Total (all of them);7\n", "v", COUNTS, "'Total (all of them)'"),
    "subtotals": (table(NAMES, COUNTS) + "Subtotal;5\nSubtotal;6\nTotal;7\n", "v", COUNTS, "3 rows of totals"),
    "remarks": (table(NAMES, HEIGHTS) + "\nSource: X; 2024\n* ill;3\n", "v", HEIGHTS, "2 remarks below the table"),
    "names again": (table(NAMES, HEIGHTS) + table(NAMES, HEIGHTS), "v", HEIGHTS * 2, "1 row that says the names again"),
    "a wider row": (table(NAMES, HEIGHTS) + "x;1.5;more\n", "v", HEIGHTS, "1 row that has not 2 cells (row 42;"),
    "a narrower row": (table(HEIGHTS, NAMES) + "7.5\n", "n", HEIGHTS, "1 row that has not 2 cells (row 42; '7.5')"),
    "an odd first cell": (first_odd, "v", without((0, 20)), "2 without a number (rows 2, 22; 'oops')"),
    "an odd number first": (
        table(NAMES, odd_at((0,), "<99.5")),
        "v",
        without((0,)),
        "1 without a number (row 2; '<99.5')",
    ),
    "another unit": (table([f"{v} cm" for v in HEIGHTS[1:]], NAMES[1:]) + "1.7 m;x\n", "n", HEIGHTS[1:], "1 not in cm"),
    "all in one line": (" ".join(map(str, HEIGHTS)), "1", HEIGHTS, "its one row is taken for a column"),
    "columns that lie": (f"v,{','.join(map(str, HEIGHTS))}\nw,{','.join(map(str, COUNTS))}\n", "w", COUNTS, "its rows"),
    "a drawn table": (table(NAMES, HEIGHTS, head="n;v\n---;---", between=" | "), "v", HEIGHTS, "bars"),
    "fixed widths": (
        "".join(f"{n:<8}{v:>8}\n" for n, v in [("n", "v"), *zip(NAMES, HEIGHTS, strict=True)]),
        "v",
        HEIGHTS,
        "",
    ),
    "comments between": (table(NAMES, HEIGHTS).replace("n9;", "# a break\nn9;"), "v", HEIGHTS, "1 comment (row 11;"),
    "what stands for none": (
        table(NAMES, [*HEIGHTS[:39], -999]),
        "v",
        [*HEIGHTS[:39], -999],
        "v has 1 times -999, far",
    ),
}
MISSING = ("NA", "-", "n.a.", "NULL", "?", "N/A", "none", ".", "#N/A", "k.A.", "—", "(null)", "NaN", ":", "unknown", "")
REFUSED = {
    "decimal commas between commas": table(NAMES, comma(HEIGHTS), between=","),
    "units half of this and half of that": table(
        NAMES, [f"{v} {'cm' if i % 2 else 'm'}" for i, v in enumerate(HEIGHTS)]
    ),
    "percent half of the time": table(NAMES, [f"{v}{'%' * (i % 2)}" for i, v in enumerate(HEIGHTS)]),
    "school's grades": table(NAMES, [f"{1 + i % 5}{'-' * (i % 2)}" for i in range(40)]),
    "thousands as k": table(NAMES, [f"{v / 1000:.1f}k" if i % 2 else v for i, v in enumerate(COUNTS)]),
    "spans": table(NAMES, [f"{v}-{v + 5}" for v in COUNTS]),
    "yes and no": table(NAMES, ["true" if i % 2 else "false" for i in range(40)]),
    "holes in fixed widths": "".join(f"n{i:<6}{'' if i % 3 else v:>8}{v:>8}\n" for i, v in enumerate(HEIGHTS)),
}


def write(folder: Path, number: int, content: str | bytes) -> Path:
    path = folder / f"{number}.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_each_is_read_right_and_what_was_done_is_told(tmp_path: Path) -> None:
    for number, (case, (content, column, values, told)) in enumerate(READ.items()):
        numbers, reading = read_table(write(tmp_path, number, content), column, 1)
        assert numbers[:, 0].tolist() == list(map(float, values)), (case, reading.line())
        assert told in reading.line(), (case, reading.line())


def test_words_for_none_are_left_out_also_in_the_first_row(tmp_path: Path) -> None:
    for number, word in enumerate(MISSING):
        path = write(tmp_path, number, table(NAMES, odd_at((0, 8, 20), word)))
        numbers, reading = read_table(path, "v", 1)
        assert numbers[:, 0].tolist() == without((0, 8, 20)), word
        assert "3 left out: 3 without a value (rows 2, 10, 22" in reading.line(), word


def test_what_cannot_be_sure_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for number, (case, content) in enumerate(REFUSED.items()):
        path = write(tmp_path, number, content)
        with pytest.raises(PlaygroundError, match=path.name) as refusal:
            read_table(path, "2", 1)
        assert "\n" not in str(refusal.value), case


def test_a_table_of_many_pieces_is_read_like_a_short_one(tmp_path: Path) -> None:
    """What is odd lies beyond the first piece; rows are counted as an editor counts them."""
    count = rows_a_piece + 100
    values = [f"{i % 977}.{i % 10}" for i in range(count)]
    lines = [f"p{i},{value}" for i, value in enumerate(values)]
    at = rows_a_piece + 50
    lines[at] = '"two\nlines",NA'
    lines[at + 10 : at + 10] = ["", "# a remark", "who,v", "x,1,2", "y"]
    lines += ["Mean,3.5", "Source: somebody,1"]
    numbers, reading = read_table(write(tmp_path, 0, "\n".join(["who,v", *lines]) + "\n"), "v", 1)
    assert numbers[:, 0].tolist() == [float(value) for i, value in enumerate(values) if i != at]
    told = reading.line()
    for part in (
        f"1 without a value (row {at + 3}; 'NA')",
        f"1 comment (row {at + 14}; '# a remark')",
        f"1 row that says the names again (row {at + 15}; 'who')",
        f"2 rows that have not 2 cells (rows {at + 16}, {at + 17}; 'x')",
        f"1 row of a total (row {count + 8}; 'Mean')",
        f"1 remark below the table (row {count + 9}; 'Source: somebody')",
    ):
        assert part in told, (part, told)
    assert reading.left_out_count == 7
    assert reading.count == count - 1


def test_thousands_are_told_from_decimals_over_all_pieces(tmp_path: Path) -> None:
    """12.345 could be either, until a number far below tells."""
    column = ["12.345", "7.250"] * (rows_a_piece // 2)
    path = write(tmp_path, 0, "\n".join(["v", *column, "1.234.567", "2.345.678", *["999.000.000"] * 1000]))
    numbers, reading = read_table(path, "v", 1)
    assert numbers[:2, 0].tolist() == [12345.0, 7250.0]
    assert numbers[len(column), 0] == 1234567.0
    assert not reading.doubts
    assert column_names(path) == ["v"]
    np.testing.assert_array_equal(read_table(path, "v", 1, "comma")[0], numbers)


def test_how_far_a_text_is_read_is_told_and_it_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "piece_letters", 1000)
    content = table(NAMES * 25, HEIGHTS * 25)
    path = write(tmp_path, 0, content)
    told: list[tuple[int, int]] = []
    with watched(lambda done, total: told.append((done, total))):
        read_table(path, "v", 1)
    sizes = [done for done, total in told if total == len(content)]
    assert len(sizes) > len(content) // 1000
    assert max(sizes) > 0.9 * len(content)

    def stop(done: int, total: int) -> None:
        if done > 5000:
            raise ReadingStopped

    other = write(tmp_path, 1, content)
    with pytest.raises(ReadingStopped), watched(stop):
        read_table(other, "v", 1)
