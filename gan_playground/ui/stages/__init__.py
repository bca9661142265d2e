"""The stages, by the kind of data they show; Experiment.stage names one of them.

Each is loaded when it is put up: a window should not wait for what it does not show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gan_playground.ui.stages.stage import Stage


def _line(parent: QWidget | None = None) -> Stage:
    from gan_playground.ui.stages.line import LineStage

    return LineStage(parent)


def _phase(parent: QWidget | None = None) -> Stage:
    from gan_playground.ui.stages.phase.stage import PhaseStage

    return PhaseStage(parent)


def _plane(parent: QWidget | None = None) -> Stage:
    from gan_playground.ui.stages.plane.stage import PlaneStage

    return PlaneStage(parent)


def _images(parent: QWidget | None = None) -> Stage:
    from gan_playground.ui.stages.images.stage import ImagesStage

    return ImagesStage(parent)


def _colours(parent: QWidget | None = None) -> Stage:
    from gan_playground.ui.stages.colours.stage import ColoursStage

    return ColoursStage(parent)


STAGES: dict[str, Callable[..., Stage]] = {
    "line": _line,
    "phase": _phase,
    "plane": _plane,
    "images": _images,
    "colours": _colours,
}
