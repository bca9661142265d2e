"""Figure 1 (b) of Goodfellow et al. (2014): G held still while D is trained to its best.

Where a formula gives the best D, nearness to it is the measure; elsewhere, that D's loss falls no further.
"""

from collections.abc import Generator, Sequence

import numpy as np

from gan_playground.gan.metrics.distances import decision_gap
from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.gan.observe.look import EVERYTHING, Look
from gan_playground.gan.training.trainer import Trainer

near_enough = 0.02  # mean |D - D*| over the samples D sees
updates_between_looks = 20
looks_without_progress = 25
most_updates = 3000


def train_discriminator_to_best(
    trainer: Trainer, look: Look = EVERYTHING, beside: Sequence[Trainer] = ()
) -> Generator[Frame | None, None, str]:
    """Steps of D alone until D is near D* or gets no nearer; those that train beside it make the same steps.

    Yields after each step, so that it can be left at any: now and then a frame, else None. Returns a sentence
    that says how it ended.
    """
    gaps: list[float] = []
    for update in range(1, most_updates + 1):
        for one in (trainer, *beside):
            one.step_discriminator()
        if update % updates_between_looks:
            yield None
            continue
        frame = trainer.observe(fighting=True, look=look)
        yield frame
        gaps.append(_gap(frame))
        if _has_formula(frame) and gaps[-1] < near_enough:
            return f"D is at its best: on average {gaps[-1]:.2f} from the best possible D, after {update:,} updates."
        if trainer.diverged_at is not None or min(gaps[-looks_without_progress:]) > min(gaps):
            break
    if _has_formula(frame):
        nearest = f"on average it is still {gaps[-1]:.2f} from the best possible D"
        return f"D gets no nearer: {nearest}, after {update:,} updates."
    return f"D gets no better: its loss stays at {gaps[-1]:.2f}, after {update:,} updates."


def _has_formula(frame: Frame) -> bool:
    return isinstance(frame.picture, LinePicture) and bool(np.isfinite(frame.picture.best_decision).any())


def _gap(frame: Frame) -> float:
    """How far D is from its best: from D* where that is known, else its loss."""
    picture = frame.picture
    if not isinstance(picture, LinePicture) or not _has_formula(frame):
        return frame.losses.discriminator
    return decision_gap(picture.decision, picture.best_decision, picture.real_density, picture.generated_density)
