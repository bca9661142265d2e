"""What is seen of a palette, against NumPy and SciPy, and what a perfect generator gets."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import stats
from torch import Tensor

from gan.plane import Fixed
from gan.runs import assert_same, make
from gan.test_frame import assert_equal
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.images.palette import ColourDistribution
from gan_playground.gan.data.images.photograph import read_photograph
from gan_playground.gan.experiment.experiment import Data
from gan_playground.gan.observe.frame import ColoursPicture, Frame
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.gan.training.trainer import Trainer
from gan_playground.resources import resource_path

shipped = resource_path("data/astronaut.jpg")


def palette(seed: int = 0, **knobs: Any) -> Trainer:
    """A small run on the colours of the photograph that ships."""
    return make(seed, data__kind="palette", **{"latent__dim": 3, **knobs})


def real_of(trainer: Trainer) -> ColourDistribution:
    assert isinstance(trainer.real, ColourDistribution)
    return trainer.real


def draw(trainer: Trainer, count: int, seed: int) -> np.ndarray:
    """Real colours (count, 3) that nobody has seen before, in shades."""
    real = real_of(trainer)
    samples = real.sample(count, torch.Generator().manual_seed(1_000_003 + seed))
    assert samples.dtype == torch.float32
    return samples.double().numpy() * real.scale + real.shift


def generating(colours: np.ndarray | None = None, seed: int = 0, **knobs: Any) -> Trainer:
    """A run whose generator gives these colours, or real ones."""
    trainer = palette(seed, **knobs)
    colours = draw(trainer, 2048, seed) if colours is None else colours
    real = real_of(trainer)
    fixed = torch.tensor((colours - real.shift) / real.scale, dtype=torch.float32)
    trainer.replace_networks(Fixed(fixed), trainer.discriminator.network)
    return trainer


def picture_of(frame: Frame) -> ColoursPicture:
    assert isinstance(frame.picture, ColoursPicture)
    return frame.picture


def flat(path: Path, *colours: tuple[int, int, int]) -> str:
    """A photograph of stripes, each of one colour; its path."""
    stripes = np.repeat(np.array(colours, np.uint8)[:, None], 16, axis=1).repeat(16, axis=0)
    Image.fromarray(stripes).save(path)
    return str(path)


# The colours themselves.


def test_real_colours_lie_within_half_a_shade_of_the_photographs_pixels() -> None:
    samples = draw(palette(), 20_000, seed=3)
    pixels = {tuple(pixel) for pixel in read_photograph(shipped).reshape(-1, 3).tolist()}
    nearest = np.round(samples)
    # In single precision a colour on the very border may be rounded to the other side.
    known = np.array([tuple(colour) in pixels for colour in nearest.astype(int).tolist()])
    assert known.mean() > 0.9999
    assert np.abs(samples - nearest).mean() == pytest.approx(0.25, abs=0.005), "every value between is as likely"
    assert abs(float((samples - nearest).mean())) < 0.005


def test_colours_come_as_often_as_their_pixels(tmp_path: Path) -> None:
    path = flat(tmp_path / "stripes.png", (200, 10, 90), (200, 10, 90), (20, 240, 130))
    samples = draw(palette(data__path=path), 6_000, seed=1)
    light = np.abs(samples - [200, 10, 90]).max(axis=1) <= 0.501
    dark = np.abs(samples - [20, 240, 130]).max(axis=1) <= 0.501
    assert (light | dark).all()
    assert light.mean() == pytest.approx(2 / 3, abs=4 * math.sqrt(2 / 9 / 6_000))


def test_training_sees_all_channels_on_one_scale() -> None:
    trainer = palette()
    real, samples = real_of(trainer), draw(trainer, 50_000, seed=2)
    standardised = (samples - real.shift) / real.scale
    assert standardised.mean() == pytest.approx(0, abs=0.02)
    assert standardised.std() == pytest.approx(1, abs=0.02)


def test_a_photograph_of_one_colour_is_a_palette_too(tmp_path: Path) -> None:
    trainer = palette(data__path=flat(tmp_path / "grey.png", (128, 128, 128)))
    trainer.advance(3)
    picture = picture_of(trainer.observe())
    assert np.abs(picture.real - 128).max() <= 0.501
    assert np.isfinite(picture.generated).all()


# What is seen of them.


def test_a_frame_shows_the_photograph_small(tmp_path: Path) -> None:
    picture = picture_of(palette().observe())
    assert picture.photograph.dtype == np.uint8
    assert max(picture.photograph.shape[:2]) <= 256
    np.testing.assert_array_equal(picture.photograph, read_photograph(shipped, 256))
    with pytest.raises(ValueError, match="read-only"):
        picture.photograph[0, 0] = 0


def test_the_generated_colours_are_those_of_g() -> None:
    colours = np.random.default_rng(0).uniform(-20, 280, (2048, 3))
    trainer = generating(colours)
    picture = picture_of(trainer.observe())
    np.testing.assert_allclose(picture.generated, colours[:600], atol=1e-3)
    np.testing.assert_allclose(picture_of(trainer.observe()).generated, picture.generated)
    trainer.advance(2)
    np.testing.assert_array_equal(picture_of(trainer.observe()).real, picture.real)


@pytest.mark.parametrize("pack", [1, 2])
def test_verdicts_are_ds(pack: int) -> None:
    trainer = palette(stabilise__pack=pack)
    trainer.advance(30)
    picture, real = picture_of(trainer.observe()), real_of(trainer)
    for colours, verdicts in ((picture.real, picture.real_verdicts), (picture.generated, picture.verdicts)):
        rows = torch.tensor((colours - real.shift) / real.scale, dtype=torch.float32)
        packs = torch.cat([rows.roll(-i, 0) for i in range(pack)], dim=1)
        with torch.no_grad():
            expected = trainer.discriminator.network(packs).sigmoid()[:, 0].numpy()
        end = len(rows) - pack + 1  # the last one is judged beside one that is not shown
        np.testing.assert_allclose(verdicts[:end], expected[:end], atol=1e-4)


# Histograms.


def test_every_real_colour_is_in_a_bin() -> None:
    """Pixels that are quite black, too: half of what is drawn for them lies below 0."""
    picture = picture_of(palette().observe())
    assert picture.real_histogram.shape == picture.generated_histogram.shape == (3, len(picture.bin_edges) - 1)
    # In single precision a colour on the very edge of what there is may lie beyond it.
    np.testing.assert_allclose(picture.real_histogram.sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255)])
def test_black_and_white_are_whole(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    path = flat(tmp_path / "plain.png", colour)
    picture = picture_of(palette(data__path=path).observe())
    end = 0 if colour[0] == 0 else -1
    np.testing.assert_allclose(picture.real_histogram[:, end], 1, atol=1e-4)


def test_histograms_are_numpys() -> None:
    colours = np.random.default_rng(1).uniform(20, 230, (2048, 3))
    picture = picture_of(generating(colours).observe())
    expected = [np.histogram(channel, picture.bin_edges)[0] / 2048 for channel in colours.T]
    # In single precision a colour on the very border of a bin may go either way.
    np.testing.assert_allclose(picture.generated_histogram, expected, atol=3 / 2048)
    np.testing.assert_allclose(picture.generated_histogram.sum(axis=1), 1, atol=1e-9)


def test_what_no_screen_shows_and_what_is_no_number_is_in_no_bin() -> None:
    colours = np.full((2048, 3), 100.0)
    colours[:512] = -40
    colours[512:1024] = 400
    colours[1024:1536] = np.nan
    picture = picture_of(generating(colours).observe())
    np.testing.assert_allclose(picture.generated_histogram.sum(axis=1), 0.25)
    np.testing.assert_allclose(picture.generated[[0, 599], 0], [-40, 400], atol=1e-3)  # as they are, not clipped


# How far from it.


def test_sliced_wasserstein_is_the_mean_of_scipys_over_directions() -> None:
    colours = np.random.default_rng(2).normal([120, 90, 60], 40, (2048, 3))
    trainer = generating(colours)
    frame = trainer.observe()
    reference = trainer_sample(trainer)
    index = np.arange(64) + 0.5
    height, turn = index / 64, np.pi * (3 - math.sqrt(5)) * np.arange(64)
    across = np.sqrt(1 - height**2)
    directions = np.column_stack((across * np.cos(turn), across * np.sin(turn), height))
    far = [stats.wasserstein_distance(colours @ way, reference @ way) for way in directions]
    assert frame.metrics["sliced_wasserstein"].value == pytest.approx(float(np.mean(far)), rel=1e-3)
    assert frame.distance == "sliced_wasserstein"


def trainer_sample(trainer: Trainer) -> np.ndarray:
    """The real colours that an observer measures with: the first that its own stream of random numbers gives."""
    real = real_of(trainer)
    rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
    return real.sample(2048 * 20, rng)[:2048].double().numpy() * real.scale + real.shift


def test_over_many_seeds_a_perfect_generator_is_at_its_bounds() -> None:
    """So that a floor is neither too high, which would hide a fault, nor too low, which nobody could reach."""
    many = [generating(seed=seed).observe().metrics for seed in range(10)]
    values, floors = zip(*[(m["sliced_wasserstein"].value, m["sliced_wasserstein"].floor) for m in many], strict=True)
    scatter = math.hypot(float(np.std(values)), float(np.std(floors))) / math.sqrt(len(many))
    assert np.mean(values) == pytest.approx(np.mean(floors), abs=4 * scatter)
    assert 0.5 < np.mean(values) < 6, "in shades"
    for name in ("precision", "recall"):
        values, ceilings = zip(*[(m[name].value, m[name].ceiling) for m in many], strict=True)
        scatter = math.hypot(float(np.std(values)), float(np.std(ceilings))) / math.sqrt(len(many))
        assert np.mean(values) == pytest.approx(np.mean(ceilings), abs=4 * scatter)


def test_a_generator_of_one_colour_is_far_from_them() -> None:
    metrics = generating(np.full((2048, 3), 128.0)).observe().metrics
    assert metrics["sliced_wasserstein"].value > 10 * metrics["sliced_wasserstein"].floor
    assert metrics["recall"].value < 0.05


def test_a_moved_palette_is_half_its_way_off() -> None:
    """The mean of |t . w| over directions w of space is |t| / 2."""
    trainer = palette()
    moved = trainer_sample(trainer) + np.array([30.0, -40.0, 0.0])
    value = generating(moved).observe().metrics["sliced_wasserstein"].value
    assert value == pytest.approx(25, rel=0.03)


# Looking.


def test_looking_changes_no_bit_of_a_run() -> None:
    alone, watched = (palette(stabilise__instance_noise=0.1, stabilise__average_half_life=20.0) for _ in range(2))
    alone.advance(40)
    for _ in range(8):
        watched.observe()
        watched.advance(5)
    states: list[dict[str, Tensor]] = [alone.state(), watched.state()]
    assert_same(*states)
    assert_equal(alone.observe().picture, watched.observe().picture)


def test_looking_twice_is_looking_once() -> None:
    trainer = palette()
    trainer.advance(5)
    assert_equal(trainer.observe(), trainer.observe())


def test_the_average_is_what_is_shown_where_it_is_kept() -> None:
    trainer = palette(stabilise__average_half_life=50.0)
    trainer.advance(60)
    averaged = trainer.observe()
    fighting = palette()
    fighting.advance(60)
    assert averaged.averaged
    assert not fighting.observe().averaged
    assert not np.allclose(picture_of(averaged).generated, picture_of(fighting.observe()).generated, atol=0.5)


@pytest.mark.parametrize("path", ["nowhere.png", "notes.txt"])
def test_what_is_no_photograph_is_refused_in_a_sentence(tmp_path: Path, path: str) -> None:
    (tmp_path / "notes.txt").write_text("not a picture")
    with pytest.raises(PlaygroundError, match=path):
        FAMILIES["palette"].make(Data(kind="palette", path=str(tmp_path / path)))
