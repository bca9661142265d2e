"""The log of an exhibit: what began, what ended and why, in a few files that never grow beyond their size."""

from __future__ import annotations

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

from gan_playground.errors import PlaygroundError

file_bytes, older_files = 500_000, 4


def log_path(folder: Path) -> Path:
    """The newest of its files."""
    return folder / "exhibit.log"


def open_log(folder: Path) -> logging.Logger:
    """Raises PlaygroundError where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_path(folder), maxBytes=file_bytes, backupCount=older_files, encoding="utf-8")
    except OSError as error:
        raise PlaygroundError(f"The log cannot be written to {folder}: {error.strerror or error}.") from error
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%Y-%m-%d %H:%M:%S"))
    log = logging.Logger("exhibit")  # not one of the process's: two of them never mix
    log.addHandler(handler)
    return log


def close_log(log: logging.Logger) -> None:
    for handler in log.handlers:
        handler.close()


def last_lines(folder: Path, count: int) -> list[str]:
    """The newest of the log; none where there is no log."""
    try:
        with log_path(folder).open(encoding="utf-8", errors="replace") as file:
            return [line.rstrip("\n") for line in deque(file, count)]
    except OSError:
        return []
