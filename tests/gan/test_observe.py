"""What a frame says, recomputed from the run's own networks and draws."""

from __future__ import annotations

import copy
import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest
import torch
from scipy import stats
from scipy.spatial import distance
from torch import Tensor

from gan_playground.gan.experiment import Experiment
from gan_playground.gan.frame import Frame, LinePicture
from gan_playground.gan.latents import LATENTS
from gan_playground.gan.trainer import Trainer

SIZE = 2_000  # samples that a run is judged by


@pytest.fixture(autouse=True)
def torchs_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def make(seed: int = 0, **knobs: Any) -> Trainer:
    small = {"generator__width": 8, "discriminator__width": 8, "batch_size": 32, "data__mean": 10.0, "data__std": 2.0}
    values = {name.replace("__", "."): value for name, value in (small | knobs).items()}
    return Trainer(Experiment().with_knobs(values), seed=seed)


def two_knobs(move: float, stretch: float, **knobs: Any) -> Trainer:
    trainer = make(generator__kind="two-knobs", **knobs)
    for tensor, value in zip(trainer.generator.network.values, (move, stretch), strict=True):
        tensor.fill_(value)
    return trainer


def forward(network: Callable[[Tensor], Tensor], x: Tensor) -> np.ndarray:
    with torch.no_grad():
        return network(x)[:, 0].double().numpy()


def decide(trainer: Trainer, x: np.ndarray) -> np.ndarray:
    """D's logits at x, in the data's units."""
    standardised = torch.tensor((x - trainer.real.shift) / trainer.real.scale, dtype=torch.float32)[:, None]
    return forward(trainer.discriminator.network, standardised)


def generate(trainer: Trainer, z: Tensor) -> np.ndarray:
    """G's samples in the data's units."""
    return forward(trainer.generator.network, z) * trainer.real.scale + trainer.real.shift


@dataclasses.dataclass
class Judged:
    """A trainer, its frame, and the samples that were drawn to judge it."""

    trainer: Trainer
    frame: Frame
    real: np.ndarray
    latent: Tensor

    @property
    def picture(self) -> LinePicture:
        return self.frame.picture

    @property
    def generated(self) -> np.ndarray:
        return generate(self.trainer, self.latent)


def judge(trainer: Trainer, steps: int) -> Judged:
    """Train, then look for the first time, recording what is drawn for it."""
    trainer.advance(steps)
    real, latent = [], []
    kind, data = trainer.experiment.latent.kind, trainer.real
    choice = LATENTS[kind]

    def draw_real(*arguments: Any) -> Tensor:
        real.append(data.sample(*arguments))
        return real[-1]

    def draw_latent(*arguments: Any) -> Tensor:
        latent.append(choice.sample(*arguments))
        return latent[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(LATENTS, kind, dataclasses.replace(choice, sample=draw_latent))
        trainer.real = dataclasses.replace(data, sample=draw_real)
        frame = trainer.observe()
        trainer.real = data
    first = torch.cat(real).flatten()[:SIZE].double().numpy() * data.scale + data.shift
    return Judged(trainer, frame, first, torch.cat(latent)[:SIZE])


@pytest.fixture(
    scope="module",
    params=[
        {},
        {"generator__kind": "two-knobs", "latent__kind": "uniform"},
        {"data__kind": "mixture", "latent__dim": 4},
        {"data__kind": "column"},
    ],
    ids=["mlp", "two-knobs", "mixture", "column"],
)
def judged(request: pytest.FixtureRequest) -> Judged:
    return judge(make(**request.param), 40)


def things_in(message: object) -> Iterator[object]:
    """Everything that can be reached in a message."""
    yield message
    if dataclasses.is_dataclass(message):
        for field in dataclasses.fields(message):
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


# What leaves the mathematics.


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
    for _ in range(10):
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
    np.testing.assert_allclose(picture.best_decision[known], picture.real_density[known] / total[known])
    assert known[total > 0.02 * total.max()].all()
    assert not known[total == 0].any()


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


def test_floors_are_those_of_an_independent_simulation(judged: Judged) -> None:
    real, rng = judged.trainer.real, torch.Generator().manual_seed(1234)
    rows = [real.sample(SIZE, rng)[:, 0].double().numpy() * real.scale + real.shift for _ in range(400)]
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    edges = np.array([-np.inf, *judged.picture.bin_edges, np.inf])
    shares = [[np.histogram(row, edges)[0] / SIZE for row in pair] for pair in pairs]
    for name, distances in (
        ("wasserstein", [stats.wasserstein_distance(*pair) for pair in pairs]),
        ("js", [distance.jensenshannon(*pair) ** 2 for pair in shares]),
    ):
        floor = judged.frame.metrics[name].floor
        # The floor is itself a mean over a few dozen pairs.
        error = np.std(distances) * math.sqrt(1 / 32 + 1 / len(pairs))
        assert floor == pytest.approx(np.mean(distances), abs=max(0.1 * np.mean(distances), 3 * error))


@pytest.mark.parametrize("seed", range(3))
def test_at_balance_everything_is_at_its_floor(seed: int) -> None:
    """p_g = p_data: D* = 1/2, the distances at their floors, and with D = 1/2 everywhere V = -log 4."""
    trainer = two_knobs(5, 2, seed=seed)
    for tensor in trainer.discriminator.network.values:
        tensor.zero_()
    frame = trainer.observe()
    bulk = np.abs(frame.picture.x - 10) < 4
    assert np.abs(frame.picture.best_decision[bulk] - 0.5).max() < 0.1
    assert np.abs(frame.picture.best_decision[bulk] - 0.5).mean() < 0.03
    for name in ("wasserstein", "js"):
        measure = frame.metrics[name]
        assert measure.floor is not None
        assert 0.2 * measure.floor < measure.value < 3 * measure.floor
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


def test_gradient_norms_are_nil_before_the_first_step() -> None:
    norms = make().observe().gradient_norms
    assert (norms.generator, norms.discriminator) == (0, 0)
    trainer = make()
    trainer.advance()
    norms = trainer.observe().gradient_norms
    assert norms.generator > 0
    assert norms.discriminator > 0


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
