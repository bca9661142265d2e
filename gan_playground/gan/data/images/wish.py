"""What is asked of the process that reads, and what it answers."""

from __future__ import annotations

import msgspec


class Listing(msgspec.Struct, frozen=True):
    """version: another one wherever a name, a size or a time is; digest: wherever a name or a size is."""

    count: int
    version: str
    digest: str


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """task: one of `TASKS`, on a path. listing: what lies there, if that is known already. deadly: places of pictures
    that are not to be opened, for each was the end of who did. closely: whether each is named before it is opened.
    """

    task: str
    path: bytes
    listing: Listing | None = None
    side: int = 0
    colour: bool | None = None
    deadly: tuple[int, ...] = ()
    closely: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """done, total: how far it is. is_last: whether it is what was asked for, in words, and sizes_bytes of what follows.

    failed: the sentence that says why there is nothing.
    """

    done: int = 0
    total: int = 0
    is_last: bool = False
    failed: str = ""
    words: msgspec.Raw = msgspec.Raw(b"null")
    sizes_bytes: tuple[int, ...] = ()
