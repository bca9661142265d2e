"""The operator's file: what it may say, and what is told of a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from cases import each_of
from gan_playground.cli import main
from gan_playground.errors import PlaygroundError
from gan_playground.exhibit.config import ExhibitConfig, read_config


def test_the_printed_example_says_the_defaults_and_explains_each(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--exhibit", "--print-config"]) == 0
    text = capsys.readouterr().out
    file = tmp_path / "printed.toml"
    file.write_text(text, encoding="utf-8")
    assert read_config(file) == read_config(None) == ExhibitConfig()
    explained = re.findall(r"^#.*\n(\w+) = ", text, re.MULTILINE)
    assert explained == [field.name for field in msgspec.structs.fields(ExhibitConfig)]


@each_of(
    "text, line, words",
    [
        ("speed = 2.0\nidel_seconds = 3", 2, "there is no 'idel_seconds' there; perhaps 'idle_seconds'"),
        ("\nspeed = 'fast'", 2, "speed takes a number"),
        ('lessons = ["ring"]\nspeed = 200', 2, "'speed' is 200; it takes 0.1 to 20"),
        ("speed = nan", 1, "'speed' is nan; it takes 0.1 to 20"),
        ("# lessons\nlessons = ['rign']", 2, "There is no lesson 'rign'; perhaps 'ring'"),
        ("lessons = []", 1, "'lessons' is empty"),
        ("languages = ['xx']", 1, "is 'xx'; there are: en"),
        ("pin = 1234", 1, "pin takes a text in quotes"),
        ("pin = '12'", 1, "'pin' takes 4 to 8 digits"),
        ("text_size = 110", 1, "it takes 100, 125, 150"),
        ("speed = ]", 1, "a line is key = value"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = tmp_path / "hall.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PlaygroundError) as caught:
        read_config(file)
    assert f"The settings hall.toml cannot be read in line {line}: " in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_told_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--exhibit", str(tmp_path / "nowhere.toml")]) == 2
    assert "nowhere.toml cannot be read" in capsys.readouterr().err


def test_a_lesson_that_needs_a_download_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gan_playground.exhibit.config.is_at_hand", lambda lesson: lesson.id != "mnist")
    with pytest.raises(PlaygroundError, match="'mnist' needs a download"):
        ExhibitConfig(lessons=("ring", "mnist"))


@each_of("arguments", [["--print-config"], ["--install"]])
def test_what_belongs_to_an_exhibit_is_asked_for_with_it(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert "--exhibit" in capsys.readouterr().err
