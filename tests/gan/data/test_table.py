"""The user's own file: every honest way to write a column is read, every mistake is told in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases import examples
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.table import LeftOut, column_names, read_column, read_table
from gan_playground.gan.experiment.experiment import Data
from gan_playground.gan.training.seeds import Stream, random_generator

VALUES = [round(0.5 * i - 3, 2) for i in range(24)]
OTHERS = [100.0 + i for i in range(24)]
WORDS = [f"word{i}" for i in range(24)]


def table(*columns: list[Any], header: str = "", between: str = ",") -> str:
    rows = [between.join(map(str, row)) for row in zip(*columns, strict=True)]
    return "\n".join([header, *rows] if header else rows) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write(content: str | bytes, name: str = "mine.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def sentence_about(path: Path, column: str = "") -> str:
    """What read_column says of a file it refuses: one sentence that names the file."""
    with pytest.raises(PlaygroundError) as caught:
        read_column(path, column)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return sentence


# What is read.


def test_column_by_name(write: Any) -> None:
    path = write(table(OTHERS, VALUES, header="weight,height"))
    np.testing.assert_array_equal(read_column(path, "height"), VALUES)
    np.testing.assert_array_equal(read_column(path, "weight"), OTHERS)


def test_column_by_number_from_one(write: Any) -> None:
    path = write(table(OTHERS, VALUES, header="weight,height"))
    np.testing.assert_array_equal(read_column(path, "1"), OTHERS)
    np.testing.assert_array_equal(read_column(path, "2"), VALUES)


def test_first_column_of_numbers_without_a_name(write: Any) -> None:
    np.testing.assert_array_equal(read_column(write(table(WORDS, VALUES, OTHERS, header="who,a,b")), ""), VALUES)


def test_no_header(write: Any) -> None:
    path = write(table(WORDS, VALUES))
    np.testing.assert_array_equal(read_column(path, ""), VALUES)
    np.testing.assert_array_equal(read_column(path, "2"), VALUES)


def test_one_column_with_and_without_a_header(write: Any) -> None:
    np.testing.assert_array_equal(read_column(write(table(VALUES)), ""), VALUES)
    np.testing.assert_array_equal(read_column(write(table(VALUES, header="height")), "height"), VALUES)


def test_semicolons_and_decimal_commas(write: Any) -> None:
    written = [str(value).replace(".", ",") for value in VALUES]
    path = write(table(written, OTHERS, header="Länge;Breite", between=";"))
    np.testing.assert_array_equal(read_column(path, "Länge"), VALUES)


def test_semicolons_and_decimal_commas_without_a_header(write: Any) -> None:
    written = [str(value).replace(".", ",") for value in VALUES]
    np.testing.assert_array_equal(read_column(write(table(written, written, between=";")), "2"), VALUES)


def test_tabs(write: Any) -> None:
    path = write(table(OTHERS, VALUES, header="a\tb", between="\t"))
    np.testing.assert_array_equal(read_column(path, "b"), VALUES)


def test_byte_order_mark(write: Any) -> None:
    path = write(b"\xef\xbb\xbf" + table(VALUES, header="height").encode())
    np.testing.assert_array_equal(read_column(path, "height"), VALUES)
    assert column_names(path) == ["height"]


def test_byte_order_mark_before_a_number(write: Any) -> None:
    np.testing.assert_array_equal(read_column(write(b"\xef\xbb\xbf" + table(VALUES).encode()), ""), VALUES)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=["windows", "old mac", "unix"])
def test_every_kind_of_line_end(write: Any, end: str) -> None:
    path = write(table(VALUES, OTHERS, header="a,b").replace("\n", end).encode())
    np.testing.assert_array_equal(read_column(path, "a"), VALUES)


def test_quotes_spaces_and_exponents(write: Any) -> None:
    written = [f'" {value:.3e} "' for value in VALUES]
    path = write(table(written, WORDS, header='"a, b", c '))
    np.testing.assert_array_equal(read_column(path, "a, b"), VALUES)


def test_blank_lines_at_the_end(write: Any) -> None:
    np.testing.assert_array_equal(read_column(write(table(VALUES) + "\n\n"), ""), VALUES)


def test_no_line_end_at_the_end(write: Any) -> None:
    np.testing.assert_array_equal(read_column(write(table(VALUES).rstrip()), ""), VALUES)


def test_ending_in_capitals(write: Any) -> None:
    np.testing.assert_array_equal(read_column(write(table(VALUES), "MINE.CSV"), ""), VALUES)


def test_twenty_values_are_enough(write: Any) -> None:
    assert read_column(write(table(VALUES[:20])), "").shape == (20,)


def test_values_are_double_precision(write: Any) -> None:
    values = read_column(write(table([1 + i * 1e-8 for i in range(24)])), "")
    assert values.dtype == np.float64
    assert len(set(values)) == 24


@pytest.mark.parametrize("dtype", ["<f8", ">f8", "<f4", "<f2", "<i8", "<i2", "|u1"])
def test_npy_of_every_kind_of_number(tmp_path: Path, dtype: str) -> None:
    np.save(tmp_path / "mine.npy", np.arange(24).astype(dtype))
    np.testing.assert_array_equal(read_column(tmp_path / "mine.npy", ""), np.arange(24))


@pytest.mark.parametrize("order", ["C", "F"])
def test_npy_table(tmp_path: Path, order: Any) -> None:
    np.save(tmp_path / "mine.npy", np.array([VALUES, OTHERS]).T.copy(order))
    np.testing.assert_array_equal(read_column(tmp_path / "mine.npy", ""), VALUES)
    np.testing.assert_array_equal(read_column(tmp_path / "mine.npy", "2"), OTHERS)


def test_names_of_columns(write: Any, tmp_path: Path) -> None:
    assert column_names(write(table(WORDS, VALUES, header="who,height"))) == ["who", "height"]
    assert column_names(write(table(WORDS, VALUES))) == ["1", "2"]
    np.save(tmp_path / "mine.npy", np.zeros((30, 3)))
    assert column_names(tmp_path / "mine.npy") == ["1", "2", "3"]


def test_column_is_a_family_of_data(write: Any) -> None:
    path = write(table(OTHERS, VALUES, header="weight,height"))
    real = FAMILIES["column"].make(Data(kind="column", path=str(path), column="height"))
    sample = real.sample(500, random_generator(0, Stream.TRAINING)).double().numpy()[:, 0]
    assert set(np.round(sample * real.scale + real.shift, 3)) == set(np.round(VALUES, 3))


def test_path_in_the_home_folder(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell does not expand the ~ in --set data.path=~/mine.csv."""
    path = write(table(VALUES))
    monkeypatch.setenv("HOME", str(path.parent))
    monkeypatch.setenv("USERPROFILE", str(path.parent))
    real = FAMILIES["column"].make(Data(kind="column", path="~/mine.csv"))
    assert real.shift == pytest.approx(np.mean(VALUES))


# What is refused.


def test_missing_file(tmp_path: Path) -> None:
    assert re.search("no file|not exist|not found|no such", sentence_about(tmp_path / "nosuch.csv"), re.IGNORECASE)


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert "folder" in sentence_about(tmp_path / "folder.csv").replace("folder.csv", "")


def test_empty_file(write: Any) -> None:
    assert "empty" in sentence_about(write(b""))
    sentence_about(write(b"", "mine.npy"))


@pytest.mark.parametrize("content", ["\n\n\n", " ", "a,b\n", "a,b"], ids=["blank", "space", "header", "only a header"])
def test_nothing_but_white_space_or_a_header(write: Any, content: str) -> None:
    sentence_about(write(content))


@pytest.mark.parametrize("name", ["mine.csv", "mine.npy"])
def test_binary_rubbish(write: Any, name: str) -> None:
    sentence_about(write(bytes(range(256)) * 20, name))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
def test_other_encodings_are_read_or_refused(write: Any, encoding: str) -> None:
    path = write(table(VALUES, header="Größe").encode(encoding))
    try:
        np.testing.assert_array_equal(read_column(path, "1"), VALUES)
    except PlaygroundError:
        sentence_about(path, "1")


def test_column_of_words(write: Any) -> None:
    sentence = sentence_about(write(table(VALUES, WORDS, header="height,who")), "who")
    assert "who" in sentence
    assert "word0" in sentence
    assert "2" in re.findall(r"\d+", sentence)  # as a text editor counts


def test_no_column_of_numbers_at_all(write: Any) -> None:
    sentence_about(write(table(WORDS, WORDS, header="who,where")))


def without(place: int) -> list[float]:
    return VALUES[:place] + VALUES[place + 1 :]


def left_out_of(path: Path, column: str, values: list[float]) -> LeftOut:
    """What was left out, of one kind, where these values are all that is learned from."""
    numbers, reading = read_table(path, column, 1)
    np.testing.assert_array_equal(numbers[:, 0], values)
    (left_out,) = reading.left_out
    assert left_out.count == 1
    assert left_out.words() in reading.line()
    return left_out


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        *((word, "without a value") for word in ("", "nan", "NaN", "NA", "-", "#N/A", "n/a")),
        *((word, "infinite") for word in ("inf", "-inf", "1e999")),
    ],
)
@pytest.mark.parametrize("header", ["", "who,height"])
def test_a_missing_value_is_left_out_and_told_with_the_row_that_an_editor_shows(
    write: Any, missing: str, reason: str, header: str
) -> None:
    values: list[Any] = [*VALUES]
    values[9] = missing
    path = write(table(WORDS, values, header=header))
    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if text.startswith("word9,"))
    assert left_out_of(path, "2", without(9)) == LeftOut(reason, (line,), missing)


def test_a_word_among_numbers_is_told_with_its_row(write: Any) -> None:
    values: list[Any] = [*VALUES]
    values[20] = "forty-two"
    path = write(table(values, header="height"))
    assert left_out_of(path, "height", without(20)) == LeftOut("without a number", (22,), "forty-two")


def test_more_words_than_slips_are_refused(write: Any) -> None:
    values: list[Any] = [*VALUES]
    values[3], values[8], values[20] = "three", "eight", "twenty"
    sentence = sentence_about(write(table(values, header="height")), "height")
    assert "'three' in row 5" in sentence


def test_blank_lines_count_as_rows(write: Any) -> None:
    lines = ["height", "", *map(str, VALUES), "", "oops"]
    assert left_out_of(write("\n".join(lines)), "height", VALUES).rows == (lines.index("oops") + 1,)


def test_cells_of_several_lines_count_as_rows(write: Any) -> None:
    text = table([f'"{word}\nsecond line"' for word in WORDS], VALUES, header="who,height") + "last,oops\n"
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "oops" in line)
    assert left_out_of(write(text), "height", VALUES) == LeftOut("without a number", (line,), "oops")


@pytest.mark.parametrize("odd", ["alone", "one,2,3", "Smith, John,170"])
def test_a_row_that_is_too_short_or_too_long_is_left_out_and_told_with_its_number(write: Any, odd: str) -> None:
    text = table(WORDS, VALUES, header="who,height") + odd + "\n"
    left_out = left_out_of(write(text), "height", VALUES)
    assert left_out.rows == (len(text.splitlines()),)
    assert left_out.reason == "rows that have not 2 cells"


def test_missing_values_in_other_columns_do_no_harm(write: Any) -> None:
    path = write(table([""] * 24, VALUES, header="who,height"))
    np.testing.assert_array_equal(read_column(path, "height"), VALUES)


def test_missing_value_in_an_npy(tmp_path: Path) -> None:
    values = np.array(VALUES)
    values[9] = np.nan
    np.save(tmp_path / "mine.npy", values)
    assert left_out_of(tmp_path / "mine.npy", "", without(9)) == LeftOut("without a value", (10,), "nan")


@pytest.mark.parametrize("count", [1, 2, 19])
def test_too_few_values(write: Any, count: int) -> None:
    numbers = re.findall(r"\d+", sentence_about(write(table(VALUES[:count], header="height"))))
    assert {str(count), "20"} <= set(numbers)


@pytest.mark.parametrize("value", [0.0, 3.25, -1e300])
def test_constant_column(write: Any, value: float) -> None:
    sentence_about(write(table([value] * 24, header="height")), "height")


@pytest.mark.parametrize("column", ["depth", "0", "3", "-1", "1.0", "9" * 5_000, "²"])
def test_unknown_column_lists_the_columns(write: Any, column: str) -> None:
    sentence = sentence_about(write(table(VALUES, OTHERS, header="height,weight")), column)
    assert "height" in sentence
    assert "weight" in sentence


def test_unknown_column_of_an_npy(tmp_path: Path) -> None:
    np.save(tmp_path / "mine.npy", np.array([VALUES, OTHERS]).T)
    assert "2" in sentence_about(tmp_path / "mine.npy", "3")


class Bomb:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_pickled_objects_are_refused_and_never_unpickled(tmp_path: Path) -> None:
    np.save(tmp_path / "mine.npy", np.array([Bomb(tmp_path / "exploded")] * 24, dtype=object))
    sentence_about(tmp_path / "mine.npy")
    assert not (tmp_path / "exploded").exists()


def test_a_bare_pickle_called_npy_is_refused_and_never_unpickled(tmp_path: Path) -> None:
    import pickle

    (tmp_path / "mine.npy").write_bytes(pickle.dumps(Bomb(tmp_path / "exploded")))
    sentence_about(tmp_path / "mine.npy")
    assert not (tmp_path / "exploded").exists()


ODD_ARRAYS = {
    "complex": np.arange(24) * 1j,
    "words": np.array(WORDS),
    "bytes": np.array(WORDS, dtype="S"),
    "dates": np.arange("2020-01-01", "2020-01-25", dtype="datetime64[D]"),
    "durations": np.arange(24).astype("timedelta64[s]"),
    "records": np.zeros(24, dtype=[("a", "f8"), ("b", "i4")]),
    "one number": np.array(3.0),
    "none": np.zeros(0),
    "no rows": np.zeros((0, 3)),
    "no columns": np.zeros((24, 0)),
    "pictures": np.random.default_rng(0).random((24, 8, 8)),
}


@pytest.mark.parametrize("name", ODD_ARRAYS)
def test_npy_of_anything_but_a_table_of_numbers(tmp_path: Path, name: str) -> None:
    np.save(tmp_path / "mine.npy", ODD_ARRAYS[name])
    sentence_about(tmp_path / "mine.npy")


@pytest.mark.parametrize("shape", ["(10000000000000,)", "(-1,)", "(24, 99999999)", "(True,)", "('a',)", "24"])
def test_npy_that_lies_about_its_size(write: Any, shape: str) -> None:
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    sentence_about(write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode(), "mine.npy"))


def test_truncated_npy(write: Any, tmp_path: Path) -> None:
    np.save(tmp_path / "whole.npy", np.array(VALUES))
    sentence_about(write((tmp_path / "whole.npy").read_bytes()[:-5], "mine.npy"))


@pytest.mark.parametrize("name", ["mine.xlsx", "mine.txt.gz", "mine"])
def test_unknown_ending_says_what_would_be_right(write: Any, name: str) -> None:
    sentence = sentence_about(write(table(VALUES), name))
    assert ".csv" in sentence
    assert ".npy" in sentence


@pytest.mark.parametrize("path", ["nul\0byte.csv", "n" * 5_000 + ".csv", "lone\udcffsurrogate.csv"])
def test_impossible_paths(path: str) -> None:
    with pytest.raises(PlaygroundError):
        FAMILIES["column"].make(Data(kind="column", path=path))


def test_a_cell_of_enormous_length(write: Any) -> None:
    path = write(table(VALUES, header="height") + "7" * 200_000 + "\n")
    assert left_out_of(path, "height", VALUES).rows == (26,)
    assert len(read_table(path, "height", 1)[1].line()) < 1_000


def test_a_quote_that_never_ends(write: Any) -> None:
    path = write(table(VALUES, header="height") + '"' + "word\n" * 50_000)
    assert len(sentence_about(path, "height")) < 1_000


@pytest.mark.parametrize("first_line", ["no file", "é" * 500, "x" * 500])
def test_long_names_do_not_make_long_sentences(write: Any, first_line: str) -> None:
    assert len(sentence_about(write(table(WORDS, header=first_line)))) < 1_000


# What nobody thought of: only ever a PlaygroundError.

fuzz = settings(max_examples=examples(120), deadline=None, derandomize=True, database=None)
lines_like_a_table = st.text(alphabet="0123456789,;\t\r\n\"'-+.eENa \ufeff\0²", max_size=300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def refused(attempt: Callable[[], Any]) -> tuple[str, Any]:
    """The sentence of a refusal, or nothing and the result."""
    try:
        return "", attempt()
    except PlaygroundError as error:
        return str(error), None


def read_or_refuse(path: Path, column: str = "") -> None:
    for read in (lambda: read_column(path, column), lambda: column_names(path)):
        sentence, result = refused(read)
        assert path.name in sentence if sentence else len(result)


@fuzz
@given(content=st.binary(max_size=300))
def test_random_bytes_as_csv(folder: Path, content: bytes) -> None:
    (folder / "bytes.csv").write_bytes(content)
    read_or_refuse(folder / "bytes.csv")


@fuzz
@given(content=lines_like_a_table, column=st.text(max_size=3))
def test_random_text_as_csv(folder: Path, content: str, column: str) -> None:
    (folder / "text.csv").write_bytes(content.encode())
    read_or_refuse(folder / "text.csv", column)


@fuzz
@given(content=st.binary(max_size=300), magic=st.sampled_from([b"", b"\x93NUMPY", b"\x93NUMPY\x01\x00\x10\x00", b"PK"]))
def test_random_bytes_as_npy(folder: Path, content: bytes, magic: bytes) -> None:
    (folder / "bytes.npy").write_bytes(magic + content)
    read_or_refuse(folder / "bytes.npy")


@fuzz
@given(at=st.integers(0, 319), byte=st.integers(0, 255))
@example(at=60, byte=0)  # a header that is not Python
@example(at=143, byte=0x60)  # a number whose square is too large
def test_npy_with_one_wrong_byte(folder: Path, at: int, byte: int) -> None:
    np.save(folder / "flipped.npy", np.array(VALUES))
    content = bytearray((folder / "flipped.npy").read_bytes())
    content[at] = byte
    (folder / "flipped.npy").write_bytes(bytes(content))
    read_or_refuse(folder / "flipped.npy")


@fuzz
@given(values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=20, max_size=30))
@example(values=[0.0] * 20 + [1.5e154])
@example(values=[0.0] * 20 + [5e-324])
@example(values=[-1.7e308, 1.7e308] * 10)
def test_any_finite_numbers_give_finite_samples_or_a_sentence(folder: Path, values: list[float]) -> None:
    path = folder / "finite.csv"
    path.write_text(table(values), encoding="utf-8")
    sentence, real = refused(lambda: FAMILIES["column"].make(Data(kind="column", path=str(path))))
    if sentence:
        assert path.name in sentence
        return
    assert 0 < real.scale < np.inf
    assert real.view[0] < real.view[1]
    assert np.isfinite([real.shift, *real.view]).all()
    assert np.isfinite(real.sample(100, random_generator(0, Stream.TRAINING)).numpy()).all()
