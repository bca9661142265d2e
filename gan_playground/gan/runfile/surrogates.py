"""Names that are not Unicode, as a file's may be, in JSON, which has room for Unicode alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

mark = "\0"  # which no name of a file can have
_surrogate, _escaped = re.compile("[\ud800-\udfff]"), re.compile(f"{mark}(d[89a-f][0-9a-f]{{2}})")


def escaped(value: Any) -> Any:
    """Lists, tables and texts with every half of a pair, by which Python stands for such a letter, as 4 digits."""
    return _in_all_texts(value, lambda text: _surrogate.sub(lambda found: f"{mark}{ord(found[0]):04x}", text))


def unescaped(value: Any) -> Any:
    """The same as it was before."""
    return _in_all_texts(value, lambda text: _escaped.sub(lambda found: chr(int(found[1], 16)), text))


def may_be_escaped(content: bytes | bytearray) -> bool:
    """Whether JSON may have any of it."""
    return rb"\u0000d" in content


def _in_all_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_in_all_texts(key, change): _in_all_texts(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_in_all_texts(one, change) for one in value]
    return value
