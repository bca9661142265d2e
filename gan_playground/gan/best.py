"""Figure 1 (b) of Goodfellow et al. (2014): G held still while D is trained to its best."""

from collections.abc import Iterator

from gan_playground.gan.frame import Frame, LinePicture
from gan_playground.gan.metrics import decision_gap
from gan_playground.gan.trainer import Trainer

near_enough = 0.02  # mean |D - D*| over the samples D sees
updates_between_looks = 20
looks_without_progress = 25
most_updates = 3000


def train_discriminator_to_best(trainer: Trainer) -> Iterator[Frame]:
    """Steps of D alone, in small portions with a frame after each, until D is near D* or gets no nearer."""
    gaps: list[float] = []
    for _ in range(most_updates // updates_between_looks):
        for _ in range(updates_between_looks):
            trainer.step_discriminator()
        frame = trainer.observe()
        yield frame
        gaps.append(_gap(frame.picture))
        stuck = min(gaps[-looks_without_progress:]) > min(gaps)
        if gaps[-1] < near_enough or stuck or trainer.diverged_at is not None:
            return


def _gap(picture: LinePicture) -> float:
    return decision_gap(picture.decision, picture.best_decision, picture.real_density, picture.generated_density)
