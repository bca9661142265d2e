"""The container of a run file: a zip whose members lie in it as they are, read without trusting any of it."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing

most_bytes = 512_000_000
chunk_bytes = 1 << 20
no_time = (1980, 1, 1, 0, 0, 0)  # the same run gives the same bytes
names_are_utf8 = 0x800  # the only flag of a member that needs no further care
begin = b"PK\x03\x04"

UNREADABLE = (BadZipFile, OSError, ValueError, EOFError, RuntimeError, ArithmeticError, struct.error)
"""What zipfile raises for damage of every kind."""


def write_members(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """Write all of them or nothing; raises PlaygroundError where that is not possible."""
    room = most_bytes
    with replacing(path) as temporary, ZipFile(temporary, "w", ZIP_STORED) as archive:
        for name, content in members:
            room -= len(content) + 4 * len(name) + 256  # the name stands there twice, among other things
            if room < 0:
                raise PlaygroundError(
                    f"{path} was not written: this run takes more than {most_bytes // 10**6} MB. Remove branches of it."
                )
            archive.writestr(ZipInfo(name, no_time), content)


def read_members(path: Path) -> dict[str, bytearray]:
    """Every member by its name, whole and with the right checksum.

    Raises PlaygroundError for a file that is not as `write_members` leaves it; its text is half a
    sentence, as "it is cut short."
    """
    try:
        with path.open("rb") as file:
            size_bytes = _checked_size(file)
            with ZipFile(file) as archive:
                _check_directory(archive, size_bytes)
                return {info.filename: _content(archive, info) for info in archive.infolist()}
    except UNREADABLE as error:
        raise PlaygroundError(_reason(error)) from error


def _checked_size(file: IO[bytes]) -> int:
    size_bytes = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size_bytes > most_bytes:
        raise PlaygroundError(f"it is too large; a run takes {most_bytes // 10**6} MB at most.")
    if file.read(len(begin)) != begin:
        raise PlaygroundError("it is not a run of GAN Playground.")
    return size_bytes


def _check_directory(archive: ZipFile, size_bytes: int) -> None:
    """Refuse what a run file never has, before any of it is read."""
    infos = archive.infolist()
    if len({info.filename for info in infos}) < len(infos):
        raise PlaygroundError("it holds something twice, which no run does.")
    if not all(_is_as_written(info) for info in infos):
        raise PlaygroundError("its content is packed or locked, which that of a run never is.")
    if sum(info.file_size for info in infos) > size_bytes:
        raise PlaygroundError("its content would be larger than the file; it is damaged, or made to do harm.")


def _is_as_written(info: ZipInfo) -> bool:
    stored = info.compress_type == ZIP_STORED and info.compress_size == info.file_size
    return stored and not info.flag_bits & ~names_are_utf8


def _content(archive: ZipFile, info: ZipInfo) -> bytearray:
    """One member, in a buffer that what is made of it can share; its checksum is compared at its end."""
    content = bytearray(info.file_size)
    filled = 0
    with archive.open(info) as member:
        while chunk := member.read(chunk_bytes):
            content[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
    if filled != info.file_size:
        raise EOFError
    return content


def _reason(error: Exception) -> str:
    """What went wrong while reading, for the user."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror[0].lower()}{error.strerror[1:]}."
    if "CRC" in str(error):
        return "its content does not fit its checksum; copy it again from where it came."
    return "it is cut short or damaged; copy it again from where it came."
