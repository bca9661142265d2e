"""What a claim can be about, read from a frame: the names are those that `claim.METRICS` and `EVERYWHERE` list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.drawn import note_px
from gan_playground.gan.metrics.distances import decision_gap, nearest_modes
from gan_playground.gan.observe.frame import (
    Array,
    ColoursPicture,
    Frame,
    ImagesPicture,
    LinePicture,
    PhasePicture,
    PlanePicture,
)
from gan_playground.lessons.claim import BOUNDS

held_share = 0.2  # of what a mode should get: with less it was touched, not held


def measured(measure: str, frame: Frame, sizes: Mapping[str, float] | None = None) -> float:
    """The value of a measure, or of one divided by another; raises PlaygroundError for what is not measured here.

    sizes: what no frame has, as `sizes_of` gives it.
    """
    name, _, divisor = measure.partition(" / ")
    values = {**values_of(frame), **(sizes or {})}
    below = getattr(frame.metrics.get(name), divisor, None) if divisor in BOUNDS else values.get(divisor, 1.0)
    if name not in values or below is None:
        raise PlaygroundError(f"{measure} is not measured in this run.")
    return values[name] / below if below else float("inf")


def values_of(frame: Frame) -> dict[str, float]:
    """All that can be read of a frame, by name."""
    gradients, updates, losses, scores = frame.gradient_norms, frame.updates, frame.losses, frame.scores
    return {
        **{name: measure.value for name, measure in frame.metrics.items()},
        **{f"score.{name}": getattr(scores, name) for name in scores.__struct_fields__},
        **{f"loss.{name}": getattr(losses, name) for name in losses.__struct_fields__},
        **{f"gradient.{name}": getattr(gradients, name) for name in gradients.__struct_fields__},
        **{f"updates.{name}": getattr(updates, name) for name in updates.__struct_fields__},
        **MORE[type(frame.picture)](frame.picture),
        "step": frame.step,
    }


def _of_line(picture: LinePicture) -> dict[str, float]:
    theta = {} if picture.theta is None else {"theta.1": picture.theta[0], "theta.2": picture.theta[1]}
    seen = picture.decision, picture.best_decision, picture.real_density, picture.generated_density
    made = [one for one in picture.examples if one.z is not None]
    real = [one for one in picture.examples if one.z is None]
    return {
        **theta,
        **({"decision_gap": decision_gap(*seen)} if np.isfinite(picture.best_decision).any() else {}),
        **{f"example.{number}": one.x for number, one in enumerate(made, 1)},
        **{f"verdict.example.{number}": one.verdict for number, one in enumerate(made, 1)},
        **{f"verdict.real_example.{number}": one.verdict for number, one in enumerate(real, 1)},
    }


def _of_phase(picture: PhasePicture) -> dict[str, float]:
    return {} if picture.averaged is None else {"theta.average": picture.averaged[0]}


def _of_plane(picture: PlanePicture) -> dict[str, float]:
    if picture.centres is None or (hits := picture.survey.hits) is None:
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


def _of_images(picture: ImagesPicture) -> dict[str, float]:
    """Of the generated tiles, as a share of what the real ones have."""
    real, generated = picture.real / 255.0, picture.generated / 255.0
    of_colour = {"saturation": _saturation(generated) / _saturation(real)} if real.shape[-1] == 3 else {}
    shares = {"variety": _variety(generated) / _variety(real), "edges": _edges(generated) / _edges(real)}
    return {**of_colour, **shares, **_of_slopes(picture.saliency)}


def _of_slopes(saliency: Array | None) -> dict[str, float]:
    """How much neighbouring pixels agree, nil for specks; and of notes how strong they are in the face, against the
    whole: 1 where no place is more to D than another.
    """
    if saliency is None:
        return {}
    apart = saliency - saliency.mean()
    of_neighbours = (apart[:, :, 1:] * apart[:, :, :-1]).mean()
    patches = {"saliency.patches": float(of_neighbours / (np.square(apart).mean() or 1.0))}
    if saliency.shape[1:] != note_px:
        return patches
    from gan_playground.gan.data.images.notes import portrait

    slopes = np.abs(saliency)
    return {**patches, "saliency.face": float(slopes[:, portrait()].mean() / slopes.mean())}


def _of_colours(picture: ColoursPicture) -> dict[str, float]:
    return {"saturation": _saturation(np.clip(picture.generated, 0, 255)) / _saturation(picture.real)}


def _saturation(colours: Array) -> float:
    """How far the strongest of red, green and blue (..., 3) is from the weakest, on average: nil for greys."""
    return float(np.ptp(colours, axis=-1).mean())


def _variety(pictures: Array) -> float:
    """The root mean square difference of pictures (N, H, W, C) from their mean: nil where all are one."""
    return float(np.sqrt(pictures.var(axis=0).mean()))


def _edges(pictures: Array) -> float:
    """How much neighbouring pixels of pictures (N, H, W, C) differ, on average: nil where all are blank."""
    return float(np.abs(np.diff(pictures, axis=1)).mean() + np.abs(np.diff(pictures, axis=2)).mean())


MORE: Mapping[type, Callable[..., dict[str, float]]] = {
    LinePicture: _of_line,
    PhasePicture: _of_phase,
    PlanePicture: _of_plane,
    ImagesPicture: _of_images,
    ColoursPicture: _of_colours,
}
"""What a picture shows besides, by its kind."""
