"""Bytes as text: Unicode in each of its ways, and the code pages that spreadsheets write."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

marks = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_latin = """
    ascii cp1250 cp1252 cp1254 cp1257 cp1258 latin_1 iso8859_2 iso8859_3 iso8859_4 iso8859_9 iso8859_10 iso8859_13
    iso8859_14 iso8859_15 iso8859_16 cp437 cp500 cp037 cp775 cp850 cp852 cp857 cp858 cp860 cp861 cp863 cp865 cp1026
    cp1006 cp1140 cp273 cp424 cp875 mac_roman mac_latin2 mac_iceland mac_turkish hp_roman8 ptcp154 kz1048 cp1125
    """
latin = frozenset(_latin.split())
"""Code pages of alphabets in which words are not made of letters beyond a to z alone."""
looked_at = 2**16  # bytes, to tell which code page it is
_control = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_western = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸ0-9\s!-/:-@\[-`{-~€£¥¢§°²³µ·±½¼¾\u00a0‘’“”–…«»¿¡ºª‰×÷−]")  # noqa: RUF001


class Text(Struct, frozen=True):
    """A file's text. encoding: in words. note: what a person should know of it; empty if nothing."""

    text: str
    encoding: str
    note: str = ""


def decode(content: bytes) -> Text | None:
    """The text that these bytes are; None where they are none. A letter that is cut off at the end is let go."""
    text = _decode(content)
    return None if _control.search(text.text.replace("\x1a", "")) else text


def _decode(content: bytes) -> Text:
    for mark, codec, words in marks:
        if content.startswith(mark):
            return Text(_lenient(content[len(mark) :], codec), words)
    if codec := _wide(content[:looked_at]):
        return Text(_lenient(content, codec), "UTF-16")
    text = _lenient(content, "utf-8")
    bad = text.count("\ufffd")
    if not bad:
        return Text(text, "UTF-8")
    if 2 * bad <= len(re.findall(r"[^\x00-\x7f\ufffd]", text)):
        return Text(text, "UTF-8", f"{bad:,} letters of the file are damaged")
    return _of_code_page(content)


def _lenient(content: bytes, codec: str) -> str:
    return codecs.getincrementaldecoder(codec)("replace").decode(content).removeprefix("\ufeff")


def _wide(content: bytes) -> str:
    """UTF-16 without a mark has a zero beside each plain letter."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    if max(even, odd) < 0.3 * (len(content) // 2) or min(even, odd) > 0.1 * max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _of_code_page(content: bytes) -> Text:
    """Windows's page of western Europe, where its letters look so; else what charset-normalizer finds likeliest.

    That is not asked about Latin letters: of a short table it takes German for Hungarian and Spanish for Chinese.
    """
    from charset_normalizer import from_bytes

    high = bytes(sorted({byte for byte in content if byte > 127})).decode("cp1252", "replace")
    letters = [sign for sign in content[:looked_at].decode("cp1252", "replace") if sign.isalpha()]
    strange = sum(not _western.match(sign) for sign in high) > len(high) // 4
    if not strange and sum(sign > "\x7f" for sign in letters) <= 0.4 * len(letters):
        return Text(content.decode("cp1252", "replace"), "Windows-1252")
    best = from_bytes(content[:looked_at], cp_exclusion=list(latin)).best()
    codec = best.encoding if best is not None else "cp1252"
    return Text(_lenient(content, codec), codec, f"that its letters are those of {codec} is a guess")
