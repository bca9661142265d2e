"""The networks as they are looked at, against passes through the same weights that are written out here in numpy."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from gan_playground import Experiment, Trainer, load_lesson
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.look import Look, UnitPlace
from gan_playground.gan.observe.network_picture import LayerPicture, NetworksPicture
from gan_playground.gan.observe.shown import generator_shown
from gan_playground.gan.training.player import Player
from gan_playground.lessons.catalogue import lessons_at_hand

Array = NDArray[np.float64]

BENDS: dict[str, Callable[[Array], Array]] = {
    "relu": lambda x: np.maximum(x, 0),
    "leaky-relu": lambda x: np.where(x > 0, x, 0.2 * x),
    "tanh": np.tanh,
    "silu": lambda x: x / (1 + np.exp(-x)),
    "maxout": lambda x: x.reshape(len(x), -1, 5).max(axis=2),
}
seen = Look(networks=True)


def trained(lesson: str = "two-blobs", steps: int = 5, **knobs: object) -> Trainer:
    """By default with layers of 8, each of whose units is drawn."""
    small = {"generator.width": 8, "discriminator.width": 8}
    wanted = {**small, **{name.replace("__", "."): value for name, value in knobs.items()}}
    trainer = Trainer(load_lesson(lesson).experiment.with_knobs(wanted), seed=3)
    trainer.advance(steps)
    return trainer


def numbers(player: Player) -> list[Array]:
    return [value.numpy().astype(np.float64) for value in player.network.values]


def by_hand(x: Array, weights: Sequence[Array], activation: str) -> list[Array]:
    """All layers of a fully connected network without norms, for x (B, inputs)."""
    layers = [x]
    for matrix, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        layers.append(BENDS[activation](layers[-1] @ matrix.T + bias))
    return [*layers, layers[-1] @ weights[-2].T + weights[-1]]


def first_z(trainer: Trainer, place: int = 0) -> Array:
    return trainer.observer._latents[place : place + 1].numpy().astype(np.float64)


@pytest.mark.parametrize("activation", list(BENDS))
def test_what_units_say_is_what_the_weights_make_of_the_sample(activation: str) -> None:
    trainer = trained(generator__activation=activation, discriminator__activation=activation)
    picture = trainer.observer.networks(seen)
    layers_of_G = by_hand(first_z(trainer), numbers(trainer.generator), activation)
    layers_of_D = by_hand(layers_of_G[-1], numbers(trainer.discriminator), activation)
    for player, layers in (("generator", layers_of_G), ("discriminator", layers_of_D)):
        pictures = picture.layers_of(player)
        assert [layer.units for layer in pictures] == [layer.shape[1] for layer in layers]
        for layer, values in zip(pictures, layers, strict=True):
            np.testing.assert_allclose(layer.values, values[0], rtol=1e-3, atol=1e-5)
    real = trainer.real
    np.testing.assert_allclose(picture.generator[-1].own, layers_of_G[-1][0] * real.scale + real.shift, rtol=1e-4)
    assert picture.verdict == pytest.approx(1 / (1 + np.exp(-layers_of_D[-1][0, 0])), rel=1e-3)


def test_weights_of_small_layers_are_themselves_and_of_large_ones_means() -> None:
    trainer = trained(generator__width=8, discriminator__width=100, discriminator__depth=2)
    picture = trainer.observer.networks(seen)
    for layer, matrix in zip(picture.generator[1:], numbers(trainer.generator)[::2], strict=True):
        assert layer.signed
        np.testing.assert_array_equal(layer.weights, matrix.astype(np.float32))
    _, first, second, last = picture.discriminator
    assert [layer.is_folded for layer in picture.discriminator] == [False, True, True, False]
    assert not first.signed
    assert first.weights is not None
    assert second.weights is not None
    matrices = numbers(trainer.discriminator)[::2]
    edges = [i * 100 // 6 for i in range(7)]
    for i, (low, high) in enumerate(itertools.pairwise(edges)):
        assert low <= first.shown[i] < high
        np.testing.assert_allclose(first.weights[i], abs(matrices[0][low:high]).mean(axis=0), rtol=1e-5)
        for j, (left, right) in enumerate(itertools.pairwise(edges)):
            assert second.weights[i, j] == pytest.approx(abs(matrices[1][low:high, left:right]).mean(), rel=1e-5)
    assert last.weights.shape == (1, 6)


@pytest.mark.parametrize("place", [UnitPlace("generator", 2, 5), UnitPlace("generator", 3, 1)])
def test_a_unit_of_G_answers_over_z(place: UnitPlace) -> None:
    trainer = trained()
    answer = trainer.observer.networks(replace(seen, unit=place)).answer
    assert answer is not None
    assert answer.values is not None
    assert (answer.axes, answer.held) == (("z₁", "z₂"), 0)
    (left, right), (bottom, top) = answer.spans
    rows, columns = answer.values.shape
    row, column = 3, 17
    z = np.array([[left + (right - left) * (column + 0.5) / columns, bottom + (top - bottom) * (row + 0.5) / rows]])
    said = by_hand(z, numbers(trainer.generator), "leaky-relu")[place.layer][0, place.unit]
    if place.layer == 3:  # what comes out is told in the data's own units
        said = said * trainer.real.scale[1] + trainer.real.shift[1]
    assert answer.values[row, column] == pytest.approx(said, rel=1e-3, abs=1e-5)
    np.testing.assert_allclose(answer.at, first_z(trainer)[0])


def test_a_unit_of_D_answers_over_the_part_of_the_plane_that_is_looked_at() -> None:
    trainer = trained()
    unit = UnitPlace("discriminator", 2, 4)
    whole = trainer.observer.networks(replace(seen, unit=unit)).answer
    assert whole is not None
    assert whole.values is not None
    view = trainer.real.view
    assert whole.spans == ((view.left, view.right), (view.bottom, view.top))
    x = np.array([[view.left + view.width * 0.5 / 24, view.bottom + view.height * 20.5 / 24]])
    standard = (x - trainer.real.shift) / trainer.real.scale
    said = by_hand(standard, numbers(trainer.discriminator), "leaky-relu")[2][0, 4]
    assert whole.values[20, 0] == pytest.approx(said, rel=1e-3, abs=1e-5)


def test_on_a_line_D_answers_over_the_stage_s_numbers_and_G_over_its_noise() -> None:
    trainer = trained("textbook-curve")
    over_x = trainer.observer.networks(replace(seen, unit=UnitPlace("discriminator", 3, 0))).answer
    assert over_x is not None
    assert over_x.axes == ("x",)
    assert over_x.spans == (trainer.real.view,)
    x = np.linspace(*trainer.real.view, 129)[:, None]
    standard = (x - trainer.real.shift) / trainer.real.scale
    said = by_hand(standard, numbers(trainer.discriminator), "leaky-relu")[3][:, 0]
    np.testing.assert_allclose(over_x.values, said, rtol=1e-3, atol=1e-4)
    followed = trainer.observer.networks(Look(networks=True, latents=(0.7,)))
    assert followed.is_chosen
    assert followed.generator[0].values == pytest.approx([0.7])
    (x_of_sample,) = followed.generator[-1].own
    frame = trainer.observe(look=Look(latents=(0.7,)))
    assert x_of_sample == pytest.approx(frame.picture.examples[0].x, rel=1e-4)
    assert followed.verdict == pytest.approx(frame.picture.examples[0].verdict, rel=1e-4)


def test_a_dot_that_is_followed_is_the_sample() -> None:
    trainer = trained()
    picture = trainer.observer.networks(replace(seen, pinned=7))
    frame = trainer.observe(look=Look(pinned=7))
    pinned = frame.picture.survey.pinned
    assert picture.is_chosen
    assert pinned is not None
    np.testing.assert_allclose(picture.generator[-1].own, pinned.place, rtol=1e-4)
    for layer, values in zip(picture.generator[1:-1], pinned.layers, strict=True):
        np.testing.assert_allclose(layer.values, values, rtol=1e-3, atol=1e-6)
    assert picture.verdict == pytest.approx(pinned.verdict, rel=1e-3)


def test_maps_of_a_convolution_are_what_its_kernels_make() -> None:
    trainer = trained("digits-conv", 1, generator__width=4, discriminator__width=4, discriminator__norm="none")
    picture = trainer.observer.networks(replace(seen, unit=UnitPlace("discriminator", 1, 2)))
    given, first = picture.discriminator[:2]
    assert given.painted is not None
    assert given.painted.shape == (8, 8, 1)
    assert first.side == (8, 8)
    fake = trainer.observer.networks(seen).discriminator
    kernel, bias = numbers(trainer.discriminator)[:2]
    z = trainer.observer._tiles(Look()).z[:1]
    pixels = generator_shown(trainer, trainer.observer._latents[:512]).look(z).detach().numpy()
    image = np.pad(pixels.reshape(8, 8), 1)
    patches = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    maps = np.einsum("hwij,cij->chw", patches, kernel[:, 0]) + bias[:, None, None]
    bent = BENDS[trainer.experiment.discriminator.activation](maps)
    np.testing.assert_allclose(first.maps, bent, rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(fake[1].values, bent.mean(axis=(1, 2)), rtol=1e-3, atol=1e-5)
    assert picture.answer is not None
    assert picture.answer.values is None
    assert picture.answer.axes == ()
    np.testing.assert_allclose(picture.answer.weights[..., 0], kernel[2, 0], rtol=1e-5)


def test_the_weights_for_the_pixels_are_a_picture() -> None:
    trainer = trained("digits", 1, discriminator__width=8)
    answer = trainer.observer.networks(replace(seen, unit=UnitPlace("discriminator", 1, 3))).answer
    assert answer is not None
    assert answer.weights is not None
    np.testing.assert_allclose(answer.weights[..., 0], numbers(trainer.discriminator)[0][3].reshape(8, 8), rtol=1e-5)


def test_two_numbers_are_shown_as_what_they_do() -> None:
    picture = trained("two-knobs").observer.networks(Look(networks=True, latents=(0.5,)))
    _z, moved, x = picture.generator
    (plus, theta1), (times, theta2) = moved.number, x.number
    assert (plus, times) == ("+ θ₁", "× θ₂")
    assert moved.values[0] == pytest.approx(0.5 + theta1)
    assert x.own[0] == pytest.approx((0.5 + theta1) * theta2, rel=1e-4)
    duel = trained("tug-of-war").observer.networks(seen)
    theta, psi = duel.generator[-1].number[1], duel.discriminator[-1].number[1]
    assert duel.generator[-1].own[0] == pytest.approx(theta)
    assert duel.discriminator[-1].values[0] == pytest.approx(psi * theta)


def test_divided_weights_are_those_that_work() -> None:
    trainer = trained(stabilise__spectral_norm=True)
    picture = trainer.observer.networks(seen)
    assert picture.spectral[1]
    largest = np.linalg.svd(picture.discriminator[2].weights, compute_uv=False)[0]
    assert largest == pytest.approx(1, abs=0.05)


KNOBS: list[dict[str, Any]] = [
    {},
    *({"generator.activation": name, "discriminator.activation": name} for name in BENDS),
    *({"generator.norm": norm, "discriminator.norm": norm} for norm in ("batch", "layer", "spectral")),
    *({"generator.depth": depth, "discriminator.depth": depth} for depth in (0, 8)),
    *({"generator.width": width, "discriminator.width": width} for width in (1, 1024)),
    {"stabilise.spectral_norm": True},
    {"stabilise.pack": 3},
    {"stabilise.average_half_life": 500.0, "stabilise.average_shown": True},
    {"latent.dim": 40},
    {"generator.kind": "conv", "discriminator.kind": "conv"},
    {"generator.kind": "conv", "discriminator.kind": "conv", "discriminator.activation": "maxout"},
    {"data.conditional": True},
    {"data.conditional": True, "discriminator.kind": "conv", "stabilise.pack": 2},
]


def every_unit(picture: NetworksPicture) -> list[tuple[UnitPlace, LayerPicture]]:
    players = ("generator", "discriminator")
    return [
        (UnitPlace(player, number, int(layer.shown[-1])), layer)
        for player in players
        for number, layer in enumerate(picture.layers_of(player))
    ]


@pytest.mark.parametrize("lesson", [lesson.id for lesson in lessons_at_hand()])
def test_every_network_of_every_lesson_can_be_seen(lesson: str) -> None:
    trainer = Trainer(load_lesson(lesson).experiment, seed=0)
    trainer.advance()
    check(trainer)


@pytest.mark.parametrize("lesson", ["textbook-curve", "two-blobs", "digits", "palette"])
def test_every_knob_that_changes_a_network_leaves_it_to_be_seen(lesson: str) -> None:
    for knobs in KNOBS:
        experiment = changed(load_lesson(lesson).experiment, knobs)
        if experiment is not None:
            check(Trainer(experiment, seed=0))


def changed(experiment: Experiment, knobs: dict[str, Any]) -> Experiment | None:
    try:
        return experiment.with_knobs(experiment.changes_for(knobs))
    except PlaygroundError:
        return None  # such data have no such knob


def check(trainer: Trainer) -> None:
    """Each layer has its values and what leads to it, and every unit answers that can."""
    picture = trainer.observer.networks(seen)
    for place, layer in every_unit(picture):
        assert len(layer.values) == len(layer.shown) <= 32
        before = None if place.layer == 0 else picture.layers_of(place.player)[place.layer - 1]
        if before is not None and layer.weights is not None:
            assert layer.weights.shape == (len(layer.shown), len(before.shown))
        answer = trainer.observer.networks(replace(seen, unit=place)).answer
        assert (answer is None) == (layer.painted is not None)
        if answer is not None:
            at = list(layer.shown).index(place.unit)
            assert answer.value == pytest.approx((layer.values if layer.own is None else layer.own)[at], abs=1e-5)
    gone = UnitPlace("generator", 99, 0)
    assert trainer.observer.networks(replace(seen, unit=gone)).answer is None


def test_to_look_changes_nothing() -> None:
    watched, alone = trained(generator__norm="batch"), trained(generator__norm="batch")
    watched.observer.networks(replace(seen, unit=UnitPlace("discriminator", 1, 0)))
    for trainer in (watched, alone):
        trainer.apply(Edit("batch_size", 32))
        trainer.advance(3)
    for one, other in zip(numbers(watched.generator), numbers(alone.generator), strict=True):
        np.testing.assert_array_equal(one, other)
