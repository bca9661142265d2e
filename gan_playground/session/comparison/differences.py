"""Two runs side by side: what makes the other one, where both begin, and what differs between them. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.session.messages import Comparison, Difference, RunInfo

seed_path = "seed"
"""Of the one difference that is no knob's."""


def run_b_experiment(experiment: Experiment, values: Mapping[str, Any]) -> Experiment:
    """The experiment with these knobs, and with what has to give way to them.

    Raises PlaygroundError for knobs that contradict one another, and for data that another kind of stage shows.
    """
    run_b = experiment.with_knobs(experiment.changes_for(values))
    if run_b.stage != experiment.stage:
        raise PlaygroundError(
            f"Runs are compared on one kind of stage: this one is shown on the stage “{experiment.stage}”, "
            f"the other would be on “{run_b.stage}”."
        )
    return run_b


def may_go_on(experiment: Experiment, run_b: Experiment) -> bool:
    """Whether both can go on from where the run stands: only live knobs differ, so that they share their past."""
    return all(KNOBS[path].live for path in changed_knobs(experiment, run_b))


def changed_knobs(experiment: Experiment, run_b: Experiment) -> dict[str, Any]:
    """What turns the experiment into its run B, by path."""
    return {path: run_b.knob(path) for path in KNOBS if run_b.knob(path) != experiment.knob(path)}


def differences(run: RunInfo, run_b: RunInfo) -> tuple[Difference, ...]:
    """What the two do not share, as far as it means anything in either."""
    one, other = run.experiment, run_b.experiment
    knobs = [
        Difference(path, one.knob(path), value)
        for path, value in changed_knobs(one, other).items()
        if one.reads(path) or other.reads(path)
    ]
    seeds = [Difference(seed_path, run.seed, run_b.seed)] if run.seed != run_b.seed else []
    return (*knobs, *seeds)


def comparison_of(run: RunInfo, run_b: RunInfo) -> Comparison:
    """Two runs and what differs between them."""
    return Comparison(run, run_b, differences(run, run_b))
