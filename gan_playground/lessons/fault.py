"""What is wrong in a lesson's file, and in which line, and what would be right there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, inspect

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.gan.experiment.experiment import KNOBS

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands, as in ("phases", 0, "action")."""

type_words = {"str": "a text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false"}
type_words |= {"array": "a list in [ ]", "object": "a table"}


class LessonFault(Struct, frozen=True):
    """line: from 1; 0 where it is about all of the file. sentence: what is wrong, and what would be right."""

    line: int
    sentence: str


def fault_of(error: Exception, raw: bytes, form: type[Struct]) -> LessonFault:
    """What is wrong in this file, of which `error` was raised as it was read into `form`."""
    if isinstance(error, UnicodeDecodeError):
        line = raw[: error.start].count(b"\n") + 1
        return LessonFault(line, "a letter is not in UTF-8; save the file with the encoding UTF-8")
    text = raw.decode("utf-8-sig")
    if isinstance(error, tomllib.TOMLDecodeError):
        return _of_toml(str(error))
    if isinstance(error, msgspec.ValidationError):
        return _of_form(str(error), text, form)
    return _of_what_it_says(str(error).rstrip("."), text)


def told(file: str, fault: LessonFault, what: str = "lesson") -> PlaygroundError:
    """The sentence for whoever wrote the file; what: it is, in words."""
    where = f" in line {fault.line}" if fault.line else ""
    return PlaygroundError(f"The {what} {file} cannot be read{where}: {fault.sentence}.")


def _of_toml(words: str) -> LessonFault:
    """Of what is no TOML."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", words, re.DOTALL)
    what, line = found.groups() if found else (words, None)
    what = "this is written for the second time" if what == "Cannot overwrite a value" else what
    sentence = f"{what[0].lower()}{what[1:]}; a line is key = value, with texts in quotes, or a [table]"
    return LessonFault(int(line or 0), sentence)


def _of_form(words: str, text: str, form: type[Struct]) -> LessonFault:
    """Of what is TOML, and no lesson."""
    what, _, at = words.partition(" - at `$")
    path = _parsed(at.rstrip("`"))
    line = line_of(text, path)
    for pattern, say in _SENTENCES:
        if found := re.match(pattern, what):
            return say(found.group(1), path, text, form)
    return LessonFault(line, f"{_named(path)}: {what[0].lower()}{what[1:]}")


def _unknown(name: str, path: Path, text: str, form: type[Struct]) -> LessonFault:
    there = _fields(form, path)
    whose = f"in {_named(path)}" if path else "there"
    return LessonFault(line_of(text, (*path, name)), f"there is no {name!r} {whose}; {nearest(name, there)}")


def _missing(name: str, path: Path, text: str, _form: type[Struct]) -> LessonFault:
    whose = f"{_named(path)} lacks" if path else "it lacks"
    return LessonFault(line_of(text, path), f"{whose} {name!r}, which has to be there")


def _no_choice(name: str, path: Path, text: str, form: type[Struct]) -> LessonFault:
    return LessonFault(line_of(text, path), f"{_named(path)} is {name!r}; {nearest(name, _choices(form, path))}")


def _other_type(expected: str, path: Path, text: str, _form: type[Struct]) -> LessonFault:
    words = " or ".join(type_words.get(one, one) for one in expected.split(" | "))
    return LessonFault(line_of(text, path), f"{_named(path)} takes {words}")


_SENTENCES = (
    (r"Object contains unknown field `(.*)`", _unknown),
    (r"Object missing required field `(.*)`", _missing),
    (r"Invalid enum value '(.*)'", _no_choice),
    (r"Expected `([^`]*)`, got", _other_type),
)
"""What msgspec says, and how to say it to whoever writes a lesson."""


def _parsed(path: str) -> Path:
    """As in .phases[0].action."""
    parts = re.findall(r"\.([^.\[]+)|\[(\d+)\]", path)
    return tuple(name or int(number) for name, number in parts)


def _named(path: Path) -> str:
    """As a hand would say it: phases 1, counted from one."""
    words = [str(part + 1) if isinstance(part, int) else part for part in path]
    return " ".join(words) if words else "the lesson"


# Which fields and choices there are.


def _fields(form: type[Struct], path: Path) -> list[str]:
    found = _type_at(inspect.type_info(form), path)
    return [field.encode_name for field in found.fields if field.encode_name != "id"] if _is_table(found) else []


def _choices(form: type[Struct], path: Path) -> list[str]:
    found = _type_at(inspect.type_info(form), path)
    if isinstance(found, inspect.LiteralType):
        return [str(value) for value in found.values if value]
    return [str(one.value) for one in found.cls] if isinstance(found, inspect.EnumType) else []


def _is_table(found: inspect.Type | None) -> bool:
    return isinstance(found, inspect.StructType)


def _type_at(found: Any, path: Path) -> Any:
    """What the form has there; None where it has nothing."""
    if isinstance(found, inspect.Metadata):
        return _type_at(found.type, path)
    if isinstance(found, inspect.UnionType):
        tables_first = sorted(found.types, key=_is_table, reverse=True)
        return next((one for kind in tables_first if (one := _type_at(kind, path)) is not None), None)
    if not path:
        return found
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return _type_at(getattr(found, "item_type", None), rest)
    fields: Mapping[str, Any] = {field.encode_name: field.type for field in getattr(found, "fields", ())}
    return _type_at(fields.get(first), rest)


# Which line it is.


def line_of(text: str, path: Path) -> int:
    """The line, from 1, in which that stands, or else the nearest around it; 0 where nothing of it is written."""
    best, depth = 0, 0
    for number, place in _places(text):
        shared = _shared(place, path)
        if shared > depth and shared == len(place):
            best, depth = number, shared
    return best


def _shared(place: Path, path: Path) -> int:
    """How many parts of both are alike, from the first."""
    count = next((i for i, pair in enumerate(zip(place, path, strict=False)) if pair[0] != pair[1]), None)
    return min(len(place), len(path)) if count is None else count


def _places(text: str) -> Iterable[tuple[int, Path]]:
    """The lines that begin a table or a key, with what each begins; what stands inside of a text begins nothing."""
    table: Path = ()
    counts: dict[Path, int] = {}
    quotes = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not quotes:
            if found := re.match(r"\s*\[\[([^\]]+)\]\]", line):
                named = _keys(found.group(1))
                counts[named] = counts.get(named, -1) + 1
                table = (*named, counts[named])
                yield number, table
            elif found := re.match(r"\s*\[([^\]]+)\]", line):
                first, *rest = _keys(found.group(1))
                row = counts.get((first,))
                table = (first, *rest) if row is None else (first, row, *rest)  # of the last row of a list of tables
                yield number, table
            elif found := re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"))*)\s*=", line):
                yield number, (*table, *_keys(found.group(1)))
        quotes = _open_after(line, quotes)


def _keys(dotted: str) -> tuple[str, ...]:
    """As in a."b.c".d."""
    return tuple(quoted or bare for quoted, bare in re.findall(r"[\"']([^\"']*)[\"']|([\w-]+)", dotted))


def _open_after(line: str, quotes: str) -> str:
    """Which long text is still open after this line, if one was open before it."""
    for mark in re.findall(r'"""|\'\'\'', line):
        if not quotes:
            quotes = mark
        elif quotes == mark:
            quotes = ""
    return quotes


def _of_what_it_says(sentence: str, text: str) -> LessonFault:
    """Of a lesson that contradicts itself, or wants what there is not."""
    quoted = [(name,) for name in re.findall(r"'([^']+)'", sentence)]
    turned = re.match(r"([\w.]+) is (.+?); it takes ", sentence)
    knob, value = turned.groups() if turned else ("", "")
    names = [(knob.rpartition(".")[2], value.strip("'"))] if knob in KNOBS else []
    return LessonFault(_line_that_says(text, [*names, *quoted]), sentence)


def _line_that_says(text: str, names: Sequence[Sequence[str]]) -> int:
    """The first line with all of these names, the first names first; a remark says nothing."""
    lines = list(enumerate((line.partition(" #")[0] for line in text.split("\n")), 1))
    said = (
        number
        for wanted in names
        for number, line in lines
        if all(name in line for name in wanted) and not line.startswith("#")
    )
    return next(said, 0)
