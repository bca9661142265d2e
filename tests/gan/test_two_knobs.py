"""The generator of two numbers: what it makes of z in closed form, its numbers set by hand, and D's verdicts on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from gan.judging import make, two_knobs
from gan.runs import assert_same
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import ExampleSample, LinePicture
from gan_playground.gan.observe.look import Detail, Look
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

TEXTBOOK = load_lesson("two-knobs").experiment
FOLLOWED = Look(latents=(0.2, -0.7), places=(13.2, 8.7))
BY_HAND = Edit("generator.theta1", 10.0), Edit("generator.theta2", 1.1)


def examples(trainer: Trainer, **asked: Any) -> tuple[ExampleSample, ...]:
    picture = trainer.observe(look=FOLLOWED, **asked).picture
    assert isinstance(picture, LinePicture)
    return picture.examples


def test_a_hand_makes_what_the_text_prints() -> None:
    trainer = Trainer(TEXTBOOK)
    trainer.advance(20)
    trainer.apply(*BY_HAND)
    frame = trainer.observe(look=FOLLOWED)
    assert frame.picture.theta == pytest.approx((10, 1.1))
    # Of z ~ N(0, 1), (z + theta1) * theta2 has mean theta1 * theta2 and deviation theta2; of 2000 of them, nearly.
    assert frame.metrics["mean"].value == pytest.approx(11, abs=0.1)
    assert frame.metrics["std"].value == pytest.approx(1.1, abs=0.06)
    assert [one.x for one in examples(trainer)] == pytest.approx([13.2, 8.7, 11.22, 10.23])
    assert [one.z for one in examples(trainer)] == [None, None, 0.2, -0.7]


def test_what_a_hand_puts_is_trained_on_and_does_not_move_where_the_run_began() -> None:
    trainer, untouched = Trainer(TEXTBOOK), Trainer(TEXTBOOK)
    trainer.apply(*BY_HAND)
    assert trainer.experiment == TEXTBOOK
    for one in (trainer, untouched):
        one.advance(1)
    # Adam's first step is as long as the learning rate, whatever the gradient.
    for now, put in zip(trainer.generator.network.theta, (10.0, 1.1), strict=True):
        assert abs(now - put) == pytest.approx(0.01, rel=1e-3)
    assert_same(Trainer(trainer.experiment).state(), Trainer(TEXTBOOK).state())


def test_a_run_may_begin_elsewhere() -> None:
    trainer = Trainer(TEXTBOOK.with_knobs({edit.knob: edit.value for edit in BY_HAND}))
    assert trainer.generator.network.theta == pytest.approx((10, 1.1))


def test_a_hand_before_a_step_and_an_edit_planned_for_it_are_one_run() -> None:
    turned, planned = Trainer(TEXTBOOK), Trainer(TEXTBOOK)
    turned.advance(8)
    turned.apply(Edit("generator.theta1", 7.0))
    turned.apply(*BY_HAND)  # before the next step: the newer counts
    planned.apply(*(Edit(edit.knob, edit.value, 8) for edit in BY_HAND))
    turned.advance(5)
    planned.advance(13)
    assert_same(turned.state(), planned.state())
    assert [(edit.knob, edit.value, edit.step) for edit in turned.edits] == [
        (edit.knob, edit.value, 8) for edit in BY_HAND
    ]


def test_the_averaged_generator_is_put_there_too() -> None:
    trainer = Trainer(TEXTBOOK.with_knobs({"stabilise.average_half_life": 50_000.0}))
    trainer.advance(10)
    trainer.apply(Edit("generator.theta1", 10.0))
    frame = trainer.observe()
    assert frame.averaged
    assert frame.picture.theta[0] == 10.0


def test_networks_have_no_such_numbers() -> None:
    trainer, other = make(), make()
    trainer.apply(*BY_HAND)
    assert_same(trainer.state(), other.state())


# D's verdicts.


@pytest.mark.parametrize("detail", [Detail.MOTION, Detail.METRICS])
def test_each_sample_has_the_verdict_of_the_d_that_trains(detail: Detail) -> None:
    trainer = Trainer(TEXTBOOK)
    trainer.advance(30)
    trainer.observe()
    followed = examples(trainer, detail=detail)
    x = torch.tensor([[(one.x - 10) / 2] for one in followed])  # as D sees it: mean 0, deviation 1
    verdicts = torch.sigmoid(trainer.discriminator.network.frozen(x))[:, 0].tolist()
    assert [one.verdict for one in followed] == pytest.approx(verdicts, abs=1e-6)
    assert len(set(verdicts)) == 4


def test_where_d_normalises_over_batches_what_is_real_is_judged_among_the_real() -> None:
    trainer = two_knobs(3.0, 1.0, discriminator__norm="batch")
    trainer.advance(20)
    real = trainer.observer._judged[:5]  # of the very sample that D is looked at with
    places = tuple((real[:, 0] * trainer.real.scale + trainer.real.shift).tolist())
    D = trainer.discriminator.network
    among_real = torch.sigmoid(D.frozen(trainer.observer._judged))[:5, 0].tolist()
    picture = trainer.observe(look=Look(places=places)).picture
    assert [one.verdict for one in picture.examples] == pytest.approx(among_real, abs=1e-4)
    anywhere = np.interp(places, picture.x, picture.decision)  # where nobody says whether it is real
    assert abs(anywhere - among_real).min() > 0.01


def test_nobody_asked_nobody_is_followed() -> None:
    assert Trainer(TEXTBOOK).observe().picture.examples == ()
