"""What a frame says of other objectives, packs, noise, smoothed labels and averages."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy import stats

from gan.judging import decide, forward, judge, make, two_knobs


@pytest.mark.parametrize(
    ("objective", "discriminator", "generator"),
    [
        ("minimax", math.log(4), -math.log(2)),
        ("non-saturating", math.log(4), math.log(2)),
        ("least-squares", 0.25, 0.125),
        ("wasserstein", 0.0, 0.0),
        ("hinge", 2.0, 0.0),
        ("relativistic", math.log(2), math.log(2)),
    ],
)
def test_a_frame_says_what_balance_is(objective: str, discriminator: float, generator: float) -> None:
    frame = make(objective=objective).observe()
    assert (frame.balance.discriminator, frame.balance.generator) == pytest.approx((discriminator, generator))
    assert frame.distance == "wasserstein"
    assert frame.distance in frame.metrics


def test_balance_knows_of_smoothed_labels() -> None:
    """D says 0.4 of everything: its loss is the entropy of the labels, -0.8 log 0.4 - 1.2 log 0.6."""
    balance = make(stabilise__label_smoothing=0.2).observe().balance
    assert balance.discriminator == pytest.approx(-0.8 * math.log(0.4) - 1.2 * math.log(0.6))
    assert balance.generator == pytest.approx(-math.log(0.4))


@pytest.mark.parametrize("objective", ["least-squares", "wasserstein", "hinge", "relativistic"])
def test_losses_and_scores_of_every_objective_are_recomputed(objective: str) -> None:
    seen = judge(make(objective=objective), 40)
    a, b = decide(seen.trainer, seen.real), decide(seen.trainer, seen.generated)
    of_d, of_g, says = {
        "least-squares": ((a - 1) ** 2 / 2 + b**2 / 2, (b - 1) ** 2 / 2, lambda t: np.clip(t, 0, 1)),
        "wasserstein": (b - a, -b, lambda t: 1 / (1 + np.exp((a.mean() + b.mean()) / 2 - t))),
        "hinge": (np.maximum(0, 1 - a) + np.maximum(0, 1 + b), -b, lambda t: 1 / (1 + np.exp(-t))),
        "relativistic": (
            np.logaddexp(0, b - a),
            np.logaddexp(0, a - b),
            lambda t: 1 / (1 + np.exp((a.mean() + b.mean()) / 2 - t)),
        ),
    }[objective]
    frame = seen.frame
    # Which sample is paired with which decides the relativistic loss; the mean over many hardly knows.
    loose = 0.02 if objective == "relativistic" else 1e-4
    assert frame.losses.discriminator == pytest.approx(of_d.mean(), abs=loose)
    assert frame.losses.generator == pytest.approx(of_g.mean(), abs=loose)
    assert (frame.scores.d_real, frame.scores.d_fake) == pytest.approx((says(a).mean(), says(b).mean()), abs=1e-4)
    right = ((says(a) > 0.5).mean() + (says(b) < 0.5).mean()) / 2
    assert frame.scores.accuracy == pytest.approx(right, abs=2e-3)
    expected = says(decide(seen.trainer, frame.picture.x))
    np.testing.assert_allclose(frame.picture.decision, expected, atol=1e-4)
    assert np.isnan(frame.picture.best_decision).all() == (objective != "least-squares")


def test_best_decision_with_smoothed_labels() -> None:
    """(1 - s) p_data / (p_data + p_g)."""
    smoothed, plain = make(stabilise__label_smoothing=0.2).observe().picture, make().observe().picture
    np.testing.assert_allclose(smoothed.best_decision, 0.8 * plain.best_decision)
    assert not np.isnan(plain.best_decision).all()


def test_best_decision_with_instance_noise_is_that_of_the_blurred_densities() -> None:
    """The data N(10, 2) with noise of one deviation is N(10, 2 sqrt 2); G = (z + 5) 2 is N(10, 2), so D* = 1/2."""
    picture = two_knobs(5, 2, stabilise__instance_noise=1.0).observe().picture
    bulk = np.abs(picture.x - 10) < 4
    assert np.abs(picture.best_decision[bulk] - 0.5).max() < 0.05
    moved = two_knobs(8, 2, stabilise__instance_noise=1.0).observe().picture
    blurred = [stats.norm.pdf(moved.x, mean, 2 * math.sqrt(2)) for mean in (10, 16)]
    expected, known = blurred[0] / sum(blurred), (moved.x > 9) & (moved.x < 13)
    assert np.abs(moved.best_decision - expected)[known].max() < 0.05


@pytest.mark.parametrize("pack", [2, 4])
def test_packs_are_judged_as_packs(pack: int) -> None:
    seen = judge(make(stabilise__pack=pack), 40)
    D, real = seen.trainer.discriminator.network, seen.trainer.real

    def on(samples: np.ndarray) -> np.ndarray:
        standardised = torch.tensor((samples - real.shift) / real.scale, dtype=torch.float32)
        return forward(D, standardised.view(-1, pack))

    a, b = on(seen.real), on(seen.generated)
    assert seen.frame.losses.discriminator == pytest.approx((np.logaddexp(0, -a) + np.logaddexp(0, b)).mean(), abs=1e-4)
    assert seen.frame.scores.d_real == pytest.approx((1 / (1 + np.exp(-a))).mean(), abs=1e-4)
    assert seen.picture.decision.shape == seen.picture.x.shape
    assert ((seen.picture.decision >= 0) & (seen.picture.decision <= 1)).all()
    assert np.isnan(seen.picture.best_decision).all()


def test_norms_of_gradients_are_kept_where_somebody_looked() -> None:
    trainer = make()
    trainer.observe()
    norms = []
    for _ in range(3):
        trainer.advance(5)
        norms.append(trainer.observe().gradient_norms)
    history = trainer.observe().history.whole
    for player in ("generator", "discriminator"):
        track = history[f"gradient.{player}"]
        np.testing.assert_array_equal(track.steps, [0, 5, 10, 15])
        np.testing.assert_allclose(track.values[1:], [getattr(norm, player) for norm in norms])
        assert math.isnan(track.values[0])


@pytest.mark.parametrize("shown", [True, False])
def test_theta_is_that_of_the_g_that_is_shown(shown: bool) -> None:
    """Arrows go from z to (z + theta1) theta2, whether it is the average that is drawn or not."""
    trainer = make(
        generator__kind="two-knobs",
        generator__learning_rate=0.05,
        stabilise__average_half_life=1_000.0,
        stabilise__average_shown=shown,
    )
    trainer.advance(50)
    frame = trainer.observe()
    assert frame.averaged == shown
    assert frame.picture.theta is not None
    move, stretch = frame.picture.theta
    np.testing.assert_allclose(frame.picture.image, (frame.picture.latent + move) * stretch, rtol=1e-4, atol=1e-4)
