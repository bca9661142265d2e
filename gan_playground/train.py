"""`train`: a lesson without a window, its result as text or JSON."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.errors import PlaygroundError, first_line
from gan_playground.files import check_writable, is_stream, write_whole
from gan_playground.gan.experiment.settings import edits_of
from gan_playground.interrupts import Interrupted, advance, interrupts, say_aside
from gan_playground.knob_options import with_options
from gan_playground.lessons.catalogue import lessons, load_lesson
from gan_playground.progress import progress_bar
from gan_playground.reading_bar import told_while_read
from gan_playground.train_result import result_of, summary

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

steps_between_reports = 50
place_knob = "data.path="


class Training(Struct, eq=False):
    """What is trained, its past, the id of its lesson, and at which step it ends unless that is said."""

    trainer: Trainer
    past: Timeline
    lesson: str
    usual_steps: int


def train_lesson(options: argparse.Namespace) -> int:
    """Train as the command line says; gives the exit status. Where it is interrupted, the run so far is kept."""
    json_path = Path(options.json) if options.json not in (None, "-") else None
    check_writable(*(path for path in (json_path, options.save) if path is not None))
    if options.save is not None and is_stream(options.save):
        raise PlaygroundError(f"{options.save} is no file but a pipe or a device; name a file to keep the run in.")
    training = (begin if options.run is None else go_on)(options)
    trainer = training.trainer
    if told := trainer.real.told:
        say_aside(told)
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


def begin(options: argparse.Namespace) -> Training:
    """A lesson, from its first step."""
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

    if options.lesson is None:
        raise PlaygroundError("Name a LESSON, as in `train two-knobs`, or with --run a run to go on with.")
    lesson = load_lesson(options.lesson)
    experiment, edits = with_options(lesson.experiment, options)
    with told_while_read():
        trainer = Trainer(experiment, options.seed, options.device)
    trainer.apply(*edits)
    return Training(trainer, Timeline(trainer), lesson.id, lesson.film_steps)


def go_on(options: argparse.Namespace) -> Training:
    """A run that was saved, with its past, from where it stands."""
    from gan_playground.gan import runfile

    if options.lesson is not None or options.recipe is not None or options.seed:
        raise PlaygroundError("A run that was saved has its own lesson, recipe and seed: leave them out beside --run.")
    with told_while_read():
        saved, settings = with_data(runfile.read(options.run), options.settings)
        trainer, past = saved.open(device=options.device)
    if caveat := saved.caveat(str(trainer.device)):
        say_aside(caveat)
    if edits := edits_of(settings):
        past.apply(trainer, *edits)
    past.fork(trainer)
    usual = lessons()[saved.lesson].film_steps if saved.lesson in lessons() else trainer.step
    return Training(trainer, past, saved.lesson, usual)


def with_data(saved: SavedRun, settings: Sequence[str]) -> tuple[SavedRun, Sequence[str]]:
    """The run on the data as they were, or where a setting says that they are now; and the other settings.

    What has changed since is told. Raises PlaygroundError where there is nothing to learn from.
    """
    from gan_playground.gan import runfile

    places = [setting for setting in settings if setting.startswith(place_knob)]
    if places:
        saved = saved.learning_from(Path(places[-1].removeprefix(place_knob)))
    found = runfile.find_data(saved)
    if found.lacks:
        raise PlaygroundError(f"{found.lacks} Put it back, or say where it is now with --set {place_knob}FILE.")
    if found.told:
        say_aside(found.told)
    return found.run, [setting for setting in settings if setting not in places]


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
