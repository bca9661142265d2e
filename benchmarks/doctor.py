"""How often the doctor is right, how soon, and which remedy helps how often.

    python benchmarks/doctor.py record --out DIR [--first-seed N] [--runs N] [CASE ...]
    python benchmarks/doctor.py judge DIR ... [--moments]
    python benchmarks/doctor.py remedies --out FILE [--runs N] [--first-seed N] [CASE ...]
    python benchmarks/doctor.py first [--runs N] [--first-seed N] [CASE ...]

`record` trains the runs of doctor_cases.py and keeps their pulses. `judge` lets the doctor read them as they grew,
pulse by pulse, and writes the tables of docs/doctor.md. `remedies` goes back to before each trouble and tries what may
help beside the run as it was; its file is what ships as resources/data/remedies.json. `first` tries only what the card
offers first, and tells how often it helped.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import asdict

from doctor_cases import Case, cases_named
from doctor_remedies import measure_remedies, try_first
from doctor_runs import begun, write_files
from gan_playground import Edit, load_lesson
from gan_playground.gan.doctor.course import RunRecord
from gan_playground.gan.doctor.doctor import diagnose
from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.doctor.pulse import UsualPulse
from gan_playground.gan.observe.history import Track

nothing = Track(np.empty(0), np.empty((0, 0)))


# Recording.


def record(case: Case, seed: int, folder: Path) -> None:
    """Train one run, and keep what the doctor reads of it."""
    path = folder / f"{case.name}-{seed}.npz"
    if path.exists():
        return
    trainer = begun(case, seed, folder)
    first, began_s, positions = trainer.step, time.process_time(), []
    while trainer.step < first + case.steps and trainer.diverged_at is None:
        before = trainer.step
        trainer.advance(min(500, first + case.steps - before))
        trainer.flush()
        known = trainer.log.positions
        new = known.steps > before
        positions.append(np.column_stack((known.steps[new], known.values[new][:, :2])))
    pulses = trainer.log.pulses
    about = {
        "case": case.name,
        "seed": seed,
        "first": first,
        "diverged_at": trainer.diverged_at,
        "seconds": time.process_time() - began_s,
        "usual": None if trainer.experiment.is_dirac else asdict(trainer.pulse.usual),
        "metrics": {name: measure.value for name, measure in trainer.observe().metrics.items()},
    }
    places = np.concatenate(positions)
    np.savez_compressed(path, about=json.dumps(about), steps=pulses.steps, pulses=pulses.values, positions=places)
    print(
        f"{case.name} {seed}: {about['seconds']:.1f} s",
        {k: round(v, 3) for k, v in about["metrics"].items()},
        flush=True,
    )


# Judging.


class Moments(Struct):
    """One run as the doctor saw it: at each step what it found."""

    case: Case
    seed: int
    first: int
    seconds: float
    seen: list[tuple[int, list[Finding]]]


def moments_of(path: Path) -> Moments | None:
    """Read again as it grew; None where the case is no more."""
    with np.load(path, allow_pickle=False) as file:
        about, steps, pulses, positions = (
            json.loads(str(file["about"])),
            *(file[k] for k in ("steps", "pulses", "positions")),
        )
    case = next((case for case in cases_named() if case.name == about["case"]), None)
    if case is None:
        return None
    seen = [(record.step, diagnose(record)) for record in _grown(case, about, steps, pulses, positions)]
    return Moments(case, about["seed"], about["first"], about["seconds"], seen)


def _grown(case: Case, about: Any, steps: Any, pulses: Any, positions: Any) -> Iterator[RunRecord]:
    lesson = load_lesson(case.lesson).experiment
    begins = lesson.with_knobs({path: value for path, value in case.knobs.items() if path != "data.path"})
    edits = tuple(Edit(knob, value, case.turned_at) for knob, value in case.turns.items() if case.turned_at)
    usual = None if about["usual"] is None else UsualPulse(**about["usual"])
    for count in range(10, len(positions) + 1, 10) if usual is None else range(1, len(steps) + 1):
        step = int(positions[count - 1, 0] if usual is None else steps[count - 1])
        turned = bool(edits) and step >= case.turned_at
        yield RunRecord(
            experiment=begins.with_knobs(case.turns) if turned else begins,
            step=step,
            pulses=nothing if usual is None else Track(steps[:count], pulses[:count]),
            usual=usual,
            positions=Track(positions[:count, 0], positions[:count, 1:]) if usual is None else nothing,
            edits=edits if turned else (),
        )
    if about["diverged_at"] is not None:
        yield RunRecord(begins, about["diverged_at"], nothing, usual, nothing, edits, about["diverged_at"])


def troubles_of(findings: Sequence[Finding]) -> set[str]:
    """The ids of what goes wrong."""
    return {finding.id for finding in findings if finding.state is State.TROUBLE}


def told_in_spans(moments: Moments) -> str:
    """What was found, as `300: learning, 900: settled`."""
    spans: list[tuple[int, str]] = []
    for step, findings in moments.seen:
        words = " + ".join(finding.id for finding in findings)
        if not spans or spans[-1][1] != words:
            spans.append((step, words))
    return ", ".join(f"{step:,}: {words}" for step, words in spans)


def tell(runs: Sequence[Moments]) -> None:
    """The tables: troubles found, how soon, and false alarms."""
    print("| trouble | runs | found | still said at the end | found after (median, most steps) | other alarms |")
    print("| --- | --- | --- | --- | --- | --- |")
    by_trouble = defaultdict(list)
    for run in runs:
        by_trouble[run.case.expects].append(run)
    for trouble, some in sorted(by_trouble.items()):
        if trouble:
            print(_row(trouble, some))
    healthy, steps, seconds = by_trouble[""], 0, 0.0
    alarms = [(run.case.name, run.seed, alarm) for run in healthy for alarm in _alarms(run, set())]
    for run in healthy:
        steps, seconds = steps + run.seen[-1][0] - run.first, seconds + run.seconds
    print(f"\n{len(healthy)} healthy runs, {steps:,} steps, {seconds / 60:.0f} minutes: {len(alarms)} false alarms")
    print(*alarms, sep="\n")
    ends = defaultdict(list)
    for run in healthy:
        ends[run.case.name].append(run.seen[-1][1][0].id)
    print("\n| healthy | runs | at the end |\n| --- | --- | --- |")
    for name, said in ends.items():
        print(f"| {name} | {len(said)} | {', '.join(f'{said.count(one)} {one}' for one in sorted(set(said)))} |")


def _row(trouble: str, runs: Sequence[Moments]) -> str:
    found = [
        next(
            (step - max(run.first, run.case.turned_at) for step, seen in run.seen if trouble in troubles_of(seen)), None
        )
        for run in runs
    ]
    delays = [delay for delay in found if delay is not None]
    at_end = sum(trouble in troubles_of(run.seen[-1][1]) for run in runs)
    others = sorted({alarm.split(" ")[0] for run in runs for alarm in _alarms(run, {trouble, *run.case.also})})
    middle, most = (f"{np.median(delays):,.0f}", f"{max(delays):,}") if delays else ("", "")
    return f"| {trouble} | {len(runs)} | {len(delays)} | {at_end} | {middle}, {most} | {', '.join(others)} |"


def _alarms(run: Moments, allowed: set[str]) -> Iterator[str]:
    """Each time that something is called a trouble that is none."""
    before: set[str] = set()
    for step, findings in run.seen:
        now = troubles_of(findings) - allowed
        yield from (f"{trouble} at {step}" for trouble in sorted(now - before))
        before = now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=("record", "judge", "remedies", "first"))
    parser.add_argument("names", nargs="*", help="folders to judge, or parts of the names of cases")
    parser.add_argument("--out", type=Path, default=Path("doctor-runs"))
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--runs", type=int, default=10**6, help="of each case, at most")
    parser.add_argument("--moments", action="store_true", help="tell what was found when, run by run")
    given = parser.parse_intermixed_args()
    if given.act == "judge":
        paths = [path for folder in given.names for path in sorted(Path(folder).glob("*.npz"))]
        runs = [run for path in paths if (run := moments_of(path)) is not None]
        if given.moments:
            print(*(f"{run.case.name} {run.seed}: {told_in_spans(run)}" for run in runs), sep="\n")
        tell(runs)
        return
    cases = [case for case in cases_named(*given.names) if given.act == "record" or case.expects]
    folder = given.out.parent if given.act == "remedies" else given.out
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder)
    seeds = range(given.first_seed, given.first_seed + given.runs)
    if given.act == "remedies":
        measure_remedies(cases, seeds, given.out)
        return
    if given.act == "first":
        try_first(cases, seeds, folder)
        return
    for run in range(min(given.runs, max(case.count for case in cases))):
        for case in cases:
            if run < case.count:
                record(case, given.first_seed + run, folder)


if __name__ == "__main__":
    main()
