"""The lessons that ship, read from resources/lessons: a new lesson is one new file there."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.downloads import DOWNLOADS, cached
from gan_playground.lessons.lesson import Lesson
from gan_playground.resources import resource_path


@cache
def lessons() -> dict[str, Lesson]:
    """Every lesson by its id, in the order of the gallery."""
    files = resource_path("lessons").glob("*.toml")
    found = sorted((read_lesson(file) for file in files), key=lambda lesson: lesson.order)
    return {lesson.id: lesson for lesson in found}


def lessons_at_hand() -> list[Lesson]:
    """The lessons whose data are on this computer: some need a download first."""
    return [lesson for lesson in lessons().values() if _is_at_hand(lesson.experiment.data.kind)]


def _is_at_hand(kind: str) -> bool:
    return kind not in DOWNLOADS or cached(kind) is not None


def load_lesson(lesson_id: str) -> Lesson:
    """The lesson with this id; raises PlaygroundError with the ids that exist."""
    try:
        return lessons()[lesson_id]
    except KeyError:
        raise PlaygroundError(f"There is no lesson {lesson_id!r}; the lessons are: {', '.join(lessons())}.") from None


def read_lesson(file: Path) -> Lesson:
    """A lesson from its .toml file, whose name is its id; raises PlaygroundError that says what is wrong in it."""
    try:
        content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        return msgspec.convert({**content, "id": file.stem}, Lesson)
    except PlaygroundError as error:
        raise PlaygroundError(f"The lesson {file.name} cannot be read: {error}") from error
    except RecursionError:
        raise PlaygroundError(f"The lesson {file.name} cannot be read: its parts lie too deep.") from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise PlaygroundError(f"The lesson {file.name} cannot be read: {error}.") from error


def default_lesson() -> Lesson:
    """The first of the gallery."""
    return next(iter(lessons().values()))
