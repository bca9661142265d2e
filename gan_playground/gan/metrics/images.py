"""The honest numbers of pictures: every measure of the generated ones, beside what is usual of real ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor

from gan_playground.gan.data.images.album import Album, Pictures
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.metrics.distances import precision_and_recall, reaches
from gan_playground.gan.metrics.features import features, knows, odds_of
from gan_playground.gan.metrics.image_distances import frechet, kernel_distance, kernel_distances, nearest
from gan_playground.gan.metrics.memo import Memo
from gan_playground.gan.metrics.usual import Usual, beside_usual, fresh_draws, usual_of
from gan_playground.gan.observe.arrays import to_numpy
from gan_playground.gan.observe.frame import Array, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Generator

sample_count = 512  # at most: a third of the training pictures, where that is less
least_samples = 8  # of fewer than three times as many training pictures some are drawn more than once
neighbour_count = 256  # samples, since distances are counted in pairs
most_drawn_from = 2048  # training pictures that real draws are taken from
most_kept = 10_000  # training pictures among which the nearest is looked for
most_held_out = 500  # held-out pictures whose nearest is looked for
copy_share = 0.05  # of held-out pictures: as near to a training picture as these is near
copy_work = 1_000_000_000  # multiplications that looking for copies may take
least_compared = 64  # samples that are looked at for copies, whatever the work


class RealImages(Struct, frozen=True):
    """What is known of the real pictures alone: a draw to compare with, features (N, 64), and what is usual."""

    features: Tensor
    reaches: Tensor
    usual: Mapping[str, Usual]


_of_real_data: Memo[RealImages] = Memo(4)


class SeenImages(Struct, frozen=True):
    """Samples as they are judged. of: what they were made from. pictures: (N, dim). features: (N, 64). asked: (N,) the
    place of each one's class, if the network knows the classes. taken_for: (N,) that of the class that it takes it for.
    """

    of: Tensor
    pictures: Tensor
    features: Tensor
    asked: Tensor
    taken_for: Tensor | None

    @property
    def agrees(self) -> Tensor:
        """(N,) 1 where it is taken for what was asked for."""
        assert self.taken_for is not None
        return (self.taken_for == self.asked).float()


class ImageMeasures:
    """Compares generated pictures with real ones that were drawn once.

    Samples are (N, dim) or (N, dim + label_count), from -1 to 1 with the class behind. They are judged as they are
    seen: in 256 shades, and what is beyond black and white cut off.

    sample_count: how many samples are measured, the first ones. compared_count: how many of those are looked at for
    copies, which is the dearest. usual_distance: how far a held-out picture is from the nearest training picture, on
    average: the root mean square difference of their shades, from 0 to 1.
    """

    def __init__(self, real: ImageDistribution, rng: Generator) -> None:
        self._real, self._device = real, rng.device
        self._shape = (real.channels, real.height, real.width)
        count = len(real.album.pictures)
        self._kept_rows = _fixed_choice(count, most_kept)
        self._kept = self._tensor(real.album, self._kept_rows)  # (M, dim)
        self.sample_count = max(least_samples, min(sample_count, count // 3))
        self.compared_count = min(self.sample_count, max(least_compared, copy_work // self._kept.numel()))
        self._known_classes = real.album.classes if knows(real.album.classes) else ()
        self._classes = self._known_classes if real.label_count else ()
        self._last: SeenImages | None = None
        pool = self._kept_rows[:most_drawn_from]
        state, pictures = rng.get_state().numpy().tobytes(), real.album.pictures[pool].tobytes()
        hangs_on = (state, pictures, self._shape, self.sample_count, str(self._device))
        self._known = _of_real_data.find(partial(self._draw_real, rng), *hangs_on)
        self._look_at_held_out(real.held_out)

    def _draw_real(self, rng: Generator) -> RealImages:
        """One draw to compare with from now on, and what others give against it that share no picture with it."""
        pool, count = self._features(self._kept[:most_drawn_from]), self.sample_count
        mixed = pool[_rows(len(pool), max(len(pool), 2 * count), rng)]
        own, others = mixed[:count], mixed[count:]
        draws = torch.stack([_rows(len(others), count, rng) for _ in range(fresh_draws)])  # (draws, count)
        reach, near = reaches(own[:neighbour_count]), draws[:, :neighbour_count]
        covered = [precision_and_recall(own[:neighbour_count], others[rows], reach) for rows in near]
        values = zip(
            (frechet(others[rows], own) for rows in draws), kernel_distances(own, others, draws), covered, strict=True
        )
        usual = usual_of(
            [
                {"frechet": distance, "kernel": kernel, "precision": precision, "recall": recall}
                for distance, kernel, (precision, recall) in values
            ],
            _stretch(count / len(others)),
        )
        return RealImages(own, reach, usual)

    def _look_at_held_out(self, held_out: Album) -> None:
        rows = _fixed_choice(len(held_out.pictures), most_held_out)
        distances = to_numpy(nearest(self._tensor(held_out, rows), self._kept)[1])
        self.usual_distance = float(distances.mean())
        # In single precision, as the distances that are compared with it.
        self._copy_distance = float(np.float32(np.quantile(distances, copy_share)))
        copies = float((distances <= self._copy_distance).mean())
        self._usual = {**self._known.usual, "copies": Usual.of_share(copies, self.compared_count, len(rows))}
        if self._classes and held_out.labels is not None:
            seen = self._features(self._tensor(held_out, np.arange(len(held_out.pictures))))
            labels = torch.from_numpy(held_out.labels.copy()).to(self._device)
            agreement = float((self._taken_for(seen) == labels).float().mean())
            self._usual["agreement"] = Usual.of_share(agreement, self.sample_count, len(labels))

    def measure(self, fake: Tensor) -> dict[str, Measure]:
        """Every measure of these samples (N, dim + label_count), N >= 8.

        frechet and kernel (see image_metrics), precision and recall of features; copies: the share of samples as near
        to a training picture as only one in twenty held-out pictures is; where G is told classes that the network
        knows, agreement: the share of samples that it takes for what they should be.
        """
        seen, known = self._see(fake), self._known
        near = seen.features[:neighbour_count]
        precision, recall = precision_and_recall(known.features[:neighbour_count], near, known.reaches)
        values = {
            "frechet": frechet(seen.features, known.features),
            "kernel": kernel_distance(seen.features, known.features),
            "precision": precision,
            "recall": recall,
            "copies": self._copies(seen.pictures),
        }
        if self._classes:
            values["agreement"] = float(seen.agrees.mean())
        return beside_usual(values, self._usual)

    def agreement_by_class(self, fake: Tensor) -> Array | None:
        """The share of samples of each class (K,) that the network takes for it, NaN where there are none; None
        without classes, or where it does not know them.
        """
        if not self._classes:
            return None
        seen, count = self._see(fake), len(self._classes)
        asked, agrees = seen.asked.cpu().numpy(), to_numpy(seen.agrees)
        of = np.bincount(asked, minlength=count)
        shares: Array = np.divide(np.bincount(asked, agrees, count), of, out=np.full(count, np.nan), where=of > 0)
        return shares

    def class_shares(self, fake: Tensor) -> Array | None:
        """The share of all samples that the network takes for each class (K,); None where it does not know them."""
        if (found := self._see(fake).taken_for) is None:
            return None
        shares: Array = np.bincount(found.cpu().numpy(), minlength=len(self._known_classes)) / len(found)
        return shares

    def nearest_pictures(self, samples: Tensor) -> tuple[Pictures, Array]:
        """The training picture (N, H, W, C) most like each sample, and how far it is (N,), as usual_distance is."""
        rows, distances = nearest(self._as_seen(samples), self._kept)
        return self._real.album.pictures[self._kept_rows[rows.cpu().numpy()]], to_numpy(distances)

    def _see(self, fake: Tensor) -> SeenImages:
        """What is measured of these samples; the same tensor is looked at once."""
        if self._last is None or self._last.of is not fake:
            measured = fake[: self.sample_count]
            pictures = self._as_seen(measured)
            asked = measured[:, self._real.dim :].argmax(dim=1) if self._classes else measured.new_zeros(0)
            seen = self._features(pictures)
            taken_for = self._taken_for(seen) if self._known_classes else None
            self._last = SeenImages(fake, pictures, seen, asked, taken_for)
        return self._last

    def _copies(self, pictures: Tensor) -> float:
        distances = nearest(pictures[: self.compared_count], self._kept)[1]
        return float((distances <= self._copy_distance).float().mean())

    def _taken_for(self, seen: Tensor) -> Tensor:
        """The place of the class (N,) that the network takes a picture for, from features (N, 64)."""
        return odds_of(seen, self._known_classes).argmax(dim=1)

    def _features(self, samples: Tensor) -> Tensor:
        return features(samples, self._shape)

    def _as_seen(self, samples: Tensor) -> Tensor:
        """The pictures (N, dim) of samples, as ImageDistribution.to_pictures shows them."""
        flat = samples[:, : self._real.dim].detach().clamp(-1, 1).nan_to_num_(-1.0)
        return flat.mul_(127.5).add_(127.5).round_().div_(127.5).sub_(1)

    def _tensor(self, album: Album, rows: NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(self._real.to_samples(album.pictures[rows])).to(self._device)


def _stretch(share: float) -> float:
    """How much further than draws of a share of all that there are, none of them twice, such of new pictures scatter.

    Theirs is sqrt(1 - share) of the deviation of new ones, and the mean of all that there are is by sqrt(share) of it
    off (finite populations: Cochran 1977, section 2.6).
    """
    return math.sqrt((1 + share) / (1 - share)) if share < 1 else 1.0


def _fixed_choice(count: int, most: int) -> NDArray[np.int64]:
    """At most so many of `count` rows, in a mixed order that is always the same."""
    return np.random.default_rng(0).permutation(count)[:most]


def _rows(count: int, drawn: int, rng: Generator) -> Tensor:
    """So many of `count` rows, none twice before all are drawn once (drawn,)."""
    rounds = -(-drawn // count)
    mixed = [torch.randperm(count, generator=rng, device=rng.device) for _ in range(rounds)]
    return torch.cat(mixed)[:drawn]
