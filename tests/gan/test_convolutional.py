"""Networks for pictures: against torch's own modules, of every size, with classes, norms and packs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from cases import each_of
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.image import ImageDistribution, of_pictures
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import Network, make_discriminator, make_generator
from gan_playground.gan.networks.convolutional import channels_at, halvings
from gan_playground.gan.networks.labels import parted
from gan_playground.gan.training.gradients import gradients
from gan_playground.gan.training.trainer import Trainer

KINDS = ("mlp", "conv")


def pictures(shape: tuple[int, int, int], classes: int = 0, count: int = 24) -> ImageDistribution:
    rng = np.random.default_rng(3)
    labels = np.arange(count) % classes if classes else None
    album = Album(rng.integers(0, 256, (count, *shape)).astype(np.uint8), labels, tuple(map(str, range(classes))))
    return of_pictures(album, conditional=bool(classes))


def experiment(kind: str = "conv", **knobs: Any) -> Experiment:
    values = {"data.kind": "digits", "latent.dim": 5, "batch_size": 8}
    values |= {f"{player}.kind": kind for player in ("generator", "discriminator")}
    values |= {f"{player}.width": 4 for player in ("generator", "discriminator")}
    return Experiment().with_knobs(values | {name.replace("__", "."): value for name, value in knobs.items()})


def players(real: ImageDistribution, kind: str = "conv", **knobs: Any) -> tuple[Network, Network]:
    rng = torch.Generator().manual_seed(0)
    asked = experiment(kind, **knobs)
    return make_generator(asked, real, rng), make_discriminator(asked, real, rng)


def noise(count: int, real: ImageDistribution, seed: int = 1) -> Tensor:
    rng = torch.Generator().manual_seed(seed)
    z = torch.randn(count, 5, generator=rng)
    return z if real.sample_labels is None else torch.cat((z, real.sample_labels(count, rng)), dim=1)


def samples(count: int, real: ImageDistribution) -> Tensor:
    return real.sample(count, torch.Generator().manual_seed(2))


@each_of("kind", KINDS)
@each_of("classes", [0, 3])
@each_of("shape", [(8, 8, 1), (28, 28, 1), (24, 40, 3), (64, 64, 1), (9, 16, 3), (11, 13, 1)])
def test_pictures_of_any_size_go_in_and_come_out(kind: str, classes: int, shape: tuple[int, int, int]) -> None:
    real = pictures(shape, classes)
    G, D = players(real, kind)
    fake = G(noise(6, real))
    assert fake.shape == samples(6, real).shape == (6, real.dim + classes)
    assert fake[:, : real.dim].abs().max() <= 1
    assert D(fake).shape == (6, 1)
    assert torch.equal(D.frozen(fake), D(fake))
    assert torch.equal(D.look(fake), D(fake))


@pytest.mark.parametrize(
    ("height", "width", "times"),
    [(8, 8, 1), (16, 16, 2), (28, 28, 2), (24, 40, 3), (32, 32, 3), (64, 64, 4), (9, 8, 0)],
)
def test_maps_are_halved_down_to_about_four(height: int, width: int, times: int) -> None:
    assert halvings(height, width) == times


def test_the_generator_is_torchs_own_modules_in_a_row() -> None:
    real = pictures((8, 16, 3))
    G, _ = players(real, generator__activation="relu")
    w, shape = G.values, (channels_at(1, 4), 4, 8)
    first, middle, last = nn.Linear(5, 8 * 4 * 8), nn.Conv2d(8, 4, 3, padding=1), nn.Conv2d(4, 3, 3, padding=1)
    for module, (weight, bias) in zip((first, middle, last), zip(w[::2], w[1::2], strict=True), strict=True):
        module.weight.data, module.bias.data = weight.clone(), bias.clone()
    by_torch = nn.Sequential(
        *(first, nn.Unflatten(1, shape), nn.ReLU(), nn.Upsample(scale_factor=2), middle, nn.ReLU()),
        *(last, nn.Tanh(), nn.Flatten()),
    )
    z = noise(7, real)
    torch.testing.assert_close(G(z), by_torch(z), rtol=1e-4, atol=1e-5)


def test_the_discriminator_is_torchs_own_modules_in_a_row() -> None:
    real = pictures((8, 8, 3))
    _, D = players(real)
    w = D.values
    first, second, last = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 8, 4, 2, 1), nn.Linear(8 * 16, 1)
    for module, (weight, bias) in zip((first, second, last), zip(w[::2], w[1::2], strict=True), strict=True):
        module.weight.data, module.bias.data = weight.clone(), bias.clone()
    by_torch = nn.Sequential(
        *(nn.Unflatten(1, (3, 8, 8)), first, nn.LeakyReLU(0.2), second, nn.LeakyReLU(0.2), nn.Flatten(), last)
    )
    x = samples(7, real)
    torch.testing.assert_close(D(x), by_torch(x), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_the_class_is_projected_on_the_features(kind: str) -> None:
    """Miyato and Koyama 2018: what two classes differ by is a product of the features with their embeddings."""
    real = pictures((8, 8, 1), 3)
    _, D = players(real, kind)
    x = samples(9, real)[:, : real.dim]
    as_class = [D(torch.cat((x, torch.eye(3)[[label] * 9]), dim=1)) for label in range(3)]
    hidden: list[Tensor] = []
    D.look(torch.cat((x, torch.eye(3)[[0] * 9]), dim=1), trace=hidden)
    embedding = D.values[-1]
    for label in (1, 2):
        wanted = hidden[-1] @ (embedding[label] - embedding[0])
        torch.testing.assert_close((as_class[label] - as_class[0])[:, 0], wanted, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_the_class_changes_what_is_painted_and_comes_out_with_it(kind: str) -> None:
    real = pictures((8, 8, 1), 3)
    G, _ = players(real, kind)
    z = torch.randn(3, 5)[[0, 0, 0]]
    fake = G(torch.cat((z, torch.eye(3)), dim=1))
    assert torch.equal(fake[:, real.dim :], torch.eye(3))
    assert not torch.allclose(fake[0, : real.dim], fake[1, : real.dim])


@pytest.mark.parametrize("kind", KINDS)
def test_no_slope_leads_into_the_class(kind: str) -> None:
    """So that a penalty is about the picture alone, and noise on a sample never changes what it is said to show."""
    real = pictures((8, 8, 1), 3)
    _, D = players(real, kind)
    x = samples(5, real).requires_grad_()
    (slopes,) = gradients(D(x).sum(), [x])
    assert slopes[:, : real.dim].abs().max() > 0
    assert slopes[:, real.dim :].abs().max() == 0
    blurred = x.detach().clone()
    blurred[:, real.dim :] += torch.rand(5, 3) * 0.4
    torch.testing.assert_close(D(blurred), D(x.detach()))


def test_classes_of_a_pack_are_shared_out() -> None:
    one_hot = torch.eye(4)
    packs = torch.cat((torch.full((1, 6), 7.0), one_hot[[2]], torch.full((1, 6), 8.0), one_hot[[3]]), dim=1)
    shown, classes = parted(packs, label_count=4, pack=2)
    assert shown.tolist() == [[7.0] * 6 + [8.0] * 6]
    assert classes.tolist() == [[0, 0, 0.5, 0.5]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("classes", [0, 3])
def test_packs_of_pictures_are_judged_together(kind: str, classes: int) -> None:
    real = pictures((8, 8, 3), classes)
    _, D = players(real, kind, stabilise__pack=2)
    x = samples(8, real)
    both = x.view(4, -1)
    logits = D(both)
    assert logits.shape == (4, 1)
    other = both.clone()
    other[0, x.shape[1] :] = samples(9, real)[8]
    assert D(other)[0] != logits[0]
    assert torch.equal(D(other)[1:], logits[1:])


def test_batch_norm_of_maps_is_torchs_own() -> None:
    real = pictures((8, 8, 1))
    _, D = players(real, discriminator__norm="batch")
    x = samples(64, real)
    by_torch = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.LeakyReLU(0.2))
    by_torch[0].weight.data, by_torch[0].bias.data = D.values[0].clone(), D.values[1].clone()
    hidden: list[Tensor] = []
    D.forward(D.values, x, trace=hidden)
    torch.testing.assert_close(hidden[0], by_torch(x.view(-1, 1, 8, 8)).flatten(1), rtol=1e-4, atol=1e-5)
    assert D.mixes_samples
    D(x)  # a turn of its own, which it remembers
    torch.testing.assert_close(D.buffers[0], by_torch[1].running_mean)
    torch.testing.assert_close(D.buffers[1], by_torch[1].running_var)


def test_layer_norm_of_maps_is_each_pictures_own() -> None:
    real = pictures((8, 8, 1))
    _, D = players(real, discriminator__norm="layer")
    hidden: list[Tensor] = []
    x = samples(4, real)
    D.look(x, trace=hidden)
    maps = torch.nn.functional.conv2d(x.view(4, 1, 8, 8), D.values[0], D.values[1], padding=1).flatten(1)
    evened = (maps - maps.mean(1, keepdim=True)) / (maps.var(1, correction=0, keepdim=True) + 1e-5).sqrt()
    torch.testing.assert_close(hidden[0], torch.nn.functional.leaky_relu(evened, 0.2), rtol=1e-4, atol=1e-5)
    assert not D.mixes_samples


@pytest.mark.parametrize("kind", KINDS)
def test_every_kernel_is_divided_by_its_largest_singular_value(kind: str) -> None:
    real = pictures((8, 8, 3), 2)
    _, D = players(real, kind)
    D.normalise_spectrally(True)
    assert D.spectral is not None
    for _ in range(60):
        D.iterate_spectrally()
    for before, weight in zip(D.values, D.spectral(D.values), strict=True):
        if before.dim() > 1:
            assert float(torch.linalg.matrix_norm(weight.flatten(1), 2)) == pytest.approx(1, abs=2e-3)
        else:
            assert weight is before


def test_spectral_vectors_follow_kernels_that_change() -> None:
    """They look at the weights themselves, not at copies of them as they once were."""
    _, D = players(pictures((8, 8, 1)))
    D.normalise_spectrally(True)
    assert D.spectral is not None
    kernel = next(weight for weight in D.values if weight.dim() == 4)
    kernel.mul_(torch.linspace(0.1, 10, len(kernel)).view(-1, 1, 1, 1))
    for _ in range(60):
        D.iterate_spectrally()
    normed = D.spectral([kernel, *D.values[1:]])[0]
    assert float(torch.linalg.matrix_norm(normed.flatten(1), 2)) == pytest.approx(1, abs=2e-3)


def test_maxout_of_maps_takes_the_largest_of_five() -> None:
    real = pictures((8, 8, 1))
    _, D = players(real, discriminator__activation="maxout")
    x = samples(3, real).view(3, 1, 8, 8)
    pieces = torch.nn.functional.conv2d(x, D.values[0], D.values[1], padding=1)  # (3, 20, 8, 8)
    hidden: list[Tensor] = []
    D.look(samples(3, real), trace=hidden)
    torch.testing.assert_close(hidden[0], pieces.view(3, 4, 5, 8, 8).amax(2).flatten(1), rtol=1e-4, atol=1e-5)


GAMES: dict[str, dict[str, Any]] = {
    "plain": {},
    "R1 and R2": {"penalty__r1": 0.5, "penalty__r2": 0.5, "objective": "relativistic"},
    "WGAN-GP": {"penalty__wgan_gp": 1.0, "objective": "wasserstein"},
    "DRAGAN": {"penalty__dragan": 1.0},
    "spectral": {"stabilise__spectral_norm": True, "objective": "hinge"},
    "noise": {"stabilise__instance_noise": 0.3},
    "packs": {"stabilise__pack": 2},
    "unrolled": {"stabilise__unroll": 1},
    "average": {"stabilise__average_half_life": 100.0},
    "batch norm": {"generator__norm": "batch", "discriminator__norm": "batch"},
    "extragradient": {"generator__optimizer": "extragradient", "discriminator__optimizer": "extragradient"},
    "simultaneous": {"turns": "simultaneous"},
}


@each_of("conditional", [False, True])
@each_of("kind", KINDS)
@each_of("knobs", GAMES.values())
def test_every_game_can_be_played_with_pictures(kind: str, conditional: bool, knobs: dict[str, Any]) -> None:
    trainer = Trainer(experiment(kind, data__conditional=conditional, **knobs), seed=1)
    before = [value.clone() for value in (*trainer.generator.network.values, *trainer.discriminator.network.values)]
    trainer.advance(2)
    trainer.flush()
    assert trainer.diverged_at is None
    after = (*trainer.generator.network.values, *trainer.discriminator.network.values)
    assert all(torch.isfinite(value).all() for value in after)
    assert sum(not torch.equal(a, b) for a, b in zip(before, after, strict=True)) >= len(before) - 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_with_pictures_goes_on_from_its_state_bit_for_bit(kind: str) -> None:
    asked = experiment(kind, data__conditional=True, stabilise__average_half_life=50.0, stabilise__spectral_norm=True)
    one, other = Trainer(asked, seed=4), Trainer(asked, seed=5)
    one.advance(3)
    other.load_state(one.state())
    for trainer in (one, other):
        trainer.advance(2)
    for name, tensor in one.state().items():
        assert torch.equal(tensor, other.state()[name]), name
