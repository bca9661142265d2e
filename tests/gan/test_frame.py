"""What leaves the mathematics: owned, frozen, and of one instant alone."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from msgspec import Struct, structs
from torch import Tensor

from gan.judging import Judged, make, two_knobs
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer


def things_in(message: object) -> Iterator[object]:
    """Everything that can be reached in a message."""
    yield message
    if isinstance(message, Struct):
        for field in structs.fields(message):
            yield from things_in(getattr(message, field.name))
    elif isinstance(message, Mapping):
        for value in message.values():
            yield from things_in(value)
    elif isinstance(message, (tuple, list)):
        for value in message:
            yield from things_in(value)


def assert_equal(a: object, b: object) -> None:
    """Equality of messages, arrays and all; NaN equals NaN."""
    for one, other in zip(things_in(a), things_in(b), strict=True):
        if isinstance(one, np.ndarray):
            np.testing.assert_array_equal(one, other)
        elif isinstance(one, (int, float, str)):
            assert one == other or (one != one and other != other)


def test_a_frame_is_made_of_owned_arrays_and_plain_numbers(judged: Judged) -> None:
    arrays = 0
    for thing in things_in(judged.frame):
        assert not isinstance(thing, (Tensor, np.generic)), thing
        if isinstance(thing, np.ndarray):
            arrays += 1
            assert thing.dtype == np.float64
            owner: Any = thing
            while isinstance(owner, np.ndarray) and owner.base is not None:
                owner = owner.base
            assert isinstance(owner, np.ndarray)
    assert arrays > 15


@pytest.mark.parametrize("knobs", [{}, {"generator__kind": "two-knobs"}])
def test_training_on_leaves_an_old_frame_as_it_was(knobs: dict[str, Any]) -> None:
    trainer = make(**knobs)
    trainer.advance(100)
    frame = trainer.observe()
    kept = copy.deepcopy(frame)
    for _ in range(5):  # past all that the score keeps step by step
        trainer.advance(130)
        trainer.observe()
    assert_equal(kept, frame)


def test_a_frame_is_stamped() -> None:
    trainer = Trainer(Experiment(), run=12)
    trainer.advance(3)
    frame = trainer.observe()
    assert (frame.run, frame.step, type(frame.step)) == (12, 3, int)


def test_a_frame_depends_on_the_run_and_its_step_alone() -> None:
    seldom, often = make(), make()
    for _ in range(30):
        often.advance()
        often.observe()
    seldom.advance(30)
    a, b = seldom.observe(), often.observe()
    for name in ("step", "updates", "losses", "scores", "gradient_norms", "metrics", "picture"):
        assert_equal(getattr(a, name), getattr(b, name))
    for name in ("loss.generator", "loss.discriminator", "d_real", "d_fake", "accuracy"):
        assert_equal(a.history.whole[name], b.history.whole[name])


def test_looking_twice_is_looking_once() -> None:
    trainer = make()
    trainer.advance(5)
    assert_equal(trainer.observe(), trainer.observe())


def test_seeds_are_judged_by_other_samples() -> None:
    first, second = (two_knobs(5, 2, seed=seed).observe() for seed in (0, 1))
    assert first.metrics["mean"].value != second.metrics["mean"].value
