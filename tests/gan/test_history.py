"""The score against the naive list of everything that ever happened."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import each_of, examples
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.history import Track
from gan_playground.gan.timeline.score_log import ScoreLog
from gan_playground.gan.timeline.track_log import TrackLog, most_points, recent_steps
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.trainer import Trainer


def log_of(values: np.ndarray, portions: list[int]) -> TrackLog:
    """A log that got `values`, of steps 1, 2, 3, ..., in portions of these sizes, over and over."""
    log, done = TrackLog(), 0
    while done < len(values):
        for portion in portions:
            part = slice(done, done + portion)
            log.extend(np.arange(len(values))[part] + 1.0, values[part])
            done += portion
    return log


def assert_is_a_fair_summary(log: TrackLog, values: np.ndarray) -> None:
    stride, whole = log.stride, log.whole
    assert stride & (stride - 1) == 0
    assert len(whole.steps) == len(whole.values) <= most_points
    assert len(whole.steps) == len(values) // stride, "all steps are covered but the newest rest"
    np.testing.assert_array_equal(whole.steps, stride * (np.arange(len(whole.steps)) + 1))
    covered = values[: len(whole.steps) * stride].reshape(-1, stride)
    np.testing.assert_allclose(whole.values, covered.mean(1), rtol=1e-9)


@each_of("count", [1, 63, 1_023, 1_024, 1_025, 1_026, 2_047, 2_049, 5_000, 9_999])
@each_of("portions", [[1], [64], [1, 300, 7]])
def test_whole_is_bounded_and_every_point_is_the_mean_of_its_steps(count: int, portions: list[int]) -> None:
    values = np.random.default_rng(count).normal(size=count)
    assert_is_a_fair_summary(log_of(values, portions), values)


@settings(max_examples=examples(60), deadline=None, derandomize=True, database=None)
@given(count=st.integers(1, 6_000), portions=st.lists(st.integers(1, 3_000), min_size=1, max_size=5))
def test_portions_do_not_matter(count: int, portions: list[int]) -> None:
    values = np.random.default_rng(0).normal(size=count)
    assert_is_a_fair_summary(log_of(values, portions), values)


@pytest.mark.parametrize("count", [1, 511, 512, 513, 4_000])
def test_recent_is_exact(count: int) -> None:
    values = np.random.default_rng(0).normal(size=count)
    recent = log_of(values, [64]).recent
    np.testing.assert_array_equal(recent.steps, np.arange(count)[-recent_steps:] + 1)
    np.testing.assert_array_equal(recent.values, values[-recent_steps:])


def test_a_hundred_thousand_steps_stay_bounded() -> None:
    values = np.random.default_rng(0).normal(size=100_000)
    log = log_of(values, [64])
    assert_is_a_fair_summary(log, values)
    assert len(log.whole.steps) > most_points / 4
    held = [thing for thing in vars(log).values() if isinstance(thing, Track)]
    assert sum(len(track.steps) for track in held) < 2 * (most_points + recent_steps)


def test_an_empty_log_has_empty_tracks() -> None:
    log = TrackLog()
    assert len(log.whole.steps) == len(log.whole.values) == len(log.recent.steps) == 0


def test_steps_need_not_be_consecutive() -> None:
    """Steps by hand skip a player's turn; the distance is known only where somebody looked."""
    steps, values = np.array([2.0, 3.0, 7.0, 40.0]), np.array([1.0, 5.0, 2.0, 8.0])
    log = TrackLog()
    log.extend(steps, values)
    np.testing.assert_array_equal(log.whole.steps, steps)
    np.testing.assert_array_equal(log.whole.values, values)


def test_tracks_given_out_are_never_written_to() -> None:
    log = log_of(np.arange(900.0), [64])
    whole, recent = log.whole, log.recent
    copies = [np.copy(array) for track in (whole, recent) for array in (track.steps, track.values)]
    log.extend(np.arange(901.0, 4_000.0), np.zeros(3_099))
    for array, kept in zip((whole.steps, whole.values, recent.steps, recent.values), copies, strict=True):
        np.testing.assert_array_equal(array, kept)


# ScoreLog.


def sigmoid(t: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-t))


def cross_entropy(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return -np.log(sigmoid(a)) - np.log(1 - sigmoid(b))


LOSSES: dict[str, tuple[Callable[..., np.ndarray], Callable[..., np.ndarray]]] = {
    "minimax": (cross_entropy, lambda a, b: np.log(1 - sigmoid(b))),
    "non-saturating": (cross_entropy, lambda a, b: -np.log(sigmoid(b))),
    "least-squares": (lambda a, b: (a - 1) ** 2 / 2 + b**2 / 2, lambda a, b: (b - 1) ** 2 / 2),
    "wasserstein": (lambda a, b: b - a, lambda a, b: -b),
    "hinge": (lambda a, b: np.maximum(0, 1 - a) + np.maximum(0, 1 + b), lambda a, b: -b),
    "relativistic": (lambda a, b: -np.log(sigmoid(a - b)), lambda a, b: -np.log(sigmoid(b - a))),
}


def says(name: str, logits: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """D's probability of real: of differences only, for the objectives that only compare."""
    if name == "least-squares":
        return np.clip(logits, 0, 1)
    middle = (a.mean(1) + b.mean(1)) / 2 if name in ("wasserstein", "relativistic") else np.zeros(len(a))
    return sigmoid(logits - middle[:, None])


def value_of(real: np.ndarray, fake: np.ndarray) -> np.ndarray:
    """V of these probabilities, a pair of samples at a time; a logarithm is never below -100."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(real), -100) + np.maximum(np.log(1 - fake), -100)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_scores_are_recomputed_from_the_logits(name: str) -> None:
    rng = torch.Generator().manual_seed(0)
    of_d = 2 * torch.randn(10, 2, 33, 1, generator=rng)
    of_g = 2 * torch.randn(10, 2, 33, 1, generator=rng)
    log = ScoreLog()
    for step in range(10):
        log.discriminator(step + 1, of_d[step])
        log.generator(step + 1, *of_g[step])
    seldom = {"distance": 0.25, "gradient.generator": 3.0, "gradient.discriminator": 4.0, "metric.js": 0.5}
    log.look(10, seldom)
    log.flush(OBJECTIVES[name], 0.0)
    a, b = of_d[:, 0, :, 0].double().numpy(), of_d[:, 1, :, 0].double().numpy()
    g = [of_g[:, i, :, 0].double().numpy() for i in range(2)]
    real, fake = says(name, a, a, b), says(name, b, a, b)
    expected = {
        "loss.discriminator": LOSSES[name][0](a, b).mean(1),
        "loss.generator": LOSSES[name][1](*g).mean(1),
        "d_real": real.mean(1),
        "d_fake": fake.mean(1),
        "accuracy": ((real > 0.5).mean(1) + (fake < 0.5).mean(1)) / 2,
        "value": value_of(real, fake).mean(1),
    }
    for tracks in (log.history.whole, log.history.recent):
        assert set(tracks) == {*expected, *seldom, "theta", "psi", "radius"}
        for key, values in expected.items():
            np.testing.assert_array_equal(tracks[key].steps, np.arange(10) + 1)
            np.testing.assert_allclose(tracks[key].values, values, rtol=1e-5, atol=1e-6)
        for key, value in seldom.items():
            np.testing.assert_array_equal(tracks[key].steps, [10])
            np.testing.assert_array_equal(tracks[key].values, [value])
        assert len(tracks["theta"].steps) == 0
    assert log.diverged_at is None


@pytest.mark.parametrize("bad", [math.nan, math.inf])
@pytest.mark.parametrize("player", ["discriminator", "generator"])
def test_the_first_step_that_is_not_finite_is_noted(player: str, bad: float) -> None:
    log = ScoreLog()
    for step in range(1, 21):
        fill = bad if step >= 7 else 0.5
        log.discriminator(step, torch.full((2, 4, 1), fill if player == "discriminator" else 0.5))
        log.generator(step, torch.zeros(4, 1), torch.full((4, 1), -fill if player == "generator" else 0.5))
    log.flush(OBJECTIVES["non-saturating"], 0.0)
    assert log.diverged_at == 7


def test_batches_of_another_size_go_in_too() -> None:
    log = ScoreLog()
    for step, size in enumerate((4, 4, 9, 1), start=1):
        log.discriminator(step, torch.zeros(2, size, 1))
        log.generator(step, torch.zeros(size, 1), torch.zeros(size, 1))
        log.flush(OBJECTIVES["minimax"], 0.0)
    np.testing.assert_allclose(log.history.whole["loss.discriminator"].values, [math.log(4)] * 4, rtol=1e-6)
    np.testing.assert_allclose(log.history.whole["loss.generator"].values, [-math.log(2)] * 4, rtol=1e-6)


@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 2), (0, 1), (1, 0)])
def test_a_run_has_one_point_a_step_for_each_player_who_moved(d_steps: int, g_steps: int) -> None:
    knobs = {"discriminator.steps": d_steps, "generator.steps": g_steps, "batch_size": 16}
    trainer = Trainer(Experiment().with_knobs(knobs))
    trainer.advance(150)
    history = trainer.observe().history
    for key, updates in (("loss.discriminator", d_steps), ("d_real", d_steps), ("loss.generator", g_steps)):
        steps = history.whole[key].steps
        np.testing.assert_array_equal(steps, np.arange(150) + 1 if updates else [])


def test_an_edit_does_not_rewrite_the_score_before_it() -> None:
    """G's minimax loss is below 0, its non-saturating loss above: log(1 - D) and -log D."""
    trainer = Trainer(Experiment())
    for knob, value, step in (
        ("objective", "minimax", 10),
        ("batch_size", 17, 20),
        ("objective", "non-saturating", 30),
    ):
        trainer.apply(Edit(knob, value, step))
    trainer.advance(40)
    losses = trainer.observe().history.whole["loss.generator"]
    np.testing.assert_array_equal(losses.steps, np.arange(40) + 1)
    np.testing.assert_array_equal(losses.values > 0, np.repeat([True, False, False, True], 10))


def test_the_score_of_a_run_is_what_its_frames_tended_to() -> None:
    """The last losses of training and those of the frame are of one network, on other samples."""
    trainer = Trainer(Experiment())
    trainer.advance(200)
    frame = trainer.observe()
    every_step = ("loss.discriminator", "loss.generator", "d_real", "d_fake")
    recent = {key: frame.history.recent[key].values[-5:].mean() for key in every_step}
    assert recent["loss.discriminator"] == pytest.approx(frame.losses.discriminator, rel=0.15)
    assert recent["loss.generator"] == pytest.approx(frame.losses.generator, rel=0.15)
    assert recent["d_real"] == pytest.approx(frame.scores.d_real, abs=0.06)
    assert recent["d_fake"] == pytest.approx(frame.scores.d_fake, abs=0.06)
    np.testing.assert_array_equal(frame.history.whole["distance"].steps, [200])
    assert frame.history.whole["distance"].values[0] == frame.metrics["wasserstein"].value
    for player in ("generator", "discriminator"):
        track = frame.history.whole[f"gradient.{player}"]
        np.testing.assert_array_equal(track.steps, [200])
        assert track.values[0] == getattr(frame.gradient_norms, player) > 0


@pytest.mark.parametrize("name", ["minimax", "least-squares"])
def test_smoothed_labels_are_in_the_score(name: str) -> None:
    rng = torch.Generator().manual_seed(0)
    logits = torch.randn(2, 5, 1, generator=rng)
    log = ScoreLog()
    log.discriminator(1, logits)
    log.flush(OBJECTIVES[name], 0.2)
    a, b = logits[..., 0].double().numpy()
    expected = {
        "minimax": -0.8 * np.log(sigmoid(a)) - 0.2 * np.log(1 - sigmoid(a)) - np.log(1 - sigmoid(b)),
        "least-squares": (a - 0.8) ** 2 / 2 + b**2 / 2,
    }
    assert log.history.whole["loss.discriminator"].values == pytest.approx([expected[name].mean()], rel=1e-5)


def test_positions_of_a_game_of_two_numbers() -> None:
    log = ScoreLog()
    for step in range(1, 4):
        log.position(step, torch.tensor([3.0 * step, -4.0 * step]))
    log.flush(OBJECTIVES["minimax"], 0.0)
    for tracks in (log.history.whole, log.history.recent):
        for key, values in (("theta", [3, 6, 9]), ("psi", [-4, -8, -12]), ("radius", [5, 10, 15])):
            np.testing.assert_array_equal(tracks[key].steps, [1, 2, 3])
            np.testing.assert_allclose(tracks[key].values, values, rtol=1e-6)


def test_looking_again_at_a_step_adds_nothing() -> None:
    log = ScoreLog()
    for step, distance in ((4, 1.0), (4, 2.0), (9, 3.0)):
        log.look(step, {"distance": distance})
    np.testing.assert_array_equal(log.history.whole["distance"].steps, [4, 9])
    np.testing.assert_array_equal(log.history.whole["distance"].values, [1.0, 3.0])
