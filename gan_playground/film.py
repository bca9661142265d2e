"""`film`: a lesson or a run trained and its real board painted, frame after frame, with no display needed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from gan_playground.begun import Training, begun
from gan_playground.errors import PlaygroundError, first_line
from gan_playground.files import check_writable, replacing
from gan_playground.film_files import Write, write_gif, write_picture, write_video
from gan_playground.gan.experiment.settings import read_settings
from gan_playground.interrupts import advance
from gan_playground.progress import progress_bar
from gan_playground.reading_bar import told_while_read
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from gan_playground.gan.training.trainer import Trainer

looks_before_picture = 100  # the distance is known only where somebody looked


def film_lesson(lesson_id: str | None, out: Path, steps: int | None = None, **options: Any) -> None:
    """`film` with these of its options, and the others as they are where nobody names them."""
    usual = {"seconds": 10.0, "size": (1280, 720), "seed": 0, "theme": "dark", "compare": (), "device": "cpu"}
    others = {"settings": (), "recipe": None, "run": None, "first": None, "name": "film"}
    film(argparse.Namespace(**{"lesson": lesson_id, "out": out, "steps": steps, **usual, **others, **options}))


def film(options: argparse.Namespace) -> None:
    """Train as the command line says and write the film; a .png is its last frame.

    Raises PlaygroundError for what cannot be trained, another kind of file, a place that cannot be written, or steps
    that do not follow each other.
    """
    out: Path = options.out
    if out.suffix.lower() not in KINDS:
        raise PlaygroundError(f"{out.name} is not a film this can make; name a file in {', '.join(KINDS)}.")
    frames_per_second, write = KINDS[out.suffix.lower()]
    length = max(2, round(options.seconds * frames_per_second)) if frames_per_second else 1
    check_writable(out)
    if options.run is not None and options.compare:
        raise PlaygroundError("A second run begins beside a lesson: leave --compare out beside --run.")
    training = begun(options, options.first)
    trainers = training.trainer, *_run_b(training, options)
    first, last = steps_of(training, options)
    frames = paint_frames(training, trainers, first, last, length, options.size, options.theme)
    try:
        with replacing(out) as temporary, closing(frames):
            write(temporary, frames, frames_per_second, options.size)
    except RuntimeError as error:  # torch's, of memory or of a device
        raise PlaygroundError(f"The film was stopped by a fault: {first_line(error)}.") from error


def _run_b(training: Training, options: argparse.Namespace) -> list[Trainer]:
    """The second run, where one is to be seen beside the first; what is set at a step is set in both."""
    from gan_playground.gan.training.trainer import Trainer

    if not options.compare:
        return []
    values, trainer = read_settings(options.compare), training.trainer
    experiment = run_b_experiment(trainer.experiment, values)
    with told_while_read():
        run_b = Trainer(experiment, options.seed, options.device, run=1)
    run_b.apply(*(replace(edit, run=run_b.run) for edit in trainer.pending if edit.knob not in values))
    return [run_b]


def steps_of(training: Training, options: argparse.Namespace) -> tuple[int, int]:
    """The first and the last step of the film: of a run, from where it stands; PlaygroundError where there is none."""
    stands, lived = training.trainer.step, training.past.last_step(training.trainer)
    first = stands if options.first is None else options.first
    usual = lived if lived > first else training.usual_steps
    last = usual if options.steps is None else options.steps
    if options.run is not None and first < stands:
        raise PlaygroundError(f"{options.run.name} begins at step {stands:,}; there is no step {first:,} in it.")
    if options.run is not None and last <= stands and options.first is None:
        raise PlaygroundError(
            f"{options.run.name} stands at step {stands:,} already; say with --steps until when, or with --from since."
        )
    if last < first:
        raise PlaygroundError(f"The film would end at step {last:,}, before it begins at {first:,}; see --steps.")
    return first, last


def paint_frames(
    training: Training,
    trainers: tuple[Trainer, ...],
    first: int,
    last: int,
    length: int,
    size: tuple[int, int],
    theme: str,
) -> Generator[QImage]:
    """The view at `length` moments from one step to another, as images of `size`; 1 is the last alone.

    trainers: of the run, and of a second one that is trained in step with it, if there is one.
    """
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gan_playground.app import make_application
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.theme.theme import THEMES
    from gan_playground.ui.window.film_sheet import FilmSheet

    application = make_application()
    runs = [RunInfo.of(trainer) for trainer in trainers]
    comparison = comparison_of(*runs) if len(runs) > 1 else None
    sheet = FilmSheet(training.shown_by, runs[0], THEMES[theme], size, comparison)
    looks = length if length > 1 else looks_before_picture
    shown = runs[0].experiment
    try:
        with progress_bar(looks, "frames") as progress:
            for look in range(looks):
                step = first + round(look * (last - first) / (looks - 1))
                training.reach(step)
                for trainer in trainers[1:]:
                    advance(trainer, step)
                if (experiment := trainers[0].experiment) != shown:
                    sheet.show_experiment(experiment)
                    shown = experiment
                image = sheet.paint(*(trainer.observe(look=sheet.look) for trainer in trainers))
                if length > 1 or look == looks - 1:
                    yield image
                progress.update()
    finally:
        sheet.close()
        application.processEvents()


KINDS: dict[str, tuple[int, Write]] = {
    ".mp4": (30, write_video),
    ".gif": (15, write_gif),
    ".png": (0, write_picture),
}
"""Frames a second, and how to write them, by the file's ending."""
