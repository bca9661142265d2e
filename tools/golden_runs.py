"""The runs that tools/golden.py takes pictures of: trained without a window, and saved, where they are not there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

looks_a_run, seed = 60, 0


@dataclass(frozen=True, slots=True)
class Scene:
    """A run at a step. edit: a knob that is turned half way. every_layer: with what is hidden at first as well."""

    lesson: str
    steps: int
    edit: tuple[str, float] | None = None
    every_layer: bool = False
    with_score: bool = False


SCENES = (
    Scene("textbook-curve", 1200, edit=("generator.learning_rate", 0.001), with_score=True),
    Scene("two-knobs", 400),
    Scene("tug-of-war", 220),
    Scene("ring-rescued", 3000, every_layer=True, with_score=True),
    Scene("grid", 3000),
    Scene("digits", 1200),
    Scene("counterfeiter", 600),
    Scene("palette", 1200),
)


def run_file(scene: Scene, folder: Path) -> Path:
    path = folder / f"{scene.lesson}.ganrun"
    if not path.exists():
        train(scene, path)
    return path


def train(scene: Scene, path: Path) -> None:
    """Train the run and save it; a distance is known where it was measured, so it is looked at on the way."""
    from gan_playground import Edit, Trainer, load_lesson
    from gan_playground.gan import runfile

    trainer = Trainer(load_lesson(scene.lesson).experiment, seed)
    past = timeline_class()(trainer)
    for look in range(looks_a_run):
        if scene.edit is not None and look == looks_a_run // 2:
            trainer.apply(Edit(*scene.edit))
        trainer.advance(scene.steps * (look + 1) // looks_a_run - trainer.step)
        trainer.observe()
        past.record(trainer)
    runfile.save(path, runfile.saved_run(trainer, past, scene.lesson))


def timeline_class() -> Any:
    """From the module that it has to itself, or, where that is a room, from the one in it."""
    for name in ("gan_playground.gan.timeline.timeline", "gan_playground.gan.timeline.timeline"):
        with suppress(AttributeError):
            return import_module(name).Timeline
    raise ImportError("There is no Timeline; give --runs a folder with runs of an older commit.")
