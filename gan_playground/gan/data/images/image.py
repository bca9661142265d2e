"""What all real data made of pictures have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Distribution
from gan_playground.gan.data.images.album import Album, Labels, Pictures

if TYPE_CHECKING:
    import torch
    from torch import Generator, Tensor

IMAGE_KNOBS = ("conditional",)
"""What every family of pictures reads."""

held_out_share, most_held_out = 0.1, 1000
least_pictures = 2


class ImageDistribution(Distribution, frozen=True, kw_only=True):
    """Real data made of pictures.

    A sample is a picture in numbers from -1 (black) to 1, channels first, (channels * height * width,); where G and D
    are told its class, `label_count` numbers more: 1 at its class, 0 at the others.

    album: the pictures that are trained on. held_out: others, which never are; the split is always the same.
    """

    album: Album
    held_out: Album

    @property
    def told(self) -> str:
        return self.album.told

    @property
    def height(self) -> int:
        return int(self.album.pictures.shape[1])

    @property
    def width(self) -> int:
        return int(self.album.pictures.shape[2])

    @property
    def channels(self) -> int:
        return int(self.album.pictures.shape[3])

    def to_samples(self, pictures: Pictures) -> NDArray[np.float32]:
        """Pictures (N, H, W, C) as numbers from -1 to 1 (N, C * H * W), without a class."""
        flat = pictures.transpose(0, 3, 1, 2).reshape(len(pictures), -1)
        return flat.astype(np.float32) / np.float32(127.5) - np.float32(1)

    def to_pictures(self, samples: Tensor) -> Pictures:
        """Samples (N, dim or more) as pictures (N, H, W, C); what is beyond black and white is cut off."""
        import torch

        flat = samples[:, : self.dim].detach()
        shades = flat.nan_to_num(-1.0).mul(127.5).add_(127.5).round_().clamp_(0, 255).to(torch.uint8)
        planes = shades.view(len(samples), self.channels, self.height, self.width)
        return np.ascontiguousarray(planes.permute(0, 2, 3, 1).cpu().numpy())


def of_pictures(album: Album, conditional: bool, name: str = "This") -> ImageDistribution:
    """The album, a part of it held out; `conditional`: with classes, if it has any. `name`: where it is from.

    Raises PlaygroundError where there are too few pictures.
    """
    count = len(album.pictures)
    if count < least_pictures:
        raise PlaygroundError(f"{name} holds one picture alone; to learn from, it takes at least two.")
    order = np.random.default_rng(0).permutation(count)
    held = min(most_held_out, max(1, round(held_out_share * count)))
    rest, held_out = _chosen(album, np.sort(order[held:])), _chosen(album, np.sort(order[:held]))
    labels = rest.labels if conditional and album.classes else None
    kept = _Samples(rest.pictures, labels, len(album.classes))
    _, height, width, channels = album.pictures.shape
    return ImageDistribution(
        dim=height * width * channels,
        label_count=0 if labels is None else len(album.classes),
        sample=kept.draw,
        sample_labels=None if labels is None else kept.draw_labels,
        album=rest,
        held_out=held_out,
    )


def _chosen(album: Album, rows: NDArray[np.int64]) -> Album:
    labels = None if album.labels is None else album.labels[rows]
    return Album(album.pictures[rows], labels, album.classes, album.told)


class _Samples:
    """Pictures in memory as bytes, drawn with replacement; made numbers only when they are drawn."""

    def __init__(self, pictures: Pictures, labels: Labels | None, classes: int) -> None:
        self._flat = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2)).reshape(len(pictures), -1)
        self._labels, self._classes = labels, classes
        self._on: dict[torch.device, tuple[Tensor, Tensor | None]] = {}

    def _kept(self, device: torch.device) -> tuple[Tensor, Tensor | None]:
        if device not in self._on:
            import torch

            one_hot = None if self._labels is None else np.eye(self._classes, dtype=np.float32)[self._labels]
            flat = torch.tensor(self._flat, device=device)
            self._on[device] = flat, None if one_hot is None else torch.tensor(one_hot, device=device)
        return self._on[device]

    def _rows(self, count: int, rng: Generator) -> Tensor:
        import torch

        return torch.randint(len(self._flat), (count,), generator=rng, device=rng.device)

    def draw(self, count: int, rng: Generator) -> Tensor:
        import torch

        flat, one_hot = self._kept(rng.device)
        rows = self._rows(count, rng)
        x = flat[rows].float().mul_(1 / 127.5).sub_(1)
        return x if one_hot is None else torch.cat((x, one_hot[rows]), dim=1)

    def draw_labels(self, count: int, rng: Generator) -> Tensor:
        """Classes as often as the pictures have them, one-hot (count, classes)."""
        _, one_hot = self._kept(rng.device)
        assert one_hot is not None
        return one_hot[self._rows(count, rng)]
