"""Train the small network that image measures see with, and write resources/data/features.npz.

    .venv/bin/python tools/train_features.py

It learns from what ships with the program: digits (those that of_pictures does not hold out), notes and faces drawn
with seeds that no run uses, in colour and in grey, and blots of smooth random colours, so that no picture is all
strange to it. All of them are made 16 x 16 first. From its 64 features it must say which digit and which note it is and
which of the four kinds (as Inception's features come from telling classes apart), and also paint the picture again,
8 x 8, so that features hold what differs within a class: a generator that paints one perfect 7 shall not pass. Pictures
are shifted by up to a pixel, made stronger or paler, and every other one is blurred and gets noise; how much of both it
must say too, or it would learn to overlook what generators do wrong.

At the end each feature is moved and scaled to a mean of 0 and a deviation of 1 over all training pictures. Weights are
rounded to half precision. Only layers and the two heads that name classes are kept. With one thread the same
weights come out every time on one machine and one torch.
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
from gan_playground.gan.image_features import LAYERS, feature_count, features_of, logits_of, resized, side

shipped = Path(__file__).parents[1] / "resources" / "data" / "features.npz"
HEADS = {"digits": tuple(map(str, range(10))), "notes": note_classes}
kinds = ("digits", "notes", "faces", "blots")
drawn_count, drawn_seed = 3000, 87_001  # of each kind, half of them in grey
steps, batch_size, learning_rate = 4000, 64, 2e-3  # the batch is of each kind
painted_side, harm_weight = 8, 10.0
most_blur, most_noise = 1.0, 0.3

Layers = dict[str, tuple[Tensor, Tensor]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Pictures (N, 3, 16, 16) from -1 to 1, and labels (N,) where they have classes. harm: (N, 2) how much they were
    blurred and how strong their noise is.
    """

    pictures: Tensor
    labels: Tensor | None = None
    harm: Tensor | None = None


def fresh_layers(shapes: Mapping[str, tuple[int, ...]], rng: torch.Generator) -> Layers:
    """Weights as He et al. 2015 draw them, and biases of 0."""
    layers = {}
    for name, shape in shapes.items():
        deviation = (2 / np.prod(shape[1:])) ** 0.5
        layers[name] = torch.randn(shape, generator=rng) * deviation, torch.zeros(shape[0])
    return layers


def all_shapes() -> dict[str, tuple[int, ...]]:
    """The layers that ship, and those that only training needs: the head of the kinds and the painter."""
    heads = {name: (len(classes), feature_count) for name, classes in HEADS.items()}
    aids = {"kinds": len(kinds), "painter": 3 * painted_side**2, "harm": 2}
    return {**LAYERS, **heads, **{name: (count, feature_count) for name, count in aids.items()}}


def small(album: Album) -> Tensor:
    """The album's pictures (N, 3, 16, 16)."""
    _, height, width, channels = album.pictures.shape
    flat = torch.tensor(album.pictures.transpose(0, 3, 1, 2).reshape(len(album.pictures), -1)).float() / 127.5 - 1
    return resized(flat, (channels, height, width)).expand(-1, 3, -1, -1)


def both_inks(*albums: Album) -> Kind:
    """The same kind in colour and in grey."""
    labels = [torch.tensor(album.labels) for album in albums if album.labels is not None]
    return Kind(torch.cat([small(album) for album in albums]), torch.cat(labels) if labels else None)


def blots(count: int, rng: torch.Generator) -> Tensor:
    """Smooth random colours (count, 3, 16, 16), finer or coarser."""
    parts = []
    for cells in (1, 2, 3, 5):
        noise = torch.rand(count // 4, 3, cells, cells, generator=rng) * 2.4 - 1.2
        parts.append(functional.interpolate(noise, (side, side), mode="bicubic", align_corners=True).clamp(-1, 1))
    return torch.cat(parts)


def training_pictures(rng: torch.Generator) -> dict[str, Kind]:
    """Every kind of picture that is learned from."""
    half = drawn_count // 2
    return {
        "digits": both_inks(of_pictures(read_digits(), conditional=False).album),
        "notes": both_inks(draw_notes(half, drawn_seed, True), draw_notes(half, drawn_seed + 1, False)),
        "faces": both_inks(draw_faces(half, drawn_seed, True), draw_faces(half, drawn_seed + 1, False)),
        "blots": Kind(blots(drawn_count, rng)),
    }


def moved(pictures: Tensor, rng: torch.Generator) -> Tensor:
    """The pictures shifted by up to a pixel, with other contrast and brightness."""
    count = len(pictures)
    places = torch.eye(2, 3).repeat(count, 1, 1)
    places[:, :, 2] = (torch.rand(count, 2, generator=rng) * 2 - 1) * 2 / side
    grid = functional.affine_grid(places, list(pictures.shape), align_corners=False)
    shifted = functional.grid_sample(pictures, grid, padding_mode="border", align_corners=False)
    contrast = 0.8 + 0.4 * torch.rand(count, 1, 1, 1, generator=rng)
    brightness = 0.2 * torch.rand(count, 1, 1, 1, generator=rng) - 0.1
    return (shifted * contrast + brightness).clamp(-1, 1)


def harmed(pictures: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """About half of the pictures blurred and with noise, and how much (N, 2)."""
    count = len(pictures)
    harm = torch.rand(count, 2, generator=rng) * (torch.rand(count, 2, generator=rng) < 0.5)
    blur, noise = (harm[:, i].view(-1, 1, 1, 1) for i in range(2))
    blurred = functional.avg_pool2d(functional.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, stride=1)
    soft = torch.lerp(pictures, blurred, most_blur * blur)
    return (soft + most_noise * noise * torch.randn(pictures.shape, generator=rng)).clamp(-1, 1), harm


def batch(data: Mapping[str, Kind], rng: torch.Generator) -> dict[str, Kind]:
    """As many pictures of each kind, disturbed."""
    chosen = {}
    for name, kind in data.items():
        rows = torch.randint(len(kind.pictures), (batch_size,), generator=rng)
        pictures, harm = harmed(moved(kind.pictures[rows], rng), rng)
        chosen[name] = Kind(pictures, None if kind.labels is None else kind.labels[rows], harm)
    return chosen


def loss_of(chosen: Mapping[str, Kind], layers: Layers) -> Tensor:
    """How badly classes, kinds and harm are told, and how badly the picture is painted again."""
    pictures = torch.cat([kind.pictures for kind in chosen.values()])
    seen = features_of(pictures, layers)  # (4 * B, 64)
    kinds_told = logits_of(seen, layers["kinds"])
    loss = functional.cross_entropy(kinds_told, torch.arange(len(kinds)).repeat_interleave(batch_size))
    painted = functional.linear(seen, *layers["painter"])
    loss = loss + functional.mse_loss(painted, functional.avg_pool2d(pictures, side // painted_side).flatten(1))
    harm = torch.cat([kind.harm for kind in chosen.values() if kind.harm is not None])
    loss = loss + harm_weight * functional.mse_loss(functional.linear(seen, *layers["harm"]), harm)
    for name, part in zip(chosen, seen.split(batch_size), strict=True):
        labels = chosen[name].labels
        if labels is not None:
            loss = loss + functional.cross_entropy(logits_of(part, layers[name]), labels, label_smoothing=0.02)
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
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            print(f"step {step}: {loss.item():.3f}", flush=True)
    return {name: (weight.detach(), bias.detach()) for name, (weight, bias) in layers.items()}


def standardised(layers: Layers, data: Mapping[str, Kind]) -> Layers:
    """The same network, each of whose features has a mean of 0 and a deviation of 1; the heads say what they said."""
    with torch.no_grad():
        seen = torch.cat([features_of(kind.pictures, layers) for kind in data.values()])
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
        logits = logits_of(features_of(small(album), layers), layers[name.split()[0]])
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
