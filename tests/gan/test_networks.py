"""The networks against torch.nn with the same weights."""

from __future__ import annotations

import itertools
import math

import pytest
import torch
from torch import Tensor, nn

from cases import each_of
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.networks import (
    DISCRIMINATORS,
    GENERATORS,
    Network,
    Point,
    Slope,
    TwoKnobs,
    make_discriminator,
    make_generator,
)
from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.networks.mlp import Mlp

PLAIN = ("relu", "leaky-relu", "tanh", "silu")
LAYERS = {"relu": nn.ReLU(), "leaky-relu": nn.LeakyReLU(0.2), "tanh": nn.Tanh(), "silu": nn.SiLU()}


def make_mlp(sizes: list[int], activation: str, seed: int = 0) -> Mlp:
    """A network of these sizes; all hidden layers are of one width."""
    width = sizes[1] if len(sizes) > 2 else 1
    return Mlp(sizes[0], sizes[-1], PlayerConfig(depth=len(sizes) - 2, width=width, activation=activation), rng(seed))


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def sequential(sizes: list[int], activation: str) -> nn.Sequential:
    linear = [nn.Linear(i, o) for i, o in itertools.pairwise(sizes)]
    return nn.Sequential(linear[0], *(layer for later in linear[1:] for layer in (LAYERS[activation], later)))


def twin_of(mlp: Network, sizes: list[int], activation: str) -> nn.Sequential:
    twin = sequential(sizes, activation)
    with torch.no_grad():
        for theirs, ours in zip(twin.parameters(), mlp.values, strict=True):
            theirs.copy_(ours)
    return twin


def make(**knobs: object) -> tuple[Network, Network]:
    experiment = Experiment().with_knobs({name.replace("__", "."): value for name, value in knobs.items()})
    real = experiment.make_data()
    return make_generator(experiment, real, rng()), make_discriminator(experiment, real, rng(1))


@pytest.fixture(params=["mlp", "two-knobs", "slope"])
def network(request: pytest.FixtureRequest) -> Network:
    kinds = {"mlp": make_mlp([1, 8, 8, 1], "tanh"), "two-knobs": TwoKnobs(10.0, 2.0), "slope": Slope(1.5)}
    return kinds[request.param]


def test_activations_are_those_of_the_oracle() -> None:
    assert set(ACTIVATIONS) == {*LAYERS, "maxout"}
    assert set(PLAIN) == set(LAYERS)


@each_of("activation", PLAIN)
@each_of("depth", [0, 1, 2, 5])
def test_mlp_is_torchs_sequential(depth: int, activation: str) -> None:
    sizes = [3, *[16] * depth, 2]
    mlp = make_mlp(sizes, activation)
    twin = twin_of(mlp, sizes, activation)
    x = 3 * torch.randn(50, 3, generator=rng(1))
    torch.testing.assert_close(mlp(x), twin(x))
    torch.testing.assert_close(mlp.frozen(x), twin(x))


@pytest.mark.parametrize("activation", PLAIN)
def test_mlps_gradients_are_torchs(activation: str) -> None:
    sizes = [2, 16, 16, 1]
    mlp = make_mlp(sizes, activation)
    twin = twin_of(mlp, sizes, activation)
    x = torch.randn(50, 2, generator=rng(1))
    ours = torch.autograd.grad(mlp(x).square().mean(), mlp.parameters)
    theirs = torch.autograd.grad(twin(x).square().mean(), list(twin.parameters()))
    torch.testing.assert_close(ours, theirs)


def test_weights_start_as_torchs_linear_does() -> None:
    """Uniform in +-1/sqrt(inputs): no number beyond, and the deviation of a box of that width."""
    mlp = make_mlp([100, 400, 1], "relu")
    for weights, inputs in zip(mlp.values, [100, 100, 400, 400], strict=True):
        assert weights.abs().max() <= 1 / math.sqrt(inputs)
        if len(weights.flatten()) > 100:
            assert float(weights.std()) == pytest.approx(1 / math.sqrt(3 * inputs), rel=0.1)
            assert abs(float(weights.mean())) < 0.2 / math.sqrt(inputs)


def test_weights_depend_on_the_random_generator_alone() -> None:
    first, again, other = (make_mlp([1, 8, 1], "relu", seed) for seed in (3, 3, 4))
    assert all(torch.equal(a, b) for a, b in zip(first.values, again.values, strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(first.values, other.values, strict=True))


def gradient_reaches(output: Tensor, tensors: list[Tensor]) -> list[bool]:
    gradients = torch.autograd.grad(output.sum(), tensors, allow_unused=True)
    return [gradient is not None for gradient in gradients]


def test_frozen_passes_gradients_to_x_and_not_to_the_weights(network: Network) -> None:
    x = torch.randn(5, 1, generator=rng(1)).requires_grad_()
    through = network.frozen(x)
    assert gradient_reaches(through, [x]) == [True]
    assert not any(gradient_reaches(through, network.parameters))


def test_called_plainly_passes_gradients_to_the_weights(network: Network) -> None:
    x = torch.randn(5, 1, generator=rng(1))
    assert all(gradient_reaches(network(x), network.parameters))


def test_frozen_of_plain_numbers_builds_no_graph(network: Network) -> None:
    assert not network.frozen(torch.zeros(5, 1)).requires_grad


def test_frozen_follows_the_weights(network: Network) -> None:
    x = torch.randn(5, 1, generator=rng(1))
    before = network.frozen(x)
    for value in network.values:
        value.mul_(1.5)
    assert not torch.allclose(network.frozen(x), before)
    torch.testing.assert_close(network.frozen(x), network(x).detach())


@pytest.mark.parametrize(
    ("sizes", "count"), [([1, 32, 32, 1], 1_153), ([1, 1], 2), ([2, 128, 128, 2], 17_154), ([5, 3, 1], 22)]
)
def test_size_counts_every_weight(sizes: list[int], count: int) -> None:
    by_hand = sum((inputs + 1) * outputs for inputs, outputs in itertools.pairwise(sizes))
    assert make_mlp(sizes, "relu").size == count == by_hand


@pytest.mark.parametrize("depth", [0, 1, 3])
@pytest.mark.parametrize("latent_dim", [1, 7])
def test_knobs_decide_the_sizes(depth: int, latent_dim: int) -> None:
    shape = {"depth": depth, "width": 11}
    knobs = {f"{player}__{key}": value for player in ("generator", "discriminator") for key, value in shape.items()}
    generator, discriminator = make(latent__dim=latent_dim, **knobs)
    for network, inputs in ((generator, latent_dim), (discriminator, 1)):
        sizes = [inputs, *[11] * depth, 1]
        assert network.size == sum((i + 1) * o for i, o in itertools.pairwise(sizes))
        assert network(torch.zeros(6, inputs)).shape == (6, 1)


@pytest.mark.parametrize("activation", PLAIN)
def test_knobs_decide_the_activations(activation: str) -> None:
    generator, discriminator = make(generator__activation=activation, discriminator__activation=activation)
    x = torch.linspace(-2, 2, 9)[:, None]
    for network in (generator, discriminator):
        torch.testing.assert_close(network(x), twin_of(network, [1, 32, 32, 1], activation)(x))


def test_two_knobs_starts_with_the_worked_example() -> None:
    """In the seed's text, z = [0.2, -0.7] becomes [3.2, 2.3]."""
    generator, _ = make(generator__kind="two-knobs", data__mean=10.0, data__std=2.0)
    z = torch.tensor([[0.2], [-0.7]])
    torch.testing.assert_close(generator(z) * 2 + 10, torch.tensor([[3.2], [2.3]]))
    assert generator.size == 2


@pytest.mark.parametrize(("theta", "expected"), [((5.0, 2.0), [10.4, 8.6]), ((10.0, 1.1), [11.22, 10.23])])
def test_two_knobs_moves_then_stretches(theta: tuple[float, float], expected: list[float]) -> None:
    shift, scale = -4.0, 0.3
    generator = TwoKnobs(shift, scale)
    for value, knob in zip(generator.values, theta, strict=True):
        value.fill_(knob)
    x = generator(torch.tensor([[0.2], [-0.7]])) * scale + shift
    torch.testing.assert_close(x.flatten(), torch.tensor(expected))


def test_generators_are_registered() -> None:
    assert set(GENERATORS) == {"mlp", "conv", "two-knobs", "point"}


def test_discriminators_are_registered() -> None:
    assert set(DISCRIMINATORS) == {"mlp", "conv", "slope", "threshold"}


def test_a_point_is_where_it_is_whatever_the_noise() -> None:
    point = Point(-0.7)
    z = torch.randn(5, 3, generator=rng(1))
    torch.testing.assert_close(point(z), torch.full((5, 1), -0.7))
    (gradient,) = torch.autograd.grad(point(z).sum(), point.parameters)
    torch.testing.assert_close(gradient, torch.tensor([5.0]))


def test_a_slope_is_psi_times_x() -> None:
    slope = Slope(-1.5)
    x = torch.tensor([[2.0], [-4.0], [0.0]])
    torch.testing.assert_close(slope(x), torch.tensor([[-3.0], [6.0], [0.0]]))
    (gradient,) = torch.autograd.grad(slope(x).sum(), slope.parameters)
    torch.testing.assert_close(gradient, torch.tensor([-2.0]))


def test_many_games_are_each_their_own() -> None:
    """Three games, each with a slope of its own, which two batches are judged by one below the other."""
    psi, x = torch.tensor([[1.0], [2.0], [3.0]]), torch.arange(6.0)[:, None]
    judged = Slope(0.0).forward([psi], x)
    torch.testing.assert_close(judged, torch.tensor([[0.0], [2.0], [6.0], [3.0], [8.0], [15.0]]))
    points = Point(0.0).forward([psi], torch.zeros(3, 1))
    torch.testing.assert_close(points, psi)


def test_the_game_of_two_numbers_starts_where_the_knobs_say() -> None:
    experiment = Experiment()
    experiment = experiment.with_knobs(experiment.changes_for({"data.kind": "point"}))
    experiment = experiment.with_knobs({"generator.start": -0.5, "discriminator.start": 2.0})
    real = experiment.make_data()
    assert float(make_generator(experiment, real, rng()).values[0]) == -0.5
    assert float(make_discriminator(experiment, real, rng()).values[0]) == 2.0


@pytest.mark.parametrize("pack", [1, 2, 5])
def test_d_takes_packs(pack: int) -> None:
    _, discriminator = make(stabilise__pack=pack)
    assert discriminator.values[0].shape == (32, pack)
    assert discriminator(torch.zeros(6, pack)).shape == (6, 1)
