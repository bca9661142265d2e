"""What D says along a line: of real samples, of generated ones, and of places where there may be neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from gan_playground.gan.observe.judges import Judges
from gan_playground.gan.observe.shown import in_packs

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer

companions = 16  # packs that each place is judged in, where D judges packs


class LineJudges:
    """D among these real and generated samples (N, 1); on_real, on_fake: its logits on them (packs, 1).

    Where D judges packs, it says of a place x what it says of x beside real samples, on average over several.
    """

    def __init__(self, trainer: Trainer, real: Tensor, fake: Tensor) -> None:
        pack = trainer.experiment.stabilise.pack
        packs = [in_packs(trainer, samples) for samples in (real, fake)]
        self._verdict = trainer.game.objective.verdict
        self._judges = Judges(trainer, *packs)
        self.on_real, self.on_fake = self._judges.on_both(*packs)
        among = companions if pack > 1 else 1
        self._beside = real[: among * (pack - 1)].reshape(among, 1, pack - 1)

    def anywhere(self, places: Tensor) -> Tensor:
        """The probability of "real" (K,) at places (K, 1)."""
        return self._says(places, self._judges.anywhere)

    def of_real(self, samples: Tensor) -> Tensor:
        """The same of real samples."""
        return self._says(samples, self._judges.on_real)

    def of_fake(self, samples: Tensor) -> Tensor:
        """The same of generated ones."""
        return self._says(samples, self._judges.on_fake)

    def _says(self, places: Tensor, judge: Callable[[Tensor], Tensor]) -> Tensor:
        among, _, others = self._beside.shape
        packs = torch.cat((places.expand(among, -1, 1), self._beside.expand(-1, len(places), -1)), dim=2)
        logits = judge(packs.reshape(-1, 1 + others))[:, 0]  # (among * K,)
        return self._verdict(logits, self.on_real[:, 0], self.on_fake[:, 0]).view(among, -1).mean(0)
