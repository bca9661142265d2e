"""A run as the command line asks for it: a lesson from its first step, or one that was saved, from where it stands."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.settings import edits_of
from gan_playground.interrupts import advance, interrupts, say_aside
from gan_playground.knob_options import with_options
from gan_playground.lessons.catalogue import lesson_or_alike, lessons, load_lesson
from gan_playground.reading_bar import told_while_read

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.lessons.lesson import Lesson

place_knob = "data.path="


class Training(Struct, eq=False):
    """What is trained, its past, its lesson, or one that shows it, its lesson's id, and where it ends unless told."""

    trainer: Trainer
    past: Timeline
    shown_by: Lesson
    lesson: str
    usual_steps: int

    def reach(self, step: int) -> None:
        """Be at this step: as it was lived, where it was, and then trained on, as far as a run comes that may diverge.

        Raises Interrupted between two steps.
        """
        if self.past.is_past:
            for _ in self.past.go_to(self.trainer, step):
                interrupts.check()
        advance(self.trainer, step)

    def go_back_to(self, step: int) -> None:
        """Be at a step that was lived."""
        for _ in self.past.go_to(self.trainer, step):
            interrupts.check()


def begun(options: argparse.Namespace, first: int | None = None) -> Training:
    """The lesson, or the run, that the options name; first: of the run, at this step if it has lived that.

    Raises PlaygroundError where they name none, or what does not go together.
    """
    training = begin(options) if options.run is None else go_on(options, first)
    if told := training.trainer.real.told:
        say_aside(told)
    return training


def begin(options: argparse.Namespace) -> Training:
    """A lesson, from its first step."""
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer

    if options.lesson is None:
        raise PlaygroundError(f"Name a LESSON, as in `{options.name} two-knobs`, or with --run a run to go on with.")
    lesson = load_lesson(options.lesson)
    experiment, edits = with_options(lesson.experiment, options)
    with told_while_read():
        trainer = Trainer(experiment, options.seed, options.device)
    trainer.apply(*edits)
    return Training(trainer, Timeline(trainer), lesson, lesson.id, lesson.film_steps)


def go_on(options: argparse.Namespace, first: int | None = None) -> Training:
    """A run that was saved, with its past, from where it stands, or from a step that it has lived."""
    from gan_playground.gan import runfile

    if options.lesson is not None or options.recipe is not None or options.seed:
        raise PlaygroundError("A run that was saved has its own lesson, recipe and seed: leave them out beside --run.")
    with told_while_read():
        saved, settings = with_data(runfile.read(options.run), options.settings)
        trainer, past = saved.open(device=options.device)
    if caveat := saved.caveat(str(trainer.device)):
        say_aside(caveat)
    usual = lessons()[saved.lesson].film_steps if saved.lesson in lessons() else trainer.step
    training = Training(trainer, past, lesson_or_alike(saved.lesson, saved.experiment), saved.lesson, usual)
    if first is not None and first < trainer.step:
        training.go_back_to(first)
    if edits := edits_of(settings):
        past.apply(trainer, *edits)
    return training


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
