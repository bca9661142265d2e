"""The doctor and what stands beside it: one number for one thing, and no verdict on what is no longer so."""

from __future__ import annotations

import re

import numpy as np
import pytest

from gan.doctor.records import FAR, OF_MODES, record
from gan_playground import Edit, Trainer, load_lesson
from gan_playground.gan.doctor.beside import filled, stage_words
from gan_playground.gan.doctor.doctor import diagnose, least_pulses
from gan_playground.gan.doctor.finding import State
from gan_playground.gan.observe.frame import Frame


@pytest.fixture(scope="module")
def trainers() -> dict[str, Trainer]:
    """As far as the doctor needs to say anything."""
    trainers = {name: Trainer(load_lesson(name).experiment, seed=0) for name in ("two-knobs", "ring")}
    for trainer in trainers.values():
        trainer.advance(300)
    return trainers


@pytest.fixture(scope="module")
def frames(trainers: dict[str, Trainer]) -> dict[str, Frame]:
    """What they have come to."""
    return {name: trainer.observe() for name, trainer in trainers.items()}


@pytest.mark.parametrize("name", ["two-knobs", "ring"])
def test_the_distance_is_the_one_of_the_chart_beside_it(frames: dict[str, Frame], name: str) -> None:
    frame = frames[name]
    shown = frame.metrics[frame.distance]
    assert f"{shown.value:.2f} now, usual {shown.usual:.2f}" in frame.diagnosis[0].evidence
    assert "times the usual" not in frame.diagnosis[0].evidence


def test_modes_and_their_quality_are_those_of_the_plane(frames: dict[str, Frame]) -> None:
    frame = frames["ring"]
    modes, quality = frame.metrics["modes"].value, frame.metrics["high_quality"]
    said = f"{modes:.0f} of 8 modes"
    assert frame.diagnosis[0].title.startswith(said)
    assert f"{said} by now" in frame.diagnosis[0].evidence
    assert (
        f"of high quality on average ({quality.value:.1%} now, usual {quality.ceiling:.1%}"
        in frame.diagnosis[0].evidence
    )


def test_numbers_of_another_step_say_so(frames: dict[str, Frame]) -> None:
    frame = frames["ring"]
    assert " at step 300, usual " in stage_words(frame.metrics, frame.distance, 300)["distance"]


@pytest.mark.parametrize("columns", [{}, FAR, {"usual": OF_MODES, "modes": 3.0, "reached": 3.0, "sharp": 0.5, **FAR}])
def test_nothing_is_left_open(columns: dict[str, float]) -> None:
    for finding in diagnose(record(**columns)):
        assert not re.search("[⟨⟩]", finding.title + finding.evidence)
        assert filled(finding, {"distance": "something else"}) == finding


@pytest.mark.parametrize("knob", ["generator.theta1", "data.mean"])
def test_after_a_hand_has_put_it_elsewhere_it_is_judged_anew_from_there(knob: str) -> None:
    edits = (Edit(knob, 10.0, 1_000), Edit("objective", "minimax", 1_100))
    pulses = 20 + least_pulses
    distance = np.where(np.arange(pulses) < 20, 5.0, 0.08)
    for count in range(20, pulses):
        (finding,) = diagnose(record(pulses=count, edits=edits, distance=distance[:count]))
        assert (finding.state, finding.since) == (State.UNKNOWN, 1_000)
        assert "at step 1,000" in finding.title
        assert "Judged anew from there" in finding.evidence
    (finding,) = diagnose(record(pulses=pulses, edits=edits, distance=distance))
    assert (finding.state, "1.0 times the usual one" in finding.evidence) == (State.LEARNING, True)


def test_a_dial_turned_while_all_stands_still_takes_the_verdict_back(
    trainers: dict[str, Trainer], frames: dict[str, Frame]
) -> None:
    assert frames["two-knobs"].diagnosis[0].state is not State.UNKNOWN
    trainer = trainers["two-knobs"].twin(1)
    trainer.apply(Edit("generator.theta1", 10.0))
    finding = trainer.observe().diagnosis[0]
    assert (finding.state, finding.title) == (State.UNKNOWN, "You moved it at step 300")
