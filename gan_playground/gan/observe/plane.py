"""Looks at a run whose data lie on the plane.

All that is seen of it is of one step: dots, D's opinion of every place, forces, counts. So every look sees whatever is
asked for, on a grid that is just fine enough, and only what is measured and read in numbers may be some steps older.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor

from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.data.plane.turning import turned
from gan_playground.gan.metrics.distances import hits_of_modes, smoothed_plane
from gan_playground.gan.metrics.plane import PlaneMeasures, measures_of_modes, sample_count
from gan_playground.gan.observe.arrays import fixed, pair, to_numpy
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Array, Frame, Measure, PinnedDot, PlanePicture, Survey
from gan_playground.gan.observe.judges import Judges
from gan_playground.gan.observe.look import Budget, Detail, Look
from gan_playground.gan.observe.manifold import even_latents
from gan_playground.gan.observe.observer import Observer
from gan_playground.gan.observe.passage import Coordinates
from gan_playground.gan.observe.shown import in_packs
from gan_playground.gan.observe.trail import Trail
from gan_playground.gan.training.gradients import gradients
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.seeds import Stream, random_generator

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.trainer import Trainer

dot_count = 2000  # of those that are measured, so many are drawn
judged_count = 1024  # real and generated samples that D is asked about
compared_count = 512  # so many of these are what an opinion is compared with, where it is a relative one
heat_cells = 64  # a side; what lies between them is shaded evenly
heat_parts = 2  # one after the other, each of which fits a cache
density_cells = 72
density_width = 1.6  # of the kernel, in cells
force_count = 150
companions = 4  # packs that each place of the heat is judged in, where D judges packs


class SeenPlane(Struct, frozen=True):
    """What a whole look begins with. fake: (sample_count, 2) standardised; generated: the same in the data's units.
    on_real, on_fake: D's logits (N, 1) that an opinion is compared with; none where D's are not relative. G: who is
    looked at, which fights or is the average; D: among the samples of this look.
    """

    fake: Tensor
    generated: Array
    on_real: Tensor
    on_fake: Tensor
    G: Network
    D: Judges


class PlaneObserver(Observer):
    """Draws dots, D's opinion of every place, and what pulls at the dots."""

    budgets: ClassVar = {Detail.MOTION: Budget(0.22, 0.016), Detail.METRICS: Budget(0.03, 0.25)}

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        latent = trainer.experiment.latent
        self._rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
        self._latents = LATENTS[latent.kind].sample(sample_count, latent.dim, self._rng)
        self._manifold_latents, self._manifold_shape = even_latents(latent, trainer.device)
        self._real: PlaneDistribution | None = None
        self._measured_of: object = None
        self._region: Box | None = None
        self._last: Frame | None = None
        self._trail = Trail()
        self._meet_real_data()

    def _meet_real_data(self) -> None:
        """Draw what is compared with, if the real data are others than before, or have turned."""
        trainer = self._trainer
        assert isinstance(trainer.real, PlaneDistribution)
        if trainer.real is not self._real:
            self._real, self._angle = trainer.real, 0.0
            rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
            self._measures = PlaneMeasures(trainer.real, rng)
            self._show_real(self._measures.sample)
        if trainer.angle != self._angle:
            self._angle = trainer.angle
            self._show_real(turned(self._measures.sample, self._angle))

    def _show_real(self, sample: Tensor) -> None:
        """Real samples (sample_count, 2), as they lie now."""
        self._sample = sample
        self._real_dots = fixed(self._in_data_units(sample[:dot_count]))
        centres = self._distribution.centres_at(self._angle)
        self._centres = None if centres is None else fixed(centres)
        self._density_of: Box | None = None

    @property
    def _distribution(self) -> PlaneDistribution:
        assert self._real is not None
        return self._real

    def _was_measured(self, G: Network) -> bool:
        """Whether what was measured last are these real data, and this one of G's two sets of weights."""
        last = self._last
        return last is not None and self._trainer.real is self._measured_of and last.averaged == self._is_average(G)

    def _motion(self, G: Network, look: Look) -> Frame | None:
        """All that is seen, as it is now; what is measured, and losses and scores, as they were."""
        last = self._last
        if last is None or last.averaged != self._is_average(G):
            return None
        self._meet_real_data()
        return self._with_motion(last, self._picture(self._seen(G), look))

    def _observe(self, G: Network, look: Look, detail: Detail) -> Frame:
        measures = detail is Detail.METRICS or not self._was_measured(G)
        self._meet_real_data()
        seen = self._seen(G)
        picture = self._picture(seen, look)
        if measures:
            self._metrics, self._measured_at = self._measured(seen.fake, picture.survey.hits), self._trainer.step
            self._measured_of = self._trainer.real
        self._last = self._frame(
            picture,
            *seen.D.on_both(*self._in_packs(seen.fake, judged_count)),
            self._metrics,
            "sliced_wasserstein",
            averaged=self._is_average(G),
            measured_at=None if self._measured_at == self._trainer.step else self._measured_at,
        )
        return self._last

    def _seen(self, G: Network) -> SeenPlane:
        fake = G.look(self._latents)  # (sample_count, 2)
        none = fake[:0, :1]
        D = self._judges(*self._in_packs(fake, judged_count))
        relative = self._trainer.game.objective.relative
        compared = D.on_both(*self._in_packs(fake, compared_count)) if relative else (none, none)
        return SeenPlane(fake, self._in_data_units(fake), *compared, G, D)

    def _picture(self, seen: SeenPlane, look: Look) -> PlanePicture:
        """All that somebody who looks like this sees of this instant."""
        if look.pinned is None:
            self._trail.forget()
        modes = self._distribution.modes
        return PlanePicture(
            view=self._distribution.view,
            real=self._real_dots,
            generated=fixed(seen.generated[:dot_count]),
            centres=self._centres,
            sigma=modes.sigma if modes is not None else 0.0,
            angle=self._angle,
            middle=pair(self._distribution.shift),
            scale=pair(self._distribution.scale),
            survey=self._survey(look, seen),
        )

    def _hits(self, seen: SeenPlane) -> NDArray[np.int64] | None:
        """How many samples each mode gets (M,); None where the data have none."""
        modes = self._distribution.modes
        if self._centres is None or modes is None:
            return None
        return hits_of_modes(seen.generated, self._centres, modes.sigma)

    def _measured(self, fake: Tensor, hits: NDArray[np.int64] | None) -> Mapping[str, Measure]:
        return {**(measures_of_modes(hits) if hits is not None else {}), **self._measures.measure(fake, self._angle)}

    def _survey(self, look: Look, seen: SeenPlane) -> Survey:
        region = look.region or self._distribution.view
        chosen = self._pulled_dots(look.pinned)
        forces = self._forces(seen.fake, chosen) if look.asks_for("forces") or look.pinned is not None else None
        shown = forces if look.asks_for("forces") else None
        wants_density = look.asks_for("densities")
        return Survey(
            step=self._trainer.step,
            region=region,
            heat=fixed(self._heat(region, seen)) if look.asks_for("heat") else None,
            tails=None if shown is None else fixed(seen.generated[chosen]),
            forces=shown,
            manifold=fixed(self._manifold(seen.G)) if look.asks_for("manifold") else None,
            real_density=self._real_density(region) if wants_density else None,
            generated_density=self._density(seen.generated, region) if wants_density else None,
            hits=self._hits(seen),
            hits_of=sample_count,
            pinned=None if look.pinned is None else self._follow(look.pinned, seen, chosen, forces),
        )

    def _in_packs(self, fake: Tensor, of: int) -> tuple[Tensor, Tensor]:
        """So many real and generated samples, in whole packs (N, pack * 2) each."""
        return in_packs(self._trainer, self._sample[:of]), in_packs(self._trainer, fake[:of])

    def _heat(self, region: Box, seen: SeenPlane) -> Array:
        """What D says in the middles of the cells (H, W); where it judges packs, beside real samples, on average."""
        D, pack = seen.D, self._trainer.experiment.stabilise.pack
        places = self._standardised_grid(region)  # (H * W, 2)
        if pack == 1:
            logits = torch.cat([D.anywhere(part) for part in places.chunk(heat_parts)])
            says = self._says(logits, seen.on_real, seen.on_fake)
        else:
            beside = self._sample[: companions * (pack - 1)].view(companions, 1, 2 * (pack - 1))
            packs = torch.cat((places.expand(companions, -1, 2), beside.expand(-1, len(places), -1)), dim=2)
            parts = packs.reshape(-1, 2 * pack).chunk(heat_parts * companions * (pack - 1))
            logits = torch.cat([D.anywhere(part) for part in parts])  # (companions * H * W, 1)
            says = self._says(logits, seen.on_real, seen.on_fake).view(companions, -1).mean(0)
        return to_numpy(says).reshape(heat_cells, heat_cells)

    def _standardised_grid(self, region: Box) -> Tensor:
        if region != self._region:
            self._region = region
            middles = (np.arange(heat_cells) + 0.5) / heat_cells
            x, y = np.meshgrid(region.left + middles * region.width, region.bottom + middles * region.height)
            self._grid = self._standardised(np.column_stack((x.ravel(), y.ravel())))
        return self._grid

    def _pulled_dots(self, pinned: int | None) -> NDArray[np.int64]:
        """Whose forces are looked at: as many as there are arrows, in whole packs, the pinned dot among them."""
        chosen = np.arange(force_count - force_count % self._trainer.experiment.stabilise.pack)
        if pinned is not None and pinned not in chosen:
            chosen[0] = pinned
        return chosen

    def _forces(self, fake: Tensor, chosen: NDArray[np.int64]) -> Array:
        """Minus the gradient of G's loss at the chosen dots (N, 2), in the data's units: what G's weights are moved by.

        The loss is the mean over the dots; times their number, the force on one does not depend on how many are asked.
        From the loss that trains, with the D that there is.
        """
        trainer, pack = self._trainer, self._trainer.experiment.stabilise.pack
        rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
        rows = torch.from_numpy(chosen).to(trainer.device)
        x, packs, D = self._sample[rows], len(chosen) // pack, trainer.discriminator
        with torch.enable_grad():
            dots = fake[rows].detach().requires_grad_()
            real, seen = (
                places + trainer.noise * torch.randn(places.shape, generator=rng, device=trainer.device)
                for places in (x, dots)
            )
            loss, _, _ = trainer.game.generator_loss(
                D.network, D.present, real.view(packs, -1), seen.view(packs, -1), rng, D.optimizer
            )
            (gradient,) = gradients(loss, [dots])
        # In the data's units a place is worth 1 / scale as much as in the standardised ones.
        return fixed(-to_numpy(gradient) * packs / self._distribution.scale)

    def _manifold(self, G: Network) -> Array:
        places = G.look(self._manifold_latents)
        return self._in_data_units(places).reshape(*self._manifold_shape, 2)

    def _real_density(self, region: Box) -> Array:
        if region != self._density_of:
            self._density_of = region
            self._kept_density = self._density(self._in_data_units(self._sample), region)
        return self._kept_density

    def _density(self, samples: Array, region: Box) -> Array:
        return fixed(smoothed_plane(samples, region, density_cells, density_width))

    def _follow(self, pinned: int, seen: SeenPlane, chosen: NDArray[np.int64], forces: Array | None) -> PinnedDot:
        """The dot that somebody follows, from z to x, and where it has been since."""
        place = fixed(seen.generated[pinned].copy())
        layers: list[Tensor] = []
        z = self._latents[pinned : pinned + 1]
        seen.G.look(z, layers)
        # Where D judges packs, the first other dots are beside it.
        pack = torch.cat((seen.fake[pinned : pinned + 1], seen.fake[: self._trainer.experiment.stabilise.pack - 1]))
        logit = seen.D.on_fake(pack.view(1, -1))
        assert forces is not None
        return PinnedDot(
            index=pinned,
            z=fixed(to_numpy(z[0])),
            layers=tuple(fixed(to_numpy(layer[0])) for layer in layers),
            place=place,
            trail=self._trail.extend(pinned, place, self._trainer.step),
            verdict=float(self._says(logit, seen.on_real, seen.on_fake)),
            force=fixed(forces[int(np.flatnonzero(chosen == pinned)[0])].copy()),
        )

    def _followed(self, look: Look) -> tuple[Tensor, bool]:
        place = look.pinned or 0
        return self._latents[place : place + 1], look.pinned is not None

    def _coordinates(self, look: Look) -> Coordinates:
        real, seen = self._distribution, look.region or self._distribution.view
        return Coordinates(("x₁", "x₂"), ((seen.left, seen.right), (seen.bottom, seen.top)), real.shift, real.scale)

    def _in_data_units(self, standardised: Tensor) -> Array:
        return to_numpy(standardised) * self._distribution.scale + self._distribution.shift

    def _standardised(self, places: Array) -> Tensor:
        scaled = (places - self._distribution.shift) / self._distribution.scale
        return torch.tensor(scaled, dtype=torch.float32, device=self._trainer.device)
