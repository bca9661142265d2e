"""A page a week for the house: how many came to which lesson, and how long they stayed."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path

from gan_playground.exhibit.visit_log import LessonVisit, VisitLog
from gan_playground.files import write_whole
from gan_playground.lessons.catalogue import title_of

most_pages = 60
page = """\
<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: right; padding: .3em .6em; border-bottom: 1px solid #bbb }}
th:first-child, td:first-child {{ text-align: left }}
</style>
<h1>{title}</h1>
<p>{summary}</p>
<table><tr><th>Lesson<th>Visits<th>Half of them stayed longer than<th>Touches a visit</tr>
{lessons}</table>
<h2>When</h2>
<table><tr><th>Day<th>Visits</tr>
{days}</table>
<p>A visit is one lesson that somebody stayed with, from the first touch to the last.
Nothing else is kept of anybody.</p>
</html>
"""


def week_of(day: date) -> str:
    """As in 2026-W49, from Monday to Sunday."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def write_week(log: VisitLog, now: datetime) -> Path:
    """The page of this week, in the folder of the log; raises PlaygroundError where it cannot be written."""
    week, folder = week_of(now.date()), log.path.parent
    file = folder / f"week-{week}.html"
    visits = [visit for visit in log.all() if week_of(visit.began.date()) == week]
    write_whole(file, week_page(week, visits).encode())
    for old in sorted(folder.glob("week-*.html"))[:-most_pages]:
        old.unlink(missing_ok=True)
    return file


def week_page(week: str, visits: Sequence[LessonVisit]) -> str:
    """In HTML, which every browser shows without a network."""
    by_lesson: dict[str, list[LessonVisit]] = {}
    for visit in visits:
        by_lesson.setdefault(visit.lesson, []).append(visit)
    by_day = Counter(visit.began.date() for visit in visits)
    most_first = sorted(by_lesson.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return page.format(
        title=f"GAN Playground, week {week}",
        summary=_summary(visits),
        lessons="".join(_row(*_told(lesson, of_it)) for lesson, of_it in most_first),
        days="".join(_row(f"{day:%A, %d %B}", f"{count:,}") for day, count in sorted(by_day.items())),
    )


def _summary(visits: Sequence[LessonVisit]) -> str:
    if not visits:
        return "Nobody came yet."
    minutes = sum(visit.seconds for visit in visits) / 60
    return f"Visits: {len(visits):,}. Together they lasted {minutes:,.0f} minutes."


def _told(lesson: str, visits: Iterable[LessonVisit]) -> tuple[str, ...]:
    visits = list(visits)
    seconds = statistics.median(visit.seconds for visit in visits)
    touches = statistics.fmean(visit.touches for visit in visits)
    return title_of(lesson) or lesson, f"{len(visits):,}", f"{seconds:.0f} s", f"{touches:.1f}"


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}' for cell in cells)}</tr>\n"
