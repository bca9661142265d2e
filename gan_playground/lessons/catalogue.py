"""The lessons that ship, read from resources/lessons: a new lesson is one new file there."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.downloads import DOWNLOADS, seems_cached
from gan_playground.lessons.lesson import Lesson, LessonGroup, LessonHead
from gan_playground.resources import resource_path

Kind = TypeVar("Kind", bound=LessonHead)


@cache
def lesson_heads() -> dict[str, LessonHead]:
    """What the gallery says of every lesson, by id, in its order: a quarter of the time that all of it takes."""
    files = resource_path("lessons").glob("*.toml")
    return {head.id: head for head in sorted(map(_read_head, files), key=_place)}


def _place(head: LessonHead) -> tuple[int, int]:
    """Group by group, and in its group by its order."""
    return list(LessonGroup).index(head.group), head.order


def lessons() -> dict[str, Lesson]:
    """Every lesson by its id, in the order of the gallery."""
    return {lesson_id: load_lesson(lesson_id) for lesson_id in lesson_heads()}


def lessons_at_hand() -> list[Lesson]:
    """The lessons whose data are on this computer: some need a download first."""
    return [lesson for lesson in lessons().values() if is_at_hand(lesson)]


def is_at_hand(lesson: Lesson) -> bool:
    """Whether its data are on this computer."""
    kind = lesson.experiment.data.kind
    return kind not in DOWNLOADS or seems_cached(kind)


def load_lesson(lesson_id: str) -> Lesson:
    """The lesson with this id; raises PlaygroundError with the ids that exist."""
    if lesson_id not in lesson_heads():
        raise PlaygroundError(f"There is no lesson {lesson_id!r}; the lessons are: {', '.join(lesson_heads())}.")
    return _shipped(lesson_id)


@cache
def _shipped(lesson_id: str) -> Lesson:
    return read_lesson(resource_path(f"lessons/{lesson_id}.toml"))


def read_lesson(file: Path) -> Lesson:
    """A lesson from its .toml file, whose name is its id; raises PlaygroundError that says what is wrong in it."""
    return _read(file, Lesson)


def _read_head(file: Path) -> LessonHead:
    """What stands before the first table of its file."""
    try:
        return _read(file, LessonHead, end="\n[")
    except PlaygroundError:  # a text with such a line in it was cut; or all of the file can say what is wrong
        return read_lesson(file)


def _read(file: Path, kind: type[Kind], end: str = "") -> Kind:
    """`end`: what its text is read up to."""
    try:
        text = file.read_text(encoding="utf-8")
        content: dict[str, Any] = tomllib.loads(text.partition(end)[0] if end else text)
        return msgspec.convert({**content, "id": file.stem}, kind)
    except PlaygroundError as error:
        raise PlaygroundError(f"The lesson {file.name} cannot be read: {error}") from error
    except RecursionError:
        raise PlaygroundError(f"The lesson {file.name} cannot be read: its parts lie too deep.") from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise PlaygroundError(f"The lesson {file.name} cannot be read: {error}.") from error


def lesson_after(lesson_id: str) -> LessonHead | None:
    """The next one of the gallery that can begin on this computer; None: it is the last, or none of it."""
    heads = list(lesson_heads().values())
    places = [place for place, head in enumerate(heads) if head.id == lesson_id]
    rest = heads[places[0] + 1 :] if places else []
    return next((head for head in rest if is_at_hand(load_lesson(head.id))), None)


def default_lesson() -> Lesson:
    """The first of the gallery."""
    return load_lesson(next(iter(lesson_heads())))


def lesson_to_begin_with(last: str) -> Lesson:
    """The last one that ran, if there still is one and it can run; else the first of the gallery."""
    lesson = load_lesson(last) if last in lesson_heads() else default_lesson()
    return lesson if is_at_hand(lesson) else default_lesson()
