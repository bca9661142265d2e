"""What a lesson's file is told of: the line, the name, and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.lessons.catalogue import read_lesson
from gan_playground.lessons.fault import line_of
from gan_playground.resources import resource_path

NEW = resource_path("new-lesson.toml").read_text(encoding="utf-8")
ACTION = 'action = "restart"'
RATE = "learning_rate = 0.001"


def told_of(tmp_path: Path, old: str, new: str, encoding: str = "utf-8") -> tuple[int, str]:
    """The line that the sentence names, and the sentence, where the file that `lesson new` writes is changed so."""
    assert old in NEW
    file = tmp_path / "mine.toml"
    file.write_bytes(NEW.replace(old, new, 1).encode(encoding))
    with pytest.raises(PlaygroundError) as caught:
        read_lesson(file)
    sentence = str(caught.value)
    found = re.match(r"The lesson mine\.toml cannot be read(?: in line (\d+))?: .*\.$", sentence)
    assert found is not None, sentence
    return int(found.group(1) or 0), sentence


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("tagline", "tag_line", "perhaps 'tagline'; there are: title, tagline"),
        ("[story]", "[storry]", "perhaps 'story'"),
        (ACTION, 'actoin = "restart"', "'actoin' in phases 1; perhaps 'action'"),
        (ACTION, 'action = "restrat"', "perhaps 'restart'; there are: begin_trained, compare"),
        (ACTION, 'action = "turn"\nknobs = { "generator.rate" = 0.1 }', "perhaps 'generator.learning_rate'"),
        (ACTION, 'action = "turn"\nknobs = { "batch_size" = 0 }', "it takes a whole number from"),
        (RATE, "lerning_rate = 0.001", "perhaps 'learning_rate'"),
        (RATE, "learning_rate = 50.0", "it takes a number from 1e-06 to 1"),
        (RATE, 'learning_rate = "fast"', "experiment generator learning_rate takes a number"),
        ('kind = "mixture"', 'kind = "mixtur"', "it takes one of: normal, mixture"),
        ("order = 500", 'order = "last"', "order takes a whole number"),
        ("order = 500", "order = 500 1", "a line is key = value"),
        ('shows = "A', "shows = A", "texts in quotes"),
        ('shows = "A', 'title = "B"\nshows = "A', "written for the second time"),
        ("{ train = 1000 }", "{ trian = 1000 }", "perhaps 'train'"),
        ('relation = "falls-by"', 'relation = "falls by"', "perhaps 'falls-by'"),
        ('measure = "wasserstein"', 'measure = "waserstein"', "perhaps 'wasserstein'"),
        ('says = "After', 'says = "Before', "page 1 does not say 'Before"),
        ("them makes", "[them](generator.speed) makes", "no knob 'generator.speed'"),
    ],
)
def test_the_line_and_what_would_be_right(tmp_path: Path, old: str, new: str, right: str) -> None:
    line, sentence = told_of(tmp_path, old, new)
    assert right in sentence
    pairs = zip(NEW.replace(old, new, 1).split("\n"), NEW.split("\n"), strict=False)
    wrong = next(number for number, (changed, as_it_was) in enumerate(pairs, 1) if changed != as_it_was)
    assert line in (wrong, wrong + new.count("\n"))


@pytest.mark.parametrize("old", ['title = "Two bells"\n', 'look = """'])
def test_what_is_lacking(tmp_path: Path, old: str) -> None:
    _, sentence = told_of(tmp_path, old, "" if old.startswith("title") else 'like = """')
    assert ("it lacks 'title'" in sentence) or ("'like' in story" in sentence)


def test_another_encoding_is_named_with_the_line_of_its_first_letter(tmp_path: Path) -> None:
    line, sentence = told_of(tmp_path, "one G,", "Übersetzer,", "latin-1")
    assert line == 1 + NEW.split("one G,")[0].count("\n")
    assert "UTF-8" in sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_as_editors_on_windows_save_them_are_read(tmp_path: Path, encoding: str, newline: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(NEW.replace("\n", newline).encode(encoding))
    assert read_lesson(file).story == read_lesson(resource_path("new-lesson.toml")).story


def test_a_table_that_stands_inside_of_a_text_is_no_table() -> None:
    text = 'a = """\n[b]\nc = 1\n"""\n[[d]]\nc = 2\n[[d]]\nc = 3\n[e."f.g"]\nh = 4\n'
    assert line_of(text, ("d", 1, "c")) == 8
    assert line_of(text, ("d", 1, "other")) == 7, "the nearest around it"
    assert line_of(text, ("e", "f.g", "h")) == 10
    assert line_of(text, ("b", "c")) == 0


def test_of_many_names_only_those_are_told_that_may_be_meant() -> None:
    many = [f"name-{number}" for number in range(100)]
    assert nearest("name-7x", many).startswith("perhaps 'name-7")
    assert "there are" not in nearest("name-7x", many)
    assert nearest("zzz", many[:2]) == "there are: name-0, name-1"
