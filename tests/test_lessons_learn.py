"""The lessons teach what they say they teach, from every seed tried; longer trials are in benchmarks/.

What takes thousands of steps is marked slow, and beside it stands a test of how the same run begins.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from cases import one_in
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import Array, Frame, PhasePicture
from gan_playground.gan.training.trainer import Trainer
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


def remains(lesson: str, metric: str, steps: int) -> float:
    """What is left of a distance after so many steps, as a share of the first."""
    trainer = Trainer(load_lesson(lesson).experiment)
    at_first = trainer.observe().metrics[metric].value
    trainer.advance(steps)
    return trainer.observe().metrics[metric].value / at_first


def test_the_textbook_curve_comes_near() -> None:
    assert remains("textbook-curve", "wasserstein", 200) < 0.25


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_textbook_curve_is_learned(seed: int) -> None:
    frame = after("textbook-curve", 2_000, seed)
    distance = frame.metrics["wasserstein"]
    assert distance.floor is not None
    assert distance.value <= 6 * distance.floor
    assert 0.4 <= frame.scores.d_real <= 0.6
    assert 0.4 <= frame.scores.d_fake <= 0.6


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_two_knobs_find_the_mean_and_the_deviation(seed: int) -> None:
    frame = after("two-knobs", 1_000, seed)
    assert frame.metrics["mean"].value == pytest.approx(10, abs=0.5)
    assert frame.metrics["std"].value == pytest.approx(2, abs=0.5)


def test_two_knobs_begin_as_the_text_says() -> None:
    frame = after("two-knobs", 0, 0)
    assert frame.picture.theta == (3, 1)
    assert [(z + 3) * 1 for z in load_lesson("two-knobs").example] == pytest.approx([3.2, 2.3])


# Tug of war: what each page of its walk says of the radius, which starts at the root of 2.


def walk(page: str, steps: int, seed: int = 0, **knobs: Any) -> Trainer:
    """What the button of a page starts, with some knobs turned besides, after so many steps."""
    lesson = load_lesson("tug-of-war")
    phase = next(phase for phase in lesson.phases if phase.title == page)
    trainer = Trainer(lesson.experiment.with_knobs({**phase.knobs, **knobs}), seed=seed)
    trainer.advance(steps)
    return trainer


def radii(page: str, steps: int = 500, seed: int = 0, **knobs: Any) -> Array:
    """The radius after every step, as a share of the first."""
    trainer = walk(page, steps, seed, **knobs)
    start = math.hypot(trainer.experiment.generator.start, trainer.experiment.discriminator.start)
    values = trainer.observe().history.whole["radius"].values
    assert len(values) == steps
    return values / start


def both(**knobs: Any) -> dict[str, Any]:
    return {f"{player}.{name}": value for player in ("generator", "discriminator") for name, value in knobs.items()}


def turns_of(path: Array) -> float:
    """How many times a path (N, 2) goes round the origin."""
    angles = np.unwrap(np.arctan2(path[:, 1], path[:, 0]))
    return float(abs(angles[-1] - angles[0]) / (2 * math.pi))


def test_both_at_once_spirals_outward() -> None:
    share = radii("Both at once")
    assert share[-1] > 2
    assert (share > 0.99).all()
    assert (np.diff(share[::70]) > 0).all()


def test_near_the_centre_the_radius_grows_by_the_factor_of_the_text() -> None:
    """sqrt(1 + h^2 / 4) a step."""
    rate = load_lesson("tug-of-war").experiment.generator.learning_rate
    growth = radii("Both at once", 100, **both(start=0.01))[-1] ** (1 / 100)
    assert growth == pytest.approx(math.sqrt(1 + rate**2 / 4), abs=2e-4)


def test_one_after_the_other_stays_on_its_orbit() -> None:
    share = radii("One after the other", 1_000)
    assert 0.9 < share.min() < share.max() < 1.02
    assert share[-100:].max() == pytest.approx(share[:100].max(), abs=0.02)


def test_a_stronger_push_turns_inward_slowly() -> None:
    share = radii("A stronger push")
    assert 0.05 < share[-1] < 0.4
    assert share[-1] < share[250] < share[100] < share[20]


def test_without_friction_it_cycles_for_ever() -> None:
    share = radii("Without friction", 1_000)
    assert 0.5 < share[-300:].min() < share[-300:].max() < 1.2


@pytest.mark.parametrize(("gamma", "turning"), [(0.3, True), (1.0, False), (2.0, False)])
def test_r1_brings_it_home_turning_or_not(gamma: float, turning: bool) -> None:
    trainer = walk("Friction: R1", 400, **{"penalty.r1": gamma})
    frame = trainer.observe()
    assert isinstance(frame.picture, PhasePicture)
    assert frame.metrics["radius"].value < 1e-3
    path = frame.picture.path
    assert (turns_of(path[np.hypot(*path.T) > 1e-5]) > 1) is turning


@pytest.mark.parametrize("seed", one_in(3, range(3)))
def test_noise_brings_it_near_the_middle(seed: int) -> None:
    share = radii("Friction: noise", seed=seed)
    assert share[-200:].max() < 0.25
    assert share[-200:].max() > 1e-3, "a cloud and no point"


@pytest.mark.parametrize("optimizer", ["extragradient", "optimistic"])
def test_who_looks_ahead_comes_home_without_friction(optimizer: str) -> None:
    share = radii("Looking ahead", **both(optimizer=optimizer))
    assert share[-1] < 0.1
    assert share[-1] < share[300] < share[150] < 1


def test_the_average_is_nearly_home_while_the_orbit_goes_on() -> None:
    trainer = walk("The average", 300)  # a few turns, in which what it began with is forgotten
    averaged, theta = [], []
    for _ in range(30):
        trainer.advance(10)
        picture = trainer.observe().picture
        assert isinstance(picture, PhasePicture)
        assert picture.averaged is not None
        averaged.append(picture.averaged[0])
        theta.append(picture.position[0])
    assert max(map(abs, theta)) > 1.2
    assert max(map(abs, averaged)) < 0.25


# Pinned.


def test_pinned_is_freed_by_another_objective() -> None:
    trainer = Trainer(load_lesson("pinned").experiment, seed=1)
    at_first = trainer.observe().metrics["wasserstein"].value
    trainer.apply(Edit("objective", "non-saturating", 200))
    trainer.advance(200)
    pinned = trainer.observe()
    assert pinned.metrics["wasserstein"].value > 0.95 * at_first
    assert pinned.gradient_norms.generator < 1e-3
    trainer.advance(100)
    assert trainer.observe().metrics["wasserstein"].value < 0.2 * at_first


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "rescued_at"), [(0, 2_000), (1, 500), (2, 500)])
def test_pinned_stays_where_it_is_until_the_objective_is_turned(seed: int, rescued_at: int) -> None:
    trainer = Trainer(load_lesson("pinned").experiment, seed=seed)
    at_first = trainer.observe().metrics["wasserstein"].value
    trainer.apply(Edit("objective", "non-saturating", rescued_at))
    trainer.advance(rescued_at)
    pinned = trainer.observe()
    assert pinned.metrics["wasserstein"].value > 0.95 * at_first
    assert pinned.gradient_norms.generator < 1e-3
    trainer.advance(1_500)
    freed = trainer.observe().metrics["wasserstein"]
    assert freed.floor is not None
    assert freed.value <= 6 * freed.floor


@pytest.mark.parametrize("seed", [1])
def test_instance_noise_would_have_kept_it_free(seed: int) -> None:
    lesson = load_lesson("pinned")
    noise = next(phase.knobs for phase in lesson.phases if phase.title == "Another way out")
    trainer = Trainer(lesson.experiment.with_knobs(noise), seed=seed)
    at_first = trainer.observe().metrics["wasserstein"].value
    trainer.advance(250)
    assert trainer.observe().metrics["wasserstein"].value < 0.5 * at_first


# Pictures.


@pytest.mark.parametrize(("steps", "share"), one_in(2, [(150, 0.6), (300, 0.4)]))
def test_the_palette_comes_near(steps: int, share: float) -> None:
    assert remains("palette", "sliced_wasserstein", steps) < share


@pytest.mark.parametrize(("steps", "share"), one_in(2, [(100, 0.87), (200, 0.65)]))
def test_digits_come_near(steps: int, share: float) -> None:
    assert remains("digits", "frechet", steps) < share


@pytest.mark.parametrize(("steps", "agreement"), one_in(2, [(150, 0.45), (200, 0.6)]))
def test_the_counterfeiter_begins_to_print_what_is_asked_for(steps: int, agreement: float) -> None:
    """At first, 0.35 of what it prints is."""
    assert after("counterfeiter", steps, 0).metrics["agreement"].value > agreement


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_palette_is_learned(seed: int) -> None:
    distance = after("palette", 1_000, seed).metrics["sliced_wasserstein"]
    assert distance.floor is not None
    assert distance.value <= 3 * distance.floor


@pytest.mark.slow
def test_digits_become_digits_and_none_is_a_copy() -> None:
    """A classifier of its own: the nearest of the held-out digits says what a generated one is."""
    trainer = Trainer(load_lesson("digits").experiment, seed=0)
    trainer.advance(1_500)
    metrics = trainer.observe().metrics
    assert metrics["precision"].value > 0.7
    assert metrics["copies"].value < 2 * metrics["copies"].floor
    fake = trainer.generator.network.forward(trainer.generator.average, torch.randn(500, 32)).numpy()
    real = trainer.real.to_samples(trainer.real.held_out.pictures)
    nearest = ((fake[:, None] - real) ** 2).sum(axis=2).argmin(axis=1)
    shares = np.bincount(trainer.real.held_out.labels[nearest], minlength=10) / len(fake)
    assert shares.min() > 0.02


@pytest.mark.slow
def test_the_counterfeiter_prints_what_is_asked_for() -> None:
    metrics = after("counterfeiter", 500, 0).metrics
    assert metrics["agreement"].value >= 0.95
    assert metrics["frechet"].value < 8
