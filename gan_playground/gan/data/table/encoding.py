"""Bytes as text: Unicode in each of its ways, and the code pages that spreadsheets write."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from msgspec import Struct

from gan_playground.gan.data.watching import tell_read

marks = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
wide_marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0\0")
_latin = """
    ascii cp1250 cp1252 cp1254 cp1257 cp1258 latin_1 iso8859_2 iso8859_3 iso8859_4 iso8859_9 iso8859_10 iso8859_13
    iso8859_14 iso8859_15 iso8859_16 cp437 cp500 cp037 cp775 cp850 cp852 cp857 cp858 cp860 cp861 cp863 cp865 cp1026
    cp1006 cp1140 cp273 cp424 cp875 mac_roman mac_latin2 mac_iceland mac_turkish hp_roman8 ptcp154 kz1048 cp1125
    """
latin = frozenset(_latin.split())
"""Code pages of alphabets in which words are not made of letters beyond a to z alone."""
piece_letters = 2**20
looked_at = 2**16  # bytes, to tell which code page it is
western_pages = {"cp1252": "Windows-1252", "cp850": "the DOS page 850", "mac_roman": "old Macintoshes"}
"""What is tried, in this order, in words."""
most_high = 0.6  # of all letters may be beyond a to z; some few signs, such as that of the euro, may be more
few_signs, least_fit, least_run = 2, 0.75, 1.8
_common = frozenset("äöüÄÖÜßéèêëàâáåãçñíìîïóòôõúùûæøœÅÆØÉÈÀÇÑÁÍÓÚŒ€£§°²³µ·±½¼\u00a0‘’“”–—…«»¿¡ºª‰×÷−´®©")  # noqa: RUF001
_of_apples = ("mac_cyrillic", "mac_greek")
_far = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]+")
_control = re.compile(r"[\x00-\x08\x0e-\x19\x1b\x7f]")


class Text(Struct, frozen=True):
    """A file's text. encoding: in words. note: what a person should know of it; empty if nothing."""

    text: str
    encoding: str
    note: str = ""


def decode(content: bytes) -> Text | None:
    """The text that these bytes are; None where they are none. A letter that is cut off at the end is let go."""
    text = _decode(
        content.rstrip(b"\0") if content[:2] not in wide_marks and not _wide(content[:looked_at]) else content
    )
    return None if _has_control(text.text) else text


def _has_control(text: str) -> bool:
    """Piece by piece, for a search lets no other thread work."""
    for begin in range(0, len(text), piece_letters):
        if _control.search(text, begin, begin + piece_letters):
            return True
        tell_read()
    return False


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
    """A page of western Europe where its letters look so; else what charset-normalizer finds likeliest.

    That is not asked about Latin letters: of a short table it takes German for Hungarian and Spanish for Chinese.
    """
    from charset_normalizer import from_bytes

    if not _is_of_pairs(content[:looked_at]) and (codec := _western_page(content)):
        note = "" if codec == "cp1252" else f"that its letters are those of {western_pages[codec]} is a guess"
        return Text(content.decode(codec, "replace"), western_pages[codec], note)
    best = from_bytes(content[:looked_at], cp_exclusion=[*latin, *_of_apples]).best()
    codec = best.encoding if best is not None else "cp1252"
    return Text(_lenient(content, codec), codec, f"that its letters are those of {codec} is a guess")


def _western_page(content: bytes) -> str:
    """The page in which most letters beyond a to z are common ones; empty where those are too many, or none fits."""
    high = [byte for byte in content[:looked_at] if byte > 127]
    letters = sum(bytes((byte,)).isalpha() for byte in content[:looked_at])
    if len(high) > most_high * (letters + len(high)) and len(set(high)) > few_signs:
        return ""
    counts = Counter(high)
    fits = {
        codec: sum(count for byte, count in counts.items() if bytes((byte,)).decode(codec, "replace") in _common)
        for codec in western_pages
    }
    best = max(fits, key=fits.__getitem__)
    return best if fits[best] >= least_fit * len(high) else ""


def _is_of_pairs(content: bytes) -> bool:
    """Whether these can be Chinese, Japanese or Korean letters of two bytes, which stand together."""
    for codec in ("cp932", "gb18030", "big5", "cp949"):
        text = _lenient(content, codec)
        runs = [len(run) for run in _far.findall(text)]
        if "\ufffd" not in text[:-1] and runs and sum(runs) >= least_run * len(runs):
            return True
    return False
