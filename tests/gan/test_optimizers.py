"""The optimizers against torch.optim and recurrences by hand, over many steps of changing gradients and rates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor

from cases import one_in
from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.training.optimizers import OPTIMIZERS

SHAPES = [(32, 1), (32,), (5, 7), (1,), ()]
BETAS = [(0.5, 0.999), (0.0, 0.9), (0.9, 0.5), (0.99, 0.0)]
names = pytest.mark.parametrize("name", OPTIMIZERS)
betas = pytest.mark.parametrize("betas", BETAS, ids=str)


def random_tensors(rng: torch.Generator, scale: float = 1.0) -> list[Tensor]:
    return [scale * torch.randn(shape, generator=rng) for shape in SHAPES]


def start() -> list[Tensor]:
    return random_tensors(torch.Generator().manual_seed(0))


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


def assert_steps_are_torchs(name: str, make: Callable[[list[Tensor]], torch.optim.Optimizer], **knobs: float) -> None:
    weights, twins = start(), start()
    ours, oracle = OPTIMIZERS[name].make(weights), make(twins)
    for gradients, rate in random_steps(150, seed=1):
        ours.step(gradients, PlayerConfig(learning_rate=rate, **knobs))
        oracle_step(oracle, twins, gradients, rate)
    torch.testing.assert_close(weights, twins, rtol=1e-5, atol=1e-6)


def test_there_are_seven_optimizers() -> None:
    assert set(OPTIMIZERS) == {"sgd", "momentum", "rmsprop", "adam", "adamw", "extragradient", "optimistic"}


def test_sgd_is_torchs() -> None:
    assert_steps_are_torchs("sgd", lambda weights: torch.optim.SGD(weights, lr=1.0))


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.99])
def test_momentum_is_torchs(momentum: float) -> None:
    """With rates that change, torch keeps unscaled gradients too."""
    assert_steps_are_torchs(
        "momentum", lambda weights: torch.optim.SGD(weights, lr=1.0, momentum=momentum), momentum=momentum
    )


@pytest.mark.parametrize("beta2", [0.0, 0.9, 0.999])
def test_rmsprop_is_torchs(beta2: float) -> None:
    assert_steps_are_torchs(
        "rmsprop", lambda weights: torch.optim.RMSprop(weights, lr=1.0, alpha=beta2, eps=1e-8), beta2=beta2
    )


@betas
def test_adam_is_torchs(betas: tuple[float, float]) -> None:
    beta1, beta2 = betas
    assert_steps_are_torchs(
        "adam", lambda weights: torch.optim.Adam(weights, lr=1.0, betas=betas, eps=1e-8), beta1=beta1, beta2=beta2
    )


@betas
@pytest.mark.parametrize("decay", one_in(2, [3.0, 0.01]))
def test_adamw_is_torchs(betas: tuple[float, float], decay: float) -> None:
    beta1, beta2 = betas
    assert_steps_are_torchs(
        "adamw",
        lambda weights: torch.optim.AdamW(weights, lr=1.0, betas=betas, eps=1e-8, weight_decay=decay),
        beta1=beta1,
        beta2=beta2,
        weight_decay=decay,
    )


@names
def test_what_an_optimizer_does_not_read_does_not_matter(name: str) -> None:
    weights, twins = start(), start()
    one, other = OPTIMIZERS[name].make(weights), OPTIMIZERS[name].make(twins)
    strange = {"momentum": -0.5, "beta1": 0.1, "beta2": 0.2, "weight_decay": 2.0}
    unread = {knob: value for knob, value in strange.items() if knob not in OPTIMIZERS[name].knobs}
    for gradients, rate in random_steps(20, seed=1):
        one.step(gradients, PlayerConfig(learning_rate=rate))
        other.step(gradients, PlayerConfig(learning_rate=rate, **unread))
    torch.testing.assert_close(weights, twins, rtol=0, atol=0)


@pytest.mark.parametrize("knob", ["momentum", "beta1", "beta2", "weight_decay"])
@names
def test_what_an_optimizer_reads_matters(name: str, knob: str) -> None:
    weights, twins = start(), start()
    one, other = OPTIMIZERS[name].make(weights), OPTIMIZERS[name].make(twins)
    for gradients, rate in random_steps(3, seed=1):
        one.step(gradients, PlayerConfig(learning_rate=rate))
        other.step(gradients, PlayerConfig(learning_rate=rate, **{knob: 0.3}))
    same = all(torch.equal(a, b) for a, b in zip(weights, twins, strict=True))
    assert same == (knob not in OPTIMIZERS[name].knobs)


def by_hand(gradients: list[float], rates: list[float], momentum: float) -> float:
    w = v = 0.0
    for g, h in zip(gradients, rates, strict=True):
        v = momentum * v + g
        w -= h * v
    return w


@pytest.mark.parametrize("momentum", [-0.9, -0.3])
def test_a_negative_momentum_brakes(momentum: float) -> None:
    """torch refuses it, so by hand: v = m v + g, w -= h v."""
    gradients, rates = [1.0, 0.5, -2.0, 4.0], [0.1, 0.1, 0.3, 0.2]
    weight = torch.zeros(1, dtype=torch.float64)
    optimizer = OPTIMIZERS["momentum"].make([weight])
    for g, h in zip(gradients, rates, strict=True):
        optimizer.step([torch.tensor([g], dtype=torch.float64)], PlayerConfig(learning_rate=h, momentum=momentum))
    assert float(weight) == pytest.approx(by_hand(gradients, rates, momentum), rel=1e-12)


@names
def test_steps_happen_in_place(name: str) -> None:
    """The first step of each along ones: of the rate itself, but for the optimistic one's doubled guess."""
    weights = start()
    before, places = [weight.clone() for weight in weights], [weight.data_ptr() for weight in weights]
    settings = PlayerConfig(learning_rate=0.1, beta2=0.0, weight_decay=0.0)
    OPTIMIZERS[name].make(weights).step([torch.ones_like(weight) for weight in weights], settings)
    assert [weight.data_ptr() for weight in weights] == places
    length = 0.2 if name == "optimistic" else 0.1
    torch.testing.assert_close(weights, [weight - length for weight in before])


@names
def test_gradients_are_left_alone(name: str) -> None:
    weights = start()
    gradients = random_tensors(torch.Generator().manual_seed(1))
    copies = [gradient.clone() for gradient in gradients]
    optimizer = OPTIMIZERS[name].make(weights)
    for _ in range(2):
        optimizer.look_ahead(gradients, PlayerConfig(learning_rate=0.1))
        optimizer.step(gradients, PlayerConfig(learning_rate=0.1))
    torch.testing.assert_close(gradients, copies, rtol=0, atol=0)


@names
def test_a_rate_of_zero_only_remembers(name: str) -> None:
    weights = start()
    before = [weight.clone() for weight in weights]
    still = PlayerConfig(learning_rate=0.0)
    OPTIMIZERS[name].make(weights).step([torch.ones_like(weight) for weight in weights], still)
    torch.testing.assert_close(weights, before, rtol=0, atol=0)


def test_adam_remembers_across_a_change_of_rate() -> None:
    """After gradients of +1, one of -1 at another rate still moves the weight as the memory says: by hand."""
    weight = torch.zeros(1, dtype=torch.float64)
    adam = OPTIMIZERS["adam"].make([weight])
    first = second = 0.0
    expected = 0.0
    for count, (gradient, rate) in enumerate([(1.0, 0.1)] * 4 + [(-1.0, 0.003)] * 2, start=1):
        adam.step([torch.tensor([gradient], dtype=torch.float64)], PlayerConfig(learning_rate=rate))
        first = 0.5 * first + 0.5 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        expected -= rate * (first / (1 - 0.5**count)) / ((second / (1 - 0.999**count)) ** 0.5 + 1e-8)
    assert float(weight) == pytest.approx(expected, rel=1e-6)


@names
def test_memory_restored_goes_on_as_if_never_stopped(name: str) -> None:
    steps = list(random_steps(40, seed=2))
    weights = start()
    optimizer = OPTIMIZERS[name].make(weights)
    for gradients, rate in steps[:20]:
        optimizer.step(gradients, PlayerConfig(learning_rate=rate))
    twins = [weight.clone() for weight in weights]
    heir = OPTIMIZERS[name].make(twins)
    for new, old in zip(heir.memory, optimizer.memory, strict=True):
        new.copy_(old)
    for gradients, rate in steps[20:]:
        optimizer.step(gradients, PlayerConfig(learning_rate=rate))
        heir.step(gradients, PlayerConfig(learning_rate=rate))
    torch.testing.assert_close(weights, twins, rtol=0, atol=0)
