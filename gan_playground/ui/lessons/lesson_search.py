"""Which lessons are meant by some words: each of them begins a word of what the lesson says of itself."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.markup import plain


def is_meant(lesson_id: str, wanted: str) -> bool:
    """Whether every word of `wanted`, in any order, begins a word of the lesson's; without any, all lessons are."""
    said = words_of(lesson_id)
    return all(any(word.startswith(start) for word in said) for start in plain_words(wanted))


@cache
def words_of(lesson_id: str) -> frozenset[str]:
    """All that a lesson says of itself: its head, its story and its walk; of one that cannot be read, its name."""
    try:
        return frozenset(plain_words(" ".join(_texts_of(load_lesson(lesson_id)))))
    except PlaygroundError:
        return frozenset(plain_words(lesson_id))


def _texts_of(lesson: Lesson) -> tuple[str, ...]:
    titles = tuple(phase.title for phase in lesson.phases)
    return (lesson.title, lesson.tagline, lesson.shows, lesson.group.title, *titles, *map(plain, lesson.texts))


def plain_words(text: str) -> list[str]:
    """The words of a text as they are looked for: small, without accents and marks; R1 and 2-D are words too."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", plain.casefold().replace("’", "'"))
