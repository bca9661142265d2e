"""`train`: a lesson without a window, its result as text or JSON."""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_playground.errors import PlaygroundError
from gan_playground.files import check_writable, write_whole
from gan_playground.gan.data import FAMILIES, kind_of_file
from gan_playground.gan.experiment.experiment import KNOBS, Edit, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.gan.experiment.recipes import find_recipe
from gan_playground.gan.experiment.settings import split_setting
from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.progress import progress_bar

if TYPE_CHECKING:
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

steps_between_reports = 50
most_step_digits = 15


def train_lesson(options: argparse.Namespace) -> int:
    """Train as the command line says; gives the exit status."""
    lesson = load_lesson(options.lesson)
    experiment = lesson.experiment
    if options.recipe is not None:
        experiment = experiment.with_knobs(find_recipe(options.recipe).values_for(experiment))
    experiment, edits = with_settings(experiment, options.settings)
    if options.json not in (None, "-"):
        check_writable(Path(options.json))
    if options.save is not None:
        check_writable(options.save)
    steps = lesson.film_steps if options.steps is None else options.steps
    for edit in edits:
        if edit.step is not None and edit.step >= steps:
            print(f"{edit.knob} is never set: the run ends before step {edit.step} begins.", file=sys.stderr)
    trainer, past, seconds = train(experiment, edits, options.seed, options.device, steps)
    result = {"lesson": lesson.id, **result_of(trainer, seconds)}
    if options.save is not None:
        keep(options.save, trainer, past, lesson.id)
    text = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False)
    if options.json == "-":
        print(text)
    elif options.json:
        write_whole(Path(options.json), text.encode() + b"\n")
    else:
        print("\n".join(summary(result)))
    return 0


def with_settings(experiment: Experiment, settings: Iterable[str]) -> tuple[Experiment, list[Edit]]:
    """The experiment with every KNOB=VALUE, and an edit for every KNOB=VALUE@STEP.

    Raises PlaygroundError for a bad knob or value, and for an edit of what can only be set at the start.
    """
    values: dict[str, Any] = {}
    edits = []
    for setting in settings:
        knob, text = split_setting(setting)
        path = knob.path
        text, at, step = text.rpartition("@") if _may_be_edited(knob, text) else (text, "", "")
        if not at:
            values[path] = knob.parse(text or step)
        elif not (step.isdecimal() and len(step) <= most_step_digits):
            raise PlaygroundError(f"{setting!r} has no step after @; write KNOB=VALUE@STEP, as in batch_size=64@500.")
        elif not knob.live:
            raise PlaygroundError(f"{path} can only be set at the start of a run: write {path}={text} without @{step}.")
        else:
            edits.append(Edit(path, knob.parse(text), int(step)))
    return _implied(experiment, values), edits


def _may_be_edited(knob: Knob, text: str) -> bool:
    """Whether what follows the last @ can be a step; a file's name or a word may have one of its own."""
    return knob.type is not str or bool(knob.choices) or (knob.live and text.rpartition("@")[2].isdecimal())


def _implied(experiment: Experiment, values: dict[str, Any]) -> Experiment:
    """The experiment with these knobs; a data file that is named is also meant to be read."""
    if "data.kind" not in values and values.keys() & {"data.path", "data.column"}:
        kind = kind_of_file(values.get("data.path", ""), experiment.stage)
        if FAMILIES[kind].file_kind != FAMILIES[experiment.data.kind].file_kind:
            values = {**values, "data.kind": kind}
    changed = experiment.with_knobs(values)
    for path in values:
        if reason := changed.unread(path):
            print(f"{path} is set in vain: nothing reads it where {reason}.", file=sys.stderr)
    return changed


def train(
    experiment: Experiment, edits: list[Edit], seed: int, device: str, steps: int
) -> tuple[Trainer, Timeline, float]:
    """Train with a progress bar on stderr; gives the trainer, its past, and how many seconds it took."""
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

    trainer = Trainer(experiment, seed, device)
    if trainer.real.reading is not None:
        print(trainer.real.reading.line(), file=sys.stderr)
    trainer.apply(*edits)
    past = Timeline(trainer)
    began_s = time.perf_counter()
    with progress_bar(steps, "steps") as progress:
        while trainer.step < steps and trainer.diverged_at is None:
            before = trainer.step
            trainer.advance(min(steps_between_reports, steps - trainer.step))
            past.record(trainer)
            progress.update(trainer.step - before)
    return trainer, past, time.perf_counter() - began_s


def keep(path: Path, trainer: Trainer, past: Timeline, lesson: str) -> None:
    """Write the run with its past."""
    from gan_playground.gan import runfile

    runfile.save(path, runfile.saved_run(trainer, past, lesson))
    print(f"The run lies there: {path}", file=sys.stderr)


def result_of(trainer: Trainer, seconds: float) -> dict[str, Any]:
    """What the JSON says of a run, apart from the lesson's id."""
    return {
        "seed": trainer.seed,
        "device": str(trainer.device),
        "steps": trainer.step,
        "seconds": round(seconds, 3),
        "steps_per_second": round(trainer.step / seconds, 1) if trainer.step else 0.0,
        "knobs": {path: trainer.experiment.knob(path) for path in KNOBS},
        **describe(trainer.observe()),
    }


def describe(frame: Frame) -> dict[str, Any]:
    """A frame's numbers for JSON, which has no NaN: what is not a finite number is null."""
    from gan_playground.gan.metrics.diagnosis import diagnose

    losses, scores = frame.losses, frame.scores
    return {
        "losses": {
            "generator": _finite(losses.generator),
            "discriminator": _finite(losses.discriminator),
            "value": _finite(losses.value),
        },
        "scores": {
            "d_real": _finite(scores.d_real),
            "d_fake": _finite(scores.d_fake),
            "accuracy": _finite(scores.accuracy),
        },
        "metrics": {
            name: {"value": _finite(measure.value)}
            | ({} if measure.floor is None else {"floor": measure.floor})
            | ({} if measure.ceiling is None else {"ceiling": measure.ceiling})
            for name, measure in frame.metrics.items()
        },
        "diagnosis": [{"id": finding.id, "evidence": finding.evidence} for finding in diagnose(frame)],
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def summary(result: dict[str, Any]) -> Iterable[str]:
    """The result in a few lines for people."""
    yield (
        f"{result['lesson']}: {result['steps']:,} steps in {result['seconds']:.1f} s on {result['device']} "
        f"({result['steps_per_second']:,.0f} a second), seed {result['seed']}"
    )
    for group in ("losses", "scores"):
        yield f"  {group}: " + ", ".join(f"{name} {_shown(value)}" for name, value in result[group].items())
    for name, measure in result["metrics"].items():
        bounds = "".join(f" ({bound} {_shown(measure[bound])})" for bound in ("floor", "ceiling") if bound in measure)
        yield f"  {name}: {_shown(measure['value'])}{bounds}"
    for finding in result["diagnosis"]:
        yield f"  {finding['id']}: {finding['evidence']}"


def _shown(value: float | None) -> str:
    return "not finite" if value is None else f"{value:.4g}"
