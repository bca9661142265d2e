"""Made-up records of runs, for what the doctor says of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from gan_playground.gan.doctor.course import Course, RunRecord
from gan_playground.gan.doctor.doctor import diagnose
from gan_playground.gan.doctor.pulse import UsualPulse
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.history import Track
from gan_playground.gan.timeline.pulse_row import PULSE, pulse_every
from gan_playground.gan.timeline.steps import Moves

USUAL = UsualPulse(0.08, 0.02, recall=0.95, precision=0.95, spread=1.0, modes=float("nan"), sharp=float("nan"))
OF_MODES = UsualPulse(0.06, 0.02, recall=0.93, precision=0.95, spread=1.0, modes=8.0, sharp=0.99)

BALANCED = {
    "distance": 0.08,
    "precision": 0.95,
    "recall": 0.95,
    "spread": 1.0,
    "centre_x": 0.0,
    "centre_y": 0.0,
    "modes": float("nan"),
    "reached": float("nan"),
    "sharp": float("nan"),
    "remembers": float("nan"),
    "d_real": 0.51,
    "d_fake": 0.49,
    "accuracy": 0.52,
    "value": -1.38,
    "logit": 0.1,
    "loss_generator": 0.69,
    "loss_discriminator": 1.38,
    "gradient_generator": 0.1,
    "gradient_discriminator": 0.1,
    "weight_generator": 6.0,
    "weight_discriminator": 8.0,
}
FAR = {"distance": 1.0, "recall": 0.3, "precision": 0.9, "spread": 0.8, "accuracy": 0.7}
WON = {**FAR, "accuracy": 1.0, "d_real": 1.0, "d_fake": 1e-4, "value": -1e-4, "gradient_generator": 4.4e-5}


def record(
    *,
    pulses: int = 40,
    usual: UsualPulse = USUAL,
    knobs: Any = None,
    edits: tuple[Edit, ...] = (),
    moves: Moves = (),
    **columns: Any,
) -> RunRecord:
    """A run of so many pulses, balanced but for these columns: numbers, or (pulses,) arrays."""
    rows = np.empty((pulses, len(PULSE)))
    for i, name in enumerate(PULSE):
        rows[:, i] = columns.get(name, BALANCED[name])
    steps = pulse_every * np.arange(1.0, pulses + 1)
    return RunRecord(
        experiment=Experiment().with_knobs(knobs or {}),
        step=int(steps[-1]) if pulses else 0,
        pulses=Track(steps, rows),
        usual=usual,
        positions=Track(np.empty(0), np.empty((0, 2))),
        edits=edits,
        moves=moves,
    )


def course(**columns: Any) -> Course:
    """The course of such a run."""
    return Course(record(**columns))


def said(**columns: Any) -> dict[str, str]:
    """What is found in such a run: evidence by id, the most urgent first."""
    return {finding.id: finding.evidence for finding in diagnose(record(**columns))}
