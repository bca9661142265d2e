"""The words of the field, explained for somebody of 13; read from resources/glossary.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import msgspec

from gan_playground.resources import resource_path


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word, and what it means. also: other ways to write it. seen: where it is on the screen."""

    name: str
    meaning: str
    seen: str
    also: tuple[str, ...] = ()
    source: str = ""


class TermPlace(msgspec.Struct, frozen=True):
    """Where a term stands in a text: from `start` to before `end`."""

    start: int
    end: int
    term: Term


@cache
def glossary() -> dict[str, Term]:
    """Every term, by its name, in alphabetical order."""
    text = resource_path("glossary.toml").read_text(encoding="utf-8")
    terms = msgspec.convert(tomllib.loads(text)["terms"], list[Term])
    return {term.name: term for term in sorted(terms, key=lambda term: term.name.casefold())}


def terms_in(text: str) -> Iterator[TermPlace]:
    """Every known term, where it stands in the text for the first time."""
    met: set[str] = set()
    for found in _pattern().finditer(text):
        term = _term_written(found.group())
        if term.name not in met:
            met.add(term.name)
            yield TermPlace(found.start(), found.end(), term)


@cache
def _spellings() -> dict[str, Term]:
    return {spelling: term for term in glossary().values() for spelling in (term.name, *term.also)}


def _term_written(words: str) -> Term:
    spellings = _spellings()
    return spellings[words] if words in spellings else spellings[words[0].lower() + words[1:]]


@cache
def _pattern() -> re.Pattern[str]:
    """Whole words, the longest first; not the letters of a formula, as in D(x) or 2-D."""
    longest_first = sorted(_spellings(), key=len, reverse=True)
    return re.compile(rf"(?<![\w(*-])(?:{'|'.join(map(_either_case, longest_first))})(?![\w(*-])")


def _either_case(spelling: str) -> str:
    """A word of small letters may begin a sentence; one of a single letter is a sign."""
    first, rest = spelling[0], re.escape(spelling[1:])
    return f"[{first}{first.upper()}]{rest}" if first.isascii() and first.islower() and rest else re.escape(spelling)


def definitions(words: str) -> list[str]:
    """What the terms in these words mean, a line each: "Mode: a place where …"."""
    return [f"{place.term.name[0].upper()}{place.term.name[1:]}: {place.term.meaning}" for place in terms_in(words)]
