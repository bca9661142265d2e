"""What one photograph gives: itself, patches of its texture, its colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import stats

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.photograph import palette_of, read_photograph, texture_of

rng = np.random.default_rng(0)
NOISE = rng.integers(0, 256, (60, 90, 3), dtype=np.uint8)


def test_a_small_photograph_is_itself(tmp_path: Path) -> None:
    Image.fromarray(NOISE).save(tmp_path / "photo.png")
    np.testing.assert_array_equal(read_photograph(tmp_path / "photo.png"), NOISE)


@pytest.mark.parametrize("ending", ["png", "jpg"])
@pytest.mark.parametrize(("size", "expected"), [((1500, 900), (307, 512)), ((300, 1200), (512, 128))])
def test_a_large_one_is_made_smaller(
    ending: str, size: tuple[int, int], expected: tuple[int, int], tmp_path: Path
) -> None:
    Image.new("RGB", size, (200, 100, 50)).save(tmp_path / f"photo.{ending}")
    photo = read_photograph(tmp_path / f"photo.{ending}")
    assert photo.shape == (*expected, 3)
    assert photo.dtype == np.uint8
    assert np.abs(photo.astype(int) - [200, 100, 50]).max() <= 2
    assert max(read_photograph(tmp_path / f"photo.{ending}", 100).shape) == 100


def test_grey_clear_and_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("LA", (90, 60), (0, 0)).save(tmp_path / "clear.png", exif=exif)
    photo = read_photograph(tmp_path / "clear.png")
    assert photo.shape == (90, 60, 3)
    assert (photo == 255).all()


def test_what_is_no_photograph(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_bytes(b"x,y\n")
    Image.fromarray(NOISE).save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:5_000])
    (tmp_path / "folder").mkdir()
    for name, reason in [
        ("text.png", "not a picture"),
        ("cut.png", "damaged"),
        ("folder", "not a file"),
        ("nosuch.png", "No such file"),
    ]:
        with pytest.raises(PlaygroundError, match=reason) as caught:
            read_photograph(tmp_path / name)
        assert name in str(caught.value)
    with pytest.raises(PlaygroundError, match="cannot be read"):
        read_photograph(Path("nul\0byte.png"))


def test_patches_are_repeatable_and_differ_by_seed() -> None:
    album = texture_of(NOISE, count=50)
    assert album.pictures.shape == (50, 16, 16, 3)
    assert album.pictures.dtype == np.uint8
    assert album.labels is None
    np.testing.assert_array_equal(album.pictures, texture_of(NOISE, count=50).pictures)
    assert (album.pictures != texture_of(NOISE, count=50, seed=1).pictures).any()


def test_patches_cover_once_to_twice_their_side_anywhere() -> None:
    """A slope tells place and scale: a patch's mean is where its middle lies, its rise how much it covers."""
    slope = np.zeros((64, 64, 3), dtype=np.uint8)
    slope[..., 0] = 4 * np.arange(64)
    slope[..., 1] = 4 * np.arange(64)[:, None]
    patches = texture_of(slope, count=2_000, side=20).pictures / 4
    covered = (patches[:, :, 15, 0] - patches[:, :, 4, 0]).mean(axis=1) / 11 * 20
    assert stats.kstest(covered, stats.uniform(20, 20).cdf).statistic < 0.05
    for channel in (0, 1):
        start = (patches[..., channel].mean(axis=(1, 2)) + 0.5 - covered / 2) / (64 - covered)
        assert stats.kstest(start, stats.uniform(0, 1).cdf).statistic < 0.05


def test_a_patch_as_large_as_the_photograph_is_the_photograph() -> None:
    square = NOISE[:16, :16]
    for patch in texture_of(square, count=3, side=16).pictures:
        np.testing.assert_array_equal(patch, square)


def test_a_photograph_smaller_than_a_patch() -> None:
    with pytest.raises(PlaygroundError, match="at least 16 each way"):
        texture_of(NOISE[:15])


def test_a_palette_is_all_pixels_or_a_fair_part_of_them() -> None:
    colours = palette_of(NOISE)
    assert colours.dtype == np.float64
    assert sorted(map(tuple, colours)) == sorted(map(tuple, NOISE.reshape(-1, 3).tolist()))
    large = rng.integers(0, 256, (400, 300, 3), dtype=np.uint8)
    part = palette_of(large)
    assert part.shape == (20_000, 3)
    np.testing.assert_array_equal(part, palette_of(large))
    assert stats.ks_2samp(part[:, 1], large[..., 1].reshape(-1)).statistic < 0.02
