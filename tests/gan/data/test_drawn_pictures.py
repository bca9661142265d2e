"""Banknotes and faces that the program draws: what a GAN and its onlookers count on."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from gan_playground.gan.data.images import ink
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.faces import draw_faces
from gan_playground.gan.data.images.ink import Field, box, ellipse, grid, inside, outline, petals, turned
from gan_playground.gan.data.images.notes import draw_notes
from gan_playground.gan.data.images.sitters import draw_sitters

drawers = pytest.mark.parametrize(("draw", "size"), [(draw_notes, (24, 40)), (draw_faces, (32, 32))])
Draw = Callable[..., Album]


def number(value: float) -> Field:
    return np.full((1, 1, 1), value, dtype=np.float32)


@drawers
def test_pictures_are_bytes_of_one_size(draw: Draw, size: tuple[int, int]) -> None:
    pictures = draw(70).pictures  # more than a sheet, and not a whole number of sheets
    assert pictures.shape == (70, *size, 3)
    assert pictures.dtype == np.uint8
    assert pictures.flags.c_contiguous


@drawers
def test_a_seed_is_an_album(draw: Draw, size: tuple[int, int]) -> None:
    first, again, other = draw(70, seed=3), draw(70, seed=3), draw(70, seed=4)
    np.testing.assert_array_equal(first.pictures, again.pictures)
    assert np.abs(first.pictures.astype(int) - other.pictures).mean(axis=(1, 2, 3)).min() > 1


@drawers
def test_no_two_are_alike(draw: Draw, size: tuple[int, int]) -> None:
    flat = draw(200).pictures.reshape(200, -1).astype(np.float64)
    square = (flat**2).sum(axis=1)
    apart = square[:, None] + square[None] - 2 * flat @ flat.T + np.diag(np.full(200, np.inf))
    # Grain alone sets two notes about 4 shades apart: they must differ in more than their grain.
    assert np.sqrt(apart.min() / flat.shape[1]) > 5


@drawers
def test_grey_is_the_same_pictures_without_their_colour(draw: Draw, size: tuple[int, int]) -> None:
    colour, grey = draw(40, seed=5).pictures, draw(40, seed=5, colour=False).pictures
    assert grey.shape == (40, *size, 1)
    assert grey.dtype == np.uint8
    # Bytes were rounded and cut after the colour was taken out: within a shade, save where a colour was cut off.
    gap = np.abs(colour @ np.array([0.299, 0.587, 0.114]) - grey[..., 0])
    assert np.median(gap) < 1
    assert gap.mean() < 1


def test_notes_come_in_equal_shares_and_mixed() -> None:
    album = draw_notes(301)
    assert album.labels is not None
    assert album.labels.dtype == np.int64
    assert album.classes == ("One", "Five", "Twenty")
    assert sorted(np.bincount(album.labels)) == [100, 100, 101]
    assert set(album.labels[:30]) == {0, 1, 2}


def nearest_mean(train: Album, test: Album) -> float:
    """How often a note is nearest to the mean note of its own class."""
    assert train.labels is not None
    assert test.labels is not None
    means = np.stack([train.pictures[train.labels == label].mean(axis=0).ravel() for label in range(3)])
    flat = test.pictures.reshape(len(test.pictures), -1)
    guess = np.square(flat[:, None] - means).sum(axis=2).argmin(axis=1)
    return float((guess == test.labels).mean())


@pytest.mark.parametrize("colour", [True, False])
def test_denominations_are_told_apart(colour: bool) -> None:
    assert nearest_mean(draw_notes(300, 0, colour), draw_notes(300, 1, colour)) >= 0.98


@pytest.mark.parametrize("columns", [slice(3, 18), slice(20, 37)])
def test_portrait_and_numeral_each_give_the_denomination_away(columns: slice) -> None:
    def part(seed: int) -> Album:
        album = draw_notes(300, seed, colour=False)
        return Album(album.pictures[:, 2:-2, columns], album.labels, album.classes)

    assert nearest_mean(part(0), part(1)) >= 0.98


def darkest(shades: NDArray[np.uint8], share: float) -> NDArray[np.bool_]:
    return shades <= np.quantile(shades, share)


def test_a_one_is_a_stroke_and_a_twenty_is_wide() -> None:
    album = draw_notes(60, colour=False)
    assert album.labels is not None
    widths = [
        np.median([darkest(picture[6:18, 20:37, 0], 0.12).any(axis=0).sum() for picture in one_class])
        for one_class in (album.pictures[album.labels == label] for label in range(3))
    ]
    assert widths[0] < widths[1] < widths[2]


def test_faces_have_no_classes() -> None:
    album = draw_faces(3)
    assert album.labels is None
    assert album.classes == ()


def test_faces_are_nearly_symmetric_but_none_is_quite() -> None:
    pictures = draw_faces(300).pictures.astype(float)
    mirrored = np.abs(pictures - pictures[:, :, ::-1]).mean(axis=(1, 2, 3))
    others = np.abs(pictures - np.roll(pictures, 1, axis=0)).mean(axis=(1, 2, 3))
    assert mirrored.min() > 1
    assert mirrored.mean() < others.mean() / 2
    assert mirrored.std() > 1
    mean = pictures.mean(axis=0)  # heads lean to neither side on the whole
    assert np.abs(mean - mean[:, ::-1]).mean() < 4


def test_faces_vary_at_every_pixel_that_a_face_can_reach() -> None:
    pictures = draw_faces(300).pictures.astype(float)
    assert pictures.std(axis=0).min() > 8


def test_sitters_differ_in_all_that_is_theirs() -> None:
    who = draw_sitters(400, np.random.default_rng(0))
    for part in (who, who.hair, who.look):
        for name in part.__slots__:
            value = getattr(part, name)
            if isinstance(value, np.ndarray):
                assert value.shape[0] == 400
                assert value.dtype == np.float32, name
                assert value.std() > 0, name
    assert np.abs(who.tilt_deg).max() <= 12
    assert 0.15 < who.look.glasses.mean() < 0.35


def test_a_circles_distance_is_exact() -> None:
    x, y = grid(9, 9)
    away = np.hypot(x, y) > 0  # in its very middle an ellipse has no slope
    np.testing.assert_allclose(ellipse(x, y, 3.0, 3.0)[away], np.hypot(x, y)[away] - 3, atol=2e-3)


def test_a_shape_covers_its_area() -> None:
    x, y = grid(40, 40)
    for shift in (0.0, 0.3, 0.5):
        assert inside(ellipse(x - shift, y, 12.0, 7.0)).sum() == pytest.approx(np.pi * 12 * 7, rel=0.01)
        assert inside(box(x - shift, y, 10.0, 6.0)).sum() == pytest.approx(4 * 10 * 6, rel=0.01)
        assert outline(ellipse(x - shift, y, 9.0, 9.0), 0.8).sum() == pytest.approx(2 * np.pi * 9 * 0.8, rel=0.03)


def test_a_turned_shape_is_the_shape_turned() -> None:
    x, y = grid(15, 15)
    upright = box(x, y, 6.0, 2.0)
    lying = box(*turned(x, y, number(90)), 6.0, 2.0)
    np.testing.assert_allclose(lying[0], np.rot90(upright[0]), atol=1e-4)


def test_petals_are_the_cosine_of_eight_angles() -> None:
    x, y = grid(10, 12)
    np.testing.assert_allclose(petals(x, y), np.cos(8 * np.arctan2(y, x)), atol=0.02)


def test_sheets_are_bound_in_order() -> None:
    def sheet(first: int, count: int) -> Field:
        shade = np.arange(first, first + count, dtype=np.float32).reshape(-1, 1, 1, 1)
        return np.broadcast_to(shade, (count, 3, 2, 2)).astype(np.float32)

    pictures = ink.printed(150, sheet, colour=True)
    np.testing.assert_array_equal(pictures[:, 0, 0, 0], np.arange(150))
