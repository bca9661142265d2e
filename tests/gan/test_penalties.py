"""The penalties against closed forms, for discriminators whose slope is known everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
import torch
from scipy import stats
from torch import Tensor

from cases import each_of
from gan.runs import both, make
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import Network
from gan_playground.gan.networks.norms import Statistics
from gan_playground.gan.training.game import Game
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.penalties import PENALTIES, around_real

COUNT = 40
dims = each_of("dim", [1, 2, 5])
strengths = each_of("strength", [1e-3, 0.5, 10.0])
names = each_of("name", PENALTIES)


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def numbers(seed: int, *shape: int) -> Tensor:
    return torch.randn(shape, generator=rng(seed), dtype=torch.float64)


class Quadratic(Network):
    """D(x) = x'Ax/2 + w.x + b, whose slope is Ax + w; with A = 0 it is a line, whose slope is w."""

    def __init__(self, A: Tensor, w: Tensor, b: float = 0.3) -> None:
        self.seen: list[Tensor] = []
        super().__init__([A, w, torch.tensor(b, dtype=torch.float64)])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        self.seen.append(x.detach())
        A, w, b = weights
        return ((x @ A * x).sum(1, keepdim=True) / 2 + x @ w[:, None]) + b  # (m, 1)

    def slopes(self, x: Tensor) -> Tensor:
        A, w, _ = self.values
        return x @ A + w  # (m, dim)


def linear(dim: int, seed: int = 3) -> Quadratic:
    return Quadratic(torch.zeros(dim, dim, dtype=torch.float64), numbers(seed, dim))


def quadratic(dim: int) -> Quadratic:
    A = numbers(4, dim, dim)
    return Quadratic((A + A.T) / 2, numbers(5, dim))


class Bent(Network):
    """A small network with a tanh, all of whose derivatives are needed."""

    def __init__(self, dim: int) -> None:
        super().__init__([numbers(6, 3, dim), numbers(7, 3), numbers(8, 1, 3)])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        return torch.tanh(x @ weights[0].T + weights[1]) @ weights[2].T


def game(objective: str = "non-saturating", **penalties: float) -> Game:
    knobs = {f"penalty.{name}": strength for name, strength in penalties.items()}
    return Game(Experiment().with_knobs({"objective": objective, **knobs}))


def samples(dim: int, count: int = COUNT) -> tuple[Tensor, Tensor]:
    """Real and generated ones."""
    return numbers(1, count, dim), 2 * numbers(2, count, dim) + 1


def added(D: Network, x: Tensor, fake: Tensor, seed: int = 0, **penalties: float) -> float:
    """What the penalties add to the loss of the objective alone."""
    plain, _ = game().discriminator_loss(D, D, x, fake, rng(seed))
    loss, _ = game(**penalties).discriminator_loss(D, D, x, fake, rng(seed))
    return (loss - plain).item()


def test_there_are_four_penalties() -> None:
    assert set(PENALTIES) == {"r1", "r2", "wgan_gp", "dragan"}


@dims
@strengths
@each_of("name", ["r1", "r2"])
def test_zero_centred_penalty_of_a_line_is_half_its_squared_slope(name: str, strength: float, dim: int) -> None:
    D = linear(dim)
    expected = strength / 2 * float((D.values[1] ** 2).sum())
    assert added(D, *samples(dim), **{name: strength}) == pytest.approx(expected, rel=1e-9)


@dims
@strengths
@each_of("name", ["wgan_gp", "dragan"])
def test_one_centred_penalty_of_a_line_is_how_far_its_slope_is_from_1(name: str, strength: float, dim: int) -> None:
    D = linear(dim)
    expected = strength * (float((D.values[1] ** 2).sum()) ** 0.5 - 1) ** 2
    assert added(D, *samples(dim), **{name: strength}) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@dims
@strengths
@each_of("name, place", [("r1", 0), ("r2", 1)])
def test_r1_is_on_real_and_r2_on_generated_samples(name: str, place: int, strength: float, dim: int) -> None:
    D, both_samples = quadratic(dim), samples(dim)
    expected = strength / 2 * float((D.slopes(both_samples[place]) ** 2).sum(1).mean())
    assert added(D, *both_samples, **{name: strength}) == pytest.approx(expected, rel=1e-9)


def places_of(name: str, x: Tensor, fake: Tensor, seed: int = 0) -> tuple[Quadratic, Tensor]:
    """Where D was asked for its slope, besides on both batches."""
    D = quadratic(x.shape[1])
    game(**{name: 1.0}).discriminator_loss(D, D, x, fake, rng(seed))
    places, both = D.seen
    assert torch.equal(both, torch.cat((x, fake)))
    return D, places


@dims
@strengths
@each_of("name", ["wgan_gp", "dragan"])
def test_one_centred_penalty_is_of_the_slopes_at_its_places(name: str, strength: float, dim: int) -> None:
    D, places = places_of(name, *samples(dim))
    assert places.shape == (COUNT, dim)
    lengths = (D.slopes(places) ** 2).sum(1).sqrt()
    expected = strength * float(((lengths - 1) ** 2).mean())
    assert added(quadratic(dim), *samples(dim), **{name: strength}) == pytest.approx(expected, rel=1e-9)


def test_wgan_gp_asks_on_the_lines_from_real_to_generated_samples() -> None:
    x, fake = samples(3, 5_000)
    _, places = places_of("wgan_gp", x, fake)
    shares = (places - x) / (fake - x)
    torch.testing.assert_close(shares, shares[:, :1].expand_as(shares), rtol=1e-6, atol=1e-6)
    assert stats.kstest(shares[:, 0].numpy(), stats.uniform.cdf).pvalue > 1e-3


def test_dragan_asks_around_real_samples() -> None:
    """x + 0.5 std(x) U(0, 1), every coordinate on its own."""
    x, fake = samples(3, 5_000)
    x = 4 * x + 7
    _, places = places_of("dragan", x, fake)
    shares = ((places - x) / (0.5 * x.numpy().std())).numpy()
    assert stats.kstest(shares.ravel(), stats.uniform.cdf).pvalue > 1e-3
    assert abs(stats.pearsonr(shares[:, 0], shares[:, 1]).statistic) < 0.06


@each_of("name", ["wgan_gp", "dragan"])
def test_places_come_from_the_random_generator_alone(name: str) -> None:
    first, again, other = (places_of(name, *samples(2), seed=seed)[1] for seed in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@dims
def test_penalties_add_up(dim: int) -> None:
    D, mix = linear(dim), {"r1": 0.3, "r2": 2.0, "wgan_gp": 10.0, "dragan": 5.0}
    slope = float((D.values[1] ** 2).sum()) ** 0.5
    expected = (0.3 + 2.0) / 2 * slope**2 + (10 + 5) * (slope - 1) ** 2
    assert added(D, *samples(dim), **mix) == pytest.approx(expected, rel=1e-6)


@each_of("other", ["wgan_gp", "dragan"])
def test_penalties_add_up_where_slopes_differ(other: str) -> None:
    D, both_samples = quadratic(3), samples(3)
    apart = [added(D, *both_samples, **{name: 2.0}) for name in ("r1", "r2", other)]
    together = added(D, *both_samples, r1=2.0, r2=2.0, **{other: 2.0})
    assert together == pytest.approx(sum(apart), rel=1e-9)


@each_of("objective", OBJECTIVES)
@each_of("penalties", [{}, {"r1": 1.0}, {"r2": 1.0, "dragan": 1.0}])
def test_the_objective_is_that_of_the_logits_returned(objective: str, penalties: dict[str, float]) -> None:
    """The logits are D's on real and on generated samples, penalties or not."""
    D, (x, fake) = quadratic(2), samples(2)
    loss, logits = game(objective, **penalties).discriminator_loss(D, D, x, fake, rng())
    A, w, b = D.values
    by_hand = [torch.stack([v @ A @ v / 2 + w @ v + b for v in batch])[:, None] for batch in (x, fake)]
    torch.testing.assert_close(logits, torch.stack(by_hand))
    expected = float(OBJECTIVES[objective].discriminator(*by_hand).mean()) + added(D, x, fake, **penalties)
    assert loss.item() == pytest.approx(expected, rel=1e-9)


@names
@dims
@each_of("objective", ["non-saturating", "relativistic"])
def test_gradients_in_ds_weights_are_those_of_the_penalised_loss(name: str, dim: int, objective: str) -> None:
    D, (x, fake), penalised = Bent(dim), samples(dim, 6), game(objective, **{name: 3.0})

    def loss(*weights: Tensor) -> Tensor:
        return penalised.discriminator_loss(D, partial(D.forward, weights), x, fake, rng())[0]

    assert torch.autograd.gradcheck(loss, tuple(D.parameters))


def test_gradients_of_all_penalties_together() -> None:
    D, (x, fake), penalised = Bent(2), samples(2, 6), game(r1=1.0, r2=2.0, wgan_gp=3.0, dragan=4.0)

    def loss(*weights: Tensor) -> Tensor:
        return penalised.discriminator_loss(D, partial(D.forward, weights), x, fake, rng())[0]

    assert torch.autograd.gradcheck(loss, tuple(D.parameters))


@names
def test_a_flat_d_has_a_finite_gradient(name: str) -> None:
    """Where the slope is nil, its length has no derivative of its own."""
    D = Quadratic(torch.zeros(2, 2, dtype=torch.float64), torch.zeros(2, dtype=torch.float64))
    loss, _ = game(**{name: 10.0}).discriminator_loss(D, D, *samples(2), rng())
    gradients = torch.autograd.grad(loss, D.parameters[:2])
    assert all(torch.isfinite(gradient).all() for gradient in gradients)


@names
@each_of("pack", [1, 3])
def test_a_penalty_moves_d_as_plain_descent_on_it_would(name: str, pack: int) -> None:
    """A linear D in the trainer, one step from the same state with and without: the difference is the penalty's."""
    strength, rate = 0.7, 0.01
    knobs = {**both(optimizer="sgd", learning_rate=rate), "discriminator__depth": 0, "stabilise__pack": pack}
    plain, penalised = make(**knobs), make(**knobs, **{f"penalty__{name}": strength})
    w = plain.discriminator.network.values[0].clone().double()[0]
    for trainer in (plain, penalised):
        trainer.step_discriminator()
    moved = (penalised.discriminator.network.values[0] - plain.discriminator.network.values[0]).double()[0]
    length = w.norm()
    slope_of_cost = w if name in ("r1", "r2") else 2 * (length - 1) * w / length
    torch.testing.assert_close(moved, -rate * strength * slope_of_cost, rtol=1e-3, atol=1e-7)


@each_of("optimizer", ["sgd", "adam", "extragradient"])
@each_of("bound", [0.01, 0.2])
def test_clipping_keeps_every_weight_of_d_in_bounds_and_none_of_g(optimizer: str, bound: float) -> None:
    knobs = both(optimizer=optimizer, learning_rate=0.1)
    clipped = make(**knobs, penalty__clip=bound)
    largest = []
    for _ in range(5):
        clipped.advance()
        largest.append(max(float(value.abs().max()) for value in clipped.discriminator.network.values))
    assert largest == pytest.approx([bound] * 5)  # rates this high push some weight to its bound
    assert max(float(value.abs().max()) for value in clipped.generator.network.values) > bound


def test_clipping_is_of_the_step_that_would_have_been() -> None:
    free, clipped = make(), make(penalty__clip=0.1)
    for trainer in (free, clipped):
        trainer.step_discriminator()
    expected = [value.clamp(-0.1, 0.1) for value in free.discriminator.network.values]
    torch.testing.assert_close(clipped.discriminator.network.values, expected, rtol=0, atol=0)


@each_of("pack", [1, 3])
def test_dragan_moves_what_is_shown_and_no_class(pack: int) -> None:
    """By half the deviation of what is shown; the classes behind each sample of a pack stay as they are."""
    D = linear(pack * 6)
    D.label_count, D.pack = 2, pack
    pictures, classes = 5 * numbers(1, 400 * pack, 4), torch.eye(2, dtype=torch.float64).repeat(200 * pack, 1)
    x = torch.cat((pictures, classes), dim=1).view(400, -1)
    moved = (around_real(D, x, x, rng(0)) - x).view(-1, 6)
    assert not moved[:, 4:].any()
    assert moved.min() >= 0
    assert moved[:, :4].max().item() == pytest.approx(0.5 * float(pictures.std(correction=0)), rel=0.02)
