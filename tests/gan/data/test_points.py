"""Points from a file: two columns of it, however they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.spatial import cKDTree

from gan.plane import draw, real_data
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table import read_column, read_columns, read_table

RNG = np.random.default_rng(0)
A = np.round(RNG.normal(100, 20, 30), 3)
B = np.round(RNG.normal(-0.5, 0.01, 30), 4)
WORDS = [f"word{i}" for i in range(30)]


def table(*columns: Any, header: str = "", between: str = ",") -> str:
    rows = [between.join(map(str, row)) for row in zip(*columns, strict=True)]
    return "\n".join([header, *rows] if header else rows) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write(content: str, name: str = "mine.csv") -> Path:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / name

    return write


def sentence_about(path: Path, column: str = "") -> str:
    with pytest.raises(PlaygroundError) as caught:
        real_data("points", path=str(path), column=column)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_two_columns_by_name_in_the_order_asked_for(write: Any) -> None:
    path = write(table(WORDS, A, B, header="who,a,b"))
    np.testing.assert_array_equal(read_columns(path, "b, a", 2), np.column_stack((B, A)))
    np.testing.assert_array_equal(read_columns(path, "a,b", 2), np.column_stack((A, B)))
    np.testing.assert_array_equal(read_columns(path, " 3 , 2 ", 2), np.column_stack((B, A)))


def test_the_first_two_columns_of_numbers_unless_told(write: Any) -> None:
    path = write(table(WORDS, A, WORDS, B, A, header="who,a,what,b,c"))
    np.testing.assert_array_equal(read_columns(path, "", 2), np.column_stack((A, B)))


def test_without_names(write: Any) -> None:
    np.testing.assert_array_equal(read_columns(write(table(A, B)), "", 2), np.column_stack((A, B)))
    np.testing.assert_array_equal(read_columns(write(table(A, B)), "2,1", 2), np.column_stack((B, A)))


def test_semicolons_and_decimal_commas(write: Any) -> None:
    a, b = ([str(value).replace(".", ",") for value in column] for column in (A, B))
    np.testing.assert_array_equal(
        read_columns(write(table(a, b, header="x;y", between=";")), "", 2), np.column_stack((A, B))
    )


@pytest.mark.parametrize("column", ["", "1,2"])
def test_npy(tmp_path: Path, column: str) -> None:
    np.save(tmp_path / "mine.npy", np.column_stack((A, B, A)))
    np.testing.assert_array_equal(read_columns(tmp_path / "mine.npy", column, 2), np.column_stack((A, B)))


def test_one_column_is_read_as_before(write: Any) -> None:
    path = write(table(WORDS, A, B, header="who,a,b"))
    np.testing.assert_array_equal(read_column(path, ""), A)
    np.testing.assert_array_equal(read_column(path, "b"), B)


@pytest.mark.parametrize("column", ["", "a, b"])
def test_a_column_that_begins_with_zeros_is_a_column_of_numbers(write: Any, column: str) -> None:
    late = np.concatenate((np.zeros(25), np.arange(1.0, 6.0)))
    path = write(table(late, B, A, header="a,b,c"))
    np.testing.assert_array_equal(read_columns(path, column, 2), np.column_stack((late, B)))


@pytest.mark.parametrize("column", ["", "a,b"])
def test_samples_are_the_rows_each_axis_in_deviations_of_its_own(write: Any, column: str) -> None:
    real = real_data("points", path=str(write(table(A, B, header="a,b"))), column=column)
    np.testing.assert_allclose(real.shift, [A.mean(), B.mean()])
    np.testing.assert_allclose(real.scale, [A.std(), B.std()])
    samples = draw(real, 6_000)
    away, row = cKDTree(np.column_stack((A, B)) / real.scale).query(samples / real.scale)
    assert away.max() < 1e-4
    assert stats.chisquare(np.bincount(row, minlength=30)).pvalue > 1e-3
    np.testing.assert_allclose(samples.std(0), real.scale, rtol=0.05)


def test_the_view_is_around_all_points(write: Any) -> None:
    view = real_data("points", path=str(write(table(A, B)))).view
    assert (view.left, view.right) == pytest.approx((A.min() - 0.35 * np.ptp(A), A.max() + 0.35 * np.ptp(A)))
    assert (view.bottom, view.top) == pytest.approx((B.min() - 0.35 * np.ptp(B), B.max() + 0.35 * np.ptp(B)))


def test_path_in_the_home_folder(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(table(A, B))
    monkeypatch.setenv("HOME", str(path.parent))
    monkeypatch.setenv("USERPROFILE", str(path.parent))
    np.testing.assert_allclose(real_data("points", path="~/mine.csv").shift, [A.mean(), B.mean()])


def test_paint_on_points_is_in_their_own_units(write: Any) -> None:
    real = real_data("points", path=str(write(table(A, A + 1))), drawing="brush 5 0: 60 140")
    samples = draw(real, 4_000)
    assert (np.hypot(samples[:, 0] - 60, samples[:, 1] - 140) < 5.5).mean() > 0.02


# What is refused.


def test_one_column_alone(write: Any, tmp_path: Path) -> None:
    assert "mine.csv" in sentence_about(write(table(A)))
    assert "2" in sentence_about(write(table(WORDS, A, header="who,a")))
    np.save(tmp_path / "mine.npy", A)
    assert "mine.npy" in sentence_about(tmp_path / "mine.npy")


@pytest.mark.parametrize("column", ["a", "a,b,c", "a,", ","])
def test_another_number_of_columns_than_two(write: Any, column: str) -> None:
    sentence = sentence_about(write(table(A, B, A, header="a,b,c")), column)
    assert "column" in sentence


@pytest.mark.parametrize("column", ["a,nosuch", "nosuch,a", "1,4", "0,1"])
def test_a_column_that_is_not_there(write: Any, column: str) -> None:
    sentence = sentence_about(write(table(A, B, A, header="a,b,c")), column)
    assert "a, b, c" in sentence
    assert "mine.csv" in sentence


def test_too_few_rows(write: Any) -> None:
    assert "20" in sentence_about(write(table(A[:19], B[:19])))


@pytest.mark.parametrize("odd", ["", "NaN", "NA", "oops"])
def test_a_row_without_both_numbers_is_left_out_and_told(write: Any, odd: str) -> None:
    spoiled, holed = [*map(str, A)], [*map(str, B)]
    spoiled[4], holed[25] = odd, odd
    points, reading = read_table(write(table(spoiled, holed, header="a,b")), "a,b", 2)
    np.testing.assert_array_equal(points, np.delete(np.column_stack((A, B)), [4, 25], axis=0))
    (left_out,) = reading.left_out
    assert left_out.rows == (6, 27)
    assert "28 points, 2 left out" in reading.line()


def test_a_column_of_one_value(write: Any) -> None:
    assert "'b'" in sentence_about(write(table(A, [3] * 30, header="a,b")))


def test_no_file_and_no_table(tmp_path: Path, write: Any) -> None:
    assert "nosuch.csv" in sentence_about(tmp_path / "nosuch.csv")
    assert "mine.xlsx" in sentence_about(write("x", "mine.xlsx"))
    np.save(tmp_path / "deep.npy", np.zeros((30, 2, 2)))
    assert "deep.npy" in sentence_about(tmp_path / "deep.npy")
