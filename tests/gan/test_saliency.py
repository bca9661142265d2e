"""What D looks at in a picture, against its very logits at pixels that are a little brighter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from gan.runs import assert_same, both, make
from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.gan.observe.look import Look
from gan_playground.gan.observe.turn_observer import TurnObserver
from gan_playground.gan.training.trainer import Trainer

DIGITS = {"data__kind": "digits", "batch_size": 8, **both(width=8, activation="tanh")}
NOTES = {"data__kind": "notes", "batch_size": 8, **both(width=8, activation="tanh")}
ASKED = Look(layers=frozenset({"saliency"}))

RUNS: dict[str, dict[str, Any]] = {
    "grey": DIGITS,
    "in colour": NOTES,
    "told of classes": {**NOTES, "data__conditional": True},
    "packs": {**DIGITS, "data__conditional": True, "stabilise__pack": 2},
    "convolutional": {**DIGITS, "discriminator__kind": "conv", "discriminator__width": 4},
}


def picture_of(trainer: Trainer, look: Look = ASKED) -> ImagesPicture:
    picture = trainer.observe(look=look).picture
    assert isinstance(picture, ImagesPicture)
    return picture


def brighter(samples: torch.Tensor, row: int, column: int, by: float, trainer: Trainer) -> torch.Tensor:
    """All colours of this pixel of every picture (N, columns); channels come first in a sample."""
    real, changed = trainer.real, samples.clone()
    planes = changed[:, : real.dim].view(len(samples), real.channels, real.height, real.width)
    planes[:, :, row, column] += by
    return changed


@pytest.mark.parametrize("knobs", RUNS.values(), ids=RUNS.keys())
def test_it_is_the_finite_difference_of_d_in_how_bright_a_pixel_is(knobs: dict[str, Any]) -> None:
    trainer = make(**knobs)
    trainer.advance(3)
    heat = picture_of(trainer).saliency
    assert heat is not None
    D = trainer.discriminator.network
    doubles = [value.double() for value in D.values]
    fakes = trainer.generator.network.look(trainer.observer._drawn.z).double()
    beside = [fakes.roll(-i, 0) for i in range(1, trainer.experiment.stabilise.pack)]

    def logits(samples: torch.Tensor) -> np.ndarray:
        return D.forward(doubles, torch.cat((samples, *beside), dim=1))[:, 0].numpy()

    step = 1e-5
    for row, column in ((0, 0), (3, 5), (7, 2)):
        up, down = (logits(brighter(fakes, row, column, by, trainer)) for by in (step, -step))
        np.testing.assert_allclose(heat[:, row, column], (up - down) / (2 * step), rtol=2e-3, atol=2e-6)


def test_batch_norms_of_d_are_those_of_the_samples_in_company() -> None:
    trainer = make(**{**DIGITS, **both(width=8, norm="batch")})
    trainer.advance(3)
    heat = picture_of(trainer).saliency
    assert heat is not None
    assert heat.shape == (64, 8, 8)
    assert np.isfinite(heat).all()
    assert np.abs(heat).max() > 0


def test_it_is_only_computed_where_it_is_seen_and_changes_nothing() -> None:
    seen, unseen = make(**DIGITS), make(**DIGITS)
    for _ in range(3):
        assert picture_of(seen).saliency is not None
        assert picture_of(unseen, Look(layers=frozenset())).saliency is None
        seen.advance()
        unseen.advance()
    assert_same(seen.state(), unseen.state())


@pytest.mark.parametrize("objective", ["non-saturating", "relativistic"])
@pytest.mark.parametrize("pack", [1, 2])
def test_in_slow_motion_it_is_what_flows_back_to_the_very_pixels_of_the_step(objective: str, pack: int) -> None:
    """Minus the slope of each pack's loss: by hand, from the samples that the update holds."""
    trainer = make(**{**NOTES, "objective": objective, "stabilise__pack": pack, "data__conditional": True})
    trainer.advance(2)
    observer = TurnObserver(trainer)
    held: list[Any] = []
    original = trainer.turn.next_part
    trainer.turn.next_part = lambda: held.append(original()) or held[-1]  # type: ignore[method-assign, func-returns-value]
    part = observer.next_part()
    while part.kind != "generator.gradient":
        part = observer.next_part()
    update = held[-1][1]
    seen = update.seen.detach().clone().requires_grad_()
    D, losses = trainer.discriminator.network, trainer.game.objective
    b = D.frozen(seen)
    a = D.frozen(update.x.detach()) if losses.sees_real else b
    loss = losses.generator(a, b).sum()
    (slopes,) = torch.autograd.grad(loss, seen)
    real = trainer.real
    of_each = -slopes.reshape(-1, real.dim + real.label_count)[: len(part.samples), : real.dim]
    by_hand = of_each.view(-1, 3, 24, 40).sum(1).numpy()
    assert part.pushes is not None
    np.testing.assert_allclose(part.pushes, by_hand, rtol=1e-4, atol=1e-8)


@pytest.mark.parametrize("objective", ["non-saturating", "wasserstein", "relativistic"])
def test_shares_are_what_a_frame_would_say(objective: str) -> None:
    trainer = make(**{**DIGITS, "objective": objective})
    trainer.advance(2)
    observer = TurnObserver(trainer)
    part = observer.next_part()
    assert part.shares is None
    while part.kind != "discriminator.judge":
        part = observer.next_part()
    assert part.shares is not None
    assert part.real_shares is not None
    assert 0 <= min(part.shares.min(), part.real_shares.min()) <= max(part.shares.max(), part.real_shares.max()) <= 1
    if objective == "non-saturating":
        np.testing.assert_array_equal(part.shares, part.verdicts)
    else:  # scores, from halfway between the two: batches here are as small as what is seen
        middle = (part.verdicts.mean() + part.real_verdicts.mean()) / 2
        np.testing.assert_allclose(part.shares, 1 / (1 + np.exp(middle - part.verdicts)), rtol=1e-5)
