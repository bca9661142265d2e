"""What helps against each trouble: remedies tried beside the run as it was. See doctor.py."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from doctor_cases import Case
from doctor_runs import begun
from gan_playground import Edit
from gan_playground.gan.doctor.doctor import diagnose, record_of
from gan_playground.gan.doctor.outcome import Judgement, judge, left_at, treated_for

between_looks = 50  # steps, while a trouble is waited for
kept_every = 250


def try_remedies(case: Case, seed: int, folder: Path, most: int | None = None) -> Iterator[tuple[str, Judgement]]:
    """Each remedy, or the first so many, of one run that gets into its trouble: its id, and what came of it."""
    trainer = begun(case, seed, folder)
    kept, finding = [trainer.checkpoint()], None
    while finding is None and trainer.step < case.steps and trainer.diverged_at is None:
        trainer.advance(10 if trainer.experiment.is_dirac else between_looks)
        finding = next((one for one in diagnose(record_of(trainer)) if one.id == case.expects), None)
        if finding is None and trainer.step % kept_every == 0:
            kept.append(trainer.checkpoint())
    if finding is None:
        return
    origin = [checkpoint for checkpoint in kept if checkpoint.step <= left_at(finding)][-1]
    until = trainer.step + treated_for
    trainer.advance(until - trainer.step)
    untreated = trainer.observe()
    for remedy in finding.remedies[:most]:
        twin = trainer.twin(0)
        twin.return_to(origin)
        twin.log = trainer.log.until(origin.step)
        twin.apply(*(Edit(knob, value) for knob, value in remedy.knobs.items()))
        twin.expect(())
        twin.advance(until - twin.step)
        yield remedy.id, judge(case.expects, finding.title, untreated, twin.observe())


def measure_remedies(cases: Sequence[Case], seeds: Sequence[int], out: Path) -> None:
    """Try them all and write how often each helped."""
    counts: dict[str, dict[str, list[int]]] = json.loads(out.read_text()) if out.is_file() else {}
    for seed in seeds:
        for case in cases:
            for remedy, came in try_remedies(case, seed, out.parent):
                count = counts.setdefault(case.expects, {}).setdefault(remedy, [0, 0])
                count[0] += came.helped
                count[1] += 1
                print(f"{case.name} {seed} {remedy}: {came.sentence}", flush=True)
            out.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n")


def try_first(cases: Sequence[Case], seeds: Sequence[int], folder: Path) -> None:
    """Try what is offered first, as somebody who presses the first button."""
    rows = []
    for case in cases:
        tried: dict[str, list[bool]] = defaultdict(list)
        for seed in seeds:
            for remedy, came in try_remedies(case, seed, folder, most=1):
                tried[remedy].append(came.helped)
                print(f"{case.name} {seed} {remedy}: {came.sentence}", flush=True)
        rows += [f"| {case.expects} | {case.name} | {id} | {sum(had)} of {len(had)} |" for id, had in tried.items()]
    print("\n| trouble | run | tried | helped |", "| --- | --- | --- | --- |", *rows, sep="\n")
