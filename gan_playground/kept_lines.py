"""A file of the user's own folder with a line of JSON for each thing that is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from platformdirs import user_data_path

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole


class KeptLine(msgspec.Struct, frozen=True, kw_only=True):
    """day: on which it was kept, as `today` has it."""

    day: str


Kept = TypeVar("Kept", bound=KeptLine)


def today() -> str:
    """As a line has its day."""
    return date.today().isoformat()


class KeptLines(Generic[Kept]):
    """name: of the file. form: of a line. most: how many are kept, the newest."""

    def __init__(self, name: str, form: type[Kept], most: int) -> None:
        self._name, self._form, self._most = name, form, most

    @property
    def path(self) -> Path:
        """Where they are."""
        return user_data_path("gan-playground", appauthor=False) / self._name

    def all(self) -> list[Kept]:
        """All that can be read, the oldest first; a broken line is nothing."""
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError:
            return []
        return [one for line in lines if (one := self._read(line)) is not None]

    def of_today(self) -> list[Kept]:
        """Those that were kept today."""
        return [one for one in self.all() if one.day == today()]

    def _read(self, line: bytes) -> Kept | None:
        try:
            return msgspec.json.decode(line, type=self._form)
        except msgspec.DecodeError:
            return None

    def add(self, one: Kept) -> None:
        """Raises PlaygroundError where nothing can be written."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlaygroundError(f"{self.path.parent} cannot be made: {error.strerror or error}.") from error
        kept = [*self.all(), one][-self._most :]
        write_whole(self.path, b"".join(msgspec.json.encode(line) + b"\n" for line in kept))

    def forget(self) -> None:
        """Let go of all of them; raises PlaygroundError where that cannot be."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise PlaygroundError(f"{self.path} cannot be removed: {error.strerror or error}.") from error
