"""Where not both players learn, how the game stands is not judged: what is so is said instead."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gan.doctor.records import WON, record, said
from gan_playground import Edit, Experiment, Trainer, load_lesson
from gan_playground.gan.doctor.doctor import Doctor, diagnose
from gan_playground.gan.doctor.finding import State
from gan_playground.gan.timeline.steps import StepKind, StepRange

BY_HAND = {StepKind.DISCRIMINATOR: "Only D is learning", StepKind.GENERATOR: "Only G is learning"}


def title(**columns: Any) -> str:
    (finding,) = diagnose(record(**columns))
    return finding.title


@pytest.mark.parametrize("pulses", [1, 5, 12, 40])
@pytest.mark.parametrize("move", BY_HAND)
def test_who_is_moved_alone_by_hand_is_named(move: StepKind, pulses: int) -> None:
    last = 50 * pulses
    (finding,) = diagnose(record(pulses=pulses, moves=(StepRange(last - 30, last, move),)))
    assert (finding.title, finding.state, finding.since) == (BY_HAND[move], State.UNKNOWN, last - 30)
    assert f"has made no step since step {last - 31:,}" in finding.evidence


@pytest.mark.parametrize(
    ("knobs", "said"),
    [
        ({"generator.learning_rate": 1e-6}, "Only D is learning"),
        ({"generator.steps": 0}, "Only D is learning"),
        ({"discriminator.steps": 0}, "Only G is learning"),
        ({"discriminator.learning_rate": 1e-6}, "Only G is learning"),
        ({"generator.learning_rate": 1e-6, "discriminator.learning_rate": 1e-6}, "Neither is learning"),
    ],
)
def test_who_is_held_by_knobs_has_not_settled(knobs: dict[str, Any], said: str) -> None:
    """However near the goal, where no rule speaks."""
    for pulses in (1, 12, 40):
        (finding,) = diagnose(record(pulses=pulses, knobs=knobs))
        assert (finding.title, finding.state) == (said, State.UNKNOWN)
        assert "held still by its learning rate or its steps per turn" in finding.evidence


def test_in_turns_by_hand_both_play() -> None:
    moves = StepRange(1900, 1980, StepKind.DISCRIMINATOR), StepRange(1981, 1999, StepKind.GENERATOR)
    for last, kind in ((StepRange(2000, 2000, StepKind.DISCRIMINATOR), "Settled"), (None, "Settled")):
        taken = (*moves, last) if last else (moves[0], StepRange(1981, 2000, StepKind.GENERATOR))
        assert title(moves=taken) == kind
    assert title(moves=(moves[0], StepRange(1980, 2000, StepKind.GENERATOR))) == "Only G is learning"


def test_once_both_play_again_the_game_is_judged_by_what_both_have_made() -> None:
    """D was trained to its best alone, for half of the pulses there are."""
    alone = (np.arange(40) >= 20) & (np.arange(40) < 39)
    columns = {name: np.where(alone, value, record().pulses.values[0, i]) for name, value, i in _of(WON)}
    moves = (StepRange(1001, 1999, StepKind.DISCRIMINATOR),)
    assert "d-has-won" in said(**{name: values[:39] for name, values in columns.items()}, pulses=39)
    assert title(moves=moves, **columns) == "Settled"


def test_a_trouble_that_both_have_come_to_is_still_told() -> None:
    moves = (StepRange(1901, 2000, StepKind.DISCRIMINATOR),)
    assert next(iter(said(moves=moves, **WON))) == "d-has-won"


def _of(columns: dict[str, float]) -> list[tuple[str, float, int]]:
    from gan_playground.gan.timeline.pulse_row import PULSE

    return [(name, value, PULSE.index(name)) for name, value in columns.items()]


def test_of_a_game_of_two_numbers_too() -> None:
    trainer = Trainer(load_lesson("tug-of-war").experiment, seed=0)
    trainer.advance(100)
    before = Doctor(trainer).diagnosis()
    for _ in range(30):
        trainer.step_generator()
    assert before[0].state is State.TROUBLE
    assert Doctor(trainer).diagnosis() == before
    anew = Trainer(load_lesson("tug-of-war").experiment, seed=0)
    for _ in range(30):
        anew.step_generator()
    assert [found.title for found in Doctor(anew).diagnosis()] == ["Only G is learning"]


def test_a_doctor_says_so_at_the_first_step_by_hand_and_takes_it_back_when_both_play() -> None:
    trainer = Trainer(Experiment(), seed=0)
    doctor = Doctor(trainer)
    trainer.advance(10)
    told = [doctor.diagnosis()[0].title]
    for make in (trainer.step_discriminator, trainer.step_generator, trainer.advance):
        make()
        told.append(doctor.diagnosis()[0].title)
    assert told == ["Too early to say", "Only D is learning", "Too early to say", "Too early to say"]
    trainer.apply(Edit("generator.learning_rate", 1e-6))
    assert doctor.diagnosis()[0].title == "Only D is learning"
