"""Spectral normalisation against the singular values themselves, and against torch's own."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from gan.runs import make, weights
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.networks.mlp import Mlp
from gan_playground.gan.networks.spectral import SpectralNorm

SHAPES = [(8, 3), (8,), (5, 8), (5,), (1, 5), (1,)]


def tensors(seed: int = 0) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=rng) for shape in SHAPES]


def sizes(weights: list[Tensor]) -> list[float]:
    """The largest singular value of every matrix."""
    return [float(torch.linalg.svdvals(weight)[0]) for weight in weights if weight.dim() == 2]


@pytest.mark.parametrize("seed", range(5))
def test_matrices_get_the_size_1_and_the_rest_is_left_alone(seed: int) -> None:
    values = tensors(seed)
    norm = SpectralNorm(values)
    norm.iterate(300)
    normed = norm(values)
    assert sizes(normed) == pytest.approx([1.0] * 3, rel=1e-4)
    for before, after, size in zip(values[::2], normed[::2], sizes(values), strict=True):
        torch.testing.assert_close(after, before / size, rtol=1e-4, atol=1e-5)
    for before, after in zip(values[1::2], normed[1::2], strict=True):
        assert torch.equal(before, after)


@pytest.mark.parametrize("seed", range(5))
def test_the_vectors_converge_to_the_first_singular_vectors(seed: int) -> None:
    values = tensors(seed)
    norm = SpectralNorm(values)
    norm.iterate(300)
    for i, matrix in enumerate(values[::2]):
        u, _, vh = torch.linalg.svd(matrix)
        ours = norm.vectors[2 * i : 2 * i + 2]
        for vector, theirs in zip(ours, (u[:, 0], vh[0]), strict=True):
            assert float(vector.norm()) == pytest.approx(1.0, rel=1e-5)
            assert abs(float(vector @ theirs)) == pytest.approx(1.0, abs=1e-4)


def test_one_iteration_is_that_of_the_paper() -> None:
    """Algorithm 1: v to W'u / |W'u|, then u to Wv / |Wv|."""
    values = tensors()
    norm = SpectralNorm(values)
    u = norm.vectors[0].clone()
    v = values[0].T @ u
    v = v / v.norm()
    u = values[0] @ v
    norm.iterate()
    torch.testing.assert_close(norm.vectors[:2], [u / u.norm(), v])


def test_before_it_has_converged_it_divides_by_its_estimate() -> None:
    values = tensors()
    norm = SpectralNorm(values)
    for value in values:
        value.copy_(torch.randn(value.shape, generator=torch.Generator().manual_seed(9)))
    u, v = norm.vectors[:2]
    torch.testing.assert_close(norm(values)[0], values[0] / (u @ values[0] @ v))


def test_gradients_flow_through_the_size_too() -> None:
    matrix = torch.randn(4, 3, generator=torch.Generator().manual_seed(0))
    norm = SpectralNorm([matrix])
    norm.vectors = [vector.double() for vector in norm.vectors]
    assert torch.autograd.gradcheck(lambda weight: norm([weight])[0], (matrix.double().requires_grad_(),))


def test_output_and_gradients_are_torchs() -> None:
    """torch's own parametrisation, given our vectors."""
    mlp = Mlp(2, 1, PlayerConfig(depth=1, width=7, activation="tanh"), torch.Generator().manual_seed(0))
    mlp.normalise_spectrally(True)
    assert mlp.spectral is not None
    layers = [spectral_norm(nn.Linear(2, 7)), spectral_norm(nn.Linear(7, 1))]
    twin = nn.Sequential(layers[0], nn.Tanh(), layers[1]).eval()  # which keeps torch's vectors still
    for i, layer in enumerate(layers):
        layer.parametrizations.weight.original.data.copy_(mlp.values[2 * i])
        layer.bias.data.copy_(mlp.values[2 * i + 1])
        layer.parametrizations.weight[0]._u.copy_(mlp.spectral.vectors[2 * i])
        layer.parametrizations.weight[0]._v.copy_(mlp.spectral.vectors[2 * i + 1])
    x = torch.randn(20, 2, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(mlp(x), twin(x))
    theirs = [p for layer in layers for p in (layer.parametrizations.weight.original, layer.bias)]
    ours = torch.autograd.grad(mlp(x).square().mean(), mlp.parameters)
    torch.testing.assert_close(ours, torch.autograd.grad(twin(x).square().mean(), theirs))


def test_a_network_normalised_has_slopes_of_at_most_1() -> None:
    """Every matrix of size 1 and no activation steeper than 1: Lipschitz."""
    mlp = Mlp(3, 1, PlayerConfig(depth=3, width=16, init="he"), torch.Generator().manual_seed(0))
    x = torch.randn(200, 3, generator=torch.Generator().manual_seed(1)).requires_grad_()
    (before,) = torch.autograd.grad(mlp(x).sum(), x)
    mlp.normalise_spectrally(True)
    for _ in range(300):
        mlp.iterate_spectrally()
    (after,) = torch.autograd.grad(mlp(x).sum(), x)
    assert float(before.norm(dim=1).max()) > 1
    assert float(after.norm(dim=1).max()) <= 1 + 1e-4


def test_a_norm_switched_on_depends_on_the_weights_alone() -> None:
    values = tensors()
    norms = [SpectralNorm(values) for _ in range(2)]
    torch.manual_seed(1)
    torch.testing.assert_close(norms[0].vectors, norms[1].vectors, rtol=0, atol=0)
    norms[0].iterate(7)
    norms[0].restart()
    torch.testing.assert_close(norms[0].vectors, norms[1].vectors, rtol=0, atol=0)


def test_a_norm_switched_on_is_near_the_size_at_once() -> None:
    values = tensors()
    assert sizes(SpectralNorm(values)(values)) == pytest.approx([1.0] * 3, rel=0.05)


def test_switching_it_on_leaves_the_weights_and_the_random_numbers_alone() -> None:
    trainer = make()
    trainer.advance(5)
    before, random = weights(trainer), torch.get_rng_state()
    trainer.apply(Edit("stabilise.spectral_norm", True))
    assert torch.equal(random, torch.get_rng_state())
    for key, value in weights(trainer).items():
        assert torch.equal(value, before[key])


def test_switched_on_again_it_goes_on() -> None:
    mlp = Mlp(2, 1, PlayerConfig(), torch.Generator().manual_seed(0))
    mlp.normalise_spectrally(True)
    norm = mlp.spectral
    mlp.normalise_spectrally(True)
    assert mlp.spectral is norm
    mlp.normalise_spectrally(False)
    assert mlp.spectral is None


@pytest.mark.parametrize(
    ("knobs", "normed"),
    [
        ({"stabilise__spectral_norm": True}, ["discriminator"]),
        ({"discriminator__norm": "spectral"}, ["discriminator"]),
        ({"generator__norm": "spectral"}, ["generator"]),
        ({}, []),
    ],
    ids=str,
)
def test_which_player_is_normalised(knobs: dict[str, object], normed: list[str]) -> None:
    trainer = make(**knobs)
    trainer.advance(100)
    for player in ("generator", "discriminator"):
        network = getattr(trainer, player).network
        assert (network.spectral is not None) == (player in normed)
        if network.spectral is not None:
            assert sizes(network.spectral(network.values)) == pytest.approx([1.0] * 3, rel=0.02)


def test_every_update_makes_one_iteration() -> None:
    trainer = make(stabilise__spectral_norm=True, discriminator__steps=3, discriminator__learning_rate=1e-6)
    network = trainer.discriminator.network
    assert network.spectral is not None
    alone = SpectralNorm(network.values)
    trainer.advance(2)
    alone.iterate(6)
    torch.testing.assert_close(network.spectral.vectors, alone.vectors, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", ["spectral", "none"])
def test_the_knob_and_the_norm_of_d_are_the_same_thing(name: str) -> None:
    one = make(discriminator__norm=name, stabilise__spectral_norm=True)
    other = make(discriminator__norm="spectral")
    one.advance(10)
    other.advance(10)
    torch.testing.assert_close(list(weights(one).values()), list(weights(other).values()), rtol=0, atol=0)
