"""What of the two players is shown, to whoever looks: a frame and a pulse see the same G and count the same of D."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gan_playground.gan.observe.frame import Losses, Scores
from gan_playground.gan.training.objectives import share_right

if TYPE_CHECKING:
    from torch import Tensor

    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.trainer import Trainer


def generator_shown(trainer: Trainer, latents: Tensor, fighting: bool = False) -> Network:
    """G as it is looked at: its average, where one is kept and shown, unless the one that fights is asked for.

    latents (N, inputs): what batch norms are measured by, for in training they are those of the batch.
    """
    player = trainer.generator
    if player.average and trainer.experiment.stabilise.average_shown and not fighting:
        return player.network.with_weights(player.average, latents)
    return player.network.among(latents)


def in_packs(trainer: Trainer, samples: Tensor) -> Tensor:
    """Samples (N, columns), as far as they make whole packs, as D judges them: (N // pack, pack * columns)."""
    pack = trainer.experiment.stabilise.pack
    return samples[: len(samples) - len(samples) % pack].reshape(-1, pack * samples.shape[1])


def says(trainer: Trainer, logits: Tensor, on_real: Tensor, on_fake: Tensor) -> Tensor:
    """The probability of "real" (N,) of logits (N, 1), given those on real and on generated samples."""
    return trainer.game.objective.verdict(logits[:, 0], on_real[:, 0], on_fake[:, 0])


def losses_of(trainer: Trainer, on_real: Tensor, on_fake: Tensor) -> Losses:
    """Of D's logits (N, 1) on real and on generated samples; without penalties."""
    objective, smoothing = trainer.game.objective, trainer.experiment.stabilise.label_smoothing
    return Losses(
        generator=float(objective.generator(on_real, on_fake).mean()),
        discriminator=float(objective.of_discriminator(on_real, on_fake, smoothing).mean()),
        value=float(objective.value(on_real[:, 0], on_fake[:, 0]).mean()),
    )


def scores_of(trainer: Trainer, on_real: Tensor, on_fake: Tensor) -> Scores:
    """Of the same."""
    real, fake = (says(trainer, logits, on_real, on_fake) for logits in (on_real, on_fake))
    return Scores(float(real.mean()), float(fake.mean()), float(share_right(real, fake).mean()))
