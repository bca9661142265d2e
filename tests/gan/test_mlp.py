"""Maxout, the norms between layers, and where weights start: against torch.nn and against their definitions."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from cases import each_of
from gan.runs import both, make, weights
from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.networks.initialisations import INITIALISATIONS
from gan_playground.gan.networks.mlp import Mlp
from gan_playground.gan.networks.norms import NORMS, Statistics

depths = pytest.mark.parametrize("depth", [0, 1, 3])


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def batch(seed: int, count: int = 20, dim: int = 3) -> Tensor:
    return 2 * torch.randn(count, dim, generator=rng(seed)) + 1


def mlp(**shape: object) -> Mlp:
    """Three numbers to two; gains and shifts are not where they start."""
    network = Mlp(3, 2, PlayerConfig(**{"width": 6, "depth": 2, "activation": "tanh", **shape}), rng())
    for value in network.values:
        value.add_(0.1 * torch.randn(value.shape, generator=rng(len(value))))
    return network


# Maxout.


def maxout_by_hand(network: Mlp, x: Tensor, depth: int) -> Tensor:
    for layer in range(depth):
        matrix, bias = network.values[2 * layer : 2 * layer + 2]
        pieces = [x @ matrix[i::5].T + bias[i::5] for i in range(5)]
        x = torch.stack(pieces).max(0).values
    return x @ network.values[-2].T + network.values[-1]


@depths
def test_maxout_is_the_largest_of_five_lines(depth: int) -> None:
    network, x = mlp(activation="maxout", depth=depth), batch(1)
    torch.testing.assert_close(network(x), maxout_by_hand(network, x, depth))


def test_maxout_has_five_times_the_weights() -> None:
    plain, maxout = mlp(activation="relu"), mlp(activation="maxout")
    shapes = [(6, 3), (6,), (6, 6), (6,), (2, 6), (2,)]
    assert [tuple(value.shape) for value in plain.values] == shapes
    assert [tuple(value.shape) for value in maxout.values] == [(30, 3), (30,), (30, 6), (30,), (2, 6), (2,)]
    assert maxout.size == 30 * 4 + 30 * 7 + 14


def test_maxout_with_pieces_alike_is_one_line() -> None:
    network, x = mlp(activation="maxout", depth=1), batch(1)
    for value in network.values[:2]:
        value.copy_(value[::5].repeat_interleave(5, dim=0))
    line = nn.functional.linear(x, network.values[0][::5], network.values[1][::5])
    torch.testing.assert_close(network(x), nn.functional.linear(line, *network.values[2:]))


# Norms.


def twin_of(network: Mlp, norm: type[nn.Module], depth: int) -> nn.Sequential:
    """The same in torch.nn: a linear layer, a norm, a tanh; the weights are copies."""
    layers: list[nn.Module] = []
    for i in range(depth):
        layers += [nn.Linear(3 if i == 0 else 6, 6), norm(6), nn.Tanh()]
    twin = nn.Sequential(*layers, nn.Linear(6 if depth else 3, 2))
    with torch.no_grad():
        for theirs, ours in zip(twin.parameters(), network.values, strict=True):
            theirs.copy_(ours)
    return twin


def assert_alike(network: Mlp, twin: nn.Module, x: Tensor) -> None:
    ours, theirs = network(x), twin(x)
    torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(
        torch.autograd.grad(ours.square().sum(), network.parameters),
        torch.autograd.grad(theirs.square().sum(), list(twin.parameters())),
        rtol=1e-3,
        atol=1e-4,
    )


@depths
def test_layer_norm_is_torchs(depth: int) -> None:
    network = mlp(norm="layer", depth=depth)
    assert_alike(network, twin_of(network, nn.LayerNorm, depth), batch(1))
    assert not network.mixes_samples
    torch.testing.assert_close(network(batch(1))[:5], network(batch(1)[:5]))


@depths
def test_batch_norm_is_torchs_in_training(depth: int) -> None:
    network = mlp(norm="batch", depth=depth)
    twin = twin_of(network, nn.BatchNorm1d, depth).train()
    for seed in range(1, 6):
        assert_alike(network, twin, batch(seed))
    norms = [layer for layer in twin if isinstance(layer, nn.BatchNorm1d)]
    remembered = [tensor for norm in norms for tensor in (norm.running_mean, norm.running_var)]
    torch.testing.assert_close(network.buffers, remembered, rtol=1e-4, atol=1e-5)


def trained(depth: int = 2) -> tuple[Mlp, nn.Sequential]:
    """A network that has seen some batches, and its twin."""
    network = mlp(norm="batch", depth=depth)
    twin = twin_of(network, nn.BatchNorm1d, depth).train()
    for seed in range(1, 6):
        network(batch(seed))
        twin(batch(seed))
    return network, twin


def test_a_look_goes_by_what_is_remembered_and_changes_nothing() -> None:
    network, twin = trained()
    kept = [buffer.clone() for buffer in network.buffers]
    x = batch(9)
    torch.testing.assert_close(network.look(x), twin.eval()(x), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(network.look(x)[:1], network.look(x[:1]))
    torch.testing.assert_close(network.buffers, kept, rtol=0, atol=0)


def test_the_other_players_turn_goes_by_the_batch_and_remembers_nothing() -> None:
    network, twin = trained()
    kept = [buffer.clone() for buffer in network.buffers]
    x = batch(9)
    expected = twin.train()(x)
    torch.testing.assert_close(network.frozen(x), expected, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(network.forward(network.values, x, Statistics.BATCH), expected, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(network.buffers, kept, rtol=0, atol=0)


def test_a_network_with_batch_norm_says_that_it_mixes_samples() -> None:
    network, x = mlp(norm="batch"), batch(1)
    assert network.mixes_samples
    assert not torch.allclose(network(x)[:5], network(x[:5]), atol=1e-3)


def test_d_with_batch_norm_judges_real_and_generated_samples_apart() -> None:
    """What it remembers after a turn is both batches, one after the other; G's turn adds nothing."""
    trainer = make(discriminator__norm="batch", discriminator__depth=1)
    seen: list[Tensor] = []
    D, apply = trainer.discriminator.network, trainer.discriminator.network.apply
    first = [value.clone() for value in D.values[:2]]

    def spy(weights: list[Tensor], x: Tensor, *others: Any) -> Tensor:
        seen.append(x.detach().clone())
        return apply(weights, x, *others)

    D.apply = spy
    trainer.advance()
    norm = nn.BatchNorm1d(8)
    for x in seen[:2]:
        assert x.shape == (32, 1)
        norm(nn.functional.linear(x, *first))
    torch.testing.assert_close(D.buffers, [norm.running_mean, norm.running_var], rtol=1e-4, atol=1e-5)


def test_gs_statistics_are_remembered_in_its_own_turn_only() -> None:
    trainer = make(generator__norm="batch")
    before = [buffer.clone() for buffer in trainer.generator.network.buffers]
    trainer.step_discriminator()
    torch.testing.assert_close(trainer.generator.network.buffers, before, rtol=0, atol=0)
    trainer.step_generator()
    assert not torch.equal(trainer.generator.network.buffers[0], before[0])


@each_of("norm", NORMS)
@each_of("activation", ACTIVATIONS)
def test_a_batch_of_one(norm: str, activation: str) -> None:
    network = mlp(norm=norm, activation=activation)
    kept = [buffer.clone() for buffer in network.buffers]
    for forward in (network, network.frozen, network.look):
        assert torch.isfinite(forward(batch(1, count=1))).all()
    torch.testing.assert_close(network.buffers, kept, rtol=0, atol=0)  # one sample has no deviation to remember


@each_of("norm", NORMS)
@each_of("depth", [0, 1, 8])
def test_sizes_of_every_depth_and_norm(norm: str, depth: int) -> None:
    network = mlp(norm=norm, depth=depth)
    of_a_norm = 12 if norm in ("batch", "layer") else 0
    hidden = (3 * 6 + 6 + of_a_norm) + (depth - 1) * (6 * 6 + 6 + of_a_norm) if depth else 0
    assert network.size == hidden + (6 if depth else 3) * 2 + 2
    assert len(network.buffers) == (2 * depth if norm == "batch" else 0)
    assert network(batch(1)).shape == (20, 2)


# Where weights start.

VARIANCES = {
    "uniform": lambda inputs, outputs: 1 / (3 * inputs),
    "he": lambda inputs, outputs: 2 / inputs,
    "glorot": lambda inputs, outputs: 2 / (inputs + outputs),
    "small": lambda inputs, outputs: 0.02**2,
}


def drawn(name: str, inputs: int, outputs: int, seed: int = 0) -> tuple[Tensor, Tensor]:
    return INITIALISATIONS[name].draw(inputs, outputs, rng(seed))


def test_every_initialisation_is_tried_here() -> None:
    assert set(INITIALISATIONS) == {*VARIANCES, "orthogonal"}


@each_of("name", VARIANCES)
@each_of("inputs, outputs", [(50, 400), (400, 50), (200, 200)])
def test_weights_have_the_mean_and_variance_of_their_scheme(name: str, inputs: int, outputs: int) -> None:
    matrix, bias = drawn(name, inputs, outputs)
    assert matrix.shape == (outputs, inputs)
    assert bias.shape == (outputs,)
    deviation = math.sqrt(VARIANCES[name](inputs, outputs))
    assert float(matrix.std()) == pytest.approx(deviation, rel=0.03)
    assert abs(float(matrix.mean())) < 4 * deviation / math.sqrt(matrix.numel())


@pytest.mark.parametrize(("name", "peak"), [("uniform", 1 / math.sqrt(100)), ("glorot", math.sqrt(6 / 400))])
def test_uniform_schemes_keep_to_their_bounds(name: str, peak: float) -> None:
    matrix, bias = drawn(name, 100, 300)
    assert 0.99 * peak < float(matrix.abs().max()) <= peak
    assert (float(bias.abs().max()) > 0.9 * peak) == (name == "uniform")


@pytest.mark.parametrize("name", ["he", "small"])
def test_normal_schemes_are_normal(name: str) -> None:
    matrix, _ = drawn(name, 200, 200)
    standardised = matrix / matrix.std()
    assert float((standardised.abs() < 1).float().mean()) == pytest.approx(0.6827, abs=0.01)
    assert float((standardised**4).mean()) == pytest.approx(3.0, rel=0.05)


@pytest.mark.parametrize("name", [name for name in INITIALISATIONS if name != "uniform"])
def test_biases_start_at_0(name: str) -> None:
    assert not drawn(name, 5, 7)[1].any()


@pytest.mark.parametrize(("inputs", "outputs"), [(5, 5), (3, 7), (7, 3), (1, 4), (4, 1), (1, 1)])
def test_orthogonal_neither_stretches_nor_squeezes(inputs: int, outputs: int) -> None:
    matrix, _ = drawn("orthogonal", inputs, outputs)
    values = torch.linalg.svdvals(matrix)
    torch.testing.assert_close(values, torch.ones(min(inputs, outputs)))
    assert matrix.shape == (outputs, inputs)


@pytest.mark.parametrize("name", INITIALISATIONS)
def test_draws_depend_on_the_random_generator_alone(name: str) -> None:
    first, again, other = (drawn(name, 6, 4, seed)[0] for seed in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("name", INITIALISATIONS)
def test_networks_start_as_their_knob_says(name: str) -> None:
    network = Mlp(3, 2, PlayerConfig(depth=2, width=6, init=name), rng(7))
    stream = rng(7)
    expected: list[Tensor] = []
    for inputs, outputs in ((3, 6), (6, 6), (6, 2)):
        expected += INITIALISATIONS[name].draw(inputs, outputs, stream)
    torch.testing.assert_close(network.values, expected, rtol=0, atol=0)


@pytest.mark.parametrize("norm", ["batch", "layer"])
def test_gains_start_at_1_and_shifts_at_0(norm: str) -> None:
    network = Mlp(3, 2, PlayerConfig(depth=2, width=6, norm=norm), rng())
    for layer in range(2):
        gain, shift = network.values[4 * layer + 2 : 4 * layer + 4]
        assert (gain == 1).all()
        assert (shift == 0).all()


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_every_network_trains(every: int) -> None:
    """One in so many, in which each of its parts has its turn."""
    tried = list(itertools.product(ACTIVATIONS, NORMS, INITIALISATIONS))[::every]
    assert [set(of) for of in zip(*tried, strict=True)] == [set(ACTIVATIONS), set(NORMS), set(INITIALISATIONS)]
    for network in tried:
        assert_trains(*network)


def assert_trains(activation: str, norm: str, init: str) -> None:
    trainer = make(**both(activation=activation, norm=norm, init=init), batch_size=8)
    before = weights(trainer)
    trainer.advance(3)
    trainer.flush()
    assert trainer.diverged_at is None
    for key, value in trainer.state().items():
        assert torch.isfinite(value).all(), key
    assert all(
        not torch.equal(before[f"{player}.weights.0"], trainer.state()[f"{player}.weights.0"])
        for player in ("generator", "discriminator")
    )


@each_of("norm", NORMS)
@each_of("knobs", [both(depth=0), {"batch_size": 1}])
def test_every_norm_trains_where_there_is_little(norm: str, knobs: dict[str, object]) -> None:
    trainer = make(**both(norm=norm), **knobs)
    trainer.advance(5)
    assert all(torch.isfinite(value).all() for value in trainer.state().values())
    trainer.observe()
