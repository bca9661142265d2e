"""The score as a table (.csv) for other programs: a row a point, a column a quantity."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.history import History, Track


class ScoreRun(Struct, frozen=True):
    """One run of the table: its name, what was measured, and the knobs that were turned."""

    name: str
    history: History
    edits: tuple[Edit, ...] = ()


def part_of(run: ScoreRun, keys: Sequence[str]) -> ScoreRun:
    """Some quantities of a run."""
    whole = {key: run.history.whole[key] for key in keys if key in run.history.whole}
    return replace(run, history=History(whole, {}))


def score_csv(runs: Sequence[ScoreRun]) -> bytes:
    """The whole history of runs as a table after RFC 4180, in UTF-8.

    Columns: `run`, where there are several; `step`; every quantity by its name in a history; and `edits`, as in
    "generator.learning_rate=0.002@820", on the row nearest to the step. A field is empty where nothing was measured.
    Of a long run a row stands for several steps, whose mean it holds.
    """
    keys = list(dict.fromkeys(key for run in runs for key in run.history.whole))
    several = len(runs) > 1
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*(("run",) if several else ()), "step", *keys, "edits"))
    for run in runs:
        writer.writerows((*((run.name,) if several else ()), *row) for row in _rows(run, keys))
    return text.getvalue().encode()


def _rows(run: ScoreRun, keys: Sequence[str]) -> list[tuple[str, ...]]:
    tracks = run.history.whole
    measured = [track.steps for track in tracks.values()]
    steps = np.unique(np.concatenate(measured)) if measured else np.empty(0)
    columns = [_fields(tracks.get(key), steps) for key in keys]
    return list(zip(map(_step, steps), *columns, _edits(run.edits, steps), strict=True))


def _step(step: float) -> str:
    return f"{step:.0f}"


def _fields(track: Track | None, steps: Array) -> list[str]:
    """One value a step; empty where there is none."""
    known: Mapping[float, float] = {}
    if track is not None:
        known = dict(zip(track.steps.tolist(), track.values.tolist(), strict=True))
    return [_number(known.get(step, math.nan)) for step in steps.tolist()]


def _number(value: float) -> str:
    return "" if math.isnan(value) else repr(value)


def _edits(edits: Sequence[Edit], steps: Array) -> list[str]:
    """What was turned, on the nearest of these steps."""
    turned: list[list[str]] = [[] for _ in steps]
    for edit in edits if len(steps) else ():
        nearest = int(np.argmin(np.abs(steps - (edit.step or 0))))
        turned[nearest].append(f"{edit.knob}={edit.value}@{edit.step or 0}")
    return ["; ".join(each) for each in turned]
