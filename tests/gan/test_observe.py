"""What a frame says, recomputed from the run's own networks and draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy import stats
from scipy.spatial import distance

from gan.judging import SIZE, Judged, decide, generate, judge, make, two_knobs
from gan_playground.gan.training.latents import LATENTS

# The picture.


def test_grid_and_bins_span_the_view(judged: Judged) -> None:
    x, edges = judged.picture.x, judged.picture.bin_edges
    view = judged.trainer.real.view
    assert (x[0], x[-1]) == pytest.approx(view)
    assert (edges[0], edges[-1]) == pytest.approx(view)
    np.testing.assert_allclose(np.diff(x), np.diff(x)[0])
    np.testing.assert_allclose(np.diff(edges), np.diff(edges)[0])
    for name in ("real_density", "generated_density", "decision", "best_decision"):
        assert getattr(judged.picture, name).shape == x.shape
    for name in ("real_histogram", "generated_histogram"):
        assert getattr(judged.picture, name).shape == (len(edges) - 1,)


def test_histograms_are_densities_of_the_judged_samples(judged: Judged) -> None:
    edges = judged.picture.bin_edges
    width = edges[1] - edges[0]
    for histogram, sample in (
        (judged.picture.real_histogram, judged.real),
        (judged.picture.generated_histogram, judged.generated),
    ):
        expected = np.histogram(sample, edges)[0] / SIZE / width
        # A sample that lies on an edge may be rounded into the bin beside.
        assert np.abs(histogram - expected).sum() * width <= 6 / SIZE
        inside = ((sample >= edges[0]) & (sample <= edges[-1])).mean()
        assert histogram.sum() * width == pytest.approx(inside, abs=1e-3)


def test_outside_is_the_share_beyond_the_view(judged: Judged) -> None:
    low, high = judged.trainer.real.view
    outside = ((judged.generated < low) | (judged.generated > high)).mean()
    assert judged.picture.outside == pytest.approx(outside, abs=1e-3)
    assert judged.picture.outside_left == pytest.approx((judged.generated < low).mean(), abs=1e-3)
    width = judged.picture.bin_edges[1] - judged.picture.bin_edges[0]
    assert judged.picture.generated_histogram.sum() * width == pytest.approx(1 - judged.picture.outside, abs=1e-9)


def test_arrows_go_from_z_to_g_of_z(judged: Judged) -> None:
    picture = judged.picture
    z = torch.zeros(len(picture.latent), judged.trainer.experiment.latent.dim)
    z[:, 0] = torch.tensor(picture.latent)
    np.testing.assert_allclose(picture.image, generate(judged.trainer, z), rtol=1e-5, atol=1e-5)
    assert picture.latent_view == LATENTS[judged.trainer.experiment.latent.kind].view
    assert (picture.latent[0], picture.latent[-1]) == pytest.approx(picture.latent_view)
    np.testing.assert_allclose(np.diff(picture.latent), np.diff(picture.latent)[0])


def test_decision_is_ds_probability_of_real(judged: Judged) -> None:
    expected = 1 / (1 + np.exp(-decide(judged.trainer, judged.picture.x)))
    np.testing.assert_allclose(judged.picture.decision, expected, atol=1e-5)


def test_real_density_is_the_formula_where_it_is_known(judged: Judged) -> None:
    density, picture = judged.trainer.real.density, judged.picture
    assert picture.real_density_known == (density is not None)
    if density:
        np.testing.assert_allclose(picture.real_density, density(picture.x))
    else:
        assert np.trapezoid(picture.real_density, picture.x) == pytest.approx(1.0, abs=0.02)


def test_best_decision_is_the_formula_wherever_there_are_samples_to_judge_it_by(judged: Judged) -> None:
    picture = judged.picture
    total = picture.real_density + picture.generated_density
    known = ~np.isnan(picture.best_decision)
    assert known[total > 0.05 * total.max()].all()
    assert not known[total == 0].any()
    # p_data is smoothed as p_g is, which moves little of a known curve.
    expected = picture.real_density[known] / total[known]
    off = np.average(np.abs(picture.best_decision[known] - expected), weights=total[known])
    assert off < (0.02 if picture.real_density_known else 0.05)


def test_generated_density_is_near_the_histogram(judged: Judged) -> None:
    picture = judged.picture
    centres = (picture.bin_edges[1:] + picture.bin_edges[:-1]) / 2
    smoothed = np.interp(centres, picture.x, picture.generated_density)
    width = picture.bin_edges[1] - picture.bin_edges[0]
    assert np.abs(smoothed - picture.generated_histogram).sum() * width < 0.35
    assert np.trapezoid(picture.generated_density, picture.x) == pytest.approx(1 - picture.outside, abs=0.03)


def test_theta_is_shown_for_the_two_knobs_alone() -> None:
    assert make().observe().picture.theta is None
    assert two_knobs(3, 1).observe().picture.theta == (3.0, 1.0)
    assert two_knobs(5, -2).observe().picture.theta == (5.0, -2.0)


# The numbers.


def test_losses_and_value_are_recomputed_from_d(judged: Judged) -> None:
    a, b = decide(judged.trainer, judged.real), decide(judged.trainer, judged.generated)
    value = -np.logaddexp(0, -a).mean() - np.logaddexp(0, b).mean()
    losses = judged.frame.losses
    assert losses.value == pytest.approx(value, abs=1e-4)
    assert losses.discriminator == pytest.approx(-value, abs=1e-4)
    assert losses.generator == pytest.approx(np.logaddexp(0, -b).mean(), abs=1e-4)


def test_minimax_loss_of_g_is_its_part_of_the_value() -> None:
    seen = judge(make(objective="minimax"), 40)
    b = decide(seen.trainer, seen.generated)
    assert seen.frame.losses.generator == pytest.approx(-np.logaddexp(0, b).mean(), abs=1e-4)


def test_scores_are_recomputed_from_d(judged: Judged) -> None:
    a, b = decide(judged.trainer, judged.real), decide(judged.trainer, judged.generated)
    scores = judged.frame.scores
    assert scores.d_real == pytest.approx((1 / (1 + np.exp(-a))).mean(), abs=1e-4)
    assert scores.d_fake == pytest.approx((1 / (1 + np.exp(-b))).mean(), abs=1e-4)
    assert scores.accuracy == pytest.approx(((a > 0).mean() + (b < 0).mean()) / 2, abs=2e-3)


def test_metrics_are_recomputed_from_the_samples(judged: Judged) -> None:
    metrics, generated = judged.frame.metrics, judged.generated
    assert list(metrics) == ["wasserstein", "js", "mean", "std"]
    assert metrics["mean"].value == pytest.approx(generated.mean(), rel=1e-4)
    assert metrics["std"].value == pytest.approx(generated.std(), rel=1e-3)
    expected = stats.wasserstein_distance(generated, judged.real)
    assert metrics["wasserstein"].value == pytest.approx(expected, rel=1e-4)


def test_js_is_that_of_histograms_with_what_lies_beyond(judged: Judged) -> None:
    edges = np.array([-np.inf, *judged.picture.bin_edges, np.inf])
    p, q = (np.histogram(sample, edges)[0] / SIZE for sample in (judged.real, judged.generated))
    assert judged.frame.metrics["js"].value == pytest.approx(distance.jensenshannon(p, q) ** 2, abs=5e-3)


def test_the_usual_is_that_of_an_independent_simulation(judged: Judged) -> None:
    """Of fresh real samples against the very ones that the run is compared with."""
    real, rng = judged.trainer.real, torch.Generator().manual_seed(1234)
    rows = [real.sample(SIZE, rng)[:, 0].double().numpy() * real.scale + real.shift for _ in range(200)]
    edges = np.array([-np.inf, *judged.picture.bin_edges, np.inf])
    own, *shares = (np.histogram(row, edges)[0] / SIZE for row in (judged.real, *rows))
    for name, distances in (
        ("wasserstein", [stats.wasserstein_distance(row, judged.real) for row in rows]),
        ("js", [distance.jensenshannon(row, own) ** 2 for row in shares]),
    ):
        measure = judged.frame.metrics[name]
        # The usual is itself a mean over a few dozen draws.
        error = np.std(distances) * math.sqrt(1 / 64 + 1 / len(rows))
        assert measure.floor == pytest.approx(np.mean(distances), abs=4 * error)
        assert measure.low < measure.floor < measure.high
        assert 0.75 < np.mean([measure.low <= value <= measure.high for value in distances]) < 1


@pytest.mark.parametrize("seed", range(3))
def test_at_balance_everything_is_as_usual(seed: int) -> None:
    """p_g = p_data: D* = 1/2, the distances at their usual, and with D = 1/2 everywhere V = -log 4."""
    trainer = two_knobs(5, 2, seed=seed)
    for tensor in trainer.discriminator.network.values:
        tensor.zero_()
    frame = trainer.observe()
    bulk = np.abs(frame.picture.x - 10) < 4
    assert np.abs(frame.picture.best_decision[bulk] - 0.5).max() < 0.1
    assert np.abs(frame.picture.best_decision[bulk] - 0.5).mean() < 0.03
    for name in ("wasserstein", "js"):
        measure = frame.metrics[name]
        assert 0.5 * measure.low < measure.value < 1.5 * measure.high
    assert frame.metrics["mean"].value == pytest.approx(10, abs=4 * 2 / math.sqrt(SIZE))
    assert frame.metrics["std"].value == pytest.approx(2, abs=4 * 2 / math.sqrt(2 * SIZE))
    assert frame.losses.value == pytest.approx(-math.log(4), abs=1e-6)
    assert frame.losses.discriminator == pytest.approx(math.log(4), abs=1e-6)
    assert frame.losses.generator == pytest.approx(math.log(2), abs=1e-6)
    assert (frame.scores.d_real, frame.scores.d_fake) == pytest.approx((0.5, 0.5))
    assert frame.picture.decision == pytest.approx(np.full(len(frame.picture.x), 0.5))


def test_balance_over_many_seeds_is_the_floor_itself() -> None:
    measures = [two_knobs(5, 2, seed=seed).observe().metrics["wasserstein"] for seed in range(12)]
    values, floors = [m.value for m in measures], [m.floor for m in measures]
    assert np.mean(values) == pytest.approx(np.mean(floors), abs=4 * np.std(values) / math.sqrt(len(values)))


@pytest.mark.parametrize("shift", [1.0, -3.0])
def test_wasserstein_of_a_shifted_generator_is_the_shift(shift: float) -> None:
    """(z + 5 + s / 2) * 2 has the mean 10 + s."""
    measure = two_knobs(5 + shift / 2, 2).observe().metrics["wasserstein"]
    assert measure.value == pytest.approx(abs(shift), abs=0.25)


def test_js_of_a_generator_far_away_is_log_2() -> None:
    frame = two_knobs(1e6, 1).observe()
    assert frame.metrics["js"].value == pytest.approx(math.log(2))
    assert frame.picture.outside == 1
    assert not frame.picture.generated_histogram.any()
    assert not frame.picture.generated_density.any()


def test_gradient_norms_are_no_numbers_before_the_first_step() -> None:
    norms = make().observe().gradient_norms
    assert math.isnan(norms.generator)
    assert math.isnan(norms.discriminator)
    trainer = make()
    trainer.advance()
    norms = trainer.observe().gradient_norms
    assert norms.generator > 0
    assert norms.discriminator > 0


def test_gradient_norms_of_a_run_that_goes_on_elsewhere_are_those_seen_last() -> None:
    """Another trainer at this step has not yet followed a gradient of its own."""
    trainer = make()
    trainer.advance(5)
    seen = trainer.observe().gradient_norms
    assert trainer.twin(run=1).observe().gradient_norms == seen


@pytest.mark.parametrize("value", [math.nan, math.inf, 3e38])
def test_a_generator_gone_mad_can_still_be_looked_at(value: float) -> None:
    frame = two_knobs(value, 3).observe()
    assert frame.picture.outside == 1
    assert frame.metrics["js"].value == pytest.approx(math.log(2))


def test_samples_partly_outside_are_shown_as_they_lie() -> None:
    """A third of the samples far away must not flatten the curve of those that are in the picture."""
    rng = torch.Generator().manual_seed(0)
    trainer = make(generator__depth=1, generator__activation="relu", generator__width=1, latent__kind="uniform")
    first, bias, second, shift = trainer.generator.network.values
    # Below z = 1/3 a nearly straight line over the bell; above it, far off to the right.
    for tensor, numbers in ((first, 1.0), (bias, -1 / 3), (second, 1e6), (shift, 0.0)):
        tensor.fill_(numbers)
    assert torch.isfinite(trainer.generator.network(torch.rand(10, 1, generator=rng))).all()
    picture = trainer.observe().picture
    assert picture.outside == pytest.approx(1 / 3, abs=0.05)
    assert np.trapezoid(picture.generated_density, picture.x) == pytest.approx(1 - picture.outside, abs=0.05)
    assert picture.generated_density.argmax() == pytest.approx(len(picture.x) // 2, abs=3)
