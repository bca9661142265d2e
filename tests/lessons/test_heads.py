"""The heads of the lessons: what the gallery shows before a lesson is read as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from gan_playground.errors import PlaygroundError
from gan_playground.lessons import catalogue
from gan_playground.lessons.catalogue import lesson_heads, lessons, shipped_heads
from gan_playground.lessons.lesson import Lesson, LessonHead

HEAD = 'title = "A lesson"\ntagline = "short"\nshows = "It learns."\norder = 7\nspeed = 100.0\n'
STORY = '\n[story]\nshown = "a"\nlook = "b"\ntry = "c"\n'


def test_a_head_says_what_its_lesson_says() -> None:
    assert list(lesson_heads()) == list(lessons())
    for name, head in lesson_heads().items():
        whole = structs.asdict(lessons()[name])
        assert type(head) is LessonHead
        assert structs.asdict(head).items() <= whole.items()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lessons in place of the one that ships."""
    (tmp_path / "lessons").mkdir()
    monkeypatch.setattr(catalogue, "resource_path", tmp_path.joinpath)
    monkeypatch.setattr(catalogue, "shipped_heads", shipped_heads.__wrapped__)
    return tmp_path / "lessons"


def test_a_text_with_a_line_that_looks_like_a_table_does_not_cut_a_head(folder: Path) -> None:
    told = HEAD.replace('"It learns."', '"""\nIt learns\n[slowly]."""')
    (folder / "one.toml").write_text(told + STORY, encoding="utf-8")
    head = catalogue.lesson_heads()["one"]
    assert isinstance(head, Lesson)
    assert head.shows == "It learns\n[slowly]."


def test_a_head_that_lacks_something_is_told_of_by_its_file(folder: Path) -> None:
    (folder / "two.toml").write_text(HEAD.replace("tagline", "tag") + STORY, encoding="utf-8")
    with pytest.raises(PlaygroundError, match=r"two\.toml"):
        catalogue.lesson_heads()
