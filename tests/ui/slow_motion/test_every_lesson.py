"""A turn of every lesson, part by part: the flow holds the tensors that train, and the run is the one not stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from msgspec import Struct
from torch import Tensor

from gan.runs import assert_same
from gan.turns import kept, slowly
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.parts import LOSS_OF_D, PARTS, PartKind
from gan_playground.gan.training.trainer import Trainer
from gan_playground.gan.training.update import Update
from gan_playground.lessons.catalogue import lessons_at_hand, load_lesson
from gan_playground.ui.slow_motion.held import held_by
from gan_playground.ui.slow_motion.thumbnails import Cells, Numbers, Pictures, PlacesThumbnail, Swatches, Thumbnail

LESSONS = [lesson.id for lesson in lessons_at_hand()]
NOISE, G, SAMPLES, D, REAL = range(5)


class Flowing(Struct):
    """What flows at a part, in the trainer's own tensors. gradient_norm: of who moves, once it has moved."""

    kind: PartKind
    update: Update
    loss: float | None
    verdicts: tuple[np.ndarray, np.ndarray] | None
    gradient_norm: float | None


def flowing(trainer: Trainer) -> Iterator[Flowing]:
    """One step, stopped at each part by nobody who looks."""
    while (stopped := trainer.turn.next_part()) is not None:
        kind, update = stopped
        loss = None if update.loss is None else float(update.loss.detach())
        norm = update.player.gradient_norm if kind.id.endswith(".move") else None
        verdicts = None if update.logits is None else tuple(says(trainer, one) for one in update.logits)
        yield Flowing(kind, update, loss, verdicts, norm)


def says(trainer: Trainer, logits: Tensor) -> np.ndarray:
    """Of a critic its logits, else 1 / (1 + exp(-a))."""
    seen = logits.detach()[:, 0].repeat_interleave(trainer.experiment.stabilise.pack)
    return (seen if trainer.experiment.gives_scores else torch.sigmoid(seen)).numpy()


def shown(trainer: Trainer, batch: Tensor | None) -> np.ndarray | None:
    """Samples as a person sees them."""
    if batch is None:
        return None
    real = trainer.real
    samples = batch.detach().reshape(-1, real.dim + real.label_count)
    if isinstance(real, ImageDistribution):
        return real.to_pictures(samples)
    return samples.numpy().astype(np.float64) * real.scale + real.shift


def content(thumbnail: Thumbnail | None) -> np.ndarray | None:
    names = {PlacesThumbnail: "places", Cells: "values", Pictures: "pictures", Swatches: "colours"}
    return None if thumbnail is None else getattr(thumbnail, names[type(thumbnail)])


def rows(thumbnail: Thumbnail | None) -> dict[str, Any]:
    assert isinstance(thumbnail, Numbers)
    return {row.name: np.array(row.values) for row in thumbnail.rows}


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_part_of_a_turn_is_that_of_the_run(lesson: str) -> None:
    experiment = load_lesson(lesson).experiment
    plain, looked_at, raw = (Trainer(experiment, seed=4) for _ in range(3))
    plain.advance(2)
    slowly(looked_at)
    raw.advance()
    parts = slowly(looked_at)
    for part, flow in zip(parts, flowing(raw), strict=True):
        assert part.kind == flow.kind.id
        assert_holds(part, flow, raw)
    assert_same(kept(looked_at), kept(plain))
    assert_same(kept(raw), kept(plain))


def assert_holds(part: TurnPart, flow: Flowing, trainer: Trainer) -> None:
    boxes, update = held_by(part, trainer.experiment.stage, part.real), flow.update
    made = update.made if update.seen is None else update.seen
    for box, found in ((SAMPLES, shown(trainer, made)), (REAL, shown(trainer, update.x))):
        seen = content(boxes[box])
        assert (seen is None) == (found is None)
        if seen is not None:
            assert len(seen) > 0
            np.testing.assert_array_equal(seen, found[: len(seen)])
    noise = content(boxes[NOISE])
    if noise is not None:
        np.testing.assert_array_equal(noise, update.z[: len(noise), : trainer.experiment.latent.dim].numpy())
    player = PARTS[part.kind].player
    of_d, of_mover = rows(boxes[D]), rows(boxes[D if player == "discriminator" else G])
    if flow.verdicts is not None:
        np.testing.assert_allclose(of_d["▲"], flow.verdicts[1][: len(of_d["▲"])], rtol=1e-5, atol=1e-6)
        if player == "discriminator":
            np.testing.assert_allclose(of_d["●"], flow.verdicts[0][: len(of_d["●"])], rtol=1e-5, atol=1e-6)
    if part.kind == LOSS_OF_D.id or part.kind.endswith((".gradient", ".move")):
        assert of_mover["loss"] == [flow.loss]
    if flow.gradient_norm is not None:
        assert of_mover["gradient"] == pytest.approx([flow.gradient_norm], rel=1e-6)
    assert "held still" in rows(boxes[G if player == "discriminator" else D])
