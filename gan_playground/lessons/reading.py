"""A .toml file read into its form; what is wrong there is said with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.fault import fault_of, told

Form = TypeVar("Form", bound=msgspec.Struct)


def read_form(
    file: Path, form: type[Form], *, what: str = "lesson", end: str = "", more: Mapping[str, Any] | None = None
) -> Form:
    """Raises PlaygroundError that says what is wrong in it.

    what: it is, in words. end: what its text is read up to. more: what is known of it and not written there.
    """
    raw = b""
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")  # as editors on Windows save it
        content = tomllib.loads(text.partition(end)[0] if end else text)
        return msgspec.convert({**content, **(more or {})}, form)
    except OSError as error:
        raise PlaygroundError(f"The {what} {file.name} cannot be read: {error.strerror or error}.") from error
    except RecursionError:
        raise PlaygroundError(f"The {what} {file.name} cannot be read: its parts lie too deep.") from None
    except (PlaygroundError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise told(file.name, fault_of(error, raw, form), what) from error
