"""What is kept of visits, and what a week's page says of them."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from gan_playground.exhibit import visit_log, week_page
from gan_playground.exhibit.visit_log import LessonVisit, VisitLog
from gan_playground.exhibit.week_page import week_of, write_week

monday = datetime(2026, 11, 30, 10, 15)


def visit(began: datetime = monday, lesson: str = "ring", seconds: float = 61, touches: int = 4) -> LessonVisit:
    return LessonVisit(began, lesson, seconds, touches)


def test_a_visit_is_a_line_of_four_and_no_more(tmp_path: Path) -> None:
    log = VisitLog(tmp_path / "new")
    log.add(visit(monday + timedelta(seconds=59)))
    log.add(visit(lesson='my, "own" lesson'))
    with log.path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["began", "lesson", "seconds", "touches"]
    assert rows[1:] == [["2026-11-30 10:15", "ring", "61", "4"], ["2026-11-30 10:15", 'my, "own" lesson', "61", "4"]]
    assert list(log.all()) == [visit(), visit(lesson='my, "own" lesson')]


def test_what_a_failing_power_left_is_nothing(tmp_path: Path) -> None:
    log = VisitLog(tmp_path)
    log.add(visit())
    with log.path.open("ab") as file:
        file.write(b"2026-11-3\0\0\xff\n")
    log.add(visit(seconds=5))
    assert [one.seconds for one in log.all()] == [61, 5]


def test_the_log_stays_bounded_and_keeps_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_log, "most_bytes", 2000)
    log = VisitLog(tmp_path)
    for touches in range(300):
        log.add(visit(touches=touches))
        assert log.path.stat().st_size <= 2000
    kept = [one.touches for one in log.all()]
    assert kept == list(range(kept[0], 300))


def test_a_week_is_told_from_monday_to_sunday(tmp_path: Path) -> None:
    assert week_of(date(2027, 1, 3)) == "2026-W53"
    log = VisitLog(tmp_path)
    log.add(visit(monday - timedelta(minutes=30)))
    log.add(visit(monday - timedelta(days=1)))  # of the week before
    for seconds in (10, 20, 400):
        log.add(visit(monday + timedelta(days=6), "faces", seconds, touches=2))
    text = write_week(log, monday).read_text(encoding="utf-8")
    assert [re.findall("<td>([^<]*)", row) for row in text.split("<tr>")[2:4]] == [
        ["Faces", "3", "20 s", "2.0"],
        ["Ring of eight", "1", "61 s", "4.0"],
    ]
    assert "Visits: 4. Together they lasted 8 minutes." in text
    assert "<td>Monday, 30 November<td>1" in text
    assert "<td>Sunday, 06 December<td>3" in text
    assert "http" not in text, "it is read without a network"


def test_pages_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(week_page, "most_pages", 3)
    log = VisitLog(tmp_path)
    log.add(visit())
    for weeks in range(6):
        write_week(log, monday + timedelta(weeks=weeks))
    assert len(list(tmp_path.glob("week-*.html"))) == 3
    assert (tmp_path / f"week-{week_of(monday.date() + timedelta(weeks=5))}.html").exists()
