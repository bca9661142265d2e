"""What an exhibit is told by its operator: a .toml file, or nothing at all."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
from platformdirs import user_state_path

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import is_at_hand, load_lesson
from gan_playground.lessons.reading import read_form
from gan_playground.resources import resource_path

Language = Literal["en"]
text_sizes = (100, 125, 150)
ranges = {
    "lesson_seconds": (5, 3600),
    "idle_seconds": (5, 3600),
    "still_there_seconds": (5, 120),
    "speed": (0.1, 20),
}
"""What numbers may be, from and to."""


class ExhibitConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Documented line by line in resources/exhibit.toml, which is what `--print-config` prints."""

    lessons: tuple[str, ...] = ("ring-rescued", "textbook-curve", "counterfeiter", "chase", "faces", "palette")
    languages: tuple[Language, ...] = ("en",)
    lesson_seconds: float = 45
    idle_seconds: float = 60
    still_there_seconds: float = 15
    speed: float = 1.0
    text_size: int = 100
    pin: str = "1379"
    log_folder: str = ""

    def __post_init__(self) -> None:
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise PlaygroundError(f"{name!r} is {getattr(self, name):g}; it takes {low:g} to {high:g}")
        if self.text_size not in text_sizes:
            raise PlaygroundError(f"'text_size' is {self.text_size}; it takes {', '.join(map(str, text_sizes))}")
        if not (self.pin.isascii() and self.pin.isdecimal() and 4 <= len(self.pin) <= 8):
            raise PlaygroundError("'pin' takes 4 to 8 digits in quotes")
        for name in ("lessons", "languages"):
            if not getattr(self, name):
                raise PlaygroundError(f"{name!r} is empty; it takes one at least")
        for lesson in self.lessons:
            _check_lesson(lesson)

    @property
    def folder(self) -> Path:
        """Where log, visits and weekly pages are."""
        if self.log_folder:
            return Path(self.log_folder).expanduser()
        return user_state_path("gan-playground", appauthor=False) / "exhibit"


def _check_lesson(name: str) -> None:
    if not is_at_hand(load_lesson(name)):
        raise PlaygroundError(f"The lesson {name!r} needs a download, which nobody can start in an exhibit")


def read_config(file: Path | None) -> ExhibitConfig:
    """What the file says; raises PlaygroundError with the line and what would be right there."""
    return ExhibitConfig() if file is None else read_form(file, ExhibitConfig, what="settings")


def example() -> str:
    """A file with every setting, explained, as it is where nothing else is said."""
    return resource_path("exhibit.toml").read_text(encoding="utf-8")
