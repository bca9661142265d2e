"""Looks at a run whose data are pictures: the same noise from step to step, so that one can watch a picture grow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor

from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.metrics.images import ImageMeasures
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.frame import Array, Frame, ImagesPicture, LatentWalk, Measure
from gan_playground.gan.observe.look import Budget, Detail, Look, Walk
from gan_playground.gan.observe.observer import Observer
from gan_playground.gan.observe.saliency import saliency
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.seeds import Stream, random_generator

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.trainer import Trainer

tile_count = 64
stop_count = 11  # pictures on a walk
nearest_layer, saliency_layer = "nearest", "saliency"
as_drawn = (None, 1.0, 0)  # the label, spread and draw of a Look that asks for nothing else


class Tiles(Struct, frozen=True):
    """The noise of the pictures on screen, and real ones beside them. z: (N, latent.dim + label_count). real: (N, dim +
    label_count) samples. labels, real_labels: (N,), or None where nobody says.
    """

    z: Tensor
    real: Tensor
    labels: NDArray[np.int64] | None
    real_labels: NDArray[np.int64] | None


class Measured(Struct, frozen=True):
    """The numbers of the last look that measured, and the step that they are of."""

    step: int
    averaged: bool
    metrics: Mapping[str, Measure]
    agreement: Array | None
    class_shares: Array | None


class ImageObserver(Observer):
    """Paints tiles, asks D about each, and goes for walks in the noise."""

    budgets: ClassVar[Mapping[Detail, Budget]] = {Detail.VIEW: Budget(0.12, 0.095), Detail.METRICS: Budget(0.05, 0.5)}

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        assert isinstance(trainer.real, ImageDistribution)
        self._real = trainer.real
        self._measures = ImageMeasures(self._real, self._generator(0))
        self._latents = self._draw(self._measures.sample_count, self._generator(1), None)
        self._tiles_of: tuple[int | None, float, int] = as_drawn
        self._shown = self._drawn = self._make_tiles(Look())
        self._measured: Measured | None = None

    def _generator(self, draw: int) -> torch.Generator:
        return random_generator(self._trainer.seed + 1_000_003 * draw, Stream.OBSERVATION, self._trainer.device)

    def _draw(self, count: int, rng: torch.Generator, labels: NDArray[np.int64] | None) -> Tensor:
        """Noise, with classes where G is told of them: these, or as the data have them."""
        latent = self._trainer.experiment.latent
        z = LATENTS[latent.kind].sample(count, latent.dim, rng)
        if self._real.sample_labels is None:
            return z
        classes = self._real.sample_labels(count, rng) if labels is None else self._one_hot(labels)
        return torch.cat((z, classes), dim=1)

    def _one_hot(self, labels: NDArray[np.int64]) -> Tensor:
        return torch.eye(self._real.label_count, device=self._trainer.device)[torch.tensor(labels)]

    def _tiles(self, look: Look) -> Tiles:
        """What the grids show; the same until something else is asked for."""
        asked = look.label, look.spread, look.fresh
        if asked != self._tiles_of:
            self._tiles_of, self._shown = asked, self._make_tiles(look)
        return self._shown

    def _make_tiles(self, look: Look) -> Tiles:
        labels = self._labels_of_tiles(look.label)
        rng = self._generator(2 + look.fresh)
        z = self._draw(tile_count if labels is None else len(labels), rng, labels)
        z[:, : self._trainer.experiment.latent.dim] *= look.spread
        rows = self._rows_of_real(len(z), labels, np.random.default_rng(self._trainer.seed + look.fresh))
        album = self._real.album
        real = torch.from_numpy(self._real.to_samples(album.pictures[rows])).to(self._trainer.device)
        of_real = None if album.labels is None else fixed(album.labels[rows])
        if labels is not None and of_real is not None:
            real = torch.cat((real, self._one_hot(of_real)), dim=1)
        return Tiles(z, real, labels, of_real)

    def _labels_of_tiles(self, label: int | None) -> NDArray[np.int64] | None:
        """A row of each class, or all of one; None where G is told of none."""
        count = self._real.label_count
        if not count:
            return None
        if label is not None:
            return fixed(np.full(tile_count, min(label, count - 1)))
        return fixed(np.repeat(np.arange(count), max(1, tile_count // count))[:tile_count])

    def _rows_of_real(
        self, count: int, labels: NDArray[np.int64] | None, rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Places in the album: of the same classes as the generated tiles, else any; none twice while they last."""
        album = self._real.album
        if labels is None or album.labels is None:
            return np.resize(rng.permutation(len(album.pictures)), count)
        rows = np.zeros(count, dtype=np.int64)
        for label in np.unique(labels):
            of_class, places = np.flatnonzero(album.labels == label), np.flatnonzero(labels == label)
            if len(of_class):
                rows[places] = np.resize(rng.permutation(of_class), len(places))
        return rows

    def _observe(self, G: Network, look: Look, detail: Detail) -> Frame:
        tiles, averaged = self._tiles(look), self._is_average(G)
        fake = G.look(tiles.z)  # (N, dim + label_count)
        # Losses and scores are of the same noise always, whatever somebody plays with on screen.
        plays = self._tiles_of != as_drawn
        drawn = self._packed(self._drawn.real), self._packed(G.look(self._drawn.z) if plays else fake)
        D = self._judges(*drawn)
        on_real, on_fake = D.on_both(*drawn)
        shown = D.on_both(self._packed(tiles.real), self._packed(fake)) if plays else (on_real, on_fake)
        measured = self._measured
        if measured is None or detail is Detail.METRICS or measured.averaged != averaged:
            measured = self._measured = self._measure(G)

        def says(logits: Tensor) -> Array:
            return fixed(to_numpy(self._says(logits, on_real, on_fake)))

        def verdicts_of(generated: Tensor) -> Array:
            return says(D.on_fake(self._packed(generated)))

        verdicts = says(shown[0]), says(shown[1])
        latent_walk = None if look.walk is None else self._latent_walk(look.walk, tiles, verdicts_of, G)
        heat = saliency(D.on_fake, self._packed(fake), self._real) if look.asks_for(saliency_layer) else None
        picture = self._picture(look, tiles, fake, verdicts, measured, latent_walk, heat)
        measured_at = None if measured.step == self._trainer.step else measured.step
        return self._frame(
            picture, on_real, on_fake, measured.metrics, "frechet", averaged=averaged, measured_at=measured_at
        )

    def _followed(self, look: Look) -> tuple[Tensor, bool]:
        z = self._tiles(look).z
        place = 0 if look.walk is None else min(look.walk.start, len(z) - 1)
        return z[place : place + 1], look.walk is not None

    def _measure(self, G: Network) -> Measured:
        fake = G.look(self._latents)
        agreement, shares = self._measures.agreement_by_class(fake), self._measures.class_shares(fake)
        return Measured(
            self._trainer.step,
            self._is_average(G),
            self._measures.measure(fake),
            None if agreement is None else fixed(agreement),
            None if shares is None else fixed(shares),
        )

    def _picture(
        self,
        look: Look,
        tiles: Tiles,
        fake: Tensor,
        verdicts: tuple[Array, Array],
        measured: Measured,
        latent_walk: LatentWalk | None,
        heat: Array | None,
    ) -> ImagesPicture:
        nearest = self._measures.nearest_pictures(fake) if look.asks_for(nearest_layer) else None
        return ImagesPicture(
            real=fixed(self._real.to_pictures(tiles.real)),
            generated=fixed(self._real.to_pictures(fake)),
            real_verdicts=verdicts[0],
            verdicts=verdicts[1],
            real_labels=tiles.real_labels,
            labels=tiles.labels,
            classes=self._real.album.classes,
            nearest=None if nearest is None else fixed(nearest[0]),
            nearest_distances=None if nearest is None else fixed(nearest[1]),
            usual_distance=self._measures.usual_distance,
            agreement=measured.agreement,
            class_shares=measured.class_shares,
            latent_walk=latent_walk,
            dim=self._trainer.experiment.latent.dim,
            told=self._real.album.told,
            saliency=heat,
        )

    def _latent_walk(self, walk: Walk, tiles: Tiles, verdicts_of: Callable[[Tensor], Array], G: Network) -> LatentWalk:
        z, stops = self._way(walk, tiles.z)
        fake = G.look(z)
        return LatentWalk(
            walk=walk,
            step=self._trainer.step,
            pictures=fixed(self._real.to_pictures(fake)),
            verdicts=verdicts_of(fake),
            stops=fixed(to_numpy(stops)),
            z=fixed(to_numpy(z[:, : self._trainer.experiment.latent.dim])),
        )

    def _way(self, walk: Walk, z: Tensor) -> tuple[Tensor, Tensor]:
        """The noise at each stop (T, latent.dim + label_count), and how far along each is."""
        start = z[min(walk.start, len(z) - 1)]
        if walk.to is not None:
            share = torch.linspace(0, 1, stop_count, device=z.device)
            return torch.lerp(start, z[min(walk.to, len(z) - 1)], share[:, None]), share
        latent = self._trainer.experiment.latent
        stops = torch.linspace(*LATENTS[latent.kind].view, stop_count, device=z.device)
        direction = torch.zeros_like(start)
        if walk.axis is not None:
            direction[min(walk.axis, latent.dim - 1)] = 1
        else:
            rng = self._generator(walk.direction)
            random = torch.randn(latent.dim, generator=rng, device=z.device)
            direction[: latent.dim] = random / random.norm()
        return start + stops[:, None] * direction, stops
