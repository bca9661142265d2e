"""Averaged weights, packs and instance noise, against their definitions on the trainer's own draws."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
from scipy import stats
from torch import Tensor, nn
from torch.nn.functional import softplus

from cases import each_of
from gan.runs import both, make, spy_on, weights
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.batches import Batches
from gan_playground.gan.training.stabilisers import decayed, kept_share
from gan_playground.gan.training.trainer import Trainer

# Averaged weights.


def average_of(trainer: Trainer) -> list[Tensor]:
    assert trainer.generator.average is not None
    return [value.clone() for value in trainer.generator.average]


def g_after_every_update(trainer: Trainer) -> list[list[Tensor]]:
    """G's weights after each of its updates to come."""
    optimizer, step, found = trainer.generator.optimizer, trainer.generator.optimizer.step, []

    def record(*arguments: Any) -> None:
        step(*arguments)
        found.append([value.clone() for value in trainer.generator.network.values])

    optimizer.step = record
    return found


@each_of("half_life", [10.0, 100.0, 5_000.0])
@each_of("steps", [1, 3])
@each_of("batch_size", [1, 32])
def test_the_average_is_the_definition(half_life: float, steps: int, batch_size: int) -> None:
    """avg = beta avg + (1 - beta) w after every update of G, with beta = 0.5^(batch / half-life), from w itself."""
    trainer = make(stabilise__average_half_life=half_life, generator__steps=steps, batch_size=batch_size)
    expected = [value.clone().double() for value in trainer.generator.network.values]
    torch.testing.assert_close(average_of(trainer), [value.float() for value in expected], rtol=0, atol=0)
    updates = g_after_every_update(trainer)
    trainer.advance(20)
    assert len(updates) == 20 * steps
    beta = 0.5 ** (batch_size / half_life)
    for ws in updates:
        expected = [beta * a + (1 - beta) * w.double() for a, w in zip(expected, ws, strict=True)]
    torch.testing.assert_close(average_of(trainer), [a.float() for a in expected], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("pack", [1, 4])
def test_what_was_counts_half_after_the_half_life(pack: int) -> None:
    """In samples that G has made, however many of them D judges together."""
    trainer = make(
        stabilise__average_half_life=640.0 * pack,
        stabilise__pack=pack,
        generator__learning_rate=1e-6,
        generator__optimizer="sgd",
    )
    held = [value.clone() for value in trainer.generator.network.values]
    for value in trainer.generator.average or ():
        value.add_(1.0)
    for halves in range(1, 4):
        trainer.advance(20)  # of 32 packs each
        for a, w in zip(average_of(trainer), held, strict=True):
            torch.testing.assert_close(a - w, torch.full_like(w, 0.5**halves), rtol=0, atol=1e-3)


@pytest.mark.parametrize(
    ("batch_size", "half_life", "share"), [(1, 1.0, 0.5), (64, 64.0, 0.5), (32, 64.0, math.sqrt(0.5)), (2, 1.0, 0.25)]
)
def test_kept_share(batch_size: int, half_life: float, share: float) -> None:
    assert kept_share(batch_size, half_life) == pytest.approx(share)


def test_averaging_does_not_change_the_fight() -> None:
    plain, averaged = make(), make(stabilise__average_half_life=100.0)
    plain.advance(30)
    averaged.advance(30)
    for key, value in plain.state().items():
        assert torch.equal(value, averaged.state()[key])


def test_steps_of_d_leave_the_average_alone() -> None:
    trainer = make(stabilise__average_half_life=100.0)
    trainer.advance(5)
    before = average_of(trainer)
    trainer.step_discriminator()
    torch.testing.assert_close(average_of(trainer), before, rtol=0, atol=0)


def test_the_average_is_what_is_shown() -> None:
    trainer, twin = make(stabilise__average_half_life=500.0), make()
    trainer.advance(50)
    twin.load_state(trainer.state())
    frames = [trainer.observe(), trainer.observe(fighting=True)]
    fought = twin.observe()
    for value, averaged in zip(twin.generator.network.values, average_of(trainer), strict=True):
        value.copy_(averaged)
    alone = twin.observe()
    assert [frame.averaged for frame in (*frames, fought, alone)] == [True, False, False, False]
    for frame, expected in zip(frames, (alone, fought), strict=True):
        np.testing.assert_allclose(frame.picture.image, expected.picture.image, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(frame.picture.generated_histogram, expected.picture.generated_histogram, atol=1e-3)
        for name in ("mean", "std", "wasserstein"):
            assert frame.metrics[name].value == pytest.approx(expected.metrics[name].value, rel=1e-5)
        assert frame.losses.generator == pytest.approx(expected.losses.generator, rel=1e-5)
    assert frames[0].metrics["mean"].value != frames[1].metrics["mean"].value


def test_without_an_average_the_fighting_g_is_shown() -> None:
    trainer = make()
    trainer.advance(5)
    assert not trainer.observe().averaged


# What D sees.


def spy_on_d(trainer: Trainer) -> list[Tensor]:
    """Every batch that D judges while it trains."""
    D, apply, seen = trainer.discriminator.network, trainer.discriminator.network.apply, []

    def record(weights: Sequence[Tensor], x: Tensor, *others: Any) -> Tensor:
        seen.append(x.detach().clone())
        return apply(weights, x, *others)

    D.apply = record
    return seen


@pytest.mark.parametrize("pack", [1, 2, 4, 8])
def test_d_sees_packs_all_real_or_all_generated(pack: int, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = make(stabilise__pack=pack)
    G = [value.clone() for value in trainer.generator.network.values]
    draws, seen = spy_on(trainer, monkeypatch), spy_on_d(trainer)
    trainer.advance()
    in_ds_turn, in_gs_turn = seen
    assert in_ds_turn.shape == (64, pack)
    assert in_gs_turn.shape == (32, pack)
    assert [len(batch) for batch in (*draws.real, *draws.latent)] == [32 * pack] * 3
    real, fake = in_ds_turn.split(32)
    assert torch.equal(real.flatten(), draws.real[0].flatten())
    with torch.no_grad():
        generated = [trainer.generator.network.forward(G, z).flatten() for z in draws.latent]
    torch.testing.assert_close(fake.flatten(), generated[0])
    torch.testing.assert_close(in_gs_turn.flatten(), generated[1])


@pytest.mark.parametrize("pack", [2, 3])
def test_packed_steps_are_those_of_plain_torch(pack: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linear players, by hand: a pack of samples is one row of D's."""
    trainer = make(**both(optimizer="sgd", learning_rate=0.1, depth=0), stabilise__pack=pack)
    layers = {}
    for player, inputs in (("generator", 1), ("discriminator", pack)):
        matrix, bias = weights(trainer, player).values()
        layers[player] = nn.Linear(inputs, 1)
        layers[player].load_state_dict({"weight": matrix, "bias": bias})
    G, D = layers["generator"], layers["discriminator"]
    of_g, of_d = (torch.optim.SGD(layer.parameters(), lr=0.1) for layer in (G, D))
    draws = spy_on(trainer, monkeypatch)
    trainer.advance(4)
    z = iter(draws.latent)
    for x in draws.real:
        of_d.zero_grad()
        fake = G(next(z)).detach()
        (softplus(-D(x.reshape(32, pack))) + softplus(D(fake.reshape(32, pack)))).mean().backward()
        of_d.step()
        of_g.zero_grad()
        softplus(-D(G(next(z)).reshape(32, pack))).mean().backward()
        of_g.step()
    for player, layer in layers.items():
        ours = list(weights(trainer, player).values())
        torch.testing.assert_close(ours, [p.detach() for p in layer.parameters()], rtol=1e-4, atol=1e-6)


def noise_seen(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What was added to real and to generated samples in D's turn, and to generated ones in G's, of one step."""
    G = [value.clone() for value in trainer.generator.network.values]
    with monkeypatch.context() as patch:
        draws, seen = spy_on(trainer, patch), spy_on_d(trainer)
        trainer.advance()
    with torch.no_grad():
        fake = [trainer.generator.network.forward(G, z) for z in draws.latent]
    clean = [draws.real[0], fake[0], fake[1]]
    blurred = [*seen[0].chunk(2), seen[1]]
    real, in_ds_turn, in_gs_turn = (
        (b.flatten() - c.flatten()).double().numpy() for b, c in zip(blurred, clean, strict=True)
    )
    return real, in_ds_turn, in_gs_turn


@pytest.mark.parametrize("deviation", [0.1, 1.5])
@pytest.mark.parametrize("pack", [1, 2])
def test_instance_noise_is_added_to_all_that_d_sees(
    deviation: float, pack: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = make(stabilise__instance_noise=deviation, stabilise__pack=pack, batch_size=4096)
    added = noise_seen(trainer, monkeypatch)
    for noise in added:
        assert noise.shape == (4096 * pack,)
        assert stats.kstest(noise / deviation, stats.norm.cdf).pvalue > 1e-3
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert abs(np.corrcoef(added[one], added[other])[0, 1]) < 0.07


@pytest.mark.parametrize("pack", [1, 3])
def test_instance_noise_leaves_a_class_as_it_is(pack: int) -> None:
    knobs = {"data.kind": "digits", "data.conditional": True, "stabilise.instance_noise": 1.0, "stabilise.pack": pack}
    experiment = Experiment().with_knobs(knobs | {"batch_size": 64})
    data, rng = experiment.make_data(), torch.Generator().manual_seed(0)
    batches = Batches(experiment, data, rng)
    samples = batches.real()
    seen = batches.as_seen(samples)
    assert seen.shape == (64, pack * (data.dim + 10))
    added = seen.view(64 * pack, -1) - samples
    assert not added[:, data.dim :].any()
    assert stats.kstest(added[:, : data.dim].flatten().double().numpy(), stats.norm.cdf).pvalue > 1e-3


@each_of("kind, pack", [("mlp", 1), ("mlp", 3), ("conv", 3)])
def test_d_is_told_one_class_of_each_sample_however_loud_the_noise(kind: str, pack: int) -> None:
    """In all that it sees in a step, in its turn and in G's."""
    digits = {"data__kind": "digits", "data__conditional": True, "stabilise__instance_noise": 3.0, "batch_size": 4}
    trainer = make(generator__kind=kind, discriminator__kind=kind, stabilise__pack=pack, **digits)
    D, seen = trainer.discriminator.network, []
    judge = D.apply

    def recording(weights: Any, x: Tensor, *more: Any) -> Tensor:
        seen.append(x.detach().view(-1, trainer.real.dim + 10))
        return judge(weights, x, *more)

    D.apply = recording
    trainer.advance()
    named = torch.cat(seen)[:, -10:]
    assert len(named) == 3 * 4 * pack
    assert torch.equal(named, torch.eye(10)[named.argmax(dim=1)])


def test_without_instance_noise_nothing_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(np.abs(noise).max() < 1e-6 for noise in noise_seen(make(), monkeypatch))


def test_instance_noise_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = make(stabilise__instance_noise=0.8, stabilise__instance_noise_half_life=20.0, batch_size=4096)
    for _ in range(3):
        added = noise_seen(trainer, monkeypatch)
        expected = 0.8 * 0.5 ** (trainer.step / 20)
        assert trainer.noise == pytest.approx(expected)
        assert [noise.std() for noise in added] == pytest.approx([expected] * 3, rel=0.05)
        trainer.advance(19)


def test_instance_noise_is_new_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = make(stabilise__instance_noise=0.5, batch_size=512)
    first, second = (noise_seen(trainer, monkeypatch)[0] for _ in range(2))
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.2


@pytest.mark.parametrize(
    ("deviation", "half_life", "step", "expected"),
    [(0.5, 0.0, 10_000, 0.5), (0.5, 100.0, 0, 0.5), (0.5, 100.0, 100, 0.25), (2.0, 10.0, 30, 0.25), (0.0, 10.0, 5, 0)],
)
def test_the_deviation_of_the_noise(deviation: float, half_life: float, step: int, expected: float) -> None:
    assert decayed(deviation, half_life, step) == pytest.approx(expected)


def test_gradients_flow_through_the_noise_to_g() -> None:
    """A linear critic pulls alike everywhere, so G's first step is the same with noise and without."""
    knobs = {**both(optimizer="sgd"), "discriminator__depth": 0, "objective": "wasserstein"}
    noisy, plain = (make(**knobs, stabilise__instance_noise=noise) for noise in (0.5, 0.0))
    before = weights(plain, "generator")
    for trainer in (noisy, plain):
        trainer.step_generator()
    assert not torch.equal(weights(plain)["generator.weights.0"], before["generator.weights.0"])
    ours, expected = (list(weights(trainer, "generator").values()) for trainer in (noisy, plain))
    torch.testing.assert_close(ours, expected)


# Smoothed labels.


@pytest.mark.parametrize("smoothing", [0.1, 0.5])
@pytest.mark.parametrize("objective", ["minimax", "non-saturating", "least-squares"])
def test_d_is_trained_with_smoothed_labels(smoothing: float, objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One step of a linear D by hand; G's own loss knows nothing of them."""
    knobs = {**both(optimizer="sgd", learning_rate=0.1), "discriminator__depth": 0, "objective": objective}
    trainer = make(**knobs, stabilise__label_smoothing=smoothing)
    w, c = (value.requires_grad_() for value in weights(trainer, "discriminator").values())
    draws = spy_on(trainer, monkeypatch)
    trainer.step_discriminator()
    a = draws.real[0] @ w.T + c
    b = trainer.generator.network.frozen(draws.latent[0]) @ w.T + c
    if objective == "least-squares":
        loss = ((a - (1 - smoothing)) ** 2 / 2 + b**2 / 2).mean()
    else:
        target = torch.full_like(a, 1 - smoothing)
        loss = nn.functional.binary_cross_entropy_with_logits(a, target) + softplus(b).mean()
    gradients = torch.autograd.grad(loss, (w, c))
    expected = [value.detach() - 0.1 * g for value, g in zip((w, c), gradients, strict=True)]
    torch.testing.assert_close(trainer.discriminator.network.values, expected, rtol=1e-4, atol=1e-6)
