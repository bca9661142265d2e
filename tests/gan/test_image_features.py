"""The small network that ships: what it says of pictures that it was not trained on, and that it is what it claims."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

import train_features
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.digits import read_digits
from gan_playground.gan.data.images.faces import draw_faces
from gan_playground.gan.data.images.image import of_pictures
from gan_playground.gan.data.images.notes import classes as note_classes
from gan_playground.gan.data.images.notes import draw_notes
from gan_playground.gan.metrics.features import (
    LAYERS,
    Shape,
    chunk_size,
    class_odds,
    feature_count,
    features,
    features_of,
    resized,
    shipped_file,
)
from gan_playground.resources import resource_path

DIGITS = tuple(map(str, range(10)))


def samples_of(album: Album) -> tuple[Tensor, Shape]:
    real = of_pictures(album, conditional=False)
    samples = torch.from_numpy(real.to_samples(album.pictures))
    return samples, (real.channels, real.height, real.width)


def right_share(album: Album) -> float:
    odds = class_odds(*samples_of(album), album.classes)
    assert odds is not None
    np.testing.assert_allclose(odds.sum(dim=1), 1, atol=1e-5)
    return float((odds.argmax(dim=1).numpy() == album.labels).mean())


# The file.


def test_the_file_is_small_and_holds_numbers_and_words_alone() -> None:
    path = resource_path(shipped_file)
    assert path.stat().st_size < 300_000
    with np.load(path, allow_pickle=False) as file:
        kinds = {array.dtype.kind for array in dict(file).values()}
    assert kinds == {"f", "U"}


def test_its_layout_is_that_of_the_network_which_is_trained() -> None:
    fresh = train_features.fresh_layers(train_features.all_shapes(), torch.Generator().manual_seed(0))
    with np.load(resource_path(shipped_file), allow_pickle=False) as file:
        arrays = dict(file)
    for name in (*LAYERS, *train_features.HEADS):
        for part, tensor in zip(("weight", "bias"), fresh[name], strict=True):
            array = arrays.pop(f"{name}.{part}")
            assert array.shape == tuple(tensor.shape)
            assert np.isfinite(array).all()
    assert {name: tuple(array) for name, array in arrays.items()} == {
        f"{name}.classes": classes for name, classes in train_features.HEADS.items()
    }


def test_a_step_of_training_makes_it_better() -> None:
    """The script runs, from its pictures to a loss that falls."""
    rng = torch.Generator().manual_seed(0)
    digits = train_features.in_colour(read_digits())[:200]
    shown = torch.tensor(read_digits().labels)[:200]
    labels = {"digits": shown, "notes": shown % 3}
    data = {kind: train_features.Kind(digits, labels.get(kind)) for kind in train_features.kinds}
    layers = train_features.fresh_layers(train_features.all_shapes(), rng)
    tensors = [tensor.requires_grad_() for layer in layers.values() for tensor in layer]
    chosen = train_features.batch(data, rng)
    before = train_features.loss_of(chosen, layers)
    gradients = torch.autograd.grad(before, tensors)
    with torch.no_grad():
        for tensor, gradient in zip(tensors, gradients, strict=True):
            tensor -= 1e-3 * gradient
        assert train_features.loss_of(chosen, layers) < before


def test_standardised_features_change_nothing_that_is_said() -> None:
    rng = torch.Generator().manual_seed(0)
    layers = train_features.fresh_layers(train_features.all_shapes(), rng)
    digits = train_features.kind_of(read_digits())
    planes = train_features.seen_planes(digits.pictures)
    changed = train_features.standardised(layers, {"digits": digits})
    seen = features_of(planes, changed)
    np.testing.assert_allclose(seen.mean(dim=0), 0, atol=1e-4)
    np.testing.assert_allclose(seen.std(dim=0), 1, atol=1e-4)
    for name in train_features.HEADS:
        said = train_features.logits_of(features_of(planes, layers), layers[name])
        np.testing.assert_allclose(train_features.logits_of(seen, changed[name]), said, atol=1e-3)


# What it says.


def test_held_out_digits() -> None:
    held_out = of_pictures(read_digits(), conditional=True).held_out
    assert len(held_out.pictures) == 180
    assert right_share(held_out) >= 0.97


@pytest.mark.parametrize("colour", [False, True])
def test_notes_that_were_never_drawn_before(colour: bool) -> None:
    assert right_share(draw_notes(600, 4_242, colour)) >= 0.99


def test_classes_that_it_does_not_know() -> None:
    samples, shape = samples_of(read_digits())
    assert class_odds(samples, shape, ()) is None
    assert class_odds(samples, shape, (*DIGITS, "10")) is None
    assert class_odds(samples, shape, DIGITS[::-1]) is None
    assert class_odds(samples, shape, DIGITS) is not None
    assert class_odds(samples, shape, note_classes) is not None


# Features.


def test_they_are_those_of_torchs_own_modules() -> None:
    with np.load(resource_path(shipped_file), allow_pickle=False) as file:
        arrays = {name: array.astype(np.float32) for name, array in file.items() if array.dtype.kind == "f"}
    net = torch.nn.Sequential(
        torch.nn.Conv2d(4, 16, 3, stride=2, padding=1),
        torch.nn.LeakyReLU(0.2),
        torch.nn.Conv2d(16, 32, 3, padding=1),
        torch.nn.LeakyReLU(0.2),
        torch.nn.Conv2d(32, 32, 3, stride=2, padding=1),
        torch.nn.LeakyReLU(0.2),
        torch.nn.Flatten(),
        torch.nn.Linear(512, 64),
    )
    values = [torch.tensor(arrays[f"{name}.{part}"]) for name in LAYERS for part in ("weight", "bias")]
    net.load_state_dict(dict(zip(net.state_dict(), values, strict=True)))
    album = draw_faces(20, 5)
    samples, shape = samples_of(album)
    cells = samples.view(-1, 3, 16, 2, 16, 2)
    detail = cells.var(dim=(3, 5), correction=0).mean(dim=1, keepdim=True).sqrt()
    with torch.no_grad():
        seen = net(torch.cat((cells.mean(dim=(3, 5)), detail), dim=1))
    np.testing.assert_allclose(features(samples, shape), seen, atol=5e-3)


def test_grey_is_red_green_and_blue_alike() -> None:
    grey, shape = samples_of(draw_faces(20, 5, colour=False))
    np.testing.assert_allclose(features(grey, shape), features(grey.repeat(1, 3), (3, *shape[1:])), atol=1e-4)


@pytest.mark.parametrize("shape", [(1, 8, 8), (3, 24, 40), (3, 16, 16), (3, 7, 50), (1, 28, 28), (1, 1, 1)])
def test_pictures_of_any_size_are_sixteen_pixels_square(shape: Shape) -> None:
    rng = torch.Generator().manual_seed(0)
    samples = torch.rand(5, shape[0] * shape[1] * shape[2], generator=rng) * 2 - 1
    planes = resized(samples, shape)
    assert planes.shape == (5, shape[0] + 1, 16, 16)
    small, detail = planes[:, :-1], planes[:, -1]
    assert small.min() >= samples.min() - 1e-6
    assert small.max() <= samples.max() + 1e-6
    assert bool(detail.any()) == (max(shape[1:]) > 16)
    plain = resized(torch.full_like(samples, 0.3), shape)
    np.testing.assert_allclose(plain[:, :-1], 0.3, atol=1e-6)
    np.testing.assert_allclose(plain[:, -1], 0, atol=1e-3)
    assert features(samples, shape).shape == (5, feature_count)


@pytest.mark.parametrize("shape", [(3, 24, 40), (1, 17, 100), (1, 16, 33), (3, 64, 16)])
def test_what_shrinks_is_averaged_over_what_each_pixel_covers(shape: Shape) -> None:
    """Each pixel split into 16 x 16 equal ones, a mean over whole blocks of those is exact."""
    samples = torch.rand(3, shape[0] * shape[1] * shape[2], generator=torch.Generator().manual_seed(0))
    split = samples.view(3, *shape).repeat_interleave(16, dim=2).repeat_interleave(16, dim=3)
    cells = split.view(3, shape[0], 16, shape[1], 16, shape[2])
    planes = resized(samples, shape)
    np.testing.assert_allclose(planes[:, :-1], cells.mean(dim=(3, 5)), atol=1e-5)
    detail = cells.var(dim=(3, 5), correction=0).mean(dim=1).sqrt()
    np.testing.assert_allclose(planes[:, -1], detail, atol=2e-3)


@pytest.mark.parametrize("size", [(8, 8), (5, 16), (1, 2)])
def test_what_grows_is_blended_as_torch_does(size: tuple[int, int]) -> None:
    samples = torch.rand(3, size[0] * size[1], generator=torch.Generator().manual_seed(0))
    expected = torch.nn.functional.interpolate(samples.view(3, 1, *size), (16, 16), mode="bilinear")
    np.testing.assert_allclose(resized(samples, (1, *size))[:, :1], expected, atol=1e-6)


def test_what_is_seen_of_a_picture_does_not_depend_on_the_others() -> None:
    samples, shape = samples_of(read_digits())
    assert len(samples) > chunk_size
    seen = features(samples, shape)
    assert not seen.requires_grad
    np.testing.assert_array_equal(seen, features(samples, shape))
    np.testing.assert_allclose(
        seen[chunk_size - 3 : chunk_size + 3], features(samples[chunk_size - 3 :][:6], shape), atol=1e-4
    )
    assert features(samples[:0], shape).shape == (0, feature_count)


def test_every_feature_is_worth_something() -> None:
    """Between the kinds that it was trained with, each has a deviation near 1."""
    albums = (read_digits(), draw_notes(900, 7), draw_faces(900, 7), draw_faces(900, 8, colour=False))
    seen = torch.cat([features(*samples_of(album)) for album in albums])
    assert seen.mean(dim=0).abs().max() < 1
    assert seen.std(dim=0).min() > 0.3
    assert seen.std(dim=0).max() < 2
