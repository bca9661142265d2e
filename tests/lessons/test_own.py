"""Lessons of one's own: in their folder, which is in the catalogue, or in any file."""

from __future__ import annotations

from pathlib import Path

import pytest

from gan_playground import cli
from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import (
    find_lesson,
    lesson_heads,
    lesson_to_begin_with,
    lessons,
    load_lesson,
    own_file,
    own_folder,
    reread_own,
    shipped_lessons,
    title_of,
)
from gan_playground.resources import resource_path

NEW = resource_path("new-lesson.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder() -> Path:
    """The user's own, with two lessons, one of which cannot be read."""
    own_folder().mkdir(parents=True)
    (own_folder() / "mine.toml").write_text(NEW, encoding="utf-8")
    (own_folder() / "broken.toml").write_text(NEW.replace("tagline", "tag"), encoding="utf-8")
    (own_folder() / "notes.txt").write_text("no lesson", encoding="utf-8")
    reread_own()
    return own_folder()


def test_they_are_in_the_catalogue_behind_those_that_ship(folder: Path) -> None:
    assert set(lesson_heads()) - set(shipped_lessons()) == {"mine", "broken"}
    assert load_lesson("mine").title == lessons()["mine"].title == title_of("mine") == "Two bells"
    assert own_file("mine") == folder / "mine.toml"
    assert own_file("ring") is None


def test_one_that_cannot_be_read_says_why_and_is_in_nobodys_way(folder: Path) -> None:
    head = lesson_heads()["broken"]
    assert head.title == "broken"
    assert "line" in head.shows
    assert "perhaps 'tagline'" in head.shows
    assert "broken" not in lessons()
    assert find_lesson("broken") is None
    with pytest.raises(PlaygroundError, match=r"broken\.toml"):
        load_lesson("broken")
    assert lesson_to_begin_with("broken").id == next(iter(shipped_lessons()))


def test_what_was_saved_counts_as_soon_as_it_is_read_anew(folder: Path) -> None:
    assert load_lesson("mine").title == "Two bells"
    (folder / "mine.toml").write_text(NEW.replace("Two bells", "Three bells"), encoding="utf-8")
    assert load_lesson("mine").title == "Two bells"
    reread_own()
    assert load_lesson("mine").title == "Three bells"
    (folder / "mine.toml").unlink()
    reread_own()
    assert "mine" not in lesson_heads()


def test_one_with_the_name_of_a_lesson_that_ships_takes_nothing_from_it(folder: Path) -> None:
    (folder / "ring.toml").write_text(NEW, encoding="utf-8")
    reread_own()
    assert load_lesson("ring").title != "Two bells"
    assert load_lesson("ring-own").title == "Two bells"


def test_every_command_takes_a_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "elsewhere.toml"
    file.write_text(NEW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_lesson("elsewhere.toml").id == str(file)
    assert own_file(str(file)) == file
    assert cli.main(["train", str(file), "--steps", "3", "--json", "out.json"]) == 0
    assert cli.main(["film", "elsewhere.toml", "--steps", "3", "--size", "640x360", "--out", "out.png"]) == 0
    assert (tmp_path / "out.png").is_file()
    assert cli.main(["train", "nowhere.toml", "--steps", "3"]) == 2
    assert "nowhere.toml" in capsys.readouterr().err


def test_the_list_names_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lessons"]) == 0
    told = capsys.readouterr().out
    assert "  mine " in told
    assert "  broken " in told
