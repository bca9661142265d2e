"""Train the small network that image measures see with, and write resources/data/features.npz.

    .venv/bin/python tools/train_features.py

It learns from what ships with the program: digits (those that of_pictures does not hold out), notes and faces drawn
with seeds that no run uses, in colour and in grey, and blots of smooth random colours, so that no picture is all
strange to it. From 64 features of a picture it must say which digit or which note it is and which of the four kinds (as
Inception's features come from telling classes apart), and also paint the picture again, 8 x 8, so that features hold
what differs within a class: a generator that paints one perfect 7 shall not pass. Pictures are shifted by up to a
pixel and made stronger or paler. Some are blurred, some get noise, some a checkerboard, as generators do; how much of
each it must say too, or it would learn to overlook it.

At the end each feature is moved and scaled to a mean of 0 and a deviation of 1 over all training pictures, and
everything is rounded to half precision. Only the layers and the two heads that name classes are kept. The same weights
come out every time on one machine with one torch; they were made with torch 2.13.0, in two or three minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.digits import read_digits
from gan_playground.gan.data.images.faces import draw_faces
from gan_playground.gan.data.images.image import of_pictures
from gan_playground.gan.data.images.notes import classes as note_classes
from gan_playground.gan.data.images.notes import draw_notes
from gan_playground.gan.metrics.features import LAYERS, feature_count, features_of, logits_of, resized, side

shipped = Path(__file__).parents[1] / "resources" / "data" / "features.npz"
HEADS = {"digits": tuple(map(str, range(10))), "notes": note_classes}
kinds = ("digits", "notes", "faces", "blots")
drawn_count, drawn_seed = 3000, 87_001  # of each kind, half of them in grey
steps, batch_size, learning_rate = 4000, 64, 2e-3  # the batch is of each kind
painted_side, harm_weight = 8, 10.0
most_noise, most_checkers = 0.4, 0.4

Layers = dict[str, tuple[Tensor, Tensor]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Pictures (N, 3, H, W) from -1 to 1, and labels (N,) where they have classes."""

    pictures: Tensor
    labels: Tensor | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch of one kind: planes (B, 4, 16, 16) as the network sees them, labels (B,) or None, and the harm (B, 3)
    that was done to them: how much blur, noise and checkerboard, from 0 to 1.
    """

    planes: Tensor
    labels: Tensor | None
    harm: Tensor


def fresh_layers(shapes: Mapping[str, tuple[int, ...]], rng: torch.Generator) -> Layers:
    """Weights as He et al. 2015 draw them, and biases of 0."""
    layers = {}
    for name, shape in shapes.items():
        deviation = (2 / np.prod(shape[1:])) ** 0.5
        layers[name] = torch.randn(shape, generator=rng) * deviation, torch.zeros(shape[0])
    return layers


def all_shapes() -> dict[str, tuple[int, ...]]:
    """The layers that ship, and those that only training needs: for kinds, for painting and for harm."""
    heads = {name: (len(classes), feature_count) for name, classes in HEADS.items()}
    aids = {"kinds": len(kinds), "painter": 3 * painted_side**2, "harm": 3}
    return {**LAYERS, **heads, **{name: (count, feature_count) for name, count in aids.items()}}


def in_colour(album: Album) -> Tensor:
    """The album's pictures (N, 3, H, W), grey ones too."""
    channels_first = torch.tensor(album.pictures.transpose(0, 3, 1, 2))
    return (channels_first.float() / 127.5 - 1).expand(-1, 3, -1, -1)


def seen_planes(pictures: Tensor) -> Tensor:
    """Pictures (N, 3, H, W) as the network sees them (N, 4, 16, 16)."""
    return resized(pictures.flatten(1), (3, pictures.shape[2], pictures.shape[3]))


def kind_of(*albums: Album) -> Kind:
    """All these pictures as one kind."""
    labels = [torch.tensor(album.labels) for album in albums if album.labels is not None]
    return Kind(torch.cat([in_colour(album) for album in albums]), torch.cat(labels) if labels else None)


def blots(count: int, rng: torch.Generator) -> Tensor:
    """Smooth random colours (count, 3, 32, 32), finer or coarser."""
    parts = []
    for cells in (1, 2, 3, 6):
        noise = torch.rand(count // 4, 3, cells, cells, generator=rng) * 2.4 - 1.2
        grown = functional.interpolate(noise, (2 * side, 2 * side), mode="bicubic", align_corners=True)
        parts.append(grown.clamp(-1, 1))
    return torch.cat(parts)


def training_pictures(rng: torch.Generator) -> dict[str, Kind]:
    """Every kind of picture that is learned from."""
    half = drawn_count // 2
    return {
        "digits": kind_of(of_pictures(read_digits(), conditional=False).album),
        "notes": kind_of(draw_notes(half, drawn_seed, True), draw_notes(half, drawn_seed + 1, False)),
        "faces": kind_of(draw_faces(half, drawn_seed, True), draw_faces(half, drawn_seed + 1, False)),
        "blots": Kind(blots(drawn_count, rng)),
    }


def moved(pictures: Tensor, rng: torch.Generator) -> Tensor:
    """The pictures shifted by no or one whole pixel, with other contrast and brightness."""
    count, _, height, width = pictures.shape
    places = torch.eye(2, 3).repeat(count, 1, 1)
    pixels = torch.randint(-1, 2, (count, 2), generator=rng)
    places[:, :, 2] = pixels * 2 / torch.tensor([width, height])
    grid = functional.affine_grid(places, list(pictures.shape), align_corners=False)
    shifted = functional.grid_sample(pictures, grid, mode="nearest", padding_mode="border", align_corners=False)
    contrast = 0.8 + 0.4 * torch.rand(count, 1, 1, 1, generator=rng)
    brightness = 0.2 * torch.rand(count, 1, 1, 1, generator=rng) - 0.1
    return (shifted * contrast + brightness).clamp(-1, 1)


def harmed(pictures: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """The pictures, three in ten of them blurred, as many with noise and with a checkerboard; how much (N, 3)."""
    count, _, height, width = pictures.shape
    harm = torch.rand(count, 3, generator=rng) * (torch.rand(count, 3, generator=rng) < 0.3)
    blur, noise, checkers = (harm[:, i].view(-1, 1, 1, 1) for i in range(3))
    blurred = functional.avg_pool2d(functional.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, stride=1)
    grain = torch.randn(pictures.shape, generator=rng)
    grey = torch.rand(count, 1, 1, 1, generator=rng) < 0.5
    grain = torch.where(grey, grain[:, :1], grain)
    run_view = 1.0 - 2 * ((torch.arange(height)[:, None] + torch.arange(width)) % 2)
    worse = torch.lerp(pictures, blurred, blur) + most_noise * noise * grain + most_checkers * checkers * run_view
    return worse.clamp(-1, 1), harm


def batch(data: Mapping[str, Kind], rng: torch.Generator) -> dict[str, Lesson]:
    """As many pictures of each kind."""
    chosen = {}
    for name, kind in data.items():
        rows = torch.randint(len(kind.pictures), (batch_size,), generator=rng)
        pictures, harm = harmed(moved(kind.pictures[rows], rng), rng)
        chosen[name] = Lesson(seen_planes(pictures), None if kind.labels is None else kind.labels[rows], harm)
    return chosen


def loss_of(chosen: Mapping[str, Lesson], layers: Layers) -> Tensor:
    """How badly classes, kinds and harm are told, and how badly the picture is painted again."""
    planes = torch.cat([lesson.planes for lesson in chosen.values()])
    seen = features_of(planes, layers)  # (4 * B, 64)
    kinds_told = logits_of(seen, layers["kinds"])
    loss = functional.cross_entropy(kinds_told, torch.arange(len(kinds)).repeat_interleave(batch_size))
    painting = functional.avg_pool2d(planes[:, :3], side // painted_side).flatten(1)
    loss = loss + functional.mse_loss(functional.linear(seen, *layers["painter"]), painting)
    harm = torch.cat([lesson.harm for lesson in chosen.values()])
    loss = loss + harm_weight * functional.mse_loss(functional.linear(seen, *layers["harm"]), harm)
    for (name, lesson), part in zip(chosen.items(), torch.split(seen, batch_size), strict=True):
        if lesson.labels is not None:
            told = logits_of(part, layers[name])
            loss = loss + functional.cross_entropy(told, lesson.labels, label_smoothing=0.02)
    return loss


def train(data: Mapping[str, Kind], rng: torch.Generator) -> Layers:
    """Adam, with a step that falls to nothing along a half cosine."""
    layers = fresh_layers(all_shapes(), rng)
    tensors = [tensor.requires_grad_() for layer in layers.values() for tensor in layer]
    optimizer = torch.optim.AdamW(tensors, learning_rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for step in range(steps):
        loss = loss_of(batch(data, rng), layers)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            print(f"step {step}: {loss.item():.3f}", flush=True)
    return {name: (weight.detach(), bias.detach()) for name, (weight, bias) in layers.items()}


def standardised(layers: Layers, data: Mapping[str, Kind]) -> Layers:
    """The same network, each of whose features has a mean of 0 and a deviation of 1; the heads say what they said."""
    with torch.no_grad():
        seen = torch.cat([features_of(seen_planes(kind.pictures), layers) for kind in data.values()])
        mean, deviation = seen.mean(dim=0), seen.std(dim=0)
        weight, bias = layers["features"]
        changed = {"features": (weight / deviation[:, None], (bias - mean) / deviation)}
        for name in HEADS:
            weight, bias = layers[name]
            changed[name] = weight * deviation, bias + weight @ mean
    return {**layers, **changed}


def rounded(layers: Layers) -> Layers:
    """The layers as they are kept, in half precision."""
    return {name: (weight.half().float(), bias.half().float()) for name, (weight, bias) in layers.items()}


def write(layers: Layers) -> None:
    """Layers as name.weight and name.bias, and the classes of each head as name.classes."""
    arrays = {f"{name}.classes": np.array(classes) for name, classes in HEADS.items()}
    for name in (*LAYERS, *HEADS):
        for part, tensor in zip(("weight", "bias"), layers[name], strict=True):
            arrays[f"{name}.{part}"] = tensor.numpy().astype(np.float16)
    np.savez_compressed(shipped, **arrays)  # type: ignore[arg-type]


def report(layers: Layers) -> None:
    """Print how often the heads are right on pictures that were never trained on."""
    tested = {
        "digits": of_pictures(read_digits(), conditional=False).held_out,
        "notes": draw_notes(1000, drawn_seed + 2, True),
        "notes in grey": draw_notes(1000, drawn_seed + 3, False),
    }
    for name, album in tested.items():
        logits = logits_of(features_of(seen_planes(in_colour(album)), layers), layers[name.split()[0]])
        right = (logits.argmax(dim=1) == torch.tensor(album.labels)).double().mean()
        print(f"{name}: {right:.2%} of {len(album.pictures)}")


def main() -> None:
    torch.set_num_threads(1)
    rng = torch.Generator().manual_seed(0)
    data = training_pictures(rng)
    layers = rounded(standardised(train(data, rng), data))
    report(layers)
    write(layers)
    print(f"{shipped.name}: {shipped.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
