"""A glance at data on the line: the picture of now, around what was measured a moment ago."""

from __future__ import annotations

from typing import Any

import pytest

from gan.runs import make
from gan.test_frame import assert_equal
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.training.trainer import Trainer


def moved_since_a_look(**knobs: Any) -> Trainer:
    trainer = make(**knobs)
    trainer.observe()
    trainer.advance(7)
    return trainer


@pytest.mark.parametrize(
    "knobs",
    [
        {},
        {"objective": "hinge"},
        {"objective": "wasserstein"},
        {"stabilise__instance_noise": 0.3, "stabilise__label_smoothing": 0.1},
        {"generator__kind": "two-knobs"},
    ],
)
def test_a_glance_shows_the_picture_of_its_step(knobs: dict[str, Any]) -> None:
    trainer = moved_since_a_look(**knobs)
    glance, whole = trainer.observe(detail=Detail.MOTION), trainer.observe()
    assert_equal(glance.picture, whole.picture)
    assert (glance.step, glance.updates) == (whole.step, whole.updates) == (7, whole.updates)


def test_a_glance_says_of_which_step_its_measures_are() -> None:
    trainer = make()
    first = trainer.observe()
    trainer.advance(7)
    glance = trainer.observe(detail=Detail.MOTION)
    assert (first.measured_at, glance.measured_at) == (None, 0)
    assert_equal((glance.metrics, glance.scores, glance.losses), (first.metrics, first.scores, first.losses))
    assert trainer.observe().measured_at is None
    trainer.advance(3)
    assert [trainer.observe(detail=Detail.MOTION).measured_at for _ in range(2)] == [7, 7]


@pytest.mark.parametrize("knobs", [{"objective": "relativistic"}, {"stabilise__pack": 2}])
def test_a_verdict_that_needs_samples_is_no_matter_of_a_glance(knobs: dict[str, Any]) -> None:
    trainer = moved_since_a_look(**knobs)
    assert_equal(trainer.observe(detail=Detail.MOTION), trainer.observe())


def test_the_first_look_and_another_set_of_weights_are_whole() -> None:
    assert make().observe(detail=Detail.MOTION).measured_at is None
    trainer = moved_since_a_look(stabilise__average_half_life=10.0)
    assert trainer.observe(detail=Detail.MOTION).measured_at == 0
    fighting = trainer.observe(fighting=True, detail=Detail.MOTION)
    assert (fighting.averaged, fighting.measured_at) == (False, None)
