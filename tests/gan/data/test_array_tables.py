"""Columns and points out of numpy's files, whatever the shape and the kind of number; objects stay refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import kind_of_file
from gan_playground.gan.data.table import Kind, column_names, read_table

VALUES = np.arange(24.0) / 4 - 1
OTHERS = 100 + np.arange(24.0)
BOTH = np.column_stack((VALUES, OTHERS))

COLUMNS: dict[str, np.ndarray] = {
    "(N,)": VALUES,
    "(N, 1)": VALUES[:, None],
    "(1, N)": VALUES[None],
    "(1, N, 1)": VALUES[None, :, None],
    "(1, 1, N, 1)": VALUES[None, None, :, None],
    "float16": VALUES.astype("f2"),
    "float32, big-endian": VALUES.astype(">f4"),
    "float64, big-endian": VALUES.astype(">f8"),
    "long double": VALUES.astype(np.longdouble),
    "Fortran": np.asfortranarray(BOTH),
    "(N, 2)": BOTH,
    "(2, N)": BOTH.T.copy(),
    "(2, N), Fortran": np.asfortranarray(BOTH.T),
    "records": np.rec.fromarrays([VALUES, OTHERS], names="height,weight"),
    "records (N, 1)": np.rec.fromarrays([VALUES, OTHERS], names="height,weight")[:, None],
    "records with words": np.rec.fromarrays([["a"] * 24, VALUES], names="who,height"),
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("ending", [".npy", ".npz"])
def test_a_column(name: str, ending: str, tmp_path: Path) -> None:
    save(tmp_path / f"a{ending}", COLUMNS[name])
    numbers, reading = read_table(tmp_path / f"a{ending}", "", 1)
    np.testing.assert_array_equal(numbers[:, 0], VALUES)
    assert reading.left_out_count == 0
    assert "learning" in reading.line()


def save(path: Path, *arrays: Any, **named: Any) -> Path:
    if path.suffix == ".npz":
        np.savez(path, *arrays, **named)
    else:
        np.save(path, arrays[0])
    return path


@pytest.mark.parametrize("name", ["(N, 2)", "(2, N)", "(2, N), Fortran", "Fortran", "records"])
def test_points(name: str, tmp_path: Path) -> None:
    np.testing.assert_array_equal(read_table(save(tmp_path / "a.npy", COLUMNS[name]), "", 2)[0], BOTH)


@pytest.mark.parametrize("kind", ["?", "u1", "i1", ">i2", "u4", ">i8", "u8"])
def test_whole_numbers(kind: str, tmp_path: Path) -> None:
    array = (np.arange(30) % 5).astype(kind)
    numbers, _ = read_table(save(tmp_path / "a.npy", array), "", 1)
    np.testing.assert_array_equal(numbers[:, 0], array.astype(float))


def test_an_archive_of_columns_by_name(tmp_path: Path) -> None:
    path = save(tmp_path / "a.npz", height=VALUES, weight=OTHERS, who=np.array(["a"] * 24), note=np.array(3.0))
    assert column_names(path) == ["height", "weight"]
    numbers, reading = read_table(path, "weight, height", 2)
    np.testing.assert_array_equal(numbers, BOTH[:, ::-1])
    assert "left out: who, note" in reading.line()


def test_columns_of_unlike_lengths_are_no_points(tmp_path: Path) -> None:
    path = save(tmp_path / "a.npz", a=VALUES, b=np.append(OTHERS, 1))
    np.testing.assert_array_equal(read_table(path, "b", 1)[0][:-1, 0], OTHERS)
    with pytest.raises(PlaygroundError, match="unlike lengths"):
        read_table(path, "", 2)


def test_a_table_inside_an_archive(tmp_path: Path) -> None:
    path = save(tmp_path / "a.npz", both=BOTH, one=VALUES)
    assert column_names(path) == ["both.1", "both.2", "one"]
    np.testing.assert_array_equal(read_table(path, "both.2, one", 2)[0], BOTH[:, ::-1])


def test_numbers_too_large_for_a_double_are_left_out_and_told(tmp_path: Path) -> None:
    if np.finfo(np.longdouble).max == np.finfo(np.float64).max:
        pytest.skip("a long double is a double here")
    array = VALUES.astype(np.longdouble)
    array[5] = np.longdouble("1e4000")
    _, reading = read_table(save(tmp_path / "a.npy", array), "", 1)
    assert [(one.reason, one.rows) for one in reading.left_out] == [("infinite", (6,))]


@pytest.mark.parametrize(
    "array",
    [np.zeros((24, 8, 8)), np.array([{"a": 1}] * 24), VALUES * 1j, np.array(["a"] * 24), np.zeros((0, 3)), np.array(1)],
    ids=["pictures", "objects", "complex", "words", "nothing", "one number"],
)
@pytest.mark.parametrize("ending", [".npy", ".npz"])
def test_what_is_no_column(array: np.ndarray, ending: str, tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match=f"a{ending}"):
        read_table(save(tmp_path / f"a{ending}", array), "", 1)


def test_records_that_hold_objects_are_refused(tmp_path: Path) -> None:
    array = np.zeros(24, dtype=[("a", "f8"), ("b", "O")])
    np.save(tmp_path / "a.npy", array, allow_pickle=True)
    with pytest.raises(PlaygroundError, match=r"a\.npy"):
        read_table(tmp_path / "a.npy", "a", 1)


def test_what_a_sheet_shows_of_an_array(tmp_path: Path) -> None:
    reading = read_table(save(tmp_path / "a.npy", COLUMNS["records with words"]), "", 1)[1]
    assert [(column.name, column.kind) for column in reading.columns] == [
        ("who", Kind.WORDS),
        ("height", Kind.NUMBERS),
    ]
    assert reading.preview[0] == ("", "-1")
    assert len(reading.preview) == 12


PIXELS = np.zeros((30, 784), dtype="u1")


@pytest.mark.parametrize(
    ("array", "on_the_line", "among_pictures"),
    [
        (VALUES, "column", "column"),
        (BOTH, "column", "column"),
        (np.zeros((30, 8, 8)), "pictures", "pictures"),
        (np.zeros((30, 8, 8, 4)), "pictures", "pictures"),
        (PIXELS, "pictures", "pictures"),
        (PIXELS / 255, "column", "pictures"),
        (np.zeros((30, 100), "f4"), "column", "pictures"),
    ],
    ids=["column", "points", "pictures", "with clear parts", "pixels", "shares", "a square number of columns"],
)
@pytest.mark.parametrize("ending", [".npy", ".npz"])
def test_what_an_array_is_taken_for(
    array: np.ndarray, on_the_line: str, among_pictures: str, ending: str, tmp_path: Path
) -> None:
    path = str(save(tmp_path / f"a{ending}", array))
    assert kind_of_file(path, "line") == on_the_line
    assert kind_of_file(path, "images") == among_pictures
    assert kind_of_file(path, "plane") == ("points" if on_the_line == "column" else on_the_line)
