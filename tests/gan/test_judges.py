"""What is shown is what trains: norms of an averaged G, and a D that normalises over batches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from gan.judging import judge, make
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks.norms import Statistics
from gan_playground.gan.training.trainer import Trainer

KINDS: dict[str, dict[str, Any]] = {
    "mlp": {"data.kind": "ring"},
    "conv": {"data.kind": "digits", "generator.kind": "conv", "discriminator.kind": "conv"},
}


def trained(kind: str, steps: int = 15, **knobs: Any) -> Trainer:
    """With rates at which the average soon lies elsewhere than what fights."""
    small = {"generator.width": 8, "discriminator.width": 8, "batch_size": 16, "generator.learning_rate": 0.01}
    turned = {name.replace("__", "."): value for name, value in knobs.items()}
    trainer = Trainer(Experiment().with_knobs(KINDS[kind] | small | {"stabilise.average_half_life": 500.0} | turned))
    trainer.advance(steps)
    return trainer


@pytest.mark.parametrize("kind", KINDS)
def test_an_averaged_generator_remembers_what_its_own_weights_make(kind: str) -> None:
    """Batch statistics of the averaged weights, to the last correction of a variance; the fighter's stay."""
    trainer = trained(kind, generator__norm="batch")
    player, z = trainer.generator, torch.randn(400, trainer.experiment.latent.dim)
    kept = [buffer.clone() for buffer in player.network.buffers]
    shown = player.network.with_weights(player.average, z)
    with torch.no_grad():
        expected = player.network.forward(player.average, z, Statistics.BATCH)
        fighters = player.network.forward(player.average, z, Statistics.REMEMBERED)
        looked_at = shown.look(z)
    torch.testing.assert_close(looked_at, expected, rtol=0, atol=0.02 * float(expected.std()))
    assert float((fighters - expected).abs().max()) > 5 * float((looked_at - expected).abs().max())
    for buffer, before in zip(player.network.buffers, kept, strict=True):
        assert torch.equal(buffer, before)


@pytest.mark.parametrize("kind", KINDS)
def test_an_averaged_generator_is_normed_by_its_own_singular_values(kind: str) -> None:
    trainer = trained(kind, generator__norm="spectral")
    player = trainer.generator
    shown = player.network.with_weights(player.average, torch.empty(0))
    normed = shown.spectral(shown.values)
    for matrix in (weight for weight in normed if weight.dim() > 1):
        assert torch.linalg.matrix_norm(matrix.flatten(1), 2).item() == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("pack", [1, 2])
def test_a_batch_normed_d_is_shown_as_it_trains(pack: int) -> None:
    """Real samples among real ones, and generated ones among their like."""
    seen = judge(make(discriminator__norm="batch", discriminator__learning_rate=0.01, stabilise__pack=pack), 80)
    D, real = seen.trainer.discriminator.network, seen.trainer.real

    def on(samples: np.ndarray) -> np.ndarray:
        standardised = torch.tensor((samples - real.shift) / real.scale, dtype=torch.float32).view(-1, pack)
        with torch.no_grad():
            return D.forward(D.values, standardised, Statistics.BATCH)[:, 0].double().numpy()

    a, b = on(seen.real), on(seen.generated)
    right = ((a > 0).mean() + (b < 0).mean()) / 2
    assert seen.frame.scores.accuracy == pytest.approx(right, abs=3e-3)
    assert seen.frame.losses.discriminator == pytest.approx((np.logaddexp(0, -a) + np.logaddexp(0, b)).mean(), abs=3e-3)
    assert ((seen.picture.decision >= 0) & (seen.picture.decision <= 1)).all()
