"""The two players of a run, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from torch import Tensor

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.training.player import Player

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Edit, Experiment
    from gan_playground.gan.training.last_update import LastUpdates


@dataclass(frozen=True)
class Players:
    """G and D, and all that is kept from step to step of both."""

    generator: Player
    discriminator: Player

    def follow_knobs(self, experiment: Experiment) -> None:
        """Bring all that is kept from step to step in line with the knobs; what they do not touch goes on."""
        _, G_is_spectral, _, D_is_spectral, averages = kept_by(experiment)
        self.generator.follow_knobs(experiment.generator, G_is_spectral)
        self.discriminator.follow_knobs(experiment.discriminator, D_is_spectral)
        self.generator.keep_average(averages)

    def put(self, edits: Sequence[Edit]) -> None:
        """Set what training moves, where edits turn it."""
        named = dict(self._named())
        for edit in edits:
            if KNOBS[edit.knob].trained:
                player, number = edit.knob.split(".")
                named[player].put(number, edit.value)

    @property
    def updates(self) -> tuple[int, int]:
        """How often each has moved."""
        return self.generator.updates, self.discriminator.updates

    def tensors(self) -> dict[str, Tensor]:
        """All that decides the future of both, by name; the very tensors, not copies."""
        return {f"{name}.{key}": tensor for name, player in self._named() for key, tensor in player.tensors().items()}

    def load(self, kept: Mapping[str, Tensor], updates: tuple[int, int]) -> None:
        """Take over what others kept, by its names in `tensors`; what they did not keep begins anew."""
        for (name, player), count in zip(self._named(), updates, strict=True):
            player.load({key: kept[f"{name}.{key}"] for key in player.tensors() if f"{name}.{key}" in kept})
            player.updates = count

    @property
    def last_updates(self) -> LastUpdates:
        """What the last update of each was made of, of G and of D, to be kept; None: it has not moved."""
        last = self.generator.last_update, self.discriminator.last_update
        G, D = (None if update is None else update.on_processor() for update in last)
        return G, D

    def recall(self, updates: LastUpdates) -> None:
        """Those that brought both to where they are."""
        self.generator.last_update, self.discriminator.last_update = updates

    def _named(self) -> tuple[tuple[str, Player], ...]:
        return ("generator", self.generator), ("discriminator", self.discriminator)


def kept_by(experiment: Experiment) -> tuple[str, bool, str, bool, bool]:
    """What is kept from step to step: for G and D the optimizer, and whether they are normalised spectrally; whether G
    is averaged. While this stays the same, knobs may be turned and turned again without a trace.
    """
    G, D, stabilise = experiment.generator, experiment.discriminator, experiment.stabilise
    D_is_spectral = D.norm == "spectral" or stabilise.spectral_norm
    return G.optimizer, G.norm == "spectral", D.optimizer, D_is_spectral, stabilise.average_half_life > 0
