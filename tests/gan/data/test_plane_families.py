"""Real data on the plane against formulas of their own: where samples lie, how densely, and how they are written."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy import stats
from scipy.spatial import cKDTree, distance

from cases import each_of
from gan.plane import CURVES, KINDS, MIXTURES, draw, real_data
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES, kind_of_file
from gan_playground.gan.data.plane.mixtures import read_centres, write_centres
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.resources import resource_path

every_kind = each_of("kind", KINDS)
every_mixture = each_of("kind", MIXTURES)
every_curve = each_of("kind", CURVES)


def centres_of(kind: str, **knobs: str | float) -> np.ndarray:
    modes = real_data(kind, **knobs).modes
    assert modes is not None
    return modes.centres


def test_every_family_of_the_plane_is_tried_here() -> None:
    assert {kind for kind, family in FAMILIES.items() if family.stage == "plane"} == {
        *MIXTURES,
        *CURVES,
        *("checkerboard", "word", "picture", "points", "drawing"),
    }


@every_kind
def test_samples_lie_in_the_view(kind: str) -> None:
    real = real_data(kind)
    assert real.dim == 2
    assert real.view.contains(draw(real, 10_000)).mean() > 0.999


@every_kind
def test_the_view_is_not_mostly_empty(kind: str) -> None:
    samples, view = draw(real_data(kind), 10_000), real_data(kind).view
    spans = np.ptp(samples, axis=0) / (view.width, view.height)
    assert (spans > 0.3).all()
    assert np.abs(samples.mean(0) - view.middle).max() < 0.15 * view.width


@every_kind
def test_standardised_samples_are_about_as_wide_as_high_as_one(kind: str) -> None:
    samples = real_data(kind).sample(10_000, torch.Generator().manual_seed(0))
    overall = float(samples.square().mean().sqrt())
    assert 0.7 < overall < 1.4
    assert samples.mean(0).abs().max() < 0.35


@every_kind
def test_samples_depend_on_the_random_generator_alone(kind: str) -> None:
    real = real_data(kind)
    np.testing.assert_array_equal(draw(real, 200, seed=3), draw(real_data(kind), 200, seed=3))
    assert not np.array_equal(draw(real, 200, seed=3), draw(real, 200, seed=4))


@every_kind
def test_scale_view_and_shift_do_not_hang_on_what_is_turned_live(kind: str) -> None:
    """A network goes by them, and these knobs are turned while it trains."""
    plain, turned = real_data(kind), real_data(kind, sigma=0.4, text="Q", drawing="brush 0.5 0: 1 0", centres="1 1")
    np.testing.assert_array_equal(plain.scale, turned.scale)
    np.testing.assert_array_equal(plain.shift, turned.shift)
    assert plain.view == turned.view


# Mixtures.


def test_ring_has_eight_places_at_radius_2() -> None:
    """linspace(0, 2 pi, 8) would put the last on the first, and leave seven."""
    for kind in ("ring", "soft-ring"):
        centres = centres_of(kind)
        assert centres.shape == (8, 2)
        np.testing.assert_allclose(np.hypot(*centres.T), 2.0)
        neighbours = 4 * math.sin(math.pi / 8)
        np.testing.assert_allclose(np.sort(distance.pdist(centres))[:8], neighbours)


def test_grid_is_five_by_five_two_apart() -> None:
    wanted = {(x, y) for x in (-4, -2, 0, 2, 4) for y in (-4, -2, 0, 2, 4)}
    assert set(map(tuple, centres_of("grid"))) == wanted
    assert len(centres_of("grid")) == 25


@each_of("kind, sigma", [("ring", 0.02), ("grid", 0.05)])
def test_the_benchmarks_deviations_are_the_papers(kind: str, sigma: float) -> None:
    modes = real_data(kind).modes
    assert modes is not None
    assert modes.sigma == sigma


@every_mixture
@each_of("sigma", [0.0, 0.1])
def test_every_mode_is_drawn_from_alike_and_is_a_normal_mode(kind: str, sigma: float) -> None:
    real = real_data(kind, sigma=sigma)
    assert real.modes is not None
    assert not sigma or real.modes.sigma == sigma
    samples, centres = draw(real, 25_000), real.modes.centres
    _, mode = cKDTree(centres).query(samples)
    assert stats.chisquare(np.bincount(mode, minlength=len(centres))).pvalue > 1e-3
    away = (samples - centres[mode]) / real.modes.sigma
    # Wide modes touch: a sample beyond the border would be counted to its neighbour.
    border = distance.pdist(centres).min() / 2 / real.modes.sigma
    if border > 4:
        assert stats.kstest(away[:, 0], stats.norm.cdf).pvalue > 1e-3
        assert stats.kstest(away[:, 1], stats.norm.cdf).pvalue > 1e-3
        assert abs(np.corrcoef(away.T)[0, 1]) < 0.03
    else:
        near = np.hypot(*away.T) < border
        assert near.mean() == pytest.approx(1 - math.exp(-(border**2) / 2), abs=0.03), "Rayleigh's share"


def test_centres_of_ones_own() -> None:
    real = real_data("ring", centres="1 -1; 2.5 0")
    assert real.modes is not None
    np.testing.assert_array_equal(real.modes.centres, [[1, -1], [2.5, 0]])
    samples = draw(real, 2_000)
    nearest, mode = cKDTree(real.modes.centres).query(samples)
    assert nearest.max() < 6 * 0.02
    assert 0.4 < mode.mean() < 0.6
    assert (real.scale == real_data("ring").scale).all()


@each_of("drawn", ["", " ", "eraser 0.5 0: 0 0"])
def test_no_mode_and_no_paint_is_nothing_to_learn(drawn: str) -> None:
    with pytest.raises(PlaygroundError, match="nothing to learn"):
        real_data("ring", centres="none", drawing=drawn)


def test_no_mode_but_paint() -> None:
    real = real_data("ring", centres="none", drawing="brush 0.3 0: 1 1")
    assert real.modes is None
    assert np.hypot(*(draw(real, 2_000) - 1).T).max() < 0.35


@each_of(
    "text",
    [
        "1",
        "1 2 3",
        "1 2; 3",
        "a b",
        "1,2",
        "1 2, 3 4",
        "inf 0",
        "0 -inf",
        "nan 0",
        "0 nan",
        "1e4 0",
        "None",
        "1 2; none",
    ],
)
def test_centres_that_cannot_be_read_are_refused_by_the_experiment(text: str) -> None:
    with pytest.raises(PlaygroundError) as caught:
        Experiment().with_knobs({"data.kind": "ring", "data.centres": text})
    sentence = str(caught.value)
    assert "data.centres" in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_hundred_places_and_no_more() -> None:
    many = "; ".join(f"{i % 10} {i // 10}" for i in range(100))
    assert len(read_centres(many) or ()) == 100
    with pytest.raises(PlaygroundError, match="101"):
        read_centres(many + "; 20 20")


def test_centres_as_text_and_back() -> None:
    centres = np.array([[2.0, -0.0], [-1.5, 0.125], [100.0, -999.999]])
    np.testing.assert_array_equal(read_centres(write_centres(centres)), centres)
    assert read_centres(write_centres(np.empty((0, 2)))) == ()
    assert read_centres("") is read_centres("  ") is None


@every_mixture
def test_where_the_modes_lie_is_told_by_the_family(kind: str) -> None:
    centres = FAMILIES[kind].centres
    assert centres is not None
    data = Experiment().with_knobs({"data.kind": kind}).data
    np.testing.assert_array_equal(centres(data), centres_of(kind))


# Curves. Each is written down here again, from its definition.


def curve(kind: str) -> np.ndarray:
    """A fine walk along the noise-free curve (N, 2)."""
    t = np.linspace(0, 1, 40_001)
    if kind == "segment":
        return np.outer(1 - t, [-2, -1.2]) + np.outer(t, [2, 1.2])
    if kind == "moons":  # scikit-learn's, its middle at 0, 1.6 times as large
        upper = np.column_stack((np.cos(np.pi * t), np.sin(np.pi * t)))
        lower = np.column_stack((1 - np.cos(np.pi * t), 0.5 - np.sin(np.pi * t)))
        return 1.6 * (np.concatenate((upper, lower)) - [0.5, 0.25])
    if kind == "spiral":
        angle = 3 * np.pi * t
        arm = (0.25 + 2.1 * t)[:, None] * np.column_stack((np.cos(angle), np.sin(angle)))
        return np.concatenate((arm, -arm))
    angle = np.pi * (1.5 + 3 * t)  # scikit-learn's roll, seen from its end
    return (2.4 * angle / (4.5 * np.pi))[:, None] * np.column_stack((np.cos(angle), np.sin(angle)))


@every_curve
def test_samples_lie_on_the_curve(kind: str) -> None:
    samples = draw(real_data(kind, sigma=1e-4), 5_000)
    assert cKDTree(curve(kind)).query(samples)[0].max() < 2e-3


@every_curve
def test_all_of_the_curve_is_filled(kind: str) -> None:
    samples = draw(real_data(kind, sigma=1e-4), 20_000)
    gaps = cKDTree(samples).query(curve(kind))[0]
    assert gaps.max() < 0.06


@every_curve
@each_of("sigma", [0.0, 0.03])
def test_samples_stray_from_the_curve_by_sigma(kind: str, sigma: float) -> None:
    """The way to a line that is nearly straight is |N(0, sigma)|, past its ends a little more."""
    away, _ = cKDTree(curve(kind)).query(draw(real_data(kind, sigma=sigma), 10_000))
    expected = sigma or {"segment": 0.08, "moons": 0.08}.get(kind, 0.06)
    assert math.sqrt(np.mean(away**2)) == pytest.approx(expected, rel=0.06)
    assert np.mean(away < expected) == pytest.approx(stats.norm.cdf(1) - stats.norm.cdf(-1), abs=0.03)


def test_noise_beside_a_curve_is_alike_in_x_and_y() -> None:
    """Distance from the point that t gives is Rayleigh's: one t, seen through two draws of the same numbers."""
    quiet, loud = (draw(real_data("moons", sigma=sigma), 10_000, seed=5) for sigma in (1e-6, 0.1))
    away = np.hypot(*(loud - quiet).T)
    assert stats.kstest(away, stats.rayleigh(scale=0.1).cdf).pvalue > 1e-3
    assert abs(np.corrcoef((loud - quiet).T)[0, 1]) < 0.03


@each_of("kind", ["moons", "spiral"])
def test_both_halves_are_drawn_from_alike(kind: str) -> None:
    samples, walk = draw(real_data(kind), 10_000), curve(kind)
    _, nearest = cKDTree(walk).query(samples)
    assert (nearest < len(walk) / 2).mean() == pytest.approx(0.5, abs=0.02)


def along_the_first_arm(kind: str, parts: int) -> tuple[np.ndarray, np.ndarray]:
    """How many of 40,000 samples are in each part of the way along it (parts,), and the edges (parts + 1,)."""
    walk = curve(kind)
    arm = walk[:40_001]
    along = np.concatenate(([0], np.cumsum(np.hypot(*np.diff(arm, axis=0).T))))
    _, nearest = cKDTree(walk).query(draw(real_data(kind, sigma=1e-4), 40_000))
    return np.histogram(along[nearest[nearest < len(arm)]], bins=parts, range=(0, along[-1]))


@each_of("kind", ["segment", "moons"])
def test_a_curve_is_evenly_filled(kind: str) -> None:
    counts, _ = along_the_first_arm(kind, 20)
    assert stats.chisquare(counts).pvalue > 1e-3


def test_a_spiral_is_thinner_the_nearer_to_its_middle() -> None:
    """As u² is spread evenly, at angle 3 pi u and radius 0.25 + 2.1 u: two fifths of the mean in the innermost part."""
    counts, edges = along_the_first_arm("spiral", 20)
    u = np.linspace(0, 1, 100_001)
    pace = np.hypot(2.1, 3 * np.pi * (0.25 + 2.1 * u))
    length = np.concatenate(([0], np.cumsum((pace[1:] + pace[:-1]) / 2))) / 100_000
    shares = np.diff(np.interp(edges, length, u) ** 2)
    assert stats.chisquare(counts, shares / shares.sum() * counts.sum()).pvalue > 1e-3
    assert counts[0] / counts.mean() == pytest.approx(0.41, abs=0.05)


# The checkerboard.


def test_only_dark_squares_are_filled_and_all_alike() -> None:
    samples = draw(real_data("checkerboard"), 32_000)
    places = samples / 1.1 + 2
    assert places.min() > -1e-5
    assert places.max() < 4 + 1e-5
    column, row = np.clip(np.floor(places + 1e-6), 0, 3).astype(int).T
    inner = np.abs(places - np.round(places)).min(axis=1) > 1e-4
    assert (((column + row) % 2 == 0) | ~inner).all()
    counts = np.bincount((4 * column + row)[inner], minlength=16).reshape(4, 4)
    dark = counts[np.add.outer(range(4), range(4)) % 2 == 0]
    assert len(dark) == 8
    assert stats.chisquare(dark).pvalue > 1e-3
    within = (places % 1)[inner]
    assert stats.kstest(within[:, 0], stats.uniform.cdf).pvalue > 1e-3
    assert stats.kstest(within[:, 1], stats.uniform.cdf).pvalue > 1e-3


# Points without a file, and which kind a file is.


def test_points_without_a_file_are_the_petals() -> None:
    petals = np.loadtxt(resource_path("data/iris.csv"), delimiter=",", skiprows=1)[:, 2:]
    real = real_data("points")
    np.testing.assert_allclose(real.shift, petals.mean(0))
    np.testing.assert_allclose(real.scale, petals.std(0))
    assert set(map(tuple, np.round(draw(real, 5_000), 3))) == set(map(tuple, np.round(petals, 3)))


@each_of(
    "path, stage, kind",
    [
        ("a.csv", "plane", "points"),
        ("a.csv", "line", "column"),
        ("a.NPY", "plane", "points"),
        ("a.npy", "line", "column"),
        ("A.PNG", "plane", "picture"),
        ("a.jpeg", "line", "picture"),
        ("", "plane", "points"),
        ("", "line", "column"),
    ],
)
def test_what_kind_a_file_is(path: str, stage: str, kind: str) -> None:
    assert kind_of_file(path, stage) == kind
