"""The lessons teach what they say they teach, from every seed tried; longer trials are in benchmarks/."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from gan_playground.gan.frame import Frame
from gan_playground.gan.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson


@pytest.fixture(autouse=True)
def torchs_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def after(lesson: str, steps: int, seed: int) -> Frame:
    trainer = Trainer(load_lesson(lesson).experiment, seed=seed)
    trainer.advance(steps)
    return trainer.observe()


@pytest.mark.parametrize("seed", range(3))
def test_the_textbook_curve_is_learned(seed: int) -> None:
    frame = after("textbook-curve", 3_000, seed)
    distance = frame.metrics["wasserstein"]
    assert distance.floor is not None
    assert distance.value <= 6 * distance.floor
    assert 0.4 <= frame.scores.d_real <= 0.6
    assert 0.4 <= frame.scores.d_fake <= 0.6


@pytest.mark.parametrize("seed", range(3))
def test_two_knobs_find_the_mean_and_the_deviation(seed: int) -> None:
    frame = after("two-knobs", 1_500, seed)
    assert frame.metrics["mean"].value == pytest.approx(10, abs=0.5)
    assert frame.metrics["std"].value == pytest.approx(2, abs=0.5)


def test_two_knobs_begin_as_the_text_says() -> None:
    frame = after("two-knobs", 0, 0)
    assert frame.picture.theta == (3, 1)
    assert [(z + 3) * 1 for z in load_lesson("two-knobs").example] == pytest.approx([3.2, 2.3])
