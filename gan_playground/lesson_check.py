"""`lesson check` and `lesson new`: what a lesson says, tried; and a file to begin one's own with."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from gan_playground.errors import NotDownloadedError, PlaygroundError
from gan_playground.files import check_writable, write_whole
from gan_playground.interrupts import interrupts, say_aside
from gan_playground.lessons.catalogue import load_lesson, new_lesson_text, shipped_lessons
from gan_playground.lessons.lesson import Lesson
from gan_playground.progress import progress_bar
from gan_playground.reading_bar import told_while_read

if TYPE_CHECKING:
    from gan_playground.lessons.check import ClaimOutcome


def check_lessons(options: argparse.Namespace) -> int:
    """Try what lessons claim, a line a claim; gives the exit status: 1 where one does not hold."""
    chosen = _chosen(options)
    if options.json is not None:
        check_writable(options.json)
    rows: list[dict[str, Any]] = []
    fails = False
    for lesson in chosen:
        try:
            outcomes = _tried(lesson, options.first_seed)
        except NotDownloadedError as error:
            print(f"{_name(lesson)}: skipped. {error}", flush=True)
            rows.append({"lesson": _name(lesson), "skipped": str(error), "claims": []})
            continue
        print("\n".join(_lines(lesson, outcomes)), flush=True)
        rows.append({"lesson": _name(lesson), "skipped": None, "claims": list(map(_row, outcomes))})
        fails |= not all(one.holds for one in outcomes)
    if options.json is not None:
        text = json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False)
        write_whole(options.json, text.encode() + b"\n")
    return int(fails)


def _chosen(options: argparse.Namespace) -> list[Lesson]:
    if bool(options.all) == bool(options.lesson):
        raise PlaygroundError("Name a lesson by its id or its file, or give --all.")
    if options.all:
        return list(shipped_lessons().values())
    return [load_lesson(options.lesson)]


def _name(lesson: Lesson) -> str:
    """Of a file anywhere, without where that is."""
    return Path(lesson.id).stem


def _tried(lesson: Lesson, first_seed: int) -> list[ClaimOutcome]:
    from gan_playground.lessons.check import check_claims, steps_to_train
    from gan_playground.lessons.promises import promises

    claims = [*lesson.claims, *promises(lesson)]
    if not claims:
        return []
    total = steps_to_train(lesson, claims)
    with told_while_read():
        lesson.experiment.make_data()
    with progress_bar(total, "steps") as progress:
        progress.set_description(_name(lesson))

        def tick(steps: int) -> None:
            progress.update(steps)
            interrupts.check()

        return check_claims(lesson, claims, first_seed, tick)


def _lines(lesson: Lesson, outcomes: Sequence[ClaimOutcome]) -> list[str]:
    if not outcomes:
        return [f"{_name(lesson)}: claims nothing."]
    return [f"{_name(lesson)} {one.claim.page}  {_line(one)}" for one in outcomes]


def _line(outcome: ClaimOutcome) -> str:
    """As in: holds 5 of 5  "it learns"  wasserstein < 0.3: 0.12 0.15 0.11 0.2 0.13."""
    claim = outcome.claim
    verdict = "holds" if outcome.holds else "FAILS"
    bound = " to ".join(f"{value:g}" for value in (claim.value if isinstance(claim.value, tuple) else (claim.value,)))
    values = " ".join(f"{value:.3g}" for value in outcome.values)
    return (
        f'{verdict} {outcome.held} of {claim.seeds}  "{claim.says}"  {claim.measure} {claim.relation} {bound}: {values}'
    )


def _row(outcome: ClaimOutcome) -> dict[str, Any]:
    claim = outcome.claim
    return {
        "page": claim.page,
        "says": claim.says,
        "measure": claim.measure,
        "relation": claim.relation,
        "value": to_builtins(claim.value),
        "values": [value if math.isfinite(value) else None for value in outcome.values],
        "held": outcome.held,
        "seeds": claim.seeds,
        "holds": outcome.holds,
    }


def new_lesson(options: argparse.Namespace) -> int:
    """Write a lesson to begin with, with comments; a file that is there stays."""
    path: Path = options.file
    if path.suffix != ".toml":
        raise PlaygroundError(f"{path.name} would not be read: a lesson's file ends in .toml.")
    if path.exists():
        raise PlaygroundError(f"{path} is there already; name a file that is not.")
    check_writable(path)
    write_whole(path, new_lesson_text().encode())
    say_aside(f"The lesson lies there: {path}")
    return 0
