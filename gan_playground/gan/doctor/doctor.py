"""The doctor: what is so with a run, read from its pulses; a pure function of what is recorded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from gan_playground.gan.doctor.beside import filled
from gan_playground.gan.doctor.course import Array, Course, Flags, RunRecord, last_move
from gan_playground.gan.doctor.dirac import grows_by, orbit_of, rested, shrinks_by
from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.doctor.health import state_of
from gan_playground.gan.doctor.movers import alone_by_hand, one_sided
from gan_playground.gan.doctor.remedies import remedies_for
from gan_playground.gan.doctor.troubles import TROUBLES, Trouble
from gan_playground.gan.timeline.pulse_row import pulse_every
from gan_playground.numerals import power

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.training.trainer import Trainer

least_pulses = 6  # before that it is too early to say anything
least_positions = 20
gap = 2  # pulses without the symptom that a trouble outlasts


class Doctor:
    """Sees one trainer, and says the same until there is something new to read."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._read: tuple[object, ...] = ()
        self._diagnosis: tuple[Finding, ...] = ()

    def diagnosis(self, stage: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
        """What is so with the run as it is now, the most urgent first. stage: its own words, as of `stage_words`."""
        trainer = self._trainer
        pulses = trainer.log.pulses.steps
        seen = trainer.step if trainer.experiment.is_dirac else pulses[-1] if len(pulses) else 0.0
        read = (seen, trainer.experiment, trainer.edits, trainer.moves, trainer.diverged_at)
        if read != self._read:
            self._read, self._diagnosis = read, tuple(_left_open(record_of(trainer)))
        return tuple(filled(finding, stage or {}) for finding in self._diagnosis)


def record_of(trainer: Trainer) -> RunRecord:
    """All that a doctor may read of this run."""
    trainer.flush()
    pulses = trainer.log.pulses
    return RunRecord(
        experiment=trainer.experiment,
        step=trainer.step,
        pulses=pulses,
        usual=trainer.pulse.usual if len(pulses.steps) >= least_pulses else None,
        positions=trainer.log.positions,
        edits=trainer.edits,
        diverged_at=trainer.diverged_at,
        moves=trainer.moves,
    )


def diagnose(record: RunRecord) -> list[Finding]:
    """Everything there is to say, the most urgent first; at least the state of the run. By its pulses alone."""
    return [filled(finding, {}) for finding in _left_open(record)]


def _left_open(record: RunRecord) -> list[Finding]:
    """The same, where the numbers that the stage has as well are left open."""
    return [_with_remedies(finding, record.experiment) for finding in _findings(record)]


def _with_remedies(finding: Finding, experiment: Experiment) -> Finding:
    if finding.state is not State.TROUBLE:
        return finding
    return replace(finding, remedies=remedies_for(finding.id, experiment))


def _findings(record: RunRecord) -> list[Finding]:
    if record.diverged_at is not None:
        return [_ran_off(record)]
    found, alone = _of_dirac(record) if record.experiment.is_dirac else _of_samples(record), one_sided(record)
    if alone is None:
        return found
    return [finding for finding in found if finding.state is State.TROUBLE] or [alone]


def _of_samples(record: RunRecord) -> list[Finding]:
    course = Course(record) if record.usual is not None else None
    if course is None or len(course) < least_pulses:
        return [_until_pulses(record)]
    return [found for trouble in TROUBLES if (found := _finding(course, trouble)) is not None] or [state_of(course)]


def _until_pulses(record: RunRecord) -> Finding:
    """Too few of them, or too few since a hand put something elsewhere."""
    words = f"Every {pulse_every} steps the doctor takes the run’s pulse; it needs {least_pulses} of them."
    moved = last_move(record.edits)
    if moved is None or not moved.step:
        return _too_early(words)
    title = f"{'New data' if moved.knob.startswith('data.') else 'You moved it'} at step {moved.step:,}"
    return Finding("unknown", State.UNKNOWN, title, moved.step, f"Judged anew from there. {words}")


def _too_early(evidence: str) -> Finding:
    return Finding("unknown", State.UNKNOWN, "Too early to say", 0, evidence)


def _ran_off(record: RunRecord) -> Finding:
    since = record.diverged_at or 0
    evidence = f"After step {max(since - 1, 0):,} the losses are no longer finite: the weights grew without bound."
    return Finding("divergence", State.TROUBLE, "Run off to infinity", since, evidence)


def _finding(course: Course, trouble: Trouble) -> Finding | None:
    """Where its symptom has lasted long enough, up to now."""
    symptom = trouble.symptom(course)
    if trouble.stalls:
        symptom = symptom.copy()
        symptom[: course.last_gain + 1] = False
    first = _begin_of_streak(symptom)
    if first is None or len(symptom) - first < trouble.needed:
        return None
    lasted = len(symptom) - first
    return Finding(
        trouble.id,
        State.TROUBLE,
        trouble.title,
        int(course.steps[first]),
        trouble.evidence(course),
        confidence=1 - 0.5 ** (lasted / trouble.needed),
    )


def _begin_of_streak(symptom: Flags) -> int | None:
    """Since when it has held up to now, but for gaps; None where it does not hold any more."""
    held = np.flatnonzero(symptom)
    if not len(held) or len(symptom) - 1 - held[-1] > gap:
        return None
    breaks = np.flatnonzero(np.diff(held) > gap + 1)
    return int(held[breaks[-1] + 1] if len(breaks) else held[0])


def _of_dirac(record: RunRecord) -> list[Finding]:
    """A game of two numbers, as it was before one of them was moved alone."""
    alone = alone_by_hand(record.moves, record.step)
    known = len(record.positions.steps) if alone is None else np.searchsorted(record.positions.steps, alone.first)
    return [_of_orbit(record.positions.steps, record.positions.values[:known, :2])]


def _of_orbit(steps: Array, positions: Array) -> Finding:
    if len(positions) < least_positions:
        return _too_early(f"The doctor has seen {len(positions)} of the {least_positions} steps it needs.")
    orbit = orbit_of(positions)
    first = int(steps[orbit.began])
    told = (
        f"The radius is {power(orbit.radius)} after {orbit.turns:.1f} turns; it began with {power(orbit.first_radius)}"
    )
    if orbit.radius <= rested * orbit.first_radius:
        return Finding("settled", State.SETTLED, "Settled", first, f"{told}: the game rests at (0, 0).")
    if math.isnan(orbit.growth):
        return Finding("learning", State.LEARNING, "Still learning", first, f"{told}.")
    told = f"{told}, and over the last turn it became {orbit.growth:.2f} times as large"
    if orbit.growth >= grows_by:
        return Finding("diverging", State.TROUBLE, "Running away", first, f"{told}.")
    if orbit.growth > shrinks_by:
        return Finding("circling", State.TROUBLE, "Running in circles", first, f"{told}.")
    return Finding("learning", State.LEARNING, "Still learning", first, f"{told}.")
