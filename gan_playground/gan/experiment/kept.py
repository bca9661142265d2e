"""Knobs as a run file has them.

Runs have been kept that held values of knobs which their kind of data does not have. Nothing ever read those, so
they are read as off.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.gan.experiment.rules import foreign_knobs


def kept_experiment(values: Mapping[str, Any]) -> Experiment:
    """The experiment with these values by path; raises PlaygroundError for a bad name or value, read or not."""
    plain = Experiment()
    kind = find_knob("data.kind").check(values.get("data.kind", plain.data.kind))
    return plain.with_knobs({path: kept_value(path, value, kind) for path, value in values.items()})


def kept_value(path: str, value: Any, kind: str) -> Any:
    """What this value meant in a run on this kind of data; raises PlaygroundError for a bad name or value."""
    checked = find_knob(path).check(value)
    return foreign_knobs(kind).get(path, checked)
