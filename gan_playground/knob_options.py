"""What --recipe and --set make of a lesson's experiment, the same for the window and for every command."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.experiment.recipes import find_recipe
from gan_playground.gan.experiment.settings import implied, split_edits
from gan_playground.interrupts import say_aside


def with_options(experiment: Experiment, options: argparse.Namespace) -> tuple[Experiment, list[Edit]]:
    """The experiment as the command line asks for it: the recipe first, then what is set."""
    return with_settings(with_recipe(experiment, options.recipe), options.settings)


def with_recipe(experiment: Experiment, recipe: str | None) -> Experiment:
    """The same, played by a recipe; PlaygroundError where there is none of that name."""
    if recipe is None:
        return experiment
    return experiment.with_knobs(find_recipe(recipe).values_for(experiment))


def with_settings(experiment: Experiment, settings: Iterable[str]) -> tuple[Experiment, list[Edit]]:
    """The experiment with every KNOB=VALUE, and an edit for every KNOB=VALUE@STEP; says what goes with them.

    Raises PlaygroundError for a bad knob or value, and for an edit of what can only be set at the start.
    """
    values, edits = split_edits(settings)
    changed = implied(experiment, values)
    _tell(experiment, changed, values)
    return changed, edits


def _tell(before: Experiment, changed: Experiment, values: Mapping[str, Any]) -> None:
    for path in before.knobs_unlike(changed):
        if path not in (*values, "data.kind") and changed.reads(path):  # a file's kind goes without saying
            say_aside(f"{path} is {changed.knob(path)!r}, to go with that.")
    for path in values:
        if reason := changed.unread(path):
            say_aside(f"{path} is set in vain: nothing reads it where {reason}.")
