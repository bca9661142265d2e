"""What a claim can be about, read from a frame: the names are those that `claim.METRICS` and `EVERYWHERE` list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.metrics.distances import nearest_modes
from gan_playground.gan.observe.frame import Array, Frame, LinePicture, PlanePicture
from gan_playground.lessons.claim import BOUNDS

held_share = 0.2  # of what a mode should get: with less it was touched, not held


def measured(measure: str, frame: Frame) -> float:
    """The value of a measure, or of one divided by another; raises PlaygroundError for what is not measured here."""
    name, _, divisor = measure.partition(" / ")
    values = values_of(frame)
    below = getattr(frame.metrics.get(name), divisor, None) if divisor in BOUNDS else values.get(divisor, 1.0)
    if name not in values or below is None:
        raise PlaygroundError(f"{measure} is not measured in this run.")
    return values[name] / below if below else float("inf")


def values_of(frame: Frame) -> dict[str, float]:
    """All that can be read, by name."""
    gradients, updates, losses, scores = frame.gradient_norms, frame.updates, frame.losses, frame.scores
    return {
        **{name: measure.value for name, measure in frame.metrics.items()},
        **{f"score.{name}": getattr(scores, name) for name in scores.__struct_fields__},
        **{f"loss.{name}": getattr(losses, name) for name in losses.__struct_fields__},
        **{f"gradient.{name}": getattr(gradients, name) for name in gradients.__struct_fields__},
        **{f"updates.{name}": getattr(updates, name) for name in updates.__struct_fields__},
        **MORE.get(type(frame.picture), _nothing)(frame),
        "step": frame.step,
    }


def _nothing(frame: Frame) -> dict[str, float]:
    return {}


def _of_line(frame: Frame) -> dict[str, float]:
    theta = frame.picture.theta if isinstance(frame.picture, LinePicture) else None
    return {} if theta is None else {"theta.1": theta[0], "theta.2": theta[1]}


def _of_plane(frame: Frame) -> dict[str, float]:
    picture = frame.picture
    if not isinstance(picture, PlanePicture) or picture.centres is None or (hits := picture.survey.hits) is None:
        return {}
    nearest, _ = nearest_modes(picture.generated, picture.centres, picture.sigma)
    return {
        "modes_held": float((hits >= held_share * picture.survey.hits_of / len(hits)).sum()),
        "fullest_mode": float(np.bincount(nearest, minlength=len(hits)).argmax()),
        **({"lag": _lag(picture, picture.centres[nearest])} if picture.angle else {}),
    }


def _lag(picture: PlanePicture, modes: Array) -> float:
    """By how many degrees the generated dots lie behind their modes (N, 2), on average, where the real data turn."""
    apart = _direction(picture, modes) - _direction(picture, picture.generated)
    return float(np.degrees(np.angle(np.exp(1j * apart)).mean() * np.sign(picture.angle)))


def _direction(picture: PlanePicture, places: Array) -> Array:
    """In radians (N,), where places (N, 2) are seen from the middle that the real data turn about."""
    x, y = ((places - picture.middle) / picture.scale).T
    direction: Array = np.arctan2(y, x)
    return direction


MORE: Mapping[type, Callable[[Frame], dict[str, float]]] = {LinePicture: _of_line, PlanePicture: _of_plane}
