"""`train`: a lesson without a window, its result as text or JSON."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.begun import Training, begun
from gan_playground.errors import PlaygroundError, first_line
from gan_playground.files import check_writable, is_stream, write_whole
from gan_playground.interrupts import Interrupted, advance, interrupts, say_aside
from gan_playground.progress import progress_bar
from gan_playground.train_result import result_of, summary

if TYPE_CHECKING:
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

steps_between_reports = 50


def train_lesson(options: argparse.Namespace) -> int:
    """Train as the command line says; gives the exit status. Where it is interrupted, the run so far is kept."""
    json_path = Path(options.json) if options.json not in (None, "-") else None
    check_writable(*(path for path in (json_path, options.save) if path is not None))
    if options.save is not None and is_stream(options.save):
        raise PlaygroundError(f"{options.save} is no file but a pipe or a device; name a file to keep the run in.")
    training = begun(options)
    trainer = training.trainer
    training.past.fork(trainer)
    steps = training.usual_steps if options.steps is None else options.steps
    if options.run is not None and steps <= trainer.step:
        raise PlaygroundError(
            f"{options.run.name} stands at step {trainer.step:,} already; say with --steps until when."
        )
    for edit in trainer.pending:
        if edit.step is not None and edit.step >= steps:
            say_aside(f"{edit.knob} is never set: the run ends before step {edit.step} begins.")
    first_step = trainer.step
    try:
        seconds = train(training, steps)
    except Interrupted as end:
        interrupts.rest()
        stop(training, options.save, is_between=end.is_between)
        raise
    except RuntimeError as error:  # torch's, of memory above all
        stop(training, options.save, is_between=False)
        raise PlaygroundError(f"The run was stopped by a fault: {first_line(error)}.") from error
    trainer = training.trainer
    result = {"lesson": training.lesson, **result_of(trainer, trainer.step - first_step, seconds)}
    if options.save is not None:
        keep(options.save, training)
    text = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False)
    content = text.encode(errors="backslashreplace")  # of names that are not Unicode; JSON has the same escapes
    if options.json == "-":
        print(content.decode())
    elif json_path is not None:
        write_whole(json_path, content + b"\n")
    else:
        print("\n".join(summary(result)))
    return 0


def stop(training: Training, path: Path | None, is_between: bool) -> None:
    """Say where it stands, and keep it if that was asked for; is_between: whether it is between two steps."""
    if not is_between:
        go_back(training.trainer, training.past)
    say_aside(f"Stopped at step {training.trainer.step:,}.")
    if path is not None:
        keep(path, training)


def go_back(trainer: Trainer, past: Timeline) -> None:
    """From the middle of a step to the last place that was kept."""
    kept = past.branch.latest_until(trainer.step)
    trainer.return_to(kept)
    trainer.log = trainer.log.until(kept.step)


def train(training: Training, steps: int) -> float:
    """Train until this step with a progress bar on stderr; gives how many seconds it took.

    Where its device fails, it goes on on the processor from where it was kept last.
    """
    began_s = time.perf_counter()
    try:
        _train(training, steps)
    except RuntimeError as error:
        lost = str(training.trainer.device)
        if lost == "cpu":
            raise
        training.trainer = training.past.rescue(training.trainer, "cpu")
        step = f"{training.trainer.step:,}"
        say_aside(f"{lost} failed: {first_line(error)}. The run goes on on CPU from step {step}.")
        _train(training, steps)
    return time.perf_counter() - began_s


def _train(training: Training, steps: int) -> None:
    trainer = training.trainer
    with progress_bar(steps - trainer.step, "steps") as progress:
        while trainer.step < steps and trainer.diverged_at is None:
            before = trainer.step
            advance(trainer, min(steps, before + steps_between_reports))
            training.past.record(trainer)
            progress.update(trainer.step - before)


def keep(path: Path, training: Training) -> None:
    """Write the run with its past.

    Raises PlaygroundError where that cannot be; then it lies where the window keeps its runs, if it can lie there.
    """
    from gan_playground.gan import runfile

    run = runfile.saved_run(training.trainer, training.past, training.lesson)
    try:
        runfile.save(path, run)
    except PlaygroundError as error:
        other = _spare_place(training.lesson)
        if other is None:
            raise
        runfile.save(other, run)
        raise PlaygroundError(f"{error} The run lies there instead: {other}") from error
    say_aside(f"The run lies there: {path}")


def _spare_place(lesson: str) -> Path | None:
    """Where the window keeps its runs; None where it cannot either."""
    from gan_playground.session.files.autosave_folder import AutosaveFolder

    folder = AutosaveFolder()
    folder.open()
    place = folder.path_of(1, lesson)
    folder.close()
    return place
