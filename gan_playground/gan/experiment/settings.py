"""Settings as they are typed: KNOB=VALUE."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import find_knob
from gan_playground.gan.experiment.knob import Knob


def split_setting(setting: str) -> tuple[Knob, str]:
    """The knob of a setting, and the text of its value; raises PlaygroundError where it is none."""
    path, equals, text = setting.partition("=")
    if not equals:
        raise PlaygroundError(f"{setting!r} is not a setting; write KNOB=VALUE, as in batch_size=64.")
    return find_knob(path), text


def read_settings(settings: Iterable[str]) -> dict[str, Any]:
    """Values by path of settings such as "objective=minimax"; raises PlaygroundError for a bad knob or value."""
    pairs = map(split_setting, settings)
    return {knob.path: knob.parse(text) for knob, text in pairs}
