"""What visitors did, without a word of who they are: a .csv file that never grows beyond its size."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole

most_bytes = 2_000_000
"""Some 50,000 visits to a lesson; then the older half goes."""
columns = ("began", "lesson", "seconds", "touches")


class LessonVisit(Struct, frozen=True):
    """One lesson that somebody stayed with. began: to the minute, here. seconds: until the last touch."""

    began: datetime
    lesson: str
    seconds: float
    touches: int


class VisitLog:
    """In a folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "visits.csv"

    def add(self, visit: LessonVisit) -> None:
        """Written at once, for the power may fail; raises PlaygroundError where it cannot be."""
        line = written(visit)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = not self.path.exists()
            with self.path.open("ab") as file:
                file.write((written_row(columns) + line if new else line).encode())
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
        except OSError as error:
            raise PlaygroundError(f"{self.path} cannot be written: {error.strerror or error}.") from error
        if size > most_bytes:
            self._halve()

    def _halve(self) -> None:
        rows = list(self.all())
        kept = "".join(map(written, rows[len(rows) // 2 :]))
        write_whole(self.path, (written_row(columns) + kept).encode())

    def all(self) -> Iterator[LessonVisit]:
        """The oldest first; a broken line, as where the power failed, is nothing."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for row in csv.reader(io.StringIO(text.replace("\0", ""))):
            if (visit := read(row)) is not None:
                yield visit


def written(visit: LessonVisit) -> str:
    began = f"{visit.began:%Y-%m-%d %H:%M}"
    return written_row((began, visit.lesson, f"{visit.seconds:.0f}", str(visit.touches)))


def written_row(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def read(row: list[str]) -> LessonVisit | None:
    """None where it is not of a visit."""
    try:
        began, lesson, seconds, touches = row
        return LessonVisit(datetime.strptime(began, "%Y-%m-%d %H:%M"), lesson, float(seconds), int(touches))
    except ValueError:
        return None
