"""What is said of one picture, and of how near the training pictures are."""

from __future__ import annotations

import math

import numpy as np

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.theme.wording import number, verdict_words

Line = tuple[str, str]
"""Words, and the role whose colour they have."""


def lines_of(picture: ImagesPicture, panel: str, index: int, scores: bool = False) -> list[Line]:
    """What is known of a picture, line by line; `scores`: D gives no probabilities."""
    if panel == "real":
        return _lines_of_real(picture, index, scores)
    lines = [
        (f"generated picture {index + 1}", "generated"),
        (verdict_words(float(picture.verdicts[index]), scores), "discriminator"),
    ]
    if picture.labels is not None:
        lines.append((f"asked for: {class_name(picture, int(picture.labels[index]))}", "text"))
    if picture.nearest_distances is not None:
        lines.append((f"nearest real one: {number(float(picture.nearest_distances[index]), 3)} away", "real"))
        lines.append((f"held-out ones: {number(picture.usual_distance, 3)} on average", "muted"))
    return lines


def _lines_of_real(picture: ImagesPicture, index: int, scores: bool) -> list[Line]:
    lines = [
        ("real picture", "real"),
        (verdict_words(float(picture.real_verdicts[index]), scores), "discriminator"),
    ]
    if picture.real_labels is not None:
        lines.append((f"class: {class_name(picture, int(picture.real_labels[index]))}", "text"))
    return lines


def told_of(picture: ImagesPicture, panel: str, index: int, scores: bool = False) -> str:
    """The same as one sentence."""
    return "; ".join(words for words, _ in lines_of(picture, panel, index, scores))


def distance_notes(picture: ImagesPicture) -> tuple[str, ...]:
    """How far the nearest training pictures are, from the longest way to say it to the shortest."""
    if picture.nearest_distances is None or not len(picture.nearest_distances):
        return ("",)
    mean, usual = float(np.mean(picture.nearest_distances)), picture.usual_distance
    away, held_out = number(mean, 3), number(usual, 3)
    if not (math.isfinite(mean) and math.isfinite(usual)):
        return (f"{away} away on average", away)
    where = "further away than" if mean > usual else "nearer than"
    return (
        f"{away} away on average: {where} held-out pictures are ({held_out})",
        f"{away} away: {where} held-out ones ({held_out})",
        f"{away}: {where} held-out ones",
        f"{away} (held-out: {held_out})",
        away,
    )


def class_name(picture: ImagesPicture, place: int) -> str:
    """What a label says; its number where the classes have no names."""
    return picture.classes[place] if 0 <= place < len(picture.classes) else str(place)
