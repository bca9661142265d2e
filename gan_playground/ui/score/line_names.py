"""The lines of the score that can be predicted, as sentences call them, and which track each is."""

from __future__ import annotations

from gan_playground.gan.observe.frame import Frame

LINE_NAMES = {
    "d_real": "D’s “real” for real ones",
    "d_fake": "D’s “real” for fakes",
    "accuracy": "D’s accuracy",
    "value": "V(D, G)",
    "distance": "the distance",
}


def key_of(line: str, frame: Frame) -> str:
    """The key of its track in a history."""
    if line != "distance":
        return line
    return "radius" if frame.distance == "radius" else f"metric.{frame.distance}"
