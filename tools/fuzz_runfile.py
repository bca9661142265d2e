"""Damage run files, and kill who writes them: a file gives the run, or a sentence, and never anything else.

    python tools/fuzz_runfile.py [--cases 2000] [--kills 30] [--seed 0]

Half of the cases damage the file as it lies on a disk, the others one member under a checksum that is right again, so
that what reads JSON and tensors meets damage too. Every case begins in a place of its own, so all regions have a turn.
Prints what came of it as JSON; the exit status is 1 where anything else than a run or a sentence came.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NoReturn
from zipfile import ZipFile

from fuzzing import attempt, damaged, is_sentence, most_kilobytes, went_wrong
from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

longest_case_s = 20
STRANGE = (b"-1", b"0", b"1e400", b"18446744073709551616", b"9007199254740993", b'"x"', b"null", b"[]", b"{}", b"true")


def example(path: Path, seed: int = 0) -> runfile.SavedRun:
    """Write a small run with two branches, edits, moves and marks, which stands in its past."""
    small = {"generator.width": 8, "discriminator.width": 8, "batch_size": 16, "stabilise.average_half_life": 100.0}
    trainer = Trainer(load_lesson("textbook-curve").experiment.with_knobs(small), seed)
    past = Timeline(trainer)
    for _ in range(4):
        trainer.advance(10)
        past.record(trainer)
        past.apply(trainer, Edit("generator.learning_rate", 0.001 + trainer.step / 1e5))
    past.bookmark(trainer, "here")
    past.issue(20, "oscillation", "They go round in circles")
    list(past.go_to(trainer, 25))
    past.apply(trainer, Edit("discriminator.optimizer", "sgd"), Edit("batch_size", 32, step=60))
    trainer.step_generator()
    trainer.advance(10)
    list(past.go_to(trainer, 31))
    run = runfile.saved_run(trainer, past, "textbook-curve")
    runfile.save(path, run)
    return run


# Damage.


def said_otherwise(content: bytes, place: int, random: Random) -> bytes:
    """JSON with one value in place of another."""
    values = list(re.finditer(rb"(?<=[:\[,])(-?[\d.]+(e-?\d+)?|\"[^\"]*\"|null|true|false)", content))
    value = values[min(len(values) - 1, place * len(values) // max(1, len(content)))]
    return content[: value.start()] + random.choice(STRANGE) + content[value.end() :]


def case(content: bytes, share: float, random: Random) -> tuple[bytes, bool]:
    """One damaged file, and whether its checksums are right again."""
    if random.random() < 0.5:
        return damaged(content, int(share * len(content)), random), False
    with ZipFile(BytesIO(content)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    name = random.choice(list(members))
    hurt = said_otherwise if name.endswith(".json") and random.random() < 0.7 else damaged
    members[name] = hurt(members[name], int(share * len(members[name])), random)
    again = BytesIO()
    with ZipFile(again, "w") as archive:
        for member, inside in members.items():
            archive.writestr(member, inside)
    return again.getvalue(), True


# What comes of it.


def essence(run: runfile.SavedRun) -> bytes:
    """All of a run, as it would be written."""
    with tempfile.TemporaryDirectory() as folder:
        runfile.save(Path(folder, "essence.ganrun"), run)
        return Path(folder, "essence.ganrun").read_bytes()


def outcome(path: Path, may_differ: bool, right: bytes) -> str:
    """What came of a damaged file, in a word or two."""
    try:
        run = runfile.read(path)
        trainer, _ = run.open()
        trainer.advance(2)
    except PlaygroundError as error:
        return "a sentence" if is_sentence(error) else f"no sentence: {error}"
    if essence(run) == right:
        return "the right content"
    return "another run, well-formed" if may_differ else "the wrong content"


def fuzz(folder: Path, cases: int, seed: int) -> Counter[str]:
    """Damage one file in so many ways."""
    sound, hurt = folder / "sound.ganrun", folder / "hurt.ganrun"
    example(sound)
    content, random, found = sound.read_bytes(), Random(seed), Counter[str]()
    for number in range(cases):
        inside, may_differ = case(content, number / cases, random)
        hurt.write_bytes(inside)
        came = attempt(lambda differs=may_differ: outcome(hurt, differs, content), longest_case_s)
        if went_wrong(came):
            print(f"case {number} of seed {seed}: {came}", file=sys.stderr)
        found[came] += 1
    return found


# Killed.


def kill(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill a process that saves without a pause, so many times, and open what lies there."""
    path, random, found = folder / "killed.ganrun", Random(seed), Counter[str]()
    runs = [example(path, seed) for seed in range(2)]
    sound = {essence(run) for run in runs}
    for _ in range(kills):
        writer = os.fork()
        if not writer:
            _save_for_ever(path, runs)
        time.sleep(random.uniform(0, 0.1))
        os.kill(writer, signal.SIGKILL)
        was_killed = os.WIFSIGNALED(os.waitpid(writer, 0)[1])
        whole = was_killed and essence(runfile.read(path)) in sound
        found["a whole run" if whole else "failed"] += 1
    found["temporary files left behind"] = len([*folder.glob(".*")])
    return found


def _save_for_ever(path: Path, runs: list[runfile.SavedRun]) -> NoReturn:
    try:
        while True:
            for run in runs:
                runfile.save(path, run)
    finally:
        os._exit(1)


def main() -> int:
    parser = argparse.ArgumentParser(description="Damage run files, and kill who writes them.")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        damage = fuzz(Path(name), options.cases, options.seed)
        killed = kill(Path(name), options.kills, options.seed)
    print(json.dumps({"damaged": damage, "killed": killed, "most_memory_mb": most_kilobytes() // 1024}, indent=2))
    return int(any(went_wrong(came) for came in damage + killed))


if __name__ == "__main__":
    raise SystemExit(main())
