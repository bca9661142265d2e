"""The optimizers against torch.optim, over many steps of random gradients and changing rates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor

from gan_playground.gan.optimizers import OPTIMIZERS

SHAPES = [(32, 1), (32,), (5, 7), (1,), ()]
ORACLES: dict[str, Callable[[list[Tensor]], torch.optim.Optimizer]] = {
    "sgd": lambda weights: torch.optim.SGD(weights, lr=1.0),
    "adam": lambda weights: torch.optim.Adam(weights, lr=1.0, betas=(0.5, 0.999), eps=1e-8),
}
names = pytest.mark.parametrize("name", OPTIMIZERS)


def random_tensors(rng: torch.Generator, scale: float = 1.0) -> list[Tensor]:
    return [scale * torch.randn(shape, generator=rng) for shape in SHAPES]


def random_steps(count: int, seed: int) -> Iterator[tuple[list[Tensor], float]]:
    """Gradients that differ in size by a factor of a million, and a rate of every step's own."""
    rng = torch.Generator().manual_seed(seed)
    for _ in range(count):
        exponent, rate = torch.rand(2, generator=rng).tolist()
        yield random_tensors(rng, 10 ** (6 * exponent - 4)), 0.05 * rate


def oracle_step(oracle: torch.optim.Optimizer, weights: list[Tensor], gradients: list[Tensor], rate: float) -> None:
    for weight, gradient in zip(weights, gradients, strict=True):
        weight.grad = gradient.clone()
    oracle.param_groups[0]["lr"] = rate
    oracle.step()


def test_there_are_two_optimizers() -> None:
    assert set(OPTIMIZERS) == {"sgd", "adam"}


@names
def test_many_random_steps_are_torchs(name: str) -> None:
    weights = random_tensors(torch.Generator().manual_seed(0))
    twins = [weight.clone() for weight in weights]
    ours, oracle = OPTIMIZERS[name].make(weights), ORACLES[name](twins)
    for gradients, rate in random_steps(300, seed=1):
        ours.step(gradients, rate)
        oracle_step(oracle, twins, gradients, rate)
    torch.testing.assert_close(weights, twins, rtol=1e-5, atol=1e-6)


@names
def test_steps_happen_in_place(name: str) -> None:
    weights = random_tensors(torch.Generator().manual_seed(0))
    before, places = [weight.clone() for weight in weights], [weight.data_ptr() for weight in weights]
    OPTIMIZERS[name].make(weights).step([torch.ones_like(weight) for weight in weights], 0.1)
    assert [weight.data_ptr() for weight in weights] == places
    torch.testing.assert_close(weights, [weight - 0.1 for weight in before])


@names
def test_gradients_are_left_alone(name: str) -> None:
    weights = random_tensors(torch.Generator().manual_seed(0))
    gradients = random_tensors(torch.Generator().manual_seed(1))
    copies = [gradient.clone() for gradient in gradients]
    OPTIMIZERS[name].make(weights).step(gradients, 0.1)
    torch.testing.assert_close(gradients, copies, rtol=0, atol=0)


@names
def test_a_rate_of_zero_only_remembers(name: str) -> None:
    weights = random_tensors(torch.Generator().manual_seed(0))
    before = [weight.clone() for weight in weights]
    OPTIMIZERS[name].make(weights).step([torch.ones_like(weight) for weight in weights], 0.0)
    torch.testing.assert_close(weights, before, rtol=0, atol=0)


def test_adam_remembers_across_a_change_of_rate() -> None:
    """After gradients of +1, one of -1 at another rate still moves the weight as the memory says: by hand."""
    weight = torch.zeros(1, dtype=torch.float64)
    adam = OPTIMIZERS["adam"].make([weight])
    first = second = 0.0
    expected = 0.0
    for count, (gradient, rate) in enumerate([(1.0, 0.1)] * 4 + [(-1.0, 0.003)] * 2, start=1):
        adam.step([torch.tensor([gradient], dtype=torch.float64)], rate)
        first = 0.5 * first + 0.5 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        expected -= rate * (first / (1 - 0.5**count)) / ((second / (1 - 0.999**count)) ** 0.5 + 1e-8)
    assert float(weight) == pytest.approx(expected, rel=1e-6)


@names
def test_memory_restored_goes_on_as_if_never_stopped(name: str) -> None:
    steps = list(random_steps(40, seed=2))
    weights = random_tensors(torch.Generator().manual_seed(0))
    optimizer = OPTIMIZERS[name].make(weights)
    for gradients, rate in steps[:20]:
        optimizer.step(gradients, rate)
    twins = [weight.clone() for weight in weights]
    heir = OPTIMIZERS[name].make(twins)
    for new, old in zip(heir.memory, optimizer.memory, strict=True):
        new.copy_(old)
    for gradients, rate in steps[20:]:
        optimizer.step(gradients, rate)
        heir.step(gradients, rate)
    torch.testing.assert_close(weights, twins, rtol=0, atol=0)
