"""The measures of pictures against scipy's, loops and closed forms, and what generators get that are known."""

from __future__ import annotations

import itertools
import math
from functools import cache

import numpy as np
import pytest
import torch
from scipy import linalg
from scipy.spatial import distance
from torch import Tensor

from cases import each_of, one_in
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.digits import read_digits
from gan_playground.gan.data.images.faces import draw_faces
from gan_playground.gan.data.images.image import ImageDistribution, of_pictures
from gan_playground.gan.data.images.notes import draw_notes
from gan_playground.gan.metrics import image_distances
from gan_playground.gan.metrics import images as image_measures
from gan_playground.gan.metrics.image_distances import (
    frechet,
    gaussian_distance,
    kernel_distance,
    kernel_distances,
    nearest,
)
from gan_playground.gan.metrics.images import ImageMeasures
from gan_playground.gan.metrics.memo import Memo
from gan_playground.gan.observe.frame import Measure


def numbers(seed: int, *shape: int) -> Tensor:
    return torch.tensor(np.random.default_rng(seed).normal(size=shape))


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


# The Fréchet distance.


@each_of("seed", range(3))
@each_of("dim", [1, 2, 20])
def test_frechet_with_scipys_square_root(dim: int, seed: int) -> None:
    a = numbers(seed, 200, dim) @ numbers(seed + 10, dim, dim) + 0.3
    b = numbers(seed + 20, 150, dim) @ numbers(seed + 30, dim, dim)
    A, B = (np.cov(x.numpy().T).reshape(dim, dim) for x in (a, b))
    between = (a.mean(0) - b.mean(0)).square().sum()
    expected = between + np.trace(A + B - 2 * linalg.sqrtm(A @ B).real)
    assert frechet(a, b) == pytest.approx(float(expected), rel=1e-6)
    assert frechet(b, a) == pytest.approx(float(expected), rel=1e-6)


def test_frechet_on_the_line_is_the_difference_of_means_and_of_deviations() -> None:
    """(m - n)^2 + (s - t)^2."""
    a, b = numbers(0, 500, 1) * 3 + 1, numbers(1, 400, 1) * 0.5 - 2
    expected = (a.mean() - b.mean()) ** 2 + (a.std() - b.std()) ** 2
    assert frechet(a, b) == pytest.approx(float(expected))


def test_frechet_of_gaussians_in_closed_form() -> None:
    """Of diagonal covariances: |m - n|^2 + the sum of (s - t)^2."""
    m, n = torch.tensor([1.0, 2.0, 0.0]).double(), torch.tensor([0.0, 2.0, 5.0]).double()
    s, t = torch.tensor([1.0, 4.0, 0.0]).double(), torch.tensor([2.0, 4.0, 3.0]).double()
    assert gaussian_distance((m, s.square().diag()), (n, t.square().diag())) == pytest.approx(26 + 1 + 9)
    turn = torch.linalg.qr(numbers(0, 3, 3))[0]
    turned = [(turn @ mean, turn @ width.square().diag() @ turn.T) for mean, width in ((m, s), (n, t))]
    assert gaussian_distance(turned[0], turned[1]) == pytest.approx(36)


def test_frechet_of_a_moved_sample_is_the_square_of_its_way() -> None:
    a = numbers(0, 300, 30)
    assert frechet(a, a) == pytest.approx(0, abs=1e-9)
    assert frechet(a + 2, a) == pytest.approx(30 * 4)


def test_frechet_of_fewer_samples_than_features_and_of_one_picture_alone() -> None:
    a, same = numbers(0, 10, 64), torch.ones(20, 64)
    assert frechet(a, a) == pytest.approx(0, abs=1e-6)
    expected = (a.mean(0) - 1).square().sum() + a.var(0).sum()
    assert frechet(a, same) == pytest.approx(float(expected))
    assert math.isnan(frechet(a * math.nan, a))
    assert math.isnan(frechet(a, a * math.inf))


# The kernel distance.


def kernel_by_loop(a: np.ndarray, b: np.ndarray) -> float:
    def k(x: np.ndarray, y: np.ndarray) -> float:
        return (float(x @ y) / len(x) + 1) ** 3

    same = [np.mean([k(x, y) for x, y in itertools.permutations(s, 2)]) for s in (a, b)]
    return float(same[0] + same[1] - 2 * np.mean([k(x, y) for x, y in itertools.product(a, b)]))


@pytest.mark.parametrize(("sizes", "dim"), [((2, 2), 1), ((12, 7), 5), ((30, 30), 64)])
def test_kernel_distance_is_that_of_a_loop(sizes: tuple[int, int], dim: int) -> None:
    a, b = numbers(0, sizes[0], dim) + 0.4, numbers(1, sizes[1], dim) * 1.3
    assert kernel_distance(a, b) == pytest.approx(kernel_by_loop(a.numpy(), b.numpy()))


def test_the_kernel_distances_of_many_draws_are_those_of_each() -> None:
    """Though all come from one table; what is drawn twice counts as two samples."""
    own, others = numbers(0, 20, 6), numbers(1, 50, 6) + 0.2
    draws = torch.from_numpy(np.random.default_rng(2).integers(50, size=(5, 20)))
    expected = [kernel_distance(own, others[rows]) for rows in draws]
    assert kernel_distances(own, others, draws) == pytest.approx(expected)


def test_kernel_distance_is_unbiased() -> None:
    """Of samples of one distribution it scatters about 0; counting a sample as its own pair would lift it above."""
    values = [kernel_distance(numbers(seed, 40, 8), numbers(1000 + seed, 40, 8)) for seed in range(300)]
    assert abs(np.mean(values)) < 4 * np.std(values) / math.sqrt(300)
    assert min(values) < 0 < max(values)
    assert np.mean([kernel_distance(numbers(seed, 40, 8), numbers(1000 + seed, 40, 8) + 1) for seed in range(9)]) > 1


# The nearest picture.


@pytest.mark.parametrize("most_compared", [1, 70, 4_000_000])
@pytest.mark.parametrize("kept_count", [1, 37, 500])
def test_the_nearest_is_that_of_scipy(kept_count: int, most_compared: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_distances, "most_compared", most_compared)
    rng = np.random.default_rng(0)
    samples, kept = (torch.tensor(rng.uniform(-1, 1, (n, 12)), dtype=torch.float32) for n in (20, kept_count))
    apart = distance.cdist(samples.double() / 2, kept.double() / 2) / math.sqrt(12)
    rows, distances = nearest(samples, kept)
    np.testing.assert_array_equal(rows, apart.argmin(axis=1))
    np.testing.assert_allclose(distances, apart.min(axis=1), rtol=1e-5)


def test_white_is_one_away_from_black_and_a_copy_nothing_at_all() -> None:
    black, white = -torch.ones(1, 3072), torch.ones(1, 3072)
    assert nearest(black, white)[1].item() == pytest.approx(1)
    kept = torch.rand(200, 3072, generator=generator()) * 2 - 1
    rows, distances = nearest(kept[[5, 190]], kept)
    assert rows.tolist() == [5, 190]
    assert distances.tolist() == [0, 0]


# All measures of known generators.

KINDS = ("digits", "notes", "faces", "faces in grey")


@cache
def real_of(kind: str) -> ImageDistribution:
    albums = {
        "digits": read_digits,
        "notes": lambda: draw_notes(1_500, 0),
        "faces": lambda: draw_faces(1_500, 0),
        "faces in grey": lambda: draw_faces(1_500, 0, colour=False),
    }
    return of_pictures(albums[kind](), conditional=True)


@cache
def measures_of(kind: str) -> ImageMeasures:
    return ImageMeasures(real_of(kind), generator())


def as_samples(real: ImageDistribution, album: Album) -> Tensor:
    flat = torch.from_numpy(real.to_samples(album.pictures))
    if not real.label_count:
        return flat
    assert album.labels is not None
    return torch.cat((flat, torch.eye(real.label_count)[torch.tensor(album.labels)]), dim=1)


@cache
def perfect(kind: str) -> Tensor:
    """What a perfect generator paints: others than those that are trained on."""
    new = {
        "digits": lambda: real_of("digits").held_out,
        "notes": lambda: draw_notes(512, 99),
        "faces": lambda: draw_faces(512, 99),
        "faces in grey": lambda: draw_faces(512, 99, colour=False),
    }
    return as_samples(real_of(kind), new[kind]())


def floor_of(measure: Measure) -> float:
    assert measure.floor is not None
    return measure.floor


def width_of(measure: Measure) -> float:
    assert measure.low is not None
    assert measure.high is not None
    return measure.high - measure.low


def ceiling_of(measure: Measure) -> float:
    assert measure.ceiling is not None
    return measure.ceiling


@pytest.mark.parametrize("kind", one_in(2, KINDS))
def test_a_perfect_generator_is_at_the_floors_and_ceilings(kind: str) -> None:
    metrics = measures_of(kind).measure(perfect(kind))
    # One pair scatters about the mean of pairs, and of 180 digits rather than 512 the distances are larger.
    assert metrics["frechet"].value < 2.5 * floor_of(metrics["frechet"])
    assert abs(metrics["kernel"].value) < 3 * width_of(metrics["kernel"])
    for name in ("precision", "recall"):
        assert metrics[name].value == pytest.approx(ceiling_of(metrics[name]), abs=0.07)
        assert 0.8 < ceiling_of(metrics[name]) < 1
    assert metrics["copies"].value == pytest.approx(0.05, abs=0.035)
    assert floor_of(metrics["copies"]) == pytest.approx(0.05, abs=0.007)
    names = ["frechet", "kernel", "precision", "recall", "copies"]
    assert list(metrics) == (names if kind.startswith("faces") else [*names, "agreement"])


@pytest.mark.parametrize("kind", KINDS)
def test_copies_are_found(kind: str) -> None:
    real, measures = real_of(kind), measures_of(kind)
    copies = real.sample(measures.sample_count, generator(3))
    metrics = measures.measure(copies)
    assert metrics["copies"].value > 0.99
    assert metrics["frechet"].value < 2.5 * floor_of(metrics["frechet"])
    pictures, distances = measures.nearest_pictures(copies[:30])
    np.testing.assert_array_equal(pictures, real.to_pictures(copies[:30]))
    np.testing.assert_allclose(distances, 0, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_noise_is_terrible(kind: str) -> None:
    real, measures = real_of(kind), measures_of(kind)
    metrics = measures.measure(torch.rand(512, real.dim + real.label_count, generator=generator()) * 2 - 1)
    assert metrics["frechet"].value > 20 * floor_of(metrics["frechet"])
    assert metrics["kernel"].value > 50 * width_of(metrics["kernel"])
    assert metrics["precision"].value == metrics["recall"].value == metrics["copies"].value == 0


@pytest.mark.parametrize("kind", KINDS)
def test_one_picture_again_and_again_is_precise_and_recalls_nothing(kind: str) -> None:
    one = perfect(kind)[:1].repeat(512, 1)
    metrics = measures_of(kind).measure(one)
    assert metrics["frechet"].value > 20 * floor_of(metrics["frechet"])
    assert metrics["precision"].value in (0, 1)
    assert metrics["recall"].value < 0.02


@pytest.mark.parametrize("kind", KINDS)
def test_two_pictures_in_one_are_found_out(kind: str) -> None:
    fake, dim = perfect(kind).clone(), real_of(kind).dim
    fake[:, :dim] = (fake[:, :dim] + fake.roll(1, 0)[:, :dim]) / 2
    metrics, better = measures_of(kind).measure(fake), measures_of(kind).measure(perfect(kind))
    assert metrics["frechet"].value > 2 * better["frechet"].value
    assert metrics["recall"].value < ceiling_of(metrics["recall"]) - 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_the_more_noise_the_worse(kind: str) -> None:
    dim = real_of(kind).dim
    noise = torch.randn(len(perfect(kind)), dim, generator=generator(5))
    distances = []
    for strength in (0, 0.3, 0.6, 1.2):
        fake = perfect(kind).clone()
        fake[:, :dim] += strength * noise
        distances.append(measures_of(kind).measure(fake)["frechet"].value)
    assert distances == sorted(distances)
    assert distances[1] > 1.3 * distances[0]


@pytest.mark.parametrize("kind", ["digits", "notes"])
def test_agreement_by_class(kind: str) -> None:
    """The first class is painted as it should be, all others are the first one's pictures too."""
    real, measures = real_of(kind), measures_of(kind)
    right = measures.measure(perfect(kind))["agreement"]
    assert right.value == pytest.approx(ceiling_of(right), abs=0.03)
    assert ceiling_of(right) >= 0.97
    album, count = real.album, real.label_count
    assert album.labels is not None
    first = album.pictures[album.labels == 0][: 10 * count]
    fake = as_samples(real, Album(first, np.arange(len(first)) % count, album.classes))
    by_class = measures.agreement_by_class(fake)
    assert by_class is not None
    np.testing.assert_array_equal(by_class, np.eye(count)[0])
    assert measures.measure(fake)["agreement"].value == pytest.approx(1 / count)
    of_one_class = measures.agreement_by_class(fake[::count])
    np.testing.assert_array_equal(of_one_class, [1, *[np.nan] * (count - 1)])


def test_without_classes_nobody_agrees() -> None:
    real = of_pictures(read_digits(), conditional=False)
    measures = ImageMeasures(real, generator())
    fake = real.sample(100, generator())
    assert measures.agreement_by_class(fake) is None
    assert "agreement" not in measures.measure(fake)


def test_classes_that_nobody_knows() -> None:
    digits = read_digits()
    real = of_pictures(Album(digits.pictures, digits.labels, tuple("abcdefghij")), conditional=True)
    measures = ImageMeasures(real, generator())
    assert measures.agreement_by_class(real.sample(100, generator())) is None


@pytest.mark.parametrize("kind", ["faces", "faces in grey", "notes"])
def test_a_checkerboard_as_fine_as_a_pixel_is_seen(kind: str) -> None:
    """Averaged down to the network's 16 pixels it would be gone: generators that grow pictures paint such."""
    real = real_of(kind)
    fake, (y, x) = perfect(kind).clone(), np.mgrid[: real.height, : real.width]
    run_view = torch.tensor(0.2 * (-1.0) ** (x + y), dtype=torch.float32)
    fake[:, : real.dim].view(-1, real.channels, real.height, real.width).add_(run_view)
    metrics = measures_of(kind).measure(fake)
    assert metrics["frechet"].value > 3 * floor_of(metrics["frechet"])
    assert metrics["precision"].value < 0.5


# How it is measured.


def test_the_same_seed_gives_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = perfect("digits")
    measures_of("digits")
    monkeypatch.setattr(image_measures, "_of_real_data", Memo(4))
    again = ImageMeasures(real_of("digits"), generator()).measure(fake)
    assert again == measures_of("digits").measure(fake)
    assert again != ImageMeasures(real_of("digits"), generator(1)).measure(fake)


def test_the_real_pictures_are_measured_once_for_all_runs_that_begin_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_measures, "_of_real_data", Memo(4))
    fake, first = perfect("digits"), ImageMeasures(real_of("digits"), generator()).measure(perfect("digits"))
    monkeypatch.setattr(ImageMeasures, "_draw_real", measure_again)
    again = of_pictures(read_digits(), conditional=True)
    assert ImageMeasures(again, generator()).measure(fake) == first
    others = read_digits().pictures.copy()
    others[0] = 255 - others[0]
    changed = of_pictures(Album(others, read_digits().labels, read_digits().classes), conditional=True)
    for real, seed in ((real_of("digits"), 1), (real_of("notes"), 0), (changed, 0)):
        with pytest.raises(AssertionError, match="again"):
            ImageMeasures(real, generator(seed))


def measure_again(measures: ImageMeasures, rng: torch.Generator) -> None:
    raise AssertionError("again")


def test_the_first_samples_count_as_they_are_seen() -> None:
    """What is whiter than white is white, and no number at all is black."""
    real, measures = real_of("digits"), measures_of("digits")
    fake = real.sample(700, generator(2))
    odd = fake.clone()
    odd[:, : real.dim][fake[:, : real.dim] == -1] = math.nan
    odd[:, : real.dim][fake[:, : real.dim] == 1] = math.inf
    odd[512:] = 0
    assert measures.measure(odd) == measures.measure(fake)
    black = measures.measure(fake * math.nan)
    assert math.isfinite(black["frechet"].value)
    assert black["precision"].value == 0


def test_the_usual_distance_is_that_of_held_out_pictures() -> None:
    real = real_of("digits")
    held_out, trained = (real.to_samples(album.pictures).astype(float) for album in (real.held_out, real.album))
    apart = distance.cdist(held_out / 2, trained / 2).min(axis=1) / 8
    assert measures_of("digits").usual_distance == pytest.approx(apart.mean(), rel=1e-5)
    pictures, distances = measures_of("digits").nearest_pictures(
        torch.from_numpy(real.to_samples(real.held_out.pictures))
    )
    assert pictures.shape == (180, 8, 8, 1)
    assert pictures.dtype == np.uint8
    np.testing.assert_allclose(distances, apart, rtol=1e-4)
    shades = (pictures / 255.0 - real.held_out.pictures / 255.0).reshape(180, -1)
    np.testing.assert_allclose(np.sqrt((shades**2).mean(axis=1)), apart, rtol=1e-6)


def test_among_many_training_pictures_some_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_measures, "most_kept", 200)
    monkeypatch.setattr(image_measures, "copy_work", 200 * 64 * 100)
    real = real_of("digits")
    measures = ImageMeasures(real, generator())
    assert measures.compared_count == 100
    everything = torch.from_numpy(real.to_samples(real.album.pictures))
    distances = measures.nearest_pictures(everything)[1]
    assert 200 <= (distances == 0).sum() < 210


@pytest.mark.parametrize("count", [2, 3, 9, 40])
def test_a_handful_of_pictures(count: int) -> None:
    digits = read_digits()
    assert digits.labels is not None
    real = of_pictures(Album(digits.pictures[:count], digits.labels[:count], digits.classes), conditional=True)
    measures = ImageMeasures(real, generator())
    metrics = measures.measure(real.sample(measures.sample_count, generator()))
    assert all(math.isfinite(measure.value) for measure in metrics.values())
    assert metrics["copies"].value == 1
