"""How the words of a lesson are marked: **bold**, and [a knob](by.its.path)."""

from __future__ import annotations

import re

from msgspec import Struct

_marks = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<words>[^\]]+)\]\((?P<knob>[a-z0-9_.]+)\)")


class TextPiece(Struct, frozen=True):
    """Some words of a text. knob: the path of the one that they name; empty where they name none."""

    words: str
    is_bold: bool = False
    knob: str = ""


def pieces(text: str) -> list[TextPiece]:
    """The text, cut where a mark begins or ends."""
    found, end = [], 0
    for mark in _marks.finditer(text):
        found.append(TextPiece(text[end : mark.start()]))
        end = mark.end()
        found.append(
            TextPiece(mark["bold"], is_bold=True) if mark["bold"] else TextPiece(mark["words"], knob=mark["knob"])
        )
    return [piece for piece in (*found, TextPiece(text[end:])) if piece.words]


def plain(text: str) -> str:
    """The words alone."""
    return "".join(piece.words for piece in pieces(text))


def knobs_in(text: str) -> list[str]:
    """The paths of the knobs that a text leads to."""
    return [piece.knob for piece in pieces(text) if piece.knob]
