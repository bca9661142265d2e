"""Every family of real data: what is drawn against the density that is shown, and both against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import signal, stats

from cases import each_of
from gan_playground.gan.data.distribution import LineDistribution
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import Data
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.resources import resource_path

ORACLES = {
    "normal": lambda mean, std: stats.norm(mean, std),
    "uniform": lambda mean, std: stats.uniform(mean - math.sqrt(3) * std, math.sqrt(12) * std),
    "exponential": lambda mean, std: stats.expon(mean - std, std),
    "laplace": lambda mean, std: stats.laplace(mean, std / math.sqrt(2)),
}
MIXTURES = [{"kind": "mixture", "modes": modes} for modes in (2, 3, 5, 8)]
SHAPES = [*({"kind": kind} for kind in ORACLES), *MIXTURES]
shapes = each_of("shape", SHAPES)
places = each_of("mean, std", [(0.0, 1.0), (10.0, 2.0), (-300.0, 0.05)])


def make(**knobs: object) -> LineDistribution:
    data = Data(**knobs)
    real = FAMILIES[data.kind].make(data)
    assert isinstance(real, LineDistribution)
    return real


def draw(real: LineDistribution, count: int, seed: int = 0) -> np.ndarray:
    """Samples in the data's units."""
    sample = real.sample(count, random_generator(seed, Stream.TRAINING))
    assert sample.shape == (count, real.dim)
    return sample[:, 0].double().numpy() * real.scale + real.shift


def fine_grid(mean: float, std: float) -> np.ndarray:
    return np.linspace(mean - 40 * std, mean + 40 * std, 400_001)


def integral(density: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The integral up to each point, by the trapezoid rule."""
    areas = (density[1:] + density[:-1]) / 2 * np.diff(x)
    return np.concatenate(([0.0], np.cumsum(areas)))


def test_every_family_is_tried_here() -> None:
    elsewhere = {kind for kind, family in FAMILIES.items() if family.stage in ("plane", "images", "colours")}
    assert set(FAMILIES) - elsewhere == {*ORACLES, "mixture", "column", "point"}


@shapes
@places
def test_samples_have_the_mean_and_deviation_asked_for(shape: dict[str, object], mean: float, std: float) -> None:
    sample = draw(make(**shape, mean=mean, std=std), 20_000)
    assert sample.mean() == pytest.approx(mean, abs=0.04 * std)
    assert sample.std() == pytest.approx(std, rel=0.04)


@shapes
def test_samples_are_standardised_for_training(shape: dict[str, object]) -> None:
    real = make(**shape, mean=500.0, std=20.0)
    sample = real.sample(20_000, random_generator(1, Stream.TRAINING))
    assert (real.shift, real.scale) == pytest.approx((500.0, 20.0))
    assert float(sample.mean()) == pytest.approx(0.0, abs=0.04)
    assert float(sample.std()) == pytest.approx(1.0, rel=0.04)


@shapes
@places
def test_samples_follow_the_density(shape: dict[str, object], mean: float, std: float) -> None:
    real, x = make(**shape, mean=mean, std=std), fine_grid(mean, std)
    assert real.density is not None
    cumulative = integral(real.density(x), x)
    test = stats.kstest(draw(real, 20_000), lambda sample: np.interp(sample, x, cumulative))
    assert test.pvalue > 1e-3


@shapes
@places
def test_density_integrates_to_one_in_the_datas_units(shape: dict[str, object], mean: float, std: float) -> None:
    real, x = make(**shape, mean=mean, std=std), fine_grid(mean, std)
    assert real.density is not None
    density = real.density(x)
    assert (density >= 0).all()
    assert integral(density, x)[-1] == pytest.approx(1.0, abs=1e-3)
    assert integral(x * density, x)[-1] == pytest.approx(mean, abs=2e-3 * max(std, abs(mean)))


@each_of("kind", ORACLES)
@places
def test_density_is_scipys(kind: str, mean: float, std: float) -> None:
    x = np.linspace(mean - 6 * std, mean + 6 * std, 1_000)  # an even number, so that none lies on an edge
    real = make(kind=kind, mean=mean, std=std)
    assert real.density is not None
    np.testing.assert_allclose(real.density(x), ORACLES[kind](mean, std).pdf(x), rtol=1e-6, atol=1e-12)


@each_of("kind", ORACLES)
def test_samples_follow_scipys_distribution(kind: str) -> None:
    sample = draw(make(kind=kind, mean=-2.0, std=0.5), 20_000, seed=2)
    assert stats.kstest(sample, ORACLES[kind](-2.0, 0.5).cdf).pvalue > 1e-3


@shapes
@places
def test_view_holds_nearly_all_of_it(shape: dict[str, object], mean: float, std: float) -> None:
    real = make(**shape, mean=mean, std=std)
    assert real.density is not None
    x = np.linspace(*real.view, 100_001)
    assert integral(real.density(x), x)[-1] > 0.99


@shapes
def test_view_is_not_mostly_empty(shape: dict[str, object]) -> None:
    low, high = make(**shape, mean=10.0, std=2.0).view
    assert low < 10 < high
    assert high - low <= 24


@each_of("modes", range(2, 9))
def test_mixture_has_the_bells_asked_for(modes: int) -> None:
    real = make(kind="mixture", modes=modes, mean=10.0, std=2.0)
    assert real.density is not None
    x = np.linspace(*real.view, 20_001)
    density = real.density(x)
    peaks, _ = signal.find_peaks(density)
    assert len(peaks) == modes
    np.testing.assert_allclose(density[peaks], density[peaks[0]], rtol=0.01)
    np.testing.assert_allclose(np.diff(x[peaks]), np.diff(x[peaks])[0], rtol=0.01)
    valleys, _ = signal.find_peaks(-density)
    assert density[valleys].max() < 0.2 * density[peaks].min()


def test_every_bell_of_a_mixture_is_drawn_from_alike() -> None:
    real = make(kind="mixture", modes=4, mean=0.0, std=1.0)
    assert real.density is not None
    x = np.linspace(*real.view, 20_001)
    valleys, _ = signal.find_peaks(-real.density(x))
    counts = np.histogram(draw(real, 20_000), bins=[-np.inf, *x[valleys], np.inf])[0]
    assert stats.chisquare(counts).pvalue > 1e-3


@shapes
def test_samples_depend_on_the_random_generator_alone(shape: dict[str, object]) -> None:
    real = make(**shape)
    np.testing.assert_array_equal(draw(real, 50, seed=3), draw(real, 50, seed=3))
    assert not np.array_equal(draw(real, 50, seed=3), draw(real, 50, seed=4))


@pytest.fixture(scope="module")
def petals() -> np.ndarray:
    return np.loadtxt(resource_path("data/iris.csv"), delimiter=",", skiprows=1)


def test_column_without_a_file_is_the_lengths_of_iris_petals(petals: np.ndarray) -> None:
    real = make(kind="column")
    assert petals.shape == (150, 4)
    assert (real.shift, real.scale) == pytest.approx((petals[:, 2].mean(), petals[:, 2].std()), rel=0.01)
    sample = draw(real, 20_000)
    assert set(np.round(sample, 4)) == set(np.round(petals[:, 2], 4))
    assert real.density is None


def test_column_draws_every_row_alike(petals: np.ndarray) -> None:
    sample = np.round(draw(make(kind="column"), 20_000), 1)
    values, counts = np.unique(np.round(petals[:, 2], 1), return_counts=True)
    drawn = np.array([(sample == value).sum() for value in values])
    assert stats.chisquare(drawn, counts / counts.sum() * 20_000).pvalue > 1e-3


def test_columns_view_holds_it_all(petals: np.ndarray) -> None:
    low, high = make(kind="column").view
    assert low < petals[:, 2].min() < petals[:, 2].max() < high


def test_point_is_always_0() -> None:
    real = make(kind="point")
    assert real.dim == 1
    assert (draw(real, 100) == 0).all()
    assert FAMILIES["point"].stage == "phase"
