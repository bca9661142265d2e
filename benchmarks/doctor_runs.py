"""The runs of doctor_cases.py, begun: their experiments, learning rates and files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from doctor_cases import RATES, Case
from gan_playground import Edit, Experiment, Trainer, load_lesson
from gan_playground.gan.runfile.pretrained import load_snapshot


def write_files(folder: Path) -> None:
    """The data of the user's own that some cases learn from."""
    rng = np.random.default_rng(0)
    values = np.concatenate((rng.normal(0, 1, 700), rng.normal(60, 1, 300)))
    heights = np.concatenate((rng.normal(120, 6, 700), rng.normal(175, 9, 300)))
    for name, numbers in (("far_modes.csv", values), ("two_heights.csv", heights)):
        (folder / name).write_text("x\n" + "\n".join(f"{value:.2f}" for value in numbers) + "\n")
    digits = load_lesson("digits").experiment.make_data().album.pictures[..., 0]
    for count in (100, 150, 200):
        np.save(folder / f"digits-{count}.npy", digits[:count])


def knobs_of_run(case: Case, before: Mapping[str, float], seed: int, folder: Path) -> dict[str, Any]:
    """The case's knobs, with learning rates a little off those of `before`, differently for each seed."""
    factors = case.varies ** np.random.default_rng(seed).uniform(-1, 1, 2)
    varied = {path: float(before[path] * factor) for path, factor in zip(RATES, factors, strict=True)}
    knobs = {**case.knobs, **(varied if case.varies > 1 else {})}
    return {**knobs, **({"data.path": str(folder / knobs["data.path"])} if "data.path" in knobs else {})}


def experiment_of(case: Case, seed: int, folder: Path) -> Experiment:
    """The run's experiment as it begins."""
    lesson = load_lesson(case.lesson).experiment
    before = {path: case.knobs.get(path, lesson.knob(path)) for path in RATES}
    return lesson.with_knobs(knobs_of_run(case, before, seed, folder))


def begun(case: Case, seed: int, folder: Path) -> Trainer:
    """The run at its first step, with the knobs that are to be turned."""
    trainer = Trainer(experiment_of(case, seed, folder), seed=seed)
    if case.trained:
        load_snapshot(load_lesson(case.lesson).snapshot, trainer)
    if case.turned_at:
        trainer.apply(*(Edit(knob, value, case.turned_at) for knob, value in case.turns.items()))
    return trainer
